"""Shares, HHI and CR4 of intervals: against scipy's optimiser, against all worlds of a grid, and by hand."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.analysis import concentration
from tracker.analysis.bounds import Bounds, bounds

interval = st.tuples(st.integers(0, 9), st.integers(0, 4)).map(lambda each: (each[0], each[0] + each[1]))
boards = st.lists(interval, min_size=1, max_size=6)


def board(*ends: tuple[float, float | None]) -> Bounds:
    return bounds([low for low, _ in ends], [np.nan if high is None else high for _, high in ends])


def worlds(ends: list[tuple[int, int]]) -> np.ndarray:
    """All sales in half units within the intervals; those in which nobody sold anything are left out."""
    found = np.array(list(product(*(np.arange(low, high + 0.5, max(0.5, (high - low) / 4)) for low, high in ends))))
    return found[found.sum(1) > 0]


def hhi(sold: np.ndarray) -> np.ndarray:
    return (sold**2).sum(-1) / sold.sum(-1) ** 2


def cr4(sold: np.ndarray) -> np.ndarray:
    return np.sort(sold, axis=-1)[..., -4:].sum(-1) / sold.sum(-1)


@settings(deadline=None)
@given(boards)
def test_the_bounds_hold_all_worlds_and_their_high_ends_are_reached(ends: list[tuple[int, int]]) -> None:
    of, all_of = board(*ends), worlds(ends)
    if not len(all_of):
        assert np.isnan(concentration.hhi(of).low)
        assert np.isnan(concentration.cr4(of).high)
        assert np.isnan(concentration.shares(of).low).all()
        return
    for told, true in ((concentration.hhi(of), hhi(all_of)), (concentration.cr4(of), cr4(all_of))):
        assert told.low <= true.min() + 1e-12
        assert told.high == pytest.approx(true.max())
    share = concentration.shares(of)
    true_share = all_of / all_of.sum(1, keepdims=True)
    assert (share.low <= true_share.min(0) + 1e-12).all()
    assert share.high == pytest.approx(true_share.max(0))


@settings(max_examples=25, deadline=None)
@given(st.lists(interval.filter(lambda each: each[1] > 0), min_size=5, max_size=7))
def test_no_optimiser_finds_a_lower_hhi_and_one_finds_ours(ends: list[tuple[int, int]]) -> None:
    from scipy.optimize import minimize

    of = board(*ends)
    told = concentration.hhi(of).low
    found = min(
        hhi(minimize(hhi, at, bounds=ends, method="L-BFGS-B").x) for at in (of.high, (of.low + 2 * of.high) / 3)
    )
    assert told <= found + 1e-9
    assert found == pytest.approx(told, rel=1e-3)


@settings(max_examples=40, deadline=None)
@given(st.lists(interval.filter(lambda each: each[1] > 0), min_size=5, max_size=9))
def test_the_lowest_cr4_is_that_of_a_linear_programme(ends: list[tuple[int, int]]) -> None:
    """Charnes and Cooper 1962: shares y = x k with sum 1, L k <= y <= H k; least 4 t + sum z, z >= y - t, z >= 0."""
    from scipy.optimize import linprog

    of, size = board(*ends), len(ends)
    eye, none = np.eye(size), np.zeros((size, size))
    one, nought = np.ones((size, 1)), np.zeros((size, 1))
    least = linprog(
        np.concatenate([np.zeros(size), np.ones(size), [4, 0]]),
        A_ub=np.block(
            [[eye, -eye, -one, nought], [-eye, none, nought, of.low[:, None]], [eye, none, nought, -of.high[:, None]]]
        ),
        b_ub=np.zeros(3 * size),
        A_eq=np.concatenate([np.ones(size), np.zeros(size + 2)])[None, :],
        b_eq=[1],
    )
    assert concentration.cr4(of).low == pytest.approx(least.fun, abs=1e-7)


@given(st.lists(interval, min_size=5, max_size=9), st.integers(0, 8))
def test_an_open_end_reaches_one_and_what_is_lowest_holds_large_worlds(ends: list[tuple[int, int]], place: int) -> None:
    opened: list[tuple[float, float | None]] = [*ends]
    opened[place % len(ends)] = (ends[place % len(ends)][0], None)
    of = board(*opened)
    for told, of_world in ((concentration.hhi(of), hhi), (concentration.cr4(of), cr4)):
        assert told.high == 1
        for level in (0.5, 1, 3, 7, 20, 1e6):
            assert told.low <= of_world(np.clip(level, of.low, of.high)) + 1e-12
    assert concentration.shares(of).high[place % len(ends)] == 1


def test_many_inexact_shops_have_an_outer_bound_that_holds_all_their_ends() -> None:
    random = np.random.default_rng(4)
    low = random.integers(1, 50, 40).astype(float)
    of = Bounds(low, low + random.integers(1, 30, 40))
    told = concentration.hhi(of)
    ends = np.where(random.random((5000, 40)) < random.random((5000, 1)), of.low, of.high)
    assert told.is_outer
    assert told.low <= hhi(ends).min()
    assert hhi(ends).max() <= told.high < 1


def test_exact_sales_have_exact_figures() -> None:
    """Shares 40, 30, 10, 10, 10 %: 1600 + 900 + 3 x 100 = 2800 points; four of them 90 %."""
    of = board((40, 40), (30, 30), (10, 10), (10, 10), (10, 10))
    assert concentration.hhi(of)[:2] == pytest.approx((0.28, 0.28))
    assert concentration.cr4(of)[:2] == pytest.approx((0.9, 0.9))
    assert concentration.shares(of).low == pytest.approx([0.4, 0.3, 0.1, 0.1, 0.1])


def test_a_share_by_hand() -> None:
    """10 to 20 beside 30 to 30: 10/40 to 20/50; beside an open one it may be nothing."""
    told = concentration.shares(board((10, 20), (30, 30)))
    assert (told.low[0], told.high[0]) == (0.25, 0.4)
    assert concentration.shares(board((10, 20), (30, None))).low[0] == 0
    assert concentration.shares(board((10, None))).low[0] == 1
