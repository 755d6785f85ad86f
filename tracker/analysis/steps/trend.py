"""trend: one row a series, with its slope, test, levels and outliers counted."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from tracker.analysis import trends
from tracker.analysis.bounds import stored
from tracker.analysis.given import choice, number
from tracker.analysis.trend_line import LEAST_FOR_SIGNIFICANCE, LEAST_POINTS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyarrow import Table

    from tracker.store.questions import Given

SERIES = ("keyword", "price", "sales", "reviews")
STEPS = ("week", "day", "month")
LABELS = ("of", "platform", "source", "keyword", "metric", "region", "seed", "period", "listing_key")
NAMES = ("shop_key", "shop_name", "title")


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The columns of the question's head."""
    of = choice(given, "of", SERIES)
    choice(given, "step", STEPS)
    confidence = number(given, "confidence", 0.95, 0.5, 0.999)
    found = trends.points(gathered)
    measured = trends.measure(found, confidence)
    series = gathered.num_rows
    return {
        **{name: gathered.column(name) for name in (*LABELS, *NAMES, "category")},
        "sold_kind": gathered.column("counted") if of == "sales" else [None] * series,
        "unit": found.unit,
        "point_count": found.counts,
        **_ends(found),
        **_slopes(measured),
        **_order(found, measured, confidence),
        **_counts(found, measured),
        "reason": trends.told(measured.reasons, series),
    }


def _ends(found: trends.Points) -> Mapping[str, Any]:
    """Times and values of the first and last point; null for a series without points."""
    some = found.counts > 0
    told: dict[str, Any] = {}
    for end, place in (("first", found.begins), ("last", found.begins + found.counts - 1)):
        inside = place[some]
        times = np.full(len(place), np.datetime64("NaT"), dtype="datetime64[us]")
        times[some] = found.readings.column("observed_at").to_numpy()[found.row[inside]]
        told[f"{end}_at"] = times
        for name, values in zip(("low", "high"), found.value, strict=True):
            told[f"{end}_{name}"] = np.full(len(place), np.nan)
            told[f"{end}_{name}"][some] = stored(values[inside])
    return told


def _slopes(measured: trends.Trends) -> Mapping[str, Any]:
    """Growth of the series that have logarithms, change of the others; an end that bounds leave open is null."""
    told: dict[str, Any] = {}
    for end, slope in zip(("low", "high", "from", "to"), measured.slopes, strict=True):
        growth = np.expm1(np.where(measured.is_growth, slope, np.nan))
        change = np.where(measured.is_growth, np.nan, slope)
        told[f"growth_{end}"] = np.where(np.isinf(slope), np.nan, growth)
        told[f"change_{end}"] = np.where(np.isinf(slope), np.nan, change)
    return told


def _order(found: trends.Points, measured: trends.Trends, confidence: float) -> Mapping[str, Any]:
    counts, order = found.counts, measured.order
    enough = counts >= LEAST_POINTS
    pairs = np.where(enough, counts * (counts - 1) / 2, np.nan)
    proven = enough & (counts >= LEAST_FOR_SIGNIFICANCE) & (order.p < 1 - confidence)
    direction = np.where(counts < LEAST_FOR_SIGNIFICANCE, "too-short", "no-trend").astype(object)
    ranks = np.array([each == "rank" for each in found.unit], dtype=bool)
    for up, word, of_ranks in ((True, "rising", "worsening"), (False, "falling", "improving")):
        moves = proven & (order.s_low > 0 if up else order.s_high < 0)
        direction[moves] = np.where(ranks, of_ranks, word)[moves]
    return {
        "tau_low": order.s_low / pairs,
        "tau_high": order.s_high / pairs,
        "p": order.p,
        "p_exact": [bool(exact) if has else None for exact, has in zip(order.is_exact, enough, strict=True)],
        "direction": direction.tolist(),
    }


def _counts(found: trends.Points, measured: trends.Trends) -> Mapping[str, list[int | None]]:
    levels = np.zeros(len(found.counts), dtype=np.int64)
    np.maximum.at(levels, found.series, measured.level)
    apart = np.bincount(found.series, measured.is_outlier, len(found.counts))
    return {"change_count": _where(measured.is_shaped, levels), "outlier_count": _where(measured.is_shaped, apart)}


def _where(shown: NDArray[np.bool_], counts: NDArray[Any]) -> list[int | None]:
    return [int(count) if each else None for each, count in zip(shown, counts, strict=True)]
