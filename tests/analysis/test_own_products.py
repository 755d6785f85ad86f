"""Products of our own grouping: what is linked, and what each listing costs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, strategies

from tests.support import Bring
from tracker.analysis import alike, asking
from tracker.analysis.packs import Pack, parse_pack
from tracker.errors import InputError
from tracker.store import products
from tracker.store.place import Store
from tracker.store.products import Member

ITEM = "https://item.taobao.com/item.htm?id="
TWO_DAYS = f"""日期,店铺名称,宝贝标题,规格,价格,链接
2026-03-01,甲店,红裙,S,100,{ITEM}1
2026-03-08,甲店,红裙,S,90,{ITEM}1
2026-03-08,甲店,红裙,L,110,{ITEM}1
2026-03-08,乙店,蓝裙,,-,{ITEM}2
2026-03-08,乙店,绿裙,,50,{ITEM}3
"""


def rows(store: Store, question: str, columns: str, **given: Any) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in columns.split()) for row in asking.ask(store, question, given).records()]


def test_members_have_their_newest_price_over_all_variants_or_of_one(bring: Bring, store: Store) -> None:
    bring(TWO_DAYS.replace("乙店,蓝裙,,-", "乙店,蓝裙,,"), "two.csv")
    products.add_product(store, "裙子", "夏")
    products.link(store, "裙子", Member("taobao", "1"))
    products.link(store, "裙子", Member("taobao", "1", "S", "equivalent"))
    shown = "product note listing_key variant_key relation price_low price_high shop_name document reason"
    assert rows(store, "products", shown) == [
        ("裙子", "夏", "1", "", "exact", 90, 110, "甲店", "two.csv", None),
        ("裙子", "夏", "1", "S", "equivalent", 90, 90, "甲店", "two.csv", None),
    ]
    moment = datetime(2026, 3, 2)  # noqa: DTZ001 - the market's wall time has no zone
    assert rows(store, "products", "variant_key price_low price_high", as_of=moment) == [
        ("", 100, 100),
        ("S", 100, 100),
    ]


def test_what_has_no_price_says_why(bring: Bring, store: Store) -> None:
    bring(f"日期,宝贝标题,价格,已售,链接\n2026-03-08,蓝裙,-,5,{ITEM}2\n2026-03-08,绿裙,50,5,{ITEM}3\n")
    products.add_product(store, "空")
    products.add_product(store, "裙子")
    for key in ("2", "9"):
        products.link(store, "裙子", Member("taobao", key))
    assert rows(store, "products", "product listing_key price_low is_own reason") == [
        ("空", None, None, None, "no-members"),
        ("裙子", "2", None, False, "price-unknown"),
        ("裙子", "9", None, None, "not-observed"),
    ]


def test_a_listing_of_a_shop_whose_role_is_own_is_our_own(bring: Bring, store: Store) -> None:
    bring(TWO_DAYS, "two.csv")
    bring("平台,类目,日期,排名,店铺名称,角色\n淘宝,裙,2026-03-08,1,乙店,本店\n", "shops.csv")
    products.add_product(store, "裙子")
    products.link(store, "裙子", Member("taobao", "1"))
    products.link(store, "裙子", Member("taobao", "3"))
    assert rows(store, "products", "listing_key is_own") == [("1", False), ("3", True)]


def test_linking_again_replaces_unlinking_takes_out_and_deleting_forgets(store: Store) -> None:
    products.add_product(store, "裙子")
    products.link(store, "裙子", Member("taobao", "1", pack_count=2))
    again = Member("taobao", "1", relation="equivalent", pack_count=1, unit_amount=Decimal(500), unit="ml")
    products.link(store, "裙子", again)
    assert products.list_products(store)[0].members == (again,)
    products.unlink(store, "裙子", again)
    with pytest.raises(InputError, match="doesn't hold"):
        products.unlink(store, "裙子", again)
    products.link(store, "裙子", again)
    products.delete_product(store, "裙子")
    assert products.list_products(store) == []
    assert rows(store, "products", "product") == []


@pytest.mark.parametrize(
    "member",
    [
        Member("taobao", "1", pack_count=0),
        Member("taobao", "1", unit_amount=Decimal(5)),
        Member("taobao", "1", unit="ml"),
        Member("taobao", "1", unit_amount=Decimal(-5), unit="ml"),
        Member("taobao", "1", unit_amount=Decimal(5), unit="pint"),
    ],
)
def test_a_pack_that_makes_no_sense_is_not_kept(store: Store, member: Member) -> None:
    products.add_product(store, "裙子")
    with pytest.raises(InputError) as caught:
        products.link(store, "裙子", member)
    assert caught.value.code == "pack-unreadable"


def test_a_product_that_is_there_or_is_not_is_told(store: Store) -> None:
    products.add_product(store, "裙子")
    with pytest.raises(InputError, match="already"):
        products.add_product(store, " 裙子 ")
    with pytest.raises(InputError, match="needs a name"):
        products.add_product(store, " ")
    with pytest.raises(InputError, match="裙子"):
        products.link(store, "裤子", Member("taobao", "1"))


# --- packs


@pytest.mark.parametrize(
    ("text", "count", "amount", "unit"),
    [
        ("洗衣液500ml*2", 2, 500, "ml"), ("洗衣液 500ML×2瓶装", 2, 500, "ml"), ("2*500ml洗发水", 2, 500, "ml"),
        ("袜子3双装", 3, None, None), ("连衣裙2件套", 2, None, None), ("开衫两件套", 2, None, None),
        ("大米1kg", None, 1000, "g"), ("东北大米5斤", None, 2500, "g"), ("果汁1.5L*6", 6, 1500, "ml"),
        ("socks 6-pack", 6, None, None), ("socks, pack of 6", 6, None, None),
    ],
)  # fmt: skip
def test_a_size_is_read_where_it_says_one_thing(
    text: str, count: int | None, amount: float | None, unit: str | None
) -> None:
    assert parse_pack(text) == Pack(count, amount, unit)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("500ml+250ml", "pack-ambiguous"), ("买2送1 500ml", "pack-ambiguous"), ("第2件半价 500ml", "pack-ambiguous"),
        ("饼干500g 10包装", "pack-ambiguous"), ("洗发水 500ml 2瓶", "pack-ambiguous"), ("2件套3件套", "pack-ambiguous"),
        ("5G手机128g", "pack-unknown"), ("3L码连衣裙", "pack-unknown"), ("2026新款连衣裙", "pack-unknown"),
        ("纸巾3层100抽", "pack-unknown"), ("", "pack-unknown"),
    ],
)  # fmt: skip
def test_a_size_that_may_mean_several_things_is_not_told(text: str, reason: str) -> None:
    assert parse_pack(text) == Pack(reason=reason)


@given(
    strategies.integers(2, 99),
    strategies.integers(1, 5000),
    strategies.sampled_from([("ml", 1, "ml"), ("kg", 1000, "g"), ("克", 1, "g")]),
)
def test_however_the_factors_stand_the_size_is_the_same(count: int, amount: int, unit: tuple[str, int, str]) -> None:
    expected = Pack(count, float(amount * unit[1]), unit[2])
    assert parse_pack(f"洗护 {amount}{unit[0]}*{count}") == expected
    assert parse_pack(f"洗护 {count}×{amount}{unit[0]}") == expected


# --- unit-prices


def test_unit_prices_are_compared_by_one_measure_within_a_product(bring: Bring, store: Store) -> None:
    """30 / (2 × 500 ml) = 3 per 100 ml; 12 / 300 ml = 4; 8 / 2 pieces = 4. The user's word goes before the title's."""
    bring(
        f"""日期,店铺名称,宝贝标题,价格,链接
2026-03-01,甲店,洗衣液500ml*2,30,{ITEM}1
2026-03-01,乙店,洗衣液300ml,12,{ITEM}2
2026-03-01,丙店,洗衣液3双装,8,{ITEM}3
2026-03-01,丁店,洗衣液500ml,5-9,{ITEM}4
2026-03-01,戊店,洗衣液,9,{ITEM}5
2026-03-01,己店,洗衣液1L,1,{ITEM}6
"""
    )
    products.add_product(store, "洗衣液")
    for key in "1245":
        products.link(store, "洗衣液", Member("taobao", key))
    products.link(store, "洗衣液", Member("taobao", "3", pack_count=2))
    shown = "product listing_key unit_price per pack_from compared_count rank reason"
    assert rows(store, "unit-prices", shown) == [
        ("洗衣液", "1", 3, "100 ml", "title", 2, 1, None),
        ("洗衣液", "2", 4, "100 ml", "title", 2, 2, None),
        ("洗衣液", "3", 4, "piece", "said", 1, 1, None),
        ("洗衣液", "4", None, None, "title", None, None, "price-range"),
        ("洗衣液", "5", None, None, None, None, None, "pack-unknown"),
        (None, "6", Decimal("0.1"), "100 ml", "title", None, None, None),
    ]
    assert rows(store, "unit-prices", shown, shop="乙店") == [("洗衣液", "2", 4, "100 ml", "title", 2, 2, None)]


def test_a_variant_has_its_own_size(bring: Bring, store: Store) -> None:
    bring(
        f"""日期,宝贝标题,规格,价格,链接
2026-03-01,洗衣液500ml,500ml*3,30,{ITEM}1
2026-03-01,洗衣液500ml,蓝色,11,{ITEM}1
2026-03-01,洗衣液500ml,500ml+250ml,15,{ITEM}1
"""
    )
    assert rows(store, "unit-prices", "variant_key unit_price pack_from reason") == [
        ("500ml*3", 2, "variant", None),
        ("500ml+250ml", None, None, "pack-ambiguous"),
        ("蓝色", Decimal("2.2"), "title", None),
    ]


# --- product-suggestions

ALIKE = f"""日期,类目,店铺名称,宝贝标题,价格,条码,品牌,型号,链接
2026-03-01,裙,甲店,法式碎花连衣裙女收腰显瘦中长款,9,6901234567892,棠梨,A-100,{ITEM}1
2026-03-01,裙,乙店,收腰显瘦法式碎花连衣裙女中长款,9,,,,{ITEM}2
2026-03-01,裙,丙店,完全不同的牛仔半身裙,9,6901234567892,,,{ITEM}3
2026-03-01,裙,丁店,又一条不同的皮裙,9,6901234567890,棠梨,a 100,{ITEM}4
2026-03-01,裙,甲店,法式碎花连衣裙女收腰显瘦中长款,9,6901234567892,棠梨,A-100,{ITEM}5
2026-03-01,裤,戊店,法式碎花连衣裙女收腰显瘦中长款,9,,,,{ITEM}6
2026-03-01,裙,己店,法式碎花连衣裙女收腰显瘦中长款2件套,9,,,,{ITEM}7
"""
"""6901234567892 has the right check digit, …890 has not. 5 is of the same shop, 6 of another category, 7 of another size."""


def test_suggestions_say_what_speaks_for_them(bring: Bring, store: Store) -> None:
    bring(ALIKE)
    shown = "other_listing_key relation evidence"
    assert rows(store, "product-suggestions", shown, listing="1", most=5) == [
        ("3", "exact", "barcode"),
        ("4", "exact", "model"),
        ("2", "equivalent", "title"),
    ]
    assert rows(store, "product-suggestions", shown, listing="1", most=1) == [("3", "exact", "barcode")]


def test_what_is_one_product_already_is_not_suggested(bring: Bring, store: Store) -> None:
    bring(ALIKE)
    products.add_product(store, "裙子")
    for key in "13":
        products.link(store, "裙子", Member("taobao", key))
    assert rows(store, "product-suggestions", "other_listing_key", listing="1") == [("4",), ("2",)]


@given(strategies.lists(strategies.lists(strategies.sampled_from("abcdefgh"), max_size=4), min_size=1, max_size=12))
def test_pairs_that_share_words_are_those_of_all_pairs_that_do(titles: list[list[str]]) -> None:
    """In a block so small no word is too common: brute force finds the same pairs."""
    words = [tuple(sorted(set(each))) for each in titles]
    left, right = alike.pairs_sharing(words, [True] * len(words))
    expected = [
        (one, other)
        for one in range(len(words))
        for other in range(len(words))
        if one != other and len(set(words[one]) & set(words[other])) >= 2
    ]
    assert list(zip(left.tolist(), right.tolist(), strict=True)) == expected


@pytest.mark.parametrize(
    ("code", "is_valid"),
    [("4006381333931", True), ("4006381333932", False), ("036000291452", True), ("96385074", True), ("123", False)],
)
def test_a_barcode_has_its_check_digit(code: str, is_valid: bool) -> None:
    """Worked examples of the articles on EAN-13, UPC-A and EAN-8 in Wikipedia."""
    assert alike.is_barcode(code) == is_valid
