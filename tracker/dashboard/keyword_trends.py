"""Industry: trend, season and year over year of the keywords of one source and metric."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from tracker.dashboard import answers, data, indices, labels, marks, terms, text, widgets
from tracker.i18n import gettext as _

_FIRST = ("rising", "improving", "falling", "worsening", "no-trend", "too-short")
"""Verdicts in the order of the table."""


def show(keywords: pd.DataFrame, given: dict[str, Any]) -> None:
    """Trend, season and year over year of the keywords of one source and metric."""
    if keywords.empty:
        return
    st.divider()
    st.caption(_("What follows speaks of the keywords of one source and one metric."))
    left, right, _rest = st.columns(3)
    with left:
        most = keywords.groupby("source")["item_count"].max().sort_values(ascending=False, kind="stable")
        source = widgets.choice(_("Source"), "source", list(most.index), labels.source)
    own = keywords[keywords["source"] == source]
    with right:
        main = indices.main_metrics(own)[str(source)]
        metrics = [main, *sorted(set(own["metric"]) - {main})]
        metric = widgets.choice(_("Metric"), "metric", metrics, labels.metric)
    chosen = {**given, "source": source, "metric": metric}
    for name in ("category", "platform"):
        if own[name].isna().all():
            chosen[name] = None
    _verdicts(chosen)
    _seasons(chosen)
    _years(chosen)


def _verdicts(chosen: dict[str, Any]) -> None:
    """Which keywords rise and fall: the steepest of each first, then those without a trend."""
    found = data.frame("trend", **chosen)
    found = found.rename(columns={"change_low": "change_week_low", "change_high": "change_week_high"})
    steep = -found["growth_low"].abs().fillna(found["change_week_low"].abs())
    rows = found.round({"growth_from": 3, "growth_to": 3}).assign(
        place=found["direction"].map(_FIRST.index), steep=steep, p=found["p"].map(_chance)
    )
    rows["growth_interval"] = [interval(*each) for each in zip(rows["growth_from"], rows["growth_to"], strict=True)]
    rows = rows.sort_values(["place", "steep", "keyword"], kind="stable")
    answers.section(
        _("Which keywords rise and which fall"), "trend",
        ["keyword", *_told(found, "platform"), "region", "seed", "period", "direction", "growth", "growth_interval",
         "change_week", "p", "point_count", "first_at", "last_at", "change_count", "outlier_count", "reason"],
        _("Growth a week: the median over all pairs of points (Theil–Sen), with its 95 % interval. p: the chance of as "
          "strong an order without any trend (Mann–Kendall); below 0.05 a trend is told. Of many keywords about one in "
          "twenty seems to move by chance. Points of neighbouring days resemble one another, so p is smaller than it "
          "should be."),
        rows=rows, **chosen,
    )  # fmt: skip


def interval(low: Any, high: Any) -> str:
    """A confidence interval in percent. (A dash would be read as a sign.)"""
    return "" if text.is_missing(low) else _("{low} to {high}").format(low=text.percent(low), high=text.percent(high))


def _chance(p: Any) -> str:
    if text.is_missing(p):
        return ""
    return "< 0.001" if p < 0.001 else f"{p:.3f}"


def _seasons(chosen: dict[str, Any]) -> None:
    """The factors of one keyword at a time, the most seasonal offered first."""
    st.subheader(_("Season"))
    st.markdown(text.plain(data.aloud("seasons", **chosen)))
    found = data.frame("seasons", **chosen)
    told = found[found["factor"].notna()]
    if told.empty:
        st.caption(
            _("A season needs two full cycles without a gap: 14 days for days of the week, 104 weeks or 24 months for "
              "times of the year. Until then there are no factors.")
        )  # fmt: skip
        return
    strongest = told.sort_values(["strength", "keyword"], ascending=[False, True], kind="stable")
    names = list(dict.fromkeys(strongest["keyword"]))
    keyword = widgets.choice(_("Keyword"), "season", names, str)
    rows = told[told["keyword"] == keyword]
    for _key, own in rows.groupby(["platform", "region", "seed", "period"], dropna=False):
        cycle, cycles = str(own["cycle"].iloc[0]), float(own["cycle_count"].iloc[0])
        bars = own.assign(low=own["ratio_low"], high=own["ratio_high"], text=_ratios(own))
        named, axis = _season_names(str(own["period"].iloc[0]), cycle)
        st.altair_chart(marks.season(bars, named, axis), theme=None, width="stretch")
    st.caption(
        _("Point: the factor, 100 % is the series' own level. Bar: the smallest and largest ratio in the cycles seen. "
          "{cycles} cycles stand behind it; strength {strength} (0 no season, 1 nothing but season).").format(
            cycles=text.number(round(cycles, 1)), strength=f"{own['strength'].iloc[0]:.2f}"
        )
    )  # fmt: skip


def _ratios(rows: pd.DataFrame) -> list[str]:
    return [
        f"{factor:.1%} ({low:.1%}–{high:.1%})"
        for factor, low, high in zip(rows["factor"], rows["ratio_low"], rows["ratio_high"], strict=True)
    ]


def _season_names(period: str, cycle: str) -> tuple[dict[int, str], str]:
    """The seasons of a cycle in order, and the title of their axis."""
    if cycle == "week":
        return terms.weekdays(), ""
    if period == "month":
        return {each: str(each) for each in range(1, 13)}, _("month")
    return {each: str(each) for each in range(1, 54)}, _("week of the year")


def _years(chosen: dict[str, Any]) -> None:
    """Each reading beside the one of a year before."""
    found = data.frame("year-over-year", **chosen)
    rows = found[found["growth_low"].notna()].sort_values(
        ["point_at", "keyword"], ascending=[False, True], kind="stable"
    )
    answers.section(
        _("Against a year before"), "year-over-year",
        ["keyword", *_told(found, "platform"), "region", "seed", "period", "point_at", "value", "before_at", "before",
         "growth", "aligned", "event", "document", "source_row", "before_document", "before_row"],
        _("Each reading beside the same time a year before; near a moving feast days are compared that lie as far from "
          "the feast."),
        rows=rows.assign(event=rows["event"].map(_events())), **chosen,
    )  # fmt: skip


def _told(rows: pd.DataFrame, name: str) -> list[str]:
    """The column, where any row has a value."""
    return [name] if rows[name].notna().any() else []


def _events() -> dict[str, str]:
    """The names of the calendar's events by their slugs."""
    known = data.frame("calendar").drop_duplicates("event")
    return dict(zip(known["event"], known[terms.event_label()], strict=True))
