"""The page *Industry*: what comes next in the calendar, how sources, prices and counters of a category move, and what
is said of the keywords of one source."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from tracker.analysis.aloud.names import sold_kind
from tracker.dashboard import (
    analysed,
    answers,
    data,
    filters,
    indices,
    keyword_trends,
    labels,
    series,
    terms,
    text,
    widgets,
)
from tracker.dashboard.figure import figure
from tracker.dashboard.places import page
from tracker.i18n import gettext as _

AHEAD = 90
"""Days of the calendar that are shown, from the newest observation on."""


def render() -> None:
    """Draw the page."""
    st.title(_("Industry"))
    readings, markets = data.frame("keyword-readings"), data.markets()
    if readings.empty and markets.empty:
        widgets.nothing_yet(
            _("Nothing is stored yet. Put in keyword lists, listings or shops of a category, and how it moves appears "
              "here."),
            page("add-data"),
        )  # fmt: skip
        return
    newest = readings["since"].max() if len(readings) else None
    given = filters.market(pd.concat([markets, readings[["platform", "category"]]]), "industry-", newest)
    _calendar(given)
    keywords = _keywords(sorted(readings["source"].unique()), given)
    _sources(keywords, given)
    _prices(given)
    _sales(given)
    keyword_trends.show(keywords, given)


def _calendar(given: dict[str, Any]) -> None:
    """The next events, from the newest observation on."""
    known = data.frame("calendar", platform=given["platform"])
    if known.empty:
        return
    first = pd.Timestamp(known["day"].iloc[0]) - pd.Timedelta(days=int(known["days_to"].iloc[0]))
    start = first.to_pydatetime()
    span = {"since": start, "until": start + timedelta(days=AHEAD + 1), "platform": given["platform"]}
    rows = data.frame("calendar", **span)
    rows = rows.assign(
        event=rows[terms.event_label()],
        demand_since=rows["since"],
        demand_until=[each - timedelta(days=1) for each in rows["until"]],
        held_by=[_held_by(each) for each in rows["platforms"]],
    )
    answers.section(
        _("What comes next"), "calendar",
        ["event", "day", "days_to", "demand_since", "demand_until", "market", "held_by", "confidence"],
        _("Counted from {day}, the day of the newest observation, {days} days ahead. Demand typically differs between "
          "the two days given. Confidence of the day: A from law, almanac or the platform, B in use in the trade, C a "
          "habit.").format(day=text.moment(start), days=AHEAD),
        rows=rows.assign(market=rows["region"]),
        **span,
    )  # fmt: skip


def _held_by(platforms: Any) -> str:
    return "" if text.is_missing(platforms) else _(", ").join(map(labels.platform, platforms.split()))


def _keywords(sources: list[str], given: dict[str, Any]) -> pd.DataFrame:
    """The keyword rows of `industry` that belong to the choice: of a source that never says a category, all. (Asked
    source by source, the question leaves the listings alone.)"""
    asked = [data.frame("industry", source=each, since=given["since"], until=given["until"]) for each in sources]
    found = [each for each in asked if len(each)]
    if not found:
        return pd.DataFrame()
    rows = pd.concat(found, ignore_index=True)
    for name in ("category", "platform"):
        if given[name] is not None:
            unsaid = rows[name].isna().groupby(rows["source"]).transform("all")
            rows = rows[(rows[name] == given[name]) | unsaid]
    return rows


def _sources(keywords: pd.DataFrame, given: dict[str, Any]) -> None:
    """How the keywords of each source move, each from 100."""
    points = keywords if keywords.empty else indices.rebased(keywords)
    title = _("Keywords of each source, rebased to 100")
    if points.empty:
        st.subheader(title)
        st.info(
            _("No source was read over two periods here. Put in a second list of the same source, or choose a wider "
              "period.")
        )  # fmt: skip
        return
    figure(
        title, points, _("first period = 100"),
        _("Each line is one source on a scale of its own: the median growth of the keywords that two periods share, "
          "chained. Compare directions, not heights."),
        more=indices.bases(points),
    )  # fmt: skip
    if given["category"] is not None and keywords["category"].isna().any():
        st.caption(_("Sources that say no category are shown whichever is chosen."))
    rows = keywords.round({"rebased_low": 2, "rebased_high": 2})
    with st.expander(_("Where do these numbers come from?")):
        answers.table(
            rows.sort_values(["source", "metric", "period", "since"], ascending=[True, True, True, False]),
            ["source", "metric", "unit", "category", "platform", "region", "seed", "period", "since", "value",
             "rebased", "item_count", "matched_count", "reason"],
        )  # fmt: skip
        st.caption(
            _("By source, metric and period: the median over the keywords in the source's own unit, and the rebased "
              "level. The page Keywords leads to the document and row of each reading.")
        )  # fmt: skip


def _prices(given: dict[str, Any]) -> None:
    """The price index of each platform."""
    rows = data.frame("price-index", **given)
    if rows.empty:
        st.subheader(_("Price index"))
        st.info(_("No price of a listing was seen here. Put in listings with prices, or choose a wider period."))
        return
    for currency, points in analysed.index(rows, "geks").items():
        figure(
            _("Price index, GEKS-Jevons: {currency}").format(currency=labels.currency(currency)), points,
            _("first period = 100"),
            _("The same offers compared with themselves: 110 is 10 % dearer than at first. The band is the 95 % "
              "interval."),
            spread=True,
        )  # fmt: skip
    st.markdown(text.plain(data.aloud("price-index", **given)))
    with st.expander(_("Where do these numbers come from?")):
        answers.table(
            _levels(rows).sort_values(["platform", "since"], ascending=[True, False], kind="stable"),
            ["platform", "category", "currency", "since", "geks", "geks_interval", "jevons", "jevons_interval",
             "item_count", "matched_count", "coverage_ratio", "reason"],
        )  # fmt: skip
        st.caption(
            _("Chained Jevons compares neighbouring periods alone, GEKS-Jevons every two periods of a window: where "
              "they part, offers came and went. Coverage: matched offers of all that were priced.")
        )  # fmt: skip


def _sales(given: dict[str, Any]) -> None:
    """The sums of the sold counters."""
    sales = data.frame("sales-trend", **given)
    if sales.empty:
        st.subheader(_("Sold counters"))
        st.info(_("No sold counter was seen here. Put in listings with what their pages say was sold."))
        return
    for kind, points in series.market_sales(sales, data.observed_days(given["platform"])).items():
        figure(
            _("Sold counters, added up: {kind}").format(kind=sold_kind(kind)), points, labels.sold_unit(kind),
            _("The sum of what the pages showed that day: a level, not the sales of the day."),
            more=labels.counter_window(kind, sales.loc[sales["sold_kind"] == kind, "platform"]),
        )  # fmt: skip


def _levels(rows: pd.DataFrame) -> pd.DataFrame:
    """The price index to two digits, its intervals as columns of their own."""
    names = {f"{name}_{end}": f"{name}_interval_{end}" for name in ("geks", "jevons") for end in ("low", "high")}
    return rows.round(dict.fromkeys(["geks", "jevons", *names], 2)).rename(columns=names)
