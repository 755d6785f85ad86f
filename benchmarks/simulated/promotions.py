"""Judge prices: which looks fell on a true promotion, and which of them does `price-history` find?"""

from __future__ import annotations

import itertools
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from pandas import DataFrame

from tracker.store.place import Store

from . import files, world
from .brought import asked
from .judging import Verdict
from .world import World

WINDOWS, THRESHOLDS, WITHINS = (14, 28, 42, 63), (0.03, 0.05, 0.08), (21, 42)
"""The grid over which the defaults are chosen: days to each side, share of the regular price, days to return in."""

TUNED_ON = ("连衣裙", "保温杯")
"""Categories of which the grid is asked."""


class Looked(NamedTuple):
    """The truth at each row of an answer. `promoted`: whether a promotion ran. `episode`: a number for each true
    promotion of a listing, -1 outside of them. `regular`: yuan."""

    promoted: NDArray[np.bool_]
    episode: NDArray[np.int64]
    regular: NDArray[np.float64]


def judge(truth: World, stores: dict[str, Store]) -> Verdict:
    """`price-history` with its defaults, under each plan of looks: listings whose price stands still between changes,
    and restless ones, which have no most frequent price."""
    rows = []
    for plan, store in stores.items():
        answer = asked(store, "price-history")
        restless = truth.prices.restless[answer.listing_key.map(files.number), 0]
        for kind, mine in (("still", answer[~restless]), ("restless", answer[restless])):
            rows.append({"plan": plan, "prices": kind, **scores(mine, at_looks(truth, mine))})
    return Verdict("price-history with its defaults, under each plan of looks", pd.DataFrame(rows))


def tune(truth: World, stores: dict[str, Store]) -> Verdict:
    """The same of a few categories over the grid: mean and least F1 over plans and categories of each rule."""
    rows = []
    for store, category in itertools.product(stores.values(), TUNED_ON):
        seen = None
        for rule in itertools.product(WINDOWS, THRESHOLDS, WITHINS):
            given = dict(zip(("window", "threshold", "within"), rule, strict=True))
            answer = asked(store, "price-history", category=category, **given)
            seen = seen or at_looks(truth, answer)
            rows.append({**given, **scores(answer, seen)})
    by_rule = pd.DataFrame(rows).groupby(["window", "threshold", "within"])
    told = ["precision", "recall", "F1", "told", "regular right"]
    table = by_rule[told].mean().assign(least=by_rule["F1"].min()).rename(columns={"least": "least F1"})
    ordered = table.sort_values(["F1", "least F1"], ascending=False).reset_index()
    return Verdict(f"price-history over the grid, {' and '.join(TUNED_ON)}: means over plans", ordered)


def scores(answer: DataFrame, seen: Looked) -> dict[str, float]:
    """Of looks: precision and recall of promotions (null counts as not found), F1 (their harmonic mean), share of
    which something is said; of true promotions that were looked at: share found by at least one look; of regular
    prices told: share that is right within half a percent."""
    told = answer.is_promotion.notna().to_numpy()
    found = answer.is_promotion.eq(True).to_numpy(dtype=np.bool_)
    right = (found & seen.promoted).sum()
    precision, recall = right / max(found.sum(), 1), right / max(seen.promoted.sum(), 1)
    regular = answer.price_regular.to_numpy(dtype=np.float64)
    known = ~np.isnan(regular)
    right_regular = np.abs(regular[known] / seen.regular[known] - 1) < 0.005
    episodes = len(np.unique(seen.episode[seen.promoted]))
    return {
        "looks": len(answer),
        "promoted": seen.promoted.mean(),
        "precision": precision,
        "recall": recall,
        "F1": 2 * precision * recall / max(precision + recall, 1e-9),
        "told": told.mean(),
        "episodes found": len(np.unique(seen.episode[found & seen.promoted])) / max(episodes, 1),
        "regular told": known.mean(),
        "regular right": right_regular.mean() if known.any() else np.nan,
    }


def at_looks(truth: World, answer: DataFrame) -> Looked:
    """What was true at the look of each row."""
    listing = answer.listing_key.map(files.number).to_numpy()
    day = (answer.observed_at.dt.normalize() - pd.Timestamp(world.first_day())).dt.days.to_numpy()
    promoted = truth.prices.promoted
    starts = promoted & ~np.column_stack([np.zeros(truth.listings, dtype=np.bool_), promoted[:, :-1]])
    episode = np.where(promoted, np.cumsum(starts.ravel()).reshape(promoted.shape), -1)
    return Looked(promoted[listing, day], episode[listing, day], truth.prices.regular[listing, day])
