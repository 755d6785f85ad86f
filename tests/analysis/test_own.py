"""Own sales beside the plan, the week and the peers: counted by hand."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

import duckdb
import pytest
from hypothesis import given, settings, strategies

from tests.analysis.asked import aloud
from tests.support import Bring
from tracker.analysis import asking
from tracker.analysis.aloud import read_aloud
from tracker.errors import InputError
from tracker.store import migrate, questions, targets
from tracker.store.place import Store
from tracker.store.targets import Target

HEADER = "平台,店铺,日期,小时,订单数,件数,金额\n"
WEEK = "".join(f"淘宝,甲店,2026-06-0{day},,10,20,100.5\n" for day in range(1, 8))
"""Monday 1 to Sunday 7 June: 70 orders, 140 units, 703.50."""


def rows(store: Store, question: str, columns: str, **given: Any) -> list[tuple[Any, ...]]:
    return [tuple(row[name] for name in columns.split()) for row in asking.ask(store, question, given).records()]


def plan(**said: Any) -> Target:
    common = {"platform": "taobao", "shop": "甲店", "measure": "units", "since": date(2026, 6, 3)}
    return Target(**{**common, "start_value": Decimal(100), **said})


# --- targets


def test_a_plan_grows_by_a_tenth_a_week_until_it_saturates(store: Store) -> None:
    """100, 110, 121, then 125 instead of 133.1; twice that in high season, half in low."""
    targets.set_target(store, plan(saturation=Decimal(125), high_factor=Decimal(2), low_factor=Decimal("0.5")))
    shown = "season since until week planned is_saturated factor_from is_season reason"
    week = [(date(2026, 6, 1), date(2026, 6, 8)), (date(2026, 6, 8), date(2026, 6, 15))]
    week += [(date(2026, 6, 15), date(2026, 6, 22)), (date(2026, 6, 22), date(2026, 6, 29))]
    usual = [Decimal(100), Decimal(110), Decimal(121), Decimal(125)]
    assert rows(store, "targets", shown, weeks=4) == [
        (season, *week[place], place + 1, usual[place] * factor, place == 3, "said", None, "not-observed")
        for season, factor in (("high", 2), ("low", Decimal("0.5")))
        for place in range(4)
    ]


def test_a_season_that_nobody_gave_a_factor_is_as_a_usual_one_and_says_so(store: Store) -> None:
    targets.set_target(store, plan())
    assert rows(store, "targets", "season planned factor factor_from", weeks=1) == [
        ("high", 100, 1, "none"),
        ("low", 100, 1, "none"),
    ]


def test_progress_is_told_of_a_whole_week_and_bounded_of_a_part(bring: Bring, store: Store) -> None:
    bring(HEADER + WEEK + "淘宝,甲店,2026-06-08,,10,200,9\n淘宝,乙店,2026-06-01,,1,1000,1\n")
    targets.set_target(store, plan(start_value=Decimal(200), growth_ratio=Decimal(0), high_months=(6,)))
    shown = "since sold_low sold_high days_observed progress_low progress_high shortfall_low shortfall_high reason"
    high = [row[1:] for row in rows(store, "targets", f"season is_season {shown}", weeks=3) if row[0] == "high"]
    assert high == [
        (True, date(2026, 6, 1), 140, 140, 7, 0.7, 0.7, 60, 60, None),
        (True, date(2026, 6, 8), 200, None, 1, 1.0, None, 0, 0, "days-missing"),
        (True, date(2026, 6, 15), None, None, 0, None, None, None, None, "not-observed"),
    ]


def test_a_plan_ends_before_numbers_that_no_shop_sells(store: Store) -> None:
    """Eleven times as much each week: 1000 × 11^8 is below a million million, 11^9 isn't."""
    targets.set_target(store, plan(start_value=Decimal(1000), growth_ratio=Decimal(10)))
    weeks = rows(store, "targets", "week planned")
    assert weeks[-1] == (9, 1000 * 11**8)
    assert len(rows(store, "targets", "week", weeks=520)) == len(weeks) == 18


def test_as_of_tells_the_week_as_it_stood(bring: Bring, store: Store) -> None:
    bring(HEADER + WEEK)
    targets.set_target(store, plan())
    moment = datetime(2026, 6, 3)  # noqa: DTZ001 - the market's wall time has no zone
    assert rows(store, "targets", "sold_low sold_high days_observed", weeks=1, as_of=moment)[0] == (40, None, 2)


def test_an_amount_is_counted_in_its_own_currency(bring: Bring, store: Store) -> None:
    bring(HEADER + WEEK)
    targets.set_target(store, plan(measure="amount", currency="CNY"))
    targets.set_target(store, plan(measure="amount", currency="USD", since=date(2026, 5, 25)))
    found = rows(store, "targets", "target_since since sold_low", weeks=2)
    assert (date(2026, 6, 1), date(2026, 6, 1), Decimal("703.5")) in found
    assert (date(2026, 5, 25), date(2026, 6, 1), None) in found


def test_a_day_is_what_its_row_says_else_its_twenty_four_hours(bring: Bring, store: Store) -> None:
    hours = "".join(f"淘宝,甲店,2026-06-02,{hour},1,1,1\n" for hour in range(24))
    text = f"{HEADER}淘宝,甲店,2026-06-01,,10,20,1\n淘宝,甲店,2026-06-01,9,1,2,1\n{hours}淘宝,甲店,2026-06-03,9,1,5,1\n"
    bring(text)
    targets.set_target(store, plan())
    assert rows(store, "targets", "sold_low sold_high days_observed reason", weeks=1)[0] == (
        49,
        None,
        2,
        "days-missing",
    )


@pytest.mark.parametrize(
    "said",
    [
        {"start_value": Decimal(-1)}, {"growth_ratio": Decimal(-1)}, {"saturation": Decimal(-5)}, {"measure": "stars"},
        {"high_factor": Decimal(0)}, {"measure": "amount"}, {"currency": "CNY"}, {"shop": " "},
    ],
)  # fmt: skip
def test_a_plan_that_makes_no_sense_is_not_kept(store: Store, said: dict[str, Any]) -> None:
    with pytest.raises(InputError) as caught:
        targets.set_target(store, plan(**said))
    assert caught.value.code == "target-unreadable"
    assert targets.list_targets(store) == []


def test_a_target_said_again_replaces_the_one_before_and_can_be_taken_back(store: Store) -> None:
    targets.set_target(store, plan())
    kept = targets.set_target(store, plan(start_value=Decimal(7), high_months=(11, 6)))
    assert targets.list_targets(store) == [kept]
    assert targets.delete_target(store, "taobao", "甲店") == 1
    with pytest.raises(InputError, match="no such target"):
        targets.delete_target(store, "taobao", "甲店")


def test_the_sentence_says_how_much_stands_behind_the_week(bring: Bring, store: Store) -> None:
    bring(HEADER + WEEK)
    targets.set_target(store, plan(start_value=Decimal(200)))
    said = {"weeks": 1}
    assert read_aloud("targets", asking.ask(store, "targets", said), said) == (
        "甲店, week of 2026-06-01: planned 200 units (high season), sold 140 units on 7 of 7 days. 60 units were lacking. "
        "甲店: nobody said seasonal factors, and no readings of its market show a season over two years, so no week is "
        "planned above or below a usual one."
    )


# --- order-hours and slots


def test_hours_of_the_week_are_means_over_the_hours_told(bring: Bring, store: Store) -> None:
    """Mondays 1 and 8 June at 9: 3 and 5 orders; at 10 only once. Nothing is told of other hours, so no share."""
    text = "淘宝,甲店,2026-06-01,9,3,,\n淘宝,甲店,2026-06-08,9,5,,\n淘宝,甲店,2026-06-08,10,0,,\n淘宝,甲店,2026-06-08,,99,,\n"
    bring(HEADER + text)
    shown = "weekday hour order_count hour_count orders_per_hour share slot_count week_count reason"
    assert rows(store, "order-hours", shown) == [
        (1, 9, 8, 2, 4.0, None, 2, 2, "slots-missing"),
        (1, 10, 0, 1, 0.0, None, 2, 2, "slots-missing"),
    ]


@settings(deadline=None, max_examples=20)
@given(counts=strategies.lists(strategies.integers(0, 50), min_size=168, max_size=168).filter(any))
def test_shares_of_a_whole_week_add_up_to_one(counts: list[int]) -> None:
    """Asked of the query itself: an import of 168 rows for each example would take too long."""
    found = _hours_of(counts)
    assert sum(row["share"] for row in found) == pytest.approx(1)
    assert all(row["share"] == pytest.approx(row["order_count"] / sum(counts)) for row in found)


def _hours_of(counts: list[int]) -> list[dict[str, Any]]:
    question = questions.get("order-hours")
    with duckdb.connect() as con:
        migrate.create(con)
        con.execute(
            """INSERT INTO own_sales (platform, shop_key, since, until, order_count, standing)
            SELECT 'taobao', 'x', TIMESTAMP '2026-06-01' + to_hours(place - 1),
                   TIMESTAMP '2026-06-01' + to_hours(place), count, true
            FROM (SELECT unnest($counts::BIGINT[]) AS count, unnest(range(1, 169)) AS place)""",
            {"counts": counts},
        )
        answer = con.execute(question.sql, questions.parameters(question, {}))
        names = [each[0] for each in answer.description]
        return [dict(zip(names, row, strict=True)) for row in answer.fetchall()]


LISTINGS = """日期,类目,店铺名称,宝贝标题,已售,上架时间,链接
2026-06-01,裙,乙店,强,1000,2026-05-04 09:30,https://item.taobao.com/item.htm?id=1
2026-06-01,裙,乙店,弱,10,2026-05-04 09:10,https://item.taobao.com/item.htm?id=2
2026-06-01,裙,乙店,弱二,20,2026-05-04,https://item.taobao.com/item.htm?id=3
2026-06-01,裙,乙店,弱三,30,2026-05-04 10:10,https://item.taobao.com/item.htm?id=4
"""
"""Upper quarter of 10 20 30 1000 (type 7): from 272.5 on, one listing. One has no time of day."""


def test_a_slot_scores_demand_over_strong_rivals(bring: Bring, store: Store) -> None:
    """Orders 6 and 2: demand 0.75 and 0.25; one strong rival at 9, none at 10."""
    bring(f"{HEADER}淘宝,甲店,2026-06-01,9,6,,\n淘宝,甲店,2026-06-01,10,2,,\n")
    bring(LISTINGS, "listings.csv")
    shown = "category weekday hour demand_share strong_count timed_count strong_total score rank reason"
    assert rows(store, "slots", shown) == [
        ("裙", 1, 9, 0.75, 1, 3, 1, 375.0, 1, "slots-missing"),
        ("裙", 1, 10, 0.25, 0, 3, 1, 250.0, 2, "slots-missing"),
    ]
    assert rows(store, "slots", "hour score", epsilon=0.5) == [(9, 500.0), (10, 500.0)]


def test_rivals_of_a_slot_are_those_still_on_sale_at_the_time_last_told(bring: Bring, store: Store) -> None:
    """A later look without times of listing keeps those told; what it says is delisted is no rival."""
    bring(f"{HEADER}淘宝,甲店,2026-06-01,9,6,,\n淘宝,甲店,2026-06-01,10,2,,\n")
    bring(LISTINGS, "listings.csv")
    shown = "hour strong_count timed_count"
    assert rows(store, "slots", shown) == [(9, 1, 3), (10, 0, 3)]
    header = "日期,类目,店铺名称,宝贝标题,已售,库存状态,链接\n"
    link = "https://item.taobao.com/item.htm?id="
    bring(f"{header}2026-06-08,裙,乙店,强,1000,有货,{link}1\n", "silent.csv")
    assert rows(store, "slots", shown) == [(9, 1, 3), (10, 0, 3)]
    bring(f"{header}2026-06-15,裙,乙店,强,1000,已下架,{link}1\n", "gone.csv")
    assert rows(store, "slots", "hour timed_count") == [(9, 2), (10, 2)]
    assert rows(store, "slots", shown, as_of="2026-06-08") == [(9, 1, 3), (10, 0, 3)]


def test_our_own_listings_are_no_rivals_where_the_name_alone_tells_the_shop(bring: Bring, store: Store) -> None:
    """The board names our shop, the listings have its number too."""
    bring(f"{HEADER}淘宝,甲店,2026-06-01,9,6,,\n")
    offers = "日期,店铺ID,店铺名称,宝贝标题,价格,上架时间,链接\n" + "".join(
        f"2026-06-01,{shop},10,2026-05-04 09:30,https://item.taobao.com/item.htm?id={shop[0]}\n"
        for shop in ("7,甲店,我的", "8,乙店,他的")
    )
    bring("平台,日期,排名,店铺名称,角色\n淘宝,2026-06-01,1,甲店,自己\n", "board.csv")
    bring(offers, "listings.csv")
    assert rows(store, "slots", "timed_count") == [(1,)]


def test_without_a_time_of_listing_there_is_no_score(bring: Bring, store: Store) -> None:
    bring(f"{HEADER}淘宝,甲店,2026-06-01,9,6,,\n")
    bring(LISTINGS.replace(" 09:30", "").replace(" 09:10", "").replace(" 10:10", ""), "listings.csv")
    assert rows(store, "slots", "score rank reason") == [(None, None, "no-listing-times")]


# --- own-against-peers

BOARD = """平台,类目,日期,排名,店铺名称,30天销量,角色
淘宝,裙,2026-07-01,1,乙店,1200,竞品
淘宝,裙,2026-07-01,2,丙店,500+,竞品
淘宝,裙,2026-07-01,3,丁店,-,竞品
淘宝,裙,2026-07-01,4,甲店,600,本店
"""


def thirty(days: int = 30) -> str:
    return HEADER + "".join(f"淘宝,甲店,2026-06-{day:02d},,1,20,1\n" for day in range(1, days + 1))


def test_only_the_same_thirty_days_stand_side_by_side(bring: Bring, store: Store) -> None:
    """600 units from 1 to 30 June; the sales of 1 July are of another window."""
    bring(thirty() + "淘宝,甲店,2026-07-01,,1,9999,1\n")
    bring(BOARD, "board.csv")
    shown = "shop_name is_own rank own_units_low own_units_high ratio_low ratio_high days_observed reason source_row"
    assert rows(store, "own-against-peers", shown) == [
        ("乙店", False, 1, 600, 600, 0.5, 0.5, 30, None, 2),
        ("丙店", False, 2, 600, 600, 0.0, 1.2, 30, None, 3),
        ("丁店", False, 3, 600, 600, None, None, 30, "peer-unknown", 4),
        ("甲店", True, 4, 600, 600, 1.0, 1.0, 30, None, 5),
    ]


def test_days_that_lack_leave_our_own_end_open(bring: Bring, store: Store) -> None:
    bring(thirty(29))
    bring(BOARD, "board.csv")
    assert rows(
        store, "own-against-peers", "own_units_low own_units_high ratio_low ratio_high reason", shop="乙店"
    ) == [(580, None, pytest.approx(580 / 1200), None, "days-missing")]


def test_a_shop_whose_own_sales_were_imported_is_no_peer_of_itself(bring: Bring, store: Store) -> None:
    """The board tells no role: importing its back office says whose the shop is."""
    bring(thirty())
    bring("平台,类目,日期,排名,店铺名称,30天销量\n淘宝,裙,2026-07-01,1,乙店,1200\n淘宝,裙,2026-07-01,2,甲店,500\n")
    assert rows(store, "own-against-peers", "shop_name is_own") == [("乙店", False), ("甲店", True)]
    assert read_aloud("own-against-peers", asking.ask(store, "own-against-peers"), {}).endswith(
        "surely more than 0 and surely less than 1 of 1 peers on the board."
    )


def test_the_sentence_counts_only_peers_that_surely_sold_more_or_less(bring: Bring, store: Store) -> None:
    bring(thirty())
    bring(BOARD, "board.csv")
    assert read_aloud("own-against-peers", asking.ask(store, "own-against-peers"), {}) == (
        "In the thirty days to 2026-07-01 甲店 sold 600 units (30 of 30 days told): surely more than 0 and surely less "
        "than 1 of 3 peers on the board."
    )


def test_a_peer_that_sold_none_counts_among_those_that_we_sold_more_than(bring: Bring, store: Store) -> None:
    bring(thirty(29))
    bring(BOARD.replace("丁店,-", "丁店,0"), "board.csv")
    assert aloud(store, "own-against-peers").endswith(
        "surely more than 1 and surely less than 0 of 3 peers on the board."
    )
    assert aloud(store, "own-against-peers", "zh").endswith("肯定多于 1 家，肯定少于 0 家。")
