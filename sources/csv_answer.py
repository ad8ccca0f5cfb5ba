"""A table as CSV, line by line."""

import csv
from collections.abc import Iterable, Sequence
from io import StringIO

from django.http import StreamingHttpResponse

Rows = Iterable[Sequence[object]]  # the first is the head


def csv_answer(name: str, rows: Rows) -> StreamingHttpResponse:
    """`name` is that of the file, without its ending."""
    response = StreamingHttpResponse(map(csv_line, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def csv_line(values: Iterable[object]) -> str:
    """None is empty: unknown, which is not zero."""
    out = StringIO()
    csv.writer(out).writerow([_inert(value) for value in values])
    return out.getvalue()


def _inert(value: object) -> object:
    """A text that a spreadsheet would run as a formula is quoted: names come from strangers."""
    return f"'{value}" if isinstance(value, str) and value[:1] in ("=", "+", "-", "@", "\t", "\r") else value
