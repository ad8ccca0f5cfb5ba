"""Blocks of a description → summary, responsibilities, required, preferred and benefits.

A list belongs to the heading above it; a heading that says nothing belongs to the one it stands under; a list whose
headings say nothing is judged by its items. An item that calls itself optional is preferred wherever it
stands, one that calls itself required is required. Hiring steps, values, tech stacks and notices belong nowhere.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from . import headings as h
from . import items as it
from .result import Item, Sections
from .text import Block, Document, spans

_BOLD_LEVEL, _LEAD_LEVEL, _COLON_LEVEL = 7, 8, 9
_MAX_ITEM = 1200
_PROSE = 220  # a longer paragraph is prose and not an item
_COLON_END = re.compile(r"(?:[:：]|\.{3}|…)\s*$")
_SENTENCE_END = re.compile(r"[.;,]\s*$")
_AMOUNT = re.compile(r"[$€£¥₹]\s?\d")
_EMOJI = re.compile(r"^[\u2600-\u27bf\u2b00-\u2bff\U0001f000-\U0001faff]")


@dataclass(slots=True)
class Part:
    """The blocks below one heading, up to the next."""

    heading: Block | None
    kind: str  # what the heading says; empty when it says nothing
    sure: bool  # whether it says so in plain words
    inherited: str  # what the headings above it say
    blocks: list[Block]


def split(pieces: list[Part]) -> Sections:
    """Sort a description's items; every item is a literal block of the text, white space collapsed."""
    found: dict[str, list[Item]] = {kind: [] for kind in h.LIST_KINDS}
    before = ""
    for part in pieces:
        for run in _runs(part):
            kind = _kind(part, run, before)
            before = kind
            if kind not in found:
                continue
            for block in run:
                if _is_item(block):
                    place = it.place(block.text, kind, sure=part.sure)
                    found[place].append(Item(" ".join(block.text.split()), block.start))
    return Sections(
        summary=_summary(pieces),
        responsibilities=tuple(found[h.RESPONSIBILITIES]),
        required=tuple(found[h.REQUIRED]),
        preferred=tuple(found[h.PREFERRED]),
        benefits=tuple(found[h.BENEFITS]),
    )


def kinds(pieces: list[Part]) -> tuple[tuple[int, str], ...]:
    """(start, kind) of each part, in order: in which part of the posting a passage stands."""
    return tuple((part.heading.start if part.heading else 0, part.kind or part.inherited) for part in pieces)


def _is_item(block: Block) -> bool:
    return 2 < len(block.text) <= _MAX_ITEM and any(c.isalpha() for c in block.text)


def parts(document: Document) -> list[Part]:
    """The description cut at its headings, first to last."""
    return _cut(document.blocks)


def _cut(blocks: Sequence[Block]) -> list[Part]:
    pieces = [Part(None, "", False, "", [])]
    above: list[tuple[int, str]] = []
    for index, block in enumerate(blocks):
        last = pieces[-1]
        following = blocks[index + 1] if index + 1 < len(blocks) else None
        level, kind, sure = _heading(block, following)
        if level and _introduces(block, level, last):
            level = 0
        if not level:
            last.blocks.append(block)
            continue
        while above and above[-1][0] >= level:
            above.pop()
        # A silent heading right below another of its level is its subheading: no text stands between them.
        under = above[-1][1] if above else ""
        if not kind and last.heading is not None and not last.blocks and last.kind in h.LIST_KINDS:
            under = last.kind
        above.append((level, kind or under))
        pieces.append(Part(block, kind, sure, under, [] if level != _LEAD_LEVEL else [block]))
    return pieces


def _introduces(block: Block, level: int, last: Part) -> bool:
    """Whether a line ended by a colon only leads in to the list of the plain heading above it."""
    waiting = last.sure and last.kind in h.LIST_KINDS and not any(other.is_item for other in last.blocks)
    return level == _COLON_LEVEL and waiting and len(block.text) > 60


def _heading(block: Block, following: Block | None) -> tuple[int, str, bool]:
    """(level, kind, sure) when the block is a heading, else level 0."""
    text = block.text
    nothing = (0, "", False)
    if block.tag == "p" and not block.bullet and 0 < block.lead <= 45:
        return (_lead_heading(block) if following is not None and following.is_item else None) or nothing
    if len(text) > h.MAX_HEADING or not any(c.isalpha() for c in text):
        return nothing
    if block.tag[0] == "h":
        return int(block.tag[1]), *h.classify(text)
    colon = bool(_COLON_END.search(text))
    ended = not colon and bool(_SENTENCE_END.search(text))
    if block.is_item:
        return (_COLON_LEVEL, *h.classify(text)) if _heads_list(block, following) else nothing
    if not (block.bold or colon or (len(text) <= 60 and not ended)):
        return nothing
    kind, sure = h.classify(text)
    if block.bold and not (ended and (len(text) > 90 or not sure)):
        return _BOLD_LEVEL, kind, sure
    leads = following is not None and following.is_item
    if colon and (leads or (sure and len(text) <= 60)):
        return _COLON_LEVEL, kind, sure
    bare = len(text) <= 60 and not ended and not _EMOJI.match(text)
    if bare and sure and kind in h.LIST_KINDS and (leads or it.looks_like_title(text)):
        return _BOLD_LEVEL, kind, sure
    if bare and sure and leads:
        return _COLON_LEVEL, kind, sure
    return nothing


def _lead_heading(block: Block) -> tuple[int, str, bool] | None:
    """ "Position purpose: Develops …": a heading and its first paragraph on one line."""
    words = block.text[: block.lead]
    if not (_COLON_END.search(words) or block.text[block.lead :].lstrip().startswith(":")):
        return None
    kind, sure = h.classify(words)
    return (_LEAD_LEVEL, kind, sure) if sure and kind in (*h.LIST_KINDS, h.ROLE) else None


def _heads_list(block: Block, following: Block | None) -> bool:
    """Whether a list item is the heading of the items after it."""
    text = block.text
    if (
        following is None
        or not following.is_item
        or len(text) > 60
        or _SENTENCE_END.search(text)
        or _AMOUNT.search(text)
    ):
        return False
    if not (block.bold or _COLON_END.search(text)):
        return False
    kind, sure = h.classify(text)
    if sure and kind in h.LIST_KINDS:
        return True
    deeper = following.depth > block.depth
    return block.bold and not following.bold and (deeper or not following.lead) and it.looks_like_title(text)


def _runs(part: Part) -> list[list[Block]]:
    """The lists of a part: items that stand together; where it has none, paragraphs set like items."""
    runs: list[list[Block]] = []
    open_run = False
    for block in part.blocks:
        if block.is_item:
            if not open_run:
                runs.append([])
            runs[-1].append(block)
        open_run = block.is_item
    if runs:
        return runs
    kind = part.kind if part.kind in h.LIST_KINDS else part.inherited
    if kind not in h.LIST_KINDS:
        return []
    for alike in (
        [block for block in part.blocks if _EMOJI.match(block.text)],
        [block for block in part.blocks if block.lead and block is not part.heading],
        _first_short(part.blocks),
    ):
        if len(alike) >= 2:
            return [alike]
    return []


def _first_short(blocks: list[Block]) -> list[Block]:
    """The first unbroken row of paragraphs of one sentence."""
    row: list[Block] = []
    for block in blocks:
        short = len(block.text) <= _PROSE and len(spans(block.text)) == 1 and not it.is_notice(block.text)
        if short and not _COLON_END.search(block.text):
            row.append(block)
        elif len(row) >= 2:
            break
        else:
            row.clear()
    return row if len(row) >= 2 else []


def _kind(part: Part, run: list[Block], before: str) -> str:
    """What one list of a part is, from its heading, the headings above, its items and the list before it."""
    if part.kind and part.sure and part.kind != h.ROLE:
        return part.kind
    if not part.kind and part.inherited in h.LIST_KINDS:
        return part.inherited
    looks = it.vote([block.text for block in run], part.kind or part.inherited, before)
    return looks or (part.kind if part.kind in h.LIST_KINDS else "")


def _summary(pieces: list[Part]) -> str:
    """Two or three sentences: one on the company, one or two on the role, as the text says them."""
    company, role = "", ""
    for part in pieces:
        kind = part.kind or part.inherited
        if kind in (h.OTHER, h.BENEFITS, h.PREFERRED, h.REQUIRED) and part.kind:
            continue
        for block in part.blocks:
            if block.is_item or len(block.text) < 60 or it.is_notice(block.text):
                continue
            if kind in (h.ROLE, h.RESPONSIBILITIES) and not role:
                role = _opening(block.text, 2)
            elif kind in ("", h.COMPANY) and not company:
                company = _opening(block.text, 1 if role else 2)
    if company and role:
        company = _opening(company, 1)
    return " ".join(filter(None, (company, role)))[:700].strip()


def _opening(text: str, count: int) -> str:
    places = spans(text)[:count]
    return text[places[0][0] : places[-1][1]] if places else ""
