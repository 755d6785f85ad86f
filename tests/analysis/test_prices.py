"""price-history and price-changes: rows in, rows out, counted by hand; and what is read aloud of them."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.store.place import Store

ITEM = "https://item.taobao.com/item.htm?id="


def day(number: int, month: int = 3) -> datetime:
    return datetime(2026, month, number)  # noqa: DTZ001 - the market's wall time has no zone


# --- price-history

WEEKS = f"""日期,类目,店铺名称,宝贝标题,价格,券后价,划线价,活动,链接
2026-03-02,裙,甲店,红裙,100,,199,,{ITEM}1
2026-03-09,裙,甲店,红裙,100,90,199,满减,{ITEM}1
2026-03-16,裙,甲店,红裙,80,,199,周年庆,{ITEM}1
2026-03-23,裙,甲店,红裙,100,,,,{ITEM}1
2026-03-30,裙,甲店,红裙,100,,,,{ITEM}1
2026-03-30,裙,乙店,蓝裙,50-60,,,,{ITEM}2
"""


def test_asked_list_coupon_final_and_regular_price_stand_apart(store: Store, bring: Bring) -> None:
    bring(WEEKS, "weeks.csv")
    shown = "observed_at price_low price_list price_coupon price_final price_regular is_promotion promotion source_row"
    assert rows(store, "price-history", shown, listing="1") == [
        (day(2), 100, 199, None, 100, 100, False, None, 2),
        (day(9), 100, 199, 90, 90, 100, False, "满减", 3),
        (day(16), 80, 199, None, 80, 100, True, "周年庆", 4),
        (day(23), 100, None, None, 100, 100, False, None, 5),
        (day(30), 100, None, None, 100, 100, False, None, 6),
    ]


def test_a_promotion_says_how_deep_it_is_and_what_is_not_known_says_why(store: Store, bring: Bring) -> None:
    bring(WEEKS)
    shown = "listing_key is_promotion promotion_ratio reason price_low price_high"
    found = rows(store, "price-history", shown)
    assert found[2] == ("1", True, 0.2, None, 80, 80)
    assert found[5] == ("2", None, None, "too-few", 50, 60)


def test_a_sale_is_not_called_a_promotion_before_it_is_over(store: Store, bring: Bring) -> None:
    bring(WEEKS)
    shown = "observed_at is_promotion reason"
    assert rows(store, "price-history", shown, listing="1", as_of=day(16), least=2)[-1] == (
        day(16),
        None,
        "not-returned-yet",
    )
    assert rows(store, "price-history", shown, listing="1", until=day(17))[-1] == (day(16), True, None)


def test_earlier_looks_make_the_regular_price_of_those_asked_for(store: Store, bring: Bring) -> None:
    bring(WEEKS)
    shown = "observed_at price_regular is_promotion"
    assert rows(store, "price-history", shown, listing="1", since=day(10), until=day(20)) == [(day(16), 100, True)]


def test_variants_and_currencies_are_series_of_their_own(store: Store, bring: Bring) -> None:
    """Two variants of four looks each: neither makes the other's regular price, nor do four dollars four yuan."""
    looks = [f"2026-03-0{at},1,红裙,{size},{price},{code}" for at in range(1, 5) for size, price, code in VARIANTS]
    bring("\n".join(["日期,商品id,标题,规格,价格,币种", *looks]), platform="amazon")
    shown = "variant_key currency price_regular is_promotion"
    assert set(rows(store, "price-history", shown)) == {
        ("S", "USD", 10, False),
        ("L", "USD", 20, False),
        ("M", "EUR", 4, False),
    }


VARIANTS = (("S", "10", "USD"), ("L", "20", "USD"), ("M", "4", "EUR"))


def test_a_look_without_any_price_is_left_out(store: Store, bring: Bring) -> None:
    bring(f"日期,宝贝标题,价格,券后价,已售,链接\n2026-03-01,甲,-,,5,{ITEM}1\n2026-03-02,甲,-,9,5,{ITEM}1\n")
    shown = "observed_at price_low price_final reason"
    assert rows(store, "price-history", shown) == [(day(2), None, Decimal(9), "no-price")]


def test_price_history_is_read_aloud(store: Store, bring: Bring) -> None:
    bring(WEEKS)
    assert aloud(store, "price-history") == (
        "6 looks at prices of 2 listings, from 2026-03-02 to 2026-03-30. "
        "Of them 1 were promotions of 1 listings, 20% below the regular price; "
        "of 1 it can't be told, and each says why."
    )
    assert aloud(store, "price-history", listing="2") == (
        "1 looks at prices of 1 listings, from 2026-03-30 to 2026-03-30. "
        "None of them is known to be a promotion; of 1 it can't be told, and each says why."
    )
    assert "比常态价低 20%" in aloud(store, "price-history", "zh")


def test_a_price_of_nothing_is_a_price(store: Store, bring: Bring) -> None:
    bring(
        "".join(
            [
                WEEKS.splitlines(keepends=True)[0],
                *(f"2026-03-{at:02},裙,甲店,赠品,0,,,,{ITEM}9\n" for at in range(2, 8)),
            ]
        )
    )
    shown = "price_low price_regular is_promotion promotion_ratio reason"
    assert set(rows(store, "price-history", shown)) == {(0, 0, False, None, None)}


# --- price-changes

MOVES = f"""日期,店铺名称,宝贝标题,价格,券后价,链接
2026-03-01,甲店,红裙,100,,{ITEM}1
2026-03-08,甲店,红裙,90,,{ITEM}1
2026-03-15,甲店,红裙,99,80,{ITEM}1
2026-03-01,乙店,蓝裙,50-60,,{ITEM}2
2026-03-15,乙店,蓝裙,45-66,,{ITEM}2
2026-03-01,乙店,绿裙,30,,{ITEM}3
2026-03-08,乙店,绿裙,30,,{ITEM}3
2026-03-15,丙店,新裙,20,,{ITEM}4
"""

CHANGED = "listing_key price direction reason price_low baseline_price_low low_change low_change_ratio"


def test_changes_since_the_last_look_go_both_ways(store: Store, bring: Bring) -> None:
    bring(MOVES)
    assert rows(store, "price-changes", CHANGED) == [
        ("1", "final", "lower", None, 80, 90, -10, -0.111111),
        ("2", "asked", "mixed", None, 45, 50, -5, -0.1),
        ("2", "final", "lower", None, 45, 50, -5, -0.1),
        ("1", "asked", "higher", None, 99, 90, 9, 0.1),
        ("3", "asked", "unchanged", None, 30, 30, 0, 0),
        ("3", "final", "unchanged", None, 30, 30, 0, 0),
        ("1", "coupon", None, "only-now", 80, None, None, None),
        ("4", "asked", None, "new", 20, None, None, None),
        ("4", "final", None, "new", 20, None, None, None),
    ]


def test_changes_since_a_day_stand_beside_the_last_look_at_or_before_it(store: Store, bring: Bring) -> None:
    """Of 绿裙 nothing was seen after the 8th; the 10th's baseline of 红裙 is the 8th, of 蓝裙 the 1st."""
    bring(MOVES, "moves.csv")
    shown = "listing_key direction reason observed_at baseline_observed_at document source_row baseline_source_row"
    assert rows(store, "price-changes", shown, since=day(10), price="asked") == [
        ("2", "mixed", None, day(15), day(1), "moves.csv", 6, 5),
        ("1", "higher", None, day(15), day(8), "moves.csv", 4, 3),
        ("3", None, "not-seen-since", None, day(8), None, None, 8),
        ("4", None, "new", day(15), None, "moves.csv", 9, None),
    ]
    at_the_first = rows(store, "price-changes", "low_change baseline_observed_at", since=day(1), listing="1")
    assert at_the_first[0] == (-20, day(1))


def test_both_ends_of_a_range_are_compared_and_an_open_end_with_nothing(store: Store, bring: Bring) -> None:
    bring(MOVES)
    bring(f"日期,宝贝标题,价格,链接\n2026-03-01,甲,10起,{ITEM}7\n2026-03-08,甲,12起,{ITEM}7\n")
    shown = "direction low_change high_change low_change_ratio high_change_ratio"
    assert rows(store, "price-changes", shown, listing="2", price="asked") == [("mixed", -5, 6, -0.1, 0.1)]
    assert rows(store, "price-changes", shown, listing="7", price="asked") == [("higher", 2, None, 0.2, None)]


def test_another_currency_is_no_change_of_price(store: Store, bring: Bring) -> None:
    bring(
        "日期,商品id,标题,价格,币种\n2026-03-01,1,a,10,USD\n2026-03-08,1,a,9,EUR\n",
        platform="amazon",
    )
    shown = "direction reason price_low baseline_price_low low_change currency"
    assert rows(store, "price-changes", shown, price="asked") == [(None, "other-currency", 9, 10, None, "EUR")]


def test_what_is_ours_is_known_by_its_shop(store: Store, bring: Bring) -> None:
    """甲店 was ours and is not any more; 乙店 is."""
    bring(MOVES)
    bring(
        "平台,类目,日期,排名,店铺名称,角色\n淘宝,裙,2026-03-01,1,甲店,本店\n淘宝,裙,2026-03-08,1,甲店,竞品\n"
        "淘宝,裙,2026-03-08,2,乙店,本店\n"
    )
    owners = set(rows(store, "price-changes", "shop_name is_own"))
    assert owners == {("甲店", False), ("乙店", True), ("丙店", False)}


def test_price_changes_are_read_aloud(store: Store, bring: Bring) -> None:
    bring(MOVES)
    assert aloud(store, "price-changes") == (
        "Against each listing's look before, the asked price of 0 listings is lower, of 1 higher, of 1 in both "
        "directions and of 1 unchanged; 1 can't be compared. The deepest cut: 红裙 (甲店), final price from 90 to 80 CNY (-11.11%)."
    )
