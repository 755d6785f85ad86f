"""Which keywords need which words: the columns that choosing works on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Taken = NDArray[np.bool_]
"""Whether each word is taken."""


@dataclass(frozen=True, slots=True)
class Incidence:
    """Keyword `rows[i]` needs word `words[i]`; ordered by row. `sizes`: words of each keyword; `weights`: above 0, one
    a keyword; `costs`: rows by words; `limits`: one a row. `names`: the words' places in the problem as it was put."""

    rows: NDArray[np.int64]
    words: NDArray[np.int64]
    sizes: NDArray[np.int64]
    weights: Floats
    costs: Floats
    limits: Floats
    names: NDArray[np.int64]

    def per_keyword(self, values: Any) -> Floats:
        """The sum, over the words of each keyword, of one value a word."""
        return np.bincount(self.rows, values[self.words], len(self.weights)).astype(np.float64)

    def per_word(self, values: Any) -> Floats:
        """The sum, over the keywords that need each word, of one value a keyword."""
        return np.bincount(self.words, values[self.rows], len(self.names)).astype(np.float64)

    def lacking(self, taken: Taken) -> Floats:
        """How many of its words each keyword lacks."""
        return self.sizes - self.per_keyword(taken)

    def weight(self, taken: Taken) -> float:
        """Of the keywords all of whose words are taken."""
        return float(self.weights[self.lacking(taken) == 0].sum())

    def fits(self, taken: Taken) -> bool:
        """Whether the words stay within every limit."""
        return bool(np.all(self.costs @ taken <= self.limits + 1e-9))

    def useful(self, taken: Taken) -> Taken:
        """The words taken that some covered keyword needs."""
        used: Taken = taken & (self.per_word(self.lacking(taken) == 0) > 0)
        return used

    def without(self, words: Taken, keywords: NDArray[np.bool_]) -> tuple[Incidence, NDArray[np.int64]]:
        """The problem without these words and keywords (and the keywords that need such a word), and the places of its
        words in this one."""
        kept = ~keywords & (self.per_keyword(words) == 0)
        pairs = kept[self.rows]
        places, renamed = np.unique(self.words[pairs], return_inverse=True)
        rows = (np.cumsum(kept) - 1)[self.rows[pairs]]
        core = Incidence(
            rows,
            renamed,
            self.sizes[kept],
            self.weights[kept],
            self.costs[:, places],
            self.limits,
            self.names[places],
        )
        return core, places


def incidence(keywords: Sequence[Sequence[int]], weights: Floats, costs: Floats, limits: Floats) -> Incidence:
    """The problem of these keywords, each given as the places of its words; words that none needs are left out, and so
    are rows of costs that another one keeps."""
    sizes = np.fromiter(map(len, keywords), dtype=np.int64, count=len(keywords))
    flat = np.fromiter((word for each in keywords for word in each), dtype=np.int64, count=int(sizes.sum()))
    names, words = np.unique(flat, return_inverse=True)
    rows = np.repeat(np.arange(len(keywords)), sizes)
    binding = _binding(costs[:, names], limits)
    return Incidence(rows, words, sizes, weights, costs[binding][:, names], limits[binding], names)


def _binding(costs: Floats, limits: Floats) -> list[int]:
    """The rows that don't follow from another one, which costs at least as much within at most as much."""
    kept = list(range(len(limits)))
    for row in range(len(limits)):
        if any(np.all(costs[other] >= costs[row]) and limits[other] <= limits[row] for other in kept if other != row):
            kept.remove(row)
    return kept
