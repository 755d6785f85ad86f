"""A good set of words quickly: words are added keyword by keyword, then exchanged while that covers more."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.titles.incidence import Floats, Incidence, Taken

_PAIRS = 12
"""Of the words that cost most for what they cover, so many are exchanged in pairs."""


def climb(problem: Incidence, relaxed: Floats) -> Taken:
    """The best of two climbs: from nothing, and from the words that the relaxation takes by more than half. Words and
    keywords are tried in a fixed order, so equal problems have equal answers."""
    starts = (np.zeros(len(relaxed), dtype=bool), _rounded(problem, relaxed))
    return max((_climbed(problem, _filled(problem, start)) for start in starts), key=problem.weight)


def _rounded(problem: Incidence, relaxed: Floats) -> Taken:
    taken = np.zeros(len(relaxed), dtype=bool)
    for word in np.argsort(-relaxed, kind="stable"):
        if relaxed[word] <= 0.5:
            break
        taken[word] = True
        taken[word] = problem.fits(taken)
    return taken


def _filled(problem: Incidence, taken: Taken, banned: NDArray[np.int64] | None = None) -> Taken:
    """The words, and behind them those of the keyword that brings most for what it costs, as long as one fits. What a
    keyword brings: its own weight and that of the keywords which lack one word alone that it has."""
    taken = taken.copy()
    barred = np.zeros(len(problem.weights), dtype=bool)
    if banned is not None:
        out = np.zeros(len(taken))
        out[banned] = 1
        barred = problem.needs @ out > 0
    while True:
        absent = (~taken).astype(np.float64)
        lacks = problem.sizes - problem.needs @ taken.astype(np.float64)
        alone = problem.needs.T @ ((lacks == 1) * problem.weights) * absent
        brings = problem.needs @ alone + np.where(lacks >= 2, problem.weights, 0)
        costs = np.stack([problem.needs @ (row * absent) for row in problem.costs])
        left = (problem.limits - problem.costs @ taken)[:, None] + 1e-9
        open_ = (lacks > 0) & ~barred & np.all(costs <= left, axis=0)
        if not open_.any():
            return taken
        spent = (costs / np.maximum(problem.limits, 1e-9)[:, None]).max(axis=0)
        best = int(np.where(open_, brings / np.maximum(spent, 1e-9), -1).argmax())
        taken[problem.needs.indices[problem.needs.indptr[best] : problem.needs.indptr[best + 1]]] = True


def _climbed(problem: Incidence, taken: Taken) -> Taken:
    """The words after every exchange of one or two of them that covers more."""
    weight = problem.weight(taken)
    better = True
    while better:
        better = False
        for tried in _exchanged(problem, taken):
            if problem.weight(tried) > weight:
                taken, weight, better = tried, problem.weight(tried), True
                break
    return taken


def _exchanged(problem: Incidence, taken: Taken) -> Iterator[Taken]:
    """The choices that come of leaving out one word, which may come back or not, or two: the ones that cover least for
    what they cost first."""
    covered = (problem.lacking(taken) < 0.5) * problem.weights
    loss = problem.needs.T @ covered
    words = np.flatnonzero(taken)
    order = words[np.argsort(loss[words] / np.maximum(problem.costs[:, words].max(axis=0), 1e-9), kind="stable")]
    for word in order:
        for banned in (np.asarray([word]), None):
            yield _filled(problem, _left(problem, taken, [word]), banned)
    for pair in combinations(order[:_PAIRS], 2):
        yield _filled(problem, _left(problem, taken, list(pair)), np.asarray(pair))


def _left(problem: Incidence, taken: Taken, words: list[np.int64]) -> Taken:
    rest = taken.copy()
    rest[words] = False
    return problem.useful(rest)
