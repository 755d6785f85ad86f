"""sales-rate: units a day, by the exact difference, by crossings of steps, or by the rolling window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.analysis import counters
from tracker.analysis.bounds import Bounds, bounds
from tracker.analysis.columns import chosen, moments, numbers, texts, whole
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

METHODS = ("difference", "crossing", "window")
REASONS = ("window-unknown", "too-few", "never-crossed", "crossed-once")
DIFFERENCE, CROSSING, WINDOW = range(3)


def answer(gathered: Table, said: Given) -> dict[str, Any]:
    """The columns of sales-rate. Gathered: a row for each listing and kind, with the readings that bracket its first
    and its highest step."""
    window = counters.windows(texts(gathered, "sold_kind"), texts(gathered, "platform"))  # type: ignore[arg-type]
    first, last = _reading(gathered, "first"), _reading(gathered, "last")
    lower, upper = numbers(gathered, "lower"), numbers(gathered, "upper")
    at = {name: moments(gathered, name) for name in (
        "first_at", "last_at", "lower_after", "lower_by", "upper_after", "upper_by")}  # fmt: skip
    exact = (first.low == first.high) & (last.low == last.high) & (at["first_at"] < at["last_at"])
    bracketed = ~np.isnat(at["lower_after"]) & ~np.isnat(at["upper_after"])
    method = np.select(
        [window.days > 0, np.isnan(window.days), exact, bracketed & (upper > lower)],
        [WINDOW, np.nan, DIFFERENCE, CROSSING],
        np.nan,
    )
    reason = np.select(
        [~np.isnan(method), np.isnan(window.days), numbers(gathered, "reading_count") < 2, ~bracketed],
        [np.nan, 0, 1, 2],
        3,
    )
    by = [method == each for each in (DIFFERENCE, CROSSING, WINDOW)]
    nowhere = np.datetime64("NaT")
    units = Bounds(
        np.select(by, [last.low - first.low, upper - lower, last.low], np.nan),
        np.select(by, [last.low - first.low, upper - lower, last.high], np.nan),
    )
    spans = {
        "from_after": np.select(by, [at["first_at"], at["lower_after"], nowhere], nowhere),
        "from_by": np.select(by, [at["first_at"], at["lower_by"], nowhere], nowhere),
        "to_after": np.select(by, [at["last_at"], at["upper_after"], nowhere], nowhere),
        "to_by": np.select(by, [at["last_at"], at["upper_by"], at["last_at"]], nowhere),
    }
    days = counters.elapsed(**spans)
    days = Bounds(*(np.where(by[WINDOW], window.days, end) for end in days))
    rate = counters.rate(units, days)
    places = np.nan_to_num(method, nan=-1).astype(int)
    return {name: gathered.column(name) for name in gathered.column_names} | spans | {
        "method": chosen(method, METHODS),
        "window_days": whole(window.days),
        "confidence": window.confidence,
        "rate_low": rate.low,
        "rate_high": np.where(np.isinf(rate.high), np.nan, rate.high),
        "units_low": whole(units.low),
        "units_high": whole(units.high),
        "days_low": days.low,
        "days_high": days.high,
        "step_from": whole(np.select(by, [first.low, lower, np.full(len(lower), np.nan)], np.nan)),
        "step_to": whole(np.select(by, [last.low, upper, last.low], np.nan)),
        "reason": chosen(reason, REASONS),
        "document_before": _of(gathered, places, ("first_document", "lower_document", None)),
        "source_row_before": _of(gathered, places, ("first_row", "lower_row", None)),
        "document": _of(gathered, places, ("last_document", "upper_document", "last_document"), "last_document"),
        "source_row": _of(gathered, places, ("last_row", "upper_row", "last_row"), "last_row"),
    }  # fmt: skip


def _reading(gathered: Table, name: str) -> Bounds:
    return bounds(numbers(gathered, f"{name}_low"), numbers(gathered, f"{name}_high"))


def _of(gathered: Table, places: Any, names: tuple[str | None, ...], otherwise: str | None = None) -> list[Any]:
    """For each row the column that its method names; `otherwise` where it has no method."""
    rows = [
        [None] * gathered.num_rows if each is None else gathered.column(each).to_pylist()
        for each in (*names, otherwise)
    ]
    return [rows[place][row] for row, place in enumerate(places)]
