"""Layouts of marketplaces: a page as it is, one whose layout has changed, one that shows a login instead."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest

from tests.pages.conftest import ReadPage
from tracker import i18n
from tracker.errors import DocumentRefused
from tracker.normalise.reference import fields
from tracker.read.page_layouts import layouts, walls

Refusal = Callable[..., DocumentRefused]


def jd_card(
    sku: str, price: str, extra: str = "", sold: str = "已售2万+90%好评", reviews: str = "5%25E4%25B8%2587%252B"
) -> str:
    whole, _, cents = price.partition(".")
    decimals = f'<span>.</span><span class="_decimal_ab1cd_28">{cents}</span>' if cents else ""
    return f"""<div class="_wrapper_8v3rv_3 plugin_goodsCardWrapper _row_6_8v3rv_13" data-sku="{sku}"><div class="_card_x1y2z_4">
<div class="_goods_title_container_1g56m_1"><span class="_text_1g56m_31" title="全名">袜子<font class="skcolor_ljg">纯棉</font>{sku}</span></div>
<div class="_container_ab1cd_2"><span class="_price_ab1cd_14"><i class="_yen_ab1cd_20">¥</i>{whole}{decimals}</span>{extra}</div>
<div class="_goods_volume_container_1xkku_1"><span class="_goods_volume_1xkku_1"><span title="{sold}">{sold}</span></span></div>
<div class="_shopFloor_d19t5_1"><a class="_name_d19t5_35" href="https://mall.jd.com/index-1.html"><span>甲旗舰店</span></a>
<a href="//chat.jd.com/index.action?pid={sku}&amp;commentNum={reviews}&amp;seller=x"></a></div></div></div>"""


SUBSIDY = '<div class="_subsidy_ab1cd_50">到手价</div><span class="_gray_ab1cd_61">¥159</span>'
TOPPED = '<div class="_subsidy_ab1cd_50">已补¥6.21</div>'
ASIDE = '<div class="plugin_goodsCardWrapper _tipsShopping_8v3rv_79"><div>大家都在搜</div><span>小炒牛肉</span></div>'
JD = (
    "<div>"
    + jd_card("11", "19.9", SUBSIDY)
    + ASIDE
    + jd_card("12", "105", TOPPED, "30人看过", "65")
    + jd_card("13", "7.8", "", "68条评价100%好评", "68")
    + "</div>"
)


def test_jd_search_puts_the_pieces_of_a_price_together_and_tells_prices_apart(read_page: ReadPage) -> None:
    read = read_page(JD)
    assert read is not None
    assert (read.said.layout, read.said.platform, read.said.currency, read.said.kind) == (
        "jd-search",
        "jd",
        "CNY",
        "listings",
    )
    assert read.rows == {
        2: {"listing_key": "11", "title": "袜子纯棉11", "price": "¥19.9", "price_coupon": "¥19.9", "price_list": "¥159", "sold": "已售2万+90%好评", "review_count": "5万+", "shop_name": "甲旗舰店", "promotion": "到手价"},
        4: {"listing_key": "12", "title": "袜子纯棉12", "price": "¥105", "review_count": "65", "shop_name": "甲旗舰店", "promotion": "已补¥6.21"},
        5: {"listing_key": "13", "title": "袜子纯棉13", "price": "¥7.8", "review_count": "68", "shop_name": "甲旗舰店"},
    }  # fmt: skip


def test_positions_are_numbered_where_the_list_and_its_first_page_are_known(read_page: ReadPage) -> None:
    twice = JD.replace('data-sku="13"', 'data-sku="11"')
    url = "https://search.jd.com/Search?keyword=%E8%A2%9C%E5%AD%90"
    first = read_page(twice, url=url)
    assert first is not None
    assert [(row["position"], row["list_name"]) for row in first.rows.values()] == [
        ("1", "袜子"),
        ("2", "袜子"),
        ("1", "袜子"),
    ]
    second = read_page(twice, url=url + "&page=3")
    assert second is not None
    assert all("position" not in row for row in second.rows.values())


TAOBAO = """<html><head><meta charset="gbk"><link rel="canonical" href="https://item.taobao.com/item.htm?id=5622"></head><body>
<h3 class="tb-main-title" data-title="x"> 亚克力 外壳 </h3>
<strong id="J_StrPrice"><em class="tb-rmb">¥</em><em class="tb-rmb-num">149.00 - 159.00</em></strong>
<li id="J_PromoPrice"><div id="J_PromoBd">PROMO</div></li>
<strong id="J_RateCounter">12</strong><strong id="J_SellCounter">-</strong>
<div class="tb-shop-name"><a title="甲店"> 甲店 </a></div><script>g = { itemId : '562283240178', shopName: '\\u6021' }</script></body></html>"""


def test_taobao_item_is_utf8_whatever_it_declares(read_page: ReadPage) -> None:
    read = read_page(TAOBAO.replace("PROMO", ""))
    assert read is not None
    assert read.only == {
        "listing_key": "562283240178",
        "title": "亚克力 外壳",
        "price": "¥149.00 - 159.00",
        "sold": "-",
        "review_count": "12",
        "shop_name": "甲店",
        "url": "https://item.taobao.com/item.htm?id=5622",
    }


def test_taobao_promotion_is_the_price_and_the_other_is_struck_out(read_page: ReadPage) -> None:
    read = read_page(TAOBAO.replace("PROMO", '<em class="tb-rmb-num">99.00</em>'))
    assert read is not None
    assert (read.only["price"], read.only["price_list"]) == ("99.00", "¥149.00 - 159.00")


AMAZON = """<html><head><link rel="canonical" href="https://www.amazon.com/x/dp/1937785734"></head><body>
<input type="hidden" id="ASIN" value="1937785734"><span id="productTitle"> Node.js the Right Way </span>
<span class="a-color-price">$74.79</span><span id="miniATF_price">$15.98</span>
<div id="usedOfferAccordionRow"><b class="header-price">$6.00</b></div><div id="newOfferAccordionRow"><b class="header-price"> $15.98 </b><span>List Price:</span> <span class="a-color-secondary a-text-strike">$17.00</span></div>
<span id="acrPopover" title="4.2 out of 5 stars"></span><span id="acrCustomerReviewText">62 customer reviews</span>
<div id="availability"><span> In Stock. </span></div><div id="merchant-info">Ships from and sold by Amazon.com. Gift-wrap available.</div></body></html>"""

AMAZON_SEARCH = """<html><body>""" + "".join(
    f"""<div data-component-type="s-search-result" data-asin="B0000000{n}"><h2><a href="/x/dp/B0000000{n}?ref=sr"><span>Socks {n}</span></a></h2>
<span class="a-icon-alt">4.{n} out of 5 stars</span><span class="a-price"><span class="a-offscreen">${n}.99</span><span aria-hidden="true">${n}99</span></span>
<span class="a-price a-text-price"><span class="a-offscreen">$2{n}.00</span></span>
<div class="a-row"><span class="a-size-base a-color-secondary">2K+ bought in past month</span></div></div>"""
    for n in (1, 2)
)

EBAY = """<html><head><link rel="canonical" href="http://www.ebay.com/itm/x-/381228738769"></head><body>
<h1 id="itemTitle"><span class="g-hdn">Details about &nbsp;</span>Wicker Couch</h1><span id="orgPrc">$899.99</span>
<span id="prcIsum" itemprop="price" content="349.99">US $349.99</span><span itemprop="priceCurrency" content="USD"></span>
<span itemprop="availability" content="http://schema.org/InStock"></span>
<span class="vi-qtyS-hot-red x"><a>294 sold</a></span><span class="mbg-nw">bestchoice</span>
<span itemprop="aggregateRating" itemscope><span itemprop="ratingValue" content="4.5"></span><span itemprop="reviewCount" content="8"></span></span></body></html>"""

EBAY_SEARCH = """<html><body><ul class="srp-results">""" + "".join(
    f"""<li class="s-item"><a class="s-item__link" href="https://www.ebay.com/itm/{n}00"><div class="s-item__title"><span class="LIGHT_HIGHLIGHT">New Listing</span>Couch {n}</div></a>
<span class="s-item__price">${n}.50</span><span class="s-item__hotness">{n}4 sold</span></li>"""
    for n in (1, 2)
)

ETSY = """<html><head><link rel="canonical" href="https://www.etsy.com/listing/230389421/x"></head><body>
<div class="shop-name"><div itemscope><span itemprop="title">InfernoDecals</span></div></div>
<div id="listing-page-cart"><h1><span itemprop="name">Decal</span></h1><span id="listing-price"><meta itemprop="currency" content="USD"><meta itemprop="price" content="2.99">
<span class="item-amount"><span>US$</span><span>2.99</span></span></span><meta itemprop="availability" content="in_stock"></div></body></html>"""

TAOBAO_SEARCH = """<!-- saved from url=(0033)https://s.taobao.com/search?q=%E8%A3%99 --><html><body>""" + "".join(
    f"""<a class="doubleCardWrapperAdapt--mEcC7olq" href="//item.taobao.com/item.htm?id=7{n}"><div class="title--qJ7Xg_90"><span>连衣裙 {n}</span></div>
<div class="innerPriceWrapper--aAJhHXD4"><span class="unit--D3KRDVHl">¥</span><span class="priceInt--yqqZMJ5a">12{n}</span><span class="priceFloat--XpixvyQ1">.90</span></div>
<span class="realSales--XZJiepmt">100+人付款</span><span class="shopNameText--DmtlsDKm">乙店</span></a>"""
    for n in (1, 2)
)

GOOD = [
    ("jd-search", JD, 3, {"listing_key": "11", "price": "¥19.9"}),
    ("taobao-item", TAOBAO, 1, {"price": "¥149.00 - 159.00"}),
    ("taobao-search", TAOBAO_SEARCH, 2, {"title": "连衣裙 1", "price": "121.90", "sold": "100+人付款", "shop_name": "乙店", "url": "https://item.taobao.com/item.htm?id=71", "position": "1", "list_name": "裙"}),
    ("amazon-item", AMAZON, 1, {"listing_key": "1937785734", "title": "Node.js the Right Way", "price": "$15.98", "price_list": "$17.00", "rating": "4.2 out of 5 stars", "review_count": "62 customer reviews", "availability": "In Stock", "shop_name": "Amazon.com", "url": "https://www.amazon.com/x/dp/1937785734"}),
    ("amazon-search", AMAZON_SEARCH, 2, {"listing_key": "B00000001", "title": "Socks 1", "price": "$1.99", "price_list": "$21.00", "rating": "4.1 out of 5 stars", "sold": "2K+ bought in past month"}),
    ("ebay-item", EBAY, 1, {"title": "Wicker Couch", "price": "US $349.99", "price_list": "$899.99", "currency": "USD", "sold": "294 sold", "rating": "4.5", "review_count": "8", "availability": "InStock", "shop_name": "bestchoice", "url": "http://www.ebay.com/itm/x-/381228738769"}),
    ("ebay-search", EBAY_SEARCH, 2, {"title": "Couch 1", "price": "$1.50", "sold": "14 sold", "url": "https://www.ebay.com/itm/100"}),
    ("etsy-item", ETSY, 1, {"title": "Decal", "price": "US$2.99", "currency": "USD", "availability": "in_stock", "shop_name": "InfernoDecals", "url": "https://www.etsy.com/listing/230389421/x"}),
]  # fmt: skip


@pytest.mark.parametrize(("name", "html", "count", "first"), GOOD, ids=[each[0] for each in GOOD])
def test_a_page_of_each_layout(name: str, html: str, count: int, first: dict[str, str], read_page: ReadPage) -> None:
    read = read_page(html)
    assert read is not None
    assert (read.said.layout, len(read.rows)) == (name, count)
    row = read.rows[2]
    assert {field: row.get(field) for field in first} == first


CHANGED = [
    ("jd-search", JD.replace("_price_", "_cost_"), "price", 0, 3),
    ("jd-search", JD.replace("_price_", "_cost_", 1), "price", 2, 3),
    ("jd-search", JD.replace("_goods_title_container", "_name"), "title", 0, 3),
    ("taobao-item", TAOBAO.replace("tb-main-title", "title-2027"), "title", 0, 1),
    ("taobao-search", TAOBAO_SEARCH.replace("priceInt--", "p--"), "price", 0, 2),
    ("taobao-search", TAOBAO_SEARCH.replace("doubleCardWrapper", "card2027"), "title", 0, 0),
    ("amazon-item", AMAZON.replace('id="ASIN"', ""), "listing_key", 0, 1),
    ("amazon-search", AMAZON_SEARCH.replace("<h2>", "<h7>").replace("</h2>", "</h7>"), "title", 0, 2),
    ("ebay-item", EBAY.replace('id="itemTitle"', ""), "title", 0, 1),
    ("ebay-search", EBAY_SEARCH.replace("s-item__title", "t"), "title", 0, 2),
    ("etsy-item", ETSY.replace("item-amount", "amount"), "price", 0, 1),
]


@pytest.mark.parametrize(("name", "html", "field", "hits", "rows"), CHANGED)
def test_a_changed_layout_is_told_with_the_field_and_its_hits(
    name: str, html: str, field: str, hits: int, rows: int, refusal: Refusal
) -> None:
    error = refusal(html)
    assert error.code == "page-layout-changed"
    label = next(layout.labels["en"] for layout in layouts() if layout.name == name)
    assert error.facts == {"document": "page.html", "layout": label, "field": field, "hits": hits, "rows": rows}
    assert f"“{field}” was found in {hits} of {rows} places" in str(error)


def test_a_changed_layout_is_told_in_chinese(refusal: Refusal) -> None:
    i18n.activate("zh")
    error = refusal(JD.replace("_price_", "_cost_"))
    assert "版式「京东搜索」" in str(error)
    i18n.activate("en")


def test_structured_data_takes_the_place_of_a_changed_layout(read_page: ReadPage) -> None:
    """The page of an item still says its price for machines."""
    html = EBAY.replace('id="itemTitle"', "").replace(
        "<body>",
        '<body itemscope itemtype="http://schema.org/Product"><p itemprop="name">Couch</p><div itemprop="offers" itemscope>',
    )
    read = read_page(html)
    assert read is not None
    assert (read.said.layout, read.only["title"], read.only["price"]) == ("page-data", "Couch", "349.99")


def test_the_same_marker_on_another_host_is_not_the_layout(read_page: ReadPage) -> None:
    assert read_page(JD, url="https://shop.example.com/") is None


def test_a_layout_too_takes_no_instalment_for_the_price(read_page: ReadPage) -> None:
    read = read_page(AMAZON + "<p>Pay $15.98/mo for 12 months</p>")
    assert read is not None
    assert "price" not in read.only
    assert read.only["price_list"] == "$17.00"
    assert read.left == [("page-price-part", {"value": "$15.98"})]


WALLS = [
    ("taobao", "<html><title>登录</title><body><input id='fm-login-id'><p>密码登录 短信登录</p></body></html>", "https://login.taobao.com/member/login.jhtml"),
    ("tmall", "<html><body><div id='nocaptcha'></div>请按住滑块，拖动到最右边</body></html>", "https://detail.tmall.com/item.htm?id=1"),
    (None, "<html><body><script>location.href='/_____tmd_____/punish?x5secdata=1'</script>FAIL_SYS_USER_VALIDATE</body></html>", None),
    ("jd", "<html><title>京东-欢迎登录</title><body><form id='formlogin'></form></body></html>", "https://passport.jd.com/new/login.aspx"),
    ("jd", "<html><body>京东验证 快速验证</body></html>", "https://cfe.m.jd.com/privatedomain/risk_handler/1"),
    ("pdd", "<html><body>手机登录</body></html>", "https://mobile.yangkeduo.com/login.html"),
    ("amazon", "<html><title>Robot Check</title><body>Enter the characters you see below<input id='captchacharacters'></body></html>", "https://www.amazon.com/dp/B000000001"),
    ("amazon", "<html><title>Amazon Sign-In</title><body></body></html>", "https://www.amazon.com/ap/signin?x=1"),
    ("etsy", "<html><body><iframe src='https://geo.captcha-delivery.com/captcha/'></iframe></body></html>", "https://www.etsy.com/listing/1"),
    ("ebay", "<html><title>Pardon Our Interruption...</title><body>…</body></html>", "https://www.ebay.com/itm/1"),
    (None, "<html><title>Just a moment...</title><body><div id='challenge-form'></div></body></html>", None),
    ("1688", "<html><body><div>请登录后查看价格</div></body></html>", "https://s.1688.com/selloffer/x.html"),
    ("shopee", "<html><body>Log in to continue</body></html>", "https://shopee.sg/search?keyword=x"),
]  # fmt: skip


@pytest.mark.parametrize(("platform", "html", "url"), WALLS)
def test_a_login_or_a_check_for_robots_is_told(
    platform: str | None, html: str, url: str | None, refusal: Refusal
) -> None:
    error = refusal(html, **({"url": url} if url else {}))
    assert error.code == "page-login"
    assert (error.facts["platform"] == "unknown platform") == (platform is None)
    assert "while you are logged in" in str(error)


SHELLS = [
    '<html><body><div id="root"></div><script src="/app.js"></script></body></html>',
    '<html><body><noscript>You need to enable JavaScript to run this app.</noscript><div id="app"> </div><script>x=1</script></body></html>',
    "<html><head><script src=a></script></head><body></body></html>",
]


@pytest.mark.parametrize("html", SHELLS)
def test_a_shell_that_scripts_fill_is_told(html: str, refusal: Refusal) -> None:
    error = refusal(html)
    assert error.code == "page-empty-shell"
    assert "scroll to its end" in str(error)


NOTHING = [
    "<html><body><a>请登录</a><p>扫码登录</p><table>"
    + "<tr><td>词</td><td>900</td></tr>" * 9
    + "</table></body></html>",
    "<html><body><h1>News</h1><p>" + "words " * 100 + "</p></body></html>",
    "<html><body><table><tr><td>价格</td></tr></table><script></script></body></html>",
    "<html><body><a href='/login'>登录</a> " + "今日推荐 " * 500 + "</body></html>",
    "",
]


@pytest.mark.parametrize("html", NOTHING)
def test_a_page_of_something_else_is_left_to_others(html: str, read_page: ReadPage) -> None:
    assert read_page(html) is None


def test_fields_of_layouts_are_fields_of_listings() -> None:
    assert {spot.field for layout in layouts() for spot in layout.spots} <= set(fields("listings"))


def test_layouts_say_their_basis_and_every_marker_is_a_selector() -> None:
    from selectolax.lexbor import LexborHTMLParser

    tree = LexborHTMLParser("<p>")
    for layout in layouts():
        selectors = [
            layout.marker,
            layout.rows,
            layout.not_rows,
            *(s for spot in layout.spots for s in (*spot.select, spot.drop, spot.when)),
        ]
        for selector in filter(None, selectors):
            tree.css(selector)
    for wall in walls():
        assert wall.most or not (wall.text or wall.select)
        if wall.select:
            tree.css(wall.select)
        assert isinstance(wall.text, re.Pattern | None)
