"""The sources of the board: who publishes what, how often, under which terms."""

from dataclasses import dataclass

from sources.board_table import SOURCES


@dataclass(frozen=True, slots=True)
class Source:
    name: str
    publisher: str
    address: str
    holds: str
    renewed: str
    terms: str
    runs: tuple[str, ...]  # names of its ImportRuns
    terms_address: str = ""
    pace: str = ""  # how fast we ask


PUBLIC_DOMAIN = "Public domain (work of the US government)"

_FILES = (
    Source(
        "LCA disclosure files",
        "US Department of Labor, OFLC",
        "https://www.dol.gov/agencies/eta/foreign-labor/performance",
        "Every Labor Condition Application with its decision: employer, job title, occupation, worksite, wage.",
        "Quarterly",
        PUBLIC_DOMAIN,
        ("lca",),
    ),
    Source(
        "PERM disclosure files",
        "US Department of Labor, OFLC",
        "https://www.dol.gov/agencies/eta/foreign-labor/performance",
        "Every application for permanent labor certification, the first step to a green card.",
        "Quarterly",
        PUBLIC_DOMAIN,
        ("perm",),
    ),
    Source(
        "H-1B Employer Data Hub",
        "US Citizenship and Immigration Services",
        "https://www.uscis.gov/tools/reports-and-studies/h-1b-employer-data-hub",
        "Petitions approved and denied, by employer and fiscal year.",
        "Yearly, with quarters in between",
        PUBLIC_DOMAIN,
        ("uscis",),
    ),
    Source(
        "Form D data sets",
        "US Securities and Exchange Commission",
        "https://www.sec.gov/data-research/sec-markets-data/form-d-data-sets",
        "Exempt offerings of securities as the issuers file them: a free primary source of funding rounds.",
        "Quarterly",
        PUBLIC_DOMAIN,
        ("form_d", "edgar"),
    ),
    Source(
        "Crunchbase",
        "Crunchbase, Inc.",
        "https://www.crunchbase.com/",
        "Funding rounds, stages and investors, from exports or by a key that the operator brings.",
        "As imported",
        "Under the operator’s own licence",
        ("crunchbase",),
    ),
    Source(
        "IPEDS",
        "US Department of Education",
        "https://nces.ed.gov/ipeds/",
        "Universities and colleges, for the cap-exempt flag.",
        "Yearly",
        PUBLIC_DOMAIN,
        ("ipeds",),
    ),
    Source(
        "News feeds",
        "Publishers, by RSS or Atom",
        "",
        "Headlines with a link; never the article.",
        "Hourly",
        "Headline, publisher, date and link only",
        ("news", "rss"),
    ),
)

_UNREAD = "This is our own rule; we have not held it against the provider’s text word by word."


def _per_minute(rate: float) -> str:
    """Requests a second → words a reader can follow."""
    return f"{rate * 60:.0f} requests a minute"


# The job systems and aggregators speak for themselves in their own table.
_BOARDS = tuple(
    Source(
        source.name,
        "An aggregator" if source.aggregator else "Each employer, on its own board",
        "",
        "Open postings." if source.aggregator else "Open postings, as the employer publishes them.",
        f"A board at most every {source.least_hours:g} hours",
        source.terms if source.terms_read else f"{source.terms} {_UNREAD}",
        (source.ats,),
        source.terms_url,
        f"at most {_per_minute(source.rate)} to one of its hosts, {source.parallel} at once",
    )
    for source in SOURCES.values()
)
CATALOGUE = (*_FILES, *_BOARDS)
