"""Fills companies' profiles from the sources' statements, and imports lists of companies."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from django.db import transaction
from django.utils.text import slugify

from companies import profiles
from companies.importers.deals import rebuild_rounds
from companies.importers.placing import MAKE_COMPANIES, place_statements
from companies.importers.statements import batches, save_changed, store_companies
from companies.industries import vocabulary
from companies.models import Company, CompanyStatement, Industry
from companies.provenance import source_label
from sources import company_lists, company_tables, imports
from sources.records import CompanyRecord, Problem

_CHUNK = 500
_LENGTHS = {"city": 120, "state": 60, "domain": 120, "website": 300}
_DATES = {"founded_on"}

Reader = Callable[[Path], Iterator[CompanyRecord | Problem]]


@dataclass(frozen=True, slots=True)
class ListSource:
    """A kind of list: what its records call themselves, and what reads it."""

    source: str
    read: Reader


def _yc(path: Path) -> Iterator[CompanyRecord | Problem]:
    return company_lists.read_yc_json(path) if ".json" in path.name else company_tables.read_yc_csv(path)


LIST_SOURCES = {
    "tickers": ListSource("sec_tickers", company_lists.read_company_tickers),
    "yc": ListSource("yc", _yc),
    "sp500": ListSource("sp500", company_tables.read_sp500),
    "ipeds": ListSource("ipeds", company_tables.read_ipeds),
    "universities": ListSource("universities", company_lists.read_universities),
    "ranking": ListSource("ranking", company_tables.read_ranking),
    "unicorns": ListSource("unicorns", company_tables.read_unicorns),
}


def import_companies(
    kind: str, paths: Sequence[Path], *, retrieved_on: date, may_create: frozenset[str] = MAKE_COMPANIES
) -> list[imports.Counts]:
    """Imports lists of companies; one ImportRun per file. A second run of the same file changes nothing."""
    done = []
    for path in paths:
        with imports.run(LIST_SOURCES[kind].source, path.name) as (run, counts):
            changed: set[int] = set()
            for batch in batches(LIST_SOURCES[kind].read(path)):
                records = [record for record in batch if isinstance(record, CompanyRecord)]
                counts.rows_read += len(records)
                for problem in batch:
                    if isinstance(problem, Problem):
                        counts.fail(problem)
                changed |= store_companies(records, run, counts, retrieved_on)
                imports.progress(run, counts)
            settle(changed, may_create=may_create)
        done.append(counts)
    return done


def settle(changed: Iterable[int] = (), *, may_create: frozenset[str] = MAKE_COMPANIES) -> set[int]:
    """Places what was stored, and works out anew what follows for these companies and those of new statements."""
    touched = place_statements(may_create=may_create) | set(changed)
    refresh(touched)
    return touched


def refresh(companies: Iterable[int]) -> None:
    """Works out profile, parent and rounds of these companies anew. Fields that a curator set stay."""
    ids = sorted(set(companies))
    for start in range(0, len(ids), _CHUNK):
        with transaction.atomic():
            _refresh(ids[start : start + _CHUNK])
    rebuild_rounds(ids)


def _refresh(ids: list[int]) -> None:
    said: dict[int, list[CompanyStatement]] = defaultdict(list)
    for statement in CompanyStatement.objects.filter(company__in=ids).order_by("pk"):
        said[statement.company_id or 0].append(statement)
    companies = list(Company.objects.filter(pk__in=ids).prefetch_related("industries"))
    owners = _owners(said)
    tags: dict[int, list[str]] = {}
    changed = [c for c in companies if _fill(c, said[c.pk], owners, tags)]
    save_changed(Company, changed, [*_FIELDS, "field_sources"])
    _tag(companies, tags)


_FIELDS = sorted(
    {name for fields in profiles.GROUPS.values() for name in fields}
    | {"cap_exempt", "cap_exempt_evidence", "parent", "parent_from"}
)


def _fill(company: Company, said: list[CompanyStatement], owners: dict[str, int], tags: dict[int, list[str]]) -> bool:
    before = [getattr(company, f"{name}_id" if name == "parent" else name) for name in _FIELDS]
    credited = dict(company.field_sources)
    for group, chosen in profiles.profile_of(said).items():
        if _is_free(company, group, chosen.fields):
            for name, value in chosen.fields.items():
                setattr(company, name, _typed(company, name, value))
            company.field_sources[group] = _credit(chosen)
    found, chosen_tags = profiles.industries_of(said)
    untouched = "industries" in company.field_sources or not company.industries.all()
    if chosen_tags and untouched and "industries" not in company.overrides:
        tags[company.pk] = [tag.name for tag in found]
        company.field_sources["industries"] = _credit(chosen_tags)
    exempt, evidence = profiles.cap_exemption(said)
    if exempt is not None and "cap_exempt" not in company.overrides:
        company.cap_exempt, company.cap_exempt_evidence = exempt, evidence
    _adopt(company, said, owners)
    after = [getattr(company, f"{name}_id" if name == "parent" else name) for name in _FIELDS]
    return before != after or credited != company.field_sources


def _is_free(company: Company, group: str, fields: Iterable[str]) -> bool:
    """A source may fill what is empty, and what a source has filled; never what a curator or a board has set."""
    names = [name for name in fields if name != "founded_precision"]
    if any(name in company.overrides for name in (group, *names)):
        return False
    return group in company.field_sources or all(getattr(company, name) in ("", None, []) for name in names)


def _typed(company: Company, name: str, value: Any) -> Any:
    if name in _DATES:
        return date.fromisoformat(value) if value else None
    if name == "tickers":
        return value or []
    if name == "founded_precision":
        return value or "year"
    if name.startswith("employees"):
        return value
    return str(value or "")[: _LENGTHS.get(name)]


def _credit(chosen: profiles.Chosen) -> dict[str, str]:
    day = chosen.as_of.isoformat() if chosen.as_of else ""
    return {"source": source_label(chosen.source, chosen.dataset), "as_of": day}


def _owners(said: dict[int, list[CompanyStatement]]) -> dict[str, int]:
    """Company by the keys that Crunchbase gives as parent or buyer."""
    keys = {
        str(statement.values[name])
        for statements in said.values()
        for statement in statements
        for name in ("parent_key", "acquirer_key")
        if statement.values.get(name)
    }
    placed = CompanyStatement.objects.filter(source="crunchbase", company__isnull=False)
    found: dict[str, int] = {}
    for field in ("crunchbase_permalink", "crunchbase_uuid"):
        found |= dict(placed.filter(**{f"{field}__in": keys}).values_list(field, "company"))
    return found


def _adopt(company: Company, said: list[CompanyStatement], owners: dict[str, int]) -> None:
    """Names the parent, or else the latest buyer, where it has a page here."""
    if "parent" in company.overrides or (company.parent_id and "parent" not in company.field_sources):
        return
    bought = sorted(said, key=lambda s: str(s.values.get("acquired_on", "")), reverse=True)
    for name, statements in (("parent_key", said), ("acquirer_key", bought)):
        for statement in statements:
            owner = owners.get(str(statement.values.get(name, "")))
            if owner and owner != company.pk:
                since = statement.values.get("acquired_on") if name == "acquirer_key" else None
                company.parent_id = owner
                company.parent_from = date.fromisoformat(since) if since else None
                day = statement.as_of.isoformat() if statement.as_of else ""
                label = source_label(statement.source, statement.dataset)
                company.field_sources["parent"] = {"source": label, "as_of": day}
                return


def _tag(companies: Sequence[Company], tags: dict[int, list[str]]) -> None:
    names = {name for of_company in tags.values() for name in of_company}
    groups = {tag.name: tag.group for tag in vocabulary()}
    Industry.objects.bulk_create(
        [Industry(slug=slugify(name), name=name, group=groups[name]) for name in sorted(names)],
        ignore_conflicts=True,
    )
    stored = {industry.slug: industry.pk for industry in Industry.objects.all()}
    through = Company.industries.through
    wanted = {(pk, stored[slugify(name)]) for pk, of_company in tags.items() for name in of_company}
    have = {(c.pk, i.pk) for c in companies if c.pk in tags for i in c.industries.all()}
    for company, industry in have - wanted:
        through.objects.filter(company_id=company, industry_id=industry).delete()
    through.objects.bulk_create(
        [through(company_id=company, industry_id=industry) for company, industry in sorted(wanted - have)],
        batch_size=2000,
    )
