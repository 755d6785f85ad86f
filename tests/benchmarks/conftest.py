"""A small simulated market, and a store that holds what its pages showed."""

from __future__ import annotations

import numpy as np
import pytest

from benchmarks.simulated import brought, files, keywords, world
from benchmarks.simulated.keywords import Series
from benchmarks.simulated.world import World
from tracker.store.place import Store

SEED = 618


@pytest.fixture(scope="session")
def truth() -> World:
    """Thirteen weeks of 48 listings."""
    return world.draw(SEED, listings=48, weeks=13)


@pytest.fixture(scope="session")
def weekly(truth: World, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """What was seen of it each Monday. For reading only."""
    folder = tmp_path_factory.mktemp("weekly")
    return brought.bring(folder, files.write(folder, truth, "weekly", np.random.default_rng(SEED)))


@pytest.fixture(scope="session")
def bring_series(tmp_path_factory: pytest.TempPathFactory) -> tuple[list[Series], Store]:
    """Ten keyword series of each kind, and a store that holds them. For reading only."""
    folder = tmp_path_factory.mktemp("series")
    series = keywords.draw(np.random.default_rng(SEED), 10)
    keywords.write(folder / "keywords.csv", series)
    return series, brought.bring(folder, [folder / "keywords.csv"])
