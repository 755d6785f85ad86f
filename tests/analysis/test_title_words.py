"""Runs of words in rivals' titles, and the counters behind them."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.store.place import Store

ITEM = "https://item.taobao.com/item.htm?id="
LISTINGS = f"""日期,类目,店铺名称,宝贝标题,价格,已售,链接
2026-03-02,裙,甲店,旧标题,10,900人付款,{ITEM}1
2026-03-09,裙,甲店,碎花连衣裙女,10,100人付款,{ITEM}1
2026-03-09,裙,甲店,碎花 连衣裙 碎花连衣裙,10,200+人付款,{ITEM}2
2026-03-09,裙,乙店,雪纺连衣裙女,10,月销50,{ITEM}3
2026-03-09,裙,丙店,碎花半身裙,10,,{ITEM}4
2026-03-09,裙,我店,碎花连衣裙女,10,7000人付款,{ITEM}5
"""
SHOPS = """日期,类目,排名,店铺名称,平台,角色
2026-03-09,裙,1,甲店,淘宝,
2026-03-09,裙,11,乙店,淘宝,
2026-03-09,裙,12,我店,淘宝,自己
"""
SHOWN = "gram listing_count shop_count own_count sold_kind sold_low sold_high sold_count uncounted_count top_share top_count"


@pytest.fixture
def market(store: Store, bring: Bring) -> Store:
    bring(LISTINGS, "titles.csv")
    bring(SHOPS, kind="shops")
    return store


def test_counted_by_hand(market: Store) -> None:
    found = {row[0]: row[1:] for row in rows(market, "title-words", SHOWN)}
    # listings 1, 2 and 4: 100 + at least 200, 4 tells none; both titles of the one shop among the ten best use it
    assert found["碎花"] == (3, 2, 1, "paid", 300, None, 2, 1, 1.0, 2)
    assert found["碎花 | 连衣裙"] == (2, 1, 1, "paid", 300, None, 2, 0, 1.0, 2)
    # 3 counts by the month, so it isn't added
    assert found["连衣裙 | 女"] == (2, 2, 1, "paid", 100, 100, 1, 1, 0.5, 2)
    assert "雪纺" not in found
    assert "旧" not in found


def test_the_example_is_the_listing_whose_counter_shows_most(market: Store) -> None:
    found = {row[0]: row[1:] for row in rows(market, "title-words", "gram listing_key title document source_row")}
    assert found["碎花"] == ("2", "碎花 连衣裙 碎花连衣裙", "titles.csv", 4)


def test_the_size_of_runs_and_the_least_number_of_listings(market: Store) -> None:
    assert {row[0] for row in rows(market, "title-words", "word_count", words=2)} == {2}
    assert [row[0] for row in rows(market, "title-words", "gram", least=3)] == ["碎花", "连衣裙"]
    alone = {row[0] for row in rows(market, "title-words", "gram", least=1, shop="丙店", words=1)}
    assert "碎花" in alone
    assert "女" not in alone


def test_the_runs_read_aloud(market: Store) -> None:
    assert aloud(market, "title-words", words=1) == (
        "3 words and runs of words. 碎花: in 3 titles of 2 shops. "
        "The counters of 2 of those listings add up to ≥ 300 (people who paid)."
    )
    assert aloud(market, "title-words", "zh", words=1).endswith("标题中。其中 2 个商品的计数合计 ≥ 300（付款人数）。")


def test_a_listing_that_moved_to_another_category_is_not_in_the_old_one(store: Store, bring: Bring) -> None:
    head = "类目,日期,店铺名称,宝贝标题,链接,价格\n"
    bring(head + f"裙,2026-03-01,甲店,长裙,{ITEM}1,9\n裤,2026-03-08,甲店,短裤,{ITEM}1,9\n")
    assert rows(store, "title-words", "gram", least=1, category="裙") == []
    assert rows(store, "title-words", "gram", least=1, category="裤") == [("短裤",)]
    assert rows(store, "title-words", "gram", least=1, category="裙", until=datetime(2026, 3, 2)) == [("长裙",)]  # noqa: DTZ001


def test_the_place_that_a_shop_had_last_on_the_day_of_the_board_counts(market: Store, bring: Bring) -> None:
    evening = (
        SHOPS.replace("03-09,", "03-09 21:00,").replace("裙,1,甲店", "裙,12,甲店").replace("裙,11,乙店", "裙,2,乙店")
    )
    bring(evening, kind="shops")
    found = {row[0]: row[1:] for row in rows(market, "title-words", "gram top_share top_count")}
    assert found["碎花"] == (0.0, 1)
