"""The tables of the company pages as rows, for CSV: the figures that the page shows, from the same functions.

The first row is the head. None stands for "no data", which is not zero.
"""

from collections.abc import Callable, Iterator

from django.conf import settings

from companies.compare import Compared, ComparePage
from companies.directory import DirectoryPage
from companies.insights.filed import Split
from companies.insights.years import sponsorship_by_year
from companies.insights_page import InsightsPage
from companies.page import CompanyPage
from sources.csv_answer import Rows

MOST_LINES = 5000


def _years(page: CompanyPage) -> Rows:
    yield ["unit", "fiscal year", "value", "complete", "through", "published by"]
    for unit in page.record.units:
        for year in sponsorship_by_year(page.record.years, unit, page.today):
            yield [unit.name, year.fiscal_year, year.value, not year.partial, year.through, year.published_by]


def _fields(page: CompanyPage) -> Rows:
    yield ["fiscal year", "unit", "job field", "value", "share", "complete", "through"]
    if found := page.record.distribution:
        for row in found.rows:
            yield [found.fiscal_year, found.unit.name, row.name, row.value, row.share, not found.partial, found.through]


def _decisions(page: CompanyPage) -> Rows:
    yield ["fiscal year", "new employment approved", "continuing approved", "denied", "share denied", "low", "high"]
    for row in page.record.decisions.rows:
        share = [row.interval.share, row.interval.low, row.interval.high] if row.interval else [None] * 3
        yield [row.fiscal_year, row.initial, row.continuing, row.denied, *share]


def _wages(page: CompanyPage) -> Rows:
    yield ["fiscal year", "cut", "of", "cases", "25%", "median", "75%"]
    if found := page.wages:
        cuts = [("all", (found.all,)), *((table.heading, table.rows) for table in found.tables)]
        for heading, rows in cuts:
            for row in rows:
                yield [found.fiscal_year, heading, row.name, row.cases, row.p25, row.median, row.p75]


def _split(*names: str) -> Callable[[CompanyPage], Rows]:
    def rows(page: CompanyPage) -> Rows:
        yield ["fiscal year", "reach", "part", "value", "share"]
        for name in names:
            split: Split = getattr(page, name)
            for year in split.years:
                for part in year.parts:
                    yield [year.fiscal_year, year.reach, part.name, part.value, part.share]

    return rows


def _months(page: CompanyPage) -> Rows:
    yield ["month received", "LCA cases", "share", "fiscal years"]
    if found := page.season:
        years = " ".join(map(str, found.fiscal_years))
        for month in found.months:
            yield [month.name, month.cases, month.share, years]


def _perm(page: CompanyPage) -> Rows:
    yield ["fiscal year", "reach", "certified", "denied"]
    for year in page.perm:
        yield [year.fiscal_year, year.reach, year.certified, year.denied]


def _names(page: CompanyPage) -> Rows:
    yield ["legal name", "why", "source", "first fiscal year", "last fiscal year", "volume", "unit", "share"]
    for name in page.ledger.names:
        yield [name.name, name.why, name.source, name.first, name.last, name.volume, name.unit, name.share]


def _rounds(page: CompanyPage) -> Rows:
    yield ["date", "type", "amount US$", "amount", "currency", "counts", "investors", "source", "address", "retrieved"]
    for one in page.funding.rounds:
        amounts = [one.amount_usd, one.amount, one.currency, one.counts]
        investors = "; ".join(dict.fromkeys([*one.leads, *one.investors]))
        yield [one.when, one.kind, *amounts, investors, one.source, one.url, one.retrieved_on]


def _news(page: CompanyPage) -> Rows:
    yield ["published", "title", "publisher", "address"]
    for item in page.news.items:
        yield [item.published_at, item.title, item.publisher, item.url]


OF_COMPANY: dict[str, Callable[[CompanyPage], Rows]] = {
    "years": _years,
    "fields": _fields,
    "decisions": _decisions,
    "wages": _wages,
    "hires": _split("hires"),
    "levels": _split("levels"),
    "sites": _split("client_sites", "dependence"),
    "months": _months,
    "perm": _perm,
    "names": _names,
    "rounds": _rounds,
    "news": _news,
}


def directory(page: DirectoryPage) -> Rows:
    """Every company that the filters leave, in their order; the first 5,000."""
    yield ["company", "address", "city", "state", "employees from", "to", "cap-exempt", "fiscal year", "unit", "value"]
    for line in page.first(MOST_LINES):
        company, record = line.company, line.record
        latest = record.latest
        place = [company.city, company.state, company.employees_min, company.employees_max, company.cap_exempt]
        figure = [latest.fiscal_year, record.unit.name, latest.value] if latest and record.unit else [None] * 3
        yield [company.name, settings.SITE_URL + company.get_absolute_url(), *place, *figure]


def insights(page: InsightsPage) -> Rows:
    yield ["company", "fiscal year", page.unit.name, "25% wage", "median wage", "75% wage"]
    for row in page.rows:
        wage = [row.wage.p25, row.wage.median, row.wage.p75] if row.wage else [None] * 3
        yield [row.name, page.year, row.cases, *wage]


def compare(page: ComparePage) -> Rows:
    yield ["company", "what", "fiscal year", "value"]
    for row in page.units:
        for company, figure in row.figures:
            yield [company.name, row.unit.name, *((figure.fiscal_year, figure.value) if figure else (None, None))]
    for one in page.companies:
        yield from _compared(one)


def _compared(one: Compared) -> Iterator[list[object]]:
    name = one.company.name
    if found := one.decisions:
        yield [name, "petitions approved, new employment", found.fiscal_year, found.initial]
        yield [name, "petitions approved, continuing", found.fiscal_year, found.continuing]
        yield [name, "share of petitions denied", found.fiscal_year, found.interval.share if found.interval else None]
    if one.top_fields and one.record.distribution:
        yield [name, "largest job fields", one.record.distribution.fiscal_year, "; ".join(one.top_fields)]
    if one.wage:
        for what, value in (("25%", one.wage.p25), ("median", one.wage.median), ("75%", one.wage.p75)):
            yield [name, f"{what} wage of certified cases, US$ a year", one.wage.fiscal_year, value]
    yield [name, "cap-exempt", None, one.company.cap_exempt]
    yield [name, "employees from", None, one.company.employees_min]
    yield [name, "open postings here", None, one.open_postings]
