"""Products of our own grouping: what is linked, and what each listing costs."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest

from tests.support import Bring
from tracker.analysis import asking
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
