"""The products that a page tells machines of, as rows: which of them are the page's own, and which price is one.
Used inside the child process alone.

JSON-LD is asked first, then microdata, then Open Graph; the first that gives a product with a name and a value is
taken. Which products are the page's own:
- a product (or a group with its variants) at the top of the page's data is; what it names as related is not;
- of several, the one that has the page's address, its heading or its title; where none has, all of them: a list;
- the products of an ItemList are rows where there is no product beside it, for beside one they are recommendations.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from tracker.read.page_layouts import platform_of
from tracker.read.page_open import Page, tidy
from tracker.read.page_pick import Fields
from tracker.read.page_structured import Item, json_ld, microdata
from tracker.read.page_traps import Told, plain, without_parts

PRODUCT = {"Product", "IndividualProduct", "ProductModel", "SomeProducts", "Vehicle", "Car"}
_GROUP = "ProductGroup"
_MEASURES = ("price", "price_list", "review_count", "rating", "availability")
_LIST_PRICES = {"ListPrice", "SRP", "MSRP", "StrikethroughPrice", "RegularPrice"}
_PARTS = ("billingDuration", "billingIncrement", "referenceQuantity")
"""Properties of a price that is so much a month, or so much a kilogram."""


class Found(NamedTuple):
    """Rows by their place, from 1; what is told beside them: a code and its facts."""

    rows: dict[int, Fields]
    told: list[Told]


def products(page: Page) -> Found:
    """The page's own products; no rows where it tells of none."""
    items, broken = json_ld(page)
    sources = [_rows(items, page), _rows(microdata(page), page), _open_graph(page)]
    told: list[Told] = []
    rows = next((found for each in sources if (found := [row for row in each if _says_something(row)])), [])
    if rows and broken:
        told.append(("page-blocks-unreadable", {"blocks": broken}))
    if platform_of(page.host):
        for row in rows:
            if "variant_key" not in row:
                row.pop("listing_key", None)  # a shop's own number; the marketplace's stands in the address
    others = [row["price"] for source in sources if len(source) == 1 for row in source if row.get("price")]
    told += without_parts(rows, page)
    if len(rows) == 1 and "price" in rows[0] and len(set(filter(None, map(plain, others)))) > 1:
        del rows[0]["price"]
        told.append(("page-prices-differ", {"value": " / ".join(dict.fromkeys(others))}))
    return Found(dict(enumerate(rows, start=1)), told)


def _says_something(row: Fields) -> bool:
    return bool(row.get("title")) and any(row.get(name) for name in _MEASURES)


def _rows(items: Sequence[Item], page: Page) -> list[Fields]:
    own = [item for item in _unwrapped(items) if _is_product(item)]
    if not own:
        listed = [product for item in items if "ItemList" in item["@type"] for product in _listed(item)]
        return [row for item in listed for row in _rows_of(item, page, alone=False)]
    if len(own) > 1:
        main = [item for item in own if _is_main(item, page)]
        own = main[:1] or own
    return [row for item in own for row in _rows_of(item, page, alone=len(own) == 1)]


def _unwrapped(items: Sequence[Item]) -> Iterator[Item]:
    """The items at the top, and what a page's item names as its main one."""
    for item in items:
        item.setdefault("@type", [])
        yield item
        yield from _items(item, "mainEntity")


def _listed(item: Item) -> Iterator[Item]:
    for entry in _items(item, "itemListElement"):
        for each in (entry, *_items(entry, "item")):
            if _is_product(each):
                yield each


def _is_product(item: Item) -> bool:
    return bool({*PRODUCT, _GROUP} & set(item.get("@type", [])))


def _is_main(item: Item, page: Page) -> bool:
    urls = {page.link(each) for each in (*_texts(item, "url"), *_texts(item, "@id"))} - {None}
    if page.url in urls:
        return True
    name = _text(item, "name")
    return bool(name) and name in {page.heading(), page.title, page.meta().get("og:title")}


def _rows_of(item: Item, page: Page, *, alone: bool) -> list[Fields]:
    """A row for a product, one for each variant of a group. `alone`: its address is the page's, where it names none."""
    row = _row(item, page)
    if alone and page.url:
        row.setdefault("url", page.url)
    variants = [each for each in _items(item, "hasVariant") if _is_product(each)]
    if not variants:
        return [row]
    key = _text(item, "productGroupID") or _text(item, "productID") or _text(item, "sku")
    found = []
    for variant in variants:
        own = _row(variant, page)
        own["variant_key"] = own.pop("listing_key", "") or own.get("url", "") or own.get("title", "")
        group = {name: row[name] for name in ("title", "url", "rating", "review_count", "shop_name") if name in row}
        if key:
            own["listing_key"] = key
        elif not own.get("url", row.get("url")):
            own["title"] = row.get("title", own.get("title", ""))  # all that tells that they are one listing
        found.append(group | own)
    return found


def _row(item: Item, page: Page) -> Fields:
    offers = [each for name in ("offers", "offerDetails") for each in _items(item, name)]
    offers = [inner for each in offers for inner in (each, *_items(each, "offers"))]
    rating: Item = next(iter(_items(item, "aggregateRating")), {})
    best = _text(rating, "bestRating")
    value = _text(rating, "ratingValue")
    said = {
        "title": _text(item, "name"),
        "listing_key": _text(item, "productID") or _text(item, "sku"),
        "url": (page.link(_text(item, "url")) or "") if _text(item, "url") else "",
        **_prices(offers),
        "availability": _name(next(iter(_all(offers, "availability")), "")),
        "shop_name": next((name for each in offers for name in _names(each, "seller")), ""),
        "rating": f"{value}/{best}" if value and best and plain(best) != 5 else value,
        "review_count": _text(rating, "reviewCount") or _text(rating, "ratingCount") or _text(rating, "count"),
    }
    return {name: text for name, text in said.items() if text}


def _prices(offers: Sequence[Item]) -> Fields:
    """The price or the range of prices, the list price, and the currency. No price where currencies differ."""
    prices: list[str] = []
    listed: list[str] = []
    currencies: list[str] = []
    for offer in offers:
        low, high = _text(offer, "lowPrice"), _text(offer, "highPrice")
        stated = [each for each in (_text(offer, "price"), low, high) if each]
        currencies += _texts(offer, "priceCurrency") + _texts(offer, "currency")
        for part in _items(offer, "priceSpecification"):
            currencies += _texts(part, "priceCurrency")
            kinds = {_name(each) for each in _texts(part, "priceType")}
            if kinds & _LIST_PRICES:
                listed += _texts(part, "price")
            elif not any(part.get(each) for each in _PARTS) and not _text(offer, "price"):
                stated += _texts(part, "price")
        prices += stated
    if len(set(currencies)) > 1:
        return {}
    return {"price": _range(prices), "price_list": _range(listed), "currency": currencies[0] if currencies else ""}


def _range(prices: Sequence[str]) -> str:
    """One text for several prices: the lowest and the highest. Empty where they can't be compared."""
    different = list(dict.fromkeys(prices))
    if len(different) < 2:
        return "".join(different)
    amounts = {amount: text for text in different if (amount := plain(text)) is not None}
    if any(plain(text) is None for text in different):
        return ""
    low, high = min(amounts), max(amounts)
    return amounts[low] if low == high else f"{amounts[low]} - {amounts[high]}"


def _open_graph(page: Page) -> list[Fields]:
    """The product of the page's meta elements: only with an amount and its currency."""
    meta = page.meta()

    def first(*names: str) -> str:
        return next((meta[name] for name in names if meta.get(name)), "")

    price = first("product:sale_price:amount", "product:price:amount", "og:price:amount")
    currency = first("product:sale_price:currency", "product:price:currency", "og:price:currency")
    title = first("og:title", "twitter:title")
    if not (title and price and currency):
        return []
    listed = first("product:original_price:amount", "og:price:standard_amount")
    said = {
        "title": title,
        "listing_key": first("product:retailer_item_id"),
        "url": page.url or page.link(first("og:url")) or "",
        "price": price,
        "price_list": listed if plain(listed) != plain(price) else "",
        "currency": currency,
        "availability": _name(first("product:availability", "og:availability")),
    }
    return [{name: text for name, text in said.items() if text}]


def _items(item: Item, name: str) -> list[Item]:
    return [each for each in item.get(name, []) if isinstance(each, dict)]


def _texts(item: Item, name: str) -> list[str]:
    return [text for each in item.get(name, []) if isinstance(each, str) and (text := tidy(each))]


def _text(item: Item, name: str) -> str:
    return next(iter(_texts(item, name)), "")


def _all(items: Sequence[Item], name: str) -> list[str]:
    return [text for item in items for text in _texts(item, name)]


def _names(item: Item, name: str) -> list[Any]:
    """What a property is called, be it a text or an item."""
    return _texts(item, name) + [text for each in _items(item, name) if (text := _text(each, "name"))]


def _name(text: str) -> str:
    """The last part of an address of schema.org: `https://schema.org/InStock` is InStock."""
    return text.rstrip("/").rpartition("/")[2] if "schema.org/" in text else text
