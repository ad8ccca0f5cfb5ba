"""Top sponsors by job field, state and fiscal year, and what their certified cases pay. All stands in the address."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Max, QuerySet, Sum
from django.http import QueryDict
from django.utils.http import urlencode

from companies.charts import Whisker, share_width, spread
from companies.insights.labels import JOB_FIELDS, field_name
from companies.models import SponsorshipField, SponsorshipWage
from companies.units import CASES, is_partial

MOST_ROWS = 25
SORTS = {"": "Most cases", "pay": "Highest median wage"}
Cut = SponsorshipWage.Cut


@dataclass(frozen=True, slots=True)
class Sponsor:
    name: str
    slug: str
    cases: int
    width: str  # of its bar
    wage: SponsorshipWage | None  # of the same field, state and year; None: fewer than ten cases state one
    whisker: Whisker | None


@dataclass(frozen=True, slots=True)
class Select:
    """One choice of the form: (value, words), and which is chosen."""

    name: str
    label: str
    options: tuple[tuple[str, str], ...]
    chosen: str


class InsightsPage:
    """`year` is the newest whole one unless the reader chose; a value that is no choice is said and left out."""

    unit = CASES

    def __init__(self, query: QueryDict, today: date) -> None:
        self.problems: list[str] = []
        self.partial_years = {
            year: through for year, through in self._reach.items() if is_partial(year, through, today)
        }
        years = [str(year) for year in self._reach]
        self.field = self._one_of("field", query, {key for key, _ in JOB_FIELDS})
        self.state = self._one_of("state", query, set(self.states))
        self.sort = self._one_of("sort", query, set(SORTS))
        chosen = self._one_of("year", query, set(years))
        whole = [year for year in self._reach if year not in self.partial_years]
        self.year = int(chosen) if chosen else next(iter(whole or self._reach), None)

    def _one_of(self, name: str, query: QueryDict, known: set[str]) -> str:
        value = query.get(name, "")
        if value and value not in known:
            self.problems.append(f"{name.capitalize()}: “{value[:60]}” is not one of its choices; it was left out.")
            return ""
        return value

    @cached_property
    def _reach(self) -> dict[int, date | None]:
        """Fiscal years with counts, newest first, and how far each reaches."""
        rows = SponsorshipField.objects.values_list("fiscal_year").annotate(reach=Max("through"))
        return dict(rows.order_by("-fiscal_year"))

    @cached_property
    def states(self) -> list[str]:
        rows = SponsorshipField.objects.exclude(state="").values_list("state", flat=True)
        return list(rows.distinct().order_by("state"))

    @property
    def selects(self) -> list[Select]:
        years = tuple((str(year), f"FY{year}{', not complete' * (year in self.partial_years)}") for year in self._reach)
        states = tuple((state, state) for state in self.states)
        return [
            Select("field", "Job field", (("", "All fields"), *JOB_FIELDS), self.field),
            Select("state", "State of the worksite", (("", "All states"), *states), self.state),
            Select("year", "Fiscal year", years, str(self.year or "")),
            Select("sort", "Order", tuple(SORTS.items()), self.sort),
        ]

    @cached_property
    def rows(self) -> list[Sponsor]:
        """The largest sponsors under the choice, or those that pay most. Two queries."""
        chosen = SponsorshipField.objects.filter(fiscal_year=self.year or 0, **self._narrowed)
        sums = chosen.values_list("company", "company__name", "company__slug").annotate(cases=Sum("lca_certified"))
        sums = sums.filter(cases__gt=0).order_by("-cases", "company__name")
        if self.sort == "pay":
            best = list(self._wages.order_by("-median", "company__name")[:MOST_ROWS])
            wages = {wage.company_id: wage for wage in best}
            of_company = {row[0]: row for row in sums.filter(company__in=wages)}
            found = [of_company[company] for company in wages if company in of_company]
        else:
            found = list(sums[:MOST_ROWS])
            wages = {wage.company_id: wage for wage in self._wages.filter(company__in=[row[0] for row in found])}
        most = max((cases for *_, cases in found), default=0)
        scale = max((wage.p75 for wage in wages.values()), default=0)
        return [
            Sponsor(name, slug, cases, share_width(cases, most), wage, _whisker(wage, scale))
            for company, name, slug, cases in found
            for wage in [wages.get(company)]
        ]

    @property
    def _narrowed(self) -> dict[str, str]:
        chosen = {"job_field": self.field, "state": self.state}
        return {name: value for name, value in chosen.items() if value}

    @property
    def _wages(self) -> "QuerySet[SponsorshipWage]":
        by_field, by_state = bool(self.field), bool(self.state)
        cut = (
            Cut.FIELD_STATE if by_field and by_state else Cut.FIELD if by_field else Cut.STATE if by_state else Cut.ALL
        )
        return SponsorshipWage.objects.filter(fiscal_year=self.year or 0, cut=cut, **self._narrowed)

    @property
    def has_wages(self) -> bool:
        return any(row.wage for row in self.rows)

    @property
    def query(self) -> str:
        """The choice as it was understood."""
        chosen = {"field": self.field, "state": self.state, "year": str(self.year or ""), "sort": self.sort}
        return urlencode({name: value for name, value in chosen.items() if value})

    @property
    def heading(self) -> str:
        where = f" in {self.state}" if self.state else ""
        what = f" in {field_name(self.field)}" if self.field else ""
        return f"{'Best-paying' if self.sort == 'pay' else 'Top'} sponsors{what}{where}"

    @property
    def through(self) -> date | None:
        return self.partial_years.get(self.year) if self.year else None

    @property
    def receipt_query(self) -> str:
        return "&".join(f"{name}={value}" for name, value in (("field", self.field), ("state", self.state)) if value)


def _whisker(wage: SponsorshipWage | None, scale: int) -> Whisker | None:
    return spread(wage.p25, wage.median, wage.p75, scale) if wage else None
