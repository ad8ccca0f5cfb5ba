"""A payload → its rows, one at a time, so that a large board is never held as objects all at once."""

import re
from codecs import getincrementaldecoder
from collections.abc import Iterator

import msgspec
from lxml import etree

_PIECE = 1024 * 1024
_NO_CONTROLS = bytes(32 if byte < 32 else byte for byte in range(256))
_LONE_SURROGATE = re.compile(
    rb"\\u[dD][89abAB][0-9a-fA-F]{2}(?!\\u[dD][c-fC-F][0-9a-fA-F]{2})"
    rb"|(?<!\\u[dD][89abAB][0-9a-fA-F]{2})\\u[dD][c-fC-F][0-9a-fA-F]{2}"
)


class UnreadableError(Exception):
    """The payload as a whole is not what its source answers."""


def json_rows(payload: bytes, *paths: str, lone: str = "") -> Iterator[object]:
    """The objects of the first list found at one of `paths` ("jobs", "SearchResult.SearchResultItems").

    A bare list is taken as it is. An object that has the key `lone` is itself the only row: the answer of a
    detail endpoint. Raises UnreadableError when there is no list: an error page is not an empty board.
    """
    value = _decode(payload)
    if isinstance(value, dict):
        if lone and lone in value:
            yield _plain(value)
            return
        value = _list_in(value, paths)
    if not isinstance(value, list):
        raise UnreadableError("no list of jobs in the answer")
    for row in value:
        yield _plain(row)


def xml_rows(payload: bytes, tag: str, root: str) -> Iterator[object]:
    """Every `tag` element below `root` as a dict: local names as keys, texts, dicts and lists as values.

    Entities are never resolved and a document type is refused, so nothing can be expanded or fetched.
    """
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        tree = etree.fromstring(payload, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError(f"not XML: {error}"[:200]) from error
    if tree is None or _name(tree) != root:
        raise UnreadableError(f"no <{root}> in the answer")
    if tree.getroottree().docinfo.doctype:  # type: ignore[union-attr]  # the stubs know bytes only
        raise UnreadableError("a document type is not accepted")
    for element in tree.iter("{*}" + tag):
        yield _element(element)


def _decode(payload: bytes) -> object:
    """One level: a list or a dict of values that are parsed when their turn comes."""
    payload = payload.removeprefix(b"\xef\xbb\xbf")
    kinds = {b"[": list[msgspec.Raw], b"{": dict[str, msgspec.Raw]}
    kind = kinds.get(payload.lstrip()[:1])
    if kind is None:
        raise UnreadableError("not JSON")
    try:
        return msgspec.json.decode(payload, type=kind)
    except (msgspec.MsgspecError, RecursionError):
        pass
    try:
        return msgspec.json.decode(_repaired(payload), type=kind)
    except (msgspec.MsgspecError, RecursionError) as error:
        raise UnreadableError(f"not valid JSON: {error}"[:200]) from error


def _repaired(payload: bytes) -> bytes:
    """Without what one careless text does to a whole answer: wrong bytes, raw control characters, lone surrogates."""
    decoder = getincrementaldecoder("utf-8")("replace")
    starts = range(0, len(payload), _PIECE)
    pieces = (decoder.decode(payload[start : start + _PIECE], start + _PIECE >= len(payload)) for start in starts)
    return _LONE_SURROGATE.sub(rb"\\ufffd", b"".join(piece.encode() for piece in pieces).translate(_NO_CONTROLS))


def _list_in(value: object, paths: tuple[str, ...]) -> object:
    for path in paths:
        found = value
        for key in path.split("."):
            found = _opened(found.get(key)) if isinstance(found, dict) else None
        if isinstance(found, list):
            return found
    return None


def _opened(value: object) -> object:
    """One level of a raw value: a list of raws, a dict of raws, or nothing for anything else."""
    if not isinstance(value, msgspec.Raw):
        return value
    try:
        return _decode(bytes(value))
    except UnreadableError:
        return None


def _plain(value: object) -> object:
    if isinstance(value, msgspec.Raw):
        for careful in (bytes, _repaired):
            try:
                return msgspec.json.decode(careful(bytes(value)))
            except (msgspec.MsgspecError, UnicodeDecodeError, RecursionError):
                continue
        return None
    if isinstance(value, dict):
        return {key: _plain(inner) for key, inner in value.items()}
    return value


def _element(element: etree._Element) -> object:
    children = [child for child in element if isinstance(child.tag, str)]
    if not children:
        return str(element.text or "")
    found: dict[str, object] = {}
    for child in children:
        name, value = _name(child), _element(child)
        known = found.get(name)
        if name not in found:
            found[name] = value
        elif isinstance(known, list):
            known.append(value)
        else:
            found[name] = [known, value]
    return found


def _name(element: etree._Element) -> str:
    return etree.QName(element).localname
