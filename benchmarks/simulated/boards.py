"""Judge shares and concentration: do the ranges hold what the shops of a board truly had?"""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from tracker.store.place import Store

from . import files, world
from .brought import asked
from .judging import Claim, Verdict, figures, misses
from .world import CATEGORIES, World

ROUNDED = 1e-6
"""Share of a value by which what was written in whole fen may lie beside it."""


def judge_shares(truth: World, store: Store) -> Verdict:
    """`sales-shares`: the share of units and of revenue of each shop on the newest boards."""
    claims = []
    for row in asked(store, "sales-shares").to_dict("records"):
        category = list(CATEGORIES).index(row["category"])
        sold = files.board(truth, category, world.moment(row["observed_at"]))
        for measure, of_shops in zip(("units", "amount"), sold, strict=True):
            low, high = row[f"{measure}_share_low"], row[f"{measure}_share_high"]
            if not np.isnan(low):
                share = of_shops[files.shop_number(row["shop_name"])] / of_shops.sum()
                claims.append(_claim(f"share of {measure}", row, low, high, share))
    return Verdict("sales-shares of the newest boards", figures(claims), misses(claims))


def judge_concentration(truth: World, store: Store) -> Verdict:
    """`concentration`: Herfindahl-Hirschman index and share of the four largest of each board."""
    claims = []
    for row in asked(store, "concentration").to_dict("records"):
        if not pd.isna(row["reason"]):
            continue
        category = list(CATEGORIES).index(row["category"])
        units, amount = files.board(truth, category, world.moment(row["first_at"]))
        shares = units / units.sum() if row["measure"] == "units" else amount / amount.sum()
        for name, value in (("hhi", 10_000 * (shares**2).sum()), ("cr4", largest(shares, 4))):
            method = f"{name} of {row['measure']}"
            claims.append(_claim(method, row, row[f"{name}_low"], row[f"{name}_high"], value))
    return Verdict("concentration of each board", figures(claims), misses(claims))


def largest(shares: NDArray[np.float64], count: int) -> float:
    """The sum of the largest shares."""
    return float(np.sort(shares)[-count:].sum())


def _claim(method: str, row: dict[str, Any], low: float, high: float, value: float) -> Claim:
    evidence = {name: row[name] for name in ("platform", "category", "look_on", "document", "source_row")}
    return Claim(f"{method}, {row['platform']}", low, high, value, evidence, slack=ROUNDED * value)
