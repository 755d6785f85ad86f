"""How long the best title of a list takes, beside HiGHS on the whole problem at once (the floor, at most 5 s).

2,000 keywords of 4 core words and 350 modifiers, few of which stand in most keywords, in 60 units (30 hanzi).
"""

from __future__ import annotations

import argparse
import time

import numpy as np

from tracker.analysis.titles import optimum
from tracker.analysis.titles.incidence import incidence


def market(seed: int, count: int, modifiers: int) -> tuple[list[list[int]], np.ndarray, np.ndarray]:
    """Keywords as places of words, their weights, and a row of costs."""
    random = np.random.default_rng(seed)
    costs = np.concatenate([[6, 4, 4, 4], random.choice([2, 4, 4, 4, 4, 6, 6, 8], modifiers)]).astype(float)
    often = 1 / np.arange(1, modifiers + 1) ** 0.8
    found: dict[frozenset[int], None] = {}
    while len(found) < count:
        some = random.choice(modifiers, random.integers(0, 4), replace=False, p=often / often.sum()) + 4
        found[frozenset([int(random.choice(4, p=[0.6, 0.2, 0.12, 0.08])), *some.tolist()])] = None
    keywords = [sorted(each) for each in found]
    lengths = np.asarray([len(each) for each in keywords])
    return keywords, np.round(np.exp(random.normal(7, 1.5, count) - 0.7 * lengths)), costs[None, :]


def plain(keywords: list[list[int]], weights: np.ndarray, costs: np.ndarray, limit: float) -> tuple[float, float]:
    """Seconds, and the gap that is left, of the solver alone."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    began = time.perf_counter()
    problem = incidence(keywords, weights, costs, np.asarray([limit]))
    rows, ends = optimum._rows(problem)
    words = problem.costs.shape[1]
    solved = milp(
        np.concatenate([np.zeros(words), -weights]),
        constraints=LinearConstraint(rows, -np.inf, ends),
        integrality=np.concatenate([np.ones(words), np.zeros(len(weights))]),
        bounds=Bounds(0, 1),
        options={"time_limit": 5, "mip_rel_gap": 0},
    )
    return time.perf_counter() - began, float(solved.mip_gap or 0)


def main() -> None:
    """Print a line a list."""
    asked = argparse.ArgumentParser(description=__doc__)
    asked.add_argument("--lists", type=int, default=8)
    asked.add_argument("--keywords", type=int, default=2000)
    asked.add_argument("--words", type=int, default=350)
    asked.add_argument("--limit", type=float, default=60)
    given = asked.parse_args()
    print("list  seconds  gap     solver alone  gap     ratio")
    proven = 0
    for seed in range(given.lists):
        keywords, weights, costs = market(seed, given.keywords, given.words)
        began = time.perf_counter()
        chosen = optimum.choose(keywords, weights, costs, np.asarray([given.limit]), seconds=0.8)
        took = time.perf_counter() - began
        alone, gap = plain(keywords, weights, costs, given.limit)
        proven += chosen.gap_ratio == 0
        print(f"{seed:4}  {took:7.2f}  {chosen.gap_ratio:6.2%}  {alone:12.2f}  {gap:6.2%}  {took / alone:5.2f}")
    print(f"{proven} of {given.lists} proven")


if __name__ == "__main__":
    main()
