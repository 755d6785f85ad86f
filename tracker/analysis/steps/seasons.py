"""seasons: the factors of each series that has two cycles without a gap; of each other one row that says why not."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.cycles import CYCLES, KEYS, middle, newest_runs, season_number
from tracker.analysis.season import seasons

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyarrow import Table

    from tracker.store.questions import Given

FACTORS = ("season", "factor", "ratio_low", "ratio_high", "average_ratio")


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The columns of the question's head."""
    runs = newest_runs(gathered)
    low = gathered.column("low").to_numpy()
    rows: list[tuple[int, dict[str, Any]]] = []
    for series, reason in enumerate(runs.reason):
        if reason:
            rows.append((series, dict.fromkeys((*FACTORS, "strength"))))
        else:
            first, count = runs.first[series], runs.points[series]
            run = gathered.slice(first, count)
            rows += _rows(series, run, low[first : first + count], int(runs.width[series]))
    of = np.array([series for series, _ in rows], dtype=np.int64)
    first_rows = gathered.take(runs.first[of]) if len(of) else gathered
    newest = gathered.take(runs.last[of]) if len(of) else gathered
    return {
        **{name: first_rows.column(name) for name in KEYS},
        **{name: [row[name] for _, row in rows] for name in (*FACTORS, "strength")},
        "category": newest.column("category"),
        "cycle": [CYCLES[runs.period[each]][0] if runs.width[each] else None for each in of],
        "point_count": runs.points[of],
        "cycle_count": [runs.points[each] / runs.width[each] if runs.width[each] else None for each in of],
        "first_at": first_rows.column("observed_at"),
        "last_at": newest.column("observed_at"),
        "reason": [str(runs.reason[each]) or None for each in of],
    }


def _rows(series: int, run: Table, values: NDArray[np.float64], width: int) -> list[tuple[int, dict[str, Any]]]:
    """A row for each season of the newest cycle, in their order."""
    found = seasons(values, width)
    begins = run.column("observed_at").to_pylist()[-width:]
    ends = run.column("step_until").to_pylist()[-width:]
    places = np.arange(len(values) - width, len(values)) % width
    rows = []
    for since, until, place in zip(begins, ends, places, strict=True):
        row = {name: float(getattr(found, name)[place]) for name in FACTORS[1:]}
        season = season_number(middle(since, until), width)
        rows.append((series, {"season": season, **row, "strength": found.strength}))
    return sorted(rows, key=lambda each: each[1]["season"])
