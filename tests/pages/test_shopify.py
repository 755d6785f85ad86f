"""Shopify's lists of products as JSON."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.pages.conftest import ReadPage


def variant(**changes: Any) -> dict[str, Any]:
    return {
        "id": 11,
        "title": "Red",
        "price": "48.00",
        "sku": "K1",
        "compare_at_price": None,
        "available": True,
        **changes,
    }


def product(**changes: Any) -> dict[str, Any]:
    return {"id": 9007199254740993, "title": "Cap", "handle": "cap", "vendor": "United", "published_at": "2025-08-25T13:07:46-04:00", "body_html": "<p>", "variants": [variant(), variant(id=12, available=False, compare_at_price="60.00")], **changes}  # fmt: skip


ROWS = {
    2: {"listing_key": "9007199254740993", "variant_key": "11", "title": "Cap", "price": "48.00", "availability": "InStock", "shop_name": "United", "listed_at": "2025-08-25T13:07:46-04:00"},
    3: {"listing_key": "9007199254740993", "variant_key": "12", "title": "Cap", "price": "48.00", "price_list": "60.00", "availability": "OutOfStock", "shop_name": "United", "listed_at": "2025-08-25T13:07:46-04:00"},
}  # fmt: skip


@pytest.mark.parametrize("said", [{"products": [product()]}, [product()], {"product": product()}])
def test_a_row_for_each_variant(said: Any, read_page: ReadPage) -> None:
    read = read_page(json.dumps(said))
    assert read is not None
    assert read.rows == ROWS
    assert (read.said.layout, read.said.platform, read.said.currency) == ("shopify-products", "shopify", None)


def test_an_address_only_where_the_shop_is_known(read_page: ReadPage) -> None:
    read = read_page(json.dumps([product()]), url="https://caps.example.com/products.json")
    assert read is not None
    assert {row["url"] for row in read.rows.values()} == {"https://caps.example.com/products/cap"}


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"compare_at_price": "0.00"}, {}),
        ({"compare_at_price": ""}, {}),
        ({"id": None}, {"variant_key": "K1"}),
        ({"price": 48.5}, {"price": "48.5"}),
        ({"available": "yes"}, {"availability": ""}),
        ({"price": True}, {"price": ""}),
    ],
)
def test_variants(changes: dict[str, Any], expected: dict[str, str], read_page: ReadPage) -> None:
    read = read_page(json.dumps([product(variants=[variant(**changes)])]))
    assert read is not None
    row = {**ROWS[2], **expected}
    assert read.only == {name: text for name, text in row.items() if text}


@pytest.mark.parametrize(
    "said",
    ["[]", "{}", "[1, 2]", '{"products": 3}', '{"products": [{"id": 1}]}', '[{"id": 1, "title": "a", "handle": "a", "variants": 5}]', '[{"title": "a", "price": 3}]', '{"a": ', json.dumps([product(), {"id": 3}])],
)  # fmt: skip
def test_other_json_is_left_to_others(said: str, read_page: ReadPage) -> None:
    assert read_page(said) is None


def test_very_deep_json_is_refused(refusal: Any) -> None:
    error = refusal('{"products":' * 100_000 + "1" + "}" * 100_000)
    assert (error.code, error.facts["what"]) == ("json-too-large", "levels")
