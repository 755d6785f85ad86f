"""Where each stored column may come from, in the order in which an import asks (see sql/typed/*.sql)."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

from tracker.normalise import marks, reference
from tracker.normalise.notation import plain
from tracker.normalise.pricing import parse_prices


def _is_same(cell: str, stored: object) -> bool:
    return marks.fold(cell) == marks.fold(str(stored))


def _is_platform(cell: str, stored: object) -> bool:
    return reference.platform_slug(cell) == stored


def _is_source(cell: str, stored: object) -> bool:
    return reference.source_slug(cell) == stored


def _holds(cell: str, stored: object) -> bool:
    return str(stored).casefold() in cell.casefold()


def _says(cell: str, stored: object) -> bool:
    return stored is not None and not marks.is_missing(cell)


def _prices(cell: str, stored: object) -> bool:
    """Whether one of the prices of a cell is the stored one, in either notation; a cell may name several."""
    return any(stored in {each.low, each.high} for text in (cell, plain(cell)) for each in parse_prices(text))


class Rule(NamedTuple):
    """`cells`: fields whose cell may say it (none: the field of the column's own name). `fits`: whether a cell's text
    says the stored value. `facts`: names of what holds for all rows, beside the column's own. `option`: what the user
    says with the import. `derived_from`: the fields that it is made of where nothing says it."""

    cells: tuple[str, ...] = ()
    fits: Callable[[str, object], bool] = _says
    facts: tuple[str, ...] = ()
    option: str | None = None
    derived_from: tuple[str, ...] = ()


_PLAIN = Rule()
_PLATFORM = Rule(fits=_is_platform)
_SEEN = Rule(facts=("observed_on",))
_NAMED_SHOP = Rule(fits=_is_same, option="shop")
_SHOP_KEY = Rule(fits=_is_same, derived_from=("shop_name",))
_CATEGORY = Rule(fits=_is_same, option="category")

RULES: dict[str, dict[str, Rule]] = {
    "listing_snapshot": {
        "platform": _PLATFORM,
        "observed_at": _SEEN,
        "shop_name": _NAMED_SHOP,
        "shop_key": _SHOP_KEY,
        "category": _CATEGORY,
        "listing_key": Rule(("listing_key", "url"), _holds, derived_from=("shop_name", "title")),
        "review": Rule(("review_count",)),
        "price": Rule(("price", "price_coupon", "price_list"), _prices),
        "price_coupon": Rule(("price_coupon", "price", "price_list"), _prices),
        "price_list": Rule(("price_list", "price", "price_coupon"), _prices),
    },
    "shop_snapshot": {
        "platform": _PLATFORM,
        "observed_at": _SEEN,
        "shop_name": _NAMED_SHOP,
        "shop_key": _SHOP_KEY,
        "category": _CATEGORY,
        "listing": Rule(("listings",)),
        "follower": Rule(("followers",)),
    },
    "own_sales": {
        "platform": _PLATFORM,
        "shop_name": _NAMED_SHOP,
        "shop_key": _SHOP_KEY,
        "since": Rule(("observed_at", "hour"), facts=("observed_at", "observed_on")),
    },
    "keyword_reading": {
        "source": Rule(fits=_is_source),
        "since": Rule(("observed_at",), facts=("observed_at", "observed_on")),
        "platform": _PLATFORM,
        "category": _CATEGORY,
    },
}
"""By table and column; a column without a row is read from the cell of the field of its own name."""

MONEY = ("price", "price_coupon", "price_list", "amount")
"""Fields whose cells may name a currency, in the order in which they are asked."""


def rule(table: str, name: str) -> Rule:
    """The rule of a stored column (of a bound, what its two columns share)."""
    return RULES[table].get(name, _PLAIN)
