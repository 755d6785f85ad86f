"""The judge of the numbers: a simulated market is imported as files, asked the questions, and held against its truth.

    python benchmarks/market.py [--listings 160] [--weeks 52] [--series 200] [--categories 60] [--seed 618]

What is simulated, and what the figures mean: docs/analysis/market.md. Exit 1 where an interval that claims to hold the
truth doesn't, or a rate is worse than nominal by more than chance.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import numpy as np
from simulated import boards, brought, files, index, keywords, looks, orders, promotions, sales, trends, world
from simulated.judging import Verdict
from simulated.world import World

from tracker.store.place import Store


def main() -> int:
    """Draw, import, judge, print."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--listings", type=int, default=160, help="listings that are recorded, of eight categories")
    parser.add_argument("--weeks", type=int, default=52, help="weeks of looks")
    parser.add_argument("--series", type=int, default=200, help="keyword series of each kind")
    parser.add_argument("--categories", type=int, default=60, help="categories whose price index is judged")
    parser.add_argument("--seed", type=int, default=618)
    given = parser.parse_args()
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as name:
        truth = world.draw(given.seed, given.listings, given.weeks)
        print(f"{given.listings} listings, {given.weeks} weeks, seed {given.seed}: {truth.units.sum():,} units sold")
        stores = {plan: _brought(Path(name), truth, plan, given.seed) for plan in (*looks.PLANS, looks.DATED)}
        holds = True
        for verdict in _verdicts(truth, stores, Path(name), given):
            print(f"\n{verdict.text()}", flush=True)
            holds &= verdict.holds
    print(f"\n{time.perf_counter() - began:.0f} s: {'all that is claimed holds' if holds else 'MISSED'}")
    return 0 if holds else 1


def _verdicts(truth: World, stores: dict[str, Store], folder: Path, given: argparse.Namespace) -> Iterator[Verdict]:
    for plan in ("weekly", "uneven"):
        yield sales.judge_periods(truth, stores[plan], plan)
        yield sales.judge_rates(truth, stores[plan], plan)
        yield sales.judge_hits(truth, stores[plan], plan)
    yield sales.judge_dates(truth, stores[looks.DATED], looks.moments(looks.DATED, truth, _chance(given)))
    yield boards.judge_shares(truth, stores["weekly"])
    yield boards.judge_concentration(truth, stores["weekly"])
    yield orders.judge(truth, stores["weekly"])
    yield promotions.judge(truth, {plan: stores[plan] for plan in looks.PLANS})
    yield promotions.tune(truth, {plan: stores[plan] for plan in looks.PLANS})
    yield _index(folder, given)
    yield _trend(folder, given)


def _brought(folder: Path, truth: World, plan: str, seed: int) -> Store:
    """The store of a plan's looks. How long it took goes to standard error."""
    began = time.perf_counter()
    (folder / plan).mkdir()
    paths = files.write(folder / plan, truth, plan, np.random.default_rng(seed))
    store = brought.bring(folder / plan, paths)
    print(f"{plan}: written and imported in {time.perf_counter() - began:.0f} s", file=sys.stderr)
    return store


def _index(folder: Path, given: argparse.Namespace) -> Verdict:
    markets = index.draw(_chance(given), given.categories, min(given.weeks, 27))
    (folder / "index").mkdir()
    path = folder / "index" / "listings.csv"
    index.write(path, markets)
    return index.judge(markets, brought.bring(folder / "index", [path]))


def _trend(folder: Path, given: argparse.Namespace) -> Verdict:
    series = keywords.draw(_chance(given), given.series)
    (folder / "keywords").mkdir()
    path = folder / "keywords" / "keywords.csv"
    keywords.write(path, series)
    return trends.judge(series, brought.bring(folder / "keywords", [path]))


def _chance(given: argparse.Namespace) -> np.random.Generator:
    return np.random.default_rng(given.seed)


if __name__ == "__main__":
    sys.exit(main())
