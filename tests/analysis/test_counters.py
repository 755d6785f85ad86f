"""Counters in small worlds: all that can have happened is known, and the bounds hold it."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis import counters
from tracker.analysis.bounds import Bounds, bounds, difference, fell, product, stored

EPOCH = np.datetime64("2026-03-01T00:00:00", "us")
LADDER = (0, 1, 2, 3, 5, 8, 12, 20, 30, 50, 80)

shown_as = st.sampled_from(("exact", "bucket", "open"))
daily_sales = st.lists(st.integers(0, 6), min_size=2, max_size=40)


def display(count: int, way: str) -> tuple[float, float]:
    """A count as a page shows it: exactly, as a step of the ladder with its end, or as a step and no end (12+)."""
    if way == "exact":
        return count, count
    step = max(place for place, each in enumerate(LADDER) if each <= count)
    if way == "open" or step + 1 == len(LADDER):
        return LADDER[step], np.nan
    return LADDER[step], LADDER[step + 1] - 1


def shown(counts: list[int], ways: list[str]) -> Bounds:
    ends = [display(count, way) for count, way in zip(counts, ways, strict=True)]
    return bounds([low for low, _ in ends], [high for _, high in ends])


def moments(days: list[int]) -> counters.Moments:
    return EPOCH + np.array(days) * counters.DAY


@given(daily_sales, shown_as, shown_as, st.data())
def test_what_was_sold_lies_within_the_difference(sales: list[int], way: str, other: str, data: st.DataObject) -> None:
    first = data.draw(st.integers(0, len(sales) - 1))
    last = data.draw(st.integers(first, len(sales) - 1))
    earlier = shown([sum(sales[: first + 1])], [way])
    later = shown([sum(sales[: last + 1])], [other])
    sold = sum(sales[first + 1 : last + 1])
    told = difference(later, earlier)
    assert told.low[0] <= sold <= told.high[0]
    assert not (way == other and fell(later, earlier)[0])


@given(st.integers(0, 79), st.integers(0, 79), shown_as, shown_as)
def test_the_difference_is_no_wider_than_all_counts_that_are_shown_alike(a: int, b: int, way: str, other: str) -> None:
    """Both ends are reached by some pair of counts that would be shown as these were."""
    earlier, later = shown([a], [way]), shown([b], [other])
    told = difference(later, earlier)
    tops = [int(min(each.high[0], 200)) for each in (earlier, later)]
    rises = {
        up - down
        for down in range(int(earlier.low[0]), tops[0] + 1)
        for up in range(int(later.low[0]), tops[1] + 1)
        if up >= down
    }
    if not rises:
        assert np.isnan(told.low[0])
    else:
        assert told.low[0] == min(rises)
        assert told.high[0] == max(rises) or np.isinf(later.high[0])


def test_one_bucket_twice_tells_its_width_less_one_and_never_zero() -> None:
    told = difference(bounds([1000], [1999]), bounds([1000], [1999]))
    assert (told.low[0], told.high[0]) == (0, 999)


@given(daily_sales, shown_as, st.integers(1, 12), st.data())
def test_what_a_rolling_counter_gained_holds_what_was_sold(
    sales: list[int], way: str, window: int, data: st.DataObject
) -> None:
    """The counter on a day is the sum of the window's days up to it."""
    rolled = [sum(sales[max(0, place + 1 - window) : place + 1]) for place in range(len(sales))]
    first = data.draw(st.integers(0, len(sales) - 2))
    last = data.draw(st.integers(first + 1, len(sales) - 1))
    told = counters.gained(
        shown([rolled[last]], [way]),
        shown([rolled[first]], [way]),
        moments([first]),
        moments([last]),
        np.array([window]),
    )
    assert told.low[0] <= sum(sales[first + 1 : last + 1]) <= told.high[0]


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 60)), min_size=1, max_size=14, unique=True))
def test_disjoint_periods_are_a_largest_set_that_does_not_meet(reads: list[tuple[int, int]]) -> None:
    """Against all subsets: periods of 10 days that end on the days read, of two series."""
    reads.sort()
    series, ends = np.array([of for of, _ in reads]), moments([on for _, on in reads])
    chosen = counters.disjoint(series, ends - 10 * counters.DAY, ends)
    for of in (0, 1):
        picked = [on for (each, on), is_chosen in zip(reads, chosen, strict=True) if each == of and is_chosen]
        days = [on for each, on in reads if each == of]
        assert all(later - earlier >= 10 for earlier, later in pairwise(picked))
        assert len(picked) == most_apart(days, 10)
        assert not days or picked[-1] == days[-1]


def most_apart(days: list[int], least: int) -> int:
    """The most of these days that lie so far apart, by trying each as the first."""
    best = {}
    for place in reversed(range(len(days))):
        later = [best[each] for each in best if days[each] - days[place] >= least]
        best[place] = 1 + max(later, default=0)
    return max(best.values(), default=0)


@given(st.lists(st.tuples(st.integers(0, 1), st.integers(0, 30), st.integers(1, 9)), min_size=1, max_size=20))
def test_the_range_over_a_window_is_that_of_its_rows(reads: list[tuple[int, int, int]]) -> None:
    reads.sort()
    series = np.array([of for of, _, _ in reads])
    until = moments([on for _, on, _ in reads])
    price = np.array([float(each) for _, _, each in reads])
    told = counters.range_over(series, until - 7 * counters.DAY, until, Bounds(price, price + 1))
    for place, (of, on, _) in enumerate(reads):
        within = [each for other, when, each in reads[: place + 1] if other == of and on - 7 < when]
        assert (told.low[place], told.high[place]) == (min(within), max(within) + 1)


def test_products_and_open_ends() -> None:
    told = product(bounds([0, 0, 2, np.nan], [0, np.nan, np.nan, np.nan]), bounds([3, 3, 3, 3], [np.nan, 4, 4, 4]))
    assert told.low.tolist()[:3] == [0, 0, 6]
    assert told.high.tolist()[:3] == [0, np.inf, np.inf]
    assert np.isnan(told.low[3])
    assert np.isnan(stored(told.high)[1])
