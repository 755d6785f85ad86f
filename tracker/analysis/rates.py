"""From the readings of counters to points that a trend may rest on: gains of counters that only grow, and readings of
rolling ones that share no day."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds, difference
from tracker.analysis.series import Places


class Gains(NamedTuple):
    """Of each reading what the counter gained a day since the reading before it in its series, as bounds; NaN for the
    first of a series, and where it fell. `fell`: where it did."""

    each: Bounds
    fell: NDArray[np.bool_]


def gains(number: Places, days: NDArray[np.float64], counter: Bounds) -> Gains:
    """Gains per day. `number`: of the series of each reading, ascending; `days`: when it was read, ascending in each
    series. A counter in one bucket gained from none to the bucket's width less one, never zero for certain."""
    low, high = (np.full(len(days), np.nan) for _ in range(2))
    follows = np.diff(number) == 0
    gained = difference(
        Bounds(counter.low[1:], counter.high[1:]),
        Bounds(counter.low[:-1], counter.high[:-1]),
    )
    run = np.diff(days)
    with np.errstate(invalid="ignore", divide="ignore"):
        low[1:] = np.where(follows, gained.low / run, np.nan)
        high[1:] = np.where(follows, gained.high / run, np.nan)
    fell = np.zeros(len(days), dtype=bool)
    fell[1:] = follows & np.isnan(gained.low)
    return Gains(Bounds(low, high), fell)


def apart(begins: Places, counts: Places, days: NDArray[np.float64], width: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Readings that are at least `width` days apart, chosen from the newest of each series backwards: windows that
    overlap share their sales. `width`: per series."""
    chosen = np.zeros(len(days), dtype=bool)
    last = begins + counts - 1
    series = np.flatnonzero(counts > 0)
    while len(series):
        chosen[last[series]] = True
        limit = days[last[series]] - width[series]
        last[series] = _last_until(begins[series], last[series], days, limit)
        series = series[last[series] >= begins[series]]
    return chosen


def _last_until(begins: Places, ends: Places, days: NDArray[np.float64], limit: NDArray[np.float64]) -> Places:
    """Per series the last place from `begins` on and before `ends` whose day is not after the limit; one before
    `begins` where there is none. By bisection, all series at once."""
    low, high = begins - 1, ends - 1
    while (low < high).any():
        middle = (low + high + 1) // 2
        fits = days[np.maximum(middle, 0)] <= limit
        low, high = np.where(fits & (low < high), middle, low), np.where(~fits & (low < high), middle - 1, high)
    return low
