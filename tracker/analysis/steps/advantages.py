"""advantages: each shop of a board beside the others, on price, quality and service."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from itertools import groupby
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.given import number, whole
from tracker.analysis.matched import matched
from tracker.analysis.peers import Standing, joint, standings
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

Row = dict[str, Any]

AXES = {
    "price": {"price_ratio": "peer_price_ratio", "price": "peer_price"},
    "quality": {
        "rating": "peer_rating",
        "score_description": "peer_description",
        "good_review_share": "peer_good_review_share",
    },
    "service": {"score_service": "peer_service", "score_logistics": "peer_logistics"},
}
"""The measures of each axis, and the column that tells the peers' median. A lower price is better, else a higher."""

SHOP = (
    "platform", "category", "shop_key", "shop_name", "role", "rank", "judgement", "observed_at", "age_days", "document",
    "source_row",
)  # fmt: skip
OF_PRICE = ("currency", "cheaper_peer_count", "cheapest_third_count", "product_count", "cheapest_count")
TOLD = (
    "axis",
    "verdict",
    "score",
    "measures",
    "reason",
    "peer_count",
    "is_judged",
    "basis",
    "listing_count",
    *OF_PRICE,
)


class Rule(NamedTuple):
    """The least that must be there, and the score from which a shop is ahead."""

    least_peers: int
    least_listings: int
    threshold: float


def answer(gathered: Table, given: Given) -> Mapping[str, list[Any]]:
    """Three rows for each shop asked for."""
    rule = Rule(
        whole(given, "least_peers", 5, 2, 50),
        whole(given, "least_listings", 3, 1, 100),
        number(given, "threshold", 1, 0.1, 5),
    )
    whole(given, "places", 10, 2, 100)
    rows: list[Row] = []
    for _board, shops in groupby(gathered.to_pylist(), key=lambda row: (row["platform"], row["category"])):
        rows += _of_board(list(shops), rule)
    measured = [name for axis in AXES.values() for pair in axis.items() for name in pair]
    return {name: [row.get(name) for row in rows] for name in (*SHOP, *TOLD, *measured)}


def _of_board(shops: list[Row], rule: Rule) -> list[Row]:
    _price(shops, rule)
    _price_ratio(shops, rule)
    for shop in shops:
        ratings = shop["ratings"] or []
        shop["rated_count"] = len(ratings)
        shop["rating"] = float(np.median(ratings)) if len(ratings) >= rule.least_listings else None
    sides = {name: standings(_column(shops, name)) for axis in AXES.values() for name in axis}
    return [
        _row(shop, axis, {name: sides[name][at] for name in AXES[axis]}, rule)
        for at, shop in enumerate(shops)
        if shop["is_asked_for"]
        for axis in AXES
    ]


def _price(shops: list[Row], rule: Rule) -> None:
    """What the shops ask, in the currency that most listings of the board have."""
    counted = Counter(currency for shop in shops for currency in shop["currencies"] or [])
    currency = min(counted, key=lambda each: (-counted[each], each), default=None)
    for shop in shops:
        both = zip(shop["prices"] or [], shop["currencies"] or [], strict=True)
        shop["asked"] = np.array([price for price, of in both if of == currency], dtype=np.float64)
        shop["price"] = float(np.median(shop["asked"])) if shop["asked"].size >= rule.least_listings else None
    everything = np.concatenate([shop["asked"] for shop in shops])
    third = np.quantile(everything, 1 / 3) if everything.size else np.nan
    medians = _column(shops, "price")
    for shop in shops:
        shop["currency"] = currency if shop["asked"].size else None
        shop["cheapest_third_count"] = int((shop["asked"] <= third).sum())
        known = shop["price"] is not None
        shop["cheaper_peer_count"] = int((medians < shop["price"]).sum()) if known else None


def _price_ratio(shops: list[Row], rule: Rule) -> None:
    """What the shops ask for the products that several of them offer."""
    offers = [
        (at, product, price)
        for at, shop in enumerate(shops)
        for product, price in zip(shop["products"] or [], shop["product_prices"] or [], strict=True)
    ]
    numbers = {product: at for at, product in enumerate(sorted({offer[1] for offer in offers}))}
    found = matched(
        np.array([offer[0] for offer in offers], np.int64),
        np.array([numbers[offer[1]] for offer in offers], np.int64),
        np.array([offer[2] for offer in offers], np.float64),
        len(shops),
    )
    for at, shop in enumerate(shops):
        shop["product_count"], shop["cheapest_count"] = int(found.product_count[at]), int(found.cheapest_count[at])
        shop["price_ratio"] = float(found.ratio[at]) if shop["product_count"] >= rule.least_listings else None


def _row(shop: Row, axis: str, sides: dict[str, Standing], rule: Rule) -> Row:
    enough = [name for name, side in sides.items() if side.peer_count >= rule.least_peers and shop[name] is not None]
    if "price_ratio" in enough:
        enough = ["price_ratio"]  # the same products tell more than the whole category
    better = -1 if axis == "price" else 1
    score = better * joint(np.array([sides[name].score for name in enough]))
    scored = [name for name in enough if np.isfinite(score) and np.isfinite(sides[name].score)]
    verdict = "not-enough-data" if np.isnan(score) else _verdict(score, rule.threshold)
    fewest = min((sides[name].peer_count for name in scored), default=max(side.peer_count for side in sides.values()))
    told = {name: shop[name] for name in SHOP} | {name: shop[name] for name in sides}
    told |= {AXES[axis][name]: side.median for name, side in sides.items()}
    if axis == "price":
        told |= {
            "basis": "product" if "price_ratio" in enough else "category",
            "listing_count": int(shop["asked"].size),
        }
        told |= {name: shop[name] for name in OF_PRICE}
    elif axis == "quality":
        told["listing_count"] = shop["rated_count"]
    return told | {
        "axis": axis,
        "verdict": verdict,
        "score": score if np.isfinite(score) else None,
        "measures": " ".join(scored) or None,
        "reason": _reason(shop, axis, sides, score, enough),
        "peer_count": fewest,
        "is_judged": None if shop["judgement"] is None else axis in shop["judgement"].split(),
    }


def _verdict(score: float, threshold: float) -> str:
    return "ahead" if score >= threshold else "behind" if score <= -threshold else "level"


def _reason(shop: Row, axis: str, sides: dict[str, Standing], score: float, enough: list[str]) -> str | None:
    if enough:
        return None if np.isfinite(score) else "peers-equal"
    if all(shop[name] is None for name in sides):
        sampled = shop["asked"].size if axis == "price" else shop["rated_count"] if axis == "quality" else 0
        return "too-few-listings" if sampled else "no-value"
    return "too-few-peers"


def _column(shops: list[Row], name: str) -> NDArray[np.float64]:
    return np.array([np.nan if shop[name] is None else shop[name] for shop in shops], dtype=np.float64)
