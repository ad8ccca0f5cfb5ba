"""Over which job fields an employer's certified LCAs are spread, and where the reader's field stands."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from companies.charts import share_width
from companies.insights.labels import field_name
from companies.models import Company, SponsorshipField
from companies.units import CASES, POSITIONS, Unit, is_partial

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


def company_fields(company: Company) -> list[SponsorshipField]:
    """All counts by field and state of a company: one query for every block of a page."""
    return list(company.sponsorship_fields.order_by("-fiscal_year"))


def newest_field_year(fields: Sequence[SponsorshipField], today: date) -> int | None:
    """The newest whole fiscal year with counts by field; a partial one only where there is no other."""
    years = sorted({row.fiscal_year for row in fields}, reverse=True)
    partial = {row.fiscal_year for row in fields if is_partial(row.fiscal_year, row.through, today)}
    return next((year for year in years if year not in partial), years[0] if years else None)


def field_distribution(
    fields: Sequence[SponsorshipField], fiscal_year: int | None, own_field: str, today: date
) -> Distribution | None:
    """The largest fields of one year, the posting's own among them, the rest added up. None without counts."""
    rows = [row for row in fields if row.fiscal_year == fiscal_year]
    unit = POSITIONS if any(row.lca_positions for row in rows) else CASES
    sums: dict[str, int] = defaultdict(int)
    for row in rows:
        sums[row.job_field] += row.lca_positions if unit is POSITIONS else row.lca_certified
    total = sum(sums.values())
    if not total or fiscal_year is None:
        return None
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


def certified_in(
    fields: Sequence[SponsorshipField],
    unit: Unit,
    fiscal_year: int,
    job_field: str,
    states: Sequence[str] = (),
) -> int:
    """The count of one field in one year, in some states if any are named."""
    return sum(
        row.lca_positions if unit is POSITIONS else row.lca_certified
        for row in fields
        if row.fiscal_year == fiscal_year and row.job_field == job_field and (not states or row.state in states)
    )
