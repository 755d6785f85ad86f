"""The order of a title's words: keywords stand tight where they can, the heaviest first, and what keywords put before
their head stands before it.

Closeness first and the modifier before the head are what sellers of Taobao hold to (紧密优先, 偏正组合): practice, no
rule that a platform has told. The order itself is found by moving words and short runs of them while that is better.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

import numpy as np

from tracker.analysis.titles.joining import join, sparing

LONGEST = 3
"""Words of the longest run that is moved as one."""


class Wanted(NamedTuple):
    """A keyword as the places of its words, in its own order, and what it weighs."""

    words: tuple[int, ...]
    weight: float


def arrange(
    words: Sequence[str],
    wanted: Sequence[Wanted],
    fits: Callable[[str], bool],
    lost: Callable[[Sequence[str]], Sequence[int]],
) -> list[int]:
    """The places of the words, each once, in the order of the title. `fits` tells whether a title may be so; where no
    order that is tried fits, the one that needs the fewest blanks comes back. `lost` tells of titles how many of the
    words are cut otherwise there (女 before 性感 reads 女性, 感): as few as can be come before all else."""
    plan = _Plan(words, wanted)
    return _mended(plan, _climbed(plan, fits), fits, lost)


def _climbed(plan: _Plan, fits: Callable[[str], bool]) -> list[int]:
    """The order after every move of words that makes it worth more."""
    order = plan.chained()
    if not fits(plan.title(order)):
        order = sparing(plan.words)
    worth = plan.worth(order)
    better = True
    while better:
        better = False
        for tried in _moved(order):
            value = plan.worth(tried)
            if value > worth and fits(plan.title(tried)):
                order, worth, better = tried, value, True
                break
    return order


def _mended(
    plan: _Plan, order: list[int], fits: Callable[[str], bool], lost: Callable[[Sequence[str]], Sequence[int]]
) -> list[int]:
    """The order after the moves that keep most words whole, of those the ones that are worth most."""
    (least,) = lost([plan.title(order)])
    while least:
        tried = [each for each in _moved(order) if fits(plan.title(each))]
        losses = lost([plan.title(each) for each in tried])
        if min(losses, default=least) >= least:
            break
        least = min(losses)
        order = max((each for each, loss in zip(tried, losses, strict=True) if loss == least), key=plan.worth)
    return order


class _Plan:
    """What an order is worth: the weight of the keywords that stand tight, then that of the pairs of words in the order
    in which keywords have them."""

    def __init__(self, words: Sequence[str], wanted: Sequence[Wanted]) -> None:
        self.words = words
        self._runs: dict[tuple[int, ...], float] = {}
        self._before = np.zeros((len(words), len(words)))
        for keyword, weight in wanted:
            if len(keyword) > 1:
                self._runs[keyword] = self._runs.get(keyword, 0.0) + weight
            for at, left in enumerate(keyword):
                self._before[left, list(keyword[at + 1 :])] += weight
        self._pairs = np.nonzero(self._before)
        self._apart = self._before[self._pairs]
        links = [(place, *link) for place, run in enumerate(self._runs) for link in pairwise(run)]
        self._links = np.asarray(links, dtype=np.int64).reshape(-1, 3).T
        self._tight = np.asarray(list(self._runs.values()))

    def title(self, order: Sequence[int]) -> str:
        return join(self.words[place] for place in order)

    def worth(self, order: Sequence[int]) -> tuple[float, float]:
        stands = np.empty(len(order), dtype=np.int64)
        stands[order] = np.arange(len(order))
        run, left, right = self._links
        broken = np.bincount(run, stands[right] != stands[left] + 1, len(self._tight)) > 0
        first, then = self._pairs
        kept = self._apart[stands[first] < stands[then]].sum()
        return round(float(self._tight[~broken].sum()), 6), round(float(kept), 6)

    def chained(self) -> list[int]:
        """Words chained keyword by keyword, the heaviest first; chains by what keywords put before one another."""
        after: dict[int, int] = {}
        for run, _weight in sorted(self._runs.items(), key=lambda each: (-each[1], each[0])):
            after = _linked(after, run) or after
        order: list[int] = []
        for place in range(len(self.words)):
            if place not in after.values():
                order = self._inserted(order, [place, *_following(after, place)])
        return order

    def _inserted(self, order: list[int], chain: list[int]) -> list[int]:
        """The chain before or behind what stands, as keywords have most of its words."""
        ahead, behind = self._before[np.ix_(chain, order)].sum(), self._before[np.ix_(order, chain)].sum()
        return [*chain, *order] if ahead > behind else [*order, *chain]


def _linked(after: dict[int, int], run: tuple[int, ...]) -> dict[int, int] | None:
    """What follows each word once the run stands tight as well; null where it can't beside what stands."""
    made = dict(after)
    for left, right in pairwise(run):
        if made.get(left) == right:
            continue
        if left in made or right in made.values() or left in _following(made, right):
            return None
        made[left] = right
    return made


def _following(after: dict[int, int], place: int) -> Iterator[int]:
    """The words behind this one; they never come round."""
    while place in after:
        place = after[place]
        yield place


def _moved(order: list[int]) -> Iterator[list[int]]:
    """Every order with one word or short run elsewhere."""
    for size in range(1, min(LONGEST, len(order) - 1) + 1):
        for at in range(len(order) - size + 1):
            run, rest = order[at : at + size], [*order[:at], *order[at + size :]]
            for to in range(len(rest) + 1):
                if to != at:
                    yield [*rest[:to], *run, *rest[to:]]
