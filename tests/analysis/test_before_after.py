"""The statistics behind decision-effects: sides, ratios, verdicts, and the interval of a ratio of daily means."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from tracker.analysis import before_after as ba
from tracker.analysis.bounds import bounds
from tracker.analysis.daily_means import counters_interval, dispersion, ratio_interval

ends = st.tuples(st.integers(0, 50), st.integers(0, 50)).map(lambda pair: (float(min(pair)), float(max(pair))))


@given(ends, ends)
def test_the_ratio_holds_every_ratio_of_values_within_the_ranges(before: ba.Interval, after: ba.Interval) -> None:
    low, high = ba.ratio(before, after)
    for one in np.linspace(*before, 5):
        for other in np.linspace(*after, 5):
            if one > 0:
                assert low - 1e-9 <= other / one <= high + 1e-9


@given(ends, ends)
def test_a_verdict_holds_for_every_pair_of_values(before: ba.Interval, after: ba.Interval) -> None:
    verdict = ba.compared(before, after, more="more", less="less")
    signs = {np.sign(other - one) for one in before for other in after}
    assert verdict == {(1,): "more", (-1,): "less", (0,): "same"}.get(tuple(signs), "open")


@given(st.lists(st.integers(0, 40 * 24), min_size=2, max_size=30, unique=True), st.integers(0, 40 * 24))
def test_no_reading_is_on_both_sides_and_a_span_never_crosses_the_change(hours: list[int], changed: int) -> None:
    start = np.datetime64("2026-03-01", "us")
    at = start + np.sort(np.array(hours)) * np.timedelta64(1, "h")
    begin = start + changed * np.timedelta64(1, "h")
    end = begin + (np.timedelta64(1, "D") if changed % 24 == 0 else np.timedelta64(1, "m"))
    of = ba.Change(begin, end, 7)
    before, after = ba.sides(at, of)
    assert not set(before.tolist()) & set(after.tolist())
    counter = bounds(np.arange(len(at)), np.arange(len(at)))
    for left, right in (ba.rises(at, counter, of, "fell"), ba.windows(at, counter, of, 3)):
        assert not left.is_known or left.until <= of.begin
        assert not right.is_known or right.since >= of.end
        for side in (left, right):
            assert not side.is_known or side.since < side.until


def test_a_rise_is_read_from_bounds_by_hand() -> None:
    """[10, 20] then [50, inf): at least 30, with no upper end, in 10 days."""
    at = np.array(["2026-03-01T12", "2026-03-11T12", "2026-03-21T12"], "datetime64[us]")
    of = ba.Change(np.datetime64("2026-03-12", "us"), np.datetime64("2026-03-13", "us"), 10)
    before, after = ba.rises(at, bounds([10, 50, 60], [20, np.nan, 60]), of, "fell")
    assert before.value == (3, np.inf)
    assert (after.is_known, after.reason) == (False, "too-few")


def test_without_overdispersion_the_interval_is_clopper_and_pearsons() -> None:
    """Of days alike the totals are taken as Poisson: 30 and 60 in 3 days each; t of 4 degrees widens."""
    low, high = ratio_interval(np.full(3, 10.0), np.full(3, 20.0))
    weight = (stats.norm.ppf(0.975) / stats.t.ppf(0.975, 4)) ** 2
    exact = stats.beta.ppf([0.025, 0.975], [60 * weight, 60 * weight + 1], [30 * weight + 1, 30 * weight])
    assert (low, high) == pytest.approx(tuple(exact / (1 - exact)))


def test_the_interval_against_scipys_exact_test_of_binomials() -> None:
    """With many days t is nearly normal, and the interval that of scipy.stats.binomtest (method exact)."""
    before, after = np.full(2000, 1.0), np.full(2000, 1.1)
    exact = stats.binomtest(2200, 4200).proportion_ci(0.95, method="exact")
    expected = (exact.low / (1 - exact.low), exact.high / (1 - exact.high))
    assert ratio_interval(before, after) == pytest.approx(expected, rel=1e-3)


def test_days_without_any_sale_leave_the_ratio_open_or_unknown() -> None:
    none, some = np.zeros(7), np.full(7, 3.0)
    assert ratio_interval(none, some)[1] == np.inf
    assert ratio_interval(some, none)[0] == 0
    assert np.isnan(ratio_interval(none, none)).all()
    assert np.isnan(ratio_interval(np.array([]), some)).all()


def test_the_interval_of_counters_is_the_exact_one_of_scipy_and_grows_with_what_is_not_known() -> None:
    """60 in 14 days, then 60 in 7: scipy.stats.binomtest of the share after, times 14 / 7."""
    exact = stats.binomtest(60, 120).proportion_ci(0.95, method="exact")
    expected = tuple(2 * end / (1 - end) for end in (exact.low, exact.high))
    assert counters_interval((60, 60), (60, 60), (14, 7)) == pytest.approx(expected)
    wider = counters_interval((50, 70), (55, 65), (14, 7))
    assert wider[0] < expected[0] < expected[1] < wider[1]
    assert counters_interval((0, np.inf), (5, np.inf), (7, 7)) == (0, np.inf)
    assert np.isnan(counters_interval((0, 0), (0, 0), (7, 7))).all()


def test_dispersion_is_pearsons_chi_square_over_its_degrees_of_freedom() -> None:
    """(1 + 0 + 1) / 2 and (4 + 0 + 4) / 4 over 6 - 2 degrees."""
    assert dispersion(np.array([1.0, 2, 3]), np.array([2.0, 4, 6])) == pytest.approx((2 / 2 + 8 / 4) / 4)


@pytest.mark.parametrize(
    ("mean", "ratio", "alpha", "days"),
    [
        (20, 1.0, 0.0, 14),
        (20, 1.5, 0.2, 14),
        (3, 0.7, 0.5, 14),
        (100, 1.2, 0.1, 7),
        (0.5, 2.0, 0.0, 28),
        (50, 1, 0.3, 30),
    ],
)
def test_the_interval_holds_the_true_ratio_in_at_least_93_of_100_simulations(
    mean: float, ratio: float, alpha: float, days: int
) -> None:
    """Counts of days from a negative binomial of variance mean + alpha mean² (alpha 0: Poisson), 600 times, seeded."""
    random = np.random.default_rng(20261129)

    def drawn(mean: float) -> np.ndarray:
        rate = mean * (random.gamma(1 / alpha, alpha, days) if alpha else np.ones(days))
        return random.poisson(rate).astype(float)

    held = 0
    for _ in range(600):
        low, high = ratio_interval(drawn(mean), drawn(mean * ratio))
        held += bool(np.isnan(low) or low <= ratio <= high)
    assert held / 600 >= 0.93
