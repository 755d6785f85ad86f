"""trend-points: one row a point of a series, with its level, what the line says there, and whether it stands apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis import trends
from tracker.analysis.bounds import stored
from tracker.analysis.given import choice
from tracker.analysis.series import named, shown
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
    number = np.repeat(np.arange(len(found.counts)), found.counts)
    rows = gathered.take(found.row)
    looked_for = measured.is_shaped[number]
    since, until = _spans(gathered, found, of)
    return {
        **{name: rows.column(name) for name in (*LABELS, *NAMES, "category", "document", "source_row")},
        "sold_kind": rows.column("counted") if of == "sales" else [None] * len(number),
        "unit": named(found.unit, number),
        "point_at": rows.column("observed_at"),
        "since": since,
        "until": until,
        "value_low": found.value.low,
        "value_high": stored(found.value.high),
        "fitted": measured.fitted,
        "level": shown(measured.level + 1, looked_for),
        "is_outlier": shown(measured.is_outlier, looked_for),
        "gap": _gaps(gathered, found),
    }


def _spans(gathered: Table, found: trends.Points, of: str) -> tuple[NDArray[Any], NDArray[Any]]:
    """What each point's value speaks of: since, and until."""
    if of == "keyword":
        return _times(gathered, "step_since")[found.row], _times(gathered, "step_until")[found.row]
    seen = _times(gathered, "observed_at")
    until = seen[found.row]
    if of == "price":
        return until, until
    number = np.repeat(np.arange(len(found.counts)), found.counts)
    width = found.window[number]
    rolling = np.where(width > 0, width, 0) * np.timedelta64(86_400_000_000, "us")
    return np.where(width > 0, until - rolling, seen[found.row - 1]), until


def _gaps(gathered: Table, found: trends.Points) -> NDArray[np.bool_]:
    """Whether a point is the first reading of its series, or the step before it has none."""
    begins = np.ones(gathered.num_rows, dtype=bool)
    begins[1:] = _times(gathered, "step_since")[1:] > _times(gathered, "step_until")[:-1]
    begins[found.first_row] = True
    return begins[found.row]


def _times(gathered: Table, name: str) -> NDArray[np.datetime64]:
    times: NDArray[np.datetime64] = gathered.column(name).to_numpy().astype("datetime64[us]")
    return times
