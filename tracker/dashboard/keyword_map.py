"""Demand against supply of a list's keywords as a chart: logarithmic axes, quadrants by the medians. Pure."""

from __future__ import annotations

import altair as alt
import pandas as pd

from tracker.dashboard import charts, labels, text
from tracker.i18n import gettext as _

MOST = 2000
"""Keywords that the map draws, the best ones first."""

NAMED = 12
"""Keywords that have their word beside them."""


def points(rows: pd.DataFrame) -> pd.DataFrame:
    """What can be drawn of an answer to `keyword-opportunity` for one formula: keywords with demand and supply above
    zero, at the low ends of their bounds, the best first."""
    seen = rows[(rows["demand_low"] > 0) & (rows["supply_low"] > 0)]
    inputs = [
        (text.bound(*row[:2]), text.bound(*row[2:4]), text.bound(*_short(*row[4:])))
        for row in seen[
            ["demand_low", "demand_high", "supply_low", "supply_high", "score_low", "score_high"]
        ].head(MOST).itertuples(index=False)
    ]  # fmt: skip
    shown = seen.head(MOST)
    return pd.DataFrame(
        {
            "keyword": shown["keyword"].astype(str),
            "demand": shown["demand_low"].astype(float),
            "supply": shown["supply_low"].astype(float),
            "bounded": shown["demand_low"].ne(shown["demand_high"]) | shown["supply_low"].ne(shown["supply_high"]),
            "place": shown["percentile"].astype(float),
            "named": [text.short(word, 20) if at < NAMED else "" for at, word in enumerate(shown["keyword"])],
            "demand_text": [each[0] for each in inputs],
            "supply_text": [each[1] for each in inputs],
            "score_text": [each[2] for each in inputs],
        }
    )


def medians(rows: pd.DataFrame) -> tuple[float, float]:
    """The medians of demand and supply of all keywords that have both above zero, drawn or not."""
    seen = rows[(rows["demand_low"] > 0) & (rows["supply_low"] > 0)]
    return float(seen["demand_low"].median()), float(seen["supply_low"].median())


def chart(drawn: pd.DataFrame, middle: tuple[float, float], demand: str, supply: str, score: str) -> alt.LayerChart:
    """The map of `points`: to the right more demand, upwards more supply; dashed lines at the medians (`middle`)."""
    demand, supply = labels.metric(demand), labels.metric(supply)
    ticks = alt.Axis(labelExpr=charts.number_label(), tickCount=6, grid=False, labelOverlap="greedy")
    x = alt.X("demand:Q", title=demand, scale=alt.Scale(type="log", nice=False, padding=44), axis=ticks)
    y = alt.Y("supply:Q", title=supply, scale=alt.Scale(type="log", nice=False, padding=24), axis=ticks)
    base = alt.Chart(drawn).encode(x=x, y=y)
    tips = [
        alt.Tooltip("keyword:N", title=_("Keyword")),
        alt.Tooltip("demand_text:N", title=demand),
        alt.Tooltip("supply_text:N", title=supply),
        alt.Tooltip("score_text:N", title=score),
        alt.Tooltip("place:Q", title=_("Place in the list, 1 is best"), format=".2f"),
    ]
    colour = alt.Color(
        "place:Q", title=_("Place in the list, 1 is best"), legend=alt.Legend(orient="bottom", gradientLength=220),
        scale=alt.Scale(domain=[0, 1], range=["#c9d3de", charts.PALETTE[0]]),
    )  # fmt: skip
    lines = pd.DataFrame({"demand": [middle[0]], "supply": [middle[1]]})
    rule = alt.Chart(lines).mark_rule(strokeDash=[4, 4], opacity=0.6)
    corners = pd.DataFrame(
        {
            "text": [_("much demand, few offers"), _("much demand, many offers"), _("little demand, many offers"),
                     _("little demand, few offers")],
            "h": ["right", "right", "left", "left"], "v": ["bottom", "top", "top", "bottom"],
        }
    )  # fmt: skip
    words = [
        alt.Chart(corners.iloc[[row]]).mark_text(
            align=horizontal, baseline=vertical, fontSize=12, opacity=0.55, font=charts.FONT, fontStyle="italic",
            dx=-6 if horizontal == "right" else 6, dy=-6 if vertical == "bottom" else 6,
        ).encode(
            text="text:N",
            x=alt.value({"expr": "width" if horizontal == "right" else "0"}),
            y=alt.value({"expr": "height" if vertical == "bottom" else "0"}),
        )
        for row, (horizontal, vertical) in enumerate(zip(corners["h"], corners["v"], strict=True))
    ]  # fmt: skip
    layers = [
        rule.encode(x="demand:Q"),
        rule.encode(y="supply:Q"),
        base.transform_filter("!datum.bounded").mark_point(size=46, filled=True, opacity=0.85).encode(
            color=colour, tooltip=tips
        ),
        base.transform_filter("datum.bounded").mark_point(size=60, shape="triangle-right", filled=False, opacity=1)
        .encode(color=colour, tooltip=tips),
        base.transform_filter("datum.named != ''").mark_text(align="left", dx=7, fontSize=11, font=charts.FONT).encode(
            text="named:N"
        ),
        *words,
    ]  # fmt: skip
    return charts.styled(alt.LayerChart(layer=layers).properties(height=460))


def _short(low: float, high: float) -> tuple[float, float]:
    """A score to six digits."""
    return tuple(each if text.is_missing(each) else float(f"{each:.6g}") for each in (low, high))  # type: ignore[return-value]
