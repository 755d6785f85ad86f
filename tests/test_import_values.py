"""From a cell as it stands in a file to what is stored: the forms the trade writes, end to end."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

import pytest

from tests.support import Bring, rejected
from tracker.analysis.asking import ask
from tracker.errors import DocumentRefused, InputError
from tracker.store.batches import list_rejections
from tracker.store.connect import reading
from tracker.store.place import Store

PRICES = [
    ("¥1,299.00", 1299, 1299), ("￥99", 99, 99), ("99元", 99, 99), ("59.00-129.00", 59, 129), ("99元起", 99, None),
    ("1.2万", 12000, 12000), ("面议", None, None), ("-1.00", None, None), ("--", None, None),
]  # fmt: skip
COUNTERS = [
    ("1.2万", 12000, 12000, "unknown"), ("1.2万+", 12000, None, "unknown"), ("1000+人付款", 1000, None, "paid"),
    ("已售10万+", 100_000, None, "sold"), ("月销 2.3万", 23_000, 23_000, "monthly"), ("<1", 0, 1, "unknown"),
    ("0", 0, 0, "unknown"), ("-", None, None, None), ("∞", None, None, None),
]  # fmt: skip
TIMES = [
    ("2026-03-01", "2026-03-01T00:00:00"), ("2026/3/1 9:05", "2026-03-01T09:05:00"), ("2026年3月1日", "2026-03-01T00:00:00"),
    ("20260301", "2026-03-01T00:00:00"), ("46082", "2026-03-01T00:00:00"), ("46082.5", "2026-03-01T12:00:00"),
    ("2026-03-01T01:00:00Z", "2026-03-01T09:00:00"),
]  # fmt: skip


def history(store: Store) -> dict[str, dict]:
    return {row["listing_key"]: row for row in ask(store, "listing-history").records()}


def test_prices(bring: Bring, store: Store) -> None:
    lines = "".join(f'淘宝,2026-03-01,{number},"{text}",1\n' for number, (text, *_) in enumerate(PRICES))
    bring("平台,日期,商品id,价格,已售\n" + lines)
    found = history(store)
    for number, (text, low, high) in enumerate(PRICES):
        row = found[str(number)]
        assert (row["price_low"], row["price_high"]) == (low, high), text
        assert row["currency"] == "CNY"
    assert rejected(store) == []


def test_counters_keep_their_bounds_kind_and_text(bring: Bring, store: Store) -> None:
    lines = "".join(f"淘宝,2026-03-01,{number},5,{text}\n" for number, (text, *_) in enumerate(COUNTERS))
    bring("平台,日期,商品id,价格,销量\n" + lines)
    found = history(store)
    for number, (text, low, high, kind) in enumerate(COUNTERS):
        row = found[str(number)]
        assert (row["sold_low"], row["sold_high"], row["sold_kind"]) == (low, high, kind), text
        assert row["sold_raw"] == (text if kind else None)


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times(bring: Bring, store: Store, text: str, expected: str) -> None:
    bring(f"平台,日期,商品id,价格\n淘宝,{text},1,5\n")
    assert history(store)["1"]["observed_at"] == datetime.fromisoformat(expected)


def test_percentages_scores_and_ratings(bring: Bring, store: Store) -> None:
    bring("平台,类目,日期,排名,店铺名称,30天销量,描述相符,好评率\n京东,女装,2026-03-01,1,甲,10万+,4.9分,12.3%\n")
    (shop,) = ask(store, "shops").records()
    assert (shop["sales_low"], shop["sales_high"]) == (100_000, None)
    assert float(shop["score_description"]) == 4.9
    assert float(shop["good_review_share"]) == 0.123


def test_a_cell_that_is_not_understood_is_told_and_the_row_stays(bring: Bring, store: Store) -> None:
    (batch,) = bring(
        "平台,日期,商品id,价格,销量\n淘宝,2026-03-01,1,便宜,5\n淘宝,昨天,2,9,5\n淘宝,2026-03-01,,9,5\n淘宝,2026-03-01,4,,\n"
    )
    assert (batch.read, batch.accepted, batch.rejected) == (4, 1, 3)
    assert rejected(store) == [
        ("cell", 2, "价格", "便宜", "price-unreadable"),
        ("row", 3, "日期", "昨天", "date-relative"),
        ("row", 4, None, None, "identity-missing"),
        ("row", 5, None, "4", "nothing-measured"),
    ]


def test_the_key_is_the_id_in_the_address_else_the_address_without_tracking(bring: Bring, store: Store) -> None:
    bring(
        "平台,日期,链接,价格\n"
        "淘宝,2026-03-01,https://item.taobao.com/item.htm?spm=a1&id=77&x=1,5\n"
        "京东,2026-03-01,https://item.jd.com/12345.html?utm_source=q,5\n"
        "自建站,2026-03-01,https://shop.example/p/9?color=2&utm_source=mail#top,5\n"
    )
    assert set(history(store)) == {"77", "12345", "https://shop.example/p/9?color=2"}


def test_the_address_of_a_list_is_no_listing_of_its_own(bring: Bring, store: Store) -> None:
    page = "https://www.example.com/search?q=cup"
    bring(
        "平台,日期,标题,链接,规格,价格\n"
        f"自建站,2026-03-01,蓝杯,{page},,5\n自建站,2026-03-01,红杯,{page},,6\n"
        "自建站,2026-03-01,茶壶大,https://www.example.com/p/9,大,7\n自建站,2026-03-01,茶壶小,https://www.example.com/p/9,小,8\n"
        "自建站,2026-03-01,旧名,https://www.example.com/p/7,,9\n自建站,2026-03-02,新名,https://www.example.com/p/7,,9\n"
    )
    rows = ask(store, "listing-history").records()
    assert sorted((row["title"], row["url"], row["listing_key"][0]) for row in rows) == [
        ("新名", "https://www.example.com/p/7", "h"), ("旧名", "https://www.example.com/p/7", "h"),
        ("红杯", None, "~"), ("茶壶大", "https://www.example.com/p/9", "h"),
        ("茶壶小", "https://www.example.com/p/9", "h"), ("蓝杯", None, "~"),
    ]  # fmt: skip


def test_the_platform_is_taken_from_the_addresses_only_where_all_agree(bring: Bring, store: Store) -> None:
    text = (
        "日期,链接,价格\n2026-03-01,https://item.jd.com/1.html,5\n2026-03-01,https://item.taobao.com/item.htm?id=2,5\n"
    )
    with pytest.raises(DocumentRefused) as refused:
        bring(text)
    assert refused.value.code == "platform-needed"
    (batch,) = bring(text.splitlines()[0] + "\n" + text.splitlines()[1] + "\n", "one.csv")
    assert batch.platform == "jd"


def test_nothing_is_invented(bring: Bring, store: Store) -> None:
    for text, code in (
        ("商品id,价格,平台\n1,5,京东\n", "date-needed"),
        ("关键词,搜索量,日期\n裙,5,2026-03-01\n", "source-needed"),
        ("商品id,价格,平台,日期\n", "no-rows"),
    ):
        with pytest.raises(DocumentRefused) as refused:
            bring(text)
        assert refused.value.code == code
    assert not store.path.exists()


def test_a_sign_of_many_currencies_stays_unknown_until_somebody_says(bring: Bring, store: Store) -> None:
    text = "平台,日期,商品id,价格\n亚马逊,2026-03-01,B1,$9.99\n亚马逊,2026-03-01,B2,€5\n"
    bring(text)
    found = history(store)
    assert (found["B1"]["currency"], found["B1"]["flags"]) == (None, "currency-unknown")
    assert (found["B2"]["currency"], found["B2"]["flags"]) == ("EUR", None)


def test_a_title_is_kept_letter_by_letter(bring: Bring, store: Store) -> None:
    title = '＝HYPERLINK("http://x") <b>ﬁ</b> ２０２６ 連衣裙'
    bring(f'平台,日期,商品id,标题,价格\n京东,2026-03-01,1,"{title.replace(chr(34), chr(34) * 2)}",5\n')
    assert history(store)["1"]["title"] == title


def test_a_zone_that_does_not_exist_is_told(bring: Bring, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_TIMEZONE", "Mars/Olympus")
    with pytest.raises(InputError, match="Mars/Olympus"):
        bring("平台,日期,商品id,价格\n京东,2026-03-01,1,5\n")
    monkeypatch.setenv("TRACKER_TIMEZONE", "America/New_York")
    bring("平台,日期,商品id,价格\n京东,2026-03-01T12:00:00Z,1,5\n")
    assert history(store)["1"]["observed_at"] == datetime.fromisoformat("2026-03-01T07:00:00")


@pytest.mark.parametrize(
    ("header", "text", "expected"),
    [
        ("价格(美元)", "9.99", {"price_low": Decimal("9.99"), "currency": "USD"}),
        ("Price (USD)", "9.99", {"price_low": Decimal("9.99"), "currency": "USD"}),
        ("价格(元)", "¥9.99", {"price_low": Decimal("9.99"), "currency": "CNY"}),
        ("价格(万元)", "1.2", {"price_low": Decimal(12000), "currency": "CNY"}),
        ("月销量(万)", "2", {"sold_low": 20000, "sold_kind": "monthly", "sold_raw": "2"}),
        ("月销量（万件）", "2.5", {"sold_low": 25000, "sold_raw": "2.5"}),
        ("销量(件)", "25", {"sold_low": 25}),
        ("月销量(万)", "3万+", {"sold_low": 30000, "sold_high": None, "sold_raw": "3万+"}),
    ],
)
def test_a_unit_in_the_header_is_a_unit(
    bring: Bring, store: Store, header: str, text: str, expected: dict[str, object]
) -> None:
    bring(f"平台,日期,商品id,{header}\n亚马逊,2026-03-01,B1,{text}\n")
    row = history(store)["B1"]
    assert {name: row[name] for name in expected} == expected


def test_units_of_metrics_and_shares(bring: Bring, store: Store) -> None:
    bring("来源,日期,关键词,搜索人气(万),点击率(%)\n生意参谋,2026-03-01,裙,1.2,0.5\n生意参谋,2026-03-01,衣,3,12.3\n")
    found = {(r["keyword"], r["metric"]): float(r["value_low"]) for r in ask(store, "keyword-readings").records()}
    assert found == {
        ("裙", "search_popularity"): 12000,
        ("裙", "click_ratio"): 0.005,
        ("衣", "search_popularity"): 30000,
        ("衣", "click_ratio"): 0.123,
    }
    bring("平台,类目,日期,店铺名称,30天销售额(万元),好评率(%)\n京东,女装,2026-03-01,甲,10,98.5\n", "shops.csv")
    (shop,) = ask(store, "shops").records()
    assert (float(shop["amount_low"]), float(shop["good_review_share"])) == (100_000, 0.985)


@pytest.mark.parametrize("text", ["999999999999999", "123456789012345", "1e14", "9999999亿", "100,000,000,000,000"])
def test_a_number_too_large_to_keep_is_told(bring: Bring, store: Store, text: str) -> None:
    (batch,) = bring(f'平台,日期,商品id,价格,评价数\n京东,2026-03-01,1,"{text}",5\n')
    assert (batch.accepted, rejected(store)) == (1, [("cell", 2, "价格", text, "number-too-large")])


def test_a_share_above_all_is_told(bring: Bring, store: Store) -> None:
    bring("平台,类目,日期,排名,店铺名称,好评率\n京东,女装,2026-03-01,1,甲,5000000%\n")
    assert rejected(store) == [("cell", 2, "好评率", "5000000%", "ratio-unreadable")]


@pytest.mark.parametrize("end", ["", "\n"])
def test_rows_of_separators_alone_are_no_rows(bring: Bring, store: Store, end: str) -> None:
    (batch,) = bring(f"平台,日期,商品id,价格\n京东,2026-03-01,1,5\n,,,\n京东,2026-03-01,2,5\n,,,\n,,,\n{end}")
    assert (batch.read, batch.accepted) == (2, 2)
    assert {key: row["source_row"] for key, row in history(store).items()} == {"1": 2, "2": 4}


def test_an_id_that_a_spreadsheet_rounded_names_no_product(bring: Bring, store: Store) -> None:
    (batch,) = bring(
        "平台,日期,商品id,标题,价格,链接\n抖音,2026-03-01,3.71235E+18,甲,10,\n抖音,2026-03-01,3.71235E+18,乙,20,\n"
        "京东,2026-03-01,1.00012E+12,丙,30,https://item.jd.com/100012043978.html\n"
    )
    assert (batch.accepted, batch.rejected) == (1, 2)
    assert set(history(store)) == {"100012043978"}
    assert {each[4] for each in rejected(store)} == {"key-rounded"}


def test_a_platform_column_that_is_blank_says_nothing(bring: Bring, store: Store) -> None:
    (batch,) = bring("平台,标题,链接,价格,日期\n,a,https://item.taobao.com/item.htm?id=1,1,2026-03-01\n")
    assert batch.platform == "taobao"
    with pytest.raises(DocumentRefused) as refused:
        bring("平台,标题,价格,日期\n京东,a,1,\n京东,b,2,\n", "undated.csv")
    assert refused.value.code == "date-needed"


@pytest.mark.parametrize(
    ("platform", "text", "asked", "expected"),
    [
        ("亚马逊", "¥10", "USD", None),
        ("亚马逊", "$10", "USD", "USD"),
        ("亚马逊", "10", "EUR", "EUR"),
        ("淘宝", "$10", None, None),
        ("淘宝", "10", "USD", "CNY"),
        ("亚马逊", "US$10", "EUR", "USD"),
    ],
)
def test_what_is_said_beside_never_contradicts_the_sign(
    bring: Bring, store: Store, platform: str, text: str, asked: str | None, expected: str | None
) -> None:
    bring(f"平台,日期,商品id,价格\n{platform},2026-03-01,1,{text}\n", **({"currency": asked} if asked else {}))
    assert history(store)["1"]["currency"] == expected


def test_a_shop_of_the_list_and_of_listings_with_its_id_is_one(bring: Bring, store: Store) -> None:
    bring("平台,类目,日期,排名,店铺名称,30天销量\n京东,裙,2026-03-01,1,甲店,900\n", "shops.csv")
    bring(
        "平台,类目,日期,商品id,店铺名称,店铺ID,价格\n京东,裙,2026-03-02,1,甲店,777,5\n京东,裙,2026-03-02,2,乙店,778,6\n"
    )
    assert [(row["shop_name"], row["rank"]) for row in ask(store, "shops").records()] == [("甲店", 1), ("乙店", None)]


@pytest.mark.parametrize(
    ("word", "meant", "codes"),
    [("1", True, []), ("1.0", True, []), ("0", False, []), ("是", True, []), ("-1", None, ["word-unknown"]), ("2", None, ["word-unknown"])],
)  # fmt: skip
def test_a_number_as_a_yes_is_that_number(
    word: str, meant: bool | None, codes: list[str], bring: Bring, store: Store
) -> None:
    (batch,) = bring(f"标题,价格,自家\n裙,59,{word}\n", platform="taobao", observed_on="2026-03-02")
    (row,) = ask(store, "listings").records()
    assert row["is_own"] is meant
    with reading(store) as con:
        assert [each.code for each in list_rejections(con, batch.batch_id)] == codes


def test_apostrophes_that_keep_numbers_as_text_are_no_part_of_them(bring: Bring, store: Store) -> None:
    bring("平台,日期,商品id,标题,价格,已售\n淘宝,'2026-03-01,'00123,'90s tee,'129.00,'2万+\n")
    (row,) = ask(store, "listings").records()
    assert (row["listing_key"], row["title"], row["price_low"], row["sold_low"]) == ("00123", "'90s tee", 129, 20000)


@pytest.mark.parametrize("header", ["is_preferred_seller", "top_seller"])
def test_a_column_of_flags_is_no_name_of_a_shop(header: str, bring: Bring) -> None:
    with pytest.raises(DocumentRefused) as refused:
        bring(f"{header},粉丝数\nFalse,5\nTrue,7\n", platform="shopee", observed_on="2026-03-01", kind="shops")
    assert refused.value.code == "no-table"
