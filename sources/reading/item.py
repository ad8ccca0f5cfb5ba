"""An object from outside. Each getter answers the type it promises, whatever stands there."""

from datetime import date, datetime
from decimal import Decimal

from sources.reading import clean


class Item:
    """A JSON object, or an empty one when the value is something else.

    Getters take several keys and answer the first that holds something.
    """

    __slots__ = ("_values",)

    def __init__(self, value: object) -> None:
        self._values: dict[str, object] = value if isinstance(value, dict) else {}

    def __bool__(self) -> bool:
        return bool(self._values)

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def raw(self, key: str) -> object:
        return self._values.get(key)

    def item(self, key: str) -> "Item":
        return Item(self._values.get(key))

    def items(self, key: str) -> "list[Item]":
        """The objects in a list; a single object counts as a list of one, as XML gives it."""
        value = self._values.get(key)
        return [Item(inner) for inner in (value if isinstance(value, list) else [value]) if isinstance(inner, dict)]

    def line(self, *keys: str, limit: int = clean.TEXT_LIMIT) -> str:
        return next((text for key in keys if (text := clean.line(self._values.get(key), limit))), "")

    def lines(self, key: str, *, most: int = 30, limit: int = 80) -> tuple[str, ...]:
        """The texts of a list, without repeats; a single text counts as a list of one."""
        value = self._values.get(key)
        texts = (clean.line(inner, limit) for inner in (value if isinstance(value, list) else [value]))
        return tuple(dict.fromkeys(text for text in texts if text))[:most]

    def markup(self, *keys: str) -> str:
        return next((text for key in keys if (text := clean.markup(self._values.get(key)))), "")

    def link(self, *keys: str) -> str:
        return next((text for key in keys if (text := clean.link(self._values.get(key)))), "")

    def number(self, *keys: str) -> Decimal | None:
        return next((found for key in keys if (found := clean.number(self._values.get(key))) is not None), None)

    def flag(self, key: str) -> bool | None:
        return clean.flag(self._values.get(key))

    def moment(self, *keys: str) -> datetime | None:
        return next((found for key in keys if (found := clean.moment(self._values.get(key))) is not None), None)

    def day(self, *keys: str) -> date | None:
        return next((found for key in keys if (found := clean.day(self._values.get(key))) is not None), None)
