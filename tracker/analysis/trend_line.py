"""The slope of a series and whether it is more than chance: Theil–Sen and Mann–Kendall, for values that are bounds.

Series of one length n are rows of matrices of shape (k, n), sorted by time, no two points of one at the same time.
An open high end is +inf.

Sources: Theil (1950), Sen (1968) for the slope and its interval; Mann (1945), Kendall (1975) for the test; its exact
distribution with ties is that of the inversions of a multiset's permutations (MacMahon 1915), here as a chain of
Mann–Whitney counts (Mann and Whitney 1947).
"""

from __future__ import annotations

import functools
from math import erfc, sqrt
from statistics import NormalDist
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Column = NDArray[np.float64]

LEAST_POINTS = 4
"""Fewer points have no trend worth a number."""

LEAST_FOR_SIGNIFICANCE = 5
"""With four points even a perfect order has p = 2/4! = 0.083: nothing can be significant at 5 %."""

EXACT_POINTS = 30
"""Up to so many points the distribution of the test is counted out; above, it is the normal one."""


class Slopes(NamedTuple):
    """Per series, in units of value per unit of time. Both ends of the median slope are equal where the values are
    exact; infinite where bounds are open too often to hold it. The interval of confidence holds both."""

    low: Column
    high: Column
    confidence_low: Column
    confidence_high: Column


class Order(NamedTuple):
    """Mann–Kendall's test per series. `s_low`, `s_high`: pairs that rise less pairs that fall, as bounds. `p`: of a
    trend in either direction; for bounds the largest that they allow. `is_exact`: counted out, not approximated."""

    s_low: NDArray[np.int64]
    s_high: NDArray[np.int64]
    p: Column
    is_exact: NDArray[np.bool_]


class Pairs(NamedTuple):
    """Of all pairs of points i < j, shape (k, n (n - 1) / 2): the least and the most that the value rises from i to j,
    one matrix where all values are exact. `ties`: sizes of the groups of equal values of each series."""

    least: Matrix
    most: Matrix
    ties: list[tuple[int, ...]]


def pairs(low: Matrix, high: Matrix) -> Pairs:
    """What both the slope and the test are computed from."""
    least = _differences(low, high)
    most = least if np.array_equal(low, high) else _differences(high, low)
    return Pairs(least, most, _tied(low, high))


def theil_sen(times: Matrix, low: Matrix, high: Matrix, confidence: float, known: Pairs | None = None) -> Slopes:
    """The median of the slopes of all pairs of points, and Sen's interval for it at that confidence (0 to 1).

    The low slope of a pair is its later low end less its earlier high end; the low end of the median is the median of
    low slopes, and likewise above: the median rises with each of them, so that it holds what exact values would give.
    `known`: the pairs, where they are at hand.
    """
    least, most, ties = known or pairs(low, high)
    runs = _differences(times, times)
    upper = None if most is least else most / runs
    lower = np.divide(least, runs, out=runs)
    lower.sort(axis=1)
    if upper is None:
        upper = lower
    else:
        upper.sort(axis=1)
    count = lower.shape[1]
    spread = np.sqrt(_variance(times.shape[1], ties))
    quantile = NormalDist().inv_cdf((1 - confidence) / 2)
    above = np.minimum(np.round((count - quantile * spread) / 2).astype(np.int64), count - 1)
    below = np.maximum(np.round((count + quantile * spread) / 2).astype(np.int64) - 1, 0)
    rows = np.arange(len(times))
    return Slopes(_middle(lower), _middle(upper), lower[rows, below], upper[rows, above])


def mann_kendall(low: Matrix, high: Matrix, known: Pairs | None = None) -> Order:
    """Whether values tend to rise or fall with time, whatever the form of the trend.

    A pair rises for certain where its later low end is above its earlier high end; where bounds overlap it may do
    either. Up to EXACT_POINTS points p is exact, ties included; above it is the normal approximation with correction
    for ties and continuity. For bounds it is that of the S nearest to zero, without the correction for ties, which
    would lower it. `known`: the pairs, where they are at hand.
    """
    count = low.shape[1]
    least, most, ties = known or pairs(low, high)
    exact = most is least
    rises, falls = least > 0, most < 0
    certain = rises.sum(axis=1) - falls.sum(axis=1)
    unsure = 0 if exact else (~rises & ~falls & ~_both(low == high)).sum(axis=1)
    s_low, s_high = certain - unsure, certain + unsure
    nearest = np.where((s_low <= 0) & (s_high >= 0), 0, np.minimum(np.abs(s_low), np.abs(s_high)))
    if count <= EXACT_POINTS:
        p = np.array([_exact_p(int(s), groups) for s, groups in zip(nearest, ties, strict=True)])
    else:
        p = _normal_p(nearest, _variance(count, ties))
    return Order(s_low, s_high, p, np.full(len(low), count <= EXACT_POINTS))


def _differences(later: Matrix, earlier: Matrix) -> Matrix:
    """later[j] - earlier[i] of all pairs i < j: shape (k, n (n - 1) / 2)."""
    rows, count = later.shape
    found = np.empty((rows, count * (count - 1) // 2))
    place = 0
    for first in range(count - 1):
        width = count - 1 - first
        np.subtract(later[:, first + 1 :], earlier[:, first : first + 1], out=found[:, place : place + width])
        place += width
    return found


def _both(points: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Of each pair i < j, whether both points are so, in the order of `_differences`."""
    first, second = np.triu_indices(points.shape[1], 1)
    found: NDArray[np.bool_] = points[:, first] & points[:, second]
    return found


def _middle(ordered: Matrix) -> Column:
    """The median of sorted rows."""
    place = ordered.shape[1] // 2
    if ordered.shape[1] % 2:
        return ordered[:, place]
    return (ordered[:, place - 1] + ordered[:, place]) / 2


def _tied(low: Matrix, high: Matrix) -> list[tuple[int, ...]]:
    """Sizes of the groups of equal values of each series, ascending; all ones for a series that has bounds: what is
    tied there isn't known."""
    rows, count = low.shape
    ordered = np.sort(low, axis=1)
    fresh = np.ones((rows, count), dtype=bool)
    fresh[:, 1:] = ordered[:, 1:] != ordered[:, :-1]
    fresh[(low != high).any(axis=1)] = True
    places = np.flatnonzero(fresh)
    sizes = np.diff(np.append(places, rows * count))
    each = np.split(sizes, np.cumsum(fresh.sum(axis=1))[:-1])
    return [tuple(sorted(groups.tolist())) for groups in each]


def _variance(count: int, ties: list[tuple[int, ...]]) -> Column:
    """The variance of S: n (n - 1)(2 n + 5) / 18, less the same of each group of ties."""
    lost = [sum(size * (size - 1) * (2 * size + 5) for size in groups if size > 1) for groups in ties]
    return (count * (count - 1) * (2 * count + 5) - np.array(lost, dtype=np.float64)) / 18


def _exact_p(s: int, groups: tuple[int, ...]) -> float:
    """The share of all orders of the values whose S is as far from zero."""
    if s == 0:
        return 1.0
    below = _inversions_at_most(groups)
    return min(1.0, 2 * float(below[(len(below) - 1 - s) // 2]))


@functools.lru_cache(maxsize=1024)
def _inversions_at_most(groups: tuple[int, ...]) -> Column:
    """Share of the orders of a multiset with at most 0, 1, … inversions; its last place is the number of pairs that
    aren't tied. S is that number less twice the inversions. Groups are added one by one: the inversions a group of t
    makes with the m values before it are distributed as Mann and Whitney's U of m and t."""
    shares = np.ones(1)
    before = 0
    for size in groups:
        shares = np.convolve(shares, _mann_whitney(before, size))
        before += size
    found: Column = np.cumsum(shares)
    return found


@functools.lru_cache(maxsize=1024)
def _mann_whitney(first: int, second: int) -> Column:
    """Shares of U = 0 … first · second, where every order of the two samples is as likely: the largest value is of
    one sample or of the other."""
    if first == 0 or second == 0:
        return np.ones(1)
    shares = np.zeros(first * second + 1)
    shares[second:] += _mann_whitney(first - 1, second) * first / (first + second)
    shares[: first * (second - 1) + 1] += _mann_whitney(first, second - 1) * second / (first + second)
    return shares


def _normal_p(s: NDArray[np.int64], variance: Column) -> Column:
    """Two-sided p of the normal approximation, corrected for continuity; 1 where S is zero."""
    pairs = zip(s.tolist(), variance.tolist(), strict=True)
    return np.array([erfc((abs(each) - 1) / sqrt(2 * spread)) if each else 1.0 for each, spread in pairs])
