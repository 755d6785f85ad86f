"""The trend of every series gathered: its points, their slope, test, levels and outliers, as columns.

The questions `trend`, `trend-points` and `year-over-year` gather alike: a row a series, its readings in a list by
time. Their steps tell of this what their heads name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis import changes, trend_line
from tracker.analysis import rows as gathering
from tracker.analysis.bounds import Bounds
from tracker.analysis.rates import apart, gains
from tracker.analysis.series import Places, stacks
from tracker.normalise.reference import counter

if TYPE_CHECKING:
    from pyarrow import Table

Column = NDArray[np.float64]
Reasons = dict[str, NDArray[np.bool_]]


class Points(NamedTuple):
    """The points of all series. `readings`: those gathered, of one series after the other; `first_row`: the one that
    each series begins at; `begins`, `counts`: its points. Per point: `series`, its number; `row`, the reading it is;
    `days` since 1970, and its value. Per series: `unit`; `window`, the days its counter covers (0: it only grows; NaN:
    unknown, or no counter); `lost`, why readings of it are no points."""

    readings: Table
    first_row: Places
    begins: Places
    counts: Places
    series: Places
    row: Places
    days: Column
    value: Bounds
    unit: list[str | None]
    window: Column
    lost: Reasons


class Trends(NamedTuple):
    """Per series what trend_line tells, with slopes per week of the logarithm (`is_growth`) or of the value itself;
    NaN where there are too few points. Per point: its level, whether it stands apart, and the line there (NaN: none).
    `is_shaped`: levels and outliers were looked for."""

    slopes: trend_line.Slopes
    order: trend_line.Order
    is_growth: NDArray[np.bool_]
    is_shaped: NDArray[np.bool_]
    level: NDArray[np.int64]
    is_outlier: NDArray[np.bool_]
    fitted: Column
    reasons: Reasons


def points(gathered: Table) -> Points:
    """The points of the series gathered: readings and prices as they are, reviews and counters that only grow as gains
    per day, rolling counters thinned to windows that don't overlap. Of two readings of one time the last counts."""
    readings, sizes = gathering.lists(gathered, "points")
    number = np.repeat(np.arange(len(sizes)), sizes)
    first_row = np.cumsum(sizes) - sizes
    rows, days = len(number), gathering.days(readings.column("observed_at"))
    value = Bounds(readings.column("low").to_numpy(), readings.column("high").to_numpy())
    kept = np.ones(rows, dtype=bool)
    kept[:-1] = (np.diff(number) != 0) | (np.diff(days) > 0)
    units = gathered.column("unit").to_pylist()
    of = gathered.column("of")[0].as_py() if rows else "keyword"
    windows, lost = np.full(len(sizes), np.nan), Reasons()
    if of == "price":
        units = gathered.column("counted").to_pylist()
    elif of != "keyword":
        windows = _windows(gathered) if of == "sales" else np.zeros(len(sizes))
        gained = gains(number, days, value)
        grows = windows == 0
        kept &= np.where(grows[number], ~np.isnan(gained.each.low), apart(first_row, sizes, days, windows))
        kept &= ~np.isnan(windows)[number]
        value = Bounds(*(np.where(grows[number], *ends) for ends in zip(gained.each, value, strict=True)))
        units = [_unit(of, window) for window in windows]
        lost["counter-fell"] = np.bincount(number, gained.fell, len(sizes)).astype(bool) & grows
        lost["window-unknown"] = np.isnan(windows)
    row = np.flatnonzero(kept)
    counts = np.bincount(number[row], minlength=len(sizes))
    begins = np.cumsum(counts) - counts
    kept_value = Bounds(value.low[row], value.high[row])
    return Points(readings, first_row, begins, counts, number[row], row, days[row], kept_value, units, windows, lost)


def measure(of: Points, confidence: float) -> Trends:
    """The trend of each series at that confidence."""
    series, count = len(of.counts), len(of.row)
    is_exact = _every(of, of.value.low == of.value.high)
    is_growth = _every(of, of.value.low > 0)
    is_shaped = is_exact & (of.counts >= changes.LEAST_POINTS)
    slopes = trend_line.Slopes(*(np.full(series, np.nan) for _ in range(4)))
    none = np.zeros(series, dtype=np.int64)
    order = trend_line.Order(none, none.copy(), np.full(series, np.nan), np.zeros(series, dtype=bool))
    level = np.zeros(count, dtype=np.int64)
    is_outlier, fitted = np.zeros(count, dtype=bool), np.full(count, np.nan)
    for some, places in stacks(of.begins, of.counts):
        if places.shape[1] < trend_line.LEAST_POINTS:
            continue
        weeks = (of.days[places] - of.days[places[:, :1]]) / 7
        low, high = (_scaled(end[places], is_growth[some]) for end in of.value)
        pairs = trend_line.pairs(low, high)
        for whole, part in zip(slopes, trend_line.theil_sen(weeks, low, high, confidence, pairs), strict=True):
            whole[some] = part
        for kept, found in zip(order, trend_line.mann_kendall(low, high, pairs), strict=True):
            kept[some] = found
        exact = is_exact[some]
        line = _line(weeks[exact], low[exact], slopes.low[some[exact]])
        fitted[places[exact]] = np.where(is_growth[some[exact]][:, np.newaxis], np.exp(line), line)
        shaped = is_shaped[some]
        if shaped.any():
            inside = places[shaped]
            level[inside], is_outlier[inside] = _shape(weeks[shaped], low[shaped], slopes.low[some[shaped]])
    few = of.counts < trend_line.LEAST_POINTS
    negative = _any(of, of.value.low < 0)
    reasons = {
        "too-few": few,
        "too-few-for-changes": ~few & (of.counts < changes.LEAST_POINTS),
        "bounds": ~is_exact,
        "has-zeros": ~few & ~is_growth & ~negative,
        "has-negatives": ~few & negative,
        **of.lost,
    }
    return Trends(slopes, order, is_growth, is_shaped, level, is_outlier, fitted, reasons)


def told(reasons: Reasons, series: int) -> list[str | None]:
    """The reasons of each series in one text, space-separated; null: none."""
    found: list[list[str]] = [[] for _ in range(series)]
    for slug, applies in reasons.items():
        for number in np.flatnonzero(applies):
            found[number].append(slug)
    return [" ".join(each) or None for each in found]


def _windows(gathered: Table) -> Column:
    """Days that each series' counter covers; 0: since the listing began; NaN: unknown."""
    kinds, platforms = (gathered.column(name).to_pylist() for name in ("counted", "platform"))
    known = {pair: counter(*pair) for pair in set(zip(kinds, platforms, strict=True))}
    found = (known[pair] for pair in zip(kinds, platforms, strict=True))
    return np.array([np.nan if each is None else each.days for each in found], dtype=np.float64)


def _unit(of: str, window: float) -> str | None:
    if np.isnan(window):
        return None
    if window:
        return f"units-in-{window:.0f}-days"
    return "reviews-per-day" if of == "reviews" else "units-per-day"


def _every(of: Points, holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Per series whether it holds of all points."""
    return ~_any(of, ~holds)


def _any(of: Points, holds: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Per series whether it holds of any point."""
    return np.bincount(of.series, holds, len(of.counts)).astype(bool)


def _scaled(values: NDArray[np.float64], is_growth: NDArray[np.bool_]) -> NDArray[np.float64]:
    """Logarithms of the series that grow, the others' values as they are."""
    if not is_growth.any():
        return values
    return np.where(is_growth[:, np.newaxis], np.log(np.where(is_growth[:, np.newaxis], values, 1)), values)


def _line(weeks: NDArray[np.float64], values: NDArray[np.float64], slope: Column) -> NDArray[np.float64]:
    """The line with the slope at each point, through the median of what it leaves."""
    rise = weeks * slope[:, np.newaxis]
    line: NDArray[np.float64] = rise + np.median(values - rise, axis=1, keepdims=True)
    return line


def _shape(
    weeks: NDArray[np.float64], values: NDArray[np.float64], slope: Column
) -> tuple[NDArray[np.int64], NDArray[np.bool_]]:
    """Levels and outliers. Levels are looked for where points that stand apart from the line alone are put between
    their neighbours; where there are several, what stands apart is measured from them, not from the line."""
    residuals = values - _line(weeks, values, slope)
    residuals[np.abs(residuals) < 1e-9 * (1 + np.abs(values).max(axis=1, keepdims=True))] = 0
    flagged = changes.outliers(residuals)
    level = changes.segments(weeks, changes.without_lone(values, flagged))
    several = level[:, -1] > 0
    from_level = values[several] - changes.level_medians(values[several], level[several])
    flagged[several] = changes.outliers(from_level)
    return level, flagged
