"""The best set of words within a limit, exactly: a set-union knapsack, in which shared words are paid once.

Model: maximise the weight of the keywords all of whose words are taken, y_k <= x_w for each word w of keyword k, while
every row of costs stays within its limit (Goldschmidt, Nehme, Yu: Note on the set-union knapsack problem, Naval
Research Logistics 41, 1994). It is solved in three steps:

1. the linear relaxation gives a bound, a local search a choice (Wolsey: Integer Programming, 1998, chapters 2 and 12);
2. words and keywords that no better choice can hold, by their reduced costs, are fixed (there, section 11.6): of 400
   words about 100 remain;
3. what remains is solved by branch and cut (HiGHS, through scipy) until it is proven or the time is up.
"""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.titles.climb import climb
from tracker.analysis.titles.incidence import Incidence, incidence

Floats = NDArray[np.float64]

MOST = 5_000
"""Keywords that are compared: a relaxation of 20,000 takes five times as long as one of 5,000, of 100,000 minutes."""

_SLACK = 1e-9
"""Relative: what rounding may cost."""


class Choice(NamedTuple):
    """`words`: the places of those taken, ascending. `weight`: of the keywords covered; `bound`: no choice has more.
    The choice is proven the best where both are equal."""

    words: list[int]
    weight: float
    bound: float

    @property
    def gap_ratio(self) -> float:
        """How much more a better choice could cover at most, of the bound: 0 is proven."""
        return 0.0 if self.bound <= 0 else max(0.0, (self.bound - self.weight) / self.bound)


def choose(
    keywords: Sequence[Sequence[int]], weights: Floats, costs: Floats, limits: Floats, seconds: float = 0.8
) -> Choice:
    """The words to take. `keywords`: the words of each, by their place, no word twice; `weights`: one each, at least 0;
    `costs`: rows by words, at least 0; `limits`: one a row, at least 0. After `seconds` of proving the best choice so
    far comes with the bound reached. Of more than MOST keywords the heaviest are compared; what the others weigh
    widens the bound."""
    began = time.monotonic()
    heavy = np.argsort(-weights, kind="stable")[:MOST]
    problem = _merged([keywords[place] for place in heavy], weights[heavy], costs, limits)
    if not problem.weights.size:
        return Choice([], 0.0, 0.0)
    chosen, bound = _chosen(problem, seconds - (time.monotonic() - began))
    if len(heavy) == len(keywords):
        return Choice(chosen, problem.weight(np.isin(problem.names, chosen)), bound)
    words = frozenset(chosen)
    covered = np.fromiter((words.issuperset(each) for each in keywords), dtype=bool, count=len(keywords))
    light = np.ones(len(keywords), dtype=bool)
    light[heavy] = False
    return Choice(chosen, float(weights[covered].sum()), bound + float(weights[light].sum()))


def quickly(keywords: Sequence[Sequence[int]], weights: Floats, costs: Floats, limits: Floats) -> list[int]:
    """A good set of words, of which nothing is proven; parameters as of `choose`."""
    heavy = np.argsort(-weights, kind="stable")[:MOST]
    problem = _merged([keywords[place] for place in heavy], weights[heavy], costs, limits)
    found = climb(problem)
    words: list[int] = problem.names[problem.useful(found)].tolist()
    return words


def _chosen(problem: Incidence, seconds: float) -> tuple[list[int], float]:
    """The words to take, and what no choice covers more than: what they cover, where that is proven."""
    began = time.monotonic()
    relaxed = _relaxed(problem)
    found = climb(problem, relaxed.words)
    weight, bound = problem.weight(found), max(relaxed.bound, problem.weight(found))
    if bound - weight > _SLACK * bound:
        left = max(0.05, seconds - (time.monotonic() - began))
        found, bound = _proven(problem, relaxed, found, bound, left)
        weight = problem.weight(found)
    words = problem.names[problem.useful(found)]
    return sorted(words.tolist()), weight if bound - weight <= _SLACK * bound else bound


class _Relaxed(NamedTuple):
    """`words`: how much of each; `bound`; and what forcing a word or keyword costs: out of its lower end 0, or its
    upper end 1 (both not negative; words first, then keywords)."""

    words: Floats
    bound: float
    rise: Floats
    fall: Floats


def _merged(keywords: Sequence[Sequence[int]], weights: Floats, costs: Floats, limits: Floats) -> Incidence:
    """The problem without what can't or needn't be covered; keywords of the same words are one."""
    sums: dict[tuple[int, ...], float] = {}
    for needed, weight in zip(keywords, weights.tolist(), strict=True):
        if weight > 0:
            place = tuple(sorted(needed))
            sums[place] = sums.get(place, 0.0) + weight
    fits = {needed: each for needed, each in sums.items() if np.all(costs[:, list(needed)].sum(axis=1) <= limits)}
    return incidence(list(fits), np.asarray(list(fits.values())), costs, limits)


def _relaxed(problem: Incidence) -> _Relaxed:
    from scipy.optimize import linprog

    count = problem.costs.shape[1]
    rows, ends = _rows(problem)
    solved = linprog(
        np.concatenate([np.zeros(count), -problem.weights]), A_ub=rows, b_ub=ends, bounds=(0, 1), method="highs"
    )
    return _Relaxed(solved.x[:count], -solved.fun, solved.lower.marginals, -solved.upper.marginals)


def _proven(
    problem: Incidence, relaxed: _Relaxed, found: NDArray[np.bool_], bound: float, seconds: float
) -> tuple[NDArray[np.bool_], float]:
    """A choice at least as good as the one found, and a bound no higher than the one known."""
    from scipy.optimize import Bounds, LinearConstraint, milp

    weight, count = problem.weight(found), problem.costs.shape[1]
    least = weight * (1 - _SLACK)
    out, kept = relaxed.bound - relaxed.rise < least, relaxed.bound - relaxed.fall < least
    core, places = problem.without(words=out[:count], keywords=out[count:])
    if not core.weights.size:
        return found, weight
    rows, ends = _rows(core)
    size = core.costs.shape[1]
    scale = core.weights.max()
    solved = milp(
        np.concatenate([np.zeros(size), -core.weights / scale]),
        constraints=LinearConstraint(rows, -np.inf, ends),
        integrality=np.concatenate([np.ones(size), np.zeros(len(core.weights))]),
        bounds=Bounds(np.concatenate([kept[:count][places], np.zeros(len(core.weights))]), 1),
        options={"time_limit": seconds, "mip_rel_gap": 0},
    )
    better = found
    if solved.x is not None:
        taken = np.zeros(count, dtype=bool)
        taken[places[solved.x[:size] > 0.5]] = True
        if problem.fits(taken) and problem.weight(taken) > weight:
            better = taken
    reached = weight if solved.status in _SETTLED else _bound_of(solved, scale, bound)
    return better, max(problem.weight(better), min(bound, reached))


_SETTLED = (0, 2)
"""HiGHS by scipy's numbers: solved, and infeasible: then nothing is better than what was found."""


def _bound_of(solved: Any, scale: float, known: float) -> float:
    reached = solved.mip_dual_bound
    return known if reached is None or not np.isfinite(reached) else -float(reached) * scale


def _rows(problem: Incidence) -> tuple[Any, Floats]:
    """y_k - x_w <= 0 for each word of each keyword, and the rows of costs."""
    from scipy.sparse import coo_matrix, csr_matrix, hstack, vstack

    pairs, words = len(problem.rows), len(problem.names)
    each = np.arange(pairs)
    links = coo_matrix(
        (
            np.concatenate([np.ones(pairs), -np.ones(pairs)]),
            (np.concatenate([each, each]), np.concatenate([words + problem.rows, problem.words])),
        ),
        shape=(pairs, words + len(problem.weights)),
    )
    spent = hstack([csr_matrix(problem.costs), csr_matrix((len(problem.limits), len(problem.weights)))])
    return vstack([links, spent]).tocsr(), np.concatenate([np.zeros(pairs), problem.limits])
