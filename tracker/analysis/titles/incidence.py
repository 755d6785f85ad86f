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
    """`needs`: keywords by words, 1 where the keyword needs the word (a sparse matrix); `sizes`: words of each keyword.
    `weights`: above 0, one a keyword; `costs`: rows by words; `limits`: one a row. `names`: the words' places in the
    problem as it was put."""

    needs: Any
    sizes: Floats
    weights: Floats
    costs: Floats
    limits: Floats
    names: NDArray[np.int64]

    def lacking(self, taken: Taken) -> Floats:
        """How many of its words each keyword lacks."""
        lacks: Floats = self.sizes - self.needs @ taken.astype(np.float64)
        return lacks

    def weight(self, taken: Taken) -> float:
        """Of the keywords all of whose words are taken."""
        return float(self.weights[self.lacking(taken) < 0.5].sum())

    def fits(self, taken: Taken) -> bool:
        """Whether the words stay within every limit."""
        return bool(np.all(self.costs @ taken <= self.limits + 1e-9))

    def useful(self, taken: Taken) -> Taken:
        """The words taken that some covered keyword needs."""
        covered = (self.lacking(taken) < 0.5).astype(np.float64)
        used: Taken = taken & (self.needs.T @ covered > 0)
        return used

    def without(self, words: Taken, keywords: NDArray[np.bool_]) -> tuple[Incidence, NDArray[np.int64]]:
        """The problem without these words and keywords (and the keywords that need such a word), and the places of its
        words in this one."""
        kept = ~keywords & ~(self.needs @ words.astype(np.float64) > 0)
        needs = self.needs[np.flatnonzero(kept)]
        places = np.flatnonzero(np.asarray(needs.sum(axis=0)).ravel() > 0)
        return (
            Incidence(
                needs[:, places],
                self.sizes[kept],
                self.weights[kept],
                self.costs[:, places],
                self.limits,
                self.names[places],
            ),
            places,
        )


def incidence(keywords: Sequence[Sequence[int]], weights: Floats, costs: Floats, limits: Floats) -> Incidence:
    """The problem of these keywords, each given as the places of its words; words that none needs are left out."""
    from scipy.sparse import csr_matrix

    sizes = np.fromiter((len(each) for each in keywords), dtype=np.int64, count=len(keywords))
    flat = np.fromiter((word for each in keywords for word in each), dtype=np.int64, count=int(sizes.sum()))
    names, words = np.unique(flat, return_inverse=True)
    starts = np.concatenate([[0], np.cumsum(sizes)])
    needs = csr_matrix((np.ones(len(flat)), words, starts), shape=(len(keywords), len(names)))
    return Incidence(needs, sizes.astype(np.float64), weights, costs[:, names], limits, names)
