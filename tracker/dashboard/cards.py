"""Cards of a board's shops: what each is ahead or behind in, with the numbers it rests on."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Any

import pandas as pd
import streamlit as st

from tracker.dashboard import terms, text
from tracker.i18n import gettext as _

_COLOURS = {"ahead": "green", "level": "gray", "behind": "red", "not-enough-data": "gray"}

_EVIDENCE = {
    "price": (("price", "peer_price"),),
    "quality": (
        ("rating", "peer_rating"),
        ("score_description", "peer_description"),
        ("good_review_share", "peer_good_review_share"),
    ),
    "service": (("score_service", "peer_service"), ("score_logistics", "peer_logistics")),
}
"""The measures of each axis, each with what its peers show."""


def board(rows: pd.DataFrame) -> None:
    """One card a shop, two side by side, in the order of the board. `rows`: answers of `advantages` of one board."""
    shops = [list(each.to_dict("records")) for _key, each in rows.groupby("shop_key", sort=False)]
    for start in range(0, len(shops), 2):
        places = st.columns(2)
        for place, shop in zip(places, shops[start : start + 2], strict=False):
            with place, st.container(border=True):
                _card(shop)


def _card(axes: list[dict[Hashable, Any]]) -> None:
    shop = axes[0]
    own = f" · {terms.code('role', 'own')}" if shop["role"] == "own" else ""
    rank = "" if text.is_missing(shop["rank"]) else f"{text.number(shop['rank'])} · "
    st.markdown(f"**{text.plain(rank)}{text.plain(shop['shop_name'])}**{text.plain(own)}")
    for row in axes:
        axis, verdict = str(row["axis"]), str(row["verdict"])
        colour = _COLOURS[verdict]
        word = text.plain(f"{terms.code('axis', axis)}: {terms.code('verdict', verdict)}")
        judged = _(" · you judged it an advantage") if row["is_judged"] is True else ""
        st.markdown(f":{colour}-badge[{word}]{text.plain(judged)}  \n{text.plain(_told(row))}")
    st.caption(text.plain(_behind(axes)))


def _told(row: dict[Hashable, Any]) -> str:
    """The measures of an axis beside the peers', or why there is no score."""
    parts = []
    for own, peers in _EVIDENCE[str(row["axis"])]:
        if text.is_missing(row[own]):
            continue
        show = text.percent if own.endswith("share") else text.number
        parts.append(
            _("{measure} {value}, peers {peers}").format(
                measure=_measure(own, row["currency"]), value=show(row[own]), peers=show(row[peers]) or "–"
            )
        )
    if row["axis"] == "price":
        parts += _cheapest(row)
    if not text.is_missing(row["reason"]):
        parts.append(terms.code("reason", str(row["reason"])))
    return _("; ").join(parts)


def _cheapest(row: dict[Hashable, Any]) -> list[str]:
    """How often the shop is among the cheapest: of the products that we grouped, else of the category's listings."""
    if row["basis"] == "product" and row["product_count"]:
        words = _("cheapest third on {count} of {all} comparable products")
        return [words.format(count=text.number(row["cheapest_count"]), all=text.number(row["product_count"]))]
    if text.is_missing(row["cheapest_third_count"]) or not row["listing_count"]:
        return []
    words = _("{count} of {all} listings in the cheapest third of the category")
    return [words.format(count=text.number(row["cheapest_third_count"]), all=text.number(row["listing_count"]))]


def _measure(name: str, currency: Any) -> str:
    """A measure's name; of money with its currency."""
    if name != "price" or text.is_missing(currency):
        return terms.column(name)
    return f"{terms.column(name)} ({currency})"


def _behind(axes: list[dict[Hashable, Any]]) -> str:
    """What the card rests on."""
    first = axes[0]
    return _("{peers} peers; seen {at}; {document}, row {row}").format(
        peers=text.number(max(each["peer_count"] for each in axes)),
        at=text.moment(first["observed_at"]),
        document=first["document"],
        row=first["source_row"],
    )
