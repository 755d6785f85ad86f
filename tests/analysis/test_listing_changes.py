"""listing-changes: what is new, not seen, back or out of stock from look to look, counted by hand."""

from __future__ import annotations

from datetime import datetime

from tests.analysis.asked import aloud, march, rows
from tests.support import Bring
from tracker.store.place import Store

ITEM = "https://item.taobao.com/item.htm?id="
HEADER = "日期,类目,店铺名称,宝贝标题,价格,链接,库存状态\n"


def seen(day: int, *listings: str, shop: str = "甲店") -> str:
    """Listings seen on a day of March; behind a colon what the page said of the stock."""
    told = (each.partition(":") for each in listings)
    return "".join(
        f"2026-03-{day:02},裙,{shop},款{key},10,{ITEM}{key},{stock or '有货'}\n" for key, _colon, stock in told
    )


def changes(store: Store, **given: object) -> list[tuple[object, ...]]:
    return rows(store, "listing-changes", "day listing_key change", **given)


def test_new_missing_and_returned_listings_are_told_at_the_look_that_shows_them(store: Store, bring: Bring) -> None:
    bring(HEADER + seen(2, "1", "2") + seen(9, "1", "3") + seen(16, "1") + seen(23, "1", "2", "3"), "looks.csv")
    shown = "day listing_key change previous_day last_seen_on looks_missed seen_count seen_before_count"
    assert rows(store, "listing-changes", shown) == [
        (march(9), "3", "new", march(2), None, 0, 2, 2),
        (march(9), "2", "not-seen", march(2), march(2), 0, 2, 2),
        (march(16), "3", "not-seen", march(9), march(9), 0, 1, 2),
        (march(23), "2", "returned", march(16), march(2), 2, 3, 1),
        (march(23), "3", "returned", march(16), march(9), 1, 3, 1),
    ]


def test_every_change_leads_to_the_rows_behind_it(store: Store, bring: Bring) -> None:
    bring(HEADER + seen(2, "1", "2") + seen(9, "1") + seen(16, "1", "2"), "looks.csv")
    shown = "change document source_row document_before source_row_before observed_at title"
    assert rows(store, "listing-changes", shown, listing="2") == [
        ("not-seen", None, None, "looks.csv", 3, None, "款2"),
        ("returned", "looks.csv", 6, "looks.csv", 3, datetime(2026, 3, 16), "款2"),  # noqa: DTZ001 - wall time
    ]


def test_where_nobody_looked_nobody_is_gone(store: Store, bring: Bring) -> None:
    """乙店 was looked at on the 2nd and the 16th: on the 9th its listing wasn't missed."""
    bring(HEADER + seen(2, "1") + seen(9, "1") + seen(16, "1") + seen(2, "7", shop="乙店") + seen(16, "7", shop="乙店"))
    assert changes(store) == []


def test_the_first_look_at_a_shop_is_its_baseline(store: Store, bring: Bring) -> None:
    bring(HEADER + seen(2, "1") + seen(9, "1") + seen(9, "7", shop="乙店"))
    assert changes(store) == []


def test_what_the_page_says_of_the_stock_is_told_when_it_changes(store: Store, bring: Bring) -> None:
    looks = ["1", "1:缺货", "1:缺货", "1", "1:已下架", "1:已下架", "1"]
    bring(HEADER + "".join(seen(2 + 4 * at, each, "9") for at, each in enumerate(looks)))
    assert changes(store) == [
        (march(6), "1", "out-of-stock"),
        (march(14), "1", "back-in-stock"),
        (march(18), "1", "delisted"),
        (march(26), "1", "relisted"),
    ]


def test_a_listing_whose_page_said_delisted_is_not_missed(store: Store, bring: Bring) -> None:
    bring(HEADER + seen(2, "1", "2") + seen(9, "1", "2:已下架") + seen(16, "1"))
    assert changes(store) == [(march(9), "2", "delisted")]


def test_a_look_that_does_not_tell_the_stock_changes_nothing(store: Store, bring: Bring) -> None:
    bring(HEADER + seen(2, "1") + f"2026-03-09,裙,甲店,款1,10,{ITEM}1,\n" + seen(16, "1:缺货"))
    assert changes(store) == [(march(16), "1", "out-of-stock")]


def test_a_listing_is_in_stock_where_one_of_its_variants_is(store: Store, bring: Bring) -> None:
    header = "日期,类目,店铺名称,宝贝标题,规格,价格,链接,库存状态\n"
    first = f"2026-03-02,裙,甲店,款1,S,10,{ITEM}1,有货\n2026-03-02,裙,甲店,款1,L,10,{ITEM}1,有货\n"
    second = f"2026-03-09,裙,甲店,款1,S,10,{ITEM}1,缺货\n2026-03-09,裙,甲店,款1,L,10,{ITEM}1,有货\n"
    bring(header + first + second)
    assert changes(store) == []


def test_a_named_list_is_a_look_of_its_own(store: Store, bring: Bring) -> None:
    """2 is known from its shop when it comes into the list; 1 fell out of the list, which is not gone."""
    header = "日期,类目,店铺名称,宝贝标题,价格,链接,榜单\n"
    text = f"2026-03-02,裙,乙店,款2,10,{ITEM}2,\n2026-03-02,裙,甲店,款1,10,{ITEM}1,销量榜\n2026-03-09,裙,乙店,款2,10,{ITEM}2,销量榜\n"
    bring(header + text)
    shown = "list_name listing_key shop_name change"
    assert sorted(rows(store, "listing-changes", shown)) == [
        ("销量榜", "1", "甲店", "not-seen"),
        ("销量榜", "2", "乙店", "joined"),
    ]


def test_looks_before_since_are_compared_with(store: Store, bring: Bring) -> None:
    bring(HEADER + seen(2, "1", "2") + seen(9, "1") + seen(16, "1", "3"))
    since = datetime(2026, 3, 10)  # noqa: DTZ001 - the market's wall time has no zone
    assert changes(store, since=since) == [(march(16), "3", "new")]


def test_the_changes_read_aloud(store: Store, bring: Bring) -> None:
    bring(HEADER + seen(2, "1", "2") + seen(9, "1", "3") + seen(16, "1:缺货"))
    assert aloud(store, "listing-changes") == (
        "Changes from 2026-03-09 to 2026-03-16, each against the look before at that shop or list: new 1, not seen 2, "
        "out of stock 1. Not seen is not delisted."
    )
    assert aloud(store, "listing-changes", "zh", listing="2") == (
        "2026-03-09 至 2026-03-09 的变化，均与该店铺或榜单上一次查看相比：未见到 1。未见到不等于已下架。"
    )
