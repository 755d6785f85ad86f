"""Series in columns: those of one length are rows of a matrix, so that many short ones cost what a long one does."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]

PAIRS_AT_ONCE = 2_000_000
"""Pairs of points that a stack holds at most, unless one series alone has more: 16 MB a column."""


def stacks(begins: Places, counts: Places) -> Iterator[tuple[Places, Places]]:
    """Series of one length n at a time: their numbers, shape (k,), and the places of their points, shape (k, n).
    `begins` and `counts`: where each series begins, and how many points it has. Series without points are left out."""
    for length in np.unique(counts[counts > 0]):
        members = np.flatnonzero(counts == length)
        at_once = max(1, PAIRS_AT_ONCE // max(1, int(length) * (int(length) - 1) // 2))
        for first in range(0, len(members), at_once):
            some = members[first : first + at_once]
            yield some, begins[some][:, np.newaxis] + np.arange(length)
