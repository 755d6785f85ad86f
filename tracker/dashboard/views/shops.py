"""The page *Shops*: the boards and their movement, each rival's advantage, shares, and our own beside them."""

from __future__ import annotations

from typing import Any

import pandas as pd
import streamlit as st

from tracker.dashboard import answers, cards, data, filters, labels, marks, text, widgets
from tracker.dashboard.places import page
from tracker.i18n import gettext as _

LARGEST = 20
"""Bars of one chart of shares."""


def render() -> None:
    """Draw the page."""
    st.title(_("Shops"))
    markets = data.markets()
    if markets.empty:
        widgets.nothing_yet(
            _("No shop is stored yet. Put in a top ten of your category, and its movement and each rival's advantage "
              "appear here."),
            page("add-data"),
        )  # fmt: skip
        return
    given = filters.market(markets, "shops-")
    if data.frame("boards", **given).empty:
        st.info(_("No top ten was seen of this choice in this period. Choose a wider one, or put in a list of shops "
                  "with ranks."))  # fmt: skip
    else:
        _boards(given)
        _advantages(given)
        _shares(given)
    _own(given)
    _listings(given)


def _boards(given: dict[str, Any]) -> None:
    boards = data.frame("boards", **given)
    newest = boards.groupby(["platform", "category"], dropna=False)["day"].transform("max")
    answers.section(
        _("Top-ten boards"), "boards",
        ("platform", "category", "rank", "shop_name", "role", "movement", "previous_rank", "weeks_on_board",
         "best_rank", "day", "previous_day", "document", "source_row"),
        _("The newest look of each board beside the look before it. “Left” is said only where the look recorded "
          "the place the shop had."),
        rows=boards[boards["day"] == newest], **given,
    )  # fmt: skip
    with st.expander(_("How alike are the boards?")):
        answers.section(
            _("Similarity of boards"), "board-similarity",
            ("comparison", "platform", "category", "day", "other_platform", "other_day", "rbo", "common_count",
             "depth", "matched_by", "reason"),
            _("Rank-biased overlap: 1 is the same ranking, 0 no shop in common; the first places weigh most."),
            **given,
        )  # fmt: skip


def _advantages(given: dict[str, Any]) -> None:
    st.subheader(_("Each shop's advantage"))
    rows = data.frame("advantages", **given)
    st.markdown(text.plain(data.aloud("advantages", **given)))
    st.caption(_("Each shop beside the others of its newest board. The score tells how far it stands from their "
                 "middle, higher is better for the buyer; “level” lies within one unit of it."))  # fmt: skip
    boards = {
        _market(*key): board for key, board in rows.groupby(["platform", "category"], dropna=False, sort=True)
    }  # fmt: skip
    chosen = widgets.choice(_("Board"), "board", list(boards), str)
    if chosen is not None:
        cards.board(boards[chosen])


def _shares(given: dict[str, Any]) -> None:
    shares = answers.section(
        _("Shares of the shops recorded"), "sales-shares",
        ("platform", "category", "rank", "shop_name", "units", "units_share", "amount", "currency", "amount_share",
         "look_on", "reason", "document", "source_row"),
        _("Units and revenue of 30 days as the boards tell them. A share is a range where numbers are bounds, and "
          "always one of the shops recorded, not of the whole market."),
        **given,
    )  # fmt: skip
    for key, board in shares.groupby(["platform", "category"], dropna=False, sort=True):
        drawn = board[board["units_share_low"].notna()].head(LARGEST)
        if drawn.empty:
            continue
        st.caption(text.plain(_market(*key)))
        ends = list(zip(drawn["units_share_low"].round(3), drawn["units_share_high"].round(3), strict=True))
        bars = pd.DataFrame({
            "name": drawn["shop_name"].to_list(), "low": drawn["units_share_low"].to_list(),
            "high": drawn["units_share_high"].to_list(), "own": drawn["role"].eq("own").to_list(),
            "text": [text.bound(*each, unit="ratio") for each in ends],
        })  # fmt: skip
        st.altair_chart(marks.ranges(bars, _("share of units"), ratio=True), theme=None, width="stretch")
    if len(shares):
        st.caption(_("The full bar is the least share that the numbers allow, the pale one the greatest; ours in the "
                     "second colour."))  # fmt: skip
    with st.expander(_("How concentrated is the market?")):
        answers.section(
            _("Concentration"), "concentration",
            ("platform", "category", "look_on", "measure", "currency", "hhi", "cr4", "known_count", "shop_count",
             "reason"),
            _("HHI: 0 is many small shops, 10,000 one shop alone; beside it the share of the four largest. Of the "
              "shops recorded."),
            **given,
        )  # fmt: skip


def _own(given: dict[str, Any]) -> None:
    answers.section(
        _("Our own prices beside rivals'"), "price-position",
        ("platform", "shop_name", "title", "basis", "product", "price", "peer_median", "relative", "rank", "peer_count",
         "gap", "cheapest_shop_name", "reason", "observed_at", "document", "source_row"),
        _("Peers = 100: 90 is 10 % below their median. “Whole category” compares what need not be alike; link "
          "listings to a product (tracker product link) to compare the same thing."),
        **given,
    )  # fmt: skip
    beside = data.frame("own-against-peers", **given)
    answers.section(
        _("Our own sales beside rivals'"), "own-against-peers",
        ("platform", "category", "day", "own_shop_name", "own_units", "shop_name", "rank", "sales", "ratio",
         "days_observed", "reason", "document", "source_row"),
        _("What we sold in the thirty days before a board was seen, beside what it says of each shop; the newest "
          "board first."),
        rows=beside.sort_values("day", ascending=False, kind="stable"), **given,
    )  # fmt: skip
    answers.section(
        _("Weekly targets"), "targets",
        ("platform", "shop", "measure", "season", "since", "week", "planned", "currency", "factor", "factor_from",
         "factor_series", "is_saturated", "sold", "progress", "shortfall", "days_observed", "reason"),
        _("A table for high season and one for low season. A week without imported sales is not observed, which is "
          "not zero. A target is set with: tracker target set."),
        **given,
    )  # fmt: skip


def _listings(given: dict[str, Any]) -> None:
    rows = data.frame("listing-changes", **given)
    answers.section(
        _("New, gone and returned listings"), "listing-changes",
        ("day", "change", "platform", "shop_name", "title", "previous_day", "last_seen_on", "looks_missed",
         "document", "source_row"),
        _("Against the look before at the same list or shop. Not seen is not delisted."),
        rows=rows.sort_values("day", ascending=False, kind="stable"), **given,
    )  # fmt: skip


def _market(platform: Any, category: Any) -> str:
    """Platform and category, as a board is called."""
    name = labels.platform(None if text.is_missing(platform) else str(platform))
    return name if text.is_missing(category) else f"{name} · {category}"
