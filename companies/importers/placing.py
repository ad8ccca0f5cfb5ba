"""Finds each statement's company by its identifiers, and makes a company where a source's word is enough for
a page.
"""

from collections.abc import Iterable, Iterator

from django.db import transaction
from django.db.models import Q
from django.utils.text import slugify

from companies.identities import SAME_NAME, Identifiers, Index
from companies.importers.statements import point, save_changed
from companies.models import Company, CompanyStatement, RoundStatement
from companies.names import name_keys

# Sources whose word makes a page of its own. The other lists (tickers, colleges, filings of any issuer) only
# add to companies that are here: most of their names will never post a job.
MAKE_COMPANIES = frozenset({"crunchbase", "yc"})
_CHUNK = 1000


@transaction.atomic
def place_statements(*, may_create: frozenset[str] = MAKE_COMPANIES) -> set[int]:
    """Gives every unplaced statement its company where that is sure. Returns the ids of companies touched.

    Run after each import and by the schedule: a statement may come before the company that it is about.
    """
    index = _index()
    with_rounds = _keys_with_rounds()
    placed: list[CompanyStatement] = []
    fresh: dict[int, Company] = {}
    waiting: list[CompanyStatement] = []
    for statement in _unplaced():
        company, why = index.find(_identifiers(statement))
        if company is None and not why and statement.source in may_create and _enough(statement, with_rounds):
            if index.same_name(statement.name_key):
                why = SAME_NAME
            else:
                company = _made(statement)
                fresh[id(company)] = company
        if company is not None:
            index.add(company, _identifiers(statement))
            statement.company = company
            placed.append(statement)
        elif why != statement.why_unplaced:
            statement.why_unplaced = why
            waiting.append(statement)
    _save_new(list(fresh.values()))
    owners = {s.pk: s.company.pk for s in placed if s.company}
    point(CompanyStatement, "company", dict(owners))
    CompanyStatement.objects.filter(pk__in=[s.pk for s in placed if s.why_unplaced]).update(why_unplaced="")
    save_changed(CompanyStatement, waiting, ["why_unplaced"])
    return {*owners.values(), *place_rounds()}


def place_rounds() -> set[int]:
    """Gives every unplaced round the company of its key. Returns the ids of companies touched."""
    owners: dict[tuple[str, str], int] = {}
    for source, key, permalink, uuid, company in CompanyStatement.objects.filter(
        company__isnull=False, source__in=("crunchbase", "form_d")
    ).values_list("source", "external_id", "crunchbase_permalink", "crunchbase_uuid", "company_id"):
        for name in filter(None, (key, permalink, uuid)):
            owners[source, name] = company
    for source, field in (("crunchbase", "crunchbase_permalink"), ("form_d", "cik")):
        for key, company in Company.objects.exclude(**{field: ""}).public().values_list(field, "pk"):
            owners.setdefault((source, key), company)
    found: dict[int, int | None] = {}
    unplaced = RoundStatement.objects.filter(company=None, is_sample=False)
    for pk, source, key, uuid in unplaced.values_list("pk", "source", "company_key", "company_uuid"):
        if owner := owners.get((source, key)) or owners.get((source, uuid)):
            found[pk] = owner
    point(RoundStatement, "company", found)
    return {owner for owner in found.values() if owner}


def _unplaced() -> Iterator[CompanyStatement]:
    """Those that know most first: they make the companies that the others then join."""
    unplaced = CompanyStatement.objects.filter(company=None, placed_by_curator=False, is_sample=False)
    yield from unplaced.exclude(crunchbase_permalink="").order_by("-as_of", "pk").iterator(_CHUNK)
    yield from unplaced.filter(crunchbase_permalink="").order_by("pk").iterator(_CHUNK)


def _enough(statement: CompanyStatement, with_rounds: set[str]) -> bool:
    """Whether this statement alone makes a page worth reading."""
    if not statement.name:
        return False
    if statement.source != "crunchbase":
        return bool(statement.domain) or statement.source != "yc"
    values = statement.values
    return bool(
        values.get("funding_total_usd")
        or values.get("published_round_count")
        or {statement.external_id, statement.crunchbase_uuid} & with_rounds
    )


def _keys_with_rounds() -> set[str]:
    keys = RoundStatement.objects.filter(source="crunchbase", company=None)
    return {key for pair in keys.values_list("company_key", "company_uuid") for key in pair if key}


def _index() -> Index[Company]:
    index: Index[Company] = Index()
    companies: dict[int, Company] = {}
    for company in Company.objects.public().only("name", "domain", "cik", "tickers", "crunchbase_permalink", "slug"):
        companies[company.pk] = company
        index.add(
            company,
            Identifiers(
                company.cik,
                company.crunchbase_permalink,
                "",
                company.domain,
                tuple(company.tickers),
                name_keys(company.name).k2,
            ),
        )
    for statement in CompanyStatement.objects.filter(company__in=companies).iterator(_CHUNK):
        index.add(companies[statement.company_id or 0], _identifiers(statement))
    return index


def _identifiers(statement: CompanyStatement) -> Identifiers:
    return Identifiers(
        statement.cik,
        statement.crunchbase_permalink,
        statement.crunchbase_uuid,
        statement.domain,
        tuple(statement.values.get("tickers", ())),
        statement.name_key,
    )


def _made(statement: CompanyStatement) -> Company:
    return Company(name=statement.name[:200], status=Company.Status.AUTO)


def _save_new(companies: list[Company]) -> None:
    """Saves new companies under slugs that are free."""
    wanted = [slugify(company.name)[:100] or "company" for company in companies]
    taken = set(Company.objects.filter(_begins(wanted)).values_list("slug", flat=True)) if wanted else set()
    for company, slug in zip(companies, wanted, strict=True):
        free, number = slug, 2
        while free in taken:
            free, number = f"{slug}-{number}", number + 1
        taken.add(free)
        company.slug = free
    Company.objects.bulk_create(companies, batch_size=_CHUNK)


def _begins(slugs: Iterable[str]) -> Q:
    """Companies whose slug is one of these, with or without a number: all slugs, when there are many."""
    distinct = set(slugs)
    if len(distinct) > 50:
        return Q()
    found = Q(pk__in=[])
    for slug in distinct:
        found |= Q(slug__startswith=slug)
    return found
