"""The page *Prices and sales*: a market, a shop or single listings over true time."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from tracker.analysis.aloud.names import sold_kind
from tracker.dashboard import charts, data, decision_log, filters, labels, provenance, series, text, widgets
from tracker.dashboard.figure import figure
from tracker.dashboard.places import page
from tracker.i18n import gettext as _

OFFERED = 2000
"""Listings that the search field offers; above it the shop or the category narrows them first."""

ROWS = 500
"""Rows of a table under a chart."""


def render() -> None:
    """Draw the page."""
    st.title(_("Prices and sales"))
    markets = data.markets()
    if markets.empty:
        widgets.nothing_yet(_("No listing or shop is stored yet. Put in what you saw, and its prices and sales "
                              "appear here over time."), page("add-data"))  # fmt: skip
        return
    given = _filters(markets)
    chosen = _listings(given)
    days = data.observed_days(given["platform"])
    if chosen:
        _single(chosen, given, days)
    else:
        _market(given, days)
    _last_seen(given)


def _filters(markets: pd.DataFrame) -> dict[str, Any]:
    """Platform, category, shop and period, each narrowing the next."""
    columns = st.columns(4)
    with columns[0]:
        slugs = sorted(markets["platform"].dropna().unique())
        platform = widgets.choice(_("Platform"), "platform", slugs, labels.platform, everything=_("all platforms"))
    with columns[1]:
        rows = markets if platform is None else markets[markets["platform"] == platform]
        category = filters.category(rows)
    with columns[2]:
        shops = data.frame("shops", platform=platform, category=category)["shop_name"].dropna()
        shop = widgets.choice(_("Shop"), "shop", sorted(shops.unique()), str, everything=_("all shops"))
    with columns[3]:
        looks = data.frame("looks", platform=platform, category=category, shop=shop)
        priced = looks.loc[looks["priced_count"] > 0, "day"]
        since, until = widgets.period(pd.to_datetime(priced).max() if len(priced) else None)
    return {"platform": platform, "category": category, "shop": shop, "since": since, "until": until}


def _listings(given: dict[str, Any]) -> list[tuple[str, str]]:
    """The listings to look at one by one, as (platform, listing_key); none: the market as a whole."""
    found = data.frame("listings", **given).drop_duplicates(["platform", "listing_key"]).head(OFFERED)
    names = {}
    for row in found.to_dict("records"):
        shop = "" if text.is_missing(row["shop_name"]) else f" · {row['shop_name']}"
        title = row["listing_key"] if text.is_missing(row["title"]) else row["title"]
        names[f"{row['platform']}/{row['listing_key']}"] = f"{title}{shop}"
    chosen = widgets.choices(
        _("Listings, one by one (search by title or shop; none chosen: all together)"),
        "listing", list(names), names.__getitem__, default=[], most=charts.MOST,
    )  # fmt: skip
    if len(found) == OFFERED:
        st.caption(
            _("The first {count} listings are offered; choose a shop to reach the others.").format(count=OFFERED)
        )
    pairs = [each.split("/", 1) for each in chosen]
    return [(platform, key) for platform, key in pairs]


def _market(given: dict[str, Any], days: dict[str, list[pd.Timestamp]]) -> None:
    """The middle of all prices, and the sum of all counters."""
    prices, sales = data.frame("price-trend", **given), data.frame("sales-trend", **given)
    if prices.empty and sales.empty:
        st.info(_("Nothing was seen of this choice in this period. Choose a wider one."))
        return
    for currency, points in series.market_prices(prices, days).items():
        figure(
            _("Asked prices: median"), points, labels.currency(currency),
            _("The line is the median of the listings seen that day; the shade holds the middle half of them."),
            spread=True,
        )  # fmt: skip
    for kind, points in series.market_sales(sales, days).items():
        figure(
            _("Sold counters, added up: {kind}").format(kind=sold_kind(kind)), points, labels.sold_unit(kind),
            _("The sum of what the pages showed that day: a level, not the sales of the day."),
            more=labels.counter_window(kind, sales.loc[sales["sold_kind"] == kind, "platform"]),
        )  # fmt: skip
    with st.expander(_("Where do these numbers come from?")):
        st.caption(_("By day; the number of listings says how much stands behind it."))
        st.dataframe(_days(prices, ("median", "q1", "q3")), hide_index=True)
        st.dataframe(_days(sales, ("sold",)), hide_index=True)
        if st.toggle(_("Show the rows of the documents"), key="rows"):
            _evidence(data.frame("listing-history", **given))


def _single(chosen: list[tuple[str, str]], given: dict[str, Any], days: dict[str, list[pd.Timestamp]]) -> None:
    """The chosen listings, each a line."""
    period = {"since": given["since"], "until": given["until"]}
    history = pd.concat(
        [data.frame("listing-history", platform=platform, listing=key, **period) for platform, key in chosen],
        ignore_index=True,
    )
    if history.empty:
        st.info(_("Nothing was seen of this choice in this period. Choose a wider one."))
        return
    rows = history
    other = history[["price_coupon", "price_list"]].notna().any(axis=None)
    if len(chosen) == 1 and other and st.toggle(_("Show price after coupon and list price too"), key="other-prices"):
        rows = series.with_other_prices(history)
    decided = decision_log.marks(*chosen[0]) if len(chosen) == 1 else None
    for currency, points in series.listing_prices(rows, days).items():
        figure(
            _("Asked prices"), points, labels.currency(currency),
            _("The line is the price of the cheapest variant."), decided=decided,
        )  # fmt: skip
    for kind, points in series.listing_sales(history, days).items():
        figure(
            _("Sold counter: {kind}").format(kind=sold_kind(kind)), points, labels.sold_unit(kind),
            _("What the page showed: a level, not the sales of the day."),
            more=labels.counter_window(kind, history.loc[history["sold_kind"] == kind, "platform"]), decided=decided,
        )  # fmt: skip
    if len(chosen) == 1:
        decision_log.render(*chosen[0])
    with st.expander(_("Where do these numbers come from?")):
        _evidence(history)
        if len(chosen) == 1:
            provenance.show(*chosen[0], history)


def _evidence(history: pd.DataFrame) -> None:
    """Every observation with the file and row it came from, and the counter as it stood there."""
    rows = history.sort_values("observed_at", ascending=False).head(ROWS)
    table = {
        _("Seen on"): rows["observed_at"].map(text.moment),
        _("Listing"): rows["title"].fillna(rows["listing_key"]),
        _("Price"): _bounds(rows, "price"),
        _("Sold, as it stood"): rows["sold_raw"],
        _("Counter"): rows["sold_kind"].map(lambda each: "" if text.is_missing(each) else sold_kind(each)),
        _("Availability"): rows["availability"].map(
            lambda each: "" if text.is_missing(each) else labels.availability(each)
        ),
        _("Document"): rows["document"],
        _("Row"): rows["source_row"],
        _("Batch"): rows["batch_id"],
    }
    st.dataframe(pd.DataFrame(table), hide_index=True)
    if len(history) > ROWS:
        st.caption(_("The newest {shown} of {all} rows.").format(shown=ROWS, all=text.number(len(history))))


def _days(trend: pd.DataFrame, stems: tuple[str, ...]) -> pd.DataFrame:
    names = {"median": _("Median"), "q1": _("First quartile"), "q3": _("Third quartile"), "sold": _("Sold")}
    table = {
        _("Day"): trend["day"].map(text.moment),
        _("Platform"): trend["platform"].map(labels.platform),
        _("Category"): trend["category"].fillna(""),
        _("Listings"): trend["listing_count"],
    }
    if "currency" in trend:
        table[_("Currency")] = trend["currency"].fillna("")
    if "sold_kind" in trend:
        table[_("Counter")] = trend["sold_kind"].map(sold_kind)
    return pd.DataFrame(table | {names[stem]: _bounds(trend, stem) for stem in stems})


def _last_seen(given: dict[str, Any]) -> None:
    """What was last seen of each listing, as a table to sort."""
    found = data.frame("listings", **given)
    if found.empty:
        return
    st.subheader(_("What was last seen of each listing"))
    rows = found.head(ROWS)
    table = {
        _("Platform"): rows["platform"].map(labels.platform),
        _("Shop"): rows["shop_name"],
        _("Title"): rows["title"].fillna(rows["listing_key"]),
        _("Price from"): rows["price_low"],
        _("Price to"): rows["price_high"],
        _("Sold, at least"): rows["sold_low"],
        _("Counter"): rows["sold_kind"].map(lambda each: "" if text.is_missing(each) else sold_kind(each)),
        _("Availability"): rows["availability"].map(
            lambda each: "" if text.is_missing(each) else labels.availability(each)
        ),
        _("Seen on"): rows["observed_at"].map(text.moment),
        _("Listing ID"): rows["listing_key"],
    }
    st.dataframe(
        pd.DataFrame(table), hide_index=True, placeholder="",
        column_config={
            _("Price from"): st.column_config.NumberColumn(format="%.2f"),
            _("Price to"): st.column_config.NumberColumn(format="%.2f"),
            _("Sold, at least"): st.column_config.NumberColumn(format="localized"),
        },
    )  # fmt: skip
    st.caption(_("{shown} of {all} listings.").format(shown=text.number(len(rows)), all=text.number(len(found))))


def _bounds(rows: pd.DataFrame, stem: str) -> list[str]:
    return [text.bound(low, high) for low, high in zip(rows[f"{stem}_low"], rows[f"{stem}_high"], strict=True)]
