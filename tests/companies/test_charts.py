"""Geometry of charts: the four kinds of a year never look alike."""

from itertools import pairwise

import pytest

from companies.charts import Point, bars, round_scale, share_width, spark, value_text, whisker, wilson


def test_it_draws_a_full_a_partial_a_zero_and_a_missing_year_differently() -> None:
    chart = bars([Point("2021", 50), Point("2022", None), Point("2023", 0), Point("2024", 25, partial=True)], plot=100)
    assert [bar.kind for bar in chart.bars] == ["full", "missing", "zero", "partial"]
    assert (chart.has_partial, chart.has_zero, chart.has_missing) == (True, True, True)


def test_it_keeps_heights_in_proportion_from_a_base_line_at_zero() -> None:
    chart = bars([Point("2023", 50), Point("2024", 100)], plot=100)
    assert [bar.height for bar in chart.bars] == ["50.0", "100.0"]
    assert [float(bar.y) + float(bar.height) for bar in chart.bars] == [chart.base, chart.base]


def test_it_shows_a_tiny_figure_as_more_than_nothing() -> None:
    chart = bars([Point("2023", 1), Point("2024", 100_000)], plot=100)
    assert float(chart.bars[0].height) >= 2


def test_it_keeps_bars_inside_the_picture() -> None:
    chart = bars([Point(str(year), year) for year in range(2008, 2027)])
    edges = [(float(bar.x[:-1]), float(bar.end[:-1])) for bar in chart.bars]
    assert all(0 <= left < right <= 100 for left, right in edges)
    assert all(before[1] < after[0] for before, after in pairwise(edges))


def test_it_draws_no_year_at_all_without_falling() -> None:
    assert bars([]).bars == ()
    assert bars([Point("2024", None)]).bars[0].text == "no data"


@pytest.mark.parametrize(
    ("value", "short", "says"),
    [
        (None, False, "no data"),
        (0, False, "0"),
        (24088, False, "24,088"),
        (24088, True, "24.1k"),
        (999, True, "999"),
        (123_456, True, "123k"),
        (1_250_000, True, "1.2M"),
    ],
)
def test_it_writes_values(value: int | None, short: bool, says: str) -> None:
    assert value_text(value, short=short) == says


def test_it_says_every_value_of_a_small_chart() -> None:
    small = spark([Point("2023", 0), Point("2024", None), Point("2025", 7, partial=True, note="to 30 Jun")])
    assert small.label == "2023 0, 2024 no data, 2025 7 to 30 Jun"
    assert small.width == 34


@pytest.mark.parametrize(("hits", "of"), [(0, 30), (1, 30), (30, 30), (141, 14151)])
def test_its_interval_holds_the_share_and_stays_within_0_and_1(hits: int, of: int) -> None:
    interval = wilson(hits, of)
    assert 0 <= interval.low <= interval.share <= interval.high <= 1


def test_its_interval_is_wilsons() -> None:
    interval = wilson(10, 100)
    assert (round(interval.low, 4), round(interval.high, 4)) == (0.0552, 0.1744)


def test_it_finds_a_scale_that_holds_the_largest_share() -> None:
    assert [round_scale(share) for share in (0.003, 0.025, 0.3, 0.7)] == [0.01, 0.04, 0.5, 1.0]
    assert whisker(wilson(10, 100), 0.2).dot == "50.00%"


def test_it_measures_lying_bars_by_the_longest() -> None:
    assert [share_width(value, 200) for value in (200, 50, 0)] == ["100.00%", "25.00%", "0.00%"]
    assert share_width(0, 0) == "0.00%"
