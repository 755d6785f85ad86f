"""Shopify's lists of products as JSON: `{"products": […]}`, `{"product": {…}}`, or a bare list of products.
Used inside the child process alone."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from tracker.read.child import TooLargeError
from tracker.read.page_open import decoded, tidy
from tracker.read.page_pick import Fields
from tracker.settings import limit

_MARKS = {"id", "title", "handle", "variants"}
"""What every product of Shopify has, and other JSON hardly ever."""


def shopify(path: Path, host: str | None) -> dict[int, Fields]:
    """A row for every variant by its place, from 1; none where the file is other JSON, or none at all.

    `host`: of the shop, null where nobody knows it: the products have no address then. There is no currency in it.
    Raises TooLargeError file_bytes, levels.
    """
    if (size := path.stat().st_size) > (most := limit("TRACKER_MAX_PAGE_MB") * 1_000_000):
        raise TooLargeError("file_bytes", size, most)
    try:
        said = json.loads(decoded(path.read_bytes()), parse_float=str, parse_int=str)
    except RecursionError as error:
        raise TooLargeError("levels", None, limit("TRACKER_MAX_LEVELS")) from error
    except ValueError:
        return {}
    products = _products(said)
    rows = (row for product in products for row in _rows(product, host))
    return dict(enumerate(rows, start=1))


def _products(said: Any) -> list[dict[str, Any]]:
    """The products, where all that the file holds are some."""
    if isinstance(said, dict):
        said = said.get("products", [said["product"]] if "product" in said else [])
    listed = said if isinstance(said, list) else []
    fits = all(
        isinstance(each, dict) and each.keys() >= _MARKS and isinstance(each["variants"], list) for each in listed
    )
    return listed if fits else []


def _rows(product: dict[str, Any], host: str | None) -> list[Fields]:
    handle = _text(product, "handle")
    about = {
        "listing_key": _text(product, "id"),
        "title": _text(product, "title"),
        "shop_name": _text(product, "vendor"),
        "listed_at": _text(product, "published_at"),
        "url": f"https://{host}/products/{handle}" if host and handle else "",
    }
    variants = [each for each in product["variants"] if isinstance(each, dict)]
    return [{name: text for name, text in {**about, **_variant(each)}.items() if text} for each in variants or [{}]]


def _variant(variant: dict[str, Any]) -> Fields:
    listed = _text(variant, "compare_at_price")
    available = variant.get("available")
    return {
        "variant_key": _text(variant, "id") or _text(variant, "sku"),
        "price": _text(variant, "price"),
        "price_list": listed if listed.strip("0.") else "",  # 0.00 is how some shops write: none
        "availability": {True: "InStock", False: "OutOfStock"}[available] if isinstance(available, bool) else "",
    }


def _text(said: dict[str, Any], name: str) -> str:
    value = said.get(name)
    return tidy(value) if isinstance(value, str) else ""
