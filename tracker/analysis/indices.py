"""Price indices of matched items without quantities: chained Jevons and rolling GEKS-Jevons, with bootstrap intervals.

Prices come as a matrix of logs, an item a row and an observed period a column, NaN where an item wasn't seen. An index
is a log level, one row per set of item weights: the first set is all ones and gives the index itself, the others are
the replicates of its interval.
"""

from __future__ import annotations

import functools
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Matrix = NDArray[np.float64]
Counts = NDArray[np.int64]

REPLICATES = 200
_SEED = 20_200_901
_CONFIDENCE = 0.95


class Level(NamedTuple):
    """An index of each period, 1 where a segment begins, and the ends of its 95 % interval."""

    point: Matrix
    low: Matrix
    high: Matrix


class Indices(NamedTuple):
    """What is known of each period. `items`: seen in it; `matched`: of them, seen in the period before as well;
    `segment`: from 0, a new one where fewer than `least` matched: levels of two segments can't be compared."""

    items: Counts
    matched: Counts
    segment: Counts
    jevons: Level
    geks: Level


def compute(logs: Matrix, least: int, window: int) -> Indices:
    """Both indices of items x periods, at least one of each. `least`: matched items that a comparison of two periods
    needs; `window`: periods of a GEKS window, 2 or more."""
    seen = ~np.isnan(logs)
    matched = np.append(0, (seen[:, 1:] & seen[:, :-1]).sum(axis=0))
    segment = np.cumsum(matched < least) - 1
    weights = item_weights(len(logs))
    jevons, geks = np.zeros((len(weights), len(segment))), np.zeros((len(weights), len(segment)))
    fewest = np.zeros(len(segment))
    for number in range(segment[-1] + 1):
        here = np.flatnonzero(segment == number)
        part = slice(here[0], here[-1] + 1)
        pairs, counts = _pairs(logs[:, part], weights, min(window, len(here)))
        jevons[:, part] = chained(pairs)
        geks[:, part] = rolling_geks(pairs, counts >= least)
        fewest[part] = np.minimum.accumulate(np.append(np.inf, counts[:-1, 1])) if len(here) > 1 else np.inf
    return Indices(seen.sum(axis=0), matched, segment, interval(jevons, fewest), interval(geks, fewest))


def item_weights(items: int) -> Matrix:
    """The weights of items in each set: ones, then the Bayesian bootstrap (Rubin, The Bayesian bootstrap, 1981), whose
    exponential weights leave no item out, so that thin matches never vanish from a replicate. The same on each run."""
    drawn = np.random.default_rng(_SEED).exponential(size=(REPLICATES, items))
    return np.vstack([np.ones(items), drawn])


def _pairs(logs: Matrix, weights: Matrix, window: int) -> tuple[Matrix, Counts]:
    """Jevons between each two periods less than `window` apart, over the items seen in both: the weighted mean of
    their log changes (ILO, Consumer price index manual, 2004, chapter 20).

    Answers sets x periods x lags, from the period on to the one `lag` later, 0 where there is none; and how many items
    each pair shares, periods x lags.
    """
    periods = logs.shape[1]
    seen = ~np.isnan(logs)
    change = np.zeros((len(weights), periods, window))
    counts = np.zeros((periods, window), np.int64)
    for lag in range(1, window):
        both = seen[:, lag:] & seen[:, :-lag]
        moved = np.where(both, logs[:, lag:] - logs[:, :-lag], 0)
        share = weights @ both.astype(np.float64)
        change[:, :-lag, lag] = (weights @ moved) / np.where(share > 0, share, 1)
        counts[:-lag, lag] = both.sum(axis=0)
    return change, counts


def chained(pairs: Matrix) -> Matrix:
    """The chained index, sets x periods, 0 in the first: the sum of the changes from each period to the next."""
    level = np.zeros(pairs.shape[:2])
    if pairs.shape[1] > 1:
        level[:, 1:] = np.cumsum(pairs[:, :-1, 1], axis=1)
    return level


def rolling_geks(pairs: Matrix, usable: NDArray[np.bool_]) -> Matrix:
    """GEKS over the first window, then each new period spliced on by the mean of all its links to published levels of
    its window (mean splice on published; ONS, New index number methods in consumer price statistics, 2020).

    `usable` says which pairs share enough items: the others are left out, and the levels are those that the remaining
    pairs fit best in least squares, which is GEKS itself where none is missing.
    """
    periods, window = pairs.shape[1:]
    level = np.zeros(pairs.shape[:2])
    if window < 2:
        return level
    first = _geks(pairs, usable, 0)
    level[:, :window] = first - first[:, :1]
    for start in range(1, periods - window + 1):
        newest = start + window - 1
        fitted = _geks(pairs, usable, start)
        links = level[:, start:newest] + fitted[:, -1:] - fitted[:, :-1]
        level[:, newest] = links.mean(axis=1)
    return level


def _geks(pairs: Matrix, usable: NDArray[np.bool_], start: int) -> Matrix:
    """The levels in the window that begins at `start`, sets x window: those g that fit best to each usable pair's
    change from i to j being g[j] - g[i]. Neighbours are always usable, so that one solution fits best."""
    window = pairs.shape[2]
    early, late = _couples(window)
    kept = usable[start + early, late - early]
    changes = pairs[:, start + early[kept], (late - early)[kept]]
    return changes @ _least_squares(window, kept.tobytes())


@functools.lru_cache(maxsize=4)
def _couples(window: int) -> tuple[Counts, Counts]:
    """The earlier and the later period of each pair of a window."""
    early, late = np.triu_indices(window, 1)
    return early, late


@functools.lru_cache(maxsize=16)
def _least_squares(window: int, kept: bytes) -> Matrix:
    """What turns the changes of the kept pairs of a window into its levels, pairs x window. Most windows keep all."""
    early, late = _couples(window)
    chosen = np.flatnonzero(np.frombuffer(kept, np.bool_))
    incidence = np.zeros((len(chosen), window))
    incidence[np.arange(len(chosen)), early[chosen]] = -1
    incidence[np.arange(len(chosen)), late[chosen]] = 1
    solution: Matrix = incidence @ np.linalg.pinv(incidence.T @ incidence)
    return solution


def interval(logs: Matrix, fewest: Matrix) -> Level:
    """The index of the first set with its interval: the spread of the other sets times Student's quantile, for the
    fewest items that a link so far rested on (inf: none yet). The spread of n exponential weights is that of n + 1
    items about their mean; (n + 1) / (n - 1) makes its square unbiased."""
    from scipy.special import stdtrit

    linked = np.isfinite(fewest) & (fewest > 1)
    n = np.where(linked, fewest, 2)
    spread = logs[1:].std(axis=0) * np.sqrt((n + 1) / (n - 1))
    half = np.where(np.isinf(fewest), 0, np.where(linked, stdtrit(n - 1, (1 + _CONFIDENCE) / 2) * spread, np.nan))
    return Level(np.exp(logs[0]), np.exp(logs[0] - half), np.exp(logs[0] + half))
