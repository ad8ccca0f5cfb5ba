"""Top sponsors by job field, state and fiscal year. Every choice stands in the address."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.db.models import Max, Sum
from django.http import QueryDict

from companies.charts import share_width
from companies.insights.labels import JOB_FIELDS, field_name
from companies.models import SponsorshipField
from companies.units import CASES, is_partial

MOST_ROWS = 25


@dataclass(frozen=True, slots=True)
class Sponsor:
    name: str
    slug: str
    cases: int
    width: str  # of its bar


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
        ]

    @cached_property
    def rows(self) -> list[Sponsor]:
        """The largest sponsors under the choice. One query."""
        chosen = SponsorshipField.objects.filter(fiscal_year=self.year or 0)
        if self.field:
            chosen = chosen.filter(job_field=self.field)
        if self.state:
            chosen = chosen.filter(state=self.state)
        sums = chosen.values_list("company__name", "company__slug").annotate(cases=Sum("lca_certified"))
        found = list(sums.filter(cases__gt=0).order_by("-cases", "company__name")[:MOST_ROWS])
        most = found[0][2] if found else 0
        return [Sponsor(name, slug, cases, share_width(cases, most)) for name, slug, cases in found]

    @property
    def heading(self) -> str:
        where = f" in {self.state}" if self.state else ""
        what = f" in {field_name(self.field)}" if self.field else ""
        return f"Top sponsors{what}{where}"

    @property
    def through(self) -> date | None:
        return self.partial_years.get(self.year) if self.year else None

    @property
    def receipt_query(self) -> str:
        return "&".join(f"{name}={value}" for name, value in (("field", self.field), ("state", self.state)) if value)
