"""Which series of readings span two cycles: the newest run without a gap of each, and the season of its periods.

Tables here hold readings ordered by KEYS and time: `observed_at`, `step_until` (a period, half-open), `low`, `high`.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis import rows as gathering
from tracker.analysis.season import LEAST_CYCLES
from tracker.analysis.series import Places

if TYPE_CHECKING:
    from pyarrow import Table

KEYS = ("source", "platform", "keyword", "metric", "unit", "region", "seed", "period")
CYCLES = {"day": ("week", 7), "week": ("year", 52), "month": ("year", 12)}
"""By the length of the periods: what returns, and after how many of them."""


class Runs(NamedTuple):
    """Per series: the rows of the first and last reading of its newest run without a gap, how many they are, how many
    make a cycle (0: none does), the length of its periods, and why the run tells no factors ('': it tells them)."""

    first: Places
    last: Places
    points: Places
    width: Places
    period: list[str]
    reason: NDArray[np.str_]


def newest_runs(readings: Table) -> Runs:
    """The run of each series, in the order of the rows."""
    number = gathering.series(readings, *KEYS)
    begins = np.flatnonzero(np.diff(number, prepend=-1))
    last = np.append(begins, len(number))[1:] - 1
    first = _first_of_newest(readings, number)[begins]
    low, high = (readings.column(name).to_numpy() for name in ("low", "high"))
    periods = readings.column("period").take(begins).to_pylist()
    width = np.array([CYCLES.get(each, ("", 0))[1] for each in periods], dtype=np.int64)
    count = last - first + 1
    inexact, zero = (_any(number, first, flags) for flags in (low != high, low <= 0))
    enough = (width > 0) & (count >= LEAST_CYCLES * width)
    reason = np.select(
        [width == 0, ~enough, zero, inexact], ["no-cycle", "too-short", "has-zeros", "bounds"], default=""
    )
    return Runs(first, last, count, width, periods, reason)


def middle(since: datetime, until: datetime) -> datetime:
    """The middle of a period, which says what ISO week or month it is of: Google's weeks begin on Sunday."""
    return since + (until - since) / 2


def season_number(at: datetime, width: int) -> int:
    """The season of a moment in a cycle of so many periods: weekday (1 Monday), ISO week or month."""
    return {7: at.isoweekday(), 52: at.isocalendar().week, 12: at.month}[width]


def _first_of_newest(readings: Table, number: Places) -> Places:
    """For each row the first one of its series' newest run: the readings after its last gap."""
    since, until = (gathering.days(readings.column(name)) for name in ("observed_at", "step_until"))
    begins = np.ones(len(number), dtype=bool)
    begins[1:] = (np.diff(number) != 0) | (since[1:] != until[:-1])
    newest = np.zeros(number[-1] + 1 if len(number) else 0, dtype=np.int64)
    np.maximum.at(newest, number[begins], np.flatnonzero(begins))
    return newest[number]


def _any(number: Places, run: Places, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Per series whether any reading of its newest run is so."""
    inside = np.arange(len(number)) >= run[number] if len(number) else np.zeros(0, dtype=bool)
    return np.bincount(number[inside], flags[inside], len(run)).astype(bool)
