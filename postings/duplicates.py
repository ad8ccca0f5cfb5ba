"""One job, one card: copies of a job on one board, and an aggregator's copy of an employer's posting.

The copy points at the posting that is shown in its place (`duplicate_of`). A posting that is shown is never
a copy itself; when it closes, the next of its copies takes its place.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db.models.functions import Left
from rapidfuzz import fuzz

from companies.names import name_keys
from postings.models import Board, Posting
from postings.querysets import LONG_TEXTS

_COMPARED = 6000  # characters of a text
# Two texts of one job differ by the place and what the law of the place asks for (pay, leave).
_SAME_TEXT = 90.0
_SAME_JOB_ELSEWHERE = 80.0  # aggregators shorten and add
_MOST_CANDIDATES = 20
_NOT_THE_JOB = re.compile(r"\b(remote|hybrid|on-?site|in[ -]office|f/?m/?d|m/?w/?d|m/?f/?d|h/?f|all genders)\b")
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class _Entry:
    pk: int
    title: str
    city: str
    state: str
    country_code: str
    duplicate_of: int | None


def title_key(title: str, *places: str) -> str:
    """The words of a title without those of its own place: "Nurse - Austin (Remote)" in Austin → "nurse"."""
    key = _NOT_THE_JOB.sub(" ", title.lower())
    for place in places:
        if len(place) > 1:
            key = re.sub(rf"\b{re.escape(place.lower())}\b", " ", key)
    return " ".join(_WORD.findall(key)) or title.lower()


def regroup(board: Board, touched: Collection[int]) -> list[int]:
    """Finds copies among the open postings of a board with the title of a touched one. Returns the changed."""
    if not touched:
        return []
    columns = ("pk", "title", "city", "state", "country_code", "duplicate_of")
    moved = set(touched)
    titles = {
        title_key(title, city, state, country)
        for title, city, state, country in Posting.objects.filter(pk__in=moved).values_list(*columns[1:5])
    }
    groups: dict[str, list[_Entry]] = defaultdict(list)
    shown = Posting.objects.filter(board=board, closed_at=None).order_by("first_seen_at", "pk")
    for values in shown.values_list(*columns).iterator(5000):
        entry = _Entry(*values)
        key = title_key(entry.title, entry.city, entry.state, entry.country_code)
        if key in titles:
            groups[key].append(entry)
    return _point([pair for group in groups.values() for pair in _pairs(group)])


def link_to_employers(board: Board) -> list[int]:
    """Points the open postings of an aggregator at the employers' own. Returns what changed."""
    copies = Posting.objects.filter(board=board, closed_at=None).exclude(company_name="")
    pairs = []
    for copy in (
        copies.annotate(text=Left("description_text", _COMPARED)).defer("search_vector", *LONG_TEXTS).iterator(500)
    ):
        own = _employers_own(copy, copy.text)
        entry = _Entry(copy.pk, copy.title, "", "", "", copy.duplicate_of_id)
        pairs.append((entry, own))
    return _point(pairs)


def _pairs(group: list[_Entry]) -> Iterable[tuple[_Entry, int | None]]:
    """Each posting with the one that is shown in its place; the one that was seen first is shown."""
    if len(group) == 1:
        return [(group[0], None)]
    pks = [entry.pk for entry in group]
    texts = dict(
        Posting.objects.filter(pk__in=pks).annotate(text=Left("description_text", _COMPARED)).values_list("pk", "text")
    )
    heads: list[_Entry] = []
    pairs: list[tuple[_Entry, int | None]] = []
    for entry in group:
        own = next((head for head in heads if _same_text(texts[entry.pk], texts[head.pk])), None)
        if own is None:
            heads.append(entry)
        pairs.append((entry, own.pk if own else None))
    return pairs


def _same_text(one: str, other: str) -> bool:
    """A title alone is no proof: without a text two postings stay two."""
    return bool(one and other) and fuzz.ratio(one, other, score_cutoff=_SAME_TEXT) > 0


def _employers_own(copy: Posting, text: str) -> int | None:
    name = name_keys(copy.company_name).k2
    if not name:
        return None
    words = SearchQuery(copy.title, search_type="phrase", config="english")
    words &= SearchQuery(copy.company_name, search_type="phrase", config="english")
    found = (
        Posting.objects.live().filter(via="", search_vector=words).annotate(text=Left("description_text", _COMPARED))
    )
    key = title_key(copy.title, copy.city)
    for own in found.defer("search_vector", *LONG_TEXTS)[:_MOST_CANDIDATES]:
        same_place = not own.city or not copy.city or own.city == copy.city
        same_job = title_key(own.title, own.city) == key and name_keys(own.company_name).k2 == name
        if same_job and same_place and _alike(text, own.text):
            return int(own.pk)
    return None


def _alike(one: str, other: str) -> bool:
    return not one or not other or fuzz.token_set_ratio(one, other, score_cutoff=_SAME_JOB_ELSEWHERE) > 0


def _point(pairs: Iterable[tuple[_Entry, int | None]]) -> list[int]:
    changed = [Posting(pk=entry.pk, duplicate_of_id=own) for entry, own in pairs if entry.duplicate_of != own]
    Posting.objects.bulk_update(changed, ["duplicate_of"], batch_size=500)
    return [posting.pk for posting in changed]
