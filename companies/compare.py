"""Two to four companies side by side, on immigration terms. The choice stands in the address."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.http import QueryDict

from companies.insights.cards import CardRecord, records_for_cards
from companies.insights.decisions import Decisions
from companies.insights.record import Record, record_of
from companies.insights.years import YearFigure, latest_whole, sponsorship_by_year
from companies.models import Company, SponsorshipWage
from companies.units import SWITCH, Unit

MOST_COMPANIES = 4
LONGEST_NAME = 120


@dataclass(frozen=True, slots=True)
class Compared:
    company: Company
    record: Record
    open_postings: int
    remove: str  # the address without this company
    wage: SponsorshipWage | None  # of all certified cases of the newest year that states one
    card: CardRecord  # the years at a glance

    @property
    def decisions(self) -> Decisions | None:
        """The newest year of USCIS decisions."""
        rows = self.record.decisions.rows
        return rows[0] if rows else None

    @property
    def top_fields(self) -> list[str]:
        shown = self.record.distribution.rows[:3] if self.record.distribution else ()
        return [row.name for row in shown if row.job_field]


@dataclass(frozen=True, slots=True)
class UnitRow:
    """One unit: each company's newest whole year, or None where nothing was found."""

    unit: Unit
    figures: tuple[tuple[Company, YearFigure | None], ...]


class ComparePage:
    def __init__(self, query: QueryDict, today: date) -> None:
        self.today = today
        self.problems: list[str] = []
        slugs = list(dict.fromkeys(slug for slug in query.getlist("c") if slug and "\x00" not in slug))
        wanted = query.get("add", "").replace("\x00", "").strip()[:LONGEST_NAME]
        if wanted and (slug := self._find(wanted)) and slug not in slugs:
            slugs.append(slug)
        if len(slugs) > MOST_COMPANIES:
            self.problems.append(f"At most {MOST_COMPANIES} companies fit; the first {MOST_COMPANIES} are shown.")
        self.companies = self._read(slugs[:MOST_COMPANIES])

    def _find(self, name: str) -> str:
        found = Company.objects.public().filter(Q(name__iexact=name) | Q(slug=name.lower())).first()
        if found is None:
            self.problems.append(f"No company here is called “{name}”. The list of companies finds parts of a name.")
        return found.slug if found else ""

    def _read(self, slugs: list[str]) -> list[Compared]:
        live = Q(postings__closed_at=None, postings__duplicate_of=None, postings__is_hidden=False)
        rows = Company.objects.public().filter(slug__in=slugs)
        known = {row.slug: row for row in rows.annotate(open_postings=Count("postings", filter=live))}
        self.problems += [f"There is no company “{slug[:LONGEST_NAME]}” here." for slug in slugs if slug not in known]
        kept = [slug for slug in slugs if slug in known]
        ids = [known[slug].pk for slug in kept]
        newest = SponsorshipWage.objects.filter(company__in=ids, cut=SponsorshipWage.Cut.ALL)
        wages = {wage.company_id: wage for wage in newest.order_by("company_id", "-fiscal_year").distinct("company_id")}
        cards = records_for_cards(ids, self.today)
        return [
            Compared(
                known[slug],
                record_of(known[slug], "", self.today),
                known[slug].open_postings,
                "&".join(f"c={other}" for other in kept if other != slug),
                wages.get(known[slug].pk),
                cards[known[slug].pk],
            )
            for slug in kept
        ]

    @property
    def has_room(self) -> bool:
        return len(self.companies) < MOST_COMPANIES

    @property
    def query(self) -> str:
        return "&".join(f"c={one.company.slug}" for one in self.companies)

    @property
    def title(self) -> str:
        names = [one.company.name for one in self.companies]
        return " and ".join(names) if len(names) < 3 else f"{', '.join(names[:-1])} and {names[-1]}"

    @property
    def has_wages(self) -> bool:
        return any(one.wage for one in self.companies)

    @property
    def units(self) -> list[UnitRow]:
        """The units that any of the companies has figures for."""
        rows = []
        for unit in SWITCH:
            figures = tuple(
                (one.company, latest_whole(sponsorship_by_year(one.record.years, unit, self.today)))
                for one in self.companies
            )
            if any(figure for _, figure in figures):
                rows.append(UnitRow(unit, figures))
        return rows
