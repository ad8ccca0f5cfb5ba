"""Stores investors and their parts in rounds."""

from collections import defaultdict
from collections.abc import Sequence

from django.db import transaction
from django.db.models import Q

from companies.importers.statements import save_changed
from companies.models import Investment, Investor, RoundStatement
from sources.imports import Counts
from sources.records import InvestmentRecord, InvestorRecord, RoundRecord

SOURCE = "crunchbase"


def store_investors(records: Sequence[InvestorRecord], counts: Counts | None = None) -> dict[str, Investor]:
    """Writes investors, each once. Returns them by each key of the records: uuid, permalink, or name alone."""
    known = _known(records)
    new: list[Investor] = []
    changed: dict[int, Investor] = {}
    for record in records:
        keys = _keys(record)
        investor = next((known[key] for key in keys if key in known), None)
        if investor is None:
            investor = Investor(
                name=record.name[:200],
                source=SOURCE,
                external_key=record.key[:200],
                uuid=record.uuid[:40],
                kind=record.kind[:20],
                rank=record.rank,
            )
            new.append(investor)
            _count(counts, "created")
        elif _fill(investor, record, known):
            if investor.pk:
                changed[investor.pk] = investor
            _count(counts, "updated")
        else:
            _count(counts, "unchanged")
        for key in keys:
            known.setdefault(key, investor)
    Investor.objects.bulk_create(new, batch_size=2000)
    save_changed(Investor, changed.values(), ["name", "external_key", "uuid", "kind", "rank"])
    return known


@transaction.atomic
def store_participants(rounds: Sequence[tuple[RoundStatement, RoundRecord]]) -> None:
    """Writes who joined these rounds. The API lists all of them, so those that it lists no more are taken
    away.
    """
    investors = store_investors([i for _, record in rounds for i in record.investors])
    for statement, record in rounds:
        if record.dataset == "api" and record.kind != "ipo":
            keep = [investors[_keys(i)[0]].pk for i in record.investors]
            statement.investments.exclude(investor__in=keep).delete()
    _join(
        [
            Investment(statement=statement, investor=investors[_keys(i)[0]], is_lead=i.is_lead)
            for statement, record in rounds
            for i in record.investors
        ]
    )


@transaction.atomic
def store_investments(records: Sequence[InvestmentRecord], counts: Counts) -> None:
    """Writes parts in rounds from a table of investments. The rounds must be here already."""
    statements: dict[str, list[RoundStatement]] = defaultdict(list)
    ids = {r.round_id for r in records}
    for statement in RoundStatement.objects.filter(source=SOURCE, external_id__in=ids).exclude(dataset="api"):
        statements[statement.external_id].append(statement)
    investors = store_investors([r.investor for r in records])
    wanted = {
        (statement.pk, investor.pk): Investment(statement=statement, investor=investor, is_lead=record.investor.is_lead)
        for record in records
        for statement in statements[record.round_id]
        if (investor := investors[_keys(record.investor)[0]])
    }
    stored = {
        (i.statement_id, i.investor_id): i.is_lead
        for i in Investment.objects.filter(statement__in={key[0] for key in wanted})
    }
    for record in records:
        keys = [(s.pk, investors[_keys(record.investor)[0]].pk) for s in statements[record.round_id]]
        if not keys:
            counts.skip("investment in a round that is not here")
        elif all(stored.get(key) == wanted[key].is_lead for key in keys):
            counts.unchanged += 1
        elif any(key in stored for key in keys):
            counts.updated += 1
        else:
            counts.created += 1
    _join([investment for key, investment in wanted.items() if stored.get(key) != investment.is_lead])
    # Names of one cell stand in for the table until it comes.
    Investment.objects.filter(
        statement__in={key[0] for key in wanted}, investor__external_key="", investor__uuid=""
    ).delete()


def _join(investments: list[Investment]) -> None:
    once = {(i.statement_id, i.investor_id): i for i in investments}
    Investment.objects.bulk_create(
        once.values(),
        batch_size=2000,
        update_conflicts=True,
        update_fields=["is_lead"],
        unique_fields=["statement", "investor"],
    )


def _known(records: Sequence[InvestorRecord]) -> dict[str, Investor]:
    uuids = {r.uuid for r in records if r.uuid}
    keys = {r.key for r in records if r.key}
    names = {r.name[:200] for r in records if not r.key}
    found: dict[str, Investor] = {}
    stored = Investor.objects.filter(
        Q(uuid__in=uuids) | Q(external_key__in=keys | uuids) | Q(name__in=names, external_key=""),
        source=SOURCE,
        is_sample=False,
    )
    for investor in stored:
        for key in filter(None, (investor.uuid, investor.external_key)):
            found[key] = investor
        if not investor.external_key:
            found[f"name:{investor.name}"] = investor
    return found


def _keys(record: InvestorRecord) -> list[str]:
    return list(filter(None, (record.uuid, record.key))) or [f"name:{record.name[:200]}"]


def _fill(investor: Investor, record: InvestorRecord, known: dict[str, Investor]) -> bool:
    """Takes what was not known, and the newer rank. True when anything has changed.

    Publications name one firm differently ("Greylock", "Greylock Partners"): the first name stays.
    """
    before = (investor.name, investor.external_key, investor.uuid, investor.kind, investor.rank)
    investor.name = investor.name or record.name[:200]
    investor.uuid = investor.uuid or record.uuid[:40]
    if investor.external_key in ("", record.uuid) and known.get(record.key, investor) is investor:
        investor.external_key = record.key[:200] or investor.external_key
    investor.kind = investor.kind or record.kind[:20]
    investor.rank = record.rank if record.rank is not None else investor.rank
    return before != (investor.name, investor.external_key, investor.uuid, investor.kind, investor.rank)


def _count(counts: Counts | None, what: str) -> None:
    if counts is not None:
        setattr(counts, what, getattr(counts, what) + 1)
