"""How well the first ten answers serve: nDCG@10 on judged searches of recorded postings, beside BM25.

`judgements.tsv` has a line for each judged pair: the words of the search, the posting as ATS/its number there, and
a grade: 3 the job that was meant, 2 close to it, 1 related, 0 not. What was not judged counts as 0, so both ways' first
ten must be judged: `pool` tells what is missing. Gain is 2^grade - 1, discount log2(place + 1), as in Järvelin and
Kekäläinen, ACM Transactions on Information Systems 20 (2002).
"""

import csv
import math
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import tantivy
from django.http import QueryDict

from postings.filters import PostingFilter
from postings.models import Posting
from postings.search import search

FIRST = 10
_JUDGEMENTS = Path(__file__).parent / "judgements.tsv"
_QUERIES = Path(__file__).parent / "judged_searches.txt"

Ranking = Callable[[str], list[int]]  # words → ids of the first ten


@dataclass(frozen=True, slots=True)
class Score:
    words: str
    ours: float
    bm25: float


@cache
def searches() -> list[str]:
    return _QUERIES.read_text(encoding="utf-8").splitlines()


@cache
def judgements() -> dict[str, dict[str, int]]:
    """Words → posting's key → grade."""
    grades: dict[str, dict[str, int]] = {words: {} for words in searches()}
    with _JUDGEMENTS.open(encoding="utf-8", newline="") as file:
        for words, key, grade in csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE):
            grades[words][key] = int(grade)
    return grades


def keys() -> dict[int, str]:
    """Every live posting's key."""
    rows = Posting.objects.live().values_list("pk", "board__ats", "external_id")
    return {pk: f"{ats}/{external_id}" for pk, ats, external_id in rows}


def ndcg(ranked: list[str], grades: Mapping[str, int]) -> float:
    """0 to 1; 1 where nothing that was judged is worth showing."""
    ideal = _gain(sorted(grades.values(), reverse=True)[:FIRST])
    return _gain([grades.get(key, 0) for key in ranked[:FIRST]]) / ideal if ideal else 1.0


def _gain(grades: list[int]) -> float:
    return math.fsum((2**grade - 1) / math.log2(place + 1) for place, grade in enumerate(grades, start=1))


def ours(today: date) -> Ranking:
    return lambda words: list(
        search(PostingFilter(QueryDict(mutable=True) | {"q": words}, today=today), 1, today, FIRST).ids
    )


def bm25() -> Ranking:
    """Title and text as an engine ranks them when left alone: any of the words, BM25 over both fields."""
    builder = tantivy.SchemaBuilder()
    builder.add_unsigned_field("id", stored=True)
    for name in ("title", "body"):
        builder.add_text_field(name, tokenizer_name="en_stem")
    index = tantivy.Index(builder.build())
    writer = index.writer()
    for pk, title, company, text in Posting.objects.live().values_list(
        "pk", "title", "company_name", "description_text"
    ):
        writer.add_document(tantivy.Document.from_dict({"id": pk, "title": title, "body": f"{company} {text}"}))
    writer.commit()
    index.reload()
    searcher = index.searcher()

    def ranking(words: str) -> list[int]:
        query, _ = index.parse_query_lenient(words, ["title", "body"])
        return [int(searcher.doc(address)["id"][0]) for _, address in searcher.search(query, FIRST).hits]

    return ranking


def scores(today: date) -> list[Score]:
    """One of each judged search, in the order of the file."""
    mine, plain, key_of = ours(today), bm25(), keys()
    return [
        Score(
            words,
            ndcg([key_of[pk] for pk in mine(words)], judgements()[words]),
            ndcg([key_of[pk] for pk in plain(words)], judgements()[words]),
        )
        for words in searches()
    ]


def pool(today: date) -> Iterator[dict[str, Any]]:
    """What either way shows in its first ten and nobody has judged."""
    mine, plain, key_of = ours(today), bm25(), keys()
    for words in searches():
        for pk in dict.fromkeys([*mine(words), *plain(words)]):
            if key_of[pk] not in judgements()[words]:
                posting = Posting.objects.get(pk=pk)
                yield {
                    "words": words,
                    "key": key_of[pk],
                    "title": posting.title,
                    "company": posting.company_name,
                    "place": posting.city or posting.country_code or posting.workplace,
                    "skills": posting.skills,
                    "text": posting.description_text[:1500],
                }
