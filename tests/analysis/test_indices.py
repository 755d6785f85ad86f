"""Price indices against a published worked example, against another program, and by the properties of their theory."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from tracker.analysis.indices import compute

UNHURRIED = settings(max_examples=50, deadline=None)  # a busy machine is no failure

NO = np.nan

# ILO, Consumer price index manual: theory and practice (2004), table 9.1: prices of four items in a base period and six
# months, and the chained Jevons index.
MANUAL_PRICES = [
    [6.00, 6.00, 7.00, 6.00, 6.00, 6.00, 6.60],
    [7.00, 7.00, 6.00, 7.00, 7.00, 7.20, 7.70],
    [2.00, 3.00, 4.00, 5.00, 2.00, 3.00, 2.20],
    [5.00, 5.00, 5.00, 4.00, 5.00, 5.00, 5.50],
]
MANUAL_JEVONS = [100.00, 110.67, 118.92, 118.92, 100.00, 111.45, 110.00]

# Seven items in nine months; what PriceIndexCalc 0.7 (numpy 1.26.4, pandas 2.3.3) makes of them with
# multilateral.geks(bilateral_method="jevons") over all nine, and over each five months, joined by
# extension_methods.mean_pub(window=4). Computed on 2026-11-28.
OTHER_PRICES = [
    [27.41, 25.79, 29.78, 30.04, 33.23, 30.53, 32.19, 31.06, 30.21],
    [15.7, 15.36, 14.74, 14.98, 14.34, 15.19, 14.43, 15.63, 14.48],
    [16.95, 16.96, 16.83, NO, 17.81, 16.81, 17.85, 20.2, 21.11],
    [25.1, 22.82, 20.57, 20.19, 18.68, 17.77, 18.0, NO, 16.23],
    [NO, 18.61, NO, 17.99, 18.36, NO, 17.6, 18.7, 19.56],
    [NO, 23.49, 22.82, NO, 22.76, NO, 19.14, 19.64, 18.64],
    [43.44, 44.77, 42.87, 41.68, 43.44, 45.5, 44.01, 44.72, 46.2],
]
OTHER_GEKS = [
    1.0,
    0.9865961622903178,
    0.9762085578925397,
    0.9680727013093046,
    0.9852069521670068,
    0.961492848965348,
    0.9569512891623991,
    1.0139533408179373,
    0.971760747436301,
]
OTHER_SPLICED = [0.952279810090742, 0.9418368686345729, 0.9903478749812407, 0.9657779226372599]
"""Of the sixth to the ninth month."""


def test_the_chained_jevons_index_of_the_manual() -> None:
    found = compute(np.log(MANUAL_PRICES), 3, 13)
    assert np.round(100 * found.jevons.point, 2).tolist() == MANUAL_JEVONS
    assert found.items.tolist() == [4] * 7
    assert found.matched.tolist() == [0, *[4] * 6]


def test_geks_jevons_is_that_of_another_program() -> None:
    found = compute(np.log(OTHER_PRICES), 2, 9)
    assert found.geks.point == pytest.approx(OTHER_GEKS, rel=1e-12)
    assert found.matched.tolist() == [0, 5, 6, 4, 5, 5, 5, 6, 6]


def test_the_mean_splice_is_that_of_another_program() -> None:
    found = compute(np.log(OTHER_PRICES), 2, 5)
    assert found.geks.point[5:] == pytest.approx(OTHER_SPLICED, rel=1e-12)


PRICES = arrays(np.float64, st.tuples(st.integers(3, 8), st.integers(2, 9)), elements=st.floats(0.01, 10_000))


@st.composite
def gappy(draw: st.DrawFn) -> np.ndarray:
    """Log prices of which any may be missing, but for those of the first three items."""
    prices = np.log(draw(PRICES))
    unseen = draw(arrays(np.bool_, prices.shape))
    unseen[:3] = False
    prices[unseen] = np.nan
    return prices


@UNHURRIED
@given(gappy())
def test_unchanged_prices_give_exactly_one(prices: np.ndarray) -> None:
    held = np.where(np.isnan(prices), np.nan, np.fmax.reduce(prices, axis=1, keepdims=True))
    found = compute(held, 3, 4)
    for level in (found.jevons, found.geks):
        assert (level.point == 1).all()
        assert (level.low == 1).all()
        assert (level.high == 1).all()


@UNHURRIED
@given(gappy())
def test_backwards_in_time_is_the_inverse(prices: np.ndarray) -> None:
    forth, back = compute(prices, 3, 9), compute(prices[:, ::-1], 3, 9)
    for there, again in ((forth.jevons, back.jevons), (forth.geks, back.geks)):
        assert there.point / there.point[-1] == pytest.approx(again.point[::-1], rel=1e-9)


@UNHURRIED
@given(gappy(), st.integers(0, 7), st.sampled_from([0.001, 12.0, 7.3]))
def test_the_unit_of_an_item_does_not_matter(prices: np.ndarray, item: int, unit: float) -> None:
    changed = prices.copy()
    changed[item % len(prices)] += np.log(unit)
    for window in (3, 9):
        one, other = compute(prices, 3, window), compute(changed, 3, window)
        assert other.jevons.point == pytest.approx(one.jevons.point, rel=1e-9)
        assert other.geks.point == pytest.approx(one.geks.point, rel=1e-9)
        assert other.geks.low == pytest.approx(one.geks.low, rel=1e-6)


@UNHURRIED
@given(gappy(), st.randoms(use_true_random=False))
def test_geks_of_one_window_is_transitive(prices: np.ndarray, chance: object) -> None:
    """The change between two periods is the same whatever the order of the others, so whatever the base."""
    order = list(range(prices.shape[1]))
    chance.shuffle(order)  # type: ignore[attr-defined]
    one, other = compute(prices, 3, 9).geks.point, compute(prices[:, order], 3, 9).geks.point
    assert other / other[0] == pytest.approx(one[order] / one[order[0]], rel=1e-9)


@UNHURRIED
@given(PRICES)
def test_where_every_item_is_always_seen_all_indices_agree(prices: np.ndarray) -> None:
    """Jevons of the same items is transitive: chained, direct, GEKS and spliced GEKS are one."""
    logs = np.log(prices)
    direct = np.exp((logs - logs[:, :1]).mean(axis=0))
    for window in (2, 4, 9):
        found = compute(logs, 3, window)
        assert found.jevons.point == pytest.approx(direct, rel=1e-9)
        assert found.geks.point == pytest.approx(direct, rel=1e-9)


def test_a_thin_match_breaks_the_chain_and_nothing_bridges_it() -> None:
    """Three items until the third period, three others from then on, one in both: two segments, each from 1."""
    prices = np.array(
        [[10, 11, 12, NO, NO], [20, 20, 20, NO, NO], [5, 5, 5, 5, 5], [NO, NO, NO, 7, 14], [NO, NO, NO, 9, 9]]
    )
    found = compute(np.log(prices), 3, 13)
    assert found.segment.tolist() == [0, 0, 0, 1, 1]
    assert found.matched.tolist() == [0, 3, 3, 1, 3]
    assert found.jevons.point == pytest.approx([1, 1.1 ** (1 / 3), 1.2 ** (1 / 3), 1, 2 ** (1 / 3)])
    assert found.geks.point == pytest.approx(found.jevons.point)


def test_a_pair_that_shares_too_little_is_left_out_of_geks() -> None:
    """First and last period share one item, whose fivefold price would pull the level up."""
    prices = np.array([[10, 10, NO], [20, 20, NO], [30, 30, NO], [NO, 7, 7], [NO, 8, 8], [NO, 9, 9], [4, NO, 20.0]])
    assert compute(np.log(prices), 3, 13).geks.point == pytest.approx([1, 1, 1])
    assert compute(np.log(prices), 1, 13).geks.point[2] > 1


def test_the_interval_holds_the_true_change_as_often_as_it_says() -> None:
    """Eight items drawn from a market in which prices wander: 95 % of intervals, less three standard errors."""
    worlds, hits = 400, np.zeros(2)
    for world in range(worlds):
        chance = np.random.default_rng(world)
        true = np.cumsum(np.append(0, chance.normal(0, 0.01, 11)))
        wandered = np.cumsum(np.hstack([chance.normal(4, 0.5, (8, 1)), chance.normal(0, 0.03, (8, 11))]), axis=1)
        moved = np.exp(true[-1])
        found = compute(true + wandered, 3, 13)
        for place, level in enumerate((found.jevons, found.geks)):
            hits[place] += level.low[-1] <= moved <= level.high[-1]
    print(f"intervals that hold the truth: Jevons {hits[0] / worlds:.3f}, GEKS {hits[1] / worlds:.3f}")
    assert (hits / worlds >= 0.95 - 3 * np.sqrt(0.95 * 0.05 / worlds)).all()


def test_a_chain_over_a_single_item_has_no_interval() -> None:
    found = compute(np.log([[1.0, 2.0], [1.0, NO]]), 1, 13)
    assert found.jevons.point.tolist() == pytest.approx([1, 2])
    assert np.isnan(found.jevons.low).tolist() == [False, True]
