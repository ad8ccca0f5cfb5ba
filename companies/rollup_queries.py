"""The statements of companies.rollups, put together from one table of what is counted how."""

# ruff: noqa: S608 - the parts of these statements are names from this code; values are always parameters

# The cases of the LCA units: H-1B, and the few extracts that do not state the class.
LCA_CLASSES = ("H-1B", "")
CERTIFIED = ("certified", "certified_withdrawn")
PERM_CERTIFIED = ("certified", "certified_expired")
LEVELS = ((1, "I"), (2, "II"), (3, "III"), (4, "IV"))

_OK = f"f.case_status IN {CERTIFIED}"
_H1B = f"f.visa_class IN {LCA_CLASSES}"
_LCA = f"{_OK} AND {_H1B}"
# Of a certified transfer, renewal or change, what is neither new nor continued employment.
_CHANGED = " + ".join(
    f"coalesce(f.{name}, 0)"
    for name in ("change_previous_employment", "new_concurrent_employment", "change_employer", "amended_petition")
)


def _positions(number: str) -> str:
    """Positions of certified cases: 0 where none is certified, empty where the files do not state them."""
    return f"CASE WHEN bool_or({_LCA}) THEN sum({number}) FILTER (WHERE {_LCA}) ELSE 0 END"


# Below this the spread of wages would say little, and might say something of a person.
FEWEST_WAGES = 10

# Column of SponsorshipYear → how it is counted, per table of facts.
_COUNTED = {
    "lca": {
        "lca_certified": f"count(*) FILTER (WHERE {_LCA})",
        "lca_denied": f"count(*) FILTER (WHERE f.case_status = 'denied' AND {_H1B})",
        "lca_withdrawn": f"count(*) FILTER (WHERE f.case_status = 'withdrawn' AND {_H1B})",
        "lca_positions": _positions("f.worker_positions"),
        "new_positions": _positions("f.new_employment"),
        "continued_positions": _positions("f.continued_employment"),
        "changed_positions": _positions(f"CASE WHEN f.new_employment IS NOT NULL THEN {_CHANGED} END"),
        "h1b1_certified": f"count(*) FILTER (WHERE {_OK} AND f.visa_class LIKE 'H-1B1%%')",
        "e3_certified": f"count(*) FILTER (WHERE {_OK} AND f.visa_class LIKE 'E-3%%')",
    },
    "uscis": {
        name: f"sum(f.{name})"
        for name in ("initial_approvals", "initial_denials", "continuing_approvals", "continuing_denials")
    },
    "perm": {
        "perm_certified": f"count(*) FILTER (WHERE f.case_status IN {PERM_CERTIFIED})",
        "perm_denied": "count(*) FILTER (WHERE f.case_status = 'denied')",
    },
}
_TABLES = {"lca": "companies_lcacase", "uscis": "companies_usciscount", "perm": "companies_permcase"}
UNITS = {column: dataset for dataset, counted in _COUNTED.items() for column in counted}
# The same for what the cases state of themselves. Nobody publishes these, so nothing stands in for them.
_MONTH = "extract(month FROM f.received_on)"
STATED = {
    **{f"level_{number}": f"count(*) FILTER (WHERE f.wage_level = '{level}' AND {_LCA})" for number, level in LEVELS},
    "at_client": f"count(*) FILTER (WHERE f.secondary_entity AND {_LCA})",
    "not_at_client": f"count(*) FILTER (WHERE NOT f.secondary_entity AND {_LCA})",
    "dependent": f"count(*) FILTER (WHERE f.h1b_dependent AND {_LCA})",
    "not_dependent": f"count(*) FILTER (WHERE NOT f.h1b_dependent AND {_LCA})",
    "received_by_month": "ARRAY["
    + ", ".join(f"count(*) FILTER (WHERE {_MONTH} = {month} AND {_LCA})" for month in range(1, 13))
    + "]",
}

_LINKED = """linked AS (
    SELECT company_id, employer_name_id FROM companies_employeralias
    WHERE state IN ('auto', 'accepted') AND (%(companies)s::bigint[] IS NULL OR company_id =
    ANY(%(companies)s))
)"""
_IN_YEARS = "fiscal_year > 0 AND (%(years)s::int[] IS NULL OR fiscal_year = ANY(%(years)s))"


def _facts(dataset: str) -> str:
    columns = _COUNTED[dataset] | (STATED if dataset == "lca" else {})
    counted = ", ".join(f"{how} AS {column}" for column, how in columns.items())
    chosen = "AND f.in_use" if dataset == "uscis" else ""
    return f"""{dataset} AS (
        SELECT l.company_id, f.fiscal_year, {counted}
        FROM linked l JOIN {_TABLES[dataset]} f USING (employer_name_id) WHERE f.{_IN_YEARS} {chosen} GROUP BY
        1, 2
    )"""


def _published() -> str:
    """Figures somebody published, by unit; those of job fields are not part of it."""
    values = ", ".join(
        f"sum(f.value) FILTER (WHERE f.unit = '{unit}') AS {unit}, "
        f"min(f.source_name) FILTER (WHERE f.unit = '{unit}') AS {unit}_by"
        for unit in UNITS
    )
    reaches = ", ".join(
        f"max(f.through) FILTER (WHERE f.unit IN {tuple(_COUNTED[dataset])}) AS {dataset}_through"
        for dataset in ("lca", "perm")
    )
    return f"""published AS (
        SELECT l.company_id, f.fiscal_year, {values}, {reaches}
        FROM linked l JOIN companies_publishedfigure f USING (employer_name_id)
        WHERE f.job_field = '' AND f.{_IN_YEARS} GROUP BY 1, 2
    )"""


def _years() -> str:
    stands_in = {unit: f"{dataset}.company_id IS NULL" for unit, dataset in UNITS.items()}
    columns = ", ".join([*UNITS, *STATED])
    units = [
        f"CASE WHEN {stands_in[unit]} THEN published.{unit} ELSE {dataset}.{unit} END"
        for unit, dataset in UNITS.items()
    ]
    values = ", ".join([*units, *(f"lca.{column}" for column in STATED)])
    publishers = ", ".join(f"'{unit}', CASE WHEN {stands_in[unit]} THEN published.{unit}_by END" for unit in UNITS)
    through = ", ".join(
        f"""CASE WHEN {dataset}.company_id IS NULL THEN published.{dataset}_through ELSE (
            SELECT p.through FROM companies_filingperiod p
            WHERE p.dataset = '{dataset}' AND p.fiscal_year = years.fiscal_year
        ) END"""
        for dataset in ("lca", "perm")
    )
    return f"""
        WITH {_LINKED}, {_facts("lca")}, {_facts("uscis")}, {_facts("perm")}, {_published()}, years AS (
            SELECT company_id, fiscal_year FROM lca UNION SELECT company_id, fiscal_year FROM uscis
            UNION SELECT company_id, fiscal_year FROM perm UNION SELECT company_id, fiscal_year FROM published
        )
        INSERT INTO companies_sponsorshipyear
            (company_id, fiscal_year, {columns}, lca_through, perm_through, published_units)
        SELECT years.company_id, years.fiscal_year, {values}, {through},
            jsonb_strip_nulls(jsonb_build_object({publishers}))
        FROM years
            LEFT JOIN lca USING (company_id, fiscal_year)
            LEFT JOIN uscis USING (company_id, fiscal_year)
            LEFT JOIN perm USING (company_id, fiscal_year)
            LEFT JOIN published USING (company_id, fiscal_year)"""


_FIELD_UNITS = ("lca_certified", "lca_positions", "new_positions")


def _fields() -> str:
    columns = ", ".join(_FIELD_UNITS)
    counted = ", ".join(f"coalesce({_COUNTED['lca'][unit]}, 0)" for unit in _FIELD_UNITS)
    published = ", ".join(f"coalesce(sum(f.value) FILTER (WHERE f.unit = '{unit}'), 0)" for unit in _FIELD_UNITS)
    return f"""
        WITH {_LINKED}, counted AS (
            SELECT l.company_id, f.fiscal_year, f.job_field, f.worksite_state, {counted}
            FROM linked l JOIN companies_lcacase f USING (employer_name_id)
            WHERE f.{_IN_YEARS} AND {_LCA} GROUP BY 1, 2, 3, 4
        )
        INSERT INTO companies_sponsorshipfield
            (company_id, fiscal_year, job_field, state, {columns}, through, published_by)
        SELECT counted.*, p.through, '' FROM counted
            LEFT JOIN companies_filingperiod p ON p.dataset = 'lca' AND p.fiscal_year = counted.fiscal_year
        UNION ALL
        SELECT l.company_id, f.fiscal_year, f.job_field, '', {published}, max(f.through), min(f.source_name)
        FROM linked l JOIN companies_publishedfigure f USING (employer_name_id)
        WHERE f.job_field <> '' AND f.{_IN_YEARS} AND NOT EXISTS (
            SELECT FROM linked o JOIN companies_lcacase c USING (employer_name_id)
            WHERE o.company_id = l.company_id AND c.fiscal_year = f.fiscal_year
        ) GROUP BY 1, 2, 3"""


def _places() -> str:
    """Quarters of the US fiscal year: the first begins in October."""
    quarter = "(extract(month FROM f.decided_on)::int + 2) / 3 %% 4 + 1"
    return f"""
        WITH {_LINKED}
        INSERT INTO companies_sponsorshipplace
            (company_id, job_field, fiscal_year, quarter, state, city, lca_certified)
        SELECT l.company_id, f.job_field, f.fiscal_year, {quarter}, f.worksite_state, upper(f.worksite_city), count(*)
        FROM linked l JOIN companies_lcacase f USING (employer_name_id)
        WHERE f.{_IN_YEARS} AND {_LCA} AND f.job_field <> '' AND f.decided_on IS NOT NULL
        GROUP BY 1, 2, 3, 4, 5, 6"""


def _wages() -> str:
    """GROUPING tells a cut that leaves a column out (bit set) from one where it is empty; empty ones say nothing."""
    spread = ", ".join(
        f"round(percentile_cont({share}) WITHIN GROUP (ORDER BY f.wage_year_from))" for share in (0.25, 0.5, 0.75)
    )
    left_out = "GROUPING(f.job_field, f.worksite_state, f.wage_level)"
    return f"""
        WITH {_LINKED}, cuts AS (
            SELECT l.company_id, f.fiscal_year,
                CASE {left_out} WHEN 7 THEN 'all' WHEN 3 THEN 'field' WHEN 5 THEN 'state' WHEN 6 THEN 'level'
                ELSE 'field_state' END AS cut,
                coalesce(f.job_field, '') AS job_field, coalesce(f.worksite_state, '') AS state,
                coalesce(f.wage_level, '') AS wage_level, count(*) AS cases, {spread}
            FROM linked l JOIN companies_lcacase f USING (employer_name_id)
            WHERE f.{_IN_YEARS} AND {_LCA} AND f.wage_year_from IS NOT NULL
            GROUP BY l.company_id, f.fiscal_year, GROUPING SETS (
                (), (f.job_field), (f.worksite_state), (f.wage_level), (f.job_field, f.worksite_state)
            ) HAVING count(*) >= {FEWEST_WAGES}
        )
        INSERT INTO companies_sponsorshipwage
            (company_id, fiscal_year, cut, job_field, state, wage_level, cases, p25, median, p75)
        SELECT * FROM cuts WHERE CASE cut WHEN 'all' THEN true WHEN 'field' THEN job_field <> ''
            WHEN 'state' THEN state <> '' WHEN 'level' THEN wage_level <> ''
            ELSE job_field <> '' AND state <> '' END"""


STATEMENTS = {
    "companies_sponsorshipyear": _years(),
    "companies_sponsorshipfield": _fields(),
    "companies_sponsorshipplace": _places(),
    "companies_sponsorshipwage": _wages(),
}
