"""Whose postings are these? By a curator's word, by the exact name, or by a legal name that is one company's alone.

Never by likeness: a name that two companies bear, or that stands in the filings unmatched, is nobody's.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable

from django.db.models import Q
from django.db.models.functions import Lower

from companies.models import Company, EmployerAlias, EmployerName
from companies.names import name_keys
from postings.models import Board, Posting

# Shorter names are letters that mean something else elsewhere.
_LEAST_LETTERS = 4
_LIVE = Q(aliases__state__in=[EmployerAlias.State.AUTO, EmployerAlias.State.ACCEPTED])


def sure_companies(names: Iterable[str]) -> dict[str, int]:
    """Name → key of the one company that it surely is. Names that are not sure are left out."""
    asked = {name: name.strip().lower() for name in names if len(name.strip()) >= _LEAST_LETTERS}
    by_brand = _by_brand(set(asked.values()))
    legal = {name: name_keys(name).k2 for name in asked if asked[name] not in by_brand}
    by_legal_name = _by_legal_name(set(legal.values()) - {""})
    found = {name: by_brand[lower] for name, lower in asked.items() if lower in by_brand}
    return found | {name: by_legal_name[k2] for name, k2 in legal.items() if k2 in by_legal_name}


def _by_brand(names: Collection[str]) -> dict[str, int]:
    companies = Company.objects.exclude(status=Company.Status.MERGED).annotate(lower=Lower("name"))
    bearers: dict[str, list[int]] = defaultdict(list)
    for lower, pk in companies.filter(lower__in=names).values_list("lower", "pk"):
        bearers[lower].append(pk)
    return {lower: pks[0] for lower, pks in bearers.items() if len(pks) == 1}


def _by_legal_name(keys: Collection[str]) -> dict[str, int]:
    """Comparable name → company, when every legal name with that key is linked to the same one."""
    bearers: dict[str, set[int | None]] = defaultdict(set)
    linked = EmployerName.objects.filter(k2__in=keys).filter(_LIVE).values_list("pk", "k2", "aliases__company")
    known = set()
    for pk, k2, company in linked:
        bearers[k2].add(company)
        known.add(pk)
    for unmatched in EmployerName.objects.filter(k2__in=keys).exclude(pk__in=known).values_list("k2", flat=True):
        bearers[unmatched].add(None)
    return {k2: company for k2, (company, *others) in bearers.items() if company is not None and not others}


def settle_board(board: Board) -> None:
    """Gives a board its company where one is sure, and all of its postings theirs."""
    if board.company_id is None:
        names = [board.name] if board.name else _names_in_postings(board)
        sure = sure_companies(names) if len(names) == 1 else {}
        board.company_id = next(iter(sure.values()), None)
        if board.company_id is not None:
            Board.objects.filter(pk=board.pk, company=None).update(company=board.company_id)
    if board.company_id is not None:
        strays = Posting.objects.filter(board=board).exclude(company=board.company_id)
        strays.exclude(overrides__has_key="company").update(company=board.company_id)


def settle_postings(board: Board, touched: Collection[int]) -> None:
    """Gives the postings of an aggregator, which have many employers, each its company where one is sure."""
    nameless = Posting.objects.filter(pk__in=touched, board=board, company=None)
    postings = list(nameless.exclude(overrides__has_key="company").only("pk", "company_name"))
    sure = sure_companies({posting.company_name for posting in postings})
    found = [posting for posting in postings if posting.company_name in sure]
    for posting in found:
        posting.company_id = sure[posting.company_name]
    Posting.objects.bulk_update(found, ["company"], batch_size=500)


def _names_in_postings(board: Board) -> list[str]:
    return list(Posting.objects.filter(board=board).values_list("company_name", flat=True).order_by().distinct()[:2])
