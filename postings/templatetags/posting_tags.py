"""How postings are written: ages, pay, places, and the block for machines."""

import json
from datetime import date, datetime
from decimal import Decimal

import pycountry
from django import template
from django.utils import timezone
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from postings.facets import CountedFacet
from postings.models import Posting

register = template.Library()

SYMBOLS = {"USD": "$", "EUR": "€", "GBP": "£", "JPY": "¥", "INR": "₹"}
PERIODS = {"year": "a year", "month": "a month", "week": "a week", "day": "a day", "hour": "an hour"}


@register.filter
def ago(moment: date | datetime | None) -> str:
    """ "today", "3 days ago", "2 weeks ago": whole units, rounded down."""
    if moment is None:
        return ""
    now = timezone.now()
    if isinstance(moment, datetime):
        hours = int((now - moment).total_seconds() // 3600)
        if hours < 1:
            return "less than an hour ago"
        if hours < 24:
            return _counted(hours, "hour")
        moment = timezone.localdate(moment)
    days = (timezone.localdate(now) - moment).days
    if days <= 0:
        return "today"
    for size, word in ((365, "year"), (30, "month"), (7, "week"), (1, "day")):
        if days >= size:
            return _counted(days // size, word)
    return ""


def _counted(number: int, word: str) -> str:
    return f"{number} {word}{'' if number == 1 else 's'} ago"


@register.simple_tag
def age(moment: date | datetime | None) -> SafeString | str:
    """The age for people, the moment itself for machines and on hover."""
    if moment is None:
        return "date not stated"
    exact = f"{moment:%Y-%m-%d %H:%M} UTC" if isinstance(moment, datetime) else moment.isoformat()
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), exact, ago(moment))


@register.filter
def pay_range(posting: Posting) -> str:
    """The pay as posted: "$151,300 – $204,700"; empty when none is stated."""
    amounts = [amount for amount in (posting.pay_min, posting.pay_max) if amount is not None]
    written = list(dict.fromkeys(_money(amount, posting.pay_currency) for amount in amounts))
    if len(written) == 1 and posting.pay_max is None:
        return f"from {written[0]}"
    if len(written) == 1 and posting.pay_min is None:
        return f"up to {written[0]}"
    return " – ".join(written)


@register.filter
def pay_period(posting: Posting) -> str:
    return PERIODS.get(posting.pay_period, "")


def _money(amount: Decimal, currency: str) -> str:
    number = f"{amount:,.2f}".removesuffix(".00")
    return f"{SYMBOLS[currency]}{number}" if currency in SYMBOLS else f"{number} {currency}".strip()


@register.filter
def place_names(posting: Posting, most: int = 2) -> str:
    """The first places of a posting, and how many more there are."""
    names = [name for name in (place_name(place) for place in posting.places) if name]
    if not names:
        names = [name for name in [", ".join(filter(None, (posting.city, posting.state)))] if name]
    names = list(dict.fromkeys(names))
    more = f" and {len(names) - most} more" if len(names) > most else ""
    return "; ".join(names[:most]) + more


@register.filter
def place_name(place: dict[str, str]) -> str:
    """One place: city and state, the source's own words where it could not be read."""
    parts = [place.get("city"), place.get("state")]
    if not any(parts):
        return place.get("raw") or place.get("country_code") or ""
    if place.get("country_code") not in ("", "US", None):
        parts.append(place["country_code"])
    return ", ".join(part for part in parts if part)


@register.filter
def whole_place(place: dict[str, str]) -> str:
    """One place with its country, which lists of American jobs leave out."""
    name = place_name(place)
    code = place.get("country_code") or ""
    country = pycountry.countries.get(alpha_2=code)
    said = name.endswith(code) or (country and country.name.lower() in name.lower())
    return name if said else f"{name}, {code}"


@register.filter
def host(address: str) -> str:
    """The host that a link leads to, without www."""
    return address.split("//", 1)[-1].split("/", 1)[0].split("?", 1)[0].removeprefix("www.")


@register.simple_tag
def json_ld(data: dict[str, object]) -> SafeString:
    """A data block for machines. It is not executed, and no text in it can end it."""
    text = json.dumps(data, ensure_ascii=False).translate({60: "\\u003c", 62: "\\u003e", 38: "\\u0026"})
    return mark_safe(f'<script type="application/ld+json">{text}</script>')  # noqa: S308 - escaped above


@register.simple_tag
def choice_inputs(counted: CountedFacet) -> SafeString:
    """The inputs of one facet. In Python, since a page shows seventy and a template takes ten times as long."""
    kind = "radio" if counted.facet.single else "checkbox"
    return format_html_join(
        "\n",
        '<label{}><input type="{}" id="f-{}-{}" name="{}" value="{}"{}> '
        '<span>{}</span> <span class="n">{}</span></label>',
        (
            (
                "" if choice.count else _ZERO,
                kind,
                counted.facet.name,
                number,
                counted.facet.name,
                choice.value,
                _CHECKED if choice.chosen else "",
                choice.label,
                f"{choice.count:,}",
            )
            for number, choice in enumerate(counted.choices, start=1)
        ),
    )


_ZERO = mark_safe(' class="zero"')
_CHECKED = mark_safe(" checked")
