"""The price index of a few recorded listings speaks for their market, and the judge finds one that doesn't."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from benchmarks.simulated import brought, index
from benchmarks.simulated.index import Markets
from tracker.store.place import Store

pytestmark = pytest.mark.xdist_group("market")  # one process imports it, once


@pytest.fixture(scope="module")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Markets, Store]:
    """Twelve categories, seen for nine weeks. For reading only."""
    folder: Path = tmp_path_factory.mktemp("index")
    markets = index.draw(np.random.default_rng(3), categories=12, weeks=9)
    index.write(folder / "listings.csv", markets)
    return markets, brought.bring(folder, [folder / "listings.csv"])


def test_the_index_speaks_for_its_market(recorded: tuple[Markets, Store]) -> None:
    verdict = index.judge(*recorded)
    assert verdict.misses == []
    assert verdict.figures.indices.sum() == 2 * 12 * 8
    assert (verdict.figures.interval_holds > 0.8).all()
    assert verdict.figures.bias.abs().max() < 0.05


def test_an_index_of_another_market_is_found(recorded: tuple[Markets, Store]) -> None:
    markets, store = recorded
    dearer = markets._replace(log_price=markets.log_price + 0.05 * np.arange(63) / 7)
    found = index.judge(dearer, store).misses
    assert {each["what"] for each in found} == {"bias", "intervals"}
    assert {each["formula"] for each in found} == {"jevons", "geks"}
