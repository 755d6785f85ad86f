"""What sold counters say of a period: lifetime counters by their rise, rolling ones by the reading itself.

Columns are parallel, a row for each reading, sorted by series (one listing and one kind of counter) and time. The
windows are those of reference/counters.toml.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds, difference
from tracker.normalise.reference import counter

Moments = NDArray[np.datetime64]
Marks = NDArray[np.bool_]

DAY = np.timedelta64(86_400_000_000, "us")


class Windows(NamedTuple):
    """What each row's counter covers. `days`: NaN unknown, 0 since the listing began, else a rolling window's length.
    `confidence`: A, B, C; None where unknown."""

    days: NDArray[np.float64]
    confidence: list[str | None]


def windows(kinds: Sequence[str | None], platforms: Sequence[str]) -> Windows:
    """The windows of counters of these kinds on these platforms."""
    pairs = list(zip(kinds, platforms, strict=True))
    places = {pair: place for place, pair in enumerate(dict.fromkeys(pairs))}
    known = [counter(kind, platform) if kind else None for kind, platform in places]
    days = np.array([np.nan if each is None else each.days for each in known], dtype=np.float64)
    confidence = np.array([None if each is None else each.confidence for each in known], dtype=np.object_)
    of = np.array([places[pair] for pair in pairs], dtype=np.int64)
    return Windows(days[of], confidence[of].tolist())


def begins(before: Moments, until: Moments, days: NDArray[np.float64]) -> Moments:
    """Where the period that a row speaks of begins, not in it: NaT where nothing is computed."""
    rolling = days > 0
    since = np.where(rolling, until - np.where(rolling, days, 0).astype(np.int64) * DAY, before)
    return np.where(np.isnan(days), np.datetime64("NaT"), since)


def gained(later: Bounds, earlier: Bounds, before: Moments, until: Moments, days: NDArray[np.float64]) -> Bounds:
    """What can have been sold after the reading before and up to this one.

    Of a lifetime counter: its difference. Of a rolling one, read twice within its window: at most all of the later
    reading, and at least what it rose by, for what left the window isn't negative. Read again after more than its
    window: at least the later reading, with no high end. NaN: no reading before, window unknown, counter fell.
    """
    rise = difference(later, earlier)
    with np.errstate(invalid="ignore"):
        rolled = np.maximum(0, later.low - earlier.high)
    inside = until - before <= np.where(days > 0, days, 0).astype(np.int64) * DAY
    rolling = Bounds(np.where(inside, rolled, later.low), np.where(inside, later.high, np.inf))
    lifetime, unknown = days == 0, np.isnan(days) | np.isnat(before)
    return Bounds(
        np.where(unknown, np.nan, np.where(lifetime, rise.low, rolling.low)),
        np.where(unknown, np.nan, np.where(lifetime, rise.high, rolling.high)),
    )


def disjoint(series: NDArray[np.int64], since: Moments, until: Moments) -> Marks:
    """The periods of each series that don't meet, chosen from the newest backwards; those without a begin aren't.

    Among sets of periods of one length that is a largest one (interval scheduling by the latest begin).
    """
    chosen = np.zeros(len(series), dtype=bool)
    edges: dict[int, int] = {}
    rows = zip(series.tolist(), since.astype(np.int64).tolist(), until.astype(np.int64).tolist(), strict=True)
    known = (~np.isnat(since)).tolist()
    for place, (of, low, high) in reversed(list(enumerate(rows))):
        if known[place] and high <= edges.get(of, high):
            chosen[place] = True
            edges[of] = low
    return chosen


def range_over(series: NDArray[np.int64], since: Moments, until: Moments, of: Bounds) -> Bounds:
    """The lowest low and highest high of the rows of the series that lie after a row's begin and up to the row."""
    low, high = of.low.copy(), of.high.copy()
    for back in range(1, len(series)):
        meets = (series[back:] == series[:-back]) & (until[:-back] > since[back:])
        if not meets.any():
            break
        low[back:] = np.where(meets, np.fmin(low[back:], of.low[:-back]), low[back:])
        high[back:] = np.where(meets, np.fmax(high[back:], of.high[:-back]), high[back:])
    return Bounds(low, high)


def elapsed(from_after: Moments, from_by: Moments, to_after: Moments, to_by: Moments) -> Bounds:
    """Days between two crossings, each of which came after one moment and by another: [to_after - from_by,
    to_by - from_after], at least 0; NaN where a moment is missing."""
    return Bounds(np.maximum(0, (to_after - from_by) / DAY), (to_by - from_after) / DAY)


def rate(units: Bounds, days: Bounds) -> Bounds:
    """Units a day: [units low / days high, units high / days low]; open where the days may be none. Interval-censored
    event times: Turnbull 1976."""
    with np.errstate(divide="ignore", invalid="ignore"):
        high = np.where(days.low > 0, units.high / days.low, np.where(units.high == 0, 0, np.inf))
        return Bounds(units.low / days.high, np.where(np.isnan(units.low), np.nan, high))
