"""trend and trend-points: rows in, rows out, counted by hand; and what is read aloud of them."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.analysis.asking import ask
from tracker.errors import InputError
from tracker.store.place import Store

ITEM = "https://item.taobao.com/item.htm?id="


def day(number: int, month: int = 3) -> datetime:
    return datetime(2026, month, number)  # noqa: DTZ001 - the market's wall time has no zone


def weekly(*values: object) -> str:
    """Readings of 连衣裙, a Sunday each, from 2026-03-01 on; None: nobody looked."""
    days = [day(1) + timedelta(weeks=week) for week in range(len(values))]
    lines = [f"{each:%Y-%m-%d},{value}" for each, value in zip(days, values, strict=True) if value is not None]
    return "\n".join(["日期,连衣裙", *lines, ""])


def bring_weekly(bring: Bring, *values: object) -> None:
    bring(weekly(*values), "index.csv", kind="trend", source="百度指数")


def listings(column: str, *values: object, step: int = 7, title: str = "红裙", key: int = 1) -> str:
    """Looks at one listing, `step` days apart from 2026-03-01 on."""
    days = [day(1) + timedelta(days=step * look) for look in range(len(values))]
    lines = [f"{each:%Y-%m-%d},甲店,{title},{value},{ITEM}{key}" for each, value in zip(days, values, strict=True)]
    return "\n".join([f"日期,店铺名称,宝贝标题,{column},链接", *lines, ""])


# --- keywords


def test_a_keyword_that_doubles_each_week_grows_by_its_own_size(store: Store, bring: Bring) -> None:
    """2/5! = 0.0167: five points in order are beyond chance at 5 %."""
    bring_weekly(bring, 100, 200, 400, 800, 1600)
    [found] = ask(store, "trend").records()
    assert found["growth_low"] == found["growth_high"] == pytest.approx(1)
    assert (found["growth_from"], found["growth_to"]) == (pytest.approx(1), pytest.approx(1))
    assert found["p"] == pytest.approx(2 / 120)
    shown = "point_count first_at last_at first_low last_high tau_low tau_high p_exact direction change_count reason"
    assert [found[name] for name in shown.split()] == [
        5, day(1), day(29), 100, 1600, 1, 1, True, "rising", None, "too-few-for-changes",
    ]  # fmt: skip


def test_a_hole_counts_by_its_time_and_not_by_its_number(store: Store, bring: Bring) -> None:
    """Ten per cent a week, with two weeks that nobody saw."""
    bring_weekly(bring, 100, 110, None, None, 146.41, 161.051)
    assert rows(store, "trend", "growth_low")[0][0] == pytest.approx(0.1)
    assert rows(store, "trend-points", "gap")[0] == (True,)


def test_growth_per_week_of_daily_readings(store: Store, bring: Bring) -> None:
    """One per cent a day is 1.01^7 - 1 a week."""
    lines = "\n".join(f"2026-03-{number:02},{1000 * 1.01**number:.6f}" for number in range(1, 10))
    bring(f"日期,连衣裙\n{lines}\n", "days.csv", kind="trend", source="百度指数")
    shown = "period growth_low change_count outlier_count direction"
    [(period, growth, *rest)] = rows(store, "trend", shown)
    assert growth == pytest.approx(1.01**7 - 1, rel=1e-4)
    assert (period, rest) == ("day", [0, 0, "rising"])


def test_under_four_points_nothing_is_computed_and_with_four_nothing_is_proven(store: Store, bring: Bring) -> None:
    bring_weekly(bring, 1, 2, 3)
    shown = "point_count growth_low p p_exact tau_low direction reason"
    assert rows(store, "trend", shown) == [(3, None, None, None, None, "too-short", "too-few")]
    bring_weekly(bring, 1, 2, 3, 4)
    [(count, growth, p, *rest)] = rows(store, "trend", shown)
    assert (count, p, rest) == (4, pytest.approx(1 / 12), [True, 1, "too-short", "too-few-for-changes"])
    assert growth is not None


def test_zeros_have_a_change_in_the_unit_and_no_growth(store: Store, bring: Bring) -> None:
    bring_weekly(bring, 0, 3, 6, 9, 12)
    shown = "growth_low change_low change_high direction reason"
    assert rows(store, "trend", shown) == [(None, 3, 3, "rising", "too-few-for-changes has-zeros")]


def test_bounds_make_the_growth_a_range_that_holds_all_they_allow(store: Store, bring: Bring) -> None:
    bring_weekly(bring, 8, 8, "<1", 8, 8)
    [(low, high, p, direction, reason)] = rows(store, "trend", "change_low change_high p direction reason")
    assert (low, high) == (0, 0)
    assert (p, direction, reason) == (1, "no-trend", "too-few-for-changes bounds has-zeros")


def test_a_spike_is_flagged_and_kept_and_a_level_that_holds_is_none(store: Store, bring: Bring) -> None:
    bring_weekly(bring, *[100, 101] * 4, 400, *[100, 101] * 4)
    assert rows(store, "trend", "change_count outlier_count direction") == [(0, 1, "no-trend")]
    points = rows(store, "trend-points", "value_low is_outlier level")
    assert [each for each in points if each[1]] == [(400, True, 1)]
    assert len(points) == 17


def test_a_change_of_level_is_found_where_it_was(store: Store, bring: Bring) -> None:
    bring_weekly(bring, *[100, 101] * 5, *[150, 151] * 3)
    assert rows(store, "trend", "change_count outlier_count") == [(1, 0)]
    levels = rows(store, "trend-points", "point_at level")
    assert levels[9:11] == [(day(3, 5), 1), (day(10, 5), 2)]


def test_readings_of_other_lengths_are_other_series(sample_store: Store) -> None:
    """Google Keyword Planner tells a mean of the year beside twelve months: it is none of them."""
    found = rows(sample_store, "trend", "period point_count", metric="search_volume", keyword="maxi dress")
    assert found == [("month", 12), ("year", 1)]


def test_a_rank_that_rises_is_worse(store: Store, bring: Bring) -> None:
    lines = "".join(f"生意参谋,2026-03-0{number},裙,{number}\n" for number in range(1, 7))
    bring(f"来源,日期,关键词,平均排名\n{lines}", "ranks.csv")
    assert rows(store, "trend", "unit direction") == [("rank", "worsening")]
    assert "worsens" in aloud(store, "trend")


def test_as_of_leaves_out_what_had_not_ended(store: Store, bring: Bring) -> None:
    bring_weekly(bring, 1, 2, 3, 4, 5, 6)
    assert rows(store, "trend", "point_count last_at", as_of=day(22)) == [(3, day(15))]


# --- listings


def test_a_price_is_the_lowest_of_its_variants_at_the_last_look_of_the_week(store: Store, bring: Bring) -> None:
    bring(
        f"""日期,宝贝标题,规格,价格,链接
2026-03-02 09:00,甲,S,50,{ITEM}1
2026-03-04 09:00,甲,S,40,{ITEM}1
2026-03-04 09:00,甲,L,60,{ITEM}1
2026-03-09 09:00,甲,S,44,{ITEM}1
""",
        "variants.csv",
    )
    shown = "unit point_count first_low first_high last_low last_high reason"
    assert rows(store, "trend", shown, of="price") == [("CNY", 2, 40, 40, 44, 44, "too-few")]
    assert rows(store, "trend", "point_count", of="price", step="day") == [(3,)]
    points = rows(store, "trend-points", "point_at value_low document source_row", of="price")
    assert [each[1:] for each in points] == [(40, "variants.csv", 3), (44, "variants.csv", 5)]


def test_reviews_are_gains_a_day_and_a_fall_is_left_out(store: Store, bring: Bring) -> None:
    """70 in 7 days, then a fall, then 14 in 7 days."""
    bring(listings("评价数", 100, 170, 20, 34), "reviews.csv")
    shown = "unit point_count first_low last_low reason"
    assert rows(store, "trend", shown, of="reviews") == [("reviews-per-day", 2, 10, 2, "too-few counter-fell")]
    assert rows(store, "trend-points", "since until value_low value_high", of="reviews") == [
        (day(1), day(8), 10, 10),
        (day(15), day(22), 2, 2),
    ]
    assert rows(store, "trend-points", "gap", of="reviews") == [(True,), (True,)]


def test_the_first_gain_begins_a_series_and_one_after_a_missed_week_follows_a_gap(store: Store, bring: Bring) -> None:
    lines = "".join(f"2026-03-{number:02},甲店,红裙,{count},{ITEM}1\n" for number, count in
                    ((1, 10), (8, 20), (15, 30), (29, 40)))  # fmt: skip
    bring(f"日期,店铺名称,宝贝标题,评价数,链接\n{lines}", "reviews.csv")
    assert rows(store, "trend-points", "until gap", of="reviews") == [
        (day(8), True), (day(15), False), (day(29), True),
    ]  # fmt: skip
    assert "2 begin after a gap, the first of each series included" in aloud(store, "trend-points", of="reviews")


def test_a_rolling_counter_has_a_gap_where_any_step_between_its_points_was_missed(store: Store, bring: Bring) -> None:
    """Points on the 1st, the 31st and 30 days on; of the steps between the last two one was not looked at."""
    days = [day(1) + timedelta(days=10 * look) for look in range(7) if look != 4]
    lines = "".join(f"{each:%Y-%m-%d},甲店,红裙,{10 * at},{ITEM}1\n" for at, each in enumerate(days, 1))
    bring(f"日期,店铺名称,宝贝标题,月销量,链接\n{lines}", "monthly.csv")
    assert rows(store, "trend-points", "point_at gap", of="sales", step="month") == [
        (day(31), True), (day(30, 4), False),
    ]  # fmt: skip
    assert rows(store, "trend-points", "gap", of="sales", step="week") == [(True,), (True,), (True,)]


def test_a_lifetime_counter_gains_a_range_and_a_bucket_that_stays_is_never_zero(store: Store, bring: Bring) -> None:
    """已售 1万+ stays: anything from nothing to open above."""
    bring(listings("已售", "已售9000", "已售1万+", "已售1万+"), "sold.csv")
    points = rows(store, "trend-points", "unit value_low value_high", of="sales")
    assert points == [("units-per-day", pytest.approx(1000 / 7), None), ("units-per-day", 0, None)]


def test_rolling_counters_count_only_where_their_windows_share_no_day(store: Store, bring: Bring) -> None:
    """Looks each 10 days at 月销: the newest, and those 30 and 60 days before."""
    bring(listings("月销量", 10, 20, 30, 40, 50, 60, 70, step=10), "monthly.csv")
    shown = "unit point_at since value_low"
    assert rows(store, "trend-points", shown, of="sales") == [
        ("units-in-30-days", day(1), day(1) - timedelta(days=30), 10),
        ("units-in-30-days", day(31), day(1), 40),
        ("units-in-30-days", day(30, 4), day(31), 70),
    ]


def test_a_counter_whose_window_nobody_knows_has_no_trend(store: Store, bring: Bring) -> None:
    bring("日期,商品id,标题,价格,销量\n2026-03-01,1,a,10,5\n2026-03-08,1,a,10,6\n", "etsy.csv", platform="etsy")
    shown = "unit point_count direction reason"
    assert rows(store, "trend", shown, of="sales") == [(None, 0, "too-short", "too-few window-unknown")]


def test_filters_of_listings_leave_keywords_out_and_the_other_way_round(store: Store, bring: Bring) -> None:
    bring_weekly(bring, 1, 2)
    bring(listings("价格", 10, 11), "prices.csv")
    assert rows(store, "trend", "of", shop="甲店") == []
    assert rows(store, "trend", "listing_key", of="price", shop="甲店") == [("1",)]
    assert rows(store, "trend", "of", of="price", keyword="连衣裙") == []


def test_what_is_no_choice_is_named(store: Store, bring: Bring) -> None:
    bring_weekly(bring, 1, 2)
    for given in ({"of": "weather"}, {"step": "year"}, {"confidence": 1.5}):
        with pytest.raises(InputError):
            ask(store, "trend", given)


# --- in words


def test_one_series_is_read_with_its_evidence(store: Store, bring: Bring) -> None:
    bring_weekly(bring, 100, 200, 400, 800, 1600)
    assert aloud(store, "trend") == (
        "连衣裙 (Baidu Index, Search index) rises: 5 points from 2026-03-01 to 2026-03-29, p = 0.017. "
        "The median change per week is 100%; at the confidence asked for it lies between 100% and 100%."
    )
    assert "上升：5 个点" in aloud(store, "trend", "zh")


def test_points_that_were_not_looked_at_for_outliers_are_not_said_to_have_none(store: Store, bring: Bring) -> None:
    bring_weekly(bring, 1, 2, 3)
    assert ": too few or too vague to tell which stand apart; 3 begin after a gap" in aloud(store, "trend-points")
    assert "无法判断哪些离群" in aloud(store, "trend-points", "zh")
    bring_weekly(bring, *range(1, 10))
    assert "; 1 stand apart and are kept" in aloud(store, "trend-points")


def test_a_listing_is_read_by_names_and_not_by_slugs(store: Store, bring: Bring) -> None:
    """Gains of 0, 1, 2, 3 and 4 a day: a zero has no growth."""
    bring(listings("评价数", 0, 0, 7, 21, 42, 70), "reviews.csv")
    assert aloud(store, "trend", of="reviews") == (
        "红裙 (Taobao, reviews) rises: 5 points from 2026-03-08 to 2026-04-05, p = 0.017. The median change per week is "
        "1 reviews a day; at the confidence asked for it lies between 1 and 1."
    )
    assert aloud(store, "trend", "zh", of="reviews") == (
        "红裙 (淘宝, 评价)上升：5 个点，从 2026-03-08 到 2026-04-05，p = 0.017。每周变化的中位数为 1 条评价/天；"
        "在所要求的置信度下介于 1 与 1 之间。"
    )


def test_a_change_of_a_share_is_read_in_percentage_points(store: Store, bring: Bring) -> None:
    lines = "".join(f"生意参谋,2026-03-0{number},裙,{2 * number - 2}%\n" for number in range(1, 7))
    bring(f"来源,日期,关键词,点击率\n{lines}", "rates.csv")
    assert "The median change per week is 14 percentage points; " in aloud(store, "trend")
    assert "每周变化的中位数为 14 个百分点；" in aloud(store, "trend", "zh")


def test_a_short_series_is_said_to_be_too_short(store: Store, bring: Bring) -> None:
    bring_weekly(bring, 100, 200, 400)
    assert aloud(store, "trend").endswith("3 points are too few to tell a trend; 5 are needed.")


def test_many_series_are_counted_and_chance_is_named(sample_store: Store) -> None:
    said = aloud(sample_store, "trend", metric="search_popularity")
    assert said.startswith("Of 50 series ")
    assert "By chance alone about 2 would seem to move." in said
    assert "离群但保留" in aloud(sample_store, "trend-points", "zh")
