"""What pages tell machines: JSON-LD, microdata, Open Graph, with what goes wrong in them."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.pages.conftest import ReadPage

OFFER = {"@type": "Offer", "price": "29.90", "priceCurrency": "USD", "availability": "https://schema.org/InStock"}
PRODUCT = {"@context": "https://schema.org", "@type": "Product", "name": "Sock", "sku": "S-1", "offers": OFFER}


def page(*blocks: Any, body: str = "", head: str = "") -> str:
    scripts = "".join(
        f'<script type="application/ld+json">{b if isinstance(b, str) else json.dumps(b)}</script>' for b in blocks
    )
    return f"<html><head><title>Page</title>{head}{scripts}</head><body>{body}</body></html>"


def row(**fields: str) -> dict[str, str]:
    return {
        "title": "Sock",
        "listing_key": "S-1",
        "price": "29.90",
        "currency": "USD",
        "availability": "InStock",
        **fields,
    }


def without(fields: dict[str, str], *names: str) -> dict[str, str]:
    return {name: text for name, text in fields.items() if name not in names}


def product(**changes: Any) -> dict[str, Any]:
    return {**PRODUCT, **changes}


def offer(**changes: Any) -> dict[str, Any]:
    return product(offers={**OFFER, **changes})


ONE = [
    ("a product", PRODUCT, row()),
    ("in a list", [PRODUCT], row()),
    ("in a graph", {"@context": "x", "@graph": [{"@type": "WebSite"}, PRODUCT]}, row()),
    ("a list of types", product(**{"@type": ["Thing", "Product"]}), row()),
    ("a whole address as type", product(**{"@type": "http://schema.org/Product"}), row()),
    ("as the main thing of a page", {"@type": "WebPage", "mainEntity": PRODUCT}, row()),
    ("a number for a price", offer(price=29.9), row(price="29.9")),
    ("a whole number", offer(price=1299), row(price="1299")),
    ("a sign in the price", offer(price="$29.90"), row(price="$29.90")),
    ("offers in a list", product(offers=[OFFER]), row()),
    ("several prices", product(offers=[OFFER, {**OFFER, "price": "19.5"}]), row(price="19.5 - 29.90")),
    ("prices that can't be compared", product(offers=[OFFER, {**OFFER, "price": "1,299.00"}]), without(row(), "price")),
    ("a range", product(offers={"@type": "AggregateOffer", "lowPrice": "9", "highPrice": 12, "priceCurrency": "EUR"}), without(row(price="9 - 12", currency="EUR"), "availability")),
    ("a range of one", product(offers={"@type": "AggregateOffer", "lowPrice": "9", "highPrice": "9.00", "priceCurrency": "EUR"}), without(row(price="9.00", currency="EUR"), "availability")),
    ("offers inside a range", product(offers={"@type": "AggregateOffer", "offers": [OFFER]}), row()),
    ("a specification", product(offers={"priceSpecification": {"price": "5", "priceCurrency": "GBP"}}), without(row(price="5", currency="GBP"), "availability")),
    ("a list price", product(offers={**OFFER, "priceSpecification": {"price": "40", "priceType": "https://schema.org/ListPrice"}}), row(price_list="40")),
    ("a price by the month", product(offers={"availability": "InStock", "priceSpecification": {"price": "5", "billingDuration": "P1M"}}), without(row(), "price", "currency")),
    ("two currencies", product(offers=[OFFER, {**OFFER, "priceCurrency": "EUR"}]), without(row(), "price", "currency")),
    ("a boolean for the offers", product(offers=True, aggregateRating={"ratingValue": 4.5, "reviewCount": 12}), {"title": "Sock", "listing_key": "S-1", "rating": "4.5", "review_count": "12"}),
    ("a boolean for the price", offer(price=False), without(row(), "price")),
    ("a boolean for the rating", product(aggregateRating=True), row()),
    ("a scale of ten", product(aggregateRating={"ratingValue": "8", "bestRating": "10", "ratingCount": "7"}), row(rating="8/10", review_count="7")),
    ("a seller", offer(seller={"@type": "Organization", "name": "甲店"}), row(shop_name="甲店")),
    ("a seller by name", offer(seller="甲店"), row(shop_name="甲店")),
    ("an address that runs", product(url="javascript:alert(1)"), row()),
    ("an address", product(url="//shop.example.com/p/1"), row(url="https://shop.example.com/p/1")),
    ("related products", product(isRelatedTo=[product(name="Other")], isSimilarTo=product(name="Third")), row()),
    ("breaks and blanks", product(name="  So\n ck "), row(title="So ck")),
]  # fmt: skip


@pytest.mark.parametrize(("block", "expected"), [each[1:] for each in ONE], ids=[each[0] for each in ONE])
def test_one_product(block: Any, expected: dict[str, str], read_page: ReadPage) -> None:
    read = read_page(page(block))
    assert read is not None
    assert read.only == expected
    assert (read.said.layout, read.said.kind, read.said.title) == ("page-data", "listings", "Page")


NONE = [
    ("a boolean", "false"),
    ("a text", '"Product"'),
    ("null", "null"),
    ("a list of nothing", "[true, 1, null, []]"),
    ("broken", '{"@type": "Product", "name": "Sock", }'),
    ("a comment", '/* x */ {"@type": "Product"}'),
    ("very deep", '{"a":' * 5000 + "1" + "}" * 5000),
    ("a list of addresses", json.dumps({"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "position": 1, "url": "https://x.example/r"}]})),
    ("an article", json.dumps({"@type": "BlogPosting", "headline": "x", "price": "3"})),
    ("a product without a name", json.dumps(product(name=None))),
    ("a product without a value", json.dumps({"@type": "Product", "name": "Sock"})),
    ("a type that is a boolean", json.dumps(product(**{"@type": True}))),
]  # fmt: skip


@pytest.mark.parametrize("block", [each[1] for each in NONE], ids=[each[0] for each in NONE])
def test_nothing_is_found_in(block: str, read_page: ReadPage) -> None:
    assert read_page(page(block, body="<p>" + "words " * 50)) is None


def test_blocks_that_cant_be_read_are_counted(read_page: ReadPage) -> None:
    read = read_page(page("{broken", PRODUCT, "false", "/* x */ {}"))
    assert read is not None
    assert read.only == row()
    assert read.left == [("page-blocks-unreadable", {"blocks": 2})]


GROUP = {
    "@type": "ProductGroup",
    "name": "Bike",
    "productGroupID": "G1",
    "hasVariant": [product(name="Bike red", sku="R"), product(name="Bike blue", sku="B", offers={**OFFER, "availability": "https://schema.org/OutOfStock"})],
}  # fmt: skip


def test_a_group_is_a_row_for_each_variant(read_page: ReadPage) -> None:
    read = read_page(page(GROUP))
    assert read is not None
    assert [(r["listing_key"], r["variant_key"], r["title"], r["availability"]) for r in read.rows.values()] == [
        ("G1", "R", "Bike red", "InStock"),
        ("G1", "B", "Bike blue", "OutOfStock"),
    ]


def test_variants_of_a_group_without_an_id_are_told_by_its_name(read_page: ReadPage) -> None:
    read = read_page(page({name: value for name, value in GROUP.items() if name != "productGroupID"}))
    assert read is not None
    assert [("listing_key" in r, r["variant_key"], r["title"]) for r in read.rows.values()] == [
        (False, "R", "Bike"),
        (False, "B", "Bike"),
    ]


LIST = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": product(name=n, sku=n)} for n in ("A", "B", "C")]}  # fmt: skip


def test_a_list_of_products_is_a_row_for_each(read_page: ReadPage) -> None:
    read = read_page(page(LIST))
    assert read is not None
    assert [r["title"] for r in read.rows.values()] == ["A", "B", "C"]


def test_a_list_beside_a_product_is_a_recommendation(read_page: ReadPage) -> None:
    read = read_page(page(LIST, PRODUCT))
    assert read is not None
    assert read.only["title"] == "Sock"


@pytest.mark.parametrize(
    ("head", "body", "titles"),
    [
        ("", "<h1> Second </h1>", ["Second"]),
        ('<meta property="og:title" content="Sock">', "", ["Sock"]),
        ('<link rel="canonical" href="https://x.example/2">', "", ["Second"]),
        ("", "<h1>Best socks</h1>", ["Sock", "Second"]),
    ],
)
def test_of_several_products_the_one_of_the_page(head: str, body: str, titles: list[str], read_page: ReadPage) -> None:
    second = product(name="Second", url="https://x.example/2")
    read = read_page(page(PRODUCT, second, head=head, body=body))
    assert read is not None
    assert [r["title"] for r in read.rows.values()] == titles


PARTS = [
    "<span>$</span>29.90<span>/mo.</span>",
    "$29.90 per month",
    "$29.90 a month for 24 months",
    "US$29.9 / month",
    "29,90 € pro Monat",
    "or 4 payments of $29.90",
    "4 x $29.90",
    "¥29.90 x 12期",
    "分期 ¥29.90",
    "每期 ¥29.90 免息",
    "月供低至¥29.90",
    "$29.90 × 12",
    "¥29.90/期",
    "¥29.90/月",
    "monthly payments from $29.90",
]


@pytest.mark.parametrize("shown", PARTS)
def test_an_instalment_is_no_price(shown: str, read_page: ReadPage) -> None:
    read = read_page(page(PRODUCT, body=f"<h1>Sock</h1><div>{shown}</div><b>$649.99</b>"))
    assert read is not None
    assert read.only == without(row(), "price")
    assert read.left == [("page-price-part", {"value": "29.90"})]


@pytest.mark.parametrize(
    "shown",
    ["$29.90", "$129.90/mo.", "29.90.15 /mo", "$29.90 free returns within a month", "买 2 件 ¥29.90", "$29.90 Monat"],
)
def test_a_price_beside_other_words_stays(shown: str, read_page: ReadPage) -> None:
    read = read_page(page(PRODUCT, body=f"<div>{shown}</div>"))
    assert read is not None
    assert read.only == row()
    assert read.left == []


def test_two_sources_that_contradict_each_other_give_no_price(read_page: ReadPage) -> None:
    meta = '<meta property="og:title" content="Sock"><meta property="product:price:amount" content="649.99"><meta property="product:price:currency" content="USD">'
    read = read_page(page(PRODUCT, head=meta))
    assert read is not None
    assert "price" not in read.only
    assert read.left == [("page-prices-differ", {"value": "29.90 / 649.99"})]
    agreeing = read_page(page(PRODUCT, head=meta.replace("649.99", "29.9")))
    assert agreeing is not None
    assert agreeing.only == row()


MICRO = """<div itemscope itemtype="http://schema.org/Product" itemref="more none"><h1 itemprop="name">Sock</h1>
<div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="priceCurrency" content="USD"><span itemprop="price" content="29.90">$30</span>
<link itemprop="availability" href=" http://schema.org/OutOfStock"><time itemprop="priceValidUntil" datetime="2020-11-05">5 November</time>
<span itemprop="seller" itemscope><b itemprop="name">甲店</b></span></div>
<div itemprop="isRelatedTo" itemscope itemtype="http://schema.org/Product"><span itemprop="name">Other</span><span itemprop="price">1</span></div></div>
<div id="more"><span itemprop="aggregateRating" itemscope><i itemprop="ratingValue">4.4</i><i itemprop="reviewCount">89</i></span></div>"""


def test_microdata_with_nested_items_and_references(read_page: ReadPage) -> None:
    read = read_page(page(body=MICRO))
    assert read is not None
    assert read.only == {"title": "Sock", "price": "29.90", "currency": "USD", "availability": "OutOfStock", "shop_name": "甲店", "rating": "4.4", "review_count": "89"}  # fmt: skip


def test_microdata_of_the_older_vocabulary(read_page: ReadPage) -> None:
    html = (
        MICRO.replace("schema.org/Product", "data-vocabulary.org/Product")
        .replace('"offers"', '"offerDetails"')
        .replace("priceCurrency", "currency")
    )
    read = read_page(page(body=html))
    assert read is not None
    assert (read.only["price"], read.only["currency"]) == ("29.90", "USD")


def test_microdata_that_refers_to_itself_ends(read_page: ReadPage) -> None:
    html = '<div id="a" itemscope itemtype="http://schema.org/Product" itemref="a" itemprop="x"><p itemprop="name">Sock'
    assert read_page(page(body=html + "<p>" + "words " * 20)) is None


@pytest.mark.parametrize(
    ("meta", "expected"),
    [
        ({"og:title": "Sock", "og:price:amount": "29.90", "og:price:currency": "USD"}, {"title": "Sock", "price": "29.90", "currency": "USD"}),
        ({"og:title": "Sock", "product:price:amount": "29.90", "product:price:currency": "USD", "product:availability": "in stock", "product:retailer_item_id": "S-1", "og:url": "https://x.example/1"}, {"title": "Sock", "listing_key": "S-1", "price": "29.90", "currency": "USD", "availability": "in stock", "url": "https://x.example/1"}),
        ({"og:title": "Sock", "og:type": "product", "product:price:amount": "29.90"}, None),
        ({"og:title": "Sock", "og:type": "product"}, None),
        ({"og:price:amount": "29.90", "og:price:currency": "USD"}, None),
    ],
)  # fmt: skip
def test_open_graph_needs_a_title_an_amount_and_a_currency(
    meta: dict[str, str], expected: dict[str, str] | None, read_page: ReadPage
) -> None:
    head = "".join(f'<meta property="{name}" content="{value}">' for name, value in meta.items())
    read = read_page(page(head=head, body="<p>" + "words " * 50))
    assert (read and read.only) == expected


def test_a_number_of_a_shop_is_no_key_of_a_marketplace(read_page: ReadPage) -> None:
    """The sku that a seller gave it isn't the marketplace's id, which stands in the address."""
    read = read_page(page(PRODUCT), url="https://www.aliexpress.com/item/100500123.html")
    assert read is not None
    assert read.said.platform == "aliexpress"
    assert read.only == {**without(row(), "listing_key"), "url": "https://www.aliexpress.com/item/100500123.html"}


def test_when_a_page_was_saved_is_only_what_its_container_says(read_page: ReadPage) -> None:
    silent = read_page("<!-- saved from url=(0025)https://x.example/product -->" + page(PRODUCT))
    assert silent is not None
    assert (silent.said.url, silent.said.observed_at) == ("https://x.example/product", None)
    saying = read_page(page(PRODUCT), observed_at="2026-06-01T10:00:00+08:00")
    assert saying is not None
    assert saying.said.observed_at == "2026-06-01T10:00:00+08:00"
