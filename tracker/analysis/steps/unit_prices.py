"""unit-prices: the size of each pack, as the user said it, else as its variant or title names it; the price by it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.analysis.columns import rows_of
from tracker.analysis.packs import AMBIGUOUS, UNKNOWN, Pack, parse_pack
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

_KEPT = (
    *("product", "relation", "platform", "listing_key", "variant_key", "title", "shop_key", "shop_name", "category"),
    *("price_low", "price_high", "currency", "observed_at", "document", "source_row", "batch_id"),
)
_MEASURE = 100
"""Millilitres or grams that a unit price speaks of."""


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The columns of unit-prices, a row for each row that was gathered and is told."""
    rows = gathered.select(["variant_key", "title", "pack_count", "unit_amount", "unit"]).to_pylist()
    packs, origins = zip(*(_pack(**row) for row in rows), strict=True) if rows else ((), ())
    low, high = (_floats(gathered, name) for name in ("price_low", "price_high"))
    reasons = [_reason(pack, *ends) for pack, *ends in zip(packs, low, high, strict=True)]
    sizes = np.array([_size(pack) for pack in packs], float)
    prices = np.where([reason is None for reason in reasons], low / sizes, np.nan) if len(rows) else low
    per = [None if reason else _per(pack) for pack, reason in zip(packs, reasons, strict=True)]
    groups = _groups(gathered["product"].to_pylist(), gathered["currency"].to_pylist(), per)
    told = np.flatnonzero(gathered["is_told"].to_numpy())
    columns = {
        **{name: gathered[name] for name in _KEPT},
        "pack_count": [pack.count for pack in packs],
        "unit_amount": [pack.amount for pack in packs],
        "unit": [pack.unit for pack in packs],
        "pack_from": list(origins),
        "unit_price": prices,
        "per": per,
        **_ranks(groups, prices),
        "reason": reasons,
    }
    return rows_of(columns, told)


def _pack(
    variant_key: str, title: str | None, pack_count: int | None, unit_amount: float | None, unit: str | None
) -> tuple[Pack, str | None]:
    """The size of a pack, and what says it. What the user said is the whole of it: no part comes from the title."""
    if pack_count is not None or unit_amount is not None:
        return Pack(pack_count, unit_amount, unit), "said"
    of_variant = parse_pack(variant_key) if variant_key else UNKNOWN
    if of_variant == AMBIGUOUS:
        return AMBIGUOUS, None
    of_title = parse_pack(title or "")
    if of_variant.reason is None:
        return of_variant, "variant"
    return of_title, None if of_title.reason else "title"


def _reason(pack: Pack, low: float, high: float) -> str | None:
    if pack.reason:
        return pack.reason
    if np.isnan(low):
        return "price-unknown"
    return None if low == high else "price-range"


def _size(pack: Pack) -> float:
    """By what the price is divided: pieces, or hundreds of ml or g in all of them."""
    pieces = pack.count or 1
    return pieces if pack.amount is None else pieces * pack.amount / _MEASURE


def _per(pack: Pack) -> str:
    return f"{_MEASURE} {pack.unit}" if pack.unit else "piece"


def _groups(
    products: Sequence[str | None], currencies: Sequence[str | None], per: Sequence[str | None]
) -> dict[tuple[str, str, str], list[int]]:
    """The rows that may be compared: of one product, in one known currency, by one measure."""
    found: dict[tuple[str, str, str], list[int]] = {}
    for place, (product, currency, measure) in enumerate(zip(products, currencies, per, strict=True)):
        if product and currency and measure:
            found.setdefault((product, currency, measure), []).append(place)
    return found


def _ranks(groups: Mapping[Any, Sequence[int]], prices: np.ndarray[Any, Any]) -> dict[str, list[int | None]]:
    counts: list[int | None] = [None] * len(prices)
    ranks: list[int | None] = [None] * len(prices)
    for places in groups.values():
        among = np.sort(prices[places])
        for place in places:
            counts[place] = len(places)
            ranks[place] = int(np.searchsorted(among, prices[place])) + 1
    return {"compared_count": counts, "rank": ranks}


def _floats(gathered: Table, name: str) -> np.ndarray[Any, Any]:
    import pyarrow as pa

    values: np.ndarray[Any, Any] = gathered[name].cast(pa.float64()).to_numpy()
    return values
