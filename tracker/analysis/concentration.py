"""Shares and concentration of shops whose sales are known as intervals: the least and most that they can be.

Every function takes one board: `of`, an interval for each shop, both ends at least 0, no NaN. Shops sell independently
of each other within their intervals. Where nobody can have sold anything there are no shares: NaN.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds

Column = NDArray[np.float64]

MOST_VERTICES = 16
"""So many shops with inexact sales are tried in all combinations of their ends, for the highest HHI."""

LARGEST = 4
"""The shops whose shares CR4 adds."""


class Ratio(NamedTuple):
    """A ratio from `low` to `high`, 0 to 1. `is_outer`: the truth may lie further within than `high` says."""

    low: float
    high: float
    is_outer: bool = False


def shares(of: Bounds) -> Bounds:
    """Each shop's share: at least L / (L + sum of the others' H), at most H / (H + sum of the others' L)."""
    others = _others(of)
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(np.isinf(others.high), 0, of.low / (of.low + others.high))
        high = np.where(np.isinf(of.high), 1, of.high / (of.high + others.low))
    alone = (others.high == 0) & (of.high > 0)
    nobody = (others.high == 0) & (of.high == 0)
    return Bounds(np.where(alone, 1, np.where(nobody, np.nan, low)), np.where(nobody, np.nan, high))


def hhi(of: Bounds) -> Ratio:
    """The sum of squared shares (Herfindahl, Hirschman), as a ratio: 1 is one shop alone.

    Lowest: with the total given, squares are least where all sell alike as far as their ends let them,
    x = clip(c, L, H); between two neighbouring ends the ratio is (Q + m c²) / (A + m c)², stationary at c = Q / A.
    Highest: the ratio is quasi-convex, so at ends; an open end reaches 1. With too many inexact shops, an outer bound:
    shares that are filled up to each one's highest, the largest first, majorize all others.
    """
    if not _any(of):
        return Ratio(np.nan, np.nan)
    if np.isinf(of.high).any():
        return Ratio(_lowest_hhi(of), 1)
    inexact = of.low < of.high
    if inexact.sum() <= MOST_VERTICES:
        return Ratio(_lowest_hhi(of), _highest_hhi(of, inexact))
    return Ratio(_lowest_hhi(of), _majorized(shares(of).high), is_outer=True)


def cr4(of: Bounds) -> Ratio:
    """The share of the four largest shops together; 1 where there are no more than four.

    Highest: four at their high ends and the others at their low ends, chosen by (1 - r) H + r L for the ratio r itself
    (Dinkelbach 1967). Lowest: the sum of the four largest is min over t of 4 t + sum max(x - t, 0) (Rockafellar and
    Uryasev 2000), so x = clip(t, L, H), and between two neighbouring ends the ratio is monotone in t.
    """
    if not _any(of):
        return Ratio(np.nan, np.nan)
    if len(of.low) <= LARGEST:
        return Ratio(1, 1)
    return Ratio(_lowest_cr4(of), _highest_cr4(of))


def _any(of: Bounds) -> bool:
    return bool((of.high > 0).any())


def _others(of: Bounds) -> Bounds:
    """The sums of all shops but one, for each; finite sums stay exact beside an open end."""
    open_ends = np.isinf(of.high)
    closed = np.where(open_ends, 0, of.high)
    high = np.where(open_ends.sum() - open_ends > 0, np.inf, closed.sum() - closed)
    return Bounds(of.low.sum() - of.low, high)


def _levels(of: Bounds) -> Column:
    ends = np.unique(np.concatenate([of.low, of.high]))
    return np.asarray(ends[np.isfinite(ends)])


def _lowest_hhi(of: Bounds) -> float:
    levels = _levels(of)
    middles = np.append((levels[1:] + levels[:-1]) / 2, levels[-1] + 1)[:, None]
    free = (of.low < middles) & (middles < of.high)
    fixed = np.where(free, 0, np.clip(middles, of.low, of.high))
    with np.errstate(divide="ignore", invalid="ignore"):
        stationary = (fixed**2).sum(1) / fixed.sum(1)
    inside = (stationary > levels) & (stationary < np.append(levels[1:], np.inf))
    tried = np.concatenate([levels, stationary[inside], middles[:, 0]])[:, None]
    sold = np.clip(tried, of.low, of.high)
    return _least((sold**2).sum(1), sold.sum(1) ** 2)


def _highest_hhi(of: Bounds, inexact: NDArray[np.bool_]) -> float:
    fixed = of.low[~inexact]
    places = np.arange(2 ** int(inexact.sum()))[:, None] >> np.arange(inexact.sum()) & 1
    sold = np.where(places == 1, of.high[inexact], of.low[inexact])
    squares, totals = (sold**2).sum(1) + (fixed**2).sum(), sold.sum(1) + fixed.sum()
    return -_least(-squares, totals**2)


def _majorized(highest: Column) -> float:
    filled = np.minimum(np.cumsum(np.sort(highest)[::-1]), 1)
    return float((np.diff(filled, prepend=0) ** 2).sum())


def _lowest_cr4(of: Bounds) -> float:
    levels = _levels(of)
    sold = np.clip(np.append(levels, levels[-1] + 1)[:, None], of.low, of.high)
    least = _least(np.sort(sold, axis=1)[:, -LARGEST:].sum(1), sold.sum(1))
    unlimited = int(np.isinf(of.high).sum())
    return min(least, min(LARGEST, unlimited) / unlimited) if unlimited else least


def _highest_cr4(of: Bounds) -> float:
    if np.isinf(of.high).any():
        return 1
    ratio = 0.0
    while True:
        largest = np.argsort((1 - ratio) * of.high + ratio * of.low, kind="stable")[-LARGEST:]
        top = of.high[largest].sum()
        better = float(top / (top + of.low.sum() - of.low[largest].sum()))
        if better <= ratio:
            return ratio
        ratio = better


def _least(above: Column, below: Column) -> float:
    return float((above[below > 0] / below[below > 0]).min())
