"""year-over-year: the point a year before by calendar and by feast, counted by hand."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pytest

from tests.analysis.test_trend import aloud, listings, rows
from tests.support import Bring
from tracker.analysis import yearly
from tracker.store.place import Store


def day(text: str) -> datetime:
    return datetime.fromisoformat(text)


def weeks(bring: Bring, first: str, values: list[int]) -> None:
    """Readings of whole weeks, as 百度指数 tells them."""
    begin = day(first)
    lines = [
        f"连衣裙,{begin + timedelta(weeks=place):%Y-%m-%d}~{begin + timedelta(weeks=place, days=6):%Y-%m-%d},{value}"
        for place, value in enumerate(values)
    ]
    bring("\n".join(["关键词,日期,搜索指数", *lines, ""]), "weeks.csv", source="百度指数")


def test_fifty_two_weeks_keep_the_weekday_and_months_keep_the_date() -> None:
    days = (np.array(["2024-03-01", "2025-03-01"], dtype="datetime64[D]")).astype(float)
    found = yearly.a_year_before(days, np.array([False, True])).astype(int).astype("datetime64[D]")
    assert [str(each) for each in found] == ["2023-03-03", "2024-03-01"]


def test_the_nearest_point_of_the_series_counts_within_the_tolerance() -> None:
    number = np.array([0, 0, 0, 1, 1])
    days = np.array([0.0, 7, 371, 8, 372])
    found = yearly.nearest(number, days, days - 364, np.array([3.0] * 5))
    assert found.tolist() == [-1, -1, 1, -1, 3]


def test_a_week_is_beside_the_week_52_before(store: Store, bring: Bring) -> None:
    weeks(bring, "2025-03-03", [100] * 52 + [150])
    shown = "aligned point_at before_at value_low before_low growth_low growth_high reason"
    found = [each for each in rows(store, "year-over-year", shown) if each[0] == "calendar"]
    assert found[-1] == ("calendar", day("2026-03-02"), day("2025-03-03"), 150, 100, 0.5, 0.5, None)
    assert {each[-1] for each in found[:-1]} == {"not-observed-then"}


def test_weeks_around_the_spring_festival_are_aligned_by_its_day(store: Store, bring: Bring) -> None:
    """2025-01-29 and 2026-02-17 are 384 days apart: the week of 2026-02-16 (its middle 2.5 days after 2026-02-17
    began) stands beside 2025-01-28, nearest the week of 2025-01-27."""
    weeks(bring, "2025-01-06", list(range(100, 170)))
    shown = "event point_at event_days before_at growth_low"
    found = {each[1]: each for each in rows(store, "year-over-year", shown) if each[0] == "spring-festival"}
    assert found[day("2026-02-16")][2:4] == (2, day("2025-01-27"))
    assert found[day("2026-02-16")][4] == pytest.approx(158 / 103 - 1)


def test_a_series_of_less_than_a_year_has_one_row_that_says_so(store: Store, bring: Bring) -> None:
    weeks(bring, "2026-01-05", [1, 2, 3])
    shown = "point_at value_low before_at growth_low reason"
    assert rows(store, "year-over-year", shown) == [(day("2026-01-19"), 3, None, None, "too-short")]
    assert aloud(store, "year-over-year").startswith("0 of 1 series span a year; 0 points")


def test_a_price_is_beside_the_look_of_that_week_a_year_before(store: Store, bring: Bring) -> None:
    """Looks 91 days apart from 2026-03-01 on: the fifth is 364 days after the first."""
    bring(listings("价格", 100, 100, 100, 100, 90, step=91), "prices.csv")
    shown = "aligned growth_low before_document before_row reason"
    found = [each for each in rows(store, "year-over-year", shown, of="price") if each[0] == "calendar"]
    assert found[-1] == ("calendar", pytest.approx(-0.1), "prices.csv", 2, None)
    assert "changed by -10% from 2026-03-01 to " in aloud(store, "year-over-year", of="price")


def test_bounds_and_zeros_of_a_year_before(store: Store, bring: Bring) -> None:
    values = ["<1", 0, *[5] * 50, 5, 5]
    begin = day("2025-03-02")
    lines = [f"{begin + timedelta(weeks=place):%Y-%m-%d},{value}" for place, value in enumerate(values)]
    bring("\n".join(["日期,裙", *lines, ""]), "zeros.csv", kind="trend", source="百度指数")
    shown = "aligned growth_low growth_high reason"
    found = [each[1:] for each in rows(store, "year-over-year", shown) if each[0] == "calendar"]
    assert found[-2:] == [(4, None, None), (None, None, "zero-then")]


def test_the_sample_is_compared_with_its_first_year(sample_store: Store) -> None:
    said = aloud(sample_store, "year-over-year", source="google-trends")
    assert said.startswith("2 of 2 series span a year; ")
    assert "跨满一年" in aloud(sample_store, "year-over-year", "zh", source="google-trends")
