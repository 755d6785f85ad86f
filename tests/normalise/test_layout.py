"""Which table a header makes: kinds, fields, metrics, and refusals that say what was looked for."""

from __future__ import annotations

from pathlib import Path
from time import process_time

import pytest

from tests.support import Bring
from tracker.errors import DocumentRefused
from tracker.model import RawTable
from tracker.normalise import reference
from tracker.normalise.layout import Asked, recognise


def table(*lines: str) -> RawTable:
    head = tuple(tuple(line.split(",")) for line in lines)
    width = max(len(row) for row in head)
    return RawTable(None, Path("none"), ",", width, head, tuple(range(1, len(head) + 1)), len(head), False, True)


def fields(*lines: str, kind: str = "auto") -> dict[str, str]:
    return {column.field: column.header for column in recognise(table(*lines), Asked(kind), "x.csv").columns}


@pytest.mark.parametrize(
    ("header", "kind", "expected"),
    [
        ("平台,店铺名称,宝贝标题,价格,已售", "listings", {"platform", "shop_name", "title", "price", "sold"}),
        ("平臺,店鋪名稱,寶貝標題,價格(元),劃線價", "listings", {"platform", "shop_name", "title", "price", "price_list"}),
        ("Product Name,Seller,Price $,List Price,Review Count", "listings", {"title", "shop_name", "price", "price_list", "review_count"}),
        ("ＳＫＵ,商品ＩＤ,现价,月销量", "listings", {"variant_key", "listing_key", "price", "sold"}),
        ("排名,店铺名称,30天销量,描述相符,服务态度,物流服务", "shops", {"rank", "shop_name", "sales", "score_description", "score_service", "score_logistics"}),
        ("关键词,搜索人气,点击率,支付转化率,在线商品数", "keywords", {"keyword", "search_popularity", "click_ratio", "conversion_ratio", "supply"}),
        ("Keyword,Volume,CPC", "keywords", {"keyword", "search_volume", "cpc"}),
        ("Week,airpods: (United States),dress: (United States)", "trend", {"observed_at", "term"}),
        ("月,连衣裙: (中国)", "trend", {"observed_at", "term"}),
    ],
)  # fmt: skip
def test_headers_are_known_in_both_scripts_and_languages(header: str, kind: str, expected: set[str]) -> None:
    found = recognise(table(header), Asked(), "x.csv")
    assert found.kind == kind
    assert {column.field for column in found.columns} == expected


def test_the_header_is_found_below_titles_and_notes() -> None:
    found = recognise(table("某某店铺 导出", "", "时间：,2026-03-01", "标题,价格,已售", "裙,5,1"), Asked(), "x.csv")
    assert (found.header_row, found.preamble) == (4, ("某某店铺 导出", "", "时间： 2026-03-01"))


def test_a_header_nobody_knows_is_named_and_left() -> None:
    assert recognise(table("标题,价格,颜色浓度"), Asked(), "x.csv").unused == ("颜色浓度",)


def test_of_two_columns_for_one_field_the_first_is_taken() -> None:
    assert fields("标题,价格,售价")["price"] == "价格"


def test_reviews_themselves_are_no_count_of_them() -> None:
    texts = table("标题,价格,评论", "裙一,59,很好看 质量不错", "裙二,69,物流快")
    assert recognise(texts, Asked(), "x.csv").unused == ("评论",)
    assert "review_count" in fields("标题,价格,评论", "裙一,59,很好看", "裙二,69,120")


def test_a_header_far_below_another_one_is_that_of_its_own_table() -> None:
    found = recognise(table("标题,价格", "裙一,59", "", "标题,价格,已售,评分"), Asked(), "x.csv")
    assert found.header_row == 1


def test_the_kind_of_a_counter_is_told_by_its_header() -> None:
    kinds = {
        header: recognise(table(f"标题,{header}"), Asked(), "x").column("sold")
        for header in ("月销量", "付款人数", "销量")
    }
    assert {header: column.sold_kind for header, column in kinds.items() if column} == {
        "月销量": "monthly",
        "付款人数": "paid",
        "销量": "unknown",
    }


def test_months_of_a_planner_are_readings_of_their_own() -> None:
    found = recognise(table("Keyword,Avg. monthly searches,Searches: Oct 2025,Searches: Nov 2025"), Asked(), "x.csv")
    assert [column.month for column in found.columns if column.field == "search_volume"] == [
        None,
        "Oct 2025",
        "Nov 2025",
    ]


@pytest.mark.parametrize(
    ("header", "kind", "code"),
    [
        ("spu_code,status,stock", "auto", "no-table"),
        ("标题,颜色", "auto", "no-table"),
        ("标题,价格", "shops", "no-table"),
        ("month,cnt", "auto", "keyword-needed"),
        ("Region,airpods pro: (11/9/18 - 11/9/19)", "auto", "no-table"),
    ],
)
def test_what_is_no_table_of_ours_is_refused(header: str, kind: str, code: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        recognise(table(header, "1,2"), Asked(kind), "x.csv")
    assert refused.value.code == code


def test_a_bare_time_line_is_a_trend_where_the_user_says_so() -> None:
    assert fields("日期,连衣裙,半身裙", kind="trend") == {"observed_at": "日期", "term": "半身裙"}


@pytest.mark.parametrize("kind", ["listings", "shops", "keywords"])
def test_no_alias_names_two_fields_of_one_kind(kind: str) -> None:
    seen: dict[str, str] = {}
    for name, field in reference.fields(kind).items():
        for alias in field.aliases:
            assert seen.setdefault(alias, name) == name, alias
    if kind == "keywords":
        for slug, metric in reference.metrics().items():
            for alias in metric.aliases:
                assert seen.setdefault(alias, slug) == slug, alias


@pytest.mark.parametrize(
    ("address", "platform"),
    [
        ("item.taobao.com", "taobao"),
        ("detail.tmall.com", "tmall"),
        ("item.jd.com", "jd"),
        ("mobile.yangkeduo.com", "pdd"),
        ("www.amazon.de", "amazon"),
        ("taobao.com.evil.example", None),
        ("notjd.com", None),
    ],
)
def test_the_platform_of_an_address(address: str, platform: str | None) -> None:
    assert reference.host_platform(address) == platform


def test_counters_state_their_window_and_confidence() -> None:
    assert reference.counter("monthly", "any")
    lifetime, rolling = reference.counter("sold", "pdd"), reference.counter("paid", "taobao")
    assert (lifetime and lifetime.days, rolling and rolling.days) == (0, 30)
    assert reference.counter("unknown", "taobao") is None
    assert reference.counter("sold", "nobody") is None


def test_of_two_columns_of_a_name_the_one_whose_cells_fit_is_taken() -> None:
    lines = ("标题,reviews,review_count,价格", "裙甲,love it,12,5", "裙乙,so nice,3,6", "裙丙,great,4,7")
    assert fields(*lines)["review_count"] == "review_count"


def test_a_column_of_a_name_whose_cells_do_not_fit_stays_and_is_less_sure() -> None:
    column = recognise(table("标题,价格", "裙甲,x1", "裙乙,x2", "裙丙,x3"), Asked(), "x.csv").column("price")
    assert column is not None
    assert column.confidence == 0.5


@pytest.mark.parametrize(
    ("lines", "expected"),
    [
        (("标题,价格,现价", "裙,99,59"), {"title": "标题", "price": "现价", "price_list": "价格"}),
        (("标题,价格,现价", "裙,49,59"), {"title": "标题", "price": "现价"}),
        (("title,price,sale_price", "mug,9,"), {"title": "title", "price": "sale_price"}),
        (("标题,现价,原价,价格", "裙,59,99,59"), {"title": "标题", "price": "现价", "price_list": "原价"}),
        (("标题,价格,更新时间,抓取时间", "裙,9,2026-01-01,2026-03-01"), {"title": "标题", "price": "价格", "observed_at": "抓取时间"}),
        (("标题,价格,采集时间,采集日期", "裙,9,10:30,2026-03-01"), {"title": "标题", "price": "价格", "observed_at": "采集日期"}),
        (("标题,价格,时间,日期", "裙,9,10:30,2026-03-01"), {"title": "标题", "price": "价格", "observed_at": "日期"}),
        (("标题,价格,Page_URL,Title_URL", "裙,9,https://s.taobao.com/?q=1,https://item.taobao.com/item.htm?id=1", "裤,8,https://s.taobao.com/?q=1,https://item.taobao.com/item.htm?id=2"), {"title": "标题", "price": "价格", "url": "Title_URL"}),
        (("标题,价格,页面网址,链接", "裙,9,https://a.example/q,https://a.example/1"), {"title": "标题", "price": "价格", "url": "链接"}),
    ],
)  # fmt: skip
def test_of_several_names_for_one_field_the_plainest_is_meant(lines: tuple[str, ...], expected: dict[str, str]) -> None:
    assert fields(*lines, kind="listings") == expected


def test_two_columns_of_one_name_are_asked_where_they_differ() -> None:
    found = recognise(table("标题,已售,价格,价格", "裙,1,59,99", "裤,2,49,89"), Asked(), "x.csv")
    assert found.column("price") is None
    assert [(each.field, each.index) for each in found.doubts] == [("price", 2), ("price", 3)]
    assert fields("标题,价格,价格", "裙,59,59") == {"title": "标题", "price": "价格"}
    with pytest.raises(DocumentRefused) as refused:
        recognise(table("标题,价格,价格", "裙,59,99"), Asked(), "x.csv")
    assert "#2=price" in str(refused.value.facts["options"])


def test_a_row_whose_cells_are_shifted_says_nothing_of_the_columns() -> None:
    """The unquoted comma of 1,299 makes the columns of one name differ, in that row alone."""
    lines = ["标题,SALENUM,价格,Salenum", "裙,300,59,300", "裤,1,299,49,1299", "帽,20,39,20"]
    column = recognise(table(*lines), Asked(), "x.csv").column("sold")
    assert column is not None
    assert column.header == "SALENUM"


@pytest.mark.parametrize("sign", ["长", "(", "9", ": (", "[a", "1,"])
def test_a_long_cell_is_read_in_no_time(sign: str, bring: Bring) -> None:
    """Each row may be the header; no pattern takes time as the square of what stands in a cell of it."""
    start = process_time()
    text = f'标题,价格,备注\n裙甲,59,"{sign * (600_000 // len(sign))}"\n裙乙,69,x\n'
    (batch,) = bring(text, platform="taobao", observed_on="2026-03-02")
    assert (batch.read, batch.accepted) == (2, 2)
    assert process_time() - start < 10


def test_units_in_a_row_of_their_own_belong_to_the_header() -> None:
    found = recognise(table("标题,价格,月销量,平台", ",元,万件,", "裙,59,1.2,淘宝"), Asked(), "x.csv")
    assert found.header_row == 2
    assert [(each.field, each.unit) for each in found.columns] == [
        ("title", None), ("price", "元"), ("sold", "万"), ("platform", None),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("asin,title,price.value,price.currency,listPrice.value,reviewsCount", {"listing_key": "asin", "title": "title", "price": "price.value", "currency": "price.currency", "price_list": "listPrice.value", "review_count": "reviewsCount"}),
        ("title,price/amount,price/displayAmount,seller/name", {"title": "title", "price": "price/amount", "shop_name": "seller/name"}),
        ("item.id,item.name,item.price,item.shop.name,position", {"listing_key": "item.id", "title": "item.name", "price": "item.price", "position": "position"}),
        ("title,price,shipping.price,delivery.date", {"title": "title", "price": "price"}),
    ],
)  # fmt: skip
def test_the_steps_of_a_path_that_name_no_field_are_passed_over(header: str, expected: dict[str, str]) -> None:
    assert expected.items() <= fields(header).items()
    assert "observed_at" not in fields(header)


def test_a_group_of_columns_may_say_what_its_columns_measure() -> None:
    found = fields("平台,商品,,销量,,日期", ",标题,价格,昨日,近30天,")
    assert found == {
        "platform": "平台",
        "title": "商品 标题",
        "price": "商品 价格",
        "sold": "销量 昨日",
        "observed_at": "日期",
    }


def test_a_month_that_is_none_is_no_column_of_readings() -> None:
    found = recognise(table("Keyword,Avg. monthly searches,Searches: Oct 2025,Searches: Ock 2025"), Asked(), "x.csv")
    assert [column.month for column in found.columns] == [None, None, "Oct 2025"]
    assert found.unused == ("Searches: Ock 2025",)
