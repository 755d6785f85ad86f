"""What readings on the two sides of a change say: which of them count, the value of each side, the ratio, the verdict.

Pure; nothing here claims a cause. Readings are parallel columns in order of time. A reading at midnight is of a day
without an hour and can lie anywhere in it, another one in its minute; so can a change. Before are readings that surely
were before the change, after those that surely were after it. Formulas and minimums: docs/analysis/decisions.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds, difference, fell
from tracker.analysis.counters import DAY, Moments

Interval = tuple[float, float]
"""Low and high end; an open high end is inf, both are NaN where there is no value."""

NONE: Interval = (np.nan, np.nan)


MINUTE = np.timedelta64(60_000_000, "us")

NOWHEN = np.datetime64("NaT", "us")


class Change(NamedTuple):
    """When something changed: in [begin, end), a minute or a day, and how many days on each side are compared."""

    begin: np.datetime64
    end: np.datetime64
    days: int


def change(changed_at: datetime, changed_by: datetime, days: int) -> Change:
    """A change from the two moments between which it was made."""
    return Change(np.datetime64(changed_at, "us"), np.datetime64(changed_by, "us"), days)


@dataclass(frozen=True, slots=True)
class Side:
    """One side's value. `since`, `until`: what it rests on. `days`: of counters the length of that span, else the days
    with a reading. `last`: place of the reading that ends it; None: no value. `reason`: why there is none."""

    value: Interval = NONE
    since: np.datetime64 = NOWHEN
    until: np.datetime64 = NOWHEN
    days: float = np.nan
    last: int | None = None
    reason: str | None = None

    @property
    def is_known(self) -> bool:
        """Whether the side has a value."""
        return self.last is not None


def sides(at: Moments, of: Change) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """The places of the readings surely before the change, and of those surely after it."""
    at = at.astype("datetime64[us]")
    is_midnight = at == at.astype("datetime64[D]")
    seen_by = np.where(is_midnight, at + DAY, at + MINUTE)
    return np.flatnonzero(seen_by <= of.begin), np.flatnonzero(at >= of.end)


def rises(at: Moments, counter: Bounds, of: Change, broken: str) -> tuple[Side, Side]:
    """A day's rise of a lifetime counter before and after, each over one observed span: from the reading nearest to
    the change to the one nearest to `days` away from it. A span is at least half and at most twice as long as `days`,
    and begins within `days` of the change. `broken`: the reason where the counter fell within it."""
    before, after = sides(at, of)
    length = of.days * DAY
    return (
        _rise(at, counter, before[::-1], of.begin, of.begin - length, of.days, broken),
        _rise(at, counter, after, of.end, of.end + length, of.days, broken),
    )


def _rise(
    at: Moments,
    counter: Bounds,
    places: NDArray[np.int64],
    edge: np.datetime64,
    goal: np.datetime64,
    days: int,
    broken: str,
) -> Side:
    """The rise between the first of the places (nearest to the edge) and the one that lies nearest to the goal."""
    near = places[np.abs(at[places] - edge) <= days * DAY]
    if not len(near):
        return Side()
    away = np.abs(at[places] - at[near[0]])
    fit = places[(away >= days * DAY / 2) & (np.abs(at[places] - edge) <= 2 * days * DAY)]
    if not len(fit):
        return Side(reason="too-few")
    far = fit[np.argmin(np.abs(at[fit] - goal))]
    first, last = sorted((int(near[0]), int(far)))
    span = slice(first, last + 1)
    read = Bounds(counter.low[span], counter.high[span])
    steps = fell(Bounds(read.low[1:], read.high[1:]), Bounds(read.low[:-1], read.high[:-1]))
    ends = Bounds(read.low[[0, -1]], read.high[[0, -1]])
    if steps.any() or fell(Bounds(ends.low[1:], ends.high[1:]), Bounds(ends.low[:1], ends.high[:1])).any():
        return Side(reason=broken)
    risen = difference(Bounds(ends.low[1:], ends.high[1:]), Bounds(ends.low[:1], ends.high[:1]))
    passed = float((at[last] - at[first]) / DAY)
    value = (float(risen.low[0]) / passed, float(risen.high[0]) / passed)
    return Side(value, at[first], at[last], passed, last)


def windows(at: Moments, counter: Bounds, of: Change, window: int) -> tuple[Side, Side]:
    """A day's mean of a rolling counter before and after: readings whose windows don't meet one another nor the change,
    the nearest to the change first, as many as fit into `days`, and at least one. Its window of `window` days may be
    longer than `days`; a reading further from the change than `days` doesn't count."""
    before, after = sides(at, of)
    length = of.days * DAY
    begin = at - window * DAY
    left: list[int] = []
    for place in before[::-1][at[before[::-1]] >= of.begin - length]:
        if not left or (at[place] <= begin[left[-1]] and begin[place] >= of.begin - length):
            left.append(int(place))
    right: list[int] = []
    for place in after[(begin[after] >= of.end) & (begin[after] <= of.end + length)]:
        if not right or (begin[place] >= at[right[-1]] and at[place] <= of.end + length):
            right.append(int(place))
    return _window(at, counter, left[::-1], window), _window(at, counter, right, window)


def _window(at: Moments, counter: Bounds, places: list[int], window: int) -> Side:
    if not places:
        return Side()
    days = window * len(places)
    value = (float(counter.low[places].sum()) / days, float(counter.high[places].sum()) / days)
    return Side(value, at[places[0]] - window * DAY, at[places[-1]], float(days), places[-1])


def levels(at: Moments, values: NDArray[np.float64], of: Change) -> tuple[Side, Side]:
    """The range of what was seen in `days` before and after: from the lowest to the highest."""
    before, after = sides(at, of)
    before = before[at[before] >= of.begin - of.days * DAY]
    after = after[at[after] < of.end + of.days * DAY]
    return _level(at, values, before), _level(at, values, after)


def _level(at: Moments, values: NDArray[np.float64], places: NDArray[np.int64]) -> Side:
    if not len(places):
        return Side()
    seen = values[places]
    days = len(np.unique(at[places].astype("datetime64[D]")))
    return Side((float(seen.min()), float(seen.max())), at[places[0]], at[places[-1]], float(days), int(places[-1]))


def ratio(before: Interval, after: Interval) -> Interval:
    """After over before: [after low / before high, after high / before low]. Open above where before may be 0; no value
    where before is 0 for sure, or a side has none."""
    if np.isnan(before[0]) or np.isnan(after[0]) or before[1] == 0:
        return NONE
    low = 0.0 if np.isinf(before[1]) else after[0] / before[1]
    return low, np.inf if before[0] == 0 else after[1] / before[0]


def compared(before: Interval, after: Interval, *, more: str, less: str) -> str:
    """`more` or `less` where the ranges leave no doubt, `same` where both are exact and equal, else `open`."""
    if after[0] > before[1]:
        return more
    if after[1] < before[0]:
        return less
    return "same" if before[0] == before[1] == after[0] == after[1] else "open"
