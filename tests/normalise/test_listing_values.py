"""What the cells of a listing become: which price a text is, times told by the time of reading, dates by their order."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.support import Bring
from tracker.analysis.asking import ask
from tracker.errors import DocumentRefused
from tracker.messages import rejection_message
from tracker.normalise.options import Options
from tracker.store.batches import list_rejections
from tracker.store.connect import reading
from tracker.store.place import Store

PRICES = [
    # price cell, coupon cell, list cell -> price low, high, coupon, list, codes of rejected cells
    ("99", "", "", (99, 99, None, None), []),
    ("¥99-129", "", "", (99, 129, None, None), []),
    ("券后¥99", "", "", (None, None, 99, None), []),
    ("¥99到手价", "", "199", (None, None, 99, 199), []),
    ("原价¥199", "", "", (None, None, None, 199), []),
    ("券后¥99 原价¥199", "", "", (None, None, 99, 199), []),
    ("现价¥128 原价¥199 券后¥99", "", "", (128, 128, 99, 199), []),
    ("¥128 原价¥199", "", "", (128, 128, None, 199), []),
    ("128", "券后99", "原价199", (128, 128, 99, 199), []),
    ("券后¥99", "89", "", (None, None, 89, None), []),
    ("", "", "现价¥128 原价¥199", (128, 128, None, 199), []),
    ("", "¥99起", "", (None, None, 99, None), []),
    ("99元起", "", "", (99, None, None, None), []),
    ("99元/件", "", "", (99, 99, None, None), []),
    ("¥128 ¥256", "", "199", (None, None, None, 199), ["price-ambiguous"]),
    ("¥33/月", "", "199", (None, None, None, 199), ["price-instalment"]),
    ("¥12.5/斤", "", "199", (None, None, None, 199), ["price-per-unit"]),
    ("定金¥50", "", "199", (None, None, None, 199), ["price-other"]),
]


@pytest.mark.parametrize("number", range(len(PRICES)), ids=[" | ".join(row[:3]) for row in PRICES])
def test_a_price_goes_where_its_name_says(bring: Bring, store: Store, number: int) -> None:
    price, coupon, listed, expected, codes = PRICES[number]
    bring(f'平台,日期,商品id,价格,券后价,划线价\n淘宝,2026-03-01,1,"{price}","{coupon}","{listed}"\n')
    (row,) = ask(store, "listings").records()
    assert (row["price_low"], row["price_high"], row["price_coupon"], row["price_list"]) == expected
    assert row["currency"] == "CNY"
    assert rejected(store) == codes


def test_the_header_of_a_measure_makes_no_prices(bring: Bring, store: Store) -> None:
    bring("平台,日期,商品id,单价(元/kg),已售\n淘宝,2026-03-01,1,12,5\n")
    assert rejected(store) == ["price-per-unit"]


LISTED = [
    ("3天前", "2026-02-26 00:00"),
    ("昨天 12:30", "2026-02-28 00:00"),
    ("2 weeks ago", "2026-02-15 00:00"),
    ("2小时前", "2026-03-01 07:05"),
    ("刚刚", "2026-03-01 09:05"),
    ("hôm qua", "2026-02-28 00:00"),
    ("2026-01-05", "2026-01-05 00:00"),
]


@pytest.mark.parametrize(("text", "expected"), LISTED)
def test_the_time_of_reading_tells_when_it_was_listed(bring: Bring, store: Store, text: str, expected: str) -> None:
    bring(f"平台,日期,商品id,价格,上架时间\n淘宝,2026-03-01 09:05:30,1,5,{text}\n")
    (row,) = ask(store, "listings").records()
    assert row["listed_at"] == datetime.fromisoformat(expected)
    assert rejected(store) == []


@pytest.mark.parametrize("text", ["3个月前", "2小时前", "几天前"])
def test_what_the_day_of_reading_can_not_tell_is_refused(bring: Bring, store: Store, text: str) -> None:
    bring(f"平台,日期,商品id,价格,上架时间\n淘宝,2026-03-01,1,5,{text}\n")
    (row,) = ask(store, "listings").records()
    assert row["listed_at"] is None
    assert rejected(store) == ["date-relative"]


def test_a_relative_time_of_reading_is_no_time(bring: Bring, store: Store) -> None:
    bring("平台,日期,商品id,价格\n淘宝,昨天,1,5\n淘宝,2026-03-01,2,5\n")
    assert rejected(store) == ["date-relative"]


@pytest.mark.parametrize(("order", "expected"), [("day-first", "2026-04-03"), ("month-first", "2026-03-04")])
def test_who_imports_settles_the_order_of_day_and_month(bring: Bring, store: Store, order: str, expected: str) -> None:
    text = "平台,日期,商品id,价格\n淘宝,03/04/2026,1,5\n淘宝,28/02/2026,2,5\n淘宝,02/28/2026,3,5\n"
    bring(text, date_order=order)
    seen = {row["listing_key"]: row["observed_at"] for row in ask(store, "listing-history").records()}
    told = datetime.fromisoformat("2026-02-28")
    assert seen == {"1": datetime.fromisoformat(expected), "2": told, "3": told}


def test_who_looked_is_no_review(bring: Bring, store: Store) -> None:
    bring("平台,日期,商品id,价格,评价数\n淘宝,2026-03-01,1,5,18人看过\n淘宝,2026-03-01,2,5,18\n")
    assert rejected(store) == ["count-of-other"]


def test_without_an_order_such_a_date_is_refused_with_the_option(bring: Bring, store: Store) -> None:
    bring("平台,日期,商品id,价格\n淘宝,03/04/2026,1,5\n淘宝,2026-03-01,2,5\n")
    assert rejected(store) == ["date-ambiguous"]
    assert "--date-order" in rejection_message("date-ambiguous", "日期", "03/04/2026")


def test_an_order_that_nobody_knows_stops(bring: Bring) -> None:
    with pytest.raises(DocumentRefused) as refused:
        bring("平台,日期,商品id,价格\n淘宝,2026-03-01,1,5\n", date_order="year-first")
    assert refused.value.code == "option-unreadable"


def test_an_order_is_part_of_what_was_asked() -> None:
    assert Options().as_json() == "{}"
    assert Options(date_order="day-first").as_json() == '{"date_order": "day-first"}'


def test_a_counter_of_something_else_is_no_review(bring: Bring, store: Store) -> None:
    bring(
        "平台,日期,商品id,价格,已售,评价数\n淘宝,2026-03-01,1,5,1万+人种草,500人付款\n淘宝,2026-03-01,2,5,500条评价,500条评价\n"
    )
    assert rejected(store) == ["count-of-other", "not-a-sale", "not-a-sale"]
    found = {row["listing_key"]: (row["sold_low"], row["review_count"]) for row in ask(store, "listings").records()}
    assert found == {"1": (None, None), "2": (None, 500)}


@pytest.mark.parametrize(
    ("sign", "currency"), [("Rs. 499", None), ("129 kr", None), ("₹499", "INR"), ("129 SEK", "SEK")]
)
def test_a_sign_of_several_currencies_names_none(bring: Bring, store: Store, sign: str, currency: str | None) -> None:
    bring(f"平台,日期,商品id,价格\namazon,2026-03-01,1,{sign}\n")
    (row,) = ask(store, "listings").records()
    assert row["currency"] == currency
    assert (row["flags"] == "currency-unknown") == (currency is None)


def rejected(store: Store) -> list[str]:
    """The codes of the first batch's rejections, sorted."""
    with reading(store) as con:
        return sorted(each.code for each in list_rejections(con, 1))


def test_what_is_not_on_sale_sells_for_its_list_price(bring: Bring, store: Store) -> None:
    bring("平台,日期,商品id,Regular price,Sale price\nwoo,2026-03-01,1,12,9\nwoo,2026-03-01,2,19,\n", currency="USD")
    found = {
        r["listing_key"]: (r["price_low"], r["price_high"], r["price_list"]) for r in ask(store, "listings").records()
    }
    assert found == {"1": (9, 9, 12), "2": (19, 19, 19)}


def test_a_price_of_now_that_is_blank_was_not_seen(bring: Bring, store: Store) -> None:
    bring("平台,日期,商品id,原价,现价\n淘宝,2026-03-01,1,12,9\n淘宝,2026-03-01,2,19,\n")
    assert {r["listing_key"]: r["price_low"] for r in ask(store, "listings").records()} == {"1": 9, "2": None}


@pytest.mark.parametrize(
    ("stock", "availability"),
    [("5", "in_stock"), ("1,200", "in_stock"), ("99+", "in_stock"), ("0", "out_of_stock"), ("0.0", "out_of_stock"),
     ("有货", "in_stock"), ("售罄", "out_of_stock"), ("NULL", None)],
)  # fmt: skip
def test_a_stock_tells_whether_there_is_any(bring: Bring, store: Store, stock: str, availability: str | None) -> None:
    bring(f'平台,日期,商品id,价格,库存\n淘宝,2026-03-01,1,5,"{stock}"\n')
    (row,) = ask(store, "listings").records()
    assert row["availability"] == availability
    assert rejected(store) == []


@pytest.mark.parametrize("stock", ["-1", "<10", "很多"])
def test_a_stock_that_leaves_it_open_is_reported(bring: Bring, store: Store, stock: str) -> None:
    bring(f"平台,日期,商品id,价格,库存\n淘宝,2026-03-01,1,5,{stock}\n")
    assert [row["availability"] for row in ask(store, "listings").records()] == [None]
    assert rejected(store) == ["word-unknown"]


def test_a_number_under_a_state_is_a_code_that_nobody_explained(bring: Bring, store: Store) -> None:
    bring("平台,日期,商品id,价格,状态\n淘宝,2026-03-01,1,5,2\n")
    assert rejected(store) == ["word-unknown"]


def test_a_list_price_of_nothing_is_none(bring: Bring, store: Store) -> None:
    bring("平台,日期,商品id,价格,划线价\n淘宝,2026-03-01,1,5,0\n")
    (row,) = ask(store, "listings").records()
    assert (row["price_low"], row["price_list"]) == (5, None)
    assert rejected(store) == []


@pytest.mark.parametrize(
    ("price", "currency", "expected"),
    [("159100000", "SGD", None), ("1590000", "SGD", None), ("15.9", "SGD", 15.9), ("1590", "SGD", 1590), ("150000", "IDR", 150000), ("4500000000", "IDR", None)],
)  # fmt: skip
def test_a_price_in_parts_of_the_currency_is_refused(
    bring: Bring, store: Store, price: str, currency: str, expected: float | None
) -> None:
    bring(f"平台,日期,商品id,价格,币种,已售\nshopee,2026-03-01,1,{price},{currency},5\n")
    (row,) = ask(store, "listings").records()
    assert (row["price_low"] and float(row["price_low"])) == expected
    assert rejected(store) == ([] if expected else ["price-scaled"])


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [("价格(分)", "1990", 19.9), ("价格（角）", "199", 19.9), ("Price (cents)", "1990", 19.9), ("价格(百元)", "2", 200), ("价格(万元)", "1.2", 12000)],
)  # fmt: skip
def test_a_header_may_count_parts_of_the_currency(
    bring: Bring, store: Store, header: str, cell: str, expected: float
) -> None:
    bring(f"平台,日期,商品id,{header}\n淘宝,2026-03-01,1,{cell}\n")
    (row,) = ask(store, "listings").records()
    assert float(row["price_low"]) == expected


@pytest.mark.parametrize(
    ("header", "cell", "expected"),
    [("销量(百件)", "12", 1200), ("销量（十件）", "1.2", 12), ("销量(万件)", "1.2", 12000), ("销量(件)", "12", 12)],
)
def test_a_header_may_count_tens_and_hundreds(
    bring: Bring, store: Store, header: str, cell: str, expected: int
) -> None:
    bring(f"平台,日期,商品id,{header}\n淘宝,2026-03-01,1,{cell}\n")
    (row,) = ask(store, "listings").records()
    assert (row["sold_low"], row["sold_high"]) == (expected, expected)
