"""Over which job fields an employer's certified LCAs are spread, and where the reader's field stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Case, DateField, F, Func, Q, Subquery, When

from companies.charts import share_width
from companies.insights.labels import field_name
from companies.models import Company, SponsorshipField
from companies.units import CASES, POSITIONS, Unit, fiscal_year_of, is_partial

MOST_FIELDS = 8


@dataclass(frozen=True, slots=True)
class FieldShare:
    job_field: str  # empty for the rows that no rule could place, and for the rest
    name: str
    value: int
    share: float
    width: str  # of its bar
    similar: bool  # the field of the posting that the reader looks at
    has_receipt: bool


@dataclass(frozen=True, slots=True)
class Distribution:
    fiscal_year: int
    unit: Unit
    rows: tuple[FieldShare, ...]
    total: int
    partial: bool
    through: date | None
    published_by: str
    similar: FieldShare | None


def newest_fields(company: Company, today: date) -> list[SponsorshipField]:
    """The counts by field and state of the newest whole fiscal year: one query for every block of a page.

    Of a partial year only where there is no other. What is partial is said in companies.units, and here for the
    database: ten years of a large employer are ten thousand rows.
    """
    last_week = Func(F("fiscal_year"), 9, 24, function="make_date", output_field=DateField())
    partial = Q(fiscal_year__gte=fiscal_year_of(today)) | Q(through__lt=last_week)
    years = company.sponsorship_fields.order_by(Case(When(partial, then=1), default=0), "-fiscal_year")
    return list(company.sponsorship_fields.filter(fiscal_year=Subquery(years.values("fiscal_year")[:1])))


def field_distribution(rows: Sequence[SponsorshipField], own_field: str, today: date) -> Distribution | None:
    """The largest fields of one year, the posting's own among them, the rest added up. None without counts."""
    unit = POSITIONS if any(row.lca_positions for row in rows) else CASES
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.job_field] += row.lca_positions if unit is POSITIONS else row.lca_certified
    total = sum(sums.values())
    if not total:
        return None
    fiscal_year = rows[0].fiscal_year
    shown = _largest(sums, own_field)
    rest = total - sum(sums[name] for name in shown)
    most = max(rest, *(sums[name] for name in shown))
    shares = [
        FieldShare(
            name,
            field_name(name) if name else "Not classified",
            sums[name],
            sums[name] / total,
            share_width(sums[name], most),
            bool(name) and name == own_field,
            True,
        )
        for name in shown
    ]
    if rest:
        shares.append(FieldShare("", "All other fields", rest, rest / total, share_width(rest, most), False, False))
    through = max((row.through for row in rows if row.through), default=None)
    return Distribution(
        fiscal_year,
        unit,
        tuple(shares),
        total,
        is_partial(fiscal_year, through, today),
        through,
        next((row.published_by for row in rows if row.published_by), ""),
        next((share for share in shares if share.similar), None),
    )


def _largest(sums: dict[str, int], own_field: str) -> list[str]:
    ordered = sorted((name for name in sums if sums[name]), key=lambda name: (-sums[name], name))
    shown = ordered[:MOST_FIELDS] if len(ordered) > MOST_FIELDS + 1 else ordered
    if own_field in sums and own_field not in shown and sums[own_field]:
        shown = [*shown[:-1], own_field]
    return shown


def certified_in(rows: Sequence[SponsorshipField], unit: Unit, job_field: str, states: Sequence[str] = ()) -> int:
    """The count of one field in the year of `rows`, in some states if any are named."""
    return sum(
        row.lca_positions if unit is POSITIONS else row.lca_certified
        for row in rows
        if row.job_field == job_field and (not states or row.state in states)
    )
