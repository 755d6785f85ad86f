"""Points to charts: true time, a line only between points that were observed in step, bands for bounds. Pure."""

from __future__ import annotations

from math import isnan
from typing import Any

import altair as alt
import pandas as pd

from tracker.dashboard import text
from tracker.i18n import gettext as _
from tracker.i18n import language

MOST = 8
"""Lines that one chart carries."""

PALETTE = ["#0b5fa5", "#d1495b", "#2e8b57", "#e08e0b", "#7b4fa3", "#00838f", "#8c5a3c", "#5b6470"]
"""Eight colours that stay apart for the colour-blind, each 3:1 or better against white."""

HEIGHT = 360

WORDED = 6
"""Up to so many points of one kind, each has its word beside it."""

TICKS = 16
"""Up to so many days of observation, each has its own tick; beyond, ticks stand at even distances."""

_LONG = pd.Timedelta(days=300)
"""An axis longer than this says the year in each label."""

_HEADROOM = 0.04
"""The axis ends so much of the highest value above it, so that no band or line runs along the edge."""

_ARROW = 20
FONT = "Segoe UI, PingFang SC, Microsoft YaHei, Noto Sans CJK SC, Noto Sans SC, Helvetica Neue, Arial, sans-serif"
_INK, _QUIET, _GRID = "#1b1f24", "#57606a", "#e4e8ed"


def lines(
    points: pd.DataFrame, unit: str, *, ratio: bool = False, rank: bool = False, decided: pd.DataFrame | None = None
) -> alt.LayerChart:
    """A line per segment of each series, its band, an arrow where the value is a lower bound, and a cross at the foot
    where somebody looked and no value was shown. `points` as in tracker.dashboard.series; at most MOST series.
    `ratio`: the axis counts in percent; `rank`: 1, the best, is at the top. `decided`: what the user changed and when
    (see tracker.dashboard.decision_log), each a thin rule across the chart."""
    names = text.distinct(points["series"])
    base = alt.Chart(_drawn(points, names)).encode(
        x=alt.X("at:T", title=_years(points["at"]), scale=alt.Scale(padding=14), axis=_time_axis(points["at"])),
        color=alt.Color("label:N", scale=_colours(names), legend=_legend(names)),
        detail="segment:N",
    )
    scale = alt.Scale(reverse=True) if rank else _value_scale(points)
    y = alt.Y("value:Q", title=unit, scale=scale, axis=_value_axis(points, ratio=ratio))
    seen = "isValid(datum.value)"
    tips = [
        alt.Tooltip("when:N", title=_("When")),
        alt.Tooltip("series:N", title=_("What")),
        alt.Tooltip("text:N", title=unit),
        alt.Tooltip("note:N", title=_("Note")),
        alt.Tooltip("where:N", title=_("From")),
    ]
    banded = base.transform_filter("isValid(datum.low) && isValid(datum.high) && datum.low < datum.high")
    edges = {"y": alt.Y("low:Q", title=unit, scale=scale), "y2": "high:Q"}
    layers = [
        banded.mark_area(opacity=0.16).encode(**edges),
        banded.transform_filter("datum.alone").mark_rule(strokeWidth=5, opacity=0.3).encode(**edges),
        base.transform_filter(seen).mark_line(strokeWidth=2).encode(y=y),
        base.transform_filter(seen).mark_point(size=38, filled=True, opacity=1).encode(y=y, tooltip=tips),
    ]
    if points["off"].any():
        layers += _hollow(base.transform_filter(f"datum.off && {seen}"), y, worded=int(points["off"].sum()) <= WORDED)
    if points["open"].any():
        layers += _arrows(base.transform_filter("datum.open"), y)
    if points["value"].isna().any():
        worded = int(points["value"].isna().sum()) <= WORDED
        layers += _crosses(base.transform_filter("!isValid(datum.value)"), tips, worded=worded)
    if decided is not None and len(decided):
        layers += _decisions(decided)
    return styled(alt.LayerChart(layer=layers).properties(height=HEIGHT))


def _decisions(decided: pd.DataFrame) -> list[alt.Chart]:
    """Thin dashed rules with a word at the top, which tell the whole when pointed at."""
    data = decided.assign(when=decided["at"].map(text.moment), at=decided["at"].dt.strftime("%Y-%m-%dT%H:%M:%S"))
    tips = [alt.Tooltip("when:N", title=_("When")), alt.Tooltip("tip:N", title=_("Decision"))]
    base = alt.Chart(data).encode(x=alt.X("at:T"), tooltip=tips)
    rule = base.mark_rule(strokeDash=[4, 3], strokeWidth=1.5, color=_INK, opacity=0.75)
    word = base.mark_text(align="left", dx=4, dy=6, fontSize=11, font=FONT, color=_INK).encode(
        y=alt.value(0), text="label:N"
    )
    return [rule, word]


def _drawn(points: pd.DataFrame, names: dict[str, str]) -> pd.DataFrame:
    """The points as the chart's data: times as wall time without a zone, so that every browser shows them alike."""
    out = points.assign(
        at=points["at"].dt.strftime("%Y-%m-%dT%H:%M:%S"),
        when=points["at"].map(text.moment),
        label=points["series"].map(names),
    )
    out["alone"] = out.groupby("segment")["segment"].transform("size").eq(1).fillna(value=False).astype(bool)
    out["segment"] = out["segment"].astype("string").fillna("")
    return out.drop(columns=[each for each in out.columns if each not in _DATA])


_DATA = {
    "at",
    "series",
    "value",
    "low",
    "high",
    "open",
    "text",
    "note",
    "where",
    "segment",
    "when",
    "label",
    "alone",
    "off",
}


def _hollow(base: alt.Chart, y: alt.Y, *, worded: bool) -> list[alt.Chart]:
    """A value of something that could not be bought."""
    ring = base.mark_point(size=55, filled=False, fill="white", opacity=1, strokeWidth=2).encode(y=y)
    word = base.mark_text(fontSize=11, dy=-13, font=FONT).encode(y=y, text="note:N")
    return [ring, word] if worded else [ring]


def _arrows(base: alt.Chart, y: alt.Y) -> list[alt.Chart]:
    """Open ends: an arrow of fixed length upward from the value."""
    stem = base.mark_rule(strokeWidth=1.5, y2Offset=-_ARROW).encode(y=y, y2="value:Q")
    head = base.mark_point(shape="triangle-up", size=32, filled=True, opacity=1, yOffset=-_ARROW).encode(y=y)
    return [stem, head]


def _crosses(base: alt.Chart, tips: list[alt.Tooltip], *, worded: bool) -> list[alt.Chart]:
    place = alt.value({"expr": "height - 8"})
    mark = base.mark_point(shape="cross", angle=45, size=60, filled=True, opacity=1).encode(y=place, tooltip=tips)
    word = base.mark_text(fontSize=11, dy=-14, font=FONT).encode(y=place, text="note:N")
    return [mark, word] if worded else [mark]


def _time_axis(moments: pd.Series[Any]) -> alt.Axis:
    span = moments.max() - moments.min()
    form = "%Y-%m-%d" if span > _LONG else "%m-%d"
    if span > _LONG and moments.dt.day.eq(1).all():
        form = "%Y-%m"
    if span < pd.Timedelta(days=4) and (moments != moments.dt.normalize()).any():
        form = "%m-%d %H:%M"
    days = sorted(set(moments.dt.normalize()))
    if form == "%m-%d" and len(days) <= TICKS:
        seen = [alt.DateTime(year=each.year, month=each.month, date=each.day) for each in days]
        return alt.Axis(format=form, grid=False, labelOverlap="greedy", values=seen)
    return alt.Axis(format=form, grid=False, labelOverlap="greedy", labelSeparation=8, tickCount=8)


def _years(moments: pd.Series[Any]) -> str | None:
    """The year below an axis whose labels don't say it."""
    first, last = moments.min(), moments.max()
    if last - first > _LONG:
        return None
    return f"{first.year}" if first.year == last.year else f"{first.year} – {last.year}"


def number_label() -> str:
    """How an axis writes its numbers: in Chinese from 10,000 on by 万."""
    plain = "format(datum.value, ',.4~f')"
    if language() == "zh":
        return f"abs(datum.value) >= 10000 ? format(datum.value / 10000, ',.4~f') + '万' : {plain}"
    return plain


def _value_axis(points: pd.DataFrame, *, ratio: bool) -> alt.Axis:
    if ratio:
        return alt.Axis(format=".2~%", tickCount=6)
    whole = points["value"].dropna().mod(1).eq(0).all()
    return alt.Axis(labelExpr=number_label(), tickCount=6, tickMinStep=1 if whole else alt.Undefined)


def _value_scale(points: pd.DataFrame) -> alt.Scale:
    """The axis of the values: from zero on where they come near enough to it; where all are equal, around them."""
    low, high = (float(each) for each in (points[["value", "low"]].min().min(), points[["value", "high"]].max().max()))
    if isnan(high):
        return alt.Scale(nice=True)
    room = _HEADROOM * abs(high) or 1.0
    if low == high != 0:
        return alt.Scale(zero=False, nice=True, domainMin=low - room, domainMax=high + room)
    return alt.Scale(zero=0 <= low <= high / 2, nice=True, domainMax=high + room)


def _colours(names: dict[str, str]) -> alt.Scale:
    return alt.Scale(domain=list(names.values()), range=PALETTE[: max(len(names), 1)])


def _legend(names: dict[str, str]) -> alt.Legend | None:
    if len(names) < 2:
        return None
    return alt.Legend(
        title=None,
        orient="bottom",
        columns=4 if len(names) > 3 else len(names),
        labelLimit=210,
        symbolType="circle",
        symbolOpacity=1,
        symbolStrokeWidth=0,
        clipHeight=18,
    )


def styled(chart: alt.LayerChart) -> alt.LayerChart:
    """The chart in the colours and letters of this dashboard."""
    styled: alt.LayerChart = (
        chart.configure(font=FONT, padding={"left": 5, "right": 20, "top": 12, "bottom": 5})
        .configure_view(stroke=None)
        .configure_axis(
            labelColor=_INK, titleColor=_QUIET, gridColor=_GRID, domainColor=_QUIET, tickColor=_QUIET,
            labelFontSize=12, titleFontSize=12, titleFontWeight="normal", labelFont=FONT, titleFont=FONT,
        )
        .configure_axisX(titleAlign="right", titleAnchor="end", titlePadding=4)
        .configure_axisY(titleAngle=0, titleAlign="left", titleAnchor="end", titleY=-10, titleX=0, domain=False,
            ticks=False)
        .configure_legend(labelColor=_INK, labelFontSize=12, labelFont=FONT, rowPadding=4, columnPadding=14)
    )  # fmt: skip
    return styled
