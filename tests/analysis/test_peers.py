"""Robust scores: against scipy's median absolute deviation, and by hand where peers agree."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import median_abs_deviation

from tracker.analysis.peers import joint, standing, standings

VALUES = st.lists(st.integers(0, 50).map(float), min_size=3, max_size=12)


@given(VALUES, st.integers(0, 50).map(float))
def test_the_score_is_the_distance_in_scaled_deviations(peers: list[float], value: float) -> None:
    column = np.array(peers)
    deviation = median_abs_deviation(column, scale="normal")
    made = standing(value, column)
    assert made.median == pytest.approx(np.median(column))
    if deviation:
        assert made.score == pytest.approx((value - np.median(column)) / deviation, rel=1e-4, abs=1e-8)


@given(VALUES, st.integers(1, 9), st.integers(0, 50).map(float))
def test_the_unit_of_the_values_is_nothing(peers: list[float], times: int, value: float) -> None:
    plain, scaled = standing(value, np.array(peers)), standing(times * value, times * np.array(peers))
    assert scaled.score == pytest.approx(plain.score, abs=1e-6)


def test_where_most_peers_are_equal_the_mean_deviation_is_the_spread() -> None:
    """Of 4 4 4 4 6 the MAD is 0 and the mean deviation 0.4: (5 - 4) / (1.2533 * 0.4)."""
    made = standing(5, np.array([4.0, 4, 4, 4, 6]))
    assert made.score == pytest.approx(1 / (1.2533 * 0.4))


def test_where_all_peers_are_equal_only_the_side_is_known() -> None:
    peers = np.full(5, 4.8)
    assert [standing(value, peers).score for value in (4.7, 4.8, 4.9)] == [-np.inf, 0, np.inf]


def test_what_was_not_observed_is_no_peer() -> None:
    made = standings(np.array([1.0, np.nan, 2.0, 4.0]))
    assert [each.peer_count for each in made] == [2, 3, 2, 2]
    assert np.isnan(made[1].score)
    assert made[0].median == 3


def test_measures_whose_peers_are_all_equal_count_only_alone() -> None:
    assert joint(np.array([np.inf, 1.0, 2.0])) == 1.5
    assert joint(np.array([-np.inf])) == -np.inf
    assert np.isnan(joint(np.array([-np.inf, np.inf])))
    assert np.isnan(joint(np.array([])))
