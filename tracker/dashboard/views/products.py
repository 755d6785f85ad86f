"""The page *Products*: hit products, price changes and bands, the price index, and one listing's whole story."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from tracker.analysis.aloud.names import sold_kind
from tracker.dashboard import analysed, answers, data, decision_log, filters, labels, marks, text, widgets
from tracker.dashboard.figure import figure
from tracker.dashboard.places import page
from tracker.i18n import gettext as _

OFFERED = 2000
"""Listings that the search field offers; above it platform and category narrow them first."""


def render() -> None:
    """Draw the page."""
    st.title(_("Products"))
    markets = data.markets()
    if markets.empty:
        widgets.nothing_yet(
            _("No listing is stored yet. Put in what you saw, and hit products, price bands and price changes "
              "appear here."),
            page("add-data"),
        )  # fmt: skip
        return
    given = filters.market(markets, "products-")
    _hits(given)
    _changes(given)
    _bands(given)
    _index(given)
    _story(given)


def _hits(given: dict[str, Any]) -> None:
    answers.section(
        _("Hit products"), "hits",
        ("hit_rank", "platform", "shop_name", "title", "units", "sold_kind", "confidence", "reviews",
         "position_improved", "position", "is_new", "reason", "before_on", "look_on", "document", "source_row"),
        _("Between two looks: ranked by what was surely sold, reviews surely gained and places improved in lists, the "
          "three ranks fused. A range is what the counters allow; “≥” has no upper end."),
        **given,
    )  # fmt: skip


def _changes(given: dict[str, Any]) -> None:
    rows = data.frame("price-changes", **given)
    moved = rows[rows["direction"].isin(["lower", "higher", "mixed"]) & (rows["price"] == "final")]
    moved = moved.sort_values("low_change_ratio", kind="stable")
    answers.section(
        _("Prices that changed"), "price-changes",
        ("platform", "shop_name", "title", "is_own", "direction", "price", "baseline_price", "low_change_ratio",
         "observed_at", "baseline_observed_at", "document", "source_row"),
        _("What a buyer pays at the end, after coupon, now and at the look it is compared with; the largest falls "
          "first."),
        rows=moved, **given,
    )  # fmt: skip


def _bands(given: dict[str, Any]) -> None:
    rows = answers.section(
        _("Price bands"), "price-bands",
        ("platform", "category", "band", "sold_kind", "listing_count", "own_count", "sold", "amount", "listing_share"),
        _("A listing stands in the band of its lowest price. Sold counters are levels, not the sales of a period; "
          "revenue is as if all of them had been sold at today's price."),
        **given,
    )  # fmt: skip
    _draw_bands(rows)


def _draw_bands(rows: pd.DataFrame) -> None:
    """The bands as columns of a chart per platform, category and currency."""
    for key, part in rows.groupby(["platform", "category", "currency"], dropna=False, sort=True):
        once = part.drop_duplicates("band_low")
        names = [_band(*ends) for ends in zip(once["band_low"], once["band_high"], strict=True)]
        drawn = pd.DataFrame({
            "name": names, "value": once["band_listing_count"].to_list(), "own": once["band_own_count"].gt(0).to_list(),
            "text": [text.number(each) for each in once["band_listing_count"]],
        })  # fmt: skip
        platform, category, currency = (None if text.is_missing(each) else str(each) for each in key)
        place = " · ".join(each for each in (labels.platform(platform), category, labels.currency(currency)) if each)
        st.caption(text.plain(place))
        st.altair_chart(marks.bars(drawn, _("listings")), theme=None, width="stretch")
    if len(rows):
        st.caption(_("Height: listings in the band. In the second colour: bands where one of our own stands."))


def _band(low: Any, high: Any) -> str:
    """From its first price up to the next band's, which is not in it."""
    return f"≥ {text.number(low)}" if text.is_missing(high) else f"{text.number(low)} – <{text.number(high)}"


def _index(given: dict[str, Any]) -> None:
    st.subheader(_("Price index"))
    rows = data.frame("price-index", **given)
    st.markdown(text.plain(data.aloud("price-index", **given)))
    for currency, points in analysed.index(rows, "geks").items():
        if points["value"].notna().any():
            figure(
                _("Price index, GEKS-Jevons: {currency}").format(currency=labels.currency(currency)), points,
                _("first period = 100"),
                _("The same offers compared with themselves: 110 is 10 % dearer than at first. The band is the 95 % "
                  "interval."),
                spread=True,
            )  # fmt: skip
    with st.expander(_("Where do these numbers come from?")):
        answers.table(
            rows, ("platform", "category", "currency", "since", "jevons", "geks", "matched_count", "item_count",
                   "coverage_ratio", "reason"),
        )  # fmt: skip


def _story(given: dict[str, Any]) -> None:
    st.subheader(_("One listing's story"))
    found = data.frame("listings", **given).drop_duplicates(["platform", "listing_key"]).head(OFFERED)
    names = {
        f"{row['platform']}/{row['listing_key']}": _name(row) for row in found.to_dict("records")
    }  # fmt: skip
    chosen = widgets.choice(_("Listing (search by title or shop)"), "story", list(names), names.__getitem__)
    if chosen is None:
        return
    platform, key = chosen.split("/", 1)
    one: dict[str, Any] = {"platform": platform, "listing": key, "since": given["since"], "until": given["until"]}
    history = data.frame("price-history", **one)
    st.markdown(text.plain(data.aloud("price-history", **one)))
    days, decided = data.observed_days(platform), decision_log.marks(platform, key)
    for variant, rows in history.groupby("variant_key", sort=True):
        title = _("Prices") if not variant else _("Prices: {variant}").format(variant=variant)
        currency = rows["currency"].dropna()
        figure(
            title, analysed.story(rows, days), labels.currency(currency.iloc[-1] if len(currency) else None),
            _("The regular price is the most frequent one of the weeks around; a promotion is a fall below it that "
              "came back."),
            decided=decided,
        )  # fmt: skip
    _sold(one, decided)
    decision_log.render(platform, key)
    answers.section(
        _("Titles"), "title-changes",
        ("observed_at", "last_seen_before_at", "kind", "title_before", "title", "added", "removed", "moved",
         "document_before", "source_row_before", "document", "source_row"),
        _("Word by word; a title that was seen once has no change."), **one,
    )  # fmt: skip
    answers.section(
        _("Reviews gained"), "review-velocity",
        ("since", "until", "gained", "per_30_days", "reason", "document", "source_row"),
        _("From look to look. Where the counter fell, reviews were removed, and nothing is computed."), **one,
    )  # fmt: skip


def _sold(one: dict[str, Any], decided: pd.DataFrame) -> None:
    periods = data.frame("sales-periods", **one)
    drawn = periods[periods["sold_kind"].notna() & periods["until"].notna()]
    st.markdown(text.plain(data.aloud("sales-periods", **one)))
    for kind, rows in drawn.groupby("sold_kind", sort=True):
        figure(
            _("Sold from look to look: {kind}").format(kind=sold_kind(str(kind))), analysed.units(rows),
            labels.sold_unit(str(kind)),
            _("Each bar runs from what must have been sold to what can have been sold from look to look; its note says "
              "since when. A look whose hour nobody told stands at midnight."),
            decided=decided,
        )  # fmt: skip
    with st.expander(_("Where do these numbers come from?")):
        answers.table(
            periods, ("since", "until", "units", "amount", "currency", "method", "confidence", "state", "reason",
                      "document_before", "source_row_before", "document", "source_row"),
        )  # fmt: skip


def _name(row: dict[Any, Any]) -> str:
    title = row["listing_key"] if text.is_missing(row["title"]) else row["title"]
    return str(title) if text.is_missing(row["shop_name"]) else f"{title} · {row['shop_name']}"
