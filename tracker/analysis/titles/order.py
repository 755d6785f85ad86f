"""The order of a title's words: keywords stand tight where they can, the heaviest first, and what keywords put before
their head stands before it.

Closeness first and the modifier before the head are what sellers of Taobao hold to (紧密优先, 偏正组合): practice, no
rule that a platform has told. Of few words every order is tried. Of more, words and short runs of them are moved while
that is better, from several beginnings.
"""

from __future__ import annotations

import functools
from collections.abc import Callable, Iterator, Sequence
from itertools import islice, pairwise, permutations
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.titles.joining import join, sparing

LONGEST = 3
"""Words of the longest run that is moved as one."""

FEW = 8
"""Words of which every order is tried."""

BEGINNINGS = 12
"""From how many orders, at most, more words are moved; all but the first chain keywords by weights that chance has
changed."""

MOVES = 3000
"""Of all beginnings together, the orders that one move leads to: many words have fewer beginnings."""

TRIED = 2000
"""Of orders that are worth more, how many are asked at a time whether they fit."""

Orders = NDArray[np.int64]


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
    if len(words) < 2:
        return list(range(len(words)))
    plan = _Plan(words, wanted)
    order = _best_of_all(plan, fits) if len(words) <= FEW else None
    return _mended(plan, order or _climbed(plan, fits), fits, lost)


def _best_of_all(plan: _Plan, fits: Callable[[str], bool]) -> list[int] | None:
    """Of all orders the best that fits; null where none of the best ones does."""
    return plan.best(_permutations(len(plan.words)), None, fits)


def _climbed(plan: _Plan, fits: Callable[[str], bool]) -> list[int]:
    """The best order that moves of words reach from several beginnings; the one that needs the fewest blanks where
    nothing fits."""
    chance = np.random.default_rng(0)  # equal words come in an equal order
    more = min(BEGINNINGS, MOVES // len(_moves(len(plan.words)))) - 1
    found = [_climbed_from(plan, plan.chained(), fits)]
    found += [_climbed_from(plan, plan.chained(chance), fits) for _ in range(more)]
    return max(found, key=lambda order: (fits(plan.title(order)), plan.worth(order)))


def _climbed_from(plan: _Plan, order: list[int], fits: Callable[[str], bool]) -> list[int]:
    """The order after the best move of words as long as one makes it worth more."""
    if not fits(plan.title(order)):
        order = sparing(plan.words)
    moves = _moves(len(order))
    while (better := plan.best(np.asarray(order)[moves], plan.worth(order), fits)) is not None:
        order = better
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
        self._firsts = np.flatnonzero(np.diff(self._links[0], prepend=-1))
        self._tight = np.asarray(list(self._runs.values()))

    def title(self, order: Sequence[int]) -> str:
        return join(self.words[place] for place in order)

    def worth(self, order: Sequence[int]) -> tuple[float, float]:
        tight, kept = self.worths(np.asarray([order], dtype=np.int64))
        return float(tight[0]), float(kept[0])

    def worths(self, orders: Orders) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
        """What each of the orders, a row each, is worth."""
        stands = np.empty_like(orders)
        np.put_along_axis(stands, orders, np.arange(orders.shape[1])[np.newaxis], axis=1)
        first, then = self._pairs
        kept = (stands[:, first] < stands[:, then]) @ self._apart
        if not len(self._firsts):
            return np.zeros(len(orders)), np.round(kept, 6)
        _run, left, right = self._links
        broken = np.logical_or.reduceat(stands[:, right] != stands[:, left] + 1, self._firsts, axis=1)
        return np.round(~broken @ self._tight, 6), np.round(kept, 6)

    def best(self, orders: Orders, worth: tuple[float, float] | None, fits: Callable[[str], bool]) -> list[int] | None:
        """The first of the best orders, a row each, that fits and is worth more than `worth` (null: whatever it is
        worth); null where none of the TRIED best is."""
        tight, kept = self.worths(orders)
        ranked = np.lexsort((-kept, -tight))
        for place in islice(ranked, TRIED):
            if worth is not None and (tight[place], kept[place]) <= worth:
                return None
            order: list[int] = orders[place].tolist()
            if fits(self.title(order)):
                return order
        return None

    def chained(self, chance: np.random.Generator | None = None) -> list[int]:
        """Words chained keyword by keyword, the heaviest first; chains by what keywords put before one another. Where
        chance plays, weights are up to some times what they are."""
        after: dict[int, int] = {}
        factors = np.ones(len(self._runs)) if chance is None else np.exp(chance.normal(size=len(self._runs)))
        weights = {run: weight * factor for (run, weight), factor in zip(self._runs.items(), factors, strict=True)}
        for run, _weight in sorted(weights.items(), key=lambda each: (-each[1], each[0])):
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


@functools.lru_cache(maxsize=8)
def _permutations(count: int) -> Orders:
    return np.asarray(list(permutations(range(count))), dtype=np.int64).reshape(-1, count)


@functools.lru_cache(maxsize=32)
def _moves(count: int) -> Orders:
    return np.asarray(list(_moved(list(range(count)))), dtype=np.int64).reshape(-1, count)


def _moved(order: list[int]) -> Iterator[list[int]]:
    """Every order with one word or short run elsewhere."""
    for size in range(1, min(LONGEST, len(order) - 1) + 1):
        for at in range(len(order) - size + 1):
            run, rest = order[at : at + size], [*order[:at], *order[at + size :]]
            for to in range(len(rest) + 1):
                if to != at:
                    yield [*rest[:to], *run, *rest[to:]]
