"""The filters that the pages of a market share: platform, category, period, each narrowing the next."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from tracker.dashboard import data, labels, widgets
from tracker.i18n import gettext as _


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
        names = sorted(rows["category"].dropna().unique())
        category = widgets.choice(_("Category"), "category", names, str, everything=_("all categories"), place=place)
    with columns[2]:
        since, until = widgets.period(_newest(platform, newest))
    return {"platform": platform, "category": category, "since": since, "until": until}


def _newest(platform: str | None, other: pd.Timestamp | None) -> pd.Timestamp | None:
    days = [day for each in data.observed_days(platform).values() for day in each]
    return max([*days, *([] if other is None else [other])], default=None)
