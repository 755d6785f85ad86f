"""The page *Timing*: the hours of the week in which rivals put listings on sale, in which our own orders come, and the
slots that lore would choose. Descriptive throughout."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from tracker.analysis.aloud.names import sold_kind
from tracker.dashboard import answers, data, hours, labels, marks, terms, text, widgets
from tracker.dashboard.places import page
from tracker.i18n import gettext as _
from tracker.i18n import language

BEST = 20
"""Slots that the table shows, the best first."""


def render() -> None:
    """Draw the page."""
    st.title(_("Timing"))
    slots, orders = data.frame("listing-slots"), data.frame("order-hours")
    if slots.empty and orders.empty:
        widgets.nothing_yet(
            _("No time of day is stored yet. Put in listings with the time at which they were put on sale, or your own "
              "orders by hour, and the hours of the week appear here."),
            page("add-data"),
        )  # fmt: skip
        return
    st.caption(
        _("All of this describes what was seen; none of it promises anything. Hours are the market's wall time.")
    )
    given, owner = _filters(slots, orders)
    _listings(given, owner)
    _orders(given["platform"])
    _slots(given)


def _filters(slots: pd.DataFrame, orders: pd.DataFrame) -> tuple[dict[str, Any], str]:
    columns = st.columns(3)
    with columns[0]:
        slugs = sorted({*slots["platform"].dropna(), *orders["platform"].dropna()})
        platform = widgets.choice(
            _("Platform"), "platform", slugs, labels.platform, everything=_("all platforms"), place="timing-"
        )
    with columns[1]:
        names = sorted(slots["category"].dropna().unique())
        category = widgets.choice(
            _("Category"), "category", names, str, everything=_("all categories"), place="timing-"
        )
    with columns[2]:
        owners = {"rival": _("rivals'"), "own": _("our own")}
        owner = widgets.choice(_("Whose listings"), "owner", list(owners), owners.__getitem__)
    return {"platform": platform, "category": category}, owner or "rival"


def _listings(given: dict[str, Any], owner: str) -> None:
    """When listings were put on sale, and when their terms would end, weighted by their counters."""
    found = data.frame("listing-slots", **given)
    rows = found[found["owner"] == owner]
    st.subheader(_("When listings were put on sale"))
    if rows.empty:
        st.info(_("No such listing was seen here."))
        return
    st.markdown(text.plain(data.aloud("listing-slots", **given)))
    st.caption(_("Only listings whose hour is known are drawn."))
    for platform, events, kind, cells in hours.listings(rows):
        _map(rows, platform, events, kind, cells)
    with st.expander(_("Where do these numbers come from?")):
        _evidence(rows)


def _map(rows: pd.DataFrame, platform: str, events: list[str], kind: str | None, cells: pd.DataFrame) -> None:
    """One heat map, with how to read it."""
    unit = sold_kind(kind) if kind else _("listings without a counter")
    said = [labels.platform(platform), _(", ").join(terms.code("slot", each) for each in events), unit]
    st.markdown(f"**{text.plain(' · '.join(said))}**")
    st.altair_chart(marks.week(cells, unit, terms.weekdays()), theme=None, width="stretch")
    notes = [
        _("The darker, the higher the counters of the listings of this hour, by their low ends: a level, not sales of "
          "that hour.")
        if kind
        else _("The darker, the more listings.")
    ]  # fmt: skip
    if "term-ends" in events:
        lore = rows[(rows["platform"] == platform) & (rows["event"] == "term-ends")].iloc[0]
        notes.append(
            _("Lore: a listing is taken down and put up again every {days} days, at the hour at which it was listed "
              "(confidence {confidence}).").format(days=int(lore["term_days"]), confidence=lore["confidence"])
        )  # fmt: skip
    st.caption(("" if language() == "zh" else " ").join(notes))


def _evidence(rows: pd.DataFrame) -> None:
    """Which listings stand behind each hour, and when their time of listing was seen."""
    listed = rows[rows["event"] == "listed"].sort_values(
        ["platform", "listing_count", "weekday", "hour"], ascending=[True, False, True, True], kind="stable"
    )
    clock = ["" if text.is_missing(each) else f"{int(each):02d}:00" for each in listed["hour"]]
    answers.table(
        listed.assign(weekday=listed["weekday"].map(terms.weekdays()), clock=clock),
        ["platform", "category", "weekday", "clock", "listing_count", "sold_kind", "sold", "listing_keys",
         "first_seen_at", "last_seen_at"],
    )  # fmt: skip
    st.caption(
        _("The hours with most listings first; an empty hour: the day alone was told. The page Prices and sales leads "
          "to the document and row of each listing.")
    )  # fmt: skip


def _orders(platform: str | None) -> None:
    """Our own orders by hour of the week, a map for each shop."""
    st.subheader(_("Our own orders by hour"))
    found = data.frame("order-hours", platform=platform)
    if found.empty:
        st.info(
            _("No own orders by hour are stored here. Fill in the template of own sales with its column for the hour, "
              "and put it in.")
        )  # fmt: skip
        return
    st.markdown(text.plain(data.aloud("order-hours", platform=platform)))
    for _key, own in found.groupby(["platform", "shop_key"], sort=True):
        first = own.iloc[0]
        st.markdown(f"**{text.plain(labels.platform(first['platform']))} · {text.plain(first['shop_name'])}**")
        unit = _("orders an hour")
        st.altair_chart(marks.week(hours.orders(own), unit, terms.weekdays()), theme=None, width="stretch")
        st.caption(
            _("The darker, the more orders in such an hour on average, over {weeks} weeks from {first} to {last}. An "
              "hour of which nothing was told stays empty: {told} of 168 were told.").format(
                weeks=text.number(own["week_count"].max()), first=text.moment(own["first_at"].min()),
                last=text.moment(own["last_at"].max()), told=text.number(own["slot_count"].max()),
            )
        )  # fmt: skip


def _slots(given: dict[str, Any]) -> None:
    """The slots that lore would choose."""
    found = data.frame("slots", **given)
    if found.empty:
        return
    best = found[found["score"].notna()].sort_values(["rank", "weekday", "hour"], kind="stable").head(BEST)
    answers.section(
        _("Many orders, few strong rivals (lore)"), "slots",
        ["rank", "weekday", "clock", "demand_share", "strong_count", "strong_total", "score", "category", "shop_name",
         "week_count", "reason"],
        _("The score is a thousand times the hour's share of our orders over one more than the strong rivals' listings "
          "of that hour; strong: the upper quarter by counter. A label of lore for comparing hours, no forecast: it "
          "says nothing of what a change of hour would bring. The best {best} of {all} hours.").format(
            best=len(best), all=text.number(len(found))),
        rows=best.assign(
            weekday=best["weekday"].map(terms.weekdays()), clock=[f"{each:02d}:00" for each in best["hour"]],
            score=best["score"].round(2),
        ),
        **given,
    )  # fmt: skip
