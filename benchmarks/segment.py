"""How long it takes to cut and count the words of a million titles, beside rjieba alone on the same titles.

    python benchmarks/segment.py [--titles 1000000] [--runs 3] [--seed 1] [--json]

Titles are made of the words of the sample's listings and of numbers with measures, 6 to 14 of each, so nearly all
differ. The floor is `[rjieba.cut(title) for title in titles]`. Each figure is the least of the runs, in which both take
turns; `cpu` is the computing time, which other work on the machine disturbs less. To cut and count is to take at most
1.5 times the floor.
"""

from __future__ import annotations

import argparse
import csv
import json
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import rjieba

from tracker.analysis.titles.segment import Segmenter

SAMPLE = Path(__file__).resolve().parent.parent / "data/sample/listings_taobao.csv"
MEASURES = ("500ml", "36-37码", "1.5L", "3件套", "8GB", "V领", "A字裙", "T恤", "2026", "Nike")
BOUND = 1.5


def main() -> None:
    """Make the titles, and print both times and their ratio."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--titles", type=int, default=1_000_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    titles = made(said.titles, said.seed)
    works: dict[str, Callable[[], Any]] = {
        "floor": lambda: [rjieba.cut(title) for title in titles],
        "counts": lambda: Segmenter().counts(titles),
        "cut": lambda: Segmenter().cut(titles),
        "many": lambda: Segmenter().many(titles),
    }
    times = {name: (float("inf"), float("inf")) for name in works}
    for _ in range(said.runs):
        for name, work in works.items():
            times[name] = tuple(map(min, times[name], timed(work)))
    figures = {
        name: {"s": round(wall, 2), "cpu_s": round(cpu, 2), "ratio": round(cpu / times["floor"][1], 2)}
        for name, (wall, cpu) in times.items()
    }
    figures["counts"]["bound"] = BOUND
    print(json.dumps(figures)) if said.json else report(figures, titles)


def made(count: int, seed: int) -> list[str]:
    """As many titles, of words of the sample drawn by the seed."""
    rng = random.Random(seed)
    with SAMPLE.open(encoding="gb18030") as file:
        rows = list(csv.DictReader(list(file)[2:]))
    words = [word for row in rows for word in Segmenter().words(row["宝贝标题"])] + [*MEASURES] * (len(rows) // 20)
    return ["".join(rng.choices(words, k=rng.randint(6, 14))) for _ in range(count)]


def timed(work: Callable[[], Any]) -> tuple[float, float]:
    """Seconds by the clock and of computing."""
    wall, cpu = time.perf_counter(), time.process_time()
    made = work()
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    del made
    return wall, cpu


def report(figures: dict[str, dict[str, float]], titles: list[str]) -> None:
    """Print the figures as lines."""
    characters = sum(map(len, titles)) / len(titles)
    print(f"{len(titles):,} titles, {len(set(titles)):,} different, {characters:.0f} characters each")
    for name, each in figures.items():
        bound = f", at most {each['bound']}" if "bound" in each else ""
        print(f"{name:8} {each['s']:6.2f} s  cpu {each['cpu_s']:6.2f} s  {each['ratio']:.2f} x the floor{bound}")


if __name__ == "__main__":
    main()
