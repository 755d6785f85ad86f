"""What all judges share, and the judge of promotions."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from benchmarks.simulated import promotions
from benchmarks.simulated.judging import Verdict, is_within
from benchmarks.simulated.promotions import Looked
from benchmarks.simulated.world import World
from tracker.store.place import Store

pytestmark = pytest.mark.xdist_group("market")  # one process imports it, once


@pytest.mark.parametrize(
    ("value", "low", "high", "expected"),
    [(5, 5, 5, True), (5, 0, 4, False), (5, 6, 9, False), (5, 5, np.nan, True), (4, 5, np.nan, False), (0, 0, 0, True)],
)
def test_a_bound_holds_what_lies_between_its_ends(value: float, low: float, high: float, expected: bool) -> None:
    assert is_within(value, low, high) is expected


def test_a_verdict_tells_its_first_misses_and_counts_all() -> None:
    told = Verdict("sales", pd.DataFrame({"intervals": [40]}), [{"truth": each} for each in range(25)]).text()
    assert "MISSED: truth=0" in told
    assert "MISSED: truth=19" in told
    assert "truth=20" not in told
    assert "MISSED: more misses=5" in told


def answer(*rows: tuple[bool | None, float | None]) -> pd.DataFrame:
    """An answer to price-history: whether each look is told to be a promotion, and the regular price told."""
    return pd.DataFrame({"is_promotion": [row[0] for row in rows], "price_regular": [row[1] for row in rows]})


def test_promotions_are_scored_by_look_and_by_episode() -> None:
    told = answer((True, 100), (True, 100), (False, 100), (None, None), (True, 80), (False, 120))
    seen = Looked(
        promoted=np.array([True, True, True, True, False, False]),
        episode=np.array([1, 1, 2, 3, -1, -1]),
        regular=np.array([100.0, 100, 100, 100, 100, 120]),
    )
    found = promotions.scores(told, seen)
    assert (found["precision"], found["recall"]) == (pytest.approx(2 / 3), pytest.approx(2 / 4))
    assert found["F1"] == pytest.approx(2 * (2 / 3) * (1 / 2) / (2 / 3 + 1 / 2))
    assert found["told"] == pytest.approx(5 / 6)
    assert found["episodes found"] == pytest.approx(1 / 3)
    assert (found["regular told"], found["regular right"]) == (pytest.approx(5 / 6), pytest.approx(4 / 5))


def test_promotions_are_found_and_hardly_any_that_never_ran(truth: World, weekly: Store) -> None:
    still, restless = promotions.judge(truth, {"weekly": weekly}).figures.to_dict("records")
    assert still["precision"] > 0.9
    assert still["recall"] > 0.6
    assert restless["regular told"] < 0.5 < still["regular told"]
