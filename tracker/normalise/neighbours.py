"""What columns mean beside one another: ends of a span, the other price, the only id."""

from __future__ import annotations

from tracker.normalise import guess, reference
from tracker.normalise.column import Doubt
from tracker.normalise.fold import fold_header, fold_header_core
from tracker.normalise.found import Below, Found, cells_of, doubt_of
from tracker.normalise.headers import Header
from tracker.normalise.named import numbers_rows
from tracker.normalise.words import load

_STOCK_KEEPING = "sku"
"""The header of a variant's id, and of the listing's where a table has no other."""


def add_beside(found: Found, header: Header, below: Below) -> list[Doubt]:
    """Add the columns that the others tell; those that they leave open are doubts."""
    _add_spans(found, header, below)
    if found.kind == "shops":
        _add_shop_name(found, header)
    if found.kind != "listings":
        return []
    _add_list_price(found, header, below)
    columns = range(len(header.words)) if not found.has("listing_key") else ()
    numbering = [index for index in columns if found.is_free(index) and numbers_rows(header, index, below)]
    found.rename("variant_key", "listing_key", unless={"listing_key", "url"}, header=_STOCK_KEEPING)
    return [doubt_of(header, index, "listing_key", 0.5, "header", cells_of(below, index)) for index in numbering]


def _add_shop_name(found: Found, header: Header) -> None:
    if found.has("shop_key") and found.has("listings") and not found.has("shop_name"):
        free = (index for index in range(len(header.words)) if found.is_free(index))
        named = [index for index in free if fold_header(header.words[index]) in load("words")["shop_name"]["words"]]
        for index in named[:1]:
            found.add(index, "shop_name", "header")


def _add_spans(found: Found, header: Header, below: Below) -> None:
    """Where no column is a field's own: the two between whose cells its values lie (最低价 and 最高价)."""
    free = {index: fold_header(word) for index, word in enumerate(header.words) if found.is_free(index)}
    for name, last in reference.ends(found.kind).items():
        field = found.fields[last]
        first = [index for index, word in free.items() if word in field.starts]
        until = [index for index, word in free.items() if word in field.aliases]
        if found.has(name) or not len(first) == len(until) == 1:
            continue
        if guess.is_span(field.type, below, first[0], until[0]):
            found.add(first[0], name, "header")
            found.add(until[0], last, "header")
    alone = {last for name, last in reference.ends(found.kind).items() if not found.has(name)}
    found.leave([each for each in found.columns if each.field in alone])  # an end alone is no value


def _add_list_price(found: Found, header: Header, below: Below) -> None:
    """Beside a price of now (现价, sale price) the one other price, nowhere lower, is what it costs otherwise; beside
    any price one of the last names (retail price)."""
    now = next((each for each in found.columns if each.field == "price" and each.reason == "header"), None)
    field = found.fields["price"]
    if now is None or found.has("price_list"):
        return
    names = field.aliases if {fold_header(now.header), fold_header_core(now.header)} & field.first else field.last
    others = [
        index
        for index, word in enumerate(header.words)
        if found.is_free(index) and {fold_header(word), fold_header_core(word)} & names
    ]
    if len(others) == 1 and guess.is_nowhere_lower(below, others[0], now.index):
        found.add(others[0], "price_list", "cells", 0.85)
