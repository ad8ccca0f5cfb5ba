"""A full rebuild of the roll-ups over made-up facts: cases of eight fiscal years under many legal names.

Nothing stays: all runs in a transaction that is taken back.
"""

# ruff: noqa: S608 - the parts of these statements are names from this code

import time
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import Model

from companies import rollups
from companies.models import Company, EmployerAlias, EmployerName, LcaCase, SponsorshipYear
from sources.models import ImportRun

_NAMES_OF_A_COMPANY = 4
_YEARS = 8
_FIELDS, _STATES = 20, 50


@dataclass(frozen=True, slots=True)
class Rebuilt:
    rows: int
    seconds: float


def run(cases: int, names: int) -> Rebuilt:
    """Rebuilds the roll-ups of so many cases. Needs some 600 bytes of disk a case, and a migrated database."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        # Into new files, which go with the transaction; else a million dead rows would stay behind.
        cursor.execute(
            "TRUNCATE companies_company, companies_employername, companies_employertaxid, companies_lcacase CASCADE"
        )
        _generate(cases, names)
        started = time.perf_counter()
        rows = rollups.rebuild()
        seconds = time.perf_counter() - started
        assert SponsorshipYear.objects.filter(lca_certified__gt=0).exists()
        transaction.set_rollback(True)
    return Rebuilt(rows, seconds)


def _generate(cases: int, names: int) -> None:
    companies = names // _NAMES_OF_A_COMPANY
    company = Company.objects.create(name="Made up", slug="made-up")
    _copies(company, companies, slug="'made-up-' || n")
    name = EmployerName.objects.create(source="lca", raw="MADE UP")
    _copies(name, names, raw="'MADE UP ' || n")
    alias = EmployerAlias.objects.create(employer_name=name, company=company, state="auto", rule="A0")
    _copies(alias, names, employer_name_id=f"{name.pk} + n", company_id=f"{company.pk} + 1 + n %% {companies}")
    run = ImportRun.objects.create(source="lca", subject="benchmark")
    case = LcaCase.objects.create(
        case_key="made up",
        row_hash=b"",
        run=run,
        employer_name=name,
        case_status="certified",
        visa_class="H-1B",
        fiscal_year=2024,
        worker_positions=1,
        new_employment=1,
    )
    # Few names have most cases: a high power of an even chance piles them up. A name files for a few kinds of job in a
    # few states.
    filer = f"floor((n::bigint * 7919 %% 1000003 / 1000003.0) ^ 3 * {names})::int"
    state = f"({filer} + n %% 3) %% {_STATES}"
    _copies(
        case,
        cases,
        case_key="'made up ' || n",
        employer_name_id=f"{name.pk} + 1 + {filer}",
        fiscal_year=f"2017 + n %% {_YEARS}",
        job_field=f"'field ' || ({filer} + n %% 5) %% {_FIELDS}",
        worksite_state=f"chr(65 + {state} / 26) || chr(65 + {state} %% 26)",
    )
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")


def _copies(row: Model, rows: int, **changed: str) -> None:
    """Copies of a row that differ in some columns, by an expression of n, the number of the copy. Their ids follow."""
    columns = [field.column for field in row._meta.concrete_fields if not field.primary_key]
    values = ", ".join(changed.get(str(column), f't."{column}"') for column in columns)
    listed = ", ".join(f'"{column}"' for column in columns)
    table = row._meta.db_table
    with connection.cursor() as cursor:
        cursor.execute(
            f"INSERT INTO {table} ({listed}) SELECT {values} FROM {table} t, generate_series(1, %s) n WHERE t.id = %s",
            [rows, row.pk],
        )
