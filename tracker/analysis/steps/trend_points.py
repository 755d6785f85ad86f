"""trend-points: one row a point of a series, with its level, what the line says there, and whether it stands apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis import trends
from tracker.analysis.bounds import stored
from tracker.analysis.given import choice
from tracker.analysis.series import Places, named, shown
from tracker.analysis.steps.trend import LABELS, NAMES, SERIES, STEPS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyarrow import Table

    from tracker.store.questions import Given


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The columns of the question's head."""
    of = choice(given, "of", SERIES)
    choice(given, "step", STEPS)
    found = trends.points(gathered)
    measured = trends.measure(found, confidence=0.95)
    looked_for = measured.is_shaped[found.series]
    since, until = _spans(found, of)
    return {
        **labelled(gathered, found, np.arange(len(found.row)), of),
        "point_at": found.readings.column("observed_at").take(found.row),
        "since": since,
        "until": until,
        "value_low": found.value.low,
        "value_high": stored(found.value.high),
        "fitted": measured.fitted,
        "level": shown(measured.level + 1, looked_for),
        "is_outlier": shown(measured.is_outlier, looked_for),
        "gap": _gaps(found),
    }


def labelled(gathered: Table, found: trends.Points, point: Places, of: str) -> dict[str, Any]:
    """Columns that say what these points are of: their series, document and row. A reading says its own category."""
    import pyarrow.compute as pc

    series = gathered.select([*LABELS, *NAMES, "category", "counted"]).take(found.series[point])
    reading = found.readings.select(["category", "document", "source_row"]).take(found.row[point])
    return {
        **{name: series.column(name) for name in (*LABELS, *NAMES)},
        **{name: reading.column(name) for name in ("document", "source_row")},
        "category": pc.coalesce(reading.column("category"), series.column("category")),
        "sold_kind": series.column("counted") if of == "sales" else [None] * len(point),
        "unit": named(found.unit, found.series[point]),
    }


def _spans(found: trends.Points, of: str) -> tuple[NDArray[Any], NDArray[Any]]:
    """What each point's value speaks of: since, and until."""
    if of == "keyword":
        return _times(found, "step_since")[found.row], _times(found, "step_until")[found.row]
    seen = _times(found, "observed_at")
    until = seen[found.row]
    if of == "price":
        return until, until
    width = found.window[found.series]
    rolling = np.where(width > 0, width, 0) * np.timedelta64(86_400_000_000, "us")
    return np.where(width > 0, until - rolling, seen[found.row - 1]), until


def _gaps(found: trends.Points) -> NDArray[np.bool_]:
    """Whether a point is the first of its series, or no line leads to it from the one before: a period or step between
    them has no reading, or the counter fell."""
    begins = np.ones(found.readings.num_rows, dtype=np.int64)
    begins[1:] = _times(found, "step_since")[1:] > _times(found, "step_until")[:-1]
    until = np.cumsum(begins)[found.row]  # how many runs of readings had begun
    gaps = np.ones(len(found.row), dtype=bool)
    gaps[1:] = np.diff(until) > 0
    gaps[found.begins[found.counts > 0]] = True
    gains = found.window[found.series] == 0
    gaps[1:] |= gains[1:] & (np.diff(found.row) > 1)
    return gaps


def _times(found: trends.Points, name: str) -> NDArray[np.datetime64]:
    times: NDArray[np.datetime64] = found.readings.column(name).to_numpy().astype("datetime64[us]")
    return times
