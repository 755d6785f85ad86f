"""sales-shares: what share of the sales recorded each shop has, at least and at most."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.analysis import counters, given
from tracker.analysis.bounds import Bounds, bounds, fell, total
from tracker.analysis.columns import chosen, groups, marks, moments, numbers, rows_of, texts, whole
from tracker.analysis.concentration import shares
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

BASES = ("board", "listings")


def answer(gathered: Table, said: Given) -> dict[str, Any]:
    """The columns of sales-shares. Gathered: a row for each shop of each newest board, or for each listing of each
    shop, shops together."""
    if given.choice(said, "basis", BASES) == "board":
        units = bounds(numbers(gathered, "units_low"), numbers(gathered, "units_high"))
        listings = {each: whole(np.full(len(units.low), np.nan)) for each in ("listing_count", "listing_known_count")}
        return _shared(gathered, units, listings)
    gained = _gained(gathered)
    keys = ("platform", "category", "sold_kind", "shop_key")
    shops = groups(list(zip(*(texts(gathered, name) for name in keys), strict=True)))
    known = [int((~np.isnan(gained.low[rows])).sum()) for rows in shops]
    sums = [total(Bounds(gained.low[rows], gained.high[rows])) if count else (np.nan, np.nan)
            for rows, count in zip(shops, known, strict=True)]  # fmt: skip
    low, high = np.array(sums, dtype=np.float64).reshape(-1, 2).T
    newest = gathered.take(np.array([rows[0] for rows in shops], dtype=np.int64))
    return _shared(newest, Bounds(low, high), {
        "listing_count": [len(rows) for rows in shops], "listing_known_count": known})  # fmt: skip


def _gained(gathered: Table) -> Bounds:
    """What each listing can have sold between the two looks; NaN where that isn't known."""
    window = counters.windows(texts(gathered, "sold_kind"), texts(gathered, "platform"))  # type: ignore[arg-type]
    now = bounds(numbers(gathered, "low"), numbers(gathered, "high"))
    before = bounds(numbers(gathered, "before_low"), numbers(gathered, "before_high"))
    gained = counters.gained(now, before, moments(gathered, "before_at"), moments(gathered, "observed_at"), window.days)
    broken = (window.days == 0) & (fell(now, before) | marks(gathered, "fell"))
    return Bounds(np.where(broken, np.nan, gained.low), np.where(broken, np.nan, gained.high))


def _shared(shops: Table, units: Bounds, listings: dict[str, Any]) -> dict[str, Any]:
    """The columns of the answer of a row for each shop and its units."""
    boards = list(zip(*(texts(shops, name) for name in ("platform", "category", "sold_kind")), strict=True))
    moneys = list(zip(boards, texts(shops, "currency"), strict=True))
    amounts = bounds(numbers(shops, "amount_low"), numbers(shops, "amount_high"))
    units_share, units_count = _shares(units, boards)
    amount_share, amount_count = _shares(amounts, moneys)
    unknown = np.isnan(units.low) & np.isnan(amounts.low)
    no_share = np.isnan(units_share.low) & np.isnan(amount_share.low)
    columns = {name: shops.column(name) for name in shops.column_names} | listings | {
        "units_low": whole(units.low),
        "units_high": whole(units.high),
        "units_share_low": units_share.low,
        "units_share_high": units_share.high,
        "amount_share_low": amount_share.low,
        "amount_share_high": amount_share.high,
        "shop_count": whole(_counts(np.ones(len(boards), dtype=bool), boards)),
        "units_count": whole(units_count),
        "amount_count": whole(amount_count),
        "reason": chosen(np.select([unknown, no_share], [0, 1], np.nan), ("no-numbers", "none-sold")),
    }  # fmt: skip
    return rows_of(columns, np.flatnonzero(marks(shops, "is_told")))


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
