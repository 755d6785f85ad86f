"""Levels against ruptures and all segmentations; outliers against the published score."""

from __future__ import annotations

from itertools import combinations

import numpy as np
import pytest
import ruptures
from scipy import stats

from tracker.analysis import changes


def steps(length: int) -> np.ndarray:
    """Noise, noise with one step, noise with two."""
    values = np.random.default_rng(length).normal(size=(12, length))
    values[4:8, length // 2 :] += 5
    values[8:, length // 4 : length // 2] -= 6
    return values


def penalty(values: np.ndarray) -> float:
    """3 ln n σ², σ from the mean absolute deviation of differences, which of a normal one is √(2/π) of its σ."""
    steps = np.diff(values)
    deviation = np.abs(steps - np.median(steps)).mean() / stats.halfnorm.mean() / np.sqrt(2)
    return float(3 * np.log(len(values)) * deviation**2)


def cost(values: np.ndarray, ends: list[int]) -> float:
    parts = np.split(values, ends)
    return sum(float(((part - part.mean()) ** 2).sum()) for part in parts) + penalty(values) * len(ends)


def line_cost(values: np.ndarray) -> float:
    """Of a straight line: its slope is half a change."""
    times = np.arange(float(len(values)))
    left = values - np.polyval(np.polyfit(times, values, 1), times)
    return float((left**2).sum()) + penalty(values) / 2


@pytest.mark.parametrize("length", [8, 20, 60, 104])
def test_levels_are_those_of_pelt_unless_a_line_costs_less(length: int) -> None:
    values = steps(length)
    times = np.tile(np.arange(float(length)), (len(values), 1))
    found = changes.segments(times, values)
    for row in range(4, len(values)):
        pelt = ruptures.Pelt(model="l2", min_size=2, jump=1).fit(values[row]).predict(pen=penalty(values[row]))
        expected = pelt[:-1] if cost(values[row], pelt[:-1]) < line_cost(values[row]) else []
        assert (np.flatnonzero(np.diff(found[row])) + 1).tolist() == expected, row


def test_no_other_levels_cost_less() -> None:
    """All segmentations of nine points into levels of two or more, counted out."""
    values = steps(9)
    times = np.tile(np.arange(9.0), (len(values), 1))
    found = changes.segments(times, values)
    allowed = [
        list(ends)
        for count in range(4)
        for ends in combinations(range(2, 8), count)
        if all(b - a >= 2 for a, b in zip([0, *ends], [*ends, 9], strict=True))
    ]
    for row in range(4, len(values)):
        best = min(allowed, key=lambda ends: cost(values[row], ends))
        assert (np.flatnonzero(np.diff(found[row])) + 1).tolist() == best, row


def test_growth_is_no_row_of_steps() -> None:
    times = np.arange(40.0)[np.newaxis]
    noise = np.random.default_rng(3).normal(size=(1, 40))
    assert changes.segments(times, times + noise).max() == 0
    assert changes.segments(times, 3 * times).max() == 0


def test_a_price_that_fell_for_good_has_two_levels() -> None:
    values = np.array([[100.0] * 9 + [90.0] * 9])
    found = changes.segments(np.arange(18.0)[np.newaxis], values)
    assert found.tolist() == [[0] * 9 + [1] * 9]
    assert changes.level_medians(values, found).tolist() == values.tolist()


def test_equal_values_have_one_level_and_no_outlier() -> None:
    flat = np.full((1, 10), 7.0)
    assert changes.segments(np.arange(10.0)[np.newaxis], flat).max() == 0
    assert not changes.outliers(flat).any()


def test_outliers_are_those_of_the_published_example() -> None:
    """Iglewicz and Hoaglin (1993), as in the NIST/SEMATECH e-Handbook, 1.3.5.17: of 2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3,
    2.6, 8.2, 8.3 the last two stand apart (median 2.45, MAD 0.2)."""
    values = np.array([[2.1, 2.6, 2.4, 2.5, 2.3, 2.1, 2.3, 2.6, 8.2, 8.3]])
    assert np.flatnonzero(changes.outliers(values)[0]).tolist() == [8, 9]


def test_where_most_values_are_equal_the_mean_deviation_is_the_scale() -> None:
    """Nine times 5 and one 6: MAD is 0, the mean deviation 0.1; 1 / (1.2533 * 0.1) is 8, beyond 3.5."""
    values = np.array([[5.0] * 9 + [6.0]])
    assert np.flatnonzero(changes.outliers(values)[0]).tolist() == [9]


def test_only_lone_points_are_put_between_their_neighbours() -> None:
    values = np.array([[1.0, 9, 3, 4, 9, 9, 5]])
    flagged = values == 9
    assert changes.without_lone(values, flagged).tolist() == [[1, 2, 3, 4, 9, 9, 5]]
