"""sales-rate: the crossing method and its neighbours, by hand and against arrivals that are known one by one."""

from __future__ import annotations

from datetime import timedelta

import numpy as np
import pytest

from tests.analysis.asked import aloud
from tests.analysis.test_counters import LADDER
from tests.analysis.test_sales_periods import PDD, day, lifetime, rolling, rows
from tests.support import Bring
from tracker.store.place import Store

SPAN = "step_from from_after from_by step_to to_after to_by"


def test_steps_crossed_tell_units_exactly_and_their_time_within_the_looks(store: Store, bring: Bring) -> None:
    """1.1万 was reached after the 9th and by the 16th, 1.3万 after the 23rd and by the 30th: 2000 in 7 to 21 days."""
    bring(lifetime("已拼1万+件", "已拼1万+件", "已拼1.1万+件", "已拼1.2万+件", "已拼1.3万+件"))
    assert rows(store, f"method {SPAN} reason", "sales-rate") == [
        ("crossing", 11000, day(9), day(16), 13000, day(23), day(30), None),
    ]
    told = rows(store, "units_low units_high days_low days_high rate_low rate_high", "sales-rate")
    assert told[0] == pytest.approx((2000, 2000, 7, 21, 2000 / 21, 2000 / 7))
    assert rows(store, "source_row_before source_row reading_count", "sales-rate") == [(4, 6, 5)]


def test_two_crossings_between_the_same_looks_leave_the_rate_open(store: Store, bring: Bring) -> None:
    bring(lifetime("已拼1万+件", "已拼1.1万+件", "已拼1.3万+件"))
    assert rows(store, "days_low days_high rate_high", "sales-rate") == [(0, 14, None)]


@pytest.mark.parametrize(
    ("counters", "reason"),
    [
        (("已拼1万+件",), "too-few"),
        (("已拼1万+件", "已拼1万+件", "已拼1万+件"), "never-crossed"),
        (("已拼1万+件", "已拼1.1万+件", "已拼1.1万+件"), "crossed-once"),
    ],
)
def test_where_steps_were_not_crossed_there_is_no_rate(
    store: Store, bring: Bring, counters: tuple[str, ...], reason: str
) -> None:
    bring(lifetime(*counters))
    assert rows(store, "method rate_low rate_high reason", "sales-rate") == [(None, None, None, reason)]


def test_exact_readings_are_an_exact_rate_also_of_nothing(store: Store, bring: Bring) -> None:
    bring(lifetime("已拼100件", "已拼130件", "已拼170件") + f"2026-03-02,乙店,蓝裙,9,已拼5件,{PDD}2\n")
    bring(f"日期,店铺名称,宝贝标题,价格,销量,链接\n2026-03-09,乙店,蓝裙,9,已拼5件,{PDD}2\n", "more.csv")
    assert rows(store, "listing_key method rate_low rate_high from_by to_by", "sales-rate") == [
        ("1", "difference", 5, 5, day(2), day(16)),
        ("2", "difference", 0, 0, day(2), day(9)),
    ]
    assert aloud(store, "sales-rate", listing="2") == "1 of 1 counters tell a rate. None of them surely sells anything."


def test_readings_before_the_last_fall_are_left_out(store: Store, bring: Bring) -> None:
    bring(lifetime("已拼900件", "已拼100件", "已拼170件"))
    assert rows(store, "rate_low from_by reading_count fell_count", "sales-rate") == [(10, day(9), 2, 1)]


def test_a_rolling_reading_is_the_rate_of_its_window(store: Store, bring: Bring) -> None:
    bring(rolling(("2026-03-02", "500人付款"), ("2026-03-09", "600人付款")))
    assert rows(store, "method rate_low rate_high days_low to_by", "sales-rate") == [("window", 20, 20, 30, day(9))]


def test_the_true_mean_rate_lies_within_the_bounds(store: Store, bring: Bring) -> None:
    """120 listings whose sales are known hour by hour, shown in open steps, looked at on some days only.

    True is (B_k - B_j) / (T_k - T_j), with T_B the hour in which the count reached B.
    """
    random = np.random.default_rng(4)
    text, reached = "日期,宝贝标题,价格,销量,链接\n", {}
    for listing in range(120):
        counts = random.integers(0, 20) + np.cumsum(random.poisson(random.uniform(0.005, 0.05), 24 * 90))
        reached[str(listing)] = {step: int(np.argmax(counts >= step)) for step in LADDER if step <= counts[-1]}
        for on in sorted(random.choice(90, size=random.integers(2, 25), replace=False)):
            step = max(each for each in LADDER if each <= counts[24 * on])
            text += f"{day(1) + timedelta(days=int(on)):%Y-%m-%d},裙{listing},9,已拼{step}+件,{PDD}{listing}\n"
    bring(text)
    told = rows(store, f"listing_key {SPAN} rate_low rate_high", "sales-rate")
    known = [row for row in told if row[1] is not None]
    assert len(known) > 60
    for listing, low, _, _, high, _, _, rate_low, rate_high in known:
        hours = reached[listing][high] - reached[listing][low]
        true = 24 * (high - low) / hours if hours else np.inf
        assert rate_low <= true * (1 + 1e-12)
        assert rate_high is None or true <= rate_high * (1 + 1e-12)
