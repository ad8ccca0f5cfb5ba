"""The ledger of legal names: which names stand behind a company's counts, by which rule, with which share."""

from collections import defaultdict
from dataclasses import dataclass

from companies.models import Company, EmployerAlias, EmployerName

LINKED = (EmployerAlias.State.AUTO, EmployerAlias.State.ACCEPTED)
MOST_NAMES = 40

# What each rule of companies.matching rests on, in words. Tax numbers are compared, never shown.
RULES = {
    "A0": "same tax number and a word of the name in common",
    "A1": "same name",
    "A2": "same name but for its legal form, same tax number",
    "A3": "same name but for its legal form",
    "A4": "same tax number and a similar name",
    "A5": "same tax number, one typing error apart",
    "A6": "the same long name, cut off by the source",
    "A7": "same words, same city and industry",
    "A8": "a part of the accepted company: its own word, city and industry",
    "volume": "the name that made this page",
    "curator": "linked by a curator",
}
UNIT = {"lca": "LCA cases", "perm": "PERM cases", "uscis": "petitions approved"}


@dataclass(frozen=True, slots=True)
class LegalName:
    name: str
    source: str
    why: str
    curated: bool
    volume: int | None  # None: no row of this name is imported here
    unit: str
    share: float | None  # of the same source's volume; None where there is none
    first: int | None
    last: int | None
    decided_on: object


@dataclass(frozen=True, slots=True)
class Ledger:
    names: tuple[LegalName, ...]
    total: int

    @property
    def more(self) -> int:
        return self.total - len(self.names)


def legal_names(company: Company) -> Ledger:
    """Linked names, the largest first within each source. One query."""
    aliases = list(
        company.aliases.filter(state__in=LINKED)
        .select_related("employer_name")
        .order_by("employer_name__source", "-employer_name__volume", "employer_name__raw")
    )
    totals: dict[str, int] = defaultdict(int)
    for alias in aliases:
        totals[alias.employer_name.source] += alias.employer_name.volume
    return Ledger(
        tuple(_legal_name(alias, totals) for alias in aliases[:MOST_NAMES]),
        len(aliases),
    )


def _legal_name(alias: EmployerAlias, totals: dict[str, int]) -> LegalName:
    name = alias.employer_name
    total = totals[name.source]
    return LegalName(
        name=name.raw,
        source=EmployerName.Source(name.source).label,
        why=RULES.get(alias.rule, f"rule “{alias.rule}”"),
        curated=alias.state == EmployerAlias.State.ACCEPTED,
        volume=name.volume or None,
        unit=UNIT[name.source],
        share=name.volume / total if total else None,
        first=name.first_fiscal_year,
        last=name.last_fiscal_year,
        decided_on=alias.decided_at,
    )
