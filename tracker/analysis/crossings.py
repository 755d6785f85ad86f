"""Readings of counters, many at once: what was read at one moment, where a counter fell, and which readings bracket
its steps."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds, fell
from tracker.analysis.counters import Marks, Moments

Places = NDArray[np.int64]

NOWHERE = -1
"""The place of a reading that there isn't."""


class Readings(NamedTuple):
    """Readings sorted by series and time, one at a moment; `starts`: where each series begins, none is empty."""

    seen: Moments
    counter: Bounds
    batch_id: Places
    source_row: Places
    starts: Places


class Steps(NamedTuple):
    """For each series: how often its counter fell, how many readings came since the last fall, and the places of the
    first and last of these, of the first above the first (`lower`) and the first at the highest (`upper`), and of the
    last before each that is surely below it (`lower_after`, `upper_after`). NOWHERE: no such."""

    fell_count: Places
    reading_count: Places
    first: Places
    last: Places
    lower: Places
    lower_after: Places
    upper: Places
    upper_after: Places


def readings(series: Places, seen: Moments, counter: Bounds, batch_id: Places, source_row: Places) -> Readings:
    """Snapshots in any order as readings; series are numbered from 0, none is left out. Of several snapshots of a
    moment the highest ends count, and the last row of the last batch tells them."""
    order = _by_time(series, seen)
    firsts = _firsts(series[order], seen[order])
    if len(firsts) < len(order):
        order = np.lexsort((source_row, batch_id, seen, series))
    series, seen = series[order], seen[order]
    told = order[np.append(firsts[1:], len(order)) - 1] if len(order) else order
    low, high = (np.maximum.reduceat(end[order], firsts) if len(order) else end for end in counter)
    series = series[firsts]
    starts = np.flatnonzero(np.diff(series, prepend=-1))
    return Readings(seen[firsts], Bounds(low, high), batch_id[told], source_row[told], starts)


def _by_time(series: Places, seen: Moments) -> Places:
    """The order by series and time: of one number of both where they fit into it, which is ten times as quick."""
    at = seen.astype("datetime64[us]").astype(np.int64)
    if not len(at):
        return np.arange(0)
    span = int(at.max()) - int(at.min()) + 1
    if (int(series.max()) + 1) * span >= 2**63:
        return np.lexsort((at, series))
    return np.argsort(series * span + (at - at.min()), kind="stable")


def _firsts(series: Places, seen: Moments) -> Places:
    """Where another series or moment begins, in columns sorted by both."""
    begins = np.ones(len(series), dtype=bool)
    begins[1:] = (series[1:] != series[:-1]) | (seen[1:] != seen[:-1])
    return np.flatnonzero(begins)


def steps(of: Readings) -> Steps:
    """The readings that bracket the first and the highest step of each series, since its counter last fell."""
    if not len(of.starts):
        return Steps(*(of.starts,) * len(Steps._fields))
    low, high = of.counter
    sizes = np.diff(np.append(of.starts, len(low)))
    places = np.arange(len(low))
    falls = np.zeros(len(low), dtype=bool)
    falls[1:] = fell(Bounds(low[1:], high[1:]), Bounds(low[:-1], high[:-1]))
    falls[of.starts] = False
    first = np.maximum(_last(falls, of.starts), of.starts)
    kept = places >= np.repeat(first, sizes)
    highest = np.maximum.reduceat(np.where(kept, low, -np.inf), of.starts)
    lower = _first(kept & (low > np.repeat(low[first], sizes)), of.starts)
    upper = _first(kept & (low == np.repeat(highest, sizes)), of.starts)
    last = of.starts + sizes - 1
    return Steps(
        fell_count=np.add.reduceat(falls, of.starts, dtype=np.int64),
        reading_count=last + 1 - first,
        first=first,
        last=last,
        lower=lower,
        lower_after=_last(kept & _below(of.counter, lower, sizes), of.starts),
        upper=upper,
        upper_after=_last(kept & _below(of.counter, upper, sizes), of.starts),
    )


def _below(counter: Bounds, step: Places, sizes: Places) -> Marks:
    """Whether each reading lies before its series' reading at `step` and was surely below it: its high end is, or both
    are shown in open steps and its own is lower."""
    at = np.repeat(step, sizes)
    there = Bounds(counter.low[at], counter.high[at])
    stepped = np.isinf(counter.high) & np.isinf(there.high)
    return (np.arange(len(at)) < at) & ((counter.high < there.low) | (stepped & (counter.low < there.low)))


def _first(where: Marks, starts: Places) -> Places:
    """The first marked place of each series, or NOWHERE."""
    found = np.minimum.reduceat(np.where(where, np.arange(len(where)), len(where)), starts)
    return np.where(found == len(where), NOWHERE, found)


def _last(where: Marks, starts: Places) -> Places:
    """The last marked place of each series, or NOWHERE."""
    return np.maximum.reduceat(np.where(where, np.arange(len(where)), NOWHERE), starts)
