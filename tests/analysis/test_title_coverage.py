"""Newest titles of listings, and what they cover of the newest lists: rows in, rows out."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.store.place import Store
from tracker.store.title_rules import Rule, set_title_rule
from tracker.store.words import Word, set_word

LISTINGS = "平台,类目,日期,店铺名称,宝贝标题,链接,价格\n"
LINK = "https://item.taobao.com/item.htm?id="
KEYWORDS = "来源,平台,类目,日期,关键词,搜索人气\n"


@pytest.fixture
def market(bring: Bring) -> None:
    bring(
        LISTINGS
        + f"淘宝,连衣裙,2026-03-01,甲店,旧标题,{LINK}1,9\n"
        + f"淘宝,连衣裙,2026-03-08,甲店,碎花连衣裙女,{LINK}1,9\n"
        + f"淘宝,连衣裙,2026-03-08,乙店,法式碎花 连衣裙,{LINK}2,9\n"
        + f"淘宝,半身裙,2026-03-08,乙店,半身裙,{LINK}3,9\n",
        "listings.csv",
    )
    bring(
        "平台,类目,日期,排名,店铺名称\n淘宝,连衣裙,2026-03-01,1,乙店\n淘宝,连衣裙,2026-03-08,1,甲店\n淘宝,连衣裙,2026-03-08,2,丁店\n",
        "shops.csv",
        kind="shops",
    )


def test_the_newest_title_and_the_place_of_its_shop(store: Store, market: None) -> None:
    found = rows(store, "listing-titles", "listing_key title shop_rank board_day is_own source_row")
    assert [(key, title, rank, day and day.day, own) for key, title, rank, day, own, _ in found] == [
        ("3", "半身裙", None, None, False),  # no board of its category
        ("1", "碎花连衣裙女", 1, 8, False),
        ("2", "法式碎花 连衣裙", None, 8, False),  # first on the board before, not on the newest
    ]
    before = rows(store, "listing-titles", "listing_key title shop_rank", as_of=datetime(2026, 3, 2))  # noqa: DTZ001
    assert before == [("1", "旧标题", None)]
    assert "“半身裙”" in aloud(store, "listing-titles", listing="3")
    assert aloud(store, "listing-titles") == (
        "3 newest titles; 1 are of shops among the first ten of their newest board."
    )


def test_a_listing_that_moved_to_another_category_is_not_in_the_old_one(store: Store, bring: Bring) -> None:
    bring(LISTINGS + f"淘宝,连衣裙,2026-03-01,甲店,裙,{LINK}1,9\n淘宝,半身裙,2026-03-08,甲店,短裙,{LINK}1,9\n")
    assert rows(store, "listing-titles", "title", category="连衣裙") == []
    assert rows(store, "listing-titles", "title", category="半身裙") == [("短裙",)]


def test_a_listing_without_a_category_is_looked_for_on_all_boards(store: Store, bring: Bring, market: None) -> None:
    """甲店 is first of dresses; of skirts, on an older board, it was second."""
    bring(
        "平台,类目,日期,排名,店铺名称\n淘宝,半身裙,2026-03-01,2,甲店\n淘宝,半身裙,2026-03-01,1,戊店\n",
        "more.csv",
        kind="shops",
    )
    bring(LISTINGS.replace("类目,", "") + f"淘宝,2026-03-09,甲店,无类目裙,{LINK}9,9\n", "without.csv")
    shown = "listing_key shop_rank board_day"
    (found,) = [row for row in rows(store, "listing-titles", shown) if row[0] == "9"]
    assert (found[1], found[2].day) == (1, 8)
    assert len(rows(store, "listing-titles", shown)) == 4
    bring("平台,日期,排名,店铺名称\n淘宝,2026-03-02,7,甲店\n", "board.csv", kind="shops")
    (found,) = [row for row in rows(store, "listing-titles", shown) if row[0] == "9"]
    assert (found[1], found[2].day) == (7, 2)  # a board without a category is theirs


def test_coverage_by_hand(store: Store, bring: Bring, market: None) -> None:
    set_word(store, Word("雪纺", is_whole=True))
    bring(
        KEYWORDS
        + "生意参谋,淘宝,连衣裙,2026-03-01,旧词,9\n"
        + "生意参谋,淘宝,连衣裙,2026-03-08,碎花连衣裙,300\n"
        + "生意参谋,淘宝,连衣裙,2026-03-08,法式连衣裙,200-250\n"
        + "生意参谋,淘宝,连衣裙,2026-03-08,雪纺连衣裙,1万+\n"
        + "生意参谋,淘宝,连衣裙,2026-03-08,女,-\n"
        + "甲表,,,2026-03-08,半身裙,50\n"
        + "甲表,京东,,2026-03-08,连衣裙,50\n",
        "words.csv",
    )
    columns = (
        "listing_key source covered_count tight_count keyword_count demand_covered_low demand_covered_high missing"
    )
    assert rows(store, "title-coverage", columns, source="sycm") == [
        ("2", "sycm", 2, 1, 3, 500, 550, "雪纺"),
        ("1", "sycm", 1, 1, 3, 300, 300, "雪纺 | 法式"),
    ]
    # the list that names no platform fits all; that of JD doesn't; no list of 半身裙 but that one
    assert rows(store, "title-coverage", "listing_key source covered_count", source="甲表") == [
        ("3", "甲表", 1),
        ("2", "甲表", 0),
        ("1", "甲表", 0),
    ]
    totals = "length limit unit demand_total_low demand_total_high reason list_until"
    assert rows(store, "title-coverage", totals, source="sycm", listing="1") == [
        (12, 60, "gbk", 10500, None, None, datetime(2026, 3, 9))  # noqa: DTZ001
    ]
    assert "300 of ≥ 10,500" in aloud(store, "title-coverage", source="sycm", listing="1")
    assert "雪纺、法式" in aloud(store, "title-coverage", "zh", source="sycm", listing="1")


def test_where_no_list_fits_the_length_is_told_all_the_same(store: Store, market: None) -> None:
    found = rows(store, "title-coverage", "listing_key length source covered_count reason", category="半身裙")
    assert found == [("3", 6, None, None, "no-list")]
    assert rows(store, "title-coverage", "listing_key", source="sycm") == []
    assert aloud(store, "title-coverage") == "No keyword list fits these titles."


def test_what_the_user_says_of_rules_and_words_counts(store: Store, bring: Bring, market: None) -> None:
    set_title_rule(store, Rule("taobao", "title", 10, "characters"))
    bring(KEYWORDS + "甲表,,,2026-03-08,碎花,50\n")
    columns = "listing_key length limit unit covered_count"
    assert rows(store, "title-coverage", columns, listing="1") == [("1", 6, 10, "characters", 1)]
    set_word(store, Word("碎花连衣裙", is_whole=True))
    assert rows(store, "title-coverage", columns, listing="1") == [("1", 6, 10, "characters", 0)]


def test_an_own_shop_is_told_by_its_newest_role(store: Store, bring: Bring, market: None) -> None:
    bring("平台,类目,日期,店铺名称,角色,30天销量\n淘宝,连衣裙,2026-03-08,甲店,自己,5\n", "own.csv", kind="shops")
    assert rows(store, "listing-titles", "is_own", listing="1") == [(True,)]
    assert {own for (own,) in rows(store, "title-coverage", "is_own", listing="1")} == {True}


def test_a_shop_known_by_name_here_and_by_id_on_the_board_is_one(store: Store, bring: Bring) -> None:
    bring(LISTINGS + f"淘宝,连衣裙,2026-03-08,甲店,碎花裙,{LINK}1,9\n")
    board = "平台,类目,日期,排名,店铺名称,店铺ID,角色\n淘宝,连衣裙,2026-03-08,3,甲店,777,自己\n"
    bring(board, "board.csv", kind="shops")
    assert rows(store, "listing-titles", "shop_key shop_rank is_own") == [("甲店", 3, True)]
    assert rows(store, "title-coverage", "is_own") == [(True,)]
