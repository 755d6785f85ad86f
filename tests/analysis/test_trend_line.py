"""Theil–Sen and Mann–Kendall against independent implementations, brute force and worked examples."""

from __future__ import annotations

from itertools import permutations

import numpy as np
import pymannkendall
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tracker.analysis.trend_line import EXACT_POINTS, mann_kendall, theil_sen

LENGTHS = (4, 5, 8, 11, 30, 31, 60)


def series(length: int, rows: int = 12, digits: int = 1) -> tuple[np.ndarray, np.ndarray]:
    """Irregular times, and values with ties."""
    random = np.random.default_rng(length)
    times = np.cumsum(random.uniform(0.5, 3, (rows, length)), axis=1)
    return times, np.round(random.normal(size=(rows, length)) + 0.05 * times, digits)


@pytest.mark.parametrize("length", LENGTHS)
def test_slope_and_interval_are_those_of_scipy(length: int) -> None:
    times, values = series(length)
    found = theil_sen(times, values, values, 0.9)
    for row in range(len(times)):
        expected = stats.theilslopes(values[row], times[row], 0.9)
        assert found.low[row] == found.high[row] == pytest.approx(expected.slope)
        assert found.confidence_low[row] == pytest.approx(expected.low_slope)
        assert found.confidence_high[row] == pytest.approx(expected.high_slope)


def test_the_slope_honours_times() -> None:
    """Half a unit per day, seen on days 0, 1, 5 and 20: by numbers of looks it would be far more."""
    times = np.array([[0.0, 1, 5, 20]])
    assert theil_sen(times, times / 2, times / 2, 0.95).low[0] == 0.5


def test_one_wild_point_of_eleven_changes_nothing() -> None:
    times = np.arange(11.0)[np.newaxis]
    values = 3 * times + 1
    values[0, 4] = 1e6
    assert theil_sen(times, values, values, 0.95).low[0] == pytest.approx(3)


@pytest.mark.parametrize("length", [each for each in LENGTHS if each > EXACT_POINTS])
def test_long_series_have_the_normal_p_of_pymannkendall(length: int) -> None:
    _, values = series(length)
    found = mann_kendall(values, values)
    assert not found.is_exact.any()
    for row in range(len(values)):
        expected = pymannkendall.original_test(values[row])
        assert found.s_low[row] == found.s_high[row] == expected.s
        assert found.p[row] == pytest.approx(expected.p)


@pytest.mark.parametrize("length", [each for each in LENGTHS if each <= EXACT_POINTS])
def test_short_series_without_ties_have_the_exact_p_of_scipy(length: int) -> None:
    times, values = series(length, digits=9)
    found = mann_kendall(values, values)
    assert found.is_exact.all()
    for row in range(len(values)):
        expected = stats.kendalltau(times[row], values[row], method="exact")
        assert found.p[row] == pytest.approx(expected.pvalue)


@pytest.mark.parametrize(
    "values", [(1, 2, 2, 3, 5, 4, 6), (1, 1, 1, 2, 2, 3, 3), (3, 3, 2, 2, 1, 1, 1), (5, 5, 5, 5, 9, 5)]
)
def test_ties_have_the_p_of_all_orders(values: tuple[int, ...]) -> None:
    """Every order of the values, counted."""

    def s(order: tuple[int, ...]) -> int:
        return sum((b > a) - (b < a) for place, a in enumerate(order) for b in order[place + 1 :])

    orders = [abs(s(each)) for each in permutations(values)]
    matrix = np.array([values], dtype=float)
    assert mann_kendall(matrix, matrix).p[0] == pytest.approx(np.mean([each >= abs(s(values)) for each in orders]))


def test_four_points_in_perfect_order_prove_nothing_and_five_do() -> None:
    """p = 2/n!: 0.083 for four, 0.017 for five."""
    four, five = np.arange(4.0)[np.newaxis], np.arange(5.0)[np.newaxis]
    assert mann_kendall(four, four).p[0] == pytest.approx(2 / 24)
    assert mann_kendall(five, five).p[0] == pytest.approx(2 / 120)


def test_equal_values_have_no_order() -> None:
    flat = np.ones((1, 9))
    found = mann_kendall(flat, flat)
    assert (found.s_low[0], found.p[0]) == (0, 1)


def test_a_worked_example() -> None:
    """Gilbert, Statistical Methods for Environmental Pollution Monitoring (1987), section 16.4.1: the values 10, 15,
    14, 20 have S = 4 (five pairs rise, one falls) and a one-sided p of 0.167."""
    values = np.array([[10.0, 15, 14, 20]])
    found = mann_kendall(values, values)
    assert found.s_low[0] == 4
    assert found.p[0] == pytest.approx(2 * 0.167, abs=0.001)


@given(st.lists(st.tuples(st.integers(0, 20), st.integers(0, 6), st.floats(0, 1)), min_size=4, max_size=12))
def test_bounds_hold_what_exact_values_between_them_give(points: list[tuple[int, int, float]]) -> None:
    low = np.array([[float(each[0]) for each in points]])
    high = low + np.array([[each[1] for each in points]])
    within = low + (high - low) * np.array([[each[2] for each in points]])
    times = np.arange(float(len(points)))[np.newaxis]
    outer, inner = theil_sen(times, low, high, 0.95), theil_sen(times, within, within, 0.95)
    assert outer.low[0] <= inner.low[0] + 1e-9
    assert inner.low[0] <= outer.high[0] + 1e-9
    assert outer.confidence_low[0] <= inner.confidence_low[0] + 1e-9
    assert inner.confidence_high[0] <= outer.confidence_high[0] + 1e-9
    orders, order = mann_kendall(low, high), mann_kendall(within, within)
    assert orders.s_low[0] <= order.s_low[0] <= orders.s_high[0]


def test_open_bounds_leave_the_slope_open() -> None:
    low = np.full((1, 6), 10000.0)
    high = np.full((1, 6), np.inf)
    found = theil_sen(np.arange(6.0)[np.newaxis], low, high, 0.95)
    assert (found.low[0], found.high[0]) == (-np.inf, np.inf)
    assert mann_kendall(low, high).p[0] == 1


@given(st.lists(st.integers(1, 50), min_size=4, max_size=40))
def test_time_reversed_turns_slope_and_order_around(values: list[int]) -> None:
    forward = np.array([values], dtype=float)
    times = np.arange(float(len(values)))[np.newaxis]
    one, other = theil_sen(times, forward, forward, 0.95), theil_sen(times, forward[:, ::-1], forward[:, ::-1], 0.95)
    assert one.low[0] == pytest.approx(-other.low[0])
    there, back = mann_kendall(forward, forward), mann_kendall(forward[:, ::-1], forward[:, ::-1])
    assert there.s_low[0] == -back.s_low[0]
    assert there.p[0] == pytest.approx(back.p[0])


def test_a_true_trend_is_found_and_noise_is_not_at_the_stated_rate() -> None:
    """400 series of noise: at 5 % some 20 seem to move; with a trend of half a deviation a step nearly all do."""
    random = np.random.default_rng(4)
    noise = random.normal(size=(400, 20))
    rising = noise + 0.5 * np.arange(20)
    assert 0.01 < np.mean(mann_kendall(noise, noise).p < 0.05) < 0.08
    assert np.mean(mann_kendall(rising, rising).p < 0.05) > 0.99
    times = np.tile(np.arange(20.0), (400, 1))
    found = theil_sen(times, rising, rising, 0.95)
    assert 0.93 < np.mean((found.confidence_low <= 0.5) & (found.confidence_high >= 0.5)) <= 0.99
