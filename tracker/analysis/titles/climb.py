"""A good set of words quickly: words are added keyword by keyword, then exchanged while that covers more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

import numpy as np

from tracker.analysis.titles.incidence import Floats, Incidence, Taken

_PAIRS = 12
"""Of the words that cost most for what they cover, so many are exchanged in pairs."""


def climb(problem: Incidence, relaxed: Floats | None = None) -> Taken:
    """The best of two climbs: from nothing, and from the words that the relaxation takes by more than half (null: the
    first alone). Words and keywords are tried in a fixed order, so equal problems have equal answers."""
    starts = [np.zeros(len(problem.names), dtype=bool)]
    if relaxed is not None:
        starts.append(_rounded(problem, relaxed))
    return max((_climbed(problem, _filled(problem, start)) for start in starts), key=problem.weight)


def _rounded(problem: Incidence, relaxed: Floats) -> Taken:
    taken = np.zeros(len(relaxed), dtype=bool)
    for word in np.argsort(-relaxed, kind="stable"):
        if relaxed[word] <= 0.5:
            break
        taken[word] = True
        taken[word] = problem.fits(taken)
    return taken


def _filled(problem: Incidence, taken: Taken, banned: Sequence[int] = ()) -> Taken:
    """The words, and behind them those of the keyword that brings most for what it costs, as long as one fits. What a
    keyword brings: its own weight and that of the keywords which lack one word alone that it has."""
    taken = taken.copy()
    barred = np.zeros(len(taken), dtype=bool)
    barred[list(banned)] = True
    never = problem.per_keyword(barred) > 0
    scale = np.maximum(problem.limits, 1e-9)
    while True:
        lacks = problem.lacking(taken)
        absent = ~taken
        alone = problem.per_word((lacks == 1) * problem.weights) * absent
        brings = problem.per_keyword(alone) + np.where(lacks >= 2, problem.weights, 0)
        left = problem.limits - problem.costs @ taken + 1e-9
        able, spent = (lacks > 0) & ~never, np.zeros(len(lacks))
        for row, most, unit in zip(problem.costs, left, scale, strict=True):
            cost = problem.per_keyword(row * absent)
            able &= cost <= most
            spent = np.maximum(spent, cost / unit)
        if not able.any():
            return taken
        best = int(np.where(able, brings / np.maximum(spent, 1e-9), -1).argmax())
        begin, end = np.searchsorted(problem.rows, [best, best + 1])
        taken[problem.words[begin:end]] = True


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
    loss = problem.per_word((problem.lacking(taken) == 0) * problem.weights)
    words = np.flatnonzero(taken)
    order = words[
        np.argsort(loss[words] / np.maximum(problem.costs[:, words].max(axis=0), 1e-9), kind="stable")
    ].tolist()
    for word in order:
        for banned in ([word], []):
            yield _filled(problem, _left(problem, taken, [word]), banned)
    for pair in combinations(order[:_PAIRS], 2):
        yield _filled(problem, _left(problem, taken, pair), pair)


def _left(problem: Incidence, taken: Taken, words: Sequence[int]) -> Taken:
    rest = taken.copy()
    rest[list(words)] = False
    return problem.useful(rest)
