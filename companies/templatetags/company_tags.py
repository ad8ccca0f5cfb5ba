"""How figures are written."""

from datetime import date
from decimal import Decimal

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from companies.charts import Kind, Spark, share_width, value_text

register = template.Library()


@register.filter
def count(value: int | None) -> str:
    """1234 → "1,234"; None → "no data", never 0."""
    return value_text(value)


@register.filter
def percent(share: float | None, digits: int = 1) -> str:
    """0.614 → "61.4%"."""
    return "no data" if share is None else f"{100 * share:.{digits}f}%"


@register.filter
def bar(value: int, most: int) -> str:
    """The width of a lying bar, as percent of the longest."""
    return share_width(value, most)


@register.filter
def change(share: float | None) -> str:
    """0.077 → "+7.7%", with a true minus; nothing to compare with is a dash."""
    if share is None:
        return "–"
    sign = "+" if share > 0 else "−" if share < 0 else ""
    return f"{sign}{abs(100 * share):.1f}%"


@register.filter
def day(value: date | None) -> str:
    """ "14 Nov 2026"."""
    return f"{value.day} {value:%b %Y}" if value else ""


@register.filter
def precise_day(value: date | None, precision: str = "day") -> str:
    """A date only as precise as its source: 2023-01-03, 2023-01 or 2023."""
    if value is None:
        return "undated"
    return value.strftime({"year": "%Y", "month": "%Y-%m"}.get(precision, "%Y-%m-%d"))


@register.filter
def staff(company: object) -> str:
    """The band of employees, where both ends or one are known."""
    low, high = getattr(company, "employees_min", None), getattr(company, "employees_max", None)
    if low and high:
        return f"{low:,} – {high:,}"
    return f"{low:,} or more" if low else f"up to {high:,}" if high else ""


@register.filter
def money(amount: Decimal | None, currency: str = "USD") -> str:
    """8110000000 → "$8.11B"; three figures at most, since sources round too. None is undisclosed, not zero."""
    if amount is None:
        return "undisclosed"
    sign = "$" if currency in ("USD", "") else f"{currency} "
    for size, letter in ((10**9, "B"), (10**6, "M"), (10**3, "K")):
        if amount >= size:
            return f"{sign}{amount / size:.2f}".rstrip("0").rstrip(".") + letter
    return f"{sign}{amount:,.0f}"


@register.filter
def dollars(amount: int) -> str:
    """A wage in full: 132600 → "$132,600"."""
    return f"${amount:,}"


@register.filter
def words(name: str) -> str:
    """A column's name as words: initial_approvals → "initial approvals"."""
    return name.replace("_", " ").replace("lca", "LCA").replace("perm", "PERM")


_COLUMNS = {
    "full": '<rect class="k" x="{x}" y="{y}" width="10" height="{height}"/>',
    "partial": '<rect class="hollow" x="{x}" y="{y}" width="10" height="{height}"/>',
    "zero": '<rect class="zero-tick" x="{x}" y="22" width="10" height="2"/>',
    "missing": '<line class="none" x1="{x}" x2="{end}" y1="23" y2="23"/>',
}


@register.simple_tag
def spark_line(spark: Spark, says: str) -> SafeString:
    """A small chart. In Python, since a list shows fifty of them and a template takes ten times as long."""
    drawn = format_html_join("", "{}", ((_column(*column),) for column in spark.columns))
    return format_html(
        '<svg width="{}" height="{}" role="img" aria-label="{}: {}">{}</svg>',
        spark.width,
        spark.height,
        says,
        spark.label,
        drawn,
    )


def _column(kind: Kind, x: int, y: str, height: str) -> SafeString:
    return format_html(_COLUMNS[kind], x=x, y=y, height=height, end=x + 10)
