"""How well do the figures put listings in the order of what they truly sold? Informative: nothing is claimed of it."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame

from tracker.store.place import Store

from . import files, world
from .brought import asked
from .judging import Verdict
from .world import World


def judge(truth: World, store: Store) -> Verdict:
    """Kendall's tau-b within each category, the median over categories, between what was truly sold in the looks' time
    and: reviews gained (`review-velocity`), the ends of the rate (`sales-rate`), the newest counter (`listings`)."""
    reviews = asked(store, "review-velocity")
    gained = reviews[reviews.gained_low.notna()].groupby(["category", "listing_key"]).gained_low.sum().reset_index()
    rates, newest = asked(store, "sales-rate"), asked(store, "listings")
    rows = [
        _row(truth, "reviews gained", gained, gained.gained_low),
        _row(truth, "rate, low end", rates, rates.rate_low),
        _row(truth, "rate, high end", rates, rates.rate_high),
        _row(truth, "newest counter", newest, newest.sold_low),
    ]
    return Verdict("order of listings by figures and by what they truly sold", pd.DataFrame(rows))


def _row(truth: World, by: str, of: DataFrame, values: pd.Series[Any]) -> dict[str, Any]:
    from scipy.stats import kendalltau

    numbers = of.listing_key.map(files.number).to_numpy()
    sold = truth.units[numbers, world.BEFORE * world.SLOTS :].sum(axis=1)
    told = values.to_numpy(dtype=np.float64)
    taus = []
    for category in of.category.unique():
        mine = (of.category == category).to_numpy() & ~np.isnan(told)
        if mine.sum() > 2:
            taus.append(kendalltau(told[mine], sold[mine]).statistic)
    return {
        "by": by,
        "listings": int((~np.isnan(told)).sum()),
        "median tau": np.nanmedian(taus),
        "least": np.nanmin(taus),
    }
