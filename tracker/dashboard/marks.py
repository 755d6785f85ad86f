"""Charts beside lines over time: bounds as bars, and a week of hours as a heat map. Pure."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tracker.dashboard.charts import FONT, PALETTE, styled
from tracker.i18n import gettext as _

_ROW = 30
"""Pixels of one bar with its space."""


def ranges(rows: pd.DataFrame, unit: str, *, ratio: bool = False) -> alt.LayerChart:
    """A full bar to the low end of each row, a pale one on to its high end, in the order of the rows. `rows`: `name`,
    `low`, `high` (null: open, drawn as an arrow), `text` (the bound in words), `own` (in the second colour)."""
    data = rows.assign(open=rows["high"].isna() & rows["low"].notna())
    names = list(dict.fromkeys(data["name"]))
    base = alt.Chart(data).encode(
        y=alt.Y("name:N", sort=names, title=None, axis=alt.Axis(labelLimit=220, domain=False, ticks=False)),
        color=alt.Color("own:N", scale=alt.Scale(domain=[False, True], range=[PALETTE[0], PALETTE[1]]), legend=None),
        tooltip=[alt.Tooltip("name:N", title=_("What")), alt.Tooltip("text:N", title=unit)],
    )
    axis = alt.Axis(format=".0%" if ratio else ",.4~f", tickCount=6)
    x = alt.X("low:Q", title=unit, scale=alt.Scale(zero=True, nice=True), axis=axis)
    layers = [
        base.mark_bar(height=12).encode(x=x),
        base.transform_filter("isValid(datum.high)").mark_bar(height=12, opacity=0.35).encode(x=x, x2="high:Q"),
        base.transform_filter("datum.open").mark_text(text="→", dx=12, fontSize=15, font=FONT).encode(x=x),
    ]
    return styled(alt.LayerChart(layer=layers).properties(height=_ROW * max(len(names), 2)))


def bars(rows: pd.DataFrame, unit: str) -> alt.LayerChart:
    """A column per row, in the order of the rows, with its count on top. `rows`: `name`, `value`, `text`, `own` (marked
    in the second colour)."""
    names = list(rows["name"])
    base = alt.Chart(rows).encode(
        x=alt.X("name:N", sort=names, title=None, axis=alt.Axis(labelAngle=0, labelLimit=110, ticks=False)),
        y=alt.Y("value:Q", title=unit, axis=alt.Axis(tickCount=5, tickMinStep=1, format=",.4~f")),
        tooltip=[alt.Tooltip("name:N", title=_("What")), alt.Tooltip("text:N", title=unit)],
    )
    colour = alt.Color("own:N", scale=alt.Scale(domain=[False, True], range=[PALETTE[0], PALETTE[1]]), legend=None)
    return styled(alt.LayerChart(layer=[
        base.mark_bar(size=36).encode(color=colour),
        base.mark_text(dy=-8, fontSize=12, font=FONT).encode(text="text:N"),
    ]).properties(height=260))  # fmt: skip


def week(cells: pd.DataFrame, unit: str, days: dict[int, str]) -> alt.LayerChart:
    """A week of hours: `cells` has `weekday` (keys of `days`, in their order), `hour` 0 to 23, `value` and `text`;
    an hour without a row stays empty."""
    names = list(days.values())
    data = cells.assign(day=cells["weekday"].map(days))
    base = alt.Chart(data).encode(
        x=alt.X("hour:O", title=_("hour"), scale=alt.Scale(domain=list(range(24))), axis=alt.Axis(labelAngle=0)),
        y=alt.Y(
            "day:O", sort=names, scale=alt.Scale(domain=names), title=None, axis=alt.Axis(domain=False, ticks=False)
        ),
    )
    tips = [
        alt.Tooltip("day:N", title=_("Day")),
        alt.Tooltip("hour:O", title=_("hour")),
        alt.Tooltip("text:N", title=unit),
    ]
    rects = base.mark_rect(cornerRadius=2).encode(
        color=alt.Color(
            "value:Q", title=unit, scale=alt.Scale(range=["#e3edf7", PALETTE[0]], domainMin=0),
            legend=alt.Legend(orient="bottom", gradientLength=220, format=",.4~f"),
        ),
        tooltip=tips,
    )  # fmt: skip
    return styled(alt.LayerChart(layer=[rects]).properties(height=260))


def season(rows: pd.DataFrame, names: dict[int, str], title: str) -> alt.LayerChart:
    """How far each season stands from the level: a point at the factor, a bar from the smallest to the largest ratio
    seen, and a line at the level. `rows`: `season` (keys of `names`, in their order), `factor`, `low`, `high`,
    `text`."""
    order = list(names.values())
    data = rows[["factor", "low", "high", "text"]].assign(name=rows["season"].map(names))
    x = alt.X("name:O", sort=order, scale=alt.Scale(domain=order), title=title, axis=alt.Axis(labelAngle=0))
    axis = alt.Axis(format=".0%", tickCount=6)
    scale = alt.Scale(zero=False, nice=True)
    level = _("of the level")
    tips = [alt.Tooltip("name:N", title=title), alt.Tooltip("text:N", title=level)]
    base = alt.Chart(data).encode(x=x)
    layers = [
        alt.Chart(pd.DataFrame({"level": [1.0]})).mark_rule(strokeDash=[4, 4], opacity=0.7).encode(
            y=alt.Y("level:Q", title=level, scale=scale, axis=axis)
        ),
        base.mark_bar(width=14, opacity=0.3, color=PALETTE[0]).encode(
            y=alt.Y("low:Q", title=level, scale=scale, axis=axis), y2="high:Q", tooltip=tips
        ),
        base.mark_point(size=60, filled=True, opacity=1, color=PALETTE[0]).encode(
            y=alt.Y("factor:Q", title=level, scale=scale, axis=axis), tooltip=tips
        ),
    ]  # fmt: skip
    return styled(alt.LayerChart(layer=layers).properties(height=280))
