"""The same searches answered in other ways: a plain Django board, an engine in process, and the limit."""

import itertools
import re
import shutil
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import tantivy
from django.contrib.postgres.search import SearchRank
from django.db import connection
from django.db.models import Count, F, QuerySet

from postings import search as searching
from postings.engine import bitmaps, dictionary, snapshot
from postings.engine.bitmaps import Bits
from postings.engine.plan import Plan, plan_of
from postings.engine.snapshot import Snapshot
from postings.filters import PostingFilter
from postings.models import Posting
from postings.search import PAGE_SIZE, Found, TableSearch
from postings.words.tsquery import TextQuery, tsquery_of

Answer = tuple[list[int], int, Mapping[tuple[str, str], int]]  # ids of the page, total, (facet, value) → postings
Engine = Callable[[PostingFilter, int], Answer]

# Facets that are one column each, as a plain board groups by them.
PLAIN_FACETS = {
    "stance": "stance",
    "workplace": "workplace",
    "level": "seniority",
    "type": "employment_type",
    "field": "job_field",
    "stage": "company__funding_stage",
    "size": "company__employees_min",
}
# Single values together in one number: an aggregation is paid for by the bucket list it must keep.
PACKS = (("stance", "workplace", "level", "type"), ("field", "stage", "size"), ("record", "sponsors", "hide"))
OPEN = ("skill", "industry")
PLACES = ("city", "state", "country_code")
OPEN_VALUES = 30


def ours(today: date) -> Engine:
    """The seam itself, whichever layer is in force."""
    return lambda asked, page: answer_of(searching.search(asked, page, today))


def table_alone(today: date) -> Engine:
    """Layer 1, as where no snapshot is."""
    return lambda asked, page: answer_of(searching.search(asked, page, today, layer_of=TableSearch))


def answer_of(found: Found) -> Answer:
    counts = {(facet.facet.name, one.value): one.count for facet in found.facets for one in facet.choices}
    return list(found.ids), found.total, counts


def plain_way(asked: PostingFilter, page: int) -> Answer:
    """Stored vector, GIN, ts_rank, COUNT, and one GROUP BY for each facet that is a column."""
    rows = _matches(asked)
    if words := asked.asked.get("q"):
        rank = SearchRank(F("search_vector"), TextQuery(tsquery_of(words)))
        in_order = rows.order_by(rank.desc(), "-date_posted", "-pk")
    else:
        in_order = rows.order_by("-date_posted", "-pk")
    first = (page - 1) * PAGE_SIZE
    ids = list(in_order.values_list("pk", flat=True)[first : first + PAGE_SIZE])
    counts: dict[tuple[str, str], int] = {}
    for name, column in PLAIN_FACETS.items():
        found = _matches(asked, name).order_by().values_list(column).annotate(n=Count("pk"))
        counts |= {(name, str(value)): n for value, n in found}
    return ids, rows.count(), counts


def icontains(asked: PostingFilter, page: int) -> Answer:
    """What a first draft does: every word anywhere in title or text, the list and the count."""
    rows = Posting.objects.live()
    for word in re.findall(r"\w+", asked.asked.get("q", "")):
        rows = rows.filter(title__icontains=word) | rows.filter(description_text__icontains=word)
    first = (page - 1) * PAGE_SIZE
    ids = list(rows.order_by("-date_posted", "-pk").values_list("pk", flat=True)[first : first + PAGE_SIZE])
    return ids, rows.count(), {}


def _matches(asked: PostingFilter, without: str = "") -> "QuerySet[Posting]":
    rows = asked.base
    for facet in asked.facets:
        if facet.name != without:
            rows = rows.filter(facet.condition(asked.chosen.get(facet.name, ())))
    return rows


class Limit:
    """AND and popcount over dense bitmaps that stand ready, and the newest 25: no reading of words, no ranking.

    The bitmaps are those of every facet with a fixed list, and of the OPEN_VALUES most frequent open values.
    """

    def __init__(self, today: date, mix: list[PostingFilter]) -> None:
        mapped = snapshot.current()[0].snapshot
        self.snapshot, self.today = mapped, today
        postings = len(mapped.id)
        members = np.argsort(mapped.codes, kind="stable")
        of_posting = np.repeat(np.arange(postings), np.diff(mapped.code_starts))[members]
        edges = np.cumsum(np.bincount(mapped.codes))
        fixed = [code for name, codes in self._by_facet(mapped).items() for code in codes if name not in OPEN]
        listed = [
            code for name, codes in self._by_facet(mapped).items() for code in codes[:OPEN_VALUES] if name in OPEN
        ]
        self.row_of = {code: row for row, code in enumerate([*fixed, *listed])}
        self.bits = np.empty((len(self.row_of), bitmaps.width(postings)), np.uint64)
        for code, row in self.row_of.items():
            self.bits[row] = bitmaps.of_ordinals(of_posting[edges[code - 1] : edges[code]], postings)
        self.both = np.empty_like(self.bits)
        self.counted = np.empty(self.bits.shape, np.uint8)
        self.ready = {self._key(asked): self._within(asked) for asked in mix}
        self.names = dictionary.codes_of(list(self.row_of))

    def __call__(self, asked: PostingFilter, page: int) -> Answer:
        within = np.bitwise_and.reduce(self.ready[self._key(asked)])
        total = int(np.bitwise_count(within).sum(dtype=np.int64))
        np.bitwise_and(self.bits, within, out=self.both)
        sizes = np.bitwise_count(self.both, out=self.counted).sum(axis=1, dtype=np.int32)
        ids = self.snapshot.id[bitmaps.newest(within, (page - 1) * PAGE_SIZE, PAGE_SIZE)].tolist()
        return ids, total, {self.names[code]: int(sizes[row]) for code, row in self.row_of.items()}

    def _by_facet(self, mapped: Snapshot) -> dict[str, list[int]]:
        return {
            name: [mapped.row_codes[row] for row in rows]
            for name, rows in mapped.facet_rows.items()
            if name not in PLACES
        }

    def _key(self, asked: PostingFilter) -> str:
        return str(sorted(asked.asked.items()))

    def _within(self, asked: PostingFilter) -> list[Bits]:
        """One bitmap for the words and one for each filter."""
        plan = plan_of(asked, self.today)
        postings = len(self.snapshot.id)
        # Words and place, as the plain way finds them.
        parts = [bitmaps.of_flags(np.isin(self.snapshot.id, list(asked.base.values_list("pk", flat=True))))]
        if plan.pay is not None:
            parts.append(bitmaps.of_flags(self.snapshot.pay >= plan.pay))
        if (day := plan.first_day()) is not None:
            parts.append(bitmaps.everything_from(int(np.searchsorted(self.snapshot.day, day)), postings))
        for clause in (clause for clauses in plan.facets.values() for clause in clauses):
            rows = [self.bits[self.row_of[code]] for code in clause.codes if code in self.row_of]
            held = bitmaps.any_of(rows, bitmaps.width(postings))
            parts.append(~held if clause.no else held)
        return parts


class Tantivy:
    """One body field decides the match; titles are asked first; facets are fast fields, single values packed."""

    def __init__(self, folder: Path, today: date) -> None:
        self.today = today
        schema = tantivy.SchemaBuilder()
        for name in ("title", "body"):
            schema.add_text_field(name, tokenizer_name="en_stem")
        for name in ("code", "company"):
            schema.add_unsigned_field(name, indexed=True)
        for name in ("id", "rank", *OPEN, *(f"pack{n}" for n in range(len(PACKS)))):
            schema.add_unsigned_field(name, fast=True)
        for name in ("day", "pay", "years"):
            schema.add_integer_field(name, indexed=True, fast=True)
        self.schema = schema.build()
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        self.index = tantivy.Index(self.schema, str(folder))
        self.listed: set[int] = set()
        self.packs: list[dict[tuple[int, ...], int]] = [{} for _ in PACKS]
        self._build()
        self.index.reload()
        self.searcher = self.index.searcher()
        self.unpacked = [{number: codes for codes, number in pack.items()} for pack in self.packs]
        self.names = dictionary.codes_of([code for pack in self.unpacked for codes in pack.values() for code in codes])
        self.names |= dictionary.codes_of(list(self.listed))
        self.static = self._count(tantivy.Query.all_query(), [])

    def _build(self) -> None:
        writer = self.index.writer(heap_size=512_000_000, num_threads=2)
        facet_of: dict[int, str] = {}
        for rank, (pk, day, pay, years, company, codes, title, body) in enumerate(_rows()):
            if missing := [code for code in codes if code not in facet_of]:
                facet_of |= {number: facet for number, (facet, _) in dictionary.codes_of(missing).items()}
            values: dict[str, Any] = {
                "id": pk,
                "rank": rank,
                "day": day,
                "pay": pay,
                "years": years,
                "company": company,
            }
            values |= {"title": title, "body": body, "code": codes}
            for n, pack in enumerate(PACKS):
                together = tuple(code for code in codes if facet_of[code] in pack)
                values[f"pack{n}"] = self.packs[n].setdefault(together, len(self.packs[n]))
            values |= {name: [code for code in codes if facet_of[code] == name] for name in OPEN}
            self.listed.update(values["skill"], values["industry"])
            writer.add_document(tantivy.Document.from_dict(values, self.schema))
        writer.commit()
        writer.wait_merging_threads()

    def __call__(self, asked: PostingFilter, page: int) -> Answer:
        plan, words = plan_of(asked, self.today), _in_its_syntax(asked.asked.get("q", ""))
        first = (page - 1) * PAGE_SIZE
        addresses: list[Any] = []
        if plan.words and plan.sort == "best":
            addresses = self._list(self._query(plan, words, "title", scored=True), first, by_rank=False)
        if len(addresses) < PAGE_SIZE:
            scored = plan.sort == "best" and bool(plan.words)
            addresses = self._list(self._query(plan, words, "body", scored=scored), first, by_rank=not scored)
        ids: list[Any] = self.searcher.fast_field_values("id", addresses) if addresses else []
        everything = self._query(plan, words, "body", scored=False)
        total, counts = self.static if everything is None else self._count(everything, plan.steps)
        for name in plan.facets:
            own = self._query(plan, words, "body", scored=False, without=name)
            names = [f"pack{n}" for n, pack in enumerate(PACKS) if name in pack] or [name]
            counts = counts | self._count(own or tantivy.Query.all_query(), [], names)[1]
        return list(ids), total, counts

    def _list(self, query: Any, first: int, *, by_rank: bool) -> list[Any]:
        order = "rank" if by_rank else None
        found = self.searcher.search(query or tantivy.Query.all_query(), PAGE_SIZE, False, order, first)
        return [address for _, address in found.hits]

    def _query(self, plan: Plan, text: str, field: str, *, scored: bool, without: str = "") -> Any:
        must, query = tantivy.Occur.Must, tantivy.Query
        parts = []
        if text:
            words = self.index.parse_query(text, [field])
            parts.append((must, words if scored else query.const_score_query(words, 0.0)))
        for clause in plan.clauses(without):
            held = query.term_set_query(self.schema, "code", list(clause.codes))
            parts.append((tantivy.Occur.MustNot if clause.no else must, query.const_score_query(held, 0.0)))
        if (day := plan.first_day(without)) is not None:
            parts.append((must, self._from("day", day)))
        if plan.pay is not None:
            parts.append((must, self._from("pay", plan.pay)))
        if parts and all(occur == tantivy.Occur.MustNot for occur, _ in parts):
            parts.append((must, query.all_query()))
        return query.boolean_query(parts) if parts else None

    def _from(self, field: str, least: int) -> Any:
        kind = tantivy.FieldType.Integer
        ranged = tantivy.Query.range_query(self.schema, field, kind, least, 2**40)
        return tantivy.Query.const_score_query(ranged, 0.0)

    def _count(self, query: Any, steps: Any, names: list[str] | None = None) -> tuple[int, dict[tuple[str, str], int]]:
        wanted = names or [*(f"pack{n}" for n in range(len(PACKS))), *OPEN]
        asked: dict[str, Any] = {name: {"terms": {"field": name, "size": 65_000}} for name in wanted}
        if steps:
            days = sorted(steps)
            ranges = [{"from": float(day), "to": float(later)} for day, later in itertools.pairwise(days)]
            asked["days"] = {"range": {"field": "day", "ranges": [*ranges, {"from": float(days[-1])}]}}
        found = self.searcher.aggregate(query, asked)
        counts: dict[int, int] = {}
        total = 0
        for name in wanted:
            for bucket in found[name]["buckets"]:
                key, n = int(bucket["key"]), bucket["doc_count"]
                if name in OPEN:
                    counts[key] = n
                    continue
                for code in self.unpacked[int(name.removeprefix("pack"))][key]:
                    counts[code] = counts.get(code, 0) + n
                total += n if name == "pack0" else 0
        return total, {self.names[code]: n for code, n in counts.items()}


def _in_its_syntax(words: str) -> str:
    """Web-search syntax in tantivy's: all words, unless OR stands between them."""
    parts = re.findall(r'-?"[^"]*"|\S+', words)
    groups: list[list[str]] = [[]]
    either = False
    for part in parts:
        if part.lower() == "or":
            either = True
        elif either:
            groups[-1][-1] = f"({groups[-1][-1]} OR {part})"
            either = False
        else:
            groups[-1].append(part)
    return " ".join(part if part.startswith("-") else f"+{part}" for part in groups[0])


def _rows() -> Iterator[tuple[Any, ...]]:
    """Every live posting, the oldest first."""
    with connection.cursor() as cursor:
        cursor.execute(
            "DECLARE every_posting CURSOR WITH HOLD FOR "
            "SELECT s.id, s.day, s.pay, s.years, s.company, s.codes, p.title, "
            "concat_ws(' ', p.title, p.company_name, p.description_text) "
            "FROM search_posting s JOIN postings_posting p USING (id) ORDER BY s.day, s.id"
        )
        while True:
            cursor.execute("FETCH 5000 FROM every_posting")
            if not (rows := cursor.fetchall()):
                break
            yield from rows
        cursor.execute("CLOSE every_posting")
