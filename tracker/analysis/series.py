"""Series in columns: those of one length are rows of a matrix, so that many short ones cost what a long one does."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from pyarrow import Array, ChunkedArray

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


def named(names: Sequence[str | None], places: Places) -> Array:
    """The names at these places, as a column; null where a place is negative."""
    import pyarrow as pa

    return pa.array(names, pa.string()).take(pa.array(places, mask=places < 0))


def shown(values: Array | ChunkedArray | NDArray[Any], where: NDArray[np.bool_]) -> Array | ChunkedArray:
    """The values where they are to be told, as a column; null elsewhere."""
    import pyarrow as pa
    import pyarrow.compute as pc

    column = pa.array(values) if isinstance(values, np.ndarray) else values
    return pc.if_else(pa.array(where), column, pa.scalar(None, column.type))
