"""Every interval of sales holds what was truly sold, and the judge finds the ones that don't."""

from __future__ import annotations

from dataclasses import replace

import pytest

from benchmarks.simulated import orders, sales
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


def test_every_rate_holds_the_true_one(truth: World, weekly: Store) -> None:
    verdict = sales.judge_rates(truth, weekly, "weekly")
    assert verdict.misses == []
    assert set(verdict.figures["method"]) == {"crossing", "difference", "window"}


def test_rates_that_the_answers_do_not_hold_are_found(truth: World, weekly: Store) -> None:
    more = replace(truth, units=truth.units + 3 * (truth.units > 0), removed=truth.removed * 0)
    assert {"difference", "window"} <= {each["method"] for each in sales.judge_rates(more, weekly, "weekly").misses}


def test_rates_put_listings_nearly_in_the_order_of_what_they_sold(truth: World, weekly: Store) -> None:
    by = orders.judge(truth, weekly).figures.set_index("by")["median tau"]
    assert by["rate, low end"] > 0.7
    assert by["reviews gained"] > 0.7


def test_the_units_of_every_hit_hold_the_true_ones(truth: World, weekly: Store) -> None:
    verdict = sales.judge_hits(truth, weekly, "weekly")
    assert verdict.misses == []
    assert verdict.figures.intervals.sum() > 20
    more = replace(truth, units=5 * truth.units, removed=truth.removed * 0)
    assert sales.judge_hits(more, weekly, "weekly").misses
