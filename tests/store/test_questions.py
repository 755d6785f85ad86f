"""Each question keeps the contract of its head, and answers rows that were counted by hand.

Every case says what goes in (small CSV texts) and what must come out.
"""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pytest

from tests.support import Bring
from tracker.analysis import asking
from tracker.analysis.aloud import read_aloud, sentences
from tracker.errors import InputError, UnknownQuestion
from tracker.store import questions
from tracker.store.place import Store

NAMES = sorted(questions.questions())

_LISTING_COLUMNS = """platform listing_key variant_key shop_name title url price_low price_high price_list
    currency sold_low sold_high sold_kind sold_raw review_count rating availability observed_at document
    source_row"""

REQUIRED = {
    "listings": _LISTING_COLUMNS,
    "listing-history": _LISTING_COLUMNS,
    "shops": """platform shop_key shop_name role category rank observed_at sales_low sales_high
        score_description score_service score_logistics document source_row""",
    "keyword-readings": """source platform keyword metric value_low value_high unit rank since until region
        document source_row""",
}
"""Columns that others build on (design, section 8)."""


def rows(store: Store, question: str, columns: str, **given: Any) -> list[tuple[Any, ...]]:
    """The answer, in its order, under the named columns."""
    answer = asking.ask(store, question, given)
    places = [answer.columns.index(name) for name in columns.split()]
    return [tuple(row[place] for place in places) for row in answer.rows]


def day(number: int) -> datetime:
    return datetime(2026, 3, number)  # noqa: DTZ001 - the market's wall time has no zone


# --- the contract of the heads


def promised(name: str) -> list[tuple[str, str]]:
    return [(each.name, each.type.replace(" ", "")) for each in questions.get(name).columns]


def described(store: Store, name: str) -> list[tuple[str, str]]:
    """The columns of the answer, with their types in DuckDB's words."""
    with duckdb.connect() as con:
        con.register("answer", asking.ask_arrow(store, name))
        return [(column, str(kind)) for column, kind, *_ in con.execute("DESCRIBE answer").fetchall()]


@pytest.mark.parametrize("name", NAMES)
def test_an_empty_store_answers_with_the_columns_of_the_head(name: str, store: Store) -> None:
    assert described(store, name) == promised(name)
    assert asking.ask(store, name).rows == []
    assert not store.path.exists()


@pytest.mark.parametrize("name", NAMES)
def test_the_sample_is_answered_with_the_columns_of_the_head(name: str, sample_store: Store) -> None:
    assert described(sample_store, name) == promised(name)


@pytest.mark.parametrize("name", NAMES)
def test_no_two_rows_of_the_sample_agree_in_the_grain(name: str, sample_store: Store) -> None:
    found = rows(sample_store, name, " ".join(questions.get(name).grain))
    assert found
    assert len(found) == len(set(found))


@pytest.mark.parametrize("name", NAMES)
def test_the_head_names_the_parameters_that_the_query_uses(name: str) -> None:
    question = questions.get(name)
    query = "\n".join(line for line in question.sql.splitlines() if not line.startswith("--"))
    assert {each.name for each in question.parameters} == set(re.findall(r"\$(\w+)", query))


@pytest.mark.parametrize("name", NAMES)
def test_every_question_takes_as_of(name: str) -> None:
    assert ("as_of", "TIMESTAMP") in [each[:2] for each in questions.get(name).parameters]


@pytest.mark.parametrize("name", NAMES)
def test_every_question_has_a_sentence(name: str) -> None:
    assert name in sentences()


def test_no_sentence_is_without_its_question() -> None:
    assert set(sentences()) == set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_the_file_has_the_name_of_its_question(name: str) -> None:
    assert questions.get(name).name == name
    assert all(each.meaning for each in (*questions.get(name).parameters, *questions.get(name).columns))


@pytest.mark.parametrize("name", REQUIRED)
def test_the_columns_that_others_build_on_are_there(name: str) -> None:
    assert set(REQUIRED[name].split()) <= {each.name for each in questions.get(name).columns}


@pytest.mark.parametrize("name", NAMES)
def test_each_filter_keeps_the_rows_that_fit_and_no_others(name: str, sample_store: Store) -> None:
    """The answer with a filter equals the whole answer, filtered here by the column meant."""
    whole = asking.ask(sample_store, name)
    columns = {"listing": "listing_key", "shop": "shop_name"}
    for parameter in questions.get(name).parameters:
        place = columns.get(parameter.name, parameter.name)
        if parameter.type != "VARCHAR" or place not in whole.columns:
            continue
        at = whole.columns.index(place)
        value = next((row[at] for row in reversed(whole.rows) if row[at] is not None), "nowhere")
        expected = [row for row in whole.rows if row[at] == value]
        assert asking.ask(sample_store, name, {parameter.name: value}).rows == expected


def test_a_question_that_nobody_asks_is_named() -> None:
    with pytest.raises(UnknownQuestion) as caught:
        questions.get("prices")
    assert caught.value.code == "question-unknown"
    assert "price-trend" in str(caught.value.facts["known"])


def test_a_parameter_that_the_question_lacks_is_named(store: Store, bring: Bring) -> None:
    with pytest.raises(UnknownQuestion) as caught:
        asking.ask(store, "shops", {"keyword": "裙"})
    assert caught.value.code == "parameter-unknown"
    assert caught.value.facts["parameter"] == "keyword"


@pytest.mark.parametrize("name", NAMES)
def test_a_choice_is_one_of_a_parameter_whose_meaning_names_it(name: str) -> None:
    meanings = {each.name: each.meaning for each in questions.get(name).parameters}
    for parameter, known in questions.get(name).choices.items():
        assert all(word in meanings[parameter] for word in known)


def test_a_word_that_a_parameter_cannot_be_is_named_with_those_it_can(store: Store) -> None:
    with pytest.raises(InputError) as caught:
        asking.ask(store, "price-changes", {"price": "cheapest"})
    assert (caught.value.code, caught.value.facts["known"]) == ("choice-unknown", "asked, list, coupon, final")
    assert asking.ask(store, "price-changes", {"price": "coupon"}).rows == []


@pytest.mark.parametrize(("name", "parameter"), [(name, each) for name in NAMES for each in questions.get(name).ranges])
def test_a_number_out_of_its_range_is_refused_with_the_range(name: str, parameter: str, store: Store) -> None:
    low, high = questions.get(name).ranges[parameter]
    meaning = next(each.meaning for each in questions.get(name).parameters if each.name == parameter)
    assert f"{low} to {high}" in meaning
    for value in (float(low), float(high)):
        asking.ask(store, name, {parameter: value if value % 1 else int(value)})
    for value in (float(low) - 0.01, int(high) + 1, 10**12, float("nan")):
        with pytest.raises(InputError, match=f"{low} to {high}") as caught:
            asking.ask(store, name, {parameter: value})
        assert caught.value.code == "number-out-of-range"


def test_the_frame_and_the_arrow_table_hold_the_same_rows(sample_store: Store) -> None:
    answer = asking.ask(sample_store, "shops")
    frame = asking.ask_frame(sample_store, "shops")
    table = asking.ask_arrow(sample_store, "shops")
    assert list(frame.columns) == list(answer.columns) == table.column_names
    assert len(frame) == table.num_rows == len(answer.rows)
    assert table.column("amount_low").to_pylist() == [each["amount_low"] for each in answer.records()]


# --- listings and listing-history

ITEM = "https://item.taobao.com/item.htm?id="

TWO_DAYS = f"""日期,店铺名称,宝贝标题,价格,链接
2026-03-01,甲店,红裙,100,{ITEM}1
2026-03-08,甲店,红裙,90,{ITEM}1
2026-03-01,乙店,蓝裙,50-60,{ITEM}2
"""

CORRECTED = f"""日期,店铺名称,宝贝标题,价格,链接
2026-03-08,甲店,红裙,95,{ITEM}1
"""


def test_listings_tells_the_newest_snapshot_of_each(store: Store, bring: Bring) -> None:
    bring(TWO_DAYS, "two_days.csv")
    shown = "listing_key price_low price_high observed_at document source_row"
    assert rows(store, "listings", shown) == [
        ("2", Decimal(50), Decimal(60), day(1), "two_days.csv", 4),
        ("1", Decimal(90), Decimal(90), day(8), "two_days.csv", 3),
    ]


def test_listings_until_a_day_tells_what_was_newest_before_it(store: Store, bring: Bring) -> None:
    bring(TWO_DAYS, "two_days.csv")
    assert rows(store, "listings", "listing_key price_low", until=day(8)) == [("2", 50), ("1", 100)]


def test_listings_since_a_day_leaves_out_what_was_not_seen_any_more(store: Store, bring: Bring) -> None:
    bring(TWO_DAYS, "two_days.csv")
    assert rows(store, "listings", "listing_key price_low", since=day(2)) == [("1", 90)]


def test_a_corrected_price_stands_and_the_older_one_is_not_told(store: Store, bring: Bring) -> None:
    bring(TWO_DAYS, "two_days.csv")
    bring(CORRECTED, "corrected.csv")
    assert rows(store, "listing-history", "listing_key observed_at price_low document") == [
        ("1", day(1), 100, "two_days.csv"),
        ("1", day(8), 95, "corrected.csv"),
        ("2", day(1), 50, "two_days.csv"),
    ]


def test_history_is_half_open(store: Store, bring: Bring) -> None:
    bring(TWO_DAYS, "two_days.csv")
    assert rows(store, "listing-history", "price_low", since=day(1), until=day(8)) == [(100,), (50,)]


def test_a_shop_is_found_by_its_name(store: Store, bring: Bring) -> None:
    bring(TWO_DAYS, "two_days.csv")
    assert rows(store, "listing-history", "price_low", shop="乙店") == [(50,)]


def test_what_was_not_observed_is_null_and_zero_is_zero(store: Store, bring: Bring) -> None:
    bring(
        f"日期,宝贝标题,价格,已售,评价数,链接\n2026-03-01,红裙,-,0,,{ITEM}1\n2026-03-01,蓝裙,12,--,1万+,{ITEM}2\n",
        "sparse.csv",
    )
    shown = "listing_key price_low price_high sold_low sold_high sold_kind sold_raw"
    assert rows(store, "listings", f"{shown} review_count review_low review_high") == [
        ("1", None, None, 0, 0, "sold", "0", None, None, None),
        ("2", 12, 12, None, None, None, None, None, 10000, None),
    ]


# --- looks


def test_looks_tells_the_days_on_which_anything_was_seen_and_what(store: Store, bring: Bring) -> None:
    """Three snapshots of the 1st have a price, one of them a counter; the 3rd is told for the shop alone."""
    bring(
        f"""日期,平台,类目,店铺名称,宝贝标题,价格,已售,链接
2026-03-01 09:00,淘宝,裙,甲店,甲,11,5,{ITEM}1
2026-03-01 21:00,淘宝,裙,甲店,甲,10,,{ITEM}1
2026-03-01,淘宝,裙,乙店,乙,20,,{ITEM}2
2026-03-01,淘宝,裤,乙店,丙,30,,{ITEM}3
""",
        "listings.csv",
    )
    bring("平台,日期,类目,店铺名称,排名\n淘宝,2026-03-03,裙,甲店,1\n", "shops.csv")
    first, third = date(2026, 3, 1), date(2026, 3, 3)
    shown = "category day snapshot_count priced_count counter_count shop_count"
    assert rows(store, "looks", shown) == [
        ("裙", first, 3, 3, 1, 0),
        ("裙", third, 0, 0, 0, 1),
        ("裤", first, 1, 1, 0, 0),
    ]
    assert rows(store, "looks", shown, shop="甲店") == [("裙", first, 2, 2, 1, 0), ("裙", third, 0, 0, 0, 1)]
    assert read_aloud("looks", asking.ask(store, "looks"), {}) == (
        "Somebody looked on 2 days, from 2026-03-01 to 2026-03-03. The longest time from one look to the next: 2 days."
    )


# --- price-trend

PRICES = f"""日期,类目,宝贝标题,价格,链接
2026-03-01 09:00,裙,甲,11,{ITEM}1
2026-03-01 21:00,裙,甲,10,{ITEM}1
2026-03-01,裙,乙,20-25,{ITEM}2
2026-03-01,裙,丙,30,{ITEM}3
2026-03-01,裙,丁,40-60,{ITEM}4
2026-03-01,裤,戊,999,{ITEM}5
2026-03-03,裙,甲,-,{ITEM}1
2026-03-03,裙,乙,20,{ITEM}2
"""
"""Low ends of 裙 on the 1st: 10 20 30 40; high ends: 10 25 30 60. Nobody looked on the 2nd."""

SPREAD = "day category currency listing_count q1_low q1_high median_low median_high q3_low q3_high"


def test_price_trend_tells_the_quartiles_of_each_day(store: Store, bring: Bring) -> None:
    """Type 7: the k-th quartile of n values lies at place 1 + (n - 1) k / 4.

    Low ends: 17.5, 25, 32.5; high ends: 21.25, 27.5, 37.5.
    """
    bring(PRICES, "prices.csv")
    first, third = date(2026, 3, 1), date(2026, 3, 3)
    low = [Decimal("17.5"), Decimal(25), Decimal("32.5")]
    high = [Decimal("21.25"), Decimal("27.5"), Decimal("37.5")]
    assert rows(store, "price-trend", SPREAD) == [
        (first, "裙", "CNY", 4, low[0], high[0], low[1], high[1], low[2], high[2]),
        (first, "裤", "CNY", 1, *[Decimal(999)] * 6),
        (third, "裙", "CNY", 1, *[Decimal(20)] * 6),
    ]


def test_an_open_price_leaves_the_high_quartiles_open(store: Store, bring: Bring) -> None:
    bring(f"日期,宝贝标题,价格,链接\n2026-03-01,甲,10起,{ITEM}1\n2026-03-01,乙,20,{ITEM}2\n", "open.csv")
    assert rows(store, "price-trend", "listing_count median_low median_high") == [(2, 15, None)]


def test_the_variants_of_a_listing_are_one_range(store: Store, bring: Bring) -> None:
    bring(f"日期,宝贝标题,规格,价格,链接\n2026-03-01,甲,S,10,{ITEM}1\n2026-03-01,甲,L,14,{ITEM}1\n")
    assert rows(store, "price-trend", "listing_count median_low median_high") == [(1, 10, 14)]


def test_currencies_are_never_joined(store: Store, bring: Bring) -> None:
    bring(
        "日期,商品id,标题,价格,币种\n2026-03-01,1,a,10,USD\n2026-03-01,2,b,30,EUR\n2026-03-01,3,c,20,USD\n",
        "two.csv",
        platform="amazon",
    )
    shown = "currency listing_count median_low"
    assert rows(store, "price-trend", shown) == [("EUR", 1, 30), ("USD", 2, 15)]


# --- sales-trend

COUNTERS = f"""日期,类目,宝贝标题,销量,链接
2026-03-01,裙,甲,500人付款,{ITEM}1
2026-03-01,裙,乙,1万+人付款,{ITEM}2
2026-03-01,裙,丙,已售20,{ITEM}3
2026-03-01,裙,丁,,{ITEM}4
2026-03-02,裙,甲,600人付款,{ITEM}1
2026-03-02,裙,乙,1000人付款,{ITEM}2
"""


def test_sales_trend_adds_the_ends_of_the_counters_kind_by_kind(store: Store, bring: Bring) -> None:
    """1st, paid: 500 + 10000 at least, open above; 丁 said nothing of sales. 2nd: 600 + 1000 exactly."""
    bring(COUNTERS.replace(",,http", ",-,http"), "counters.csv")
    shown = "day sold_kind listing_count open_count sold_low sold_high"
    first, second = date(2026, 3, 1), date(2026, 3, 2)
    assert rows(store, "sales-trend", shown) == [
        (first, "paid", 2, 1, 10500, None),
        (first, "sold", 1, 0, 20, 20),
        (second, "paid", 2, 0, 1600, 1600),
    ]


def test_variants_share_a_counter_whose_last_snapshot_of_a_day_counts(store: Store, bring: Bring) -> None:
    bring(
        f"""日期,宝贝标题,规格,价格,已售,链接
2026-03-01 09:00,甲,S,10,90,{ITEM}1
2026-03-01 21:00,甲,S,10,100,{ITEM}1
2026-03-01 21:00,甲,L,12,100,{ITEM}1
""",
        "variants.csv",
    )
    assert rows(store, "sales-trend", "sold_kind listing_count sold_low sold_high") == [("sold", 1, 100, 100)]


# --- shops

SHOPS = """平台,类目,日期,排名,店铺名称,30天销量,描述相符
淘宝,裙,2026-03-01,1,甲店,1万+,4.8
淘宝,裙,2026-03-08,2,甲店,9000,4.7
淘宝,裤,2026-03-01,5,甲店,100,4.8
淘宝,裙,2026-03-01,2,乙店,8000,4.9
"""


def test_shops_tells_the_newest_of_each_category(store: Store, bring: Bring) -> None:
    bring(SHOPS, "shops.csv")
    shown = "category rank shop_name observed_at sales_low sales_high score_description source_row"
    assert sorted(rows(store, "shops", shown)) == sorted(
        [
            ("裙", 2, "甲店", day(8), 9000, 9000, Decimal("4.7"), 3),
            ("裙", 2, "乙店", day(1), 8000, 8000, Decimal("4.9"), 5),
            ("裤", 5, "甲店", day(1), 100, 100, Decimal("4.8"), 4),
        ]
    )
    assert rows(store, "shops", shown, until=day(8), shop="甲店", category="裙") == [
        ("裙", 1, "甲店", day(1), 10000, None, Decimal("4.8"), 2)
    ]


def test_a_shop_seen_through_its_listings_has_no_rank(store: Store, bring: Bring) -> None:
    bring(SHOPS, "shops.csv")
    bring(
        f"日期,类目,店铺名称,宝贝标题,价格,链接\n2026-03-08,裙,丙店,红裙,9,{ITEM}1\n2026-03-08,裙,甲店,蓝裙,9,{ITEM}2\n",
        "listings.csv",
    )
    shown = "shop_name rank observed_at document source_row"
    assert rows(store, "shops", shown, category="裙") == [
        ("乙店", 2, day(1), "shops.csv", 5),
        ("甲店", 2, day(8), "shops.csv", 3),
        ("丙店", None, day(8), "listings.csv", 2),
    ]


# --- keyword-readings and keyword-trend

KEYWORDS = """来源,日期,关键词,搜索人气,点击率,在线商品数
生意参谋,2026-03-01,连衣裙,12345,45.5%,10万+
生意参谋,2026-03-01,碎花裙,-,3.2%,
"""


def test_keyword_readings_tells_one_row_a_metric_with_its_unit(store: Store, bring: Bring) -> None:
    bring(KEYWORDS, "keywords.csv")
    shown = "keyword metric value_low value_high unit source_row source_column"
    assert rows(store, "keyword-readings", shown) == [
        ("连衣裙", "click_ratio", Decimal("0.455"), Decimal("0.455"), "ratio", 2, "点击率"),
        ("连衣裙", "search_popularity", 12345, 12345, "index", 2, "搜索人气"),
        ("连衣裙", "supply", 100000, None, "count", 2, "在线商品数"),
        ("碎花裙", "click_ratio", Decimal("0.032"), Decimal("0.032"), "ratio", 3, "点击率"),
    ]
    shown = "source platform since until region document"
    assert set(rows(store, "keyword-readings", shown)) == {("sycm", None, day(1), day(2), None, "keywords.csv")}


def test_the_rank_of_a_keyword_stands_beside_its_readings(store: Store, bring: Bring) -> None:
    bring("来源,日期,关键词,排名,搜索人气\n生意参谋,2026-03-01,连衣裙,1,900\n生意参谋,2026-03-01,碎花裙,,800\n")
    shown = "keyword value_low rank"
    assert rows(store, "keyword-readings", shown, metric="search_popularity") == [
        ("连衣裙", 900, 1),
        ("碎花裙", 800, None),
    ]


def test_keyword_trend_marks_the_holes_between_periods(store: Store, bring: Bring) -> None:
    bring("日期,连衣裙\n2026-03-01,10\n2026-03-02,11\n2026-03-04,<1\n", kind="trend", source="百度指数")
    shown = "source keyword metric unit since until value_low value_high gap"
    series = ("baidu-index", "连衣裙", "search_index", "index")
    assert rows(store, "keyword-trend", shown) == [
        (*series, day(1), day(2), 10, 10, True),
        (*series, day(2), day(3), 11, 11, False),
        (*series, day(4), day(5), 0, 1, True),
    ]
