"""Analysed answers to the points of a chart (tracker.dashboard.series says what they are). Pure: frames in and out."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from tracker.analysis.aloud.names import sold_kind
from tracker.dashboard import labels, terms, text
from tracker.dashboard.series import COLUMNS, segments
from tracker.i18n import gettext as _


def index(rows: pd.DataFrame, name: str) -> dict[str | None, pd.DataFrame]:
    """One of the price indices (`jevons` or `geks`), a frame of points per currency: a line per platform and category,
    broken where the index begins anew and where a period was not observed. The band is the 95 % interval."""
    found: dict[str | None, pd.DataFrame] = {}
    for currency, part in rows.groupby("currency", dropna=False, sort=True):
        several = part["category"].nunique(dropna=False) > 1
        names = part["platform"].map(labels.platform) + (" · " + part["category"].fillna("") if several else "")
        since, until = pd.to_datetime(part["since"]), pd.to_datetime(part["until"])
        points = part.assign(
            at=since, series=names, value=part[name], low=part[f"{name}_low"], high=part[f"{name}_high"], open=False,
            text=[text.bound(round(each, 2), round(each, 2)) if each == each else "" for each in part[name]],  # noqa: PLR0124
            note=_matched(part), where="", off=False,
        )  # fmt: skip
        before = points.groupby("series")[["segment", "until"]].shift()
        begins = (points["segment"] != before["segment"]) | (since != pd.to_datetime(before["until"]))
        points["segment"] = begins.cumsum().astype("Int64").mask(points["value"].isna())
        points.loc[points["value"].isna(), "text"] = ""
        found[None if text.is_missing(currency) else str(currency)] = points.assign(until=until)[COLUMNS]
    return found


def story(history: pd.DataFrame, days: Mapping[str, Iterable[Any]]) -> pd.DataFrame:
    """Prices of one listing's variant: the asked price and the regular one, each a line; promotions are told in the
    note. A line is broken where a look showed no price, where no regular price is known, and where nobody looked.
    `days`: of each platform the days of observation."""
    asked = history.assign(
        series=_("Asked price"), value=history["price_low"], low=history["price_low"], high=history["price_high"],
        open=history["price_low"].notna() & history["price_high"].isna(), note=_promotions(history),
    )  # fmt: skip
    regular = history.assign(
        series=_("Regular price"), value=history["price_regular"], low=float("nan"), high=float("nan"),
        open=False, note="",
    )  # fmt: skip
    both = pd.concat([asked, regular], ignore_index=True)
    pairs = zip(both["value"], both["high"].fillna(both["value"]), strict=True)
    where = zip(both["document"], both["source_row"], strict=True)
    both = both.assign(
        at=both["observed_at"], off=False, group=both["platform"], text=[text.bound(*each) for each in pairs],
        where=[_("{document}, row {row}").format(document=document, row=row) for document, row in where],
    )  # fmt: skip
    points = segments(both, days)
    return points.loc[points["value"].notna() | (points["series"] == _("Asked price")), COLUMNS]


def units(periods: pd.DataFrame) -> pd.DataFrame:
    """What can have been sold of a listing from look to look: a bar from the low to the high end at the later look.
    Points aren't joined: each speaks of its own time."""
    pairs = list(zip(periods["units_low"], periods["units_high"], strict=True))
    spans = zip(periods["since"], periods["until"], periods["reason"], strict=True)
    where = zip(periods["document"], periods["source_row"], strict=True)
    return periods.assign(
        at=periods["until"], series=periods["sold_kind"].map(sold_kind), value=periods["units_low"],
        low=periods["units_low"], high=periods["units_high"], off=False,
        open=periods["units_low"].notna() & periods["units_high"].isna(), text=[text.bound(*each) for each in pairs],
        note=[_said(*each) for each in spans], segment=range(len(periods)),
        where=[_("{document}, row {row}").format(document=document, row=row) for document, row in where],
    )[COLUMNS]  # fmt: skip


def _said(since: Any, until: Any, reason: Any) -> str:
    if not text.is_missing(reason):
        return terms.code("reason", reason)
    return f"{text.moment(since)} – {text.moment(until)}"


def _matched(rows: pd.DataFrame) -> list[str]:
    """How many offers a period shares with the one before; nothing of a first period, or why there is no number."""
    told = []
    for row in rows[["previous_since", "matched_count", "item_count", "reason"]].itertuples(index=False):
        if not text.is_missing(row.reason):
            told.append(terms.code("reason", str(row.reason)))
        elif text.is_missing(row.previous_since):
            told.append("")
        else:
            words = _("{matched} of {all} offers matched")
            told.append(words.format(matched=text.number(row.matched_count), all=text.number(row.item_count)))
    return told


def _promotions(rows: pd.DataFrame) -> list[str]:
    told = []
    for promoted, ratio, reason in zip(rows["is_promotion"], rows["promotion_ratio"], rows["reason"], strict=True):
        if not text.is_missing(reason):
            told.append(terms.code("reason", reason))
        else:
            told.append(_("promotion, {depth} lower").format(depth=text.percent(round(ratio, 3))) if promoted else "")
    return told
