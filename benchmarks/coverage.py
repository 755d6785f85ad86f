"""How long it takes to score a title against a long keyword list, beside rjieba alone on the list's keywords.

    python benchmarks/coverage.py [--keywords 100000] [--titles 500] [--seed 1] [--json]

Keywords are one to three words of the sample's listings and a head, nearly all different. `floor` is
`[rjieba.cut(each) for each in keywords]`; `segmenter`: learn from the list; `prepared`: cut it once; `score`: one
title, with what is missing, as the page does while somebody types; `covered`: that many titles covered. Seconds of
computing time, the least of three runs.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Callable
from datetime import datetime
from typing import Any

import numpy as np
import rjieba
from segment import made as made_titles

from tracker.analysis.bounds import bounds
from tracker.analysis.keywords.lists import KeywordList
from tracker.analysis.titles.coverage import cover_many
from tracker.analysis.titles.rules import rule_of
from tracker.analysis.titles.score import basis, score
from tracker.analysis.titles.segment import Segmenter
from tracker.analysis.titles.vocabulary import segmenter_of

HEADS = ("连衣裙", "半身裙", "衬衫", "T恤", "长裙")


def main() -> None:
    """Make the list, and print the times."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--keywords", type=int, default=100_000)
    parser.add_argument("--titles", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--json", action="store_true")
    said = parser.parse_args()
    words = made(said.keywords, said.seed)
    titles = made_titles(said.titles, said.seed + 1)
    segmenter = segmenter_of(words.keywords)
    of = basis(words, segmenter, "taobao", rule_of("taobao"), rivals=titles[:100])
    figures = {
        "floor": least(lambda: [rjieba.cut(each) for each in words.keywords]),
        "segmenter": least(lambda: segmenter_of([*words.keywords, str(time.perf_counter())])),
        "prepared": least(lambda: basis(words, segmenter, "taobao", None)),
        "score": least(lambda: score(titles[0], of)),
        "covered": least(lambda: cover_many(titles, of.known, segmenter)),
    }
    if said.json:
        print(json.dumps(figures))
        return
    print(f"{len(words.keywords):,} keywords of {len(of.known.numbers):,} words, {said.titles} titles")
    for name, seconds in figures.items():
        print(f"{name:>10} {seconds:8.3f} s {seconds / figures['floor']:8.2f} x")


def made(count: int, seed: int) -> KeywordList:
    """A list of as many keywords, with demand drawn by the seed."""
    rng = random.Random(seed)
    words = sorted({word for title in made_titles(2000, seed) for word in Segmenter().words(title)})
    found: dict[str, None] = {}
    while len(found) < count:
        found["".join(rng.sample(words, rng.randint(1, 3))) + rng.choice(HEADS)] = None
    demand = np.random.default_rng(seed).pareto(1.2, count) * 100
    day = datetime(2026, 6, 1)  # noqa: DTZ001 - the market's wall time has no zone
    ranks = np.full(count, np.nan)
    measures = {"search_popularity": bounds(demand, demand)}
    return KeywordList("made", None, None, list(found), measures, {}, ranks, day, day, ())


def least(work: Callable[[], Any]) -> float:
    """Seconds of computing, the least of three runs."""
    times = []
    for _ in range(3):
        begun = time.process_time()
        work()
        times.append(time.process_time() - begun)
    return min(times)


if __name__ == "__main__":
    main()
