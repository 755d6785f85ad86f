"""The filters that the pages of a market share: platform, category, period, each narrowing the next."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from tracker.dashboard import data, labels, widgets
from tracker.i18n import gettext as _

LARGE = 500_000
"""Snapshots from which on a page begins with one category: all together take seconds."""


def category(markets: pd.DataFrame, place: str | None = None) -> str | None:
    """One of the categories or all; where they are many snapshots, the most watched one at first."""
    watched = markets.dropna(subset="category").groupby("category")["row_count"].sum().sort_values(kind="stable")
    return widgets.choice(
        _("Category"),
        "category",
        sorted(watched.index),
        str,
        everything=_("all categories"),
        first=watched.index[-1] if len(watched) > 1 and watched.sum() >= LARGE else None,
        place=place,
    )


def market(markets: pd.DataFrame, place: str, newest: pd.Timestamp | None = None) -> dict[str, Any]:
    """Platform, category and period as parameters of questions. `place` tells the fields of pages apart. Periods are
    counted back from the newest look at a listing, or from `newest` where that is later."""
    columns = st.columns(3)
    with columns[0]:
        slugs = sorted(markets["platform"].dropna().unique())
        platform = widgets.choice(
            _("Platform"), "platform", slugs, labels.platform, everything=_("all platforms"), place=place
        )
    with columns[1]:
        rows = markets if platform is None else markets[markets["platform"] == platform]
        chosen = category(rows, place)
    with columns[2]:
        since, until = widgets.period(_newest(platform, newest))
    return {"platform": platform, "category": chosen, "since": since, "until": until}


def _newest(platform: str | None, other: pd.Timestamp | None) -> pd.Timestamp | None:
    days = [day for each in data.observed_days(platform).values() for day in each]
    return max([*days, *([] if other is None else [other])], default=None)
