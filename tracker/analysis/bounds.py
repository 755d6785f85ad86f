"""Interval arithmetic on columns of bounds: closed [low, high], float64, an open high end is +inf, NaN is not observed.

Sources: Moore, Kearfott and Cloud, Introduction to Interval Analysis (2009), for sums and products.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

Column = NDArray[np.float64]


class Bounds(NamedTuple):
    """Intervals, one per row. Both ends are NaN where nothing was observed."""

    low: Column
    high: Column


def bounds(low: Any, high: Any) -> Bounds:
    """Bounds of two columns as they are stored: a missing high beside a low is open, a missing low is not observed."""
    lows = np.asarray(low, dtype=np.float64)
    highs = np.asarray(high, dtype=np.float64)
    return Bounds(lows, np.where(np.isnan(highs) & ~np.isnan(lows), np.inf, np.where(np.isnan(lows), np.nan, highs)))


def stored(column: Column) -> Column:
    """A high end as it is stored: open (+inf) becomes NaN, which answers tell as null."""
    return np.where(np.isinf(column), np.nan, column)


def total(of: Bounds) -> tuple[float, float]:
    """The sum of the intervals; rows that weren't observed don't count."""
    seen = ~np.isnan(of.low)
    return float(of.low[seen].sum()), float(of.high[seen].sum())


def difference(later: Bounds, earlier: Bounds) -> Bounds:
    """What a counter that never falls can have risen by between two readings: at least max(0, L1 - H0), at most
    H1 - L0. NaN where it must have fallen (H1 < L0) or a reading is missing."""
    with np.errstate(invalid="ignore"):
        low = np.maximum(0, later.low - np.where(np.isinf(earlier.high), np.inf, earlier.high))
        high = later.high - earlier.low
    broken = ~(high >= 0)
    low = np.where(np.isnan(low), 0, low)
    return Bounds(np.where(broken, np.nan, low), np.where(broken, np.nan, high))


def fell(later: Bounds, earlier: Bounds) -> NDArray[np.bool_]:
    """Whether a counter must have fallen between two readings: its later high end lies below its earlier low end, or
    it is shown in open steps (1.2万+) and shows a lower one. False where a reading is missing."""
    stepped = np.isinf(later.high) & np.isinf(earlier.high)
    return (later.high < earlier.low) | (stepped & (later.low < earlier.low))


def product(left: Bounds, right: Bounds) -> Bounds:
    """The product of intervals that are not negative; zero times open is open above unless the zero is exact."""
    with np.errstate(invalid="ignore"):
        high = left.high * right.high
    exact_zero = (left.high == 0) | (right.high == 0)
    missing = np.isnan(left.low) | np.isnan(right.low)
    return Bounds(
        np.where(missing, np.nan, left.low * right.low),
        np.where(missing, np.nan, np.where(exact_zero, 0, high)),
    )
