"""Layer 1: a plan answered by PostgreSQL alone. Lists are exact; counts too, up to EXACT_UP_TO postings."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import numpy as np
from django.db import connection, transaction
from django.db.backends.utils import CursorWrapper
from psycopg import sql

from postings.engine.bitmaps import Numbers
from postings.engine.codes import BUNDLED, COUNTED, column_of
from postings.engine.plan import Plan
from postings.engine.table import SAMPLE_OF
from postings.words.vector import quoted

# In a table of more than LARGE postings a larger result is counted on one posting in SAMPLE_OF, and says "about".
LARGE = 120_000
EXACT_UP_TO = 16_000
# Values of open facets take the longest to count, so of a sample of more than MANY postings only this part.
LISTED_OF = 4
MANY = 4000
IN_LISTED_SAMPLE = sql.SQL("(hashint8(id) / {sample} & {part}) = 0").format(sample=SAMPLE_OF, part=LISTED_OF - 1)
WORDS = sql.SQL("{}::tsquery")

Counts = dict[int, int]  # code → postings; step n of Plan.steps as code -n
# Where a posting stands in a list: the number it is sorted by, its day, its id. The greatest comes first.
Place = tuple[int, int, int]
# Lists by the number in the column of that name; all others are by date, and the number is 0.
BY_NUMBER = ("pay", "record")


@dataclass(frozen=True, slots=True)
class Counted:
    total: int
    about: bool  # total and codes come from a sample
    codes: Counts  # all but the facets that are chosen
    chosen: dict[str, Counts]  # per chosen facet: its counts (perhaps others' too), not narrowed by its own choice
    about_chosen: frozenset[str] = frozenset()  # those of them that come from a sample


def count(plan: Plan, only: sql.Composable | None = None) -> Counted:
    """Total and counts."""
    with _session():
        large = only is None and _is_large()
        total, codes, about = _counts(plan, "", only, large=large)
        chosen = {name: _counts(plan, name, only, large=large) for name in (*plan.facets, *plan.since)}
    return Counted(
        total,
        about,
        codes,
        {name: counts for name, (_, counts, _) in chosen.items()},
        frozenset(name for name, (_, _, sampled) in chosen.items() if sampled),
    )


def newest(plan: Plan, tier: str, limit: int, only: sql.Composable | None = None) -> list[Place]:
    """The first postings by the plan's order, best match taken as by date. The tiers are those of `listing`."""
    narrowed = where(plan, "title" if tier == "title" else "words", "", only)
    if tier == "near":
        narrowed = sql.SQL("{} AND title @@ {}").format(narrowed, WORDS.format(plan.some))
    by = sql.Identifier(plan.sort) if plan.sort in BY_NUMBER else sql.SQL("0")
    order = [sql.SQL("{} DESC").format(by)] if plan.sort in BY_NUMBER else []
    statement = sql.SQL("SELECT {}, day, id FROM search_posting WHERE {} ORDER BY {} LIMIT {}").format(
        by, narrowed, sql.SQL(", ").join([*order, sql.SQL("day DESC, id DESC")]), limit
    )
    with _session(), connection.cursor() as cursor:
        cursor.execute(statement)
        return [(number, day, posting) for number, day, posting in cursor.fetchall()]


def titles_of(ids: list[int]) -> list[tuple[int, str]]:
    """Titles of these postings, in their order."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT id, title FROM postings_posting WHERE id = ANY(%s)", [ids])
        titles = dict(cursor.fetchall())
    return [(posting, titles[posting]) for posting in ids if posting in titles]


def those_with_words(plan: Plan, column: str, ids: list[int]) -> list[int]:
    """Of these postings those whose title or text has the words of the plan, phrases and all."""
    statement = sql.SQL("SELECT id FROM search_posting WHERE id = ANY({}) AND {} @@ {}")
    return _ids(statement.format(ids, sql.Identifier(column), WORDS.format(plan.words)))


def ids_with(cursor: CursorWrapper, column: str, stem: str, *, prefix: bool = False) -> Numbers:
    """Ids of the postings that have this stem (or words beginning so), in one datum: no object a row."""
    statement = sql.SQL("SELECT array_send(array_agg(id)) FROM search_posting WHERE {} @@ {}::tsquery")
    cursor.execute(statement.format(sql.Identifier(column), quoted(stem) + (":*" if prefix else "")))
    return array_of(cursor.fetchone()[0])


def ids_with_any(cursor: CursorWrapper, codes: list[int]) -> Numbers:
    """Ids of the postings that have any of these codes."""
    cursor.execute("SELECT array_send(array_agg(id)) FROM search_posting WHERE codes && %s::int[]", [codes])
    return array_of(cursor.fetchone()[0])


def array_of(sent: bytes | None) -> Numbers:
    """A bigint[] as PostgreSQL sends it: 20 bytes of head, then length and value of each."""
    if sent is None:
        return np.empty(0, np.int64)
    kind = np.dtype([("size", ">i4"), ("value", ">i8")])
    return np.frombuffer(bytes(sent), kind, offset=20)["value"].astype(np.int64)


def where(
    plan: Plan, column: str, without: str, only: sql.Composable | None = None, *, in_order: bool = True
) -> sql.Composable:
    """Everything that must hold, but the choices of the facet `without`.

    `in_order`: the index by day may be walked. A count with words must not: it would read the words out of line.
    """
    parts: list[sql.Composable] = [] if only is None else [only]
    if plan.words:
        parts.append(sql.SQL("{} @@ {}").format(sql.Identifier(column), WORDS.format(plan.words)))
    if column == "title" and "!" in plan.words:
        # A word that must not occur must not occur anywhere; without one, the title's match is the text's.
        parts.append(sql.SQL("words @@ {}").format(WORDS.format(plan.words)))
    together = [clause.codes[0] for clause in plan.clauses(without) if len(clause.codes) == 1 and not clause.no]
    if together:
        parts.append(sql.SQL("codes @> {}::int[]").format(together))
    for clause in plan.clauses(without):
        if clause.no:
            parts.append(sql.SQL("NOT codes && {}::int[]").format(list(clause.codes)))
        elif len(clause.codes) > 1:
            parts.append(sql.SQL("codes && {}::int[]").format(list(clause.codes)))
    if (day := plan.first_day(without)) is not None:
        parts.append(sql.SQL("day >= {}" if in_order or not plan.words else "day + 0 >= {}").format(day))
    if plan.pay is not None:
        parts.append(sql.SQL("pay >= {}").format(plan.pay))
    if plan.years is not None:
        parts.append(sql.SQL("years BETWEEN 0 AND {}").format(plan.years))
    if plan.company is not None:
        parts.append(sql.SQL("company = {}").format(plan.company))
    return sql.SQL(" AND ").join(parts) if parts else sql.SQL("true")


_HIT = sql.SQL("WITH hit AS MATERIALIZED (SELECT {columns} FROM {table} WHERE {where})")
_TOTAL = sql.SQL("SELECT 0, count(*)::int FROM hit")
# The bundles of each column with their numbers of postings, then the codes in them.
_BUNDLES = sql.SQL("""
SELECT code, sum(n)::int FROM (SELECT coalesce({columns}) AS id, count(*) AS n FROM hit GROUP BY GROUPING SETS ({sets}))
AS bundled JOIN search_bundle USING (id), unnest(codes) AS code GROUP BY code
""")
_LISTED = sql.SQL("SELECT code, count(*)::int FROM hit, unnest(listed) AS code GROUP BY code")
_LISTED_OF_SAMPLE = sql.SQL("""
SELECT code, count(*)::int * CASE WHEN size.n > {many} THEN {times} ELSE 1 END
FROM (SELECT count(*) AS n FROM hit) AS size, hit, unnest(listed) AS code
WHERE size.n <= {many} OR {part} GROUP BY code, size.n
""")
_STEPS = sql.SQL("""
SELECT step.code, step.n FROM (SELECT {counts} FROM hit) AS counted, LATERAL (VALUES {steps}) AS step(code, n)
""")
_STEP_COUNT = sql.SQL("(count(*) FILTER (WHERE day >= {}))::int AS {}")
_STEP = sql.SQL("({}, {})")


def _counts(plan: Plan, without: str, only: sql.Composable | None, *, large: bool) -> tuple[int, Counts, bool]:
    """Total, counts, and whether they come from the sample: where there are too many to count each."""
    if large:
        total, codes = _pass(plan, without, only, sampled=True)
        if total >= EXACT_UP_TO:
            return total, codes, True
    return *_pass(plan, without, only, sampled=False), False


def _pass(plan: Plan, without: str, only: sql.Composable | None, *, sampled: bool) -> tuple[int, Counts]:
    """Total and counts without the choices of one facet: then of that facet and those that are counted with it."""
    narrowed = where(plan, "words", without, only, in_order=False)
    asked = {*COUNTED} if not without else {column_of(without)}
    bundles = [sql.Identifier(column) for column in BUNDLED if column in asked]
    parts: list[sql.Composable] = [_TOTAL]
    if bundles:
        sets = sql.SQL(", ").join([sql.SQL("({})").format(column) for column in bundles])
        parts.append(_BUNDLES.format(columns=sql.SQL(", ").join(bundles), sets=sets))
    if "listed" in asked:
        of_sample = _LISTED_OF_SAMPLE.format(many=MANY, times=LISTED_OF, part=IN_LISTED_SAMPLE)
        parts.append(of_sample if sampled else _LISTED)
    if "day" in asked:
        names = [sql.Identifier(f"step{n}") for n in range(1, len(plan.steps) + 1)]
        counts_of = [_STEP_COUNT.format(day, name) for day, name in zip(plan.steps, names, strict=True)]
        steps = [_STEP.format(-n, name) for n, name in enumerate(names, start=1)]
        parts.append(_STEPS.format(counts=sql.SQL(", ").join(counts_of), steps=sql.SQL(", ").join(steps)))
    columns = sql.SQL(", ").join([sql.Identifier(column) for column in ("id", *COUNTED) if column in {"id", *asked}])
    table, times = (sql.Identifier("search_sample"), SAMPLE_OF) if sampled else (sql.Identifier("search_posting"), 1)
    with connection.cursor() as cursor:
        cursor.execute(_HIT.format(columns=columns, table=table, where=narrowed) + sql.SQL(" UNION ALL ").join(parts))
        counts = {code: n * times for code, n in cursor.fetchall()}
    return counts.pop(0), counts


def _ids(statement: sql.Composable) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return [row[0] for row in cursor.fetchall()]


def _is_large() -> bool:
    """By the table's statistics, which cost nothing to ask."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT reltuples FROM pg_class WHERE oid = 'search_posting'::regclass")
        return bool(cursor.fetchone()[0] > LARGE)


@contextmanager
def _session() -> Iterator[None]:
    """The planner does not price the unpacking of vectors: a sequential scan would read every one of them."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT set_config('enable_seqscan', 'off', true), set_config('work_mem', '64MB', true), "
            "set_config('max_parallel_workers_per_gather', '0', true), "
            "set_config('plan_cache_mode', 'force_custom_plan', true)"
        )
        yield
