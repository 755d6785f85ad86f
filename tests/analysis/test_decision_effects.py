"""decision-effects: the two sides of a change, counted by hand; what can't be compared says why."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from tests.analysis.asked import aloud, rows
from tests.analysis.test_decisions import LINK, at, decided
from tests.support import Bring
from tracker.errors import InputError
from tracker.store.decisions import Decision, add_decision
from tracker.store.place import Store

HEAD = "平台,日期,店铺名称,宝贝标题,价格,已售,评价数,商品id\n"
SIDES = "verdict before_low before_high after_low after_high"
SPANS = "before_since before_until after_since after_until"


def weekly(*counters: str, price: str = "10", kind: str = "已拼", platform: str = "拼多多") -> str:
    """A look on each Monday from 2026-03-02 on."""
    lines = [
        f"{platform},{at(2) + timedelta(weeks=week):%Y-%m-%d},甲店,裙,{price},{kind}{count}件,{100 + 7 * week},1\n"
        for week, count in enumerate(counters)
    ]
    return HEAD + "".join(lines)


def decide(store: Store, when: datetime, kind: str = "title", key: str = "1", platform: str = "pdd") -> None:
    add_decision(store, Decision(platform, key, kind, when))


def one(store: Store, measure: str, columns: str, **given: Any) -> tuple[Any, ...]:
    (found,) = [row[1:] for row in rows(store, "decision-effects", f"measure {columns}", **given) if row[0] == measure]
    return tuple(found)


def test_units_are_told_over_the_looks_nearest_to_each_window(store: Store, bring: Bring) -> None:
    """Changed on Wednesday, March 18. Before: the 2nd to the 16th, (140 - 0) / 14. After: the 23rd to the 30th, which
    lies nearer to April 2 (the 19th and 14 days) than April 6 does, (300 - 160) / 7."""
    bring(weekly("0", "70", "140", "160", "300", "440"))
    decide(store, at(18))
    assert one(store, "units", SIDES) == ("better", 10, 10, 20, 20)
    assert one(store, "units", SPANS) == (at(2), at(16), at(23), at(30))
    assert one(store, "units", "ratio_low ratio_high days_before days_after") == (2, 2, 14, 7)
    assert one(store, "units", "source_row_before source_row sold_kind window_days confounded_count") == (
        4, 6, "sold", 0, 0,
    )  # fmt: skip
    assert one(store, "reviews", SIDES) == ("same", 1, 1, 1, 1)
    assert one(store, "price", SIDES + " unit") == ("same", 10, 10, 10, 10, "CNY")


def test_bounds_stay_bounds_and_ranges_that_overlap_are_open(store: Store, bring: Bring) -> None:
    """Before [0, 2000 - 1000] is open above, for 2000+ has no end; after likewise: nothing may be said."""
    bring(weekly("1000+", "1000+", "2000+", "3000+", "4000+", "5000+"))
    decide(store, at(18))
    verdict, low, high, after_low, after_high = one(store, "units", SIDES)
    assert (verdict, high, after_high) == ("open", None, None)
    assert low >= 0
    assert after_low >= 0
    assert one(store, "units", "ratio_low ratio_high") == (0, None)


def test_a_difference_that_chance_alone_may_make_is_open(store: Store, bring: Bring) -> None:
    """14 in 14 days, then 9 in 7: the ratio is 1.29, and two Poisson counts differ by as much easily."""
    bring(weekly("0", "7", "14", "20", "29", "38"))
    decide(store, at(18))
    assert one(store, "units", "verdict reason ratio_low") == ("open", "chance", pytest.approx(9 / 7))
    low, high = one(store, "units", "interval_low interval_high")
    assert low < 1 < 9 / 7 < high


def test_less_was_observed_than_asked_for_is_too_early(store: Store, bring: Bring) -> None:
    """Looks end on April 6; changed on March 25, whose 14 days end on April 9 - of 11 days there are enough."""
    bring(weekly("0", "70", "140", "160", "300", "440"))
    decide(store, at(25))
    assert one(store, "units", "verdict after_low") == ("too-early", 20)
    assert one(store, "units", "verdict", days=11) == ("better",)
    assert one(store, "units", "verdict", as_of=at(27)) == ("too-early",)
    assert "too early to compare" in aloud(store, "decision-effects")


def test_the_platform_was_looked_at_but_not_the_listing(store: Store, bring: Bring) -> None:
    bring(weekly("0", "70", "140"))
    bring(HEAD + "拼多多,2026-05-01,甲店,别的,10,已拼5件,3,2\n", "other.csv")
    decide(store, at(18))
    assert one(store, "units", "verdict before_low reason") == ("not-observed", 10, None)


@pytest.mark.parametrize(
    ("counters", "when", "verdict", "reason"),
    [
        (("0", "70", "140", "160", "300", "440"), 1, "no-baseline", None),
        (("0", "70", "140", "160", "300", "440"), 6, "no-baseline", "too-few"),
        (("500", "70", "140", "160", "300", "440"), 18, "no-baseline", "counter-fell"),
        (("0", "70", "140", "500", "300", "440"), 18, "not-observed", "counter-fell"),
        (("70", "70", "70", "160", "300", "440"), 18, "better", "zero-before"),
    ],
)
def test_what_cannot_be_compared_says_why(
    store: Store, bring: Bring, counters: tuple[str, ...], when: int, verdict: str, reason: str | None
) -> None:
    bring(weekly(*counters))
    decide(store, at(when))
    assert one(store, "units", "verdict reason") == (verdict, reason)
    assert aloud(store, "decision-effects").endswith("not because: other things may have changed, too.")


def test_a_rolling_counter_speaks_of_its_own_window_alone(store: Store, bring: Bring) -> None:
    """月销 covers 30 days: changed on March 18, the first reading wholly after is that of April 20 (19th + 30 days)."""
    counts = ("300", "300", "300", "310", "330", "380", "420", "600", "630")
    bring(weekly(*counts, kind="月销", platform="淘宝"))
    decide(store, at(18), platform="taobao")
    april = datetime(2026, 4, 20)  # noqa: DTZ001
    assert one(store, "units", SIDES) == ("better", 10, 10, 20, 20)
    assert one(store, "units", SPANS) == (at(16) - timedelta(days=30), at(16), at(21), april)
    assert one(store, "units", "verdict", as_of=datetime(2026, 4, 17)) == ("too-early",)  # noqa: DTZ001


def test_a_place_is_better_where_its_number_is_less(store: Store, bring: Bring) -> None:
    lines = "".join(
        f"淘宝,{at(1) + timedelta(days=day):%Y-%m-%d},裙,榜,{place},1\n"
        for day, place in enumerate([9, 8, 9, 8, 9, 4, 3, 2, 3, 4, 4, 4, 4])
    )
    bring("平台,日期,宝贝标题,榜单,名次,商品id\n" + lines)
    decide(store, at(6), platform="taobao")
    shown = f"{SIDES} unit list_name days_before days_after"
    assert one(store, "position", shown, days=5) == ("better", 8, 9, 2, 4, "place", "榜", 5, 5)
    assert "Place in the list: 8–9 before, 2–4 after" in aloud(store, "decision-effects", days=5)


def test_prices_of_two_currencies_are_not_compared(store: Store, bring: Bring) -> None:
    bring(
        "日期,商品id,标题,价格,币种\n2026-03-01,1,a,10,USD\n2026-03-09,1,a,9,EUR\n2026-03-20,1,a,9,EUR\n",
        "two.csv",
        platform="amazon",
    )
    decide(store, at(5), platform="amazon")
    assert one(store, "price", "verdict reason unit", days=5) == ("no-baseline", "mixed-currency", None)


OWN = "平台,店铺,日期,小时,订单数,件数\n"


def sold(first: int, *units: int, hour: str = "") -> str:
    return "".join(
        f"淘宝,甲店,{at(1) + timedelta(days=first - 1 + day):%Y-%m-%d},{hour},{count},{2 * count}\n"
        for day, count in enumerate(units)
    )


def test_own_sales_are_daily_means_with_an_interval_beside(store: Store, bring: Bring) -> None:
    """Orders: (8 + 12 + 10) / 3 before, (18 + 22 + 20) / 3 after; the day of the change, with 999, is on neither side."""
    bring(f"日期,店铺名称,宝贝标题,价格,链接\n2026-03-01,甲店,裙,1,{LINK}1\n")
    bring(OWN + sold(5, 8, 12, 10, 999, 18, 22, 20), "own.csv")
    decided(store, "title", at(8))
    assert one(store, "own-orders", SIDES + " days_before", days=3) == ("better", 10, 10, 20, 20, 3)
    low, high = one(store, "own-orders", "interval_low interval_high", days=3)
    assert 1 < low < 2 < high
    assert one(store, "own-units", "before_low after_low ratio_low", days=3) == (20, 40, 2)
    assert "95% interval" in aloud(store, "decision-effects", days=3)


def test_hours_are_a_lower_end_unless_all_are_told_and_a_row_of_the_day_counts_before_them(
    store: Store, bring: Bring
) -> None:
    """Two hours a day: at least 8 before, of the first day exactly 30; nothing may be said for want of an upper end."""
    bring(f"日期,店铺名称,宝贝标题,价格,链接\n2026-03-01,甲店,裙,1,{LINK}1\n")
    bring(OWN + sold(5, 4, 4, 4, 0, 5, 5, 5, hour="9") + sold(5, 4, 4, 4, 0, 5, 5, 5, hour="10"), "hours.csv")
    bring(OWN + sold(5, 30), "day.csv")
    decided(store, "title", at(8))
    assert one(store, "own-orders", SIDES, days=3) == ("open", pytest.approx(46 / 3), None, 10, None)
    assert one(store, "own-orders", "interval_low interval_high", days=3) == (None, None)


def test_all_hours_of_a_day_are_the_day(store: Store, bring: Bring) -> None:
    bring(f"日期,店铺名称,宝贝标题,价格,链接\n2026-03-01,甲店,裙,1,{LINK}1\n")
    bring(OWN + "".join(sold(5, 1, 1, 1, 9, 2, 2, 2, hour=str(hour)) for hour in range(24)), "hours.csv")
    decided(store, "title", at(8))
    assert one(store, "own-orders", SIDES, days=3) == ("better", 24, 24, 48, 48)


def test_other_decisions_and_feasts_in_the_same_time_are_told(store: Store, bring: Bring) -> None:
    bring(weekly("0", "70", "140", "160", "300", "440"))
    for when, key in ((18, "1"), (10, "1"), (20, "2"), (1, "1")):
        decide(store, at(when), key=key)
    assert one(store, "units", "confounded_count events", since=at(18), listing="1") == (
        1, "spring-festival lantern-festival womens-day qingming",
    )  # fmt: skip
    assert "Other decisions in this time: 1." in aloud(store, "decision-effects", since=at(18), listing="1")
    assert aloud(store, "decision-effects").startswith("4 decisions, 14 days before and after each.")


def test_a_decision_on_what_nobody_saw_has_rows_without_values(store: Store) -> None:
    decide(store, at(18), key="77")
    assert rows(store, "decision-effects", "measure verdict reason document") == [
        ("units", "no-baseline", None, None),
        ("price", "no-baseline", None, None),
        ("reviews", "no-baseline", None, None),
    ]


@pytest.mark.parametrize("days", [2, 91])
def test_days_have_a_range(store: Store, days: int) -> None:
    with pytest.raises(InputError, match="3 to 90"):
        rows(store, "decision-effects", "measure", days=days)
