"""Loads made-up postings by COPY, as fast as the machine takes them, and builds the search table and snapshot."""

import os
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from multiprocessing import get_context
from typing import Any

from django.db import connection, connections, models
from psycopg import sql

from companies.models import Company, SponsorshipField, SponsorshipYear
from companies.units import fiscal_year_of
from postings.benchmarks import postings_generator as generator
from postings.engine import sync
from postings.models import Board, Posting

COMPANIES_PER_POSTING = 0.06
# Without these while loading: an index is built in a fraction of the time that its upkeep takes.
BUILT_LATER = ("posting_search", "search_posting_all", "search_posting_title", "search_sample_all")


def load(postings: int, today: date, processes: int = 2) -> None:
    """Companies, their records and postings, on an empty database; then the search table, with every index."""
    companies = max(50, int(postings * COMPANIES_PER_POSTING))
    Board.objects.create(pk=1, ats="greenhouse", token="made-up", name="Made up")  # noqa: S106 - a board's name
    indexes = _drop_indexes()
    _load_companies(companies, today)
    _at_once(_load_postings, [(*stretch, postings, companies, today) for stretch in _stretches(postings, processes)])
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE postings_posting, companies_company, companies_sponsorshipyear")
    sync.all_due()
    _at_once(_fill_search_table, [(today,)] * processes)
    for index in indexes:
        with connection.cursor() as cursor:
            cursor.execute("SET maintenance_work_mem = '1GB'")
            cursor.execute(index)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE search_posting, search_sample")


def _load_companies(how_many: int, today: date) -> None:
    _copy(Company, generator.companies(how_many))
    years, fields = [], []
    year = fiscal_year_of(today) - 1
    for record in generator.records(how_many):
        counts = {key: value for key, value in record.items() if key != "fields"}
        years.append({**counts, "fiscal_year": year})
        fields += [
            {
                "company_id": record["company_id"],
                "fiscal_year": year,
                "job_field": field,
                "state": state,
                "lca_certified": 1 + record["lca_certified"] // 2,
            }
            for field, state in dict.fromkeys(record["fields"])
        ]
    _copy(SponsorshipYear, years)
    _copy(SponsorshipField, fields)


def _load_postings(first: int, how_many: int, of: int, companies: int, today: date) -> None:
    rows = generator.postings(first, how_many, of, companies, today)
    _copy(Posting, (dict(zip(generator.POSTING_COLUMNS, row, strict=True)) for row in rows))


def _fill_search_table(today: date) -> None:
    sync.catch_up(today)


def _copy(model: type[models.Model], rows: Iterable[dict[str, Any]]) -> None:
    """Rows by COPY past the triggers of the search; what a row does not say has the model's default."""
    rows = iter(rows)
    one = next(rows)
    fields = [field for field in model._meta.local_concrete_fields if not field.generated and field.attname not in one]
    usual = {field.attname: _prepared(field) for field in fields if not isinstance(field, models.AutoField)}
    columns = sql.SQL(", ").join(sql.Identifier(name) for name in (*one, *usual))
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        table = sql.Identifier(model._meta.db_table)
        with cursor.copy(sql.SQL("COPY {} ({}) FROM STDIN").format(table, columns)) as copy:
            constants = tuple(usual.values())
            for row in (one, *rows) if isinstance(rows, Sequence) else _with(one, rows):
                copy.write_row((*row.values(), *constants))
        cursor.execute("SET session_replication_role = origin")


def _with(one: dict[str, Any], rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    yield one
    yield from rows


def _prepared(field: models.Field[Any, Any]) -> Any:
    value = field.pre_save(field.model(), add=True) if getattr(field, "auto_now", False) else field.get_default()
    if isinstance(field, models.JSONField):
        return "{}" if value == {} else "[]"
    return b"" if isinstance(field, models.BinaryField) else value


def _stretches(postings: int, processes: int) -> list[tuple[int, int]]:
    """(first, how many) for each process, in whole thousands."""
    size = -(-postings // processes // 1000) * 1000
    return [(first, min(size, postings - first)) for first in range(0, postings, size)]


def _drop_indexes() -> list[str]:
    """Drops the slow indexes; returns the statements that make them."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexdef FROM pg_indexes WHERE indexname = ANY(%s)", [list(BUILT_LATER)])
        made = [row[0] for row in cursor.fetchall()]
        for name in BUILT_LATER:
            cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(name)))
    return made


def _at_once(work: Any, all_arguments: list[tuple[Any, ...]]) -> None:
    connections.close_all()  # a connection is not shared over fork
    workers = [get_context("fork").Process(target=_apart, args=(work, one)) for one in all_arguments]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
    if any(worker.exitcode for worker in workers):
        raise RuntimeError("a process of the measurement failed")


def _apart(work: Any, arguments: tuple[Any, ...]) -> None:
    work(*arguments)
    connections.close_all()
    os._exit(0)  # nothing of the parent is to be tidied up here
