"""Stores what sources say: a row per source, publication and key, written only when it says something new."""

import hashlib
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import fields
from datetime import date
from decimal import Decimal
from itertools import islice
from typing import Any, TypeVar

from django.db import connection, transaction
from django.db.models import Model
from django.utils import timezone

from companies.models import CompanyStatement, RoundStatement
from companies.names import name_keys
from sources.imports import Counts
from sources.models import ImportRun
from sources.records import CompanyRecord, InvestorRecord, RoundRecord

T = TypeVar("T")
M = TypeVar("M", bound=Model)

BATCH = 2000
# Fields of a CompanyRecord that have columns of their own, or that say where it came from.
_COLUMNS = {"source", "dataset", "external_id", "name", "crunchbase_uuid", "as_of"}
_PURCHASE = ("acquired_on", "acquirer_key", "acquirer_name")
_ROUND_FIELDS = (
    "company_key",
    "company_uuid",
    "company_name",
    "kind",
    "source_kind",
    "announced_on",
    "announced_precision",
    "amount",
    "currency",
    "amount_usd",
    "offering_amount",
    "investor_count",
    "replaces",
    "is_amendment",
    "url",
    "as_of",
)


def batches(records: Iterable[T], size: int = BATCH) -> Iterator[list[T]]:
    """The records in lists of at most `size`."""
    source = iter(records)
    while batch := list(islice(source, size)):
        yield batch


def save_changed(model: type[M], rows: Iterable[M], fields: Sequence[str]) -> None:
    """Writes these fields of rows that are stored already; ten times as fast as Django's bulk_update."""
    model._default_manager.bulk_create(
        rows, batch_size=1000, update_conflicts=True, unique_fields=["id"], update_fields=fields
    )


def point(model: type[Model], field: str, targets: dict[int, int | None]) -> None:
    """Sets one foreign key of many rows: row id → target id. One statement, whatever the width of the rows."""
    column, table = f"{field}_id", model._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f'UPDATE "{table}" AS stored SET "{column}" = given.target '  # noqa: S608 - names of our own model
            "FROM unnest(%s::bigint[], %s::bigint[]) AS given (row, target) WHERE stored.id = given.row",
            [list(targets), list(targets.values())],
        )


@transaction.atomic
def store_companies(records: Sequence[CompanyRecord], run: ImportRun, counts: Counts, retrieved_on: date) -> set[int]:
    """Writes companies' statements. Returns the ids of placed companies of which something else is said now.

    What several rows of one publication say of a company adds up to one statement.
    """
    stored = {
        (s.source, s.dataset, s.external_id): s
        for s in CompanyStatement.objects.filter(
            source__in={r.source for r in records}, external_id__in={r.external_id[:300] for r in records}
        )
    }
    new: list[CompanyStatement] = []
    changed: dict[int, CompanyStatement] = {}
    for record in records:
        key = (record.source, record.dataset, record.external_id[:300])
        statement = stored.get(key)
        values = _merged(statement, record)
        row_hash = _hash([_name(statement, record), values])
        if statement is not None and bytes(statement.row_hash) == row_hash:
            counts.unchanged += 1
            continue
        if statement is None:
            statement = CompanyStatement(source=key[0], dataset=key[1], external_id=key[2])
            stored[key] = statement
            new.append(statement)
            counts.created += 1
        else:
            counts.updated += 1
            if statement.pk:
                changed[statement.pk] = statement
        _fill(statement, record, values)
        statement.row_hash, statement.run, statement.retrieved_on = row_hash, run, retrieved_on
    CompanyStatement.objects.bulk_create(new, batch_size=BATCH)
    save_changed(
        CompanyStatement,
        changed.values(),
        [
            *("name", "name_key", "domain", "cik", "crunchbase_permalink", "crunchbase_uuid"),
            *("values", "row_hash", "run", "as_of", "retrieved_on"),
        ],
    )
    return {statement.company_id for statement in changed.values() if statement.company_id}


def _fill(statement: CompanyStatement, record: CompanyRecord, values: dict[str, Any]) -> None:
    name = _name(statement, record)
    if name != statement.name:
        statement.name, statement.name_key = name, name_keys(name).k2[:300]
    statement.domain = str(values.get("domain", ""))
    statement.cik = str(values.get("cik", ""))
    statement.crunchbase_permalink = str(values.get("crunchbase_permalink", ""))
    statement.crunchbase_uuid = record.crunchbase_uuid[:40] or statement.crunchbase_uuid
    statement.as_of = max(filter(None, (statement.as_of, record.as_of)), default=None)
    statement.values = values


def _name(statement: CompanyStatement | None, record: CompanyRecord) -> str:
    """The newer name; some tables give none."""
    stored = statement.name if statement else ""
    older = statement is not None and _is_older(statement, record)
    return (stored if stored and older else record.name or stored)[:300]


def _merged(statement: CompanyStatement | None, record: CompanyRecord) -> dict[str, Any]:
    """Stored values with those that the record fills; the newer word stays, and the latest of several purchases."""
    stored = statement.values if statement else {}
    fresh = {
        f.name: _plain(value)
        for f in fields(record)
        if f.name not in _COLUMNS and (value := getattr(record, f.name)) not in ("", None, (), False)
    }
    if "acquirer_key" in stored and stored.get("acquired_on", "") >= str(fresh.get("acquired_on", "")):
        for name in _PURCHASE:
            fresh.pop(name, None)
    if record.source == "crunchbase" and record.tickers:
        # Each listing is a row of its own.
        fresh["tickers"] = list(dict.fromkeys([*stored.get("tickers", []), *record.tickers]))
        fresh["went_public_on"] = min(
            filter(None, (stored.get("went_public_on"), fresh.get("went_public_on"))), default=None
        )
    merged = fresh | stored if statement and _is_older(statement, record) else stored | fresh
    if not record.founded_on and "founded_on" not in stored:
        merged.pop("founded_precision", None)
    return merged


def _is_older(statement: CompanyStatement, record: CompanyRecord) -> bool:
    return statement.as_of is not None and record.as_of is not None and record.as_of < statement.as_of


def _plain(value: object) -> object:
    """A value as JSON holds it."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, InvestorRecord):
        return {"name": value.name, "key": value.key, "rank": value.rank}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def name_companies_of(rounds: Sequence[RoundRecord], run: ImportRun, retrieved_on: date) -> None:
    """Writes a bare statement for companies that only a round names: a table of rounds may come alone."""
    named = {(r.dataset, r.company_key[:300]): r for r in rounds if r.source == "crunchbase"}
    known = set(
        CompanyStatement.objects.filter(source="crunchbase", external_id__in={key for _, key in named}).values_list(
            "dataset", "external_id"
        )
    )
    bare = [
        CompanyRecord(
            source="crunchbase",
            external_id=r.company_key,
            name=r.company_name,
            crunchbase_permalink="" if r.company_key == r.company_uuid else r.company_key,
            crunchbase_uuid=r.company_uuid,
            dataset=r.dataset,
            as_of=r.as_of,
        )
        for key, r in named.items()
        if key not in known
    ]
    store_companies(bare, run, Counts(), retrieved_on)


@transaction.atomic
def store_rounds(
    records: Sequence[RoundRecord], run: ImportRun, counts: Counts, retrieved_on: date
) -> list[tuple[RoundStatement, RoundRecord]]:
    """Writes rounds' statements. Returns those that are new or changed, whose investors are to be written."""
    stored = {
        (s.source, s.dataset, s.external_id): s
        for s in RoundStatement.objects.filter(
            source__in={r.source for r in records}, external_id__in={r.external_id[:300] for r in records}
        )
    }
    new: dict[tuple[str, str, str], RoundStatement] = {}
    changed: dict[int, RoundStatement] = {}
    touched: list[tuple[RoundStatement, RoundRecord]] = []
    for record in records:
        key = (record.source, record.dataset, record.external_id[:300])
        row_hash = _hash([[getattr(record, name) for name in _ROUND_FIELDS], record.investors])
        statement = stored.get(key)
        if statement is not None and bytes(statement.row_hash) == row_hash and not statement.withdrawn_on:
            counts.unchanged += 1
            continue
        if statement is None:
            statement = stored[key] = new[key] = RoundStatement(source=key[0], dataset=key[1], external_id=key[2])
            counts.created += 1
        else:
            counts.updated += 1
            if statement.pk:
                changed[statement.pk] = statement
        for name in _ROUND_FIELDS:
            setattr(statement, name, getattr(record, name))
        statement.withdrawn_on = None
        statement.row_hash, statement.run, statement.retrieved_on = row_hash, run, retrieved_on
        touched.append((statement, record))
    RoundStatement.objects.bulk_create(new.values(), batch_size=BATCH)
    save_changed(RoundStatement, changed.values(), [*_ROUND_FIELDS, "withdrawn_on", "row_hash", "run", "retrieved_on"])
    return touched


def withdraw_unlisted(company_key: str, listed: Iterable[str], counts: Counts) -> set[int]:
    """Marks rounds that the API listed before and lists no more. Returns the ids of the companies.

    A list of less than half the length is taken for a broken answer: nothing is withdrawn.
    """
    seen = set(listed)
    known = RoundStatement.objects.filter(
        source="crunchbase", dataset="api", company_key=company_key, withdrawn_on=None
    ).exclude(kind="ipo")
    gone = [s for s in known if s.external_id not in seen]
    if not gone or len(seen) * 2 < len(known):
        return set()
    RoundStatement.objects.filter(pk__in=[s.pk for s in gone]).update(withdrawn_on=timezone.localdate())
    counts.closed += len(gone)
    return {s.company_id for s in gone if s.company_id}


def _hash(parts: object) -> bytes:
    words = json.dumps(parts, sort_keys=True, default=str)
    return hashlib.blake2b(words.encode(), digest_size=16).digest()
