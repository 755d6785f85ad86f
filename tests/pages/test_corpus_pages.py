"""Real pages that nobody on this project wrote, with what each must give."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from pathlib import Path

import pytest

from tests.pages.conftest import ReadPage

pytestmark = pytest.mark.corpus

Corpus = Callable[[str], Path]
JD_BEEF = "pages/Elipese568__prepared-food-research-paper-dataset__小炒牛肉_京东_搜索结果.html"
JD_MEALS = "pages/Elipese568__prepared-food-research-paper-dataset__预制菜_京东_搜索结果.html"


def total(rows: dict[int, dict[str, str]], field: str) -> Decimal:
    return sum((Decimal(row[field].lstrip("¥")) for row in rows.values() if field in row), Decimal(0))


@pytest.mark.parametrize(
    ("name", "price", "price_list", "price_coupon", "sold"),
    [(JD_BEEF, "3732.47", "1705.75", "1484.19", 47), (JD_MEALS, "4179.83", "2220.46", "1834.10", 54)],
)
def test_jd_search(
    name: str, price: str, price_list: str, price_coupon: str, sold: int, corpus: Corpus, read_page: ReadPage
) -> None:
    """Of 60 cards two are boxes of what others search for; they keep their places and are no listings."""
    read = read_page(corpus(name))
    assert read is not None
    assert (read.said.layout, read.said.platform, read.said.currency, read.said.url) == ("jd-search", "jd", "CNY", None)
    assert set(range(2, 62)) - set(read.rows) == {16, 46}
    assert len(read.rows) == 58
    for field, expected in (("price", price), ("price_list", price_list), ("price_coupon", price_coupon)):
        assert total(read.rows, field) == Decimal(expected)
    assert sum("sold" in row for row in read.rows.values()) == sold
    assert all(re.fullmatch(r"\d{7,14}", row["listing_key"]) for row in read.rows.values())
    assert all(re.fullmatch(r"¥\d+(\.\d+)?", row["price"]) for row in read.rows.values())
    assert all(row.get("sold", "已售").startswith("已售") for row in read.rows.values())
    assert all(row["shop_name"] for row in read.rows.values())


def test_jd_search_cell_by_cell(corpus: Corpus, read_page: ReadPage) -> None:
    read = read_page(corpus(JD_BEEF))
    assert read is not None
    assert read.rows[3] == {
        "listing_key": "10102881562158",
        "title": "料理包预制菜加热即食1854g",
        "price": "¥40.9",
        "price_coupon": "¥40.9",
        "price_list": "¥49.9",
        "sold": "已售2万+4300+人种草",
        "review_count": "2万+",
        "promotion": "到手价 首购礼金2元 券满30减7 包邮",
        "shop_name": "厨哈哈食品官方旗舰店",
    }
    assert (read.rows[4]["price"], read.rows[4]["promotion"]) == ("¥105", "已补¥6.21 首购礼金4元 包邮")
    assert read.rows[55]["sold"] == "已售9万+500+人好评"


@pytest.mark.parametrize("name", [JD_BEEF, JD_MEALS])
def test_the_reviews_in_the_link_are_those_of_the_card(name: str, corpus: Corpus, read_page: ReadPage) -> None:
    """Where a card says 68条评价 itself, the number hidden in its link is the same."""
    from tracker.read.page_open import open_page, seen_text

    read = read_page(corpus(name))
    assert read is not None
    shown = {}
    for card in open_page(corpus(name)).tree.css(".plugin_goodsCardWrapper[data-sku]"):
        if said := re.search(r"(\d+)条评价", seen_text(card)):
            shown[card.attributes["data-sku"]] = said[1]
    assert shown
    assert {
        row["listing_key"]: row["review_count"] for row in read.rows.values() if row["listing_key"] in shown
    } == shown


ITEMS = [
    (
        "jshemas__openGraphScraperPages__taobao.html",
        "taobao-item",
        "taobao",
        {
            "listing_key": "562283240178",
            "title": "乳白亚克力外壳 60%键盘外壳 poker外壳无加强筋底壳透光外壳",
            "price": "¥149.00 - 159.00",
            "sold": "-",
            "review_count": "-",
            "shop_name": "怡科外设KBDfans",
            "url": "https://item.taobao.com/item.htm?id=562283240178",
        },
    ),
    (
        "jshemas__openGraphScraperPages__amazon_smile.html",
        "amazon-item",
        "amazon",
        {
            "listing_key": "1937785734",
            "title": "Node.js the Right Way: Practical, Server-Side JavaScript That Scales",
            "price": "$15.98",
            "price_list": "$17.00",
            "review_count": "62 customer reviews",
            "rating": "4.2 out of 5 stars",
            "availability": "In Stock",
            "shop_name": "Amazon.com",
            "url": "https://www.amazon.com/Node-js-Right-Way-Server-Side-JavaScript/dp/1937785734",
        },
    ),
    (
        "jshemas__openGraphScraperPages__ebay.html",
        "ebay-item",
        "ebay",
        {
            "title": "Outdoor Wicker Patio Furniture Sofa 3 Seater Luxury Comfort Brown Wicker Couch",
            "price": "US $349.99",
            "price_list": "$899.99",
            "currency": "USD",
            "sold": "294 sold",
            "review_count": "8",
            "rating": "4.5",
            "availability": "InStock",
            "shop_name": "bestchoiceproducts",
            "url": "http://www.ebay.com/itm/Outdoor-Wicker-Patio-Furniture-Sofa-3-Seater-Luxury-Comfort-Brown-Wicker-Couch-/381228738769",
        },
    ),
    (
        "jshemas__openGraphScraperPages__etsy.html",
        "etsy-item",
        "etsy",
        {
            "title": "Agents of Shield decal sticker for car, truck, laptop in ANY COLOR die cut vinyl",
            "price": "US$2.99",
            "currency": "USD",
            "availability": "in_stock",
            "shop_name": "InfernoDecals",
            "url": "https://www.etsy.com/listing/230389421/agents-of-shield-decal-sticker-for-car",
        },
    ),
    (
        "scrapinghub__extruct__opengraph_ns_product_test.html",
        "page-data",
        None,
        {
            "title": "Better Off Dead [Exclusive Blu-ray Steelbook]",
            "price": "17.99",
            "currency": "USD",
            "availability": "InStock",
            "url": "https://www.fye.com/better-off-dead-exclusive-blu-ray-steelbook-fye.000000032429335302.html",
        },
    ),
    (
        "scrapinghub__extruct__product-ref.html",
        "page-data",
        None,
        {
            "title": "Executive Anvil",
            "price": "119.99",
            "currency": "USD",
            "review_count": "89",
            "rating": "4.4",
            "availability": "InStock",
            "shop_name": "Executive Objects",
        },
    ),
    (
        "scrapinghub__extruct__product_microdata.html",
        "page-data",
        None,
        {
            "title": "Executive Anvil",
            "price": "119.99",
            "currency": "USD",
            "review_count": "89",
            "rating": "4.4",
            "availability": "InStock",
            "shop_name": "Executive Objects",
        },
    ),
    (
        "pondevelopment__htmlens__product.html",
        "page-data",
        None,
        {
            "listing_key": "TEST-001",
            "title": "Test Product",
            "price": "29.99",
            "currency": "USD",
            "availability": "InStock",
        },
    ),
]


@pytest.mark.parametrize(("name", "layout", "platform", "expected"), ITEMS, ids=[each[0] for each in ITEMS])
def test_item_pages(
    name: str, layout: str, platform: str | None, expected: dict[str, str], corpus: Corpus, read_page: ReadPage
) -> None:
    read = read_page(corpus(f"pages/{name}"))
    assert read is not None
    assert (read.said.layout, read.said.platform) == (layout, platform)
    assert read.only == expected
    assert read.left == []


def test_a_monthly_instalment_never_becomes_the_price(corpus: Corpus, read_page: ReadPage) -> None:
    read = read_page(corpus("pages/jshemas__openGraphScraperPages__bestbuy.html"))
    assert read is not None
    assert read.only == {
        "listing_key": "4447801",
        "title": "Apple - iPhone 6s 64GB - Space Gray (Verizon)",
        "currency": "USD",
        "review_count": "3267",
        "rating": "4.8",
        "availability": "InStock",
        "shop_name": "BestBuy",
        "url": "http://www.bestbuy.com/site/apple-iphone-6s-64gb-space-gray-verizon/4447801.p?skuId=4447801",
    }
    assert read.left == [("page-price-part", {"value": "$24.96"})]


def test_a_group_with_a_variant_out_of_stock(corpus: Corpus, read_page: ReadPage) -> None:
    """The group names no id, so its own name is what the variants share."""
    read = read_page(corpus("pages/pondevelopment__htmlens__product_group.html"))
    assert read is not None
    assert [(r["variant_key"], r["title"], r["price"], r["availability"]) for r in read.rows.values()] == [
        ("MTB-RED-M", "Mountain Bike Collection", "899.99", "InStock"),
        ("MTB-BLUE-L", "Mountain Bike Collection", "899.99", "OutOfStock"),
        ("MTB-GREEN-S", "Mountain Bike Collection", "849.99", "InStock"),
    ]


def test_shopify_products(corpus: Corpus, read_page: ReadPage) -> None:
    read = read_page(corpus("pages/jmikh__ecom__shopify_products.json"))
    assert read is not None
    assert len(read.rows) == 96
    assert len({row["listing_key"] for row in read.rows.values()}) == 25
    assert len({row["variant_key"] for row in read.rows.values()}) == 96
    assert sum("price_list" in row for row in read.rows.values()) == 9
    assert (total(read.rows, "price"), total(read.rows, "price_list")) == (Decimal("10388.00"), Decimal("1909.00"))
    assert read.rows[2] == {
        "listing_key": "8557565378726",
        "variant_key": "46612170178726",
        "title": "5 Panel Camp Cap",
        "price": "48.00",
        "shop_name": "United By Blue",
        "listed_at": "2025-08-25T13:07:46-04:00",
    }


@pytest.mark.parametrize(
    "name",
    [
        "coderlongren__Scrapy__taobao_home_negative.html",
        "scrapinghub__extruct__jsonld_empty_item_test.html",
        "jmikh__ecom__mantraband_products.json",
    ],
)
def test_pages_without_products_give_nothing(name: str, corpus: Corpus, read_page: ReadPage) -> None:
    assert read_page(corpus(f"pages/{name}")) is None
