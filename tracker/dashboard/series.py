"""Answers to the points of a chart: what is one line, and where it has to break. Pure: frames in, frames out.

Points are a frame of one row per series and moment: `at`, `series` (its whole name), `value` (where the line runs;
null: looked at, and nothing was shown), `low` and `high` (the band), `open` (the value is a lower bound), `text`
(the value in words), `note`, `where` (document and row), `off` (it could not
be bought then), `segment` (points of one number are joined by a line).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd

from tracker.dashboard import labels, text
from tracker.i18n import gettext as _

COLUMNS = ["at", "series", "value", "low", "high", "open", "text", "note", "where", "off", "segment"]

GAP = 1.5
"""Observations further apart than this many usual spacings have a gap between them."""

_HOUR = pd.Timedelta(hours=1)
_DAY = pd.Timedelta(days=1)


def usual_spacing(days: Iterable[Any]) -> pd.Timedelta | None:
    """The median distance of consecutive days on which somebody looked; null where they looked on one day only."""
    distinct = pd.Series(sorted(set(pd.to_datetime(list(days)).normalize())), dtype="datetime64[ns]")
    steps = distinct.diff().dropna()
    return None if steps.empty else pd.Timedelta(steps.median())


def gap_limit(moments: pd.Series[Any], days: Iterable[Any]) -> pd.Timedelta:
    """The longest distance of two points that a line may cross: GAP usual spacings of the days on which anything
    of the platform or source was seen. A series seen several times a day is held to its own spacing, an hour at
    least."""
    steps = moments.sort_values().diff().dropna()
    own = pd.Timedelta(steps.median()) if len(steps) else _DAY
    if own < _DAY / 2:
        return max(GAP * own, _HOUR)
    return GAP * (usual_spacing(days) or _DAY)


def segments(points: pd.DataFrame, days: Mapping[str, Iterable[Any]]) -> pd.DataFrame:
    """The points in order of time within each series (series as they first appear), with their `segment`.

    It is null where the value is null, and a new one after a null and after a gap. `days`: for each `group` of the
    points (a platform, a source) the days of observation."""
    order = {name: place for place, name in enumerate(dict.fromkeys(points["series"]))}
    out = points.assign(place=points["series"].map(order)).sort_values(["place", "at"], kind="stable")
    out = out.reset_index(drop=True)
    if "off" not in out:
        out["off"] = False
    out["segment"] = pd.array([pd.NA] * len(out), dtype="Int64")
    number = 0
    for _name, rows in out.groupby("series", sort=False):
        limit = gap_limit(rows["at"], days.get(str(rows["group"].iloc[0]), ()))
        before = None
        for index, at, value in zip(rows.index, rows["at"], rows["value"], strict=True):
            if pd.isna(value):
                before = None
                continue
            if before is None or at - before > limit:
                number += 1
            out.loc[index, "segment"] = number
            before = at
    return out


def listing_prices(history: pd.DataFrame, days: Mapping[str, Iterable[Any]]) -> dict[str | None, pd.DataFrame]:
    """Asked prices of listings, a frame of points per currency: the line runs along the lowest variant's price, the
    band up to the dearest's."""
    frame = _named(history)
    frame["currency"] = frame.groupby("series")["currency"].transform(lambda each: each.ffill().bfill())
    found: dict[str | None, pd.DataFrame] = {}
    for code, rows in frame.groupby("currency", dropna=False, sort=True):
        grouped = rows.groupby(["series", "observed_at"], sort=False)
        points = grouped.agg(
            value=("price_low", "min"), high=("price_high", "max"), note=("availability", "first"),
            group=("platform", "first"), where=("where", "first"), title=("title", "last"),
        ).reset_index(names=["series", "at"])  # fmt: skip
        points["low"], points["open"] = points["value"], points["value"].notna() & points["high"].isna()
        found[None if text.is_missing(code) else str(code)] = _finished(points, days)
    return found


def with_other_prices(history: pd.DataFrame) -> pd.DataFrame:
    """The history of one listing with its prices after coupon and its list prices as lines of their own."""
    parts = [history.assign(line="price")]
    for name in ("price_coupon", "price_list"):
        shown = history[history[name].notna()]
        parts.append(shown.assign(line=name, price_low=shown[name], price_high=shown[name]))
    return pd.concat(parts, ignore_index=True)


def listing_sales(history: pd.DataFrame, days: Mapping[str, Iterable[Any]]) -> dict[str, pd.DataFrame]:
    """Sold counters of listings, a frame of points per kind of counter: the line runs along the low end."""
    frame = _named(history)
    found: dict[str, pd.DataFrame] = {}
    for kind in sorted(frame["sold_kind"].dropna().unique()):
        rows = frame[frame["series"].isin(frame.loc[frame["sold_kind"] == kind, "series"])].copy()
        other = rows["sold_kind"] != kind
        rows.loc[other, ["sold_low", "sold_high"]] = float("nan")
        rows["open"] = rows["sold_low"].notna() & rows["sold_high"].isna()
        grouped = rows.groupby(["series", "observed_at"], sort=False)
        points = grouped.agg(
            value=("sold_low", "max"), high=("sold_high", "max"), open=("open", "any"), note=("availability", "first"),
            group=("platform", "first"), where=("where", "first"), raw=("sold_raw", "first"),
        ).reset_index(names=["series", "at"])  # fmt: skip
        points["low"] = points["value"]
        points.loc[points["open"], "high"] = float("nan")
        found[kind] = _finished(points, days)
    return found


def market_prices(trend: pd.DataFrame, days: Mapping[str, Iterable[Any]]) -> dict[str | None, pd.DataFrame]:
    """Medians of a market's prices, a frame of points per currency: the band runs from the first quartile of the
    low ends to the third of the high ends."""
    found: dict[str | None, pd.DataFrame] = {}
    for code, rows in _market(trend).groupby("currency", dropna=False, sort=True):
        points = rows.assign(
            value=rows["median_low"], low=rows["q1_low"], high=rows["q3_high"], open=rows["median_high"].isna(),
            note=[_("{count} listings").format(count=text.number(each)) for each in rows["listing_count"]],
            text=[text.bound(*each) for each in zip(rows["median_low"], rows["median_high"], strict=True)],
        )  # fmt: skip
        found[None if text.is_missing(code) else str(code)] = segments(points, days)[COLUMNS]
    return found


def market_sales(trend: pd.DataFrame, days: Mapping[str, Iterable[Any]]) -> dict[str, pd.DataFrame]:
    """Sums of a market's sold counters, a frame of points per kind of counter."""
    found: dict[str, pd.DataFrame] = {}
    for kind, rows in _market(trend).groupby("sold_kind", sort=True):
        counted = zip(rows["listing_count"], rows["open_count"], strict=True)
        points = rows.assign(
            value=rows["sold_low"], low=rows["sold_low"], high=rows["sold_high"], open=rows["sold_high"].isna(),
            note=[_("{count} listings, {open} of them “at least”").format(count=text.number(a), open=text.number(b))
                  for a, b in counted],
            text=[text.bound(*each) for each in zip(rows["sold_low"], rows["sold_high"], strict=True)],
        )  # fmt: skip
        found[str(kind)] = segments(points, days)[COLUMNS]
    return found


def of_usual_length(trend: pd.DataFrame) -> pd.DataFrame:
    """The readings whose period is as long as most are: a year's figure is no point of a line of months."""
    length = _length(trend)
    return trend[length == length.mode().iloc[0]] if len(trend) else trend


def readings(trend: pd.DataFrame) -> dict[str | None, pd.DataFrame]:
    """Readings of keywords from one source, a frame of points per unit. Readings are joined where periods follow
    one another in the source's usual step; periods of another length are left out."""
    found: dict[str | None, pd.DataFrame] = {}
    frame = of_usual_length(trend).copy()
    frame["series"] = frame["keyword"]
    for extra, shown in (("region", str), ("platform", labels.platform)):
        if frame[extra].nunique(dropna=False) > 1:
            frame["series"] += [f" · {shown(each)}" if not text.is_missing(each) else "" for each in frame[extra]]
    for unit, rows in frame.groupby("unit", dropna=False, sort=True):
        code = None if text.is_missing(unit) else str(unit)
        value = rows["value_low"].fillna(rows["value_high"])
        both = list(zip(rows["value_low"], rows["value_high"], strict=True))
        points = rows.assign(
            at=rows["since"], value=value, low=rows["value_low"], high=rows["value_high"],
            open=rows["value_low"].notna() & rows["value_high"].isna(), note=_period(rows), group=rows["source"],
            text=[text.bound(*each, unit=code) for each in both], where=_where(rows),
        )  # fmt: skip
        found[code] = segments(points, {str(each): rows["since"] for each in rows["source"].unique()})[COLUMNS]
    return found


def _named(history: pd.DataFrame) -> pd.DataFrame:
    """With the name of each listing's line: its newest title, told apart by its key where two share it."""
    frame = history.sort_values("observed_at", kind="stable").copy()
    frame["where"] = _where(frame)
    identity = [frame["platform"], frame["listing_key"]]
    newest = frame.groupby(identity)["title"].transform(lambda each: (each.dropna().iloc[-1:].tolist() or [None])[0])
    frame["series"] = newest.fillna(frame["listing_key"])
    if "line" in frame:
        frame["series"] = frame["line"].map(labels.field)
    shared = frame.groupby("series")["listing_key"].transform("nunique") > 1
    frame.loc[shared, "series"] += " · " + frame.loc[shared, "listing_key"]
    return frame


def _market(trend: pd.DataFrame) -> pd.DataFrame:
    frame = trend.copy()
    frame["at"], frame["group"] = pd.to_datetime(frame["day"]), frame["platform"]
    several = frame["category"].nunique(dropna=False) > 1
    names = frame["platform"].map(labels.platform)
    frame["series"] = names + (" · " + frame["category"].fillna(_("no category")) if several else "")
    frame["where"] = ""
    return frame


def _finished(points: pd.DataFrame, days: Mapping[str, Iterable[Any]]) -> pd.DataFrame:
    points["off"] = points["note"].isin(["out_of_stock", "delisted"])
    out = segments(points, days)
    pairs = zip(out["value"], out["high"], out["open"], strict=True)
    out["text"] = [text.bound(low, None if is_open else high) for low, high, is_open in pairs]
    shown = zip(out["note"], out["value"], strict=True)
    out["note"] = [_note(note, value) for note, value in shown]
    return out[COLUMNS]


def _note(note: Any, value: Any) -> str:
    """The availability in words where it says something: not in stock, or no value."""
    if note == "in_stock" or (text.is_missing(note) and not text.is_missing(value)):
        return ""
    return labels.availability(None if text.is_missing(note) else note)


def _where(rows: pd.DataFrame) -> list[str]:
    pairs = zip(rows["document"], rows["source_row"], strict=True)
    return [_("{document}, row {row}").format(document=document, row=row) for document, row in pairs]


def _length(rows: pd.DataFrame) -> pd.Series[Any]:
    """Days of each period, those of any month or year alike."""
    days = (rows["until"] - rows["since"]).dt.days
    return days.mask(days.between(28, 31), 30).mask(days.between(365, 366), 365)


def _period(rows: pd.DataFrame) -> list[str]:
    last = rows["until"] - _DAY
    pairs = zip(rows["since"], last, strict=True)
    return [
        text.moment(since) if since >= end else f"{text.moment(since)} – {text.moment(end)}" for since, end in pairs
    ]
