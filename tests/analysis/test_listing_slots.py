"""listing-slots: hours of the week in which listings were put on sale, counted by hand."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.store.place import Store

HEADER = "平台,日期,类目,店铺名称,宝贝标题,商品id,价格,销量,上架时间,库存状态\n"
RIVALS = (
    HEADER
    + "taobao,2026-03-09,裙,甲店,款,1,10,500人付款,2026-03-02 10:15,有货\n"  # a Monday
    + "taobao,2026-03-09,裙,甲店,款,2,10,1000+人付款,2026-02-23 10:59,有货\n"  # a Monday
    + "taobao,2026-03-09,裙,甲店,款,3,10,已售20,2026-03-08 20:00,有货\n"  # a Sunday
    + "taobao,2026-03-09,裙,乙店,款,4,10,100人付款,2026-03-02,有货\n"  # a day alone
    + "taobao,2026-03-09,裙,乙店,款,5,10,100人付款,,有货\n"
    + "taobao,2026-03-09,裙,乙店,款,6,10,100人付款,2026-03-02 10:00,已下架\n"
)


def test_listings_are_counted_by_the_hour_of_the_week_and_never_across_kinds_of_counter(
    store: Store, bring: Bring
) -> None:
    """1000+ runs to 1999 by Taobao's ladder or is open; its low end counts either way."""
    bring(RIVALS, "slots.csv")
    shown = "event weekday hour sold_kind listing_count share sold_low listing_keys"
    found = [row[1:] for row in rows(store, "listing-slots", shown) if row[0] == "listed"]
    assert found == [
        (1, 10, "paid", 2, pytest.approx(2 / 3), 1500, "1 2"),
        (1, None, "paid", 1, None, 100, "4"),
        (7, 20, "sold", 1, pytest.approx(1 / 3), 20, "3"),
    ]
    assert set(rows(store, "listing-slots", "timed_count day_only_count untold_count")) == {(3, 1, 1)}


def test_an_open_counter_leaves_the_slot_open(store: Store, bring: Bring) -> None:
    lines = [
        f"taobao,2026-03-09,裙,甲店,款,{n},10,{sold},2026-03-02 10:15,有货\n"
        for n, sold in ((1, "500人付款"), (2, "10万+人付款"))
    ]
    bring(HEADER + "".join(lines))
    assert set(rows(store, "listing-slots", "sold_low sold_high open_count")) == {(100500, None, 1)}


def test_a_variant_without_a_counter_opens_nothing(store: Store, bring: Bring) -> None:
    """Variants share a counter; a file that writes it at one of them told it of all."""
    bring(
        "平台,日期,店铺名称,宝贝标题,商品id,规格,价格,销量,上架时间\n"
        "taobao,2026-03-09,甲店,款,1,S,10,已售20,2026-03-02 10:15\n"
        "taobao,2026-03-09,甲店,款,1,L,12,,2026-03-02 10:15\n"
    )
    assert set(rows(store, "listing-slots", "sold_low sold_high open_count")) == {(20, 20, 0)}


def test_a_listing_that_was_delisted_later_is_left_out(store: Store, bring: Bring) -> None:
    bring(RIVALS)
    bring(HEADER + "taobao,2026-03-16,裙,甲店,款,3,10,,,已下架\n", "later.csv")
    assert "3" not in {key for (key,) in rows(store, "listing-slots", "listing_keys")}
    assert set(rows(store, "listing-slots", "timed_count")) == {(2,)}
    before = datetime(2026, 3, 16)  # noqa: DTZ001 - the market's wall time has no zone
    assert set(rows(store, "listing-slots", "timed_count", until=before)) == {(3,)}


def test_by_lore_a_term_of_seven_days_ends_in_the_same_slot_where_the_platform_has_one(
    store: Store, bring: Bring
) -> None:
    bring(RIVALS.replace("taobao,2026-03-09,裙,乙店", "tmall,2026-03-09,裙,乙店"))
    shown = "platform event weekday hour term_days confidence"
    told = rows(store, "listing-slots", shown)
    assert {row[0] for row in told if row[1] == "term-ends"} == {"taobao"}
    assert ("taobao", "term-ends", 1, 10, 7, "C") in told
    assert ("taobao", "listed", 1, 10, None, None) in told


def test_own_listings_are_told_apart(store: Store, bring: Bring) -> None:
    bring("平台,类目,日期,排名,店铺名称,角色\n淘宝,裙,2026-03-09,1,甲店,自己\n")
    bring(RIVALS)
    shown = "owner listing_keys timed_count"
    assert set(rows(store, "listing-slots", shown)) == {
        ("own", "1 2", 3),
        ("own", "3", 3),
        ("rival", "4", 0),
    }


def test_a_listing_counts_once_as_last_told(store: Store, bring: Bring) -> None:
    later = "taobao,2026-03-16,裙,甲店,款,1,10,600人付款,2026-03-10 21:00,有货\n"
    silent = "taobao,2026-03-23,裙,甲店,款,1,10,700人付款,,有货\n"
    bring(RIVALS.splitlines(keepends=True)[0] + RIVALS.splitlines(keepends=True)[1] + later + silent)
    shown = "event weekday hour listing_count sold_low last_seen_at"
    at = datetime(2026, 3, 16)  # noqa: DTZ001 - the market's wall time has no zone
    assert rows(store, "listing-slots", shown)[0] == ("listed", 2, 21, 1, 600, at)
    assert rows(store, "listing-slots", "weekday hour", until=at)[0] == (1, 10)


def test_the_slots_read_aloud(store: Store, bring: Bring) -> None:
    bring(RIVALS)
    assert aloud(store, "listing-slots") == (
        "Rivals' listings were most often put on sale Mon 10:00 (2), Sun 20:00 (1), of 3 whose hour is known; "
        "of 1 the day alone is known, of 1 nothing. Descriptive: that the hour matters is lore of the trade, "
        "confidence C."
    )
    assert aloud(store, "listing-slots", "zh").startswith("对手商品最常上架于 周一 10:00（2）、周日 20:00（1），")
