"""Judge the price index: many categories of which a few listings are recorded each Monday, beside the whole market.

The truth is the mean logarithm of the asked prices of all listings, recorded or not, on the days that were looked at;
and, for what weekly looks can't know, on all days of the week.
"""

from __future__ import annotations

import csv
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

import numpy as np
import pandas as pd
from numpy.random import Generator
from numpy.typing import NDArray
from pandas import DataFrame

from tracker.store.place import Store

from . import files, prices
from .brought import asked
from .judging import Verdict, is_below_nominal
from .world import BEFORE, FIRST_LOOK, UNRECORDED

RECORDED = 20
"""Listings of a category that are recorded."""

NOMINAL = 0.95
"""The confidence of the intervals."""

SURELY = 4
"""Standard errors from which a bias is no chance."""

HEADER = ["平台", "类目", "日期", "店铺名称", "宝贝标题", "链接", "价格"]


class Markets(NamedTuple):
    """`asked`: recorded prices, categories by listings by days, yuan. `seen`: whether a listing was looked at on that
    Monday, categories by listings by weeks. `log_price`: categories by days, mean logarithm of all prices.
    `growth`: drift of each category's regular prices, of the logarithm, a day."""

    asked: NDArray[np.float64]
    seen: NDArray[np.bool_]
    log_price: NDArray[np.float64]
    growth: NDArray[np.float64]


def draw(rng: Generator, categories: int, weeks: int) -> Markets:
    """Categories whose prices drift by up to half a percent a week; a fifth of the listings begin or end meanwhile, a
    look misses one in twenty-five."""
    growth = rng.uniform(-0.005, 0.005, categories) / 7
    first, days = FIRST_LOOK - timedelta(days=BEFORE), BEFORE + weeks * 7
    drawn = [prices.draw(rng, RECORDED * UNRECORDED, first, days, each).asked[:, BEFORE:] for each in growth]
    week = np.arange(weeks)
    shape = (categories, RECORDED, 1)
    begins = np.where(rng.random(shape) < 0.1, rng.integers(1, weeks, shape), 0)
    ends = np.where(rng.random(shape) < 0.1, rng.integers(1, weeks, shape), weeks)
    seen = (week >= begins) & (week < ends) & (rng.random((categories, RECORDED, weeks)) >= files.NOT_SEEN)
    recorded = np.stack([each[:RECORDED] for each in drawn])
    return Markets(recorded, seen, np.stack([np.log(each).mean(axis=0) for each in drawn]), growth)


def write(path: Path, markets: Markets) -> None:
    """What was seen each Monday, as the listing template holds it."""
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        table = csv.writer(file)
        table.writerow(HEADER)
        for category, listing, week in np.argwhere(markets.seen):
            number = 1000 * category + listing
            on = FIRST_LOOK + timedelta(weeks=int(week))
            url = f"https://item.taobao.com/item.htm?id={files.key(int(number))}"
            price = f"{markets.asked[category, listing, 7 * week]:.2f}"
            table.writerow(["taobao", name(category), f"{on:%Y-%m-%d}", "店", f"宝贝 {number:06d}", url, price])


def name(category: int) -> str:
    """The operator's name of a category."""
    return f"类目{category:03d}"


def judge(markets: Markets, store: Store) -> Verdict:
    """`price-index`, both formulas: mean error of the logarithm against the whole market on the days looked at, and
    share of the intervals that hold it, by weeks since the first; what all days of the week say, beside it."""
    answer = asked(store, "price-index")
    claims = pd.concat(_claims(markets, answer, formula) for formula in ("jevons", "geks"))
    table = claims[claims.week > 0].groupby(["formula", "weeks"], sort=False).agg(
        indices=("error", "size"),
        bias=("error", "mean"),
        root_mean_square=("error", lambda error: np.sqrt((error**2).mean())),
        interval_holds=("holds", "mean"),
        interval_width=("width", "median"),
        bias_of_week=("error_of_week", "mean"),
        holds_week=("holds_week", "mean"),
    )  # fmt: skip
    last = claims[claims.week == claims.week.max()]
    misses = [
        {"formula": formula, "what": "bias", "mean": mine.error.mean(), "standard error": mine.error.sem()}
        for formula, mine in last.groupby("formula")
        if abs(mine.error.mean()) > SURELY * mine.error.sem()
    ]
    misses += [
        {"formula": formula, "what": "intervals", "hold": mine.holds.mean(), "nominal": NOMINAL}
        for formula, mine in last.groupby("formula")
        if is_below_nominal(int(mine.holds.sum()), len(mine), NOMINAL)
    ]
    return Verdict("price-index against the whole market", table.reset_index(), misses)


def _claims(markets: Markets, answer: DataFrame, formula: str) -> DataFrame:
    """Errors of the logarithm and whether the interval holds the truth: a row for each category and week."""
    category = answer.category.map(number).to_numpy()
    week = (pd.to_datetime(answer.since) - pd.Timestamp(FIRST_LOOK)).dt.days.to_numpy() // 7
    on_days = markets.log_price[:, ::7]
    of_week = markets.log_price.reshape(len(markets.log_price), -1, 7).mean(axis=2)
    told, low, high = (np.log(answer[f"{formula}{end}"].to_numpy() / 100) for end in ("", "_low", "_high"))
    truth, truth_of_week = (level[category, week] - level[category, 0] for level in (on_days, of_week))
    return pd.DataFrame(
        {
            "formula": formula,
            "week": week,
            "weeks": pd.cut(week, [-1, 0, 4, 12, 26, 52], labels=["0", "1-4", "5-12", "13-26", "27-52"]).astype(str),
            "error": told - truth,
            "holds": (low <= truth) & (truth <= high),
            "width": high - low,
            "error_of_week": told - truth_of_week,
            "holds_week": (low <= truth_of_week) & (truth_of_week <= high),
        }
    )


def number(category: str) -> int:
    """The category of a name."""
    return int(category.removeprefix("类目"))
