"""price-index: the indices of each platform, category and currency, from the items' log prices of each period."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.analysis import indices, rows
from tracker.analysis.given import choice, whole
from tracker.store import questions
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

_DAY = 86_400_000_000
"""Microseconds."""

MARKET = ("platform", "category", "currency")


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """A row for each market and observed period."""
    import pyarrow as pa

    least, window = whole(given, "least", 3, 2, 1000), whole(given, "window", 13, 2, 60)
    step, price = choice(given, "step", ("week", "day", "month")), choice(given, "price", ("asked", "coupon", "final"))
    if not gathered.num_rows:
        return {each.name: [] for each in questions.get("price-index").columns}
    item, since, logs = _prices(gathered, step)
    of_item = rows.series(gathered, *MARKET)
    starts = np.flatnonzero(np.diff(of_item, prepend=-1))
    ends = np.searchsorted(item, [*starts[1:], gathered.num_rows])
    parts = [
        _market(since[here], item[here], logs[here], least, window)
        for here in (slice(*each) for each in zip([0, *ends[:-1]], ends, strict=True))
    ]
    told = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    of = np.repeat(starts, [len(part["since"]) for part in parts])
    names = {name: gathered.column(name).take(pa.array(of)) for name in MARKET}
    return {
        **names,
        **told,
        "until": _end(told["since"], step),
        "price": pa.array([price] * len(of), pa.string()),
        "reason": pa.array(told["reason"], pa.string()),
    }


def _prices(gathered: Table, step: str) -> tuple[Any, Any, Any]:
    """The item (its row), the first day of the period, and the mean logarithm of its days' last prices, by item, then
    period."""
    item, flat = rows.flattened(gathered, "seen", "price")
    seen, price = flat["seen"].astype("datetime64[us]").view(np.int64), flat["price"]
    changes = item[1:] != item[:-1]
    if not (changes | (seen[1:] > seen[:-1])).all():
        order = np.lexsort((seen, item))
        seen, price = seen[order], price[order]
    day = seen // _DAY
    last = np.append(changes | (day[1:] != day[:-1]), True)
    item, since, logs = item[last], _begin(day[last], step), np.log(price[last])
    first = np.flatnonzero(np.append(True, (item[1:] != item[:-1]) | (since[1:] != since[:-1])))
    return (
        item[first],
        since[first].astype("datetime64[D]"),
        np.add.reduceat(logs, first) / np.diff([*first, len(logs)]),
    )


def _begin(day: Any, step: str) -> Any:
    """The first day of a day's period, all in days since 1970-01-01, which was a Thursday; weeks begin on Monday."""
    if step == "month":
        return day.astype("datetime64[D]").astype("datetime64[M]").astype("datetime64[D]").astype(np.int64)
    return day - (day + 3) % 7 if step == "week" else day


def _market(since: Any, items: Any, logs: Any, least: int, window: int) -> dict[str, Any]:
    """The columns of one market: `since` days, `items` numbers and `logs` of each gathered row."""
    periods, column = np.unique(since, return_inverse=True)
    _, row = np.unique(items, return_inverse=True)
    matrix = np.full((row.max() + 1, len(periods)), np.nan)
    matrix[row, column] = logs
    found = indices.compute(matrix, least, window)
    alone = np.bincount(found.segment)[found.segment] == 1
    broken = np.append(False, np.diff(found.segment) != 0)
    columns: dict[str, Any] = {"since": periods, "segment": found.segment + 1, "item_count": found.items}
    for name, level in (("jevons", found.jevons), ("geks", found.geks)):
        for end, values in (("", level.point), ("_low", level.low), ("_high", level.high)):
            columns[name + end] = np.where(alone, np.nan, np.round(100 * values, 6))
    columns["matched_count"] = found.matched
    columns["coverage_ratio"] = np.append(np.nan, np.round(found.matched[1:] / found.items[1:], 6))
    columns["previous_since"] = np.append(np.datetime64("NaT", "D"), periods[:-1])
    columns["reason"] = reason = np.full(len(periods), None, dtype=object)
    reason[broken], reason[alone] = "too-few-matched", "only-period"
    return columns


def _end(since: Any, step: str) -> Any:
    """The day after a period's last."""
    if step == "month":
        return (since.astype("datetime64[M]") + 1).astype("datetime64[D]")
    return since + (7 if step == "week" else 1)
