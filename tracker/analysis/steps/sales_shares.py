"""sales-shares: what share of a board's sales each shop has, at least and at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.analysis.bounds import Bounds, bounds
from tracker.analysis.columns import chosen, groups, marks, numbers, rows_of, texts, whole
from tracker.analysis.concentration import shares
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table


def answer(gathered: Table, said: Given) -> dict[str, Any]:
    """The columns of sales-shares. Gathered: a row for each shop of each newest board."""
    boards = list(zip(texts(gathered, "platform"), texts(gathered, "category"), strict=True))
    moneys = list(zip(boards, texts(gathered, "currency"), strict=True))
    units = bounds(numbers(gathered, "units_low"), numbers(gathered, "units_high"))
    amounts = bounds(numbers(gathered, "amount_low"), numbers(gathered, "amount_high"))
    units_share, units_count = _shares(units, boards)
    amount_share, amount_count = _shares(amounts, moneys)
    unknown = np.isnan(units.low) & np.isnan(amounts.low)
    no_share = np.isnan(units_share.low) & np.isnan(amount_share.low)
    columns: dict[str, Any] = {name: gathered.column(name) for name in gathered.column_names}
    columns |= {
        "units_share_low": units_share.low,
        "units_share_high": units_share.high,
        "amount_share_low": amount_share.low,
        "amount_share_high": amount_share.high,
        "shop_count": whole(_counts(np.ones(len(boards), dtype=bool), boards)),
        "units_count": whole(units_count),
        "amount_count": whole(amount_count),
        "reason": chosen(np.select([unknown, no_share], [0, 1], np.nan), ("no-numbers", "none-sold")),
    }
    return rows_of(columns, np.flatnonzero(marks(gathered, "is_told")))


def _shares(of: Bounds, boards: list[Any]) -> tuple[Bounds, Any]:
    """Shares among the rows of one board that are known, NaN for the others; and how many are known."""
    low, high = np.full(len(boards), np.nan), np.full(len(boards), np.nan)
    known = ~np.isnan(of.low)
    for rows in groups(boards):
        those = rows[known[rows]]
        low[those], high[those] = shares(Bounds(of.low[those], of.high[those]))
    return Bounds(low, high), _counts(known, boards)


def _counts(of: Any, boards: list[Any]) -> Any:
    counts = np.zeros(len(boards))
    for rows in groups(boards):
        counts[rows] = of[rows].sum()
    return counts
