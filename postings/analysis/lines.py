"""Lines of JSON in, lines of JSON out: the work of `manage.py analyze_postings`."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sources.records import PostingRecord

from . import analyze
from .as_json import Json, as_json

LONGEST_LINE = 32_000_000  # bytes; the description itself is cut far earlier


class BrokenLineError(ValueError):
    """A line that is no posting; the message says why."""


def analyze_lines(lines: Iterable[bytes]) -> Iterator[Json]:
    """One object a line, in order: the analysis with its id, or the id and an error. Blank lines are passed over."""
    for line in lines:
        if not line.strip():
            continue
        row: Any = None
        try:
            row = _parse(line)
            yield {"id": row.get("id"), **as_json(analyze(_record(row)))}
        except BrokenLineError as error:
            yield {"id": row.get("id") if isinstance(row, dict) else None, "error": str(error)}
        except Exception as error:  # one posting must never stop the rest
            yield {
                "id": row.get("id") if isinstance(row, dict) else None,
                "error": f"{type(error).__name__}: {error}"[:500],
            }


def _parse(line: bytes) -> dict[str, Any]:
    if len(line) > LONGEST_LINE:
        raise BrokenLineError(f"the line is longer than {LONGEST_LINE:,} bytes")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise BrokenLineError(f"no JSON: {error}"[:500]) from error
    if not isinstance(row, dict):
        raise BrokenLineError("no JSON object")
    return row


def _record(row: dict[str, Any]) -> PostingRecord:
    location = row.get("location") or ()
    return PostingRecord(
        external_id=str(row.get("id", "")),
        title=_text(row, "title"),
        url="",
        html=_text(row, "html"),
        company_name=_text(row, "company"),
        locations=tuple(
            place for place in ([location] if isinstance(location, str) else location) if isinstance(place, str)
        ),
    )


def _text(row: dict[str, Any], name: str) -> str:
    value = row.get(name)
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BrokenLineError(f"“{name}” is not text")
    return value
