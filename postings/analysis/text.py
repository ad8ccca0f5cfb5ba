"""A description as served → sanitised html, plain text, blocks and sentences with their places.

Everything here is bounded: the text is cut before it is parsed, and nothing recurses. Offsets count characters of
`Document.text`, so that `document.text[start:end]` is always the literal passage.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape

import nh3

MAX_CHARACTERS = 120_000  # ordinary descriptions have 3,000 to 15,000
MAX_TAGS = 12_000
MAX_BLOCKS = 4_000
MAX_SENTENCE = 2_000

ALLOWED_TAGS = frozenset(
    re.findall(
        r"\w+",
        "p br ul ol li h1 h2 h3 h4 h5 h6 strong b em i u a pre code blockquote table thead tbody tr td th hr div "
        "sub sup dl dt dd",
    )
)
_CLEANER = nh3.Cleaner(
    tags=set(ALLOWED_TAGS),
    clean_content_tags={"script", "style", "template", "noscript", "iframe", "svg", "math", "object", "title"},
    attributes={"a": {"href"}},
    url_schemes={"http", "https"},
    link_rel="nofollow noopener noreferrer",
)

# Controls, soft hyphens, zero-width and bidi marks, tag characters: they hide words from readers or from us.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u115f\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_JOINER_IN_WORD = re.compile("(?<=[A-Za-z])[\u200c\u200d]+(?=[A-Za-z])")  # joiners stay in emoji and Persian
_TAG_LIKE = re.compile(r"</?[A-Za-z][A-Za-z0-9]*(?:\s[^<>]{0,2000})?/?>")
_ENTITY = re.compile(r"&(?:#\d{1,7}|#x[0-9a-fA-F]{1,6}|[a-zA-Z]{2,31});")
_ESCAPED_TAG = re.compile(r"&lt;/?(?:p|div|ul|li|br|h[1-6]|strong|span)\b", re.IGNORECASE)
_TOKEN = re.compile(r'<(/?)([a-z0-9]+)((?:\s+[a-z-]+="[^"]*")*)\s*/?>|([^<]+)|<')
_BOLD_TAGS = frozenset(("b", "strong", "u"))
_INLINE_TAGS = frozenset(("b", "strong", "u", "em", "i", "a", "code", "sub", "sup"))
_HEADING_TAGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_SPACE = re.compile(r"\s+")
# Typed list marks: bullets, dashes, check marks, "1." and "a)". Emoji are part of the item's text.
BULLET = re.compile(
    r"[\s\u200d]*(?:[•◦▪▫■□●○‣⁃∙·➢➤►▶▸➔➜→✓✔✅☑❖◆◇⬥⦿\uf0b7\uf0a7§]+\ufe0f?\s*|[-–—+‐‑*]+\s+(?=\S)|[-–](?=[A-Z])|"
    r"(?:\d{1,2}|[a-zA-Z])[.)]\s+(?=\S))"
)


@dataclass(frozen=True, slots=True)
class Block:
    """One paragraph, heading, list item or line."""

    text: str  # without its list mark
    start: int  # place in Document.text
    tag: str  # h1…h6, li, p, td
    bold: bool  # every letter is bold or underlined
    bullet: bool  # began with a typed list mark
    depth: int  # how many lists it stands in
    lead: int = 0  # length of a bold beginning, when only that is bold
    group: int = 0  # paragraph number: lines parted by <br> share one

    @property
    def end(self) -> int:
        return self.start + len(self.text)

    @property
    def is_item(self) -> bool:
        return self.tag == "li" or self.bullet


@dataclass(frozen=True, slots=True)
class Document:
    """A description made safe: html to show, text to read, and the text's blocks."""

    html: str
    text: str
    blocks: tuple[Block, ...]
    truncated: bool = False
    lowered: str = ""  # the text in lower case, for cheap looks before dear ones; its places may differ

    def says(self, *words: str) -> bool:
        """Whether any of these lower-case words stands somewhere in the text."""
        return any(word in self.lowered for word in words)


@dataclass(frozen=True, slots=True)
class Sentence:
    """A literal piece of Document.text."""

    text: str
    start: int
    block: int  # index into Document.blocks


def clean_characters(raw: str) -> str:
    """Take out characters that a reader cannot see."""
    return _JOINER_IN_WORD.sub("", _INVISIBLE.sub("", raw))


def plain(raw: str, limit: int = 500) -> str:
    """One clean line of a short field such as a title: no tags, no entities, no invisible characters."""
    text = unescape(unescape(raw[: limit * 4])) if "&" in raw else raw[: limit * 4]
    return _SPACE.sub(" ", _TAG_LIKE.sub(" ", clean_characters(text))).strip()[:limit]


def read(raw: str) -> Document:
    """Parse a description, html or plain text, whatever it holds; never raises, never grows without bound."""
    truncated = len(raw) > MAX_CHARACTERS
    raw = clean_characters(raw[:MAX_CHARACTERS])
    if _ESCAPED_TAG.search(raw) and not _TAG_LIKE.search(raw):
        raw = clean_characters(unescape(raw))  # some sources escape twice
    if not _TAG_LIKE.search(raw) and "<!--" not in raw:
        return _read_plain(raw, truncated)
    if raw.count("<") > MAX_TAGS:  # nobody writes this by hand: keep the words, give up the form
        return _read_plain(_TAG_LIKE.sub("\n", raw), truncated=True)
    html = _CLEANER.clean(raw)
    return _document(html, _walk(html), truncated)


def _read_plain(raw: str, truncated: bool) -> Document:
    text = unescape(raw) if _ENTITY.search(raw) else raw
    lines = [line.strip() for line in clean_characters(text).splitlines()]
    blocks = ((line, "p", False, 0, 0, number) for number, line in enumerate(lines) if line)
    html = "".join(f"<p>{escape(line, quote=False)}</p>" for line in lines if line)
    return _document(html, blocks, truncated)


def _document(html: str, pieces: Iterator[tuple[str, str, bool, int, int, int]], truncated: bool) -> Document:
    blocks: list[Block] = []
    place = 0
    texts: list[str] = []
    for text, tag, bold, depth, lead, group in pieces:
        mark = BULLET.match(text)
        cut = mark.end() if mark and mark.end() < len(text) else 0
        body = text[cut:]
        blocks.append(Block(body, place, tag, bold, bool(cut), depth, max(0, lead - cut), group))
        texts.append(body)
        place += len(body) + 1
        if len(blocks) >= MAX_BLOCKS:
            truncated = True
            break
    text = "\n".join(texts)
    return Document(html, text, tuple(blocks), truncated, text.lower())


def _walk(html: str) -> Iterator[tuple[str, str, bool, int, int, int]]:
    """Cleaned html → (text, tag, bold, list depth, bold lead, group) a block. Cleaned html is well formed."""
    parts: list[tuple[str, bool]] = []
    tag, depth, bold, group = "p", 0, 0, 0

    def flush() -> Iterator[tuple[str, str, bool, int, int, int]]:
        if not parts:
            return
        text = _SPACE.sub(" ", "".join(piece for piece, _ in parts)).strip()
        if text:
            all_bold = all(is_bold for piece, is_bold in parts if any(c.isalnum() for c in piece))
            lead = 0 if all_bold else _bold_lead(parts)
            yield text, tag, all_bold, depth, lead, group
        parts.clear()

    for match in _TOKEN.finditer(html):
        closing, name, _, words = match.groups()
        if words is not None:
            parts.append((unescape(words), bold > 0))
            continue
        if name is None:
            continue
        if name in _BOLD_TAGS:
            bold = max(0, bold + (-1 if closing else 1))
        if name in _INLINE_TAGS:
            continue
        if depth and name in ("p", "div", "br"):  # a paragraph inside an item is part of the item
            parts.append((" ", False))
            continue
        yield from flush()
        if name != "br":
            group += 1
        if name in ("ul", "ol"):
            depth = max(0, depth + (-1 if closing else 1))
            tag = "li" if depth else "p"
        elif name == "li":
            tag = "li"
        elif name in _HEADING_TAGS:
            tag = "li" if depth else ("p" if closing else name)
        elif name in ("td", "th"):
            tag = "p" if closing else "td"
    yield from flush()


def _bold_lead(parts: list[tuple[str, bool]]) -> int:
    """Length of the bold beginning of a block, in characters of its collapsed text."""
    words: list[str] = []
    for piece, is_bold in parts:
        if not is_bold and any(c.isalnum() for c in piece):
            break
        words.append(piece)
    return len(_SPACE.sub(" ", "".join(words)).strip())


_BOUNDARY = re.compile(
    r"[.!?…]+[\"'”’)\]*]*\s+(?=[\"'“‘(\[*+•~]*[^\s\"'“‘(\[*+•~a-z,;.])"  # end of a sentence, next begins
    r"|\s+[|•●▪◦‣·~]+\s+|\s+[-–—*]+\s+(?=[A-Z])|\s*\n\s*|\s*[;]\s+(?=[A-Z])"
)
_ABBREVIATION = re.compile(
    r"(?:\b(?:(?:[A-Za-z]\.)*[A-Za-z]|e\.g|i\.e|etc|Inc|Ltd|Corp|Co|Dept|Gov|No|Nos|St|Mr|Ms|Mrs|Dr|vs|approx|"
    r"incl|Ph\.D|"
    r"Bros|Mt|Ft|Sr|Jr|Sec|Art|Fig|min|max|yrs|ca|bzw|inkl|z\.B|u\.a|d\.h)\.?)$"
)
_STARTS_SENTENCE = re.compile(
    r"[\"'“‘(\[*+•~]*(?:We|The|This|These|All|You|Your|Our|If|Please|Applicants|Candidates|Must|In|For|No|Due|As|"
    r"Sponsorship|Visa|Unfortunately|At|Only|To|Position|Employment|Additionally|However|It|Any)\b"
)


def sentences(document: Document) -> Iterator[Sentence]:
    """Every sentence or list fragment of the text, in order."""
    for index, block in enumerate(document.blocks):
        for start, end in spans(block.text):
            yield Sentence(block.text[start:end], block.start + start, index)


def sentence_at(document: Document, place: int) -> Sentence:
    """The sentence around a place of the text."""
    index = max(0, bisect_right(document.blocks, place, key=lambda block: block.start) - 1)
    block = document.blocks[index]
    for begin, end in spans(block.text):
        if begin <= place - block.start < end:
            return Sentence(block.text[begin:end], block.start + begin, index)
    return Sentence(block.text, block.start, index)


def spans(text: str) -> tuple[tuple[int, int], ...]:
    """Places of the sentences in one block."""
    return _short_spans(text) if len(text) <= MAX_SENTENCE else tuple(_spans(text))


@lru_cache(maxsize=4096)  # each fact reads the same blocks, and a company repeats its own
def _short_spans(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(_spans(text))


def _spans(text: str) -> Iterator[tuple[int, int]]:
    for begin, end in _ends(text):
        while end - begin > MAX_SENTENCE:  # nobody writes such a sentence: cut it at a space
            cut = text.rfind(" ", begin + 1, begin + MAX_SENTENCE)
            cut = cut if cut > begin else begin + MAX_SENTENCE
            yield begin, cut
            begin = cut + (text[cut] == " ")
        yield begin, end


def _ends(text: str) -> Iterator[tuple[int, int]]:
    begin = 0
    for match in _BOUNDARY.finditer(text):
        head = text[begin : match.start()]
        if text[match.start()] == "." and _is_abbreviation(head, text, match.end()):
            continue
        end = match.end() if text[match.start()] in ".!?…" else match.start()
        piece = text[begin:end].rstrip()
        if piece:
            yield begin, begin + len(piece)
        begin = match.end()
    piece = text[begin:].rstrip()
    if piece:
        yield begin, begin + len(piece)


def _is_abbreviation(head: str, text: str, following: int) -> bool:
    """Whether the full stop after `head` closes an abbreviation and not the sentence."""
    if not _ABBREVIATION.search(head[-12:]):
        return False
    return not _STARTS_SENTENCE.match(text[following : following + 24]) or head.endswith(("e.g", "i.e", "Dr", "Mr"))
