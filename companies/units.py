"""What is counted: every figure on a page names one of these units, and never the word visa."""

from dataclasses import dataclass
from datetime import date

DOL_LCA = "US Department of Labor, LCA disclosure files"
DOL_PERM = "US Department of Labor, PERM disclosure files"
USCIS = "USCIS H-1B Employer Data Hub"


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that is counted. `columns` of SponsorshipYear are added up; `dataset` names the source."""

    key: str  # in addresses
    columns: tuple[str, ...]
    name: str  # heads a column: "LCA positions certified"
    short: str  # a switch's label
    dataset: str  # lca, perm, uscis
    source: str
    explained: str

    def of(self, year: object) -> int | None:
        """The figure of a SponsorshipYear; None when the data set has no such year."""
        values = [getattr(year, column) for column in self.columns]
        known = [value for value in values if value is not None]
        return sum(known) if known else None


_CASE = "One LCA covers one or more positions, and not every LCA becomes a petition."
_PETITION = "A petition asks USCIS to let one person work; initial and continuing employment together."

POSITIONS = Unit("positions", ("lca_positions",), "LCA positions certified", "LCA positions", "lca", DOL_LCA, _CASE)
CASES = Unit("cases", ("lca_certified",), "LCA cases certified", "LCA cases", "lca", DOL_LCA, _CASE)
PETITIONS = Unit(
    "petitions",
    ("initial_approvals", "continuing_approvals"),
    "H-1B petitions approved",
    "H-1B petitions",
    "uscis",
    USCIS,
    _PETITION,
)
DENIALS = Unit(
    "denials",
    ("initial_denials", "continuing_denials"),
    "H-1B petitions denied",
    "Petitions denied",
    "uscis",
    USCIS,
    _PETITION,
)
PERM = Unit(
    "perm",
    ("perm_certified",),
    "PERM cases certified",
    "PERM cases",
    "perm",
    DOL_PERM,
    "A PERM case is the first step to a green card; one case is one position.",
)

_EMPLOYMENT = "An LCA states how many of its positions are new employment, continued or changed; one may say several."
NEW = Unit(
    "new", ("new_positions",), "LCA positions certified, new employment", "New hires", "lca", DOL_LCA, _EMPLOYMENT
)
CONTINUED = Unit(
    "continued",
    ("continued_positions",),
    "LCA positions certified, continued employment",
    "Renewals",
    "lca",
    DOL_LCA,
    _EMPLOYMENT,
)
CHANGED = Unit(
    "changed",
    ("changed_positions",),
    "LCA positions certified, change of employer or of terms",
    "Transfers and changes",
    "lca",
    DOL_LCA,
    _EMPLOYMENT,
)
PERM_DENIED = Unit(
    "perm-denied", ("perm_denied",), "PERM cases denied", "PERM denied", "perm", DOL_PERM, PERM.explained
)

# The reader can switch among these; a page opens with the first that has any figure.
SWITCH = (POSITIONS, CASES, PETITIONS, PERM)
BY_KEY = {unit.key: unit for unit in (*SWITCH, DENIALS, NEW, CONTINUED, CHANGED, PERM_DENIED)}


def fiscal_year_of(day: date) -> int:
    """The US fiscal year of a day: FY2024 began on 1 October 2023."""
    return day.year + (day.month >= 10)


def is_partial(fiscal_year: int, through: date | None, today: date) -> bool:
    """Whether figures cover only a part of the fiscal year.

    `through` is the last decision day covered, None for the whole year. A complete file may end a few days before 30
    September, so the last week counts as complete.
    """
    if through is not None and through < date(fiscal_year, 9, 24):
        return True
    return fiscal_year >= fiscal_year_of(today)
