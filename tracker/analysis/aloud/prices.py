"""Prices and their index, in words."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tracker.analysis.aloud import Sentence
from tracker.analysis.aloud.names import gap, joined, market
from tracker.analysis.words import bound, is_missing, moment, number, percent
from tracker.i18n import N_
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given

QUESTIONS = (
    N_("What did each listing cost, what is its regular price, and when was it on promotion?"),
    N_("Which prices changed since a date or since the last look, own and rivals', and from what?"),
    N_("How are a category's listings, units and revenue spread over price bands, and where do we stand?"),
    N_("How did the prices of a category move, of the same listings, against its first period?"),
    N_("How do our prices stand against rivals', of the same product, of comparable ones, and of the whole category?"),
)
"""What this theme's questions answer, as their heads say it."""


def _listings(records: list[dict[str, Any]]) -> str:
    """How many listings the rows speak of."""
    return number(len({(row["platform"], row["listing_key"]) for row in records}))


def price_history(answer: Answer, given: Given) -> str:
    """Over how many looks prices were seen, and how many of these were promotions, how deep."""
    rows = answer.records()
    said = _("{looks} looks at prices of {count} listings, from {first} to {last}.").format(
        looks=number(len(rows)),
        count=_listings(rows),
        first=moment(min(row["observed_at"] for row in rows)),
        last=moment(max(row["observed_at"] for row in rows)),
    )
    promoted = [row for row in rows if row["is_promotion"]]
    depths = [round(row["promotion_ratio"], 3) for row in promoted]
    if promoted:
        more = _("Of them {promoted} were promotions of {count} listings, {depth} below the regular price;").format(
            promoted=number(len(promoted)), count=_listings(promoted), depth=bound(min(depths), max(depths), "ratio")
        )
    else:
        more = _("None of them is known to be a promotion;")
    open_ = sum(row["is_promotion"] is None for row in rows)
    return (
        said + gap() + more + gap() + _("of {count} it can't be told, and each says why.").format(count=number(open_))
    )


PRICES = {
    "asked": N_("asked price"),
    "list": N_("list price"),
    "coupon": N_("coupon price"),
    "final": N_("final price"),
}


def price_changes(answer: Answer, given: Given) -> str:
    """How many prices went which way against which baseline, and the deepest cut."""
    rows = answer.records()
    kind = given.get("price") or "asked"
    counted = Counter(row["direction"] for row in rows if row["price"] == kind)
    since = given.get("since")
    against = (
        _("Against each listing's look before,")
        if since is None
        else _("Against each listing's last look up to {day},").format(day=moment(since))
    )
    said = _(
        "{against} the {price} of {lower} listings is lower, of {higher} higher, of {mixed} in both directions and of "
        "{unchanged} unchanged; {none} can't be compared."
    ).format(
        against=against,
        price=_(PRICES[str(kind)]),
        none=number(counted[None]),
        **{name: number(counted[name]) for name in ("lower", "higher", "mixed", "unchanged")},
    )
    cuts = [row for row in rows if not is_missing(row["low_change_ratio"]) and row["low_change_ratio"] < 0]
    if not cuts:
        return said
    deepest = min(cuts, key=lambda row: float(row["low_change_ratio"]))
    return (
        said
        + gap()
        + _("The deepest cut: {title} ({shop}), {price} from {before} to {now} {currency} ({change}).").format(
            title=deepest["title"] or deepest["listing_key"],
            shop=deepest["shop_name"] or "?",
            price=_(PRICES[deepest["price"]]),
            before=bound(deepest["baseline_price_low"], deepest["baseline_price_high"]),
            now=bound(deepest["price_low"], deepest["price_high"]),
            currency=deepest["currency"] or "",
            change=percent(round(deepest["low_change_ratio"], 4)),
        )
    )


def price_bands(answer: Answer, given: Given) -> str:
    """Of each market (platform, category, currency) the fullest band, and the bands that we stand in."""
    markets: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in answer.records():
        markets.setdefault((row["platform"], row["category"], row["currency"]), []).append(row)
    return joined(_market_bands(rows) for rows in markets.values())


def _market_bands(rows: list[dict[str, Any]]) -> str:
    bands = {row["band_low"]: row for row in rows}
    fullest = max(bands.values(), key=lambda row: (row["band_listing_count"], -row["band_low"]))
    said = _("{market}: of {count} listings recorded up to {day}, most, {share}, ask {band} {currency};").format(
        market=market(fullest),
        count=number(sum(row["band_listing_count"] for row in bands.values())),
        day=moment(fullest["day"]),
        share=percent(round(fullest["listing_share"], 3)),
        band=_band(fullest),
        currency=fullest["currency"] or "",
    )
    own = [row for row in bands.values() if row["band_own_count"]]
    if not own:
        return said + gap() + _("we stand in none of the bands.")
    return (
        said
        + gap()
        + _("we stand in {bands}.").format(
            bands=", ".join(f"{_band(row)} ({number(row['band_own_count'])})" for row in own)
        )
    )


def _band(row: dict[str, Any]) -> str:
    """A half-open band of prices: its beginning, and the end that isn't in it."""
    if row["band_high"] is None:
        return f"≥ {number(row['band_low'])}"
    return f"[{number(row['band_low'])}, {number(row['band_high'])})"


def price_index(answer: Answer, given: Given) -> str:
    """Of each market the newest level with its interval, how much of it was matched, and breaks of the chain."""
    markets: dict[tuple[Any, ...], list[dict[str, Any]]] = {}
    for row in answer.records():
        markets.setdefault((row["platform"], row["category"], row["currency"]), []).append(row)
    return joined(_market_index(rows) for rows in markets.values())


def _market_index(rows: list[dict[str, Any]]) -> str:
    last = rows[-1]
    told = {
        "market": market(last),
        "currency": last["currency"] or "",
        "price": _(PRICES[last["price"]]),
        "last": moment(last["since"]),
    }
    if is_missing(last["jevons"]):
        return _("{market}: too few of the same listings to compare the period from {last}.").format(**told)
    first = next(row for row in rows if row["segment"] == last["segment"])
    said = _(
        "{market}: the {price} index of matched listings stands at {jevons} (95 % interval {interval}) in "
        "the period from {last}, with the one from {first} = 100; GEKS says {geks}. {matched} of {items} listings and "
        "variants were matched there."
    ).format(
        **told,
        jevons=number(round(last["jevons"], 1)),
        interval=_("unknown")
        if is_missing(last["jevons_low"])
        else bound(round(last["jevons_low"], 1), round(last["jevons_high"], 1)),
        geks=number(round(last["geks"], 1)),
        first=moment(first["since"]),
        matched=number(last["matched_count"]),
        items=number(last["item_count"]),
    )
    if last["segment"] == 1:
        return said
    return (
        said
        + gap()
        + _("Too few matched {count} times before: nothing bridges these breaks.").format(
            count=number(last["segment"] - 1)
        )
    )


BASES = {
    "product-exact": N_("the same product"),
    "product-equivalent": N_("comparable products, as we grouped them"),
    "category": N_("the whole category, not the same product"),
}


def price_position(answer: Answer, given: Given) -> str:
    """Of each basis how many of ours are above or below the peers' median, and the widest gap to the cheapest."""
    rows = answer.records()
    return joined(
        _basis_position(basis, [row for row in rows if row["basis"] == basis])
        for basis in BASES
        if any(row["basis"] == basis for row in rows)
    )


def _basis_position(basis: str, rows: list[dict[str, Any]]) -> str:
    judged = [row for row in rows if row["reason"] is None]
    above = sum(row["relative_low"] is not None and row["relative_low"] > 100 for row in judged)
    below = sum(row["relative_high"] is not None and row["relative_high"] < 100 for row in judged)
    said = _(
        "Against {basis}: of {count} of our prices {above} lie above the peers' median, {below} below it, {near} at it "
        "or across it; {none} have too few peers."
    ).format(
        basis=_(BASES[basis]),
        count=number(len(rows)),
        above=number(above),
        below=number(below),
        near=number(len(judged) - above - below),
        none=number(len(rows) - len(judged)),
    )
    gaps = [row for row in rows if row["gap_low_ratio"] is not None and row["gap_low"] > 0]
    if not gaps:
        return said
    widest = max(gaps, key=lambda row: float(row["gap_low_ratio"]))
    return (
        said
        + gap()
        + _("Furthest above the cheapest: {title}, by {gap} {currency} ({ratio}) over {shop}.").format(
            title=widest["title"] or widest["listing_key"],
            gap=bound(widest["gap_low"], widest["gap_high"]),
            currency=widest["currency"] or "",
            ratio=bound(
                round(widest["gap_low_ratio"], 3),
                None if widest["gap_high_ratio"] is None else round(widest["gap_high_ratio"], 3),
                "ratio",
            ),
            shop=widest["cheapest_shop_name"] or widest["cheapest_listing_key"],
        )
    )


SENTENCES: dict[str, Sentence] = {
    "price-history": price_history,
    "price-changes": price_changes,
    "price-bands": price_bands,
    "price-index": price_index,
    "price-position": price_position,
}
