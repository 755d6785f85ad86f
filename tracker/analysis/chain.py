"""Growth of a group whose members come and go: from one period to the next over the members of both, then chained.

The mean of logarithms is the matched Jevons index (ILO, Consumer Price Index Manual, 2020, chapter 8); the median in
its place lets single members say anything. Both give the inverse when time is reversed.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds

Places = NDArray[np.int64]


class Chain(NamedTuple):
    """Per period: members seen, and of them seen in the period before (0 in the first); `segment` from 0, a new one
    where fewer than asked for matched; the level as bounds, 1 where a segment begins."""

    items: Places
    matched: Places
    segment: Places
    level: Bounds


def chain(period: Places, item: Places, value: Bounds, least: int, *, by_median: bool) -> Chain:
    """Chained growth. `period`: from 0 without holes; `item`: a number for each member; `least`: members that two
    periods must share, 1 or more. A value that is open, nothing or below has no logarithm and matches none."""
    low, high = (_matrix(period, item, end) for end in value)
    with np.errstate(divide="ignore", invalid="ignore"):
        usable = (low > 0) & np.isfinite(high)
        low, high = (np.where(usable, np.log(end), np.nan) for end in (low, high))
    lower, upper = low[1:] - high[:-1], high[1:] - low[:-1]
    both = ~np.isnan(lower)
    matched = np.append(0, both.sum(axis=1))
    fresh = matched < least
    fresh[0] = True
    segment = np.cumsum(fresh) - 1
    steps = Bounds(*(np.append(0.0, np.where(fresh[1:], 0, _middle(end, both, by_median))) for end in (lower, upper)))
    begins = np.flatnonzero(fresh)[segment]
    level = (np.cumsum(end) for end in steps)
    return Chain(
        np.bincount(period, minlength=len(matched)),
        matched,
        segment,
        Bounds(*(np.exp(end - end[begins]) for end in level)),
    )


def _matrix(period: Places, item: Places, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """Periods by members, NaN where a member wasn't seen."""
    known, column = np.unique(item, return_inverse=True)
    found = np.full((int(period.max()) + 1, len(known)), np.nan)
    found[period, column] = values
    return found


def _middle(steps: NDArray[np.float64], both: NDArray[np.bool_], by_median: bool) -> NDArray[np.float64]:
    """Median or mean of each row's steps; 0 where there is none."""
    counts = both.sum(axis=1)
    if not by_median:
        mean: NDArray[np.float64] = np.where(both, steps, 0).sum(axis=1) / np.maximum(counts, 1)
        return mean
    ordered = np.sort(steps, axis=1)  # NaN last
    rows = np.arange(len(steps))
    below, above = (ordered[rows, np.maximum(place, 0)] for place in ((counts - 1) // 2, counts // 2 - (counts == 0)))
    return np.where(counts > 0, (below + above) / 2, 0)
