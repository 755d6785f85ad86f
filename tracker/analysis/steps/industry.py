"""industry: one row a period of each series: what stood on the source's own scale, and its chained growth from 100."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis import rows as gathering
from tracker.analysis.bounds import Bounds, stored
from tracker.analysis.chain import chain
from tracker.analysis.given import choice, whole
from tracker.analysis.series import Places

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyarrow import Table

    from tracker.store.questions import Given

KEYS = ("series_kind", "category", "platform", "source", "metric", "unit", "region", "seed", "period")
LEAST = {"keyword": 1, "price": 3}
"""Members that two periods must share, where the question isn't told: one keyword is a series, one price no market."""


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The columns of the question's head."""
    choice(given, "step", ("week", "day", "month"))
    asked = whole(given, "least", 0, 1, 1000)
    gathered = _once(gathered)
    number = gathering.series(gathered, *KEYS)
    period = gathering.series(gathered, *KEYS, "since")
    begins = np.flatnonzero(np.diff(period, prepend=-1))
    value = Bounds(*(gathering.floats(gathered.column(name)) for name in ("low", "high")))
    kinds = gathered.column("series_kind").to_pylist()
    items = _codes(gathered)
    told: dict[str, list[NDArray[Any]]] = {name: [] for name in _NUMBERS}
    starts = np.flatnonzero(np.diff(number, prepend=-1))
    for first, end in zip(starts, np.append(starts, len(number))[1:], strict=True):
        inside = slice(first, end)
        one = Bounds(value.low[inside], value.high[inside])
        if kinds[first] == "sales":
            counts = gathered.column("item_count").slice(first, end - first).to_numpy()
            columns = _sales(one, counts)
        else:
            columns = _chained(period[inside] - period[first], items[inside], one, kinds[first], asked)
        for name, values in columns.items():
            told[name].append(values)
    joined = {name: np.concatenate(parts) if parts else np.zeros(0) for name, parts in told.items()}
    return {**_named(gathered, begins, number, joined.pop("base")), **joined, "reason": _reasons(joined, kinds, begins)}


_NUMBERS = (
    "item_count",
    "matched_count",
    "value_low",
    "value_high",
    "rebased_low",
    "rebased_high",
    "segment",
    "base",
)


def _once(gathered: Table) -> Table:
    """Each member of a series once a period: of two readings that begin alike the last counts."""
    import pyarrow as pa

    if not gathered.num_rows:
        return gathered
    number = gathering.series(gathered, *KEYS, "since", "item")
    return gathered.filter(pa.array(np.append(np.diff(number) != 0, True)))


def _codes(gathered: Table) -> Places:
    """A number for each member's text."""
    codes: Places = gathered.column("item").combine_chunks().dictionary_encode().indices.to_numpy()
    return codes


def _chained(period: Places, item: Places, value: Bounds, kind: str, asked: int) -> dict[str, NDArray[Any]]:
    """The columns of a series of keywords or prices. `base`: the place of the period that is 100."""
    found = chain(period, item, value, asked or LEAST[kind], by_median=kind == "keyword")
    matched = found.matched.astype(np.float64)
    matched[0] = np.nan
    low, high = (_medians(period, end) for end in value)
    return {
        "item_count": found.items,
        "matched_count": matched,
        "value_low": low,
        "value_high": stored(high),
        "rebased_low": np.round(100 * found.level.low, 6),
        "rebased_high": np.round(100 * found.level.high, 6),
        "segment": found.segment + 1.0,
        "base": np.flatnonzero(np.diff(found.segment, prepend=-1))[found.segment].astype(np.float64),
    }


def _sales(value: Bounds, counts: NDArray[Any]) -> dict[str, NDArray[Any]]:
    """The columns of a series of counters: their sums, nothing rebased."""
    none = np.full(len(counts), np.nan)
    told = {"item_count": counts, "value_low": value.low, "value_high": stored(value.high)}
    return {name: told.get(name, none) for name in _NUMBERS}


def _medians(period: Places, values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The median of each period's values; infinite where any is open."""
    ordered = values[np.lexsort((values, period))]
    counts = np.bincount(period)
    begins = np.cumsum(counts) - counts
    middle = (ordered[begins + (counts - 1) // 2] + ordered[begins + counts // 2]) / 2
    return np.where(np.isinf(ordered[begins + counts - 1]), np.inf, middle)


def _named(gathered: Table, begins: Places, number: Places, base: NDArray[np.float64]) -> dict[str, Any]:
    """What each row speaks of, and the period that is 100."""
    first = gathered.take(begins)
    since = first.column("since").to_numpy().astype("datetime64[D]")
    of_series = number[begins]
    start = np.flatnonzero(np.diff(of_series, prepend=-1))[of_series] if len(begins) else begins
    based = np.full(len(begins), np.datetime64("NaT"), dtype="datetime64[D]")
    has = ~np.isnan(base)
    based[has] = since[start[has] + base[has].astype(np.int64)]
    return {**{name: first.column(name) for name in (*KEYS, "since", "until")}, "base_since": based}


def _reasons(told: dict[str, NDArray[Any]], kinds: list[str], begins: Places) -> list[str | None]:
    """Why a row begins a new segment, or isn't rebased."""
    segment = told["segment"]
    broken = np.append(False, np.diff(segment) > 0)[: len(segment)]
    return [
        "sum-of-counters" if kinds[place] == "sales" else "too-few-matched" if new else None
        for place, new in zip(begins, broken, strict=True)
    ]
