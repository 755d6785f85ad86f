"""Where a series changed its level, and which of its points stand apart. Points that do are flagged and kept.

Series of one length n are rows of matrices of shape (k, n), sorted by time, values exact.

Sources: Killick, Fearnhead and Eckley (2012) for the penalised cost, whose optimum is found here without pruning
(Jackson et al. 2005); Iglewicz and Hoaglin (1993) for the modified z-score.
"""

from __future__ import annotations

from math import log

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Flags = NDArray[np.bool_]

LEAST_POINTS = 8
"""Fewer points have no scale of their own: nothing is looked for in them."""

LEAST_SEGMENT = 2
"""A level holds for at least so many points; a single one apart is an outlier."""

CHANGE_COST = 3
"""Each change of level costs so many ln n σ². At 2, the usual one, three in ten series of ten points without a change
are told one; at 3, one in ten (docs/analysis/market.md)."""

FAR = 3.5
"""Modified z-scores above it are flagged."""

_MAD_TO_DEVIATION = 1 / 0.6745
_MEAN_TO_DEVIATION = 1.253314  # √(π/2): a normal deviation over its mean absolute deviation
_ROUNDING = 1e-9


def outliers(residuals: Matrix) -> Flags:
    """Points with a modified z-score 0.6745 (x - median) / MAD beyond FAR; where half of a series is equal, MAD is
    zero and the mean absolute deviation takes its place. None in a series without spread."""
    away = np.abs(residuals - np.median(residuals, axis=1, keepdims=True))
    scale = _scale(away)
    far: Flags = away > FAR * scale
    return far & (scale > 0)


def segments(times: Matrix, values: Matrix) -> NDArray[np.int64]:
    """The number, from 0, of the level that each point belongs to.

    Levels minimise the sum of squares around their means plus CHANGE_COST ln n σ² for each change; σ is the mean
    absolute deviation of successive differences from their median, as a normal one's, over √2. A straight line that
    costs no more is preferred, its slope, one number, at half the cost of a change, a place and a level: growth is not
    a row of steps. A series without noise around a line has one level.
    """
    count = values.shape[1]
    steps = np.diff(values, axis=1)
    away = np.abs(steps - np.median(steps, axis=1, keepdims=True))
    away[away < _ROUNDING * (1 + np.abs(values).max(axis=1, keepdims=True))] = 0
    penalty = CHANGE_COST * log(count) * (away.mean(axis=1) * _MEAN_TO_DEVIATION) ** 2 / 2
    begins, cost = _best_levels(values - values.mean(axis=1, keepdims=True), penalty)
    whole = (penalty == 0) | (_around_line(times, values) + penalty / 2 <= cost)
    begins[whole] = False
    numbers: NDArray[np.int64] = np.cumsum(begins, axis=1)
    return numbers


def level_medians(values: Matrix, numbers: NDArray[np.int64]) -> Matrix:
    """At each point the median of its level."""
    rows, count = values.shape
    level = (np.arange(rows)[:, np.newaxis] * count + numbers).ravel()
    ordered = values.ravel()[np.lexsort((values.ravel(), level))]
    begins = np.flatnonzero(np.diff(level, prepend=-1))
    sizes = np.diff(np.append(begins, rows * count))
    medians = (ordered[begins + (sizes - 1) // 2] + ordered[begins + sizes // 2]) / 2
    found: Matrix = np.repeat(medians, sizes).reshape(rows, count)
    return found


def without_lone(values: Matrix, flagged: Flags) -> Matrix:
    """The values with each flagged point between two unflagged ones put in their middle: a lone point is no level."""
    lone = np.zeros_like(flagged)
    lone[:, 1:-1] = flagged[:, 1:-1] & ~flagged[:, :-2] & ~flagged[:, 2:]
    middle = values.copy()
    middle[:, 1:-1] = (values[:, :-2] + values[:, 2:]) / 2
    return np.where(lone, middle, values)


def _scale(away: Matrix) -> Matrix:
    """A robust deviation of each row of absolute deviations, shape (k, 1)."""
    mad = np.median(away, axis=1, keepdims=True) * _MAD_TO_DEVIATION
    return np.where(mad > 0, mad, away.mean(axis=1, keepdims=True) * _MEAN_TO_DEVIATION)


def _best_levels(values: Matrix, penalty: NDArray[np.float64]) -> tuple[Flags, NDArray[np.float64]]:
    """Where levels begin (the first is not told), and what the best ones cost: least[t] = min over s of least[s] +
    cost of a level from s to t + penalty, both ends of the recurrence kept for all series at once."""
    rows, count = values.shape
    ones = np.zeros((rows, count + 1))
    squares = np.zeros((rows, count + 1))
    np.cumsum(values, axis=1, out=ones[:, 1:])
    np.cumsum(values**2, axis=1, out=squares[:, 1:])
    least = np.full((rows, count + 1), np.inf)
    least[:, 0] = -penalty
    came = np.zeros((rows, count + 1), dtype=np.int64)
    for end in range(LEAST_SEGMENT, count + 1):
        span = slice(0, end - LEAST_SEGMENT + 1)
        width = end - np.arange(end - LEAST_SEGMENT + 1)
        cost = squares[:, [end]] - squares[:, span] - (ones[:, [end]] - ones[:, span]) ** 2 / width
        total = least[:, span] + cost
        best = total.argmin(axis=1)
        came[:, end] = best
        least[:, end] = total[np.arange(rows), best] + penalty
    begins = np.zeros((rows, count), dtype=bool)
    place = came[:, count]
    while place.any():
        begins[np.arange(rows), place] |= place > 0
        place = came[np.arange(rows), place]
    return begins, least[:, count]


def _around_line(times: Matrix, values: Matrix) -> NDArray[np.float64]:
    """Sum of squares around the least-squares line of each series."""
    across = times - times.mean(axis=1, keepdims=True)
    up = values - values.mean(axis=1, keepdims=True)
    slope = (across * up).sum(axis=1) / (across**2).sum(axis=1)
    left: NDArray[np.float64] = (up**2).sum(axis=1) - slope**2 * (across**2).sum(axis=1)
    return left
