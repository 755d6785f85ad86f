"""Every interval of sales holds what was truly sold, and the judge finds the ones that don't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.simulated import sales
from benchmarks.simulated.world import World
from tracker.store.place import Store

pytestmark = pytest.mark.xdist_group("market")  # one process imports it, once


def test_every_interval_of_sales_holds_what_was_truly_sold(truth: World, weekly: Store) -> None:
    verdict = sales.judge_periods(truth, weekly, "weekly")
    assert verdict.misses == []
    assert set(verdict.figures["method"]) >= {"difference", "window"}
    assert (verdict.figures["holds truth"] == 1).all()
    assert verdict.figures.intervals.min() > 200
    assert (verdict.figures.exact > 0.01).any()


@pytest.mark.parametrize("method", ["difference", "window"])
def test_sales_that_the_answers_do_not_hold_are_found(method: str, truth: World, weekly: Store) -> None:
    more = replace(truth, units=truth.units + 3 * (truth.units > 0))
    found = [each for each in sales.judge_periods(more, weekly, "weekly").misses if each["method"] == method]
    assert found
    assert found[0]["document"].startswith("listings_")
