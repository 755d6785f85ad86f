"""Readings of keywords as a list: the newest of each keyword, a column per metric. Pure: frames in, frames out."""

from __future__ import annotations

from datetime import datetime

import pandas as pd

from tracker.dashboard import labels, text
from tracker.i18n import gettext as _
from tracker.normalise import reference


def within(
    readings: pd.DataFrame,
    *,
    source: str | None = None,
    platform: str | None = None,
    category: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> pd.DataFrame:
    """The readings that the question `keyword-readings` would answer with, had it been asked with these parameters."""
    keep = pd.Series(data=True, index=readings.index)
    for name, wanted in (("source", source), ("platform", platform), ("category", category)):
        if wanted is not None:
            keep &= readings[name] == wanted
    if since is not None:
        keep &= readings["since"] >= since
    if until is not None:
        keep &= readings["since"] < until
    return readings[keep].reset_index(drop=True)


def metrics(readings: pd.DataFrame) -> list[str]:
    """The metrics that were read, in the order of the reference, unknown ones last."""
    known = list(reference.metrics())
    found = set(readings["metric"].dropna().unique())
    return [each for each in known if each in found] + sorted(found - set(known))


def newest(readings: pd.DataFrame) -> pd.DataFrame:
    """The newest reading of each keyword and metric (for what platform and region); of one moment the longest
    period."""
    ordered = readings.sort_values(["since", "until"], kind="stable")
    return ordered.drop_duplicates(["platform", "keyword", "metric", "region"], keep="last")


def highest(readings: pd.DataFrame, metric: str) -> list[str]:
    """The keywords that a metric was read of, those with the highest newest values first."""
    rows = newest(readings[readings["metric"] == metric])
    return list(rows.sort_values("value_low", ascending=False, kind="stable")["keyword"].unique())


def wide(readings: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """The list, and the names of those of its columns that are ratios (times 100 there, to be shown as percent).

    A metric with bounds has two columns, the low and the high end, so that both can be sorted.
    """
    rows = newest(readings).copy()
    keys = ["keyword", *[each for each in ("platform", "region") if rows[each].nunique(dropna=False) > 1]]
    rows[keys] = rows[keys].astype(object).where(rows[keys].notna(), "")
    grouped = rows.groupby(keys, sort=False)
    out = pd.DataFrame({labels.field("rank"): grouped["rank"].max()})
    ratios = []
    for metric in metrics(rows):
        own = rows[rows["metric"] == metric].drop_duplicates(keys, keep="last").set_index(keys)
        unit = own["unit"].mode()
        is_ratio = bool(len(unit)) and unit.iloc[0] == "ratio"
        factor = 100 if is_ratio else 1
        name = labels.metric(metric)
        if reference.metrics().get(metric) and reference.metrics()[metric].unit == "currency" and len(unit):
            name += f" ({', '.join(sorted(own['unit'].dropna().unique()))})"
        exact = own["value_low"].eq(own["value_high"]) | (own["value_low"].isna() & own["value_high"].isna())
        ends = {name: "value_low"} if exact.all() else {
            _("{metric}, from").format(metric=name): "value_low", _("{metric}, to").format(metric=name): "value_high",
        }  # fmt: skip
        for label, column in ends.items():
            out[label] = own[column] * factor
            if is_ratio:
                ratios.append(label)
    since, until = grouped["since"].max(), grouped["until"].max() - pd.Timedelta(days=1)
    period, periods = pd.factorize(pd.MultiIndex.from_arrays([since, until]))
    spelled = [_period(first, last) for first, last in periods]
    out[_("Newest reading")] = [spelled[each] for each in period]
    out = out.dropna(axis=1, how="all").reset_index()
    if "platform" in out:
        out["platform"] = [labels.platform(each) if each else "" for each in out["platform"]]
    return out.rename(columns={key: labels.field(key) for key in keys}), ratios


def _period(first: pd.Timestamp, last: pd.Timestamp) -> str:
    return text.moment(first) if first >= last else f"{text.moment(first)} – {text.moment(last)}"


def matching(readings: pd.DataFrame, wanted: str, column: str = "keyword") -> pd.DataFrame:
    """The rows whose keyword, or another column, holds every word of `wanted`, in any order, whatever the case."""
    keep = pd.Series(data=True, index=readings.index)
    for word in wanted.split():
        keep &= readings[column].str.contains(word, case=False, regex=False)
    return readings[keep]
