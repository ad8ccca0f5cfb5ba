"""What a curator is told of a legal name: where, which industry, when, how much, and what for."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from django.db import connection

from companies.models import EmployerName

TITLES = 3
# Cases looked at for the titles of one spelling: enough to name the usual ones, however large the employer.
_CASES = 300


@dataclass(frozen=True, slots=True)
class Evidence:
    name: str
    summary: str
    titles: tuple[str, ...]


def collect(name_ids: Collection[int]) -> dict[int, Evidence]:
    """Two queries, whatever the number of names."""
    names = list(EmployerName.objects.filter(pk__in=name_ids))
    titles = _titles({name.k2 for name in names if name.k2})
    return {name.pk: Evidence(name.raw, _summary(name), tuple(titles[name.k2])) for name in names}


def _summary(name: EmployerName) -> str:
    place = ", ".join(part for part in (name.city.title(), name.state) if part)
    industry = f"NAICS {name.naics2}" if name.naics2 else ""
    years = f"FY{name.first_fiscal_year}–{name.last_fiscal_year}" if name.first_fiscal_year else ""
    volume = f"{name.volume:,} by {name.get_source_display()}"
    return " · ".join(part for part in (place, industry, years, volume) if part)


def _titles(keys: Collection[str]) -> dict[str, list[str]]:
    """The usual job titles of the cases filed under a spelling, whatever its legal form.

    USCIS publishes no titles: those of the same name at DOL stand in.
    """
    found: dict[str, list[str]] = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(
            """
            SELECT k2, job_title FROM (
                SELECT wanted.k2, t.job_title,
                    row_number() OVER (PARTITION BY wanted.k2 ORDER BY count(*) DESC, t.job_title) AS place
                FROM unnest(%s::text[]) AS wanted (k2), LATERAL (
                    SELECT c.job_title
                    FROM companies_employername n JOIN companies_lcacase c ON c.employer_name_id = n.id
                    WHERE n.k2 = wanted.k2 AND n.source = 'lca' AND c.job_title <> '' LIMIT %s
                ) t GROUP BY 1, 2
            ) ranked WHERE place <= %s ORDER BY k2, place
            """,
            [sorted(keys), _CASES, TITLES],
        )
        for k2, title in cursor:
            found[k2].append(title)
    return found
