"""Rows → geometry of charts. Pure: values in, places out; templates draw them.

Charts have no viewBox: x is in percent of the width and y in pixels, so type keeps its size on a phone. The four
kinds of a year look different without colour: full (solid), partial (hatched outline), zero (a tick), missing (a
dotted line without height).
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt
from typing import Literal

Kind = Literal["full", "partial", "zero", "missing"]

LABEL_ROOM = 24  # px above the highest bar, for its value
AXIS_ROOM = 26  # px below the base line, for the year
NOTE_ROOM = 16  # px more, for how far a partial year reaches
BAR_SHARE = 0.62  # of its slot


@dataclass(frozen=True, slots=True)
class Point:
    """One bar to be: None is a missing value, which is not zero."""

    label: str
    value: int | None
    partial: bool = False
    note: str = ""  # second line of the axis: "to 30 Jun"
    marked: bool = False

    @property
    def kind(self) -> Kind:
        if self.value is None:
            return "missing"
        if self.value == 0:
            return "zero"
        return "partial" if self.partial else "full"


@dataclass(frozen=True, slots=True)
class Bar:
    point: Point
    x: str  # percent, left edge
    width: str
    middle: str
    end: str
    y: str  # px
    height: str
    value_y: str
    text: str

    @property
    def kind(self) -> Kind:
        return self.point.kind


@dataclass(frozen=True, slots=True)
class BarChart:
    bars: tuple[Bar, ...]
    height: int
    base: int
    axis_y: int
    note_y: int
    has_partial: bool
    has_zero: bool
    has_missing: bool


def bars(points: Sequence[Point], plot: int = 140) -> BarChart:
    """Upright bars from a base line at zero. Values are written on them, shorter when many stand side by side."""
    base = LABEL_ROOM + plot
    highest = max((point.value or 0 for point in points), default=0)
    slot = 100 / max(len(points), 1)
    crowded = len(points) > 6
    drawn = tuple(_bar(point, number * slot, slot, base, plot, highest, crowded) for number, point in enumerate(points))
    kinds = {bar.kind for bar in drawn}
    return BarChart(
        bars=drawn,
        height=base + AXIS_ROOM + (NOTE_ROOM if any(point.note for point in points) else 0),
        base=base,
        axis_y=base + 19,
        note_y=base + 35,
        has_partial="partial" in kinds,
        has_zero="zero" in kinds,
        has_missing="missing" in kinds,
    )


def _bar(point: Point, left: float, slot: float, base: int, plot: int, highest: int, crowded: bool) -> Bar:
    tall = plot * (point.value or 0) / highest if highest else 0.0
    if point.kind in ("full", "partial"):
        tall = max(tall, 2.0)  # a small figure must not look like none
    edge = left + slot * (1 - BAR_SHARE) / 2
    top = base - tall
    return Bar(
        point=point,
        x=_percent(edge),
        width=_percent(slot * BAR_SHARE),
        middle=_percent(left + slot / 2),
        end=_percent(edge + slot * BAR_SHARE),
        y=_px(top),
        height=_px(tall),
        value_y=_px(top - 7),
        text=value_text(point.value, short=crowded),
    )


@dataclass(frozen=True, slots=True)
class Spark:
    """A small chart of fixed size in px: `columns` of (kind, x, y, height)."""

    columns: tuple[tuple[Kind, int, str, str], ...]
    width: int
    height: int = 24
    label: str = ""


def spark(points: Sequence[Point], height: int = 24) -> Spark:
    """Columns of 10 px with 2 px between them, each chart on its own scale, with a sentence that says the values."""
    highest = max((point.value or 0 for point in points), default=0)
    columns = []
    for number, point in enumerate(points):
        tall = max((height - 2) * (point.value or 0) / highest, 1.5) if highest and point.value else 0.0
        columns.append((point.kind, number * 12, _px(height - tall), _px(tall)))
    said = ", ".join(f"{point.label} {_spoken(point)}" for point in points)
    return Spark(tuple(columns), width=len(points) * 12 - 2, height=height, label=said)


def _spoken(point: Point) -> str:
    if point.value is None:
        return "no data"
    return f"{point.value:,}{' ' + point.note if point.note else ''}"


def share_width(value: int, most: int) -> str:
    """The width of a lying bar, as percent of the longest."""
    return _percent(100 * value / most if most else 0)


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a lying bar; `shade` numbers the parts from 1."""

    x: str
    width: str
    shade: int


def segments(values: Sequence[int], whole: int = 0) -> tuple[Segment, ...]:
    """The parts of one bar side by side, in percent of `whole` (their sum); a part of zero has no segment."""
    whole = whole or sum(values)
    found, left = [], 0
    for shade, value in enumerate(values, start=1):
        if value:
            found.append(Segment(_percent(100 * left / whole), _percent(100 * value / whole), shade))
        left += value
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Interval:
    """A share with its 95 % interval, each from 0 to 1."""

    share: float
    low: float
    high: float


def wilson(hits: int, of: int) -> Interval:
    """The Wilson score interval at 95 %: honest for small counts, never below 0 or above 1. `of` is above zero."""
    z = 1.96
    share = hits / of
    middle = (share + z * z / (2 * of)) / (1 + z * z / of)
    half = z * sqrt(share * (1 - share) / of + z * z / (4 * of * of)) / (1 + z * z / of)
    return Interval(share, max(0.0, min(share, middle - half)), min(1.0, max(share, middle + half)))


@dataclass(frozen=True, slots=True)
class Whisker:
    low: str
    high: str
    dot: str


def whisker(interval: Interval, scale: float) -> Whisker:
    """A line from low to high with a dot at the share; `scale` is the share at the right edge."""
    return Whisker(*(_percent(100 * min(value / scale, 1)) for value in (interval.low, interval.high, interval.share)))


def spread(low: int, middle: int, high: int, scale: int) -> Whisker:
    """A line from low to high with a dot at the middle; `scale` is the value at the right edge."""
    return whisker(Interval(middle, low, high), scale)


def round_scale(largest: float) -> float:
    """A right edge for shares that people can read: 1, 2, 4, 10, 20, 50 or 100 %."""
    return next((step for step in (0.01, 0.02, 0.04, 0.1, 0.2, 0.5) if largest <= step), 1.0)


def value_text(value: int | None, *, short: bool = False) -> str:
    """1,234; short: 1.2k, 24.1k, 1.3M; a missing value says so."""
    if value is None:
        return "no data"
    if not short or value < 1000:
        return f"{value:,}"
    for size, letter in ((1_000_000, "M"), (1_000, "k")):
        if value >= size:
            scaled = value / size
            return f"{scaled:.0f}{letter}" if scaled >= 100 else f"{scaled:.1f}{letter}"
    return f"{value:,}"


def _percent(value: float) -> str:
    return f"{value:.2f}%"


def _px(value: float) -> str:
    return f"{value:.1f}"
