"""sales-rate: units a day, by the exact difference, by crossings of steps, or by the rolling window."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.analysis import counters, crossings
from tracker.analysis.bounds import Bounds, bounds
from tracker.analysis.columns import chosen, texts, whole
from tracker.analysis.rows import flattened
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

METHODS = ("difference", "crossing", "window")
REASONS = ("window-unknown", "too-few", "never-crossed", "crossed-once")
DIFFERENCE, CROSSING, WINDOW = range(3)


def answer(gathered: Table, said: Given) -> dict[str, Any]:
    """The columns of sales-rate. Gathered: a row for each listing and kind, with lists of its snapshots."""
    window = counters.windows(texts(gathered, "sold_kind"), texts(gathered, "platform"))  # type: ignore[arg-type]
    read = _readings(gathered)
    step = crossings.steps(read)
    first, last = _at(read, step.first), _at(read, step.last)
    lower, upper = _at(read, step.lower).low, _at(read, step.upper).low
    at = {name: _seen(read, places) for name, places in (
        ("first_at", step.first), ("last_at", step.last), ("lower_after", step.lower_after),
        ("lower_by", step.lower), ("upper_after", step.upper_after), ("upper_by", step.upper))}  # fmt: skip
    exact = (first.low == first.high) & (last.low == last.high) & (at["first_at"] < at["last_at"])
    bracketed = ~np.isnat(at["lower_after"]) & ~np.isnat(at["upper_after"])
    method = np.select(
        [window.days > 0, np.isnan(window.days), exact, bracketed & (upper > lower)],
        [WINDOW, np.nan, DIFFERENCE, CROSSING],
        np.nan,
    )
    reason = np.select(
        [~np.isnan(method), np.isnan(window.days), step.reading_count < 2, ~bracketed],
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
    before = np.select(by, [step.first, step.lower, _nowhere(step.last)], crossings.NOWHERE)
    after = np.select(by, [step.last, step.upper, step.last], step.last)
    documents = _documents(gathered)
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
        "reading_count": step.reading_count,
        "fell_count": step.fell_count,
        "document_before": _document(documents, read, before),
        "source_row_before": whole(_of(read.source_row, before)),
        "document": _document(documents, read, after),
        "source_row": whole(_of(read.source_row, after)),
    }  # fmt: skip


def _readings(gathered: Table) -> crossings.Readings:
    of, flat = flattened(gathered, "seen", "low", "high", "batch_id", "source_row")
    return crossings.readings(of, flat["seen"], bounds(flat["low"], flat["high"]), flat["batch_id"], flat["source_row"])


def _of(column: Any, places: crossings.Places) -> Any:
    """The column's values at the places; NaN where there is no such place."""
    if not len(column):
        return np.full(len(places), np.nan)
    return np.where(places == crossings.NOWHERE, np.nan, column[places])


def _at(read: crossings.Readings, places: crossings.Places) -> Bounds:
    return Bounds(_of(read.counter.low, places), _of(read.counter.high, places))


def _seen(read: crossings.Readings, places: crossings.Places) -> counters.Moments:
    return np.where(places == crossings.NOWHERE, np.datetime64("NaT"), read.seen[places])


def _nowhere(places: crossings.Places) -> crossings.Places:
    return np.full_like(places, crossings.NOWHERE)


def _documents(gathered: Table) -> dict[int, str]:
    """The names of documents by batch, which stand beside the first row."""
    told = gathered.column("documents").slice(0, 1).to_pylist()
    return {each["batch_id"]: each["document"] for each in told[0]} if told else {}


def _document(names: dict[int, str], read: crossings.Readings, places: crossings.Places) -> list[str | None]:
    return [None if place == crossings.NOWHERE else names[batch]
            for place, batch in zip(places.tolist(), read.batch_id[places].tolist(), strict=True)]  # fmt: skip
