"""seasons: the factors of each series that has two cycles without a gap; of each other one row that says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis import rows as gathering
from tracker.analysis.season import LEAST_CYCLES, seasons
from tracker.analysis.series import Places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyarrow import Table

    from tracker.store.questions import Given

KEYS = ("source", "platform", "keyword", "metric", "unit", "region", "seed", "period")
CYCLES = {"day": ("week", 7), "week": ("year", 52), "month": ("year", 12)}
"""By the length of the periods: what returns, and after how many of them."""

FACTORS = ("season", "factor", "ratio_low", "ratio_high", "average_ratio")


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The columns of the question's head."""
    number = gathering.series(gathered, *KEYS)
    begins = np.flatnonzero(np.diff(number, prepend=-1))
    last = np.append(begins, len(number))[1:] - 1
    run = _newest_run(gathered, number)[begins]
    low, high = (gathered.column(name).to_numpy() for name in ("low", "high"))
    periods = gathered.column("period").take(begins).to_pylist()
    width = np.array([CYCLES.get(each, ("", 0))[1] for each in periods])
    counts = last - run + 1
    inexact, zero = (_any(number, run, flags) for flags in (low != high, low <= 0))
    enough = (width > 0) & (counts >= LEAST_CYCLES * width)
    reason = np.select(
        [width == 0, ~enough, zero, inexact], ["no-cycle", "too-short", "has-zeros", "bounds"], default=""
    )
    rows: list[tuple[int, dict[str, Any]]] = []
    for series in range(len(begins)):
        if reason[series]:
            rows.append((series, dict.fromkeys((*FACTORS, "strength"))))
        else:
            inside = slice(run[series], last[series] + 1)
            rows += _rows(series, gathered.slice(run[series], counts[series]), low[inside], int(width[series]))
    of = np.array([series for series, _ in rows], dtype=np.int64)
    first = gathered.take(run[of]) if len(of) else gathered
    newest = gathered.take(last[of]) if len(of) else gathered
    return {
        **{name: first.column(name) for name in KEYS},
        **{name: [row[name] for _, row in rows] for name in (*FACTORS, "strength")},
        "category": newest.column("category"),
        "cycle": [CYCLES[periods[each]][0] if width[each] else None for each in of],
        "point_count": counts[of],
        "cycle_count": [counts[each] / width[each] if width[each] else None for each in of],
        "first_at": first.column("observed_at"),
        "last_at": newest.column("observed_at"),
        "reason": [str(reason[each]) or None for each in of],
    }


def _newest_run(gathered: Table, number: Places) -> Places:
    """For each row the first one of its series' newest run: the readings after its last gap."""
    since, until = (gathering.days(gathered.column(name)) for name in ("observed_at", "step_until"))
    begins = np.ones(len(number), dtype=bool)
    begins[1:] = (np.diff(number) != 0) | (since[1:] != until[:-1])
    newest = np.zeros(number[-1] + 1 if len(number) else 0, dtype=np.int64)
    np.maximum.at(newest, number[begins], np.flatnonzero(begins))
    return newest[number]


def _any(number: Places, run: Places, flags: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Per series whether any reading of its newest run is so."""
    inside = np.arange(len(number)) >= run[number] if len(number) else np.zeros(0, dtype=bool)
    return np.bincount(number[inside], flags[inside], len(run)).astype(bool)


def _rows(series: int, run: Table, values: NDArray[np.float64], width: int) -> list[tuple[int, dict[str, Any]]]:
    """A row for each season of the newest cycle, in their order."""
    found = seasons(values, width)
    begins = run.column("observed_at").to_pylist()[-width:]
    ends = run.column("step_until").to_pylist()[-width:]
    places = np.arange(len(values) - width, len(values)) % width
    rows = []
    for since, until, place in zip(begins, ends, places, strict=True):
        middle = since + (until - since) / 2
        season = {7: middle.isoweekday(), 52: middle.isocalendar().week, 12: middle.month}[width]
        row = {name: float(getattr(found, name)[place]) for name in FACTORS[1:]}
        rows.append((series, {"season": season, **row, "strength": found.strength}))
    return sorted(rows, key=lambda each: each[1]["season"])
