"""hits: the listings of a category that rose most between two looks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.analysis import counters
from tracker.analysis.bounds import Bounds, bounds, difference, fell
from tracker.analysis.columns import chosen, groups, marks, moments, numbers, rows_of, texts, whole
from tracker.analysis.ranking import best_first, fused
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

REASONS = ("new", "counter-fell", "window-unknown", "reviews-fell")


def answer(gathered: Table, said: Given) -> dict[str, Any]:
    """The columns of hits. Gathered: a row for each listing of a market's newest look, markets together."""
    window = counters.windows(texts(gathered, "sold_kind"), texts(gathered, "platform"))  # type: ignore[arg-type]
    sold, sold_before = _ends(gathered, "sold"), _ends(gathered, "sold_before")
    reviews, reviews_before = _ends(gathered, "review"), _ends(gathered, "review_before")
    counter_fell = (window.days == 0) & fell(sold, sold_before)
    reviews_fell = fell(reviews, reviews_before)
    units = counters.gained(
        sold, sold_before, moments(gathered, "sold_before_at"), moments(gathered, "sold_at"), window.days
    )
    units = _without(units, counter_fell)
    gained = _without(difference(reviews, reviews_before), reviews_fell)
    improved = numbers(gathered, "position_before") - numbers(gathered, "position")
    markets = groups(numbers(gathered, "market").tolist())
    ranks = [best_first(each, markets, 1) for each in (units.low, gained.low, improved)]
    score = fused(ranks)
    is_new = marks(gathered, "is_new")
    unknown = ~np.isnan(sold.low) & np.isnan(window.days)
    compared = np.zeros(len(score))
    for rows in markets:
        compared[rows] = (~np.isnat(moments(gathered, "before_at"))[rows]).sum()
    columns = {name: gathered.column(name) for name in gathered.column_names} | {
        "hit_rank": whole(best_first(score, markets, 0)),
        "score": score,
        "units_rank": whole(ranks[0]),
        "units_low": whole(units.low),
        "units_high": whole(units.high),
        "confidence": window.confidence,
        "reviews_rank": whole(ranks[1]),
        "reviews_low": whole(gained.low),
        "reviews_high": whole(gained.high),
        "position_rank": whole(ranks[2]),
        "position_improved": whole(improved),
        "compared_count": whole(compared),
        "reason": chosen(np.select([is_new, counter_fell, unknown, reviews_fell], range(4), np.nan), REASONS),
    }
    told = marks(gathered, "is_told") & (is_new | ~np.isnan(score))
    order = np.lexsort((-np.nan_to_num(score), numbers(gathered, "market")))  # stable: equal scores by listing_key
    return rows_of(columns, order[told[order]])


def _ends(gathered: Table, name: str) -> Bounds:
    return bounds(numbers(gathered, f"{name}_low"), numbers(gathered, f"{name}_high"))


def _without(of: Bounds, broken: counters.Marks) -> Bounds:
    return Bounds(np.where(broken, np.nan, of.low), np.where(broken, np.nan, of.high))
