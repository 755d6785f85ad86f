"""Keywords cut to roots (词根): which words make up a list, and sums of what is told of the keywords that hold each.

A sum over keywords counts a person who searches two of them twice, so of people it is an upper bound; ratios are sums
over sums, of the keywords that tell both (docs/analysis/words.md).
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds
from tracker.analysis.titles.segment import Cut, distinct

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


class Holding(NamedTuple):
    """Which keyword holds which word, once each. `root`: the number of the pair of list and word, `keyword` the row;
    ordered by root. `lists` and `words`: the list and the word (of the cut's vocabulary) of each root."""

    root: Ints
    keyword: Ints
    lists: Ints
    words: Ints

    def held_by(self, of: NDArray[np.bool_] | None = None) -> Ints:
        """How many keywords hold each root; those alone that are marked."""
        root = self.root if of is None else self.root[of[self.keyword]]
        return np.bincount(root, minlength=len(self.words))


class Sums(NamedTuple):
    """Of each root: the sum of what its keywords tell (an open high end leaves it open; NaN: none tells it), and how
    many tell it."""

    of: Bounds
    told_by: Ints


def holding(cut: Cut, lists: Ints) -> Holding:
    """Which keywords, of which lists, hold which words."""
    rows, width = max(len(lists), 1), max(len(cut.vocabulary), 1)
    text = cut.texts()
    pairs = distinct((lists[text] * width + cut.ids) * rows + text)
    pair, keyword = np.divmod(pairs, rows)
    root, number = np.unique(pair, return_inverse=True)
    list_of, word = np.divmod(root, width)
    return Holding(number, keyword, list_of, word)


def sums(held: Holding, measure: Bounds) -> Sums:
    """The sums of a measure of the keywords."""
    told = ~np.isnan(measure.low)[held.keyword]
    root, keyword = held.root[told], held.keyword[told]
    count = np.bincount(root, minlength=len(held.words))
    low, high = (np.bincount(root, each[keyword], len(held.words)) for each in measure)
    return Sums(Bounds(np.where(count, low, np.nan), np.where(count, high, np.nan)), count)


def ratio(held: Holding, above: Bounds, below: Bounds) -> Sums:
    """The sum of one measure over that of another, of the keywords that tell both, and how many do. NaN where that of
    the other is zero; open above where it may be."""
    both = ~(np.isnan(above.low) | np.isnan(below.low))
    over, under = (
        sums(held, Bounds(np.where(both, each.low, np.nan), np.where(both, each.high, np.nan)))
        for each in (above, below)
    )
    with np.errstate(divide="ignore", invalid="ignore"):
        low = over.of.low / under.of.high
        high = np.where(under.of.low > 0, over.of.high / under.of.low, np.inf)
    none = ~(under.of.high > 0)
    return Sums(Bounds(np.where(none, np.nan, low), np.where(none, np.nan, high)), over.told_by)


def within(held: Holding, mean: Bounds, rates: Bounds) -> Bounds:
    """A mean of the keywords' rates, weighed by what may be a range, lies between the least and the greatest of them.
    Rates that aren't told (NaN) are of no keyword that the mean is made of; where none is, the mean stays as it is."""
    told = ~np.isnan(rates.low)[held.keyword]
    root, keyword = held.root[told], held.keyword[told]
    least, most = np.full(len(held.words), np.inf), np.full(len(held.words), -np.inf)
    np.minimum.at(least, root, rates.low[keyword])
    np.maximum.at(most, root, rates.high[keyword])
    has = least <= most
    low, high = (np.clip(each, least, most) for each in mean)  # NaN stays NaN
    return Bounds(np.where(has, low, mean.low), np.where(has, high, mean.high))


def heads(cut: Cut, skipped: NDArray[np.bool_]) -> Ints:
    """The word in which each keyword ends, as the vocabulary's number, skipped words left out; -1: none."""
    found = np.full(len(cut.starts) - 1, -1, np.int64)
    places = np.flatnonzero(~skipped[cut.ids])
    found[cut.texts()[places]] = cut.ids[places]  # of several the last one stays
    return found
