"""What a comma and a point are in a table's numbers: told by all its numbers together, and by the currency."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support import Bring
from tracker import trace
from tracker.analysis.asking import ask
from tracker.normalise.notation import plain
from tracker.store.batches import list_rejections
from tracker.store.connect import reading
from tracker.store.place import Store

TABLES = [
    # prices of a column, currency that the user says -> what they are; None: refused
    (["12,99", "13,49"], "", ["12.99", "13.49"]),
    (["12,99", "1.299"], "EUR", ["12.99", "1299"]),
    (["1.299,00", "1.299"], "", ["1299", "1299"]),
    (["1.299,00 €", "1.299 €"], "", ["1299", "1299"]),
    (["12,99", "13.49"], "", [None, "13.49"]),
    (["12,99", "13.49"], "EUR", ["12.99", "13.49"]),
    (["12,99"], "", [None]),
    (["12,99"], "BRL", ["12.99"]),
    (["12,99"], "CNY", [None]),
    (["59,99", "129"], "CNY", [None, "129"]),
    (["59,99", "39,89"], "CNY", [None, None]),
    (["1.299,00", "39,89"], "CNY", ["1299", "39.89"]),
    (["45.000", "1.145.000"], "IDR", ["45000", "1145000"]),
    (["45.000"], "IDR", ["45000"]),
    (["45.000"], "VND", ["45000"]),
    (["45.000"], "EUR", [None]),
    (["45.000"], "CNY", ["45"]),
    (["1.299", "1,299.00"], "EUR", [None, "1299"]),
    (["2 500 ₽", "990 ₽", "1 299,50"], "RUB", ["2500", "990", "1299.5"]),
    (["1,234,567", "1,299"], "", ["1234567", "1299"]),
    (["12,34,567", "1,299.00"], "INR", ["1234567", "1299"]),
    (["US$ 1,299.00", "45.000"], "IDR", ["1299", "45000"]),
]


@pytest.mark.parametrize(("prices", "currency", "expected"), TABLES)
def test_the_whole_column_and_the_currency_tell(
    bring: Bring, store: Store, prices: list[str], currency: str, expected: list[str | None]
) -> None:
    rows = "".join(f'{number};"{price}";5\n' for number, price in enumerate(prices))
    said = {"currency": currency} if currency else {}
    bring("商品id;价格;已售\n" + rows, platform="shop.example", observed_on="2026-03-01", **said)
    found = {row["listing_key"]: row["price_low"] for row in ask(store, "listings").records()}
    assert [found[str(number)] for number in range(len(prices))] == [each and Decimal(each) for each in expected]
    with reading(store) as con:
        refused = [(each.value, each.code) for each in list_rejections(con, 1)]
    unread = [price for price, each in zip(prices, expected, strict=True) if each is None]
    assert refused == [(price, "number-ambiguous") for price in unread]


def test_the_prices_tell_how_the_counters_are_written(bring: Bring, store: Store) -> None:
    bring(
        "Titel;Preis;Anzahl Bewertungen;Bewertung;Verkauft\nA;12,99;1.234;4,5;2.500+\nB;1.499,00;12;4,7;3\n",
        platform="shop.example", observed_on="2026-03-01",
    )  # fmt: skip
    (first, _second) = ask(store, "listings").records()
    assert [first[name] for name in ("review_low", "rating", "sold_low")] == [1234, Decimal("4.5"), 2500]


def test_a_count_alone_stays_open(bring: Bring, store: Store) -> None:
    bring("Titel;Preis;Anzahl Bewertungen\nA;12;1.234\nB;99;5\n", platform="shop.example", observed_on="2026-03-01")
    assert [row["review_low"] for row in ask(store, "listings").records()] == [None, 5]


def test_the_currency_of_the_platform_and_of_a_column_tell_too(bring: Bring, store: Store) -> None:
    bring("平台,商品id,价格,已售\ntokopedia,1,45.000,5\n", "a.csv", observed_on="2026-03-01")
    bring("平台,商品id,价格,币种,已售\nshopee,2,45.000,VND,5\n", "b.csv", observed_on="2026-03-01")
    assert {row["price_low"] for row in ask(store, "listings").records()} == {Decimal(45000)}


def test_each_row_has_its_own_currency(bring: Bring, store: Store) -> None:
    bring(
        "平台,商品id,价格,币种,已售\nshopee,1,120.000,VND,5\namazon,2,19.990,USD,5\nshopee,3,99.000,VND,5\n"
        "amazon,4,99.000,USD,5\ntokopedia,5,45.000,,5\n",
        observed_on="2026-03-01",
    )
    prices = {row["listing_key"]: row["price_low"] for row in ask(store, "listings").records()}
    assert prices == {"1": 120000, "2": Decimal("19.99"), "3": None, "4": None, "5": 45000}
    with reading(store) as con:
        assert [(each.row, each.code) for each in list_rejections(con, 1)] == [
            (4, "number-ambiguous"), (5, "number-ambiguous")
        ]  # fmt: skip


def test_a_list_of_keywords_writes_its_numbers_in_one_way(bring: Bring, store: Store) -> None:
    bring("关键词;搜索指数;点击率\n连衣裙;1.234,5;12,5%\n短裙;6,1;3,2%\n", source="百度指数", observed_on="2026-03-01")
    values = {(row["keyword"], row["metric"]): row["value_low"] for row in ask(store, "keyword-readings").records()}
    assert values == {
        ("连衣裙", "search_index"): Decimal("1234.5"), ("连衣裙", "click_ratio"): Decimal("0.125"),
        ("短裙", "search_index"): Decimal("6.1"), ("短裙", "click_ratio"): Decimal("0.032"),
    }  # fmt: skip


def test_a_price_leads_back_to_its_text_in_either_notation(bring: Bring, store: Store) -> None:
    bring("商品id;价格;划线价\n1;12,99;1.299,00\n2;13,99;\n", platform="shop.example", observed_on="2026-03-01")
    snapshot = trace.listing(store, "shop.example", "1").snapshots[0]
    texts = [value.text for name in ("price", "price_list") if (value := snapshot.of(name))]
    assert texts == ["12,99", "1.299,00"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("1.299,00 €", "1299.00 €"), ("12,99 - 15,99", "12.99 - 15.99"), ("1 299,5", "1299.5"), ("R$ 1.139,90", "R$ 1139.90"),
        ("券后¥1.299,00", "券后¥1299.00"), ("12.99", "12.99"), ("3.4.2026", "3.4.2026"), ("1.299", "1299"), ("5", "5"),
    ],
)  # fmt: skip
def test_numbers_without_their_grouping(text: str, expected: str) -> None:
    assert plain(text) == expected
