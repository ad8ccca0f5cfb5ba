"""Yearly figures of companies, counted in the database from the facts. A fact is never changed here.

A figure is the sum over the legal names linked to the company, by rule or by a curator. Where a company has
no facts of a data set in a year its figures stay empty, not zero; a PublishedFigure may then stand in, with
its publisher named.
"""

# ruff: noqa: S608 - the parts of these statements are names from this code; values are always parameters

from collections.abc import Collection, Mapping
from datetime import date

from django.db import connection, transaction

from companies.models import EmployerAlias
from companies.rollup_queries import STATEMENTS

_SET = "SELECT set_config('statement_timeout', %s, true), set_config('work_mem', %s, true)"
# Companies counted in one statement: some thousand names each keep it to a few seconds.
_AT_ONCE = 500


def recompute(company_ids: Collection[int], fiscal_years: Collection[int] | None = None) -> int:
    """Counts these companies again, in these fiscal years or in all. Returns the rows written.

    Also clears the rows of companies that no name is linked to any more.
    """
    ids = sorted(set(company_ids))
    return sum(_recompute(ids[start : start + _AT_ONCE], fiscal_years) for start in range(0, len(ids), _AT_ONCE))


def recompute_names(name_ids: Collection[int], fiscal_years: Collection[int] | None = None) -> int:
    """Counts the companies again that these legal names are linked to."""
    companies = EmployerAlias.objects.filter(
        employer_name__in=name_ids, state__in=[EmployerAlias.State.AUTO, EmployerAlias.State.ACCEPTED]
    )
    return recompute(set(companies.values_list("company_id", flat=True)), fiscal_years)


def rebuild() -> int:
    """Counts every company again, in one statement for each table over all facts."""
    return _recompute(None, None)


def note_periods(dataset: str, through: Mapping[int, date]) -> None:
    """Remembers how far a data set reaches into each fiscal year; it never goes back."""
    with connection.cursor() as cursor:
        cursor.executemany(
            """INSERT INTO companies_filingperiod (dataset, fiscal_year, through) VALUES (%s, %s, %s)
            ON CONFLICT (dataset, fiscal_year) DO UPDATE
            SET through = greatest(companies_filingperiod.through, excluded.through)""",
            [(dataset, fiscal_year, day) for fiscal_year, day in sorted(through.items()) if fiscal_year],
        )


@transaction.atomic
def _recompute(company_ids: list[int] | None, fiscal_years: Collection[int] | None) -> int:
    years = None if fiscal_years is None else sorted(set(fiscal_years))
    values = {"companies": company_ids, "years": years}
    written = 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_setting('statement_timeout'), current_setting('work_mem')")
        timeout, memory = cursor.fetchone()
        cursor.execute(_SET, ["0", "64MB"])
        for table, query in STATEMENTS.items():
            cursor.execute(
                f"""DELETE FROM {table}
                WHERE (%(companies)s::bigint[] IS NULL OR company_id = ANY(%(companies)s))
                AND (%(years)s::int[] IS NULL OR fiscal_year = ANY(%(years)s))""",
                values,
            )
            cursor.execute(query, values)
            written += cursor.rowcount
        cursor.execute(_SET, [timeout, memory])
    return written
