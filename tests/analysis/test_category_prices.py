"""price-bands, price-index and price-position: rows in, rows out, counted by hand; and what is read aloud of them."""

from __future__ import annotations

from datetime import datetime
from math import exp, log
from typing import Any

import pytest

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.store.connect import writing
from tracker.store.place import Store

ITEM = "https://item.taobao.com/item.htm?id="


def day(number: int, month: int = 3) -> datetime:
    return datetime(2026, month, number)  # noqa: DTZ001 - the market's wall time has no zone


def test_a_listing_stands_in_the_currency_of_its_newest_look_alone(store: Store, bring: Bring) -> None:
    bring(
        "平台,日期,类目,店铺名称,宝贝标题,价格,币种,自家,链接\n"
        f"taobao,2026-03-02,裙,甲店,一,100,CNY,,{ITEM}1\n"
        f"taobao,2026-03-09,裙,甲店,一,15,USD,,{ITEM}1\n"
        f"taobao,2026-03-09,裙,乙店,二,90,CNY,是,{ITEM}2\n"
    )
    assert rows(store, "price-bands", "currency listing_count") == [("CNY", 1), ("USD", 1)]
    assert rows(store, "price-position", "currency listing_key peer_count") == [("CNY", "2", 0)]


@pytest.mark.parametrize(("language", "begin"), [("en", "Taobao: "), ("zh", "淘宝：")])
@pytest.mark.parametrize("question", ["price-bands", "price-index"])
def test_a_market_without_a_category_is_called_by_its_platform(
    store: Store, bring: Bring, question: str, language: str, begin: str
) -> None:
    bring(f"平台,日期,店铺名称,宝贝标题,价格,链接\ntaobao,2026-03-02,甲店,一,100,{ITEM}1\n")
    assert aloud(store, question, language).startswith(begin)


# --- price-bands

BANDS = f"""日期,类目,店铺名称,宝贝标题,规格,价格,销量,自家,链接
2026-03-01,裙,甲店,旧,,5,9人付款,,{ITEM}1
2026-03-04,裙,甲店,一,,10,100人付款,,{ITEM}2
2026-03-09,裙,甲店,二,,20,10人付款,,{ITEM}3
2026-03-02,裙,甲店,二,,70,90人付款,,{ITEM}3
2026-03-09,裙,甲店,三,S,35,1万+人付款,,{ITEM}4
2026-03-09,裙,甲店,三,L,45,1万+人付款,,{ITEM}4
2026-03-09,裙,乙店,四,,39,已售50,是,{ITEM}5
2026-03-09,裙,乙店,五,,52,2人付款,,{ITEM}6
2026-03-09,裙,乙店,六,,60,,,{ITEM}7
"""
"""Within 7 days of the 9th six listings, low prices 10 20 35 | 39 52 60: the edge 39 is 40 when it is rounded."""

BAND = "band_low band_high sold_kind listing_count own_count open_count sold_low sold_high amount_low amount_high"


def test_price_bands_count_listings_units_and_revenue_by_kind_of_counter(store: Store, bring: Bring) -> None:
    """Below 40: 10, 20, 35-45 (a range stands at its low end) and 39. Paid there: 100 + 10 + at least 10000,
    worth at least 100 * 10 + 10 * 20 + 10000 * 35."""
    bring(BANDS)
    assert rows(store, "price-bands", BAND, bands=2) == [
        (0, 40, "paid", 3, 0, 1, 10110, None, 351200, None),
        (0, 40, "sold", 1, 1, 0, 50, 50, 1950, 1950),
        (40, None, "paid", 1, 0, 0, 2, 2, 104, 104),
        (40, None, None, 1, 0, 0, None, None, None, None),
    ]
    shown = "band_listing_count band_own_count listing_share day first_observed_at last_observed_at"
    assert rows(store, "price-bands", shown, bands=2)[0] == (4, 1, 4 / 6, day(9).date(), day(4), day(9))


def test_how_old_a_look_may_be_is_said(store: Store, bring: Bring) -> None:
    bring(BANDS)
    assert sum(count for (count,) in rows(store, "price-bands", "listing_count")) == 6
    assert sum(count for (count,) in rows(store, "price-bands", "listing_count", days=8)) == 7
    assert sum(count for (count,) in rows(store, "price-bands", "listing_count", days=0)) == 5
    assert rows(store, "price-bands", "listing_count day", as_of=day(1)) == [(1, day(1).date())]


def test_edges_are_round_and_bands_hold_about_as_many(store: Store, bring: Bring) -> None:
    prices = [19, 29, 39, 49, 59, 69, 79, 89, 99, 109, 129, 149, 189, 229, 269, 329, 499, 999]
    looks = [f"2026-03-09,裙,{price},{price},{ITEM}{price}" for price in prices]
    bring("\n".join(["日期,类目,宝贝标题,价格,链接", *looks]))
    shown = "band_low band_high listing_count"
    assert rows(store, "price-bands", shown) == [
        (0, 50, 4),
        (50, 80, 3),
        (80, 110, 3),
        (110, 190, 3),
        (190, 350, 3),
        (350, None, 2),
    ]
    assert rows(store, "price-bands", shown, bands=1) == [(0, None, 18)]


def test_price_bands_are_read_aloud(store: Store, bring: Bring) -> None:
    bring(BANDS)
    assert aloud(store, "price-bands", bands=2) == (
        "Taobao 裙: of 6 listings recorded up to 2026-03-09, most, 66.7%, ask [0, 40) CNY; we stand in [0, 40) (1)."
    )
    assert aloud(store, "price-bands", bands=2, as_of=day(1)).endswith("we stand in none of the bands.")


# --- price-index

INDEX = "since until segment jevons geks item_count matched_count coverage_ratio reason"


def looks(table: dict[str, list[float | None]], days: list[str], category: str = "裙") -> str:
    """A file of asked prices: a row of prices an item, a column a day."""
    told = [
        f"{at},{category},{item},{price},{ITEM}{item}"
        for item, prices in table.items()
        for at, price in zip(days, prices, strict=True)
        if price is not None
    ]
    return "\n".join(["日期,类目,宝贝标题,价格,链接", *told])


MONDAYS = ["2026-03-02", "2026-03-09", "2026-03-23", "2026-03-30"]


def test_the_index_follows_the_same_items_over_observed_weeks(store: Store, bring: Bring) -> None:
    """Second week: 1.1, 1, 1 and their geometric mean; the dear newcomer of it changes nothing. Nobody looked in the
    week of the 16th. GEKS is the mean of the direct and the two chained ways to the third, and of the direct again."""
    bring(looks({"1": [10, 11, 11], "2": [20, 20, 20], "3": [30, 30, 15], "4": [None, 999, 999]}, MONDAYS[:3]))
    first_second, second_third, first_third = log(1.1) / 3, log(0.5) / 4, (log(1.1) + log(0.5)) / 3
    days = [day(number).date() for number in (2, 9, 16, 23, 30)]
    assert rows(store, "price-index", INDEX) == [
        (days[0], days[1], 1, 100, 100, 3, 0, None, None),
        (
            days[1],
            days[2],
            1,
            level(first_second),
            level((2 * first_second + first_third - second_third) / 3),
            4,
            3,
            0.75,
            None,
        ),
        (
            days[3],
            days[4],
            1,
            level(first_second + second_third),
            level((2 * first_third + first_second + second_third) / 3),
            4,
            4,
            1,
            None,
        ),
    ]
    newest = rows(store, "price-index", "previous_since jevons_low jevons jevons_high geks_low geks geks_high")[-1]
    assert newest[0] == days[1]
    assert newest[1] < newest[2] < newest[3]
    assert newest[4] < newest[5] < newest[6]


def level(change: float) -> float:
    """An index as it is told, of a log change."""
    return round(100 * exp(change), 6)


def test_a_break_begins_a_segment_and_a_lone_period_has_no_index(store: Store, bring: Bring) -> None:
    bring(looks({"1": [10, None, 5, 6], "2": [20, None, 5, 6], "3": [30, 7, 5, 6]}, MONDAYS))
    assert rows(store, "price-index", "segment jevons jevons_low matched_count reason") == [
        (1, None, None, 0, "only-period"),
        (2, None, None, 1, "only-period"),
        (3, 100, 100, 1, "too-few-matched"),
        (3, 120, 120, 3, None),
    ]


def test_the_price_of_a_period_is_the_geometric_mean_of_its_days(store: Store, bring: Bring) -> None:
    """Monday 10, Tuesday 90 then 40: of a day the last look counts, and the mean of 10 and 40 is 20."""
    days = ["2026-03-02", "2026-03-03 09:00", "2026-03-03 21:00", "2026-03-09"]
    bring(looks({"1": [10, 90, 40, 40], "2": [10, 90, 40, 40]}, days))
    assert rows(store, "price-index", "jevons", least=2) == [(100,), (200,)]
    assert rows(store, "price-index", "jevons", least=2, step="month") == [(None,)]
    assert rows(store, "price-index", "jevons", least=2, step="day") == [(100,), (400,), (400,)]


def test_the_index_of_coupon_and_final_prices(store: Store, bring: Bring) -> None:
    bring(
        f"""日期,宝贝标题,价格,券后价,链接
2026-03-02,甲,10,8,{ITEM}1
2026-03-02,乙,10,,{ITEM}2
2026-03-09,甲,10,4,{ITEM}1
2026-03-09,乙,10,5,{ITEM}2
"""
    )
    assert rows(store, "price-index", "jevons", least=2) == [(100,), (100,)]
    assert rows(store, "price-index", "jevons item_count", price="coupon", least=2) == [(None, 1), (None, 2)]
    assert rows(store, "price-index", "jevons", price="final", least=2) == [(100,), (50,)]


def test_other_currencies_and_categories_have_an_index_of_their_own(store: Store, bring: Bring) -> None:
    bring(looks({"1": [10, 20], "2": [10, 20]}, MONDAYS[:2], "裙"))
    bring(looks({"3": [10, 5], "4": [10, 5]}, MONDAYS[:2], "裤"))
    assert rows(store, "price-index", "category jevons", least=2) == [("裙", 100), ("裙", 200), ("裤", 100), ("裤", 50)]


def test_the_price_index_is_read_aloud(store: Store, bring: Bring) -> None:
    bring(looks({"1": [10, None, 5, 6], "2": [20, None, 5, 6], "3": [30, 7, 5, 6]}, MONDAYS))
    assert aloud(store, "price-index") == (
        "Taobao 裙: the asked price index of matched listings stands at 120 (95 % interval 120) in the period from "
        "2026-03-30, with the one from 2026-03-23 = 100; GEKS says 120. 3 of 3 listings and variants were matched there. "
        "Too few matched 2 times before: nothing bridges these breaks."
    )
    assert aloud(store, "price-index", until=day(10)) == (
        "Taobao 裙: too few of the same listings to compare the period from 2026-03-09."
    )


# --- price-position

RIVALS = f"""日期,类目,店铺名称,宝贝标题,价格,券后价,自家,链接
2026-03-09,裙,本店,我裙,100,90,是,{ITEM}1
2026-03-09,裙,甲店,甲裙,80,,,{ITEM}2
2026-03-08,裙,甲店,乙裙,120,,,{ITEM}3
2026-03-09,裙,乙店,丙裙,60-200,,,{ITEM}4
2026-03-01,裙,乙店,旧裙,10,,,{ITEM}5
2026-03-09,裤,乙店,裤子,10,,,{ITEM}6
"""

STANDING = "listing_key basis price_low price_high peer_count peer_shop_count peer_median_low peer_median_high"


def group(store: Store, *members: tuple[Any, ...]) -> None:
    """Say that listings are one product: listing_key, relation, pack_count, unit_amount, unit of each."""
    with writing(store) as con:
        for listing, relation, pack, amount, unit in members:
            con.execute(
                "INSERT INTO store.product_member (product, platform, listing_key, variant_key, relation, pack_count,"
                " unit_amount, unit) VALUES ('裙子', 'taobao', ?, '', ?, ?, ?, ?)",
                [listing, relation, pack, amount, unit],
            )


def test_our_price_stands_beside_those_of_the_category(store: Store, bring: Bring) -> None:
    """Ours is 90 after coupon. Peers of the last 7 days: 80, 120, 60 to 200: medians 80 and 120; only 80 is surely
    cheaper, 60-200 may be."""
    bring(RIVALS)
    assert rows(store, "price-position", STANDING) == [("1", "category", 90, 90, 3, 2, 80, 120)]
    shown = "relative_low relative_high rank_low rank_high gap_low gap_high gap_low_ratio gap_high_ratio"
    assert rows(store, "price-position", shown) == [(75, 112.5, 2, 3, -110, 30, -0.55, 0.5)]
    shown = (
        "cheapest_listing_key cheapest_shop_name observed_at peer_first_observed_at peer_last_observed_at source_row"
    )
    assert rows(store, "price-position", shown) == [("4", "乙店", day(9), day(8), day(9), 2)]
    assert rows(store, "price-position", "price_low peer_count", price="asked", days=8) == [(100, 4)]


def test_too_few_peers_have_no_median(store: Store, bring: Bring) -> None:
    bring(RIVALS)
    shown = "peer_count peer_median_low relative_high rank_low cheapest_low reason"
    assert rows(store, "price-position", shown, least=4) == [(3, None, None, 2, 60, "too-few-peers")]
    bring(f"日期,类目,店铺名称,宝贝标题,价格,自家,链接\n2026-03-09,帽,本店,帽子,9,是,{ITEM}9\n")
    assert rows(store, "price-position", shown, category="帽") == [(0, None, None, None, None, "no-peers")]


def test_exact_and_equivalent_products_are_told_apart(store: Store, bring: Bring) -> None:
    bring(RIVALS)
    pieces = (None, None, None)
    group(store, ("1", "exact", *pieces), ("2", "exact", *pieces), ("3", "equivalent", *pieces))
    shown = "basis product peer_count peer_median_low relative_low gap_low rank_low reason"
    assert rows(store, "price-position", shown) == [
        ("category", None, 3, 80, 75, -110, 2, None),
        ("product-equivalent", "裙子", 2, 100, 90, 10, 2, None),
        ("product-exact", "裙子", 1, 80, 112.5, 10, 2, None),
    ]
    assert rows(store, "price-position", "basis", basis="product-exact") == [("product-exact",)]


def test_packs_are_compared_by_what_is_in_them_and_else_left_out(store: Store, bring: Bring) -> None:
    """Ours holds two of 500 ml for 90. 80 for one of 250 ml is 320 for as much; a pack that nobody told is no peer."""
    bring(RIVALS)
    group(store, ("1", "exact", 2, 500, "ml"), ("2", "exact", 1, 250, "ml"), ("3", "exact", None, None, None))
    shown = "peer_count unlike_count cheapest_low relative_low gap_low_ratio"
    assert rows(store, "price-position", shown, basis="product-exact") == [(1, 1, 320, 28.125, -0.71875)]


def test_other_platforms_are_compared_only_when_they_are_asked_for(store: Store, bring: Bring) -> None:
    bring(RIVALS)
    bring("日期,类目,店铺名称,商品id,标题,价格\n2026-03-09,裙,京店,77,京裙,50\n", platform="jd")
    shown = "platform peer_count cheapest_platform cheapest_low"
    assert rows(store, "price-position", shown) == [("taobao", 3, "taobao", 60)]
    everywhere = {"compare": "all-platforms", "platform": "taobao"}
    assert rows(store, "price-position", shown, **everywhere) == [("taobao", 4, "jd", 50)]


def test_price_position_is_read_aloud(store: Store, bring: Bring) -> None:
    bring(RIVALS)
    group(store, ("1", "exact", None, None, None), ("2", "exact", None, None, None))
    assert aloud(store, "price-position", basis="product-exact") == (
        "Against the same product: of 1 of our prices 1 lie above the peers' median, 0 below it, 0 at it or across it; "
        "0 have too few peers. Furthest above the cheapest: 我裙, by 10 CNY (12.5%) over 甲店."
    )
    assert aloud(store, "price-position", basis="category").startswith(
        "Against the whole category, not the same product: of 1 of our prices 0 lie above the peers' median, 0 below it, 1"
    )
