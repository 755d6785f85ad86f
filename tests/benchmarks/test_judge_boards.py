"""Shares and concentration of boards hold what the shops truly had, and the judge finds ranges that don't."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from benchmarks.simulated import boards
from benchmarks.simulated.world import World
from tracker.store.place import Store

pytestmark = pytest.mark.xdist_group("market")  # one process imports it, once


def test_every_range_holds_what_the_shops_truly_had(truth: World, weekly: Store) -> None:
    shares, concentration = boards.judge_shares(truth, weekly), boards.judge_concentration(truth, weekly)
    assert shares.misses == concentration.misses == []
    assert set(shares.figures["holds truth"]) == set(concentration.figures["holds truth"]) == {1.0}
    of = concentration.figures.set_index("method")
    assert of.loc["hhi of units, jd", "exact"] == 1
    assert 0 < of.loc["hhi of units, tmall", "width / truth"] < of.loc["hhi of units, taobao", "width / truth"]


def test_ranges_that_do_not_hold_are_found(truth: World, weekly: Store) -> None:
    one_sells_all = replace(truth, units=np.where((truth.shop == 0)[:, None], 50 * truth.units, truth.units))
    assert boards.judge_shares(one_sells_all, weekly).misses
    found = boards.judge_concentration(one_sells_all, weekly).misses
    assert {each["document"] for each in found} == {"shops_weekly.csv"}


def test_the_largest_shares_are_added_up() -> None:
    assert boards.largest(np.array([0.1, 0.4, 0.05, 0.2, 0.25]), 4) == pytest.approx(0.95)
