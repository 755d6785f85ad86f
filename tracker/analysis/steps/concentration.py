"""concentration: HHI and CR4 of each board, as ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.analysis import concentration
from tracker.analysis.bounds import Bounds, bounds, total
from tracker.analysis.columns import chosen, groups, moments, numbers, whole
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

POINTS = 10_000
REASONS = ("too-few", "none-sold")
FEWEST = 2
"""Shops with numbers, for a figure: one alone has all of what is recorded, whatever the market is."""


def answer(gathered: Table, said: Given) -> dict[str, Any]:
    """The columns of concentration. Gathered: a row for each shop of each board and measure, boards together."""
    of = bounds(numbers(gathered, "low"), numbers(gathered, "high"))
    seen = moments(gathered, "seen")
    boards = groups(numbers(gathered, "board").tolist())
    firsts = np.array([rows[0] for rows in boards], dtype=np.int64)
    figures = np.array([_figures(Bounds(of.low[rows], of.high[rows])) for rows in boards]).reshape(-1, 9)
    hhi_low, hhi_high, is_outer, cr4_low, cr4_high, known, unlimited, sum_low, sum_high = figures.T
    told = {name: gathered.column(name).take(firsts) for name in gathered.column_names}
    return told | {
        "hhi_low": POINTS * hhi_low,
        "hhi_high": POINTS * hhi_high,
        "hhi_is_outer": is_outer == 1,
        "cr4_low": cr4_low,
        "cr4_high": cr4_high,
        "known_count": whole(known),
        "open_count": whole(unlimited),
        "sum_low": np.where(known > 0, sum_low, np.nan),
        "sum_high": np.where((known > 0) & np.isfinite(sum_high), sum_high, np.nan),
        "reason": chosen(np.select([known < FEWEST, np.isnan(hhi_low)], [0, 1], np.nan), REASONS),
        "first_at": np.array([seen[rows].min() for rows in boards], dtype="datetime64[us]"),
        "last_at": np.array([seen[rows].max() for rows in boards], dtype="datetime64[us]"),
    }


def _figures(of: Bounds) -> tuple[float, ...]:
    known = ~np.isnan(of.low)
    board = Bounds(of.low[known], of.high[known])
    few = known.sum() < FEWEST
    nothing = concentration.Ratio(np.nan, np.nan)
    hhi = nothing if few else concentration.hhi(board)
    cr4 = nothing if few else concentration.cr4(board)
    return (*hhi, cr4.low, cr4.high, known.sum(), np.isinf(board.high).sum(), *total(board))
