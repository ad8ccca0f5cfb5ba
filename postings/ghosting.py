"""Keeps each posting's ghost signs: its age, its reposts, and how much of its text stands in its neighbours."""

from collections import Counter
from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from postings.analysis.ghost import boilerplate_share, ghost_signal
from postings.models import Board, Posting

_SHORTEST = 40  # characters of a paragraph that can be boilerplate; headings are everybody's
# A reason names the days open. They are told in steps, so that a posting is not written anew every night.
_STEP_DAYS = 30


def reasons_of(posting: Posting, today: date, boilerplate: float | None = None) -> list[str]:
    """What speaks against the posting by itself; `boilerplate` is known only beside the others of its board."""
    days = (today - (posting.date_posted or posting.first_seen_at.date())).days
    age = days // _STEP_DAYS * _STEP_DAYS
    return list(ghost_signal(age, posting.repost_count, boilerplate, "evergreen" in posting.evidence).reasons)


def refresh_board(board: Board, today: date) -> int:
    """Works out the reasons of a board's open postings. Returns how many changed."""
    postings = Posting.objects.filter(board=board, closed_at=None)
    common: Counter[str] = Counter()
    count = 0
    for (text,) in postings.values_list("description_text").iterator(500):
        common.update(set(_paragraphs(text)))
        count += 1
    # Only what is shared matters; the rest would be the whole board in memory.
    shared = {paragraph: times for paragraph, times in common.items() if times > 1}
    changed = list(_changed(postings, shared, count, today))
    Posting.objects.bulk_update(changed, ["ghost_reasons"], batch_size=500)
    return len(changed)


def refresh_all(today: date) -> int:
    """Every board, once a night: postings age without being read anew, and neighbours come and go."""
    boards = Board.objects.filter(postings__closed_at=None).distinct()
    return sum(refresh_board(board, today) for board in boards.iterator(500))


def _changed(postings: "QuerySet[Posting]", shared: dict[str, int], count: int, today: date) -> Iterator[Posting]:
    names = (
        "date_posted",
        "first_seen_at",
        "repost_count",
        "description_text",
        "evidence",
        "overrides",
        "ghost_reasons",
    )
    for posting in postings.only(*names, "ghost_reasons").iterator(500):
        if "ghost_reasons" in posting.overrides:
            continue
        share = boilerplate_share(list(_paragraphs(posting.description_text)), shared, count)
        reasons = reasons_of(posting, today, share)
        if reasons != posting.ghost_reasons:
            yield Posting(pk=posting.pk, ghost_reasons=reasons)


def _paragraphs(text: str) -> Iterator[str]:
    return (line for line in text.split("\n") if len(line) >= _SHORTEST)
