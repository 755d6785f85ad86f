"""Ranks by what is surely so, and several ranks as one."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]

SMOOTHING = 60
"""k of reciprocal rank fusion: Cormack, Clarke and Büttcher 2009, who found results alike from 20 to 100."""


def best_first(values: Column, groups: Sequence[NDArray[np.int64]], least: float) -> Column:
    """The rank of each value in its group, the largest first, from 1; equal values share the better rank.

    NaN for values below `least`, and where the value is NaN.
    """
    ranks = np.full(len(values), np.nan)
    for rows in groups:
        ranked = rows[values[rows] >= least]
        ascending = np.sort(values[ranked])
        ranks[ranked] = 1 + len(ascending) - np.searchsorted(ascending, values[ranked], side="right")
    return ranks


def fused(ranks: Sequence[Column]) -> Column:
    """One score of several ranks: the sum of 1 / (60 + rank) over those that a row has; NaN where it has none."""
    scores = np.nansum([1 / (SMOOTHING + each) for each in ranks], axis=0)
    return np.where(scores > 0, scores, np.nan)
