"""Judge trends: how often is a direction told where there is none, found where there is one, and does the interval of
the growth hold the true growth as often as it says?
"""

from __future__ import annotations

from math import expm1
from typing import Any

import numpy as np
import pandas as pd
from pandas import DataFrame

from tracker.store.place import Store

from .brought import asked
from .judging import Verdict, is_below_nominal
from .keywords import Series

NOMINAL = 0.95
"""The confidence that the question is asked with."""


def judge(series: list[Series], store: Store) -> Verdict:
    """`trend` of keywords: a row for each kind of series. White noise must keep what is nominal; persistent noise and
    seasons break the assumption of independent readings, and show what that costs. Only those of noise `level` change
    their level, once, and none has an outlier: shares of series that are told to change, and of readings that are told
    to stand apart."""
    answer = asked(store, "trend", of="keyword", confidence=NOMINAL).set_index("keyword")
    told = pd.DataFrame([_told(one, answer) for one in series])
    by_kind = told.groupby(["noise", "uneven", "readings", "growth"], sort=False)
    table = by_kind.agg(
        series=("rising", "size"),
        rising=("rising", "mean"),
        falling=("falling", "mean"),
        interval_holds=("holds", "mean"),
        interval_width=("width", "median"),
        level_told=("levels", "mean"),
        outliers=("outliers", "mean"),
    ).reset_index()
    return Verdict("trend: share of series by what is told of them", table, _worse_than_nominal(told))


def _told(one: Series, answer: DataFrame) -> dict[str, Any]:
    row = answer.loc[one.keyword]
    return {
        "noise": one.kind.noise,
        "uneven": one.kind.uneven,
        "readings": one.kind.length,
        "growth": one.kind.growth,
        "rising": row.direction == "rising",
        "falling": row.direction == "falling",
        "holds": bool(row.growth_from <= growth_a_week(one.kind.growth) <= row.growth_to),
        "width": row.growth_to - row.growth_from,
        "levels": np.nan if pd.isna(row.change_count) else float(row.change_count > 0),
        "outliers": row.outlier_count / one.kind.length,
    }


def growth_a_week(of_logarithm: float) -> float:
    """Growth as a ratio, of the growth of the logarithm."""
    return expm1(of_logarithm)


def _worse_than_nominal(told: DataFrame) -> list[dict[str, Any]]:
    """Rates of series with white noise that are worse than nominal, and not by chance."""
    found = []
    white = told[told.noise == "white"]
    for (uneven, readings, growth), mine in white.groupby(["uneven", "readings", "growth"]):
        wrong = {"interval without the growth": int((~mine.holds).sum())}
        if growth == 0:
            wrong["direction without a trend"] = int((mine.rising | mine.falling).sum())
        for what, count in wrong.items():
            if is_below_nominal(len(mine) - count, len(mine), NOMINAL):
                kind = {"readings": readings, "growth": growth, "uneven": uneven}
                found.append({"what": what, **kind, "share": count / len(mine), "nominal": round(1 - NOMINAL, 4)})
    return found
