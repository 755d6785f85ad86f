"""year-over-year: each point beside the one a year before, by the calendar, and near a moving feast by its day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis import rows as gathering
from tracker.analysis import trends, yearly
from tracker.analysis.bounds import Bounds, stored
from tracker.analysis.given import choice
from tracker.analysis.series import Places, named, shown
from tracker.analysis.shopping import REGIONS
from tracker.analysis.steps.trend import SERIES, STEPS
from tracker.analysis.steps.trend_points import labelled

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyarrow import Table

    from tracker.store.questions import Given

REASONS = ("too-short", "not-observed-then", "zero-then")
MONTHLY = {"month", "quarter", "year"}


class Pairs(NamedTuple):
    """One comparison a row. `point`, `before`: places among the points, -1 where there is no point a year before;
    `feast`: place among the region's moving feasts, -1: aligned by the calendar; `away`: days from the feast."""

    point: Places
    before: Places
    feast: Places
    away: NDArray[np.float64]
    is_short: NDArray[np.bool_]


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The columns of the question's head."""
    of = choice(given, "of", SERIES)
    choice(given, "step", STEPS)
    events = yearly.moving(choice(given, "feasts", REGIONS))
    found = trends.points(gathered)
    pairs = _pairs(gathered, found, of, events)
    has = pairs.before >= 0
    earlier = found.readings.take(found.row[np.where(has, pairs.before, 0)] if len(found.row) else found.row)
    value, before = (_values(found.value, place) for place in (pairs.point, np.where(has, pairs.before, 0)))
    growth = _growth(value, before, has)
    zero = has & (before.high == 0)
    reason = np.select([pairs.is_short, ~has, zero], [0, 1, 2], default=-1)
    by_feast = pairs.feast >= 0
    return {
        **labelled(gathered, found, pairs.point, of),
        "point_at": found.readings.column("observed_at").take(found.row[pairs.point]),
        "aligned": named(("calendar", "event"), by_feast.astype(np.int64)),
        "event": named([each.slug for each in events], pairs.feast),
        "event_days": shown(np.floor(pairs.away), by_feast),
        "value_low": value.low,
        "value_high": stored(value.high),
        "before_at": shown(earlier.column("observed_at"), has),
        "before_low": np.where(has, before.low, np.nan),
        "before_high": np.where(has, stored(before.high), np.nan),
        "growth_low": growth.low,
        "growth_high": stored(growth.high),
        "reason": named(REASONS, reason),
        "before_document": shown(earlier.column("document"), has),
        "before_row": shown(earlier.column("source_row"), has),
    }


def _pairs(gathered: Table, found: trends.Points, of: str, events: list[Any]) -> Pairs:
    """Which points are compared, in the order of the answer: by series and time, the calendar before the feast."""
    number = found.series
    begin, end = (gathering.days(found.readings.column(name))[found.row] for name in ("step_since", "step_until"))
    width = end - begin
    period = gathered.column("period").to_pylist()
    is_monthly = np.array([each in MONTHLY for each in period], dtype=bool)[number]
    tolerance = np.where(width <= 1, 0.0, np.floor(np.minimum(width, 31) / 2))
    if of != "keyword":
        tolerance = np.maximum(tolerance, 1 - 1e-6)  # looks of one day differ by their hour
    target = yearly.a_year_before(found.days, is_monthly)
    last = (found.begins + found.counts - 1)[number]
    first = found.begins[number]
    is_short = found.days[last] - found.days[first] < yearly.WEEKS_52 - tolerance
    by_calendar = yearly.nearest(number, found.days, target, tolerance)
    middle = (begin + end) / 2 if of == "keyword" else found.days
    feast = yearly.feasts(middle, events)
    near = np.flatnonzero((feast.which >= 0) & ~is_short & (width <= 7))
    back = np.where(np.isnan(feast.back), 0, feast.back)
    by_feast = yearly.nearest(number, found.days, found.days - back, tolerance)
    told = np.flatnonzero(~is_short | (np.arange(len(number)) == last))
    point = np.concatenate([told, near])
    order = np.lexsort((np.repeat([0, 1], [len(told), len(near)]), point))
    none = np.full(len(told), -1)
    return Pairs(
        point[order],
        np.concatenate([np.where(is_short, -1, by_calendar)[told], by_feast[near]])[order],
        np.concatenate([none, feast.which[near]])[order],
        np.concatenate([none, feast.away[near]])[order],
        is_short[point][order],
    )


def _values(value: Bounds, place: Places) -> Bounds:
    """The values at these places; none where there are no points at all."""
    return Bounds(value.low[place], value.high[place]) if len(value.low) else value


def _growth(value: Bounds, before: Bounds, has: NDArray[np.bool_]) -> Bounds:
    """Later over earlier less one, as bounds; NaN where nothing is compared, or the earlier value is nothing."""
    with np.errstate(divide="ignore", invalid="ignore"):
        low = np.where(np.isinf(before.high), 0.0, value.low / before.high) - 1
        high = np.where(before.low > 0, value.high / before.low, np.inf) - 1
    shown = has & (before.high > 0)
    return Bounds(np.where(shown, low, np.nan), np.where(shown, high, np.nan))
