"""The numbers of codes, kept in the process: they are only ever added to."""

from collections.abc import Collection, Iterable
from typing import Any

from django.db import connection

from postings.engine.codes import Code

_numbers: dict[Code, int] = {}
_codes: dict[int, Code] = {}


def numbers_of(codes: Iterable[Code]) -> dict[Code, int]:
    """The numbers of those codes that any posting ever had."""
    wanted = set(codes)
    if unknown := wanted - _numbers.keys():
        _read(
            "JOIN unnest(%s::text[], %s::text[]) AS w(facet, value) USING (facet, value)",
            [[facet for facet, _ in unknown], [value for _, value in unknown]],
        )
    return {code: _numbers[code] for code in wanted & _numbers.keys()}


def codes_of(numbers: Collection[int]) -> dict[int, Code]:
    """What the numbers mean."""
    if any(number not in _codes for number in numbers):
        _read("WHERE c.id = ANY(%s)", [sorted(set(numbers) - _codes.keys())])
    return {number: _codes[number] for number in numbers if number in _codes}


def forget() -> None:
    """For another database behind the same process: tests."""
    _numbers.clear()
    _codes.clear()


def _read(condition: str, values: list[Any]) -> None:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT c.facet, c.value, c.id FROM search_code c {condition}", values)  # noqa: S608 - ours
        for facet, value, number in cursor.fetchall():
            _numbers[facet, value] = number
            _codes[number] = (facet, value)
