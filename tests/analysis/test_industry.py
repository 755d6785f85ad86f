"""The chain of matched growth, and the industry: rows in, rows out, counted by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.test_trend import ITEM, aloud, rows
from tests.support import Bring
from tracker.analysis.bounds import Bounds
from tracker.analysis.chain import Chain, chain
from tracker.store.place import Store


def chained(table: list[list[float]], least: int = 1, *, by_median: bool = False) -> Chain:
    """Periods by members; NaN: not seen."""
    values = np.array(table, dtype=float)
    period, item = np.nonzero(~np.isnan(values))
    seen = values[period, item]
    return chain(period, item, Bounds(seen, seen), least, by_median=by_median)


NAN = float("nan")


def test_the_mean_is_the_matched_jevons_index() -> None:
    """1 to 2: both items, (1.1 · 0.9)^½; 2 to 3: the second alone, 1.2."""
    found = chained([[100, 50, NAN], [110, 45, 8], [NAN, 54, NAN]])
    assert found.level.low.tolist() == pytest.approx([1, (1.1 * 0.9) ** 0.5, (1.1 * 0.9) ** 0.5 * 1.2])
    assert (found.items.tolist(), found.matched.tolist()) == ([2, 3, 1], [0, 2, 1])


def test_the_median_lets_one_wild_member_say_anything() -> None:
    assert chained([[10, 10, 10], [11, 11, 900]], by_median=True).level.low[1] == pytest.approx(1.1)
    assert chained([[10, 10], [11, 12]], by_median=True).level.low[1] == pytest.approx((1.1 * 1.2) ** 0.5)


def test_too_few_matched_begin_a_new_segment() -> None:
    found = chained([[1, NAN], [2, NAN], [NAN, 5], [NAN, 10]])
    assert found.segment.tolist() == [0, 0, 1, 1]
    assert found.level.low.tolist() == pytest.approx([1, 2, 1, 2])


def test_zeros_and_open_values_match_nothing() -> None:
    period, item = np.array([0, 0, 0, 1, 1, 1]), np.array([0, 1, 2, 0, 1, 2])
    low, high = np.array([0.0, 10, 10, 5, 10, 20]), np.array([0.0, np.inf, 10, 5, 10, 20])
    found = chain(period, item, Bounds(low, high), 1, by_median=True)
    assert found.matched.tolist() == [0, 1]
    assert found.level.low[1] == found.level.high[1] == pytest.approx(2)


TABLES = st.integers(1, 4).flatmap(
    lambda width: st.lists(st.lists(st.floats(1, 100), min_size=width, max_size=width), min_size=2, max_size=6)
)


@given(TABLES, st.booleans())
def test_unchanged_values_stay_at_one_and_reversed_time_gives_the_inverse(
    table: list[list[float]], by_median: bool
) -> None:
    assert chained([table[0]] * 3, by_median=by_median).level.low.tolist() == [1, 1, 1]
    forward = chained(table, by_median=by_median).level.low[-1]
    assert chained(table[::-1], by_median=by_median).level.low[-1] == pytest.approx(1 / forward)


@given(TABLES, st.floats(0.01, 100), st.booleans())
def test_the_unit_of_a_member_changes_nothing(table: list[list[float]], factor: float, by_median: bool) -> None:
    other = [[row[0] * factor, *row[1:]] for row in table]
    expected = chained(table, by_median=by_median).level.low
    assert chained(other, by_median=by_median).level.low == pytest.approx(expected)


@given(TABLES, st.lists(st.floats(0, 1), min_size=24, max_size=24), st.booleans())
def test_bounds_hold_what_exact_values_between_them_give(
    table: list[list[float]], shares: list[float], by_median: bool
) -> None:
    low = np.array(table)
    period, item = (place.ravel() for place in np.indices(low.shape))
    high = low.ravel() * 1.3
    within = low.ravel() + (high - low.ravel()) * np.array(shares)[: low.size]
    outer = chain(period, item, Bounds(low.ravel(), high), 1, by_median=by_median).level
    inner = chain(period, item, Bounds(within, within), 1, by_median=by_median).level
    assert (outer.low <= inner.low * (1 + 1e-9)).all()
    assert (inner.high <= outer.high * (1 + 1e-9)).all()


# --- the question

KEYWORDS = """来源,日期,类目,关键词,搜索人气
生意参谋,2026-03-01,裙,连衣裙,1000
生意参谋,2026-03-01,裙,碎花裙,200
生意参谋,2026-03-01,裙,长裙,50
生意参谋,2026-03-08,裙,连衣裙,1100
生意参谋,2026-03-08,裙,碎花裙,240
生意参谋,2026-03-08,裙,短裙,9000
"""


def test_keywords_grow_by_the_median_of_those_seen_in_both(store: Store, bring: Bring) -> None:
    """连衣裙 by 1.1, 碎花裙 by 1.2: the median is √(1.1 · 1.2). 短裙 is new, and moves the median value alone."""
    bring(KEYWORDS, "keywords.csv")
    shown = "series_kind category source unit since item_count matched_count value_low rebased_low base_since"
    first, second = rows(store, "industry", shown)
    base = date(2026, 3, 1)
    assert first == ("keyword", "裙", "sycm", "index", base, 3, None, 200, 100, base)
    assert second[:8] == ("keyword", "裙", "sycm", "index", date(2026, 3, 8), 3, 2, 1100)
    assert second[8:] == (pytest.approx(100 * (1.1 * 1.2) ** 0.5, abs=1e-5), base)


def test_units_are_never_joined(store: Store, bring: Bring) -> None:
    bring(KEYWORDS, "keywords.csv")
    bring("日期,连衣裙\n2026-03-01,70\n", "trend.csv", kind="trend", source="百度指数", category="裙")
    assert set(rows(store, "industry", "source metric unit")) == {
        ("sycm", "search_popularity", "index"),
        ("baidu-index", "search_index", "index"),
    }


LISTINGS = f"""日期,类目,宝贝标题,价格,已售,链接
2026-03-02,裙,甲,100,已售10,{ITEM}1
2026-03-02,裙,乙,200,已售1万+,{ITEM}2
2026-03-02,裙,丙,300,,{ITEM}3
2026-03-09,裙,甲,110,已售12,{ITEM}1
2026-03-09,裙,乙,220,已售1万+,{ITEM}2
2026-03-09,裙,丙,330,,{ITEM}3
2026-03-16,裙,甲,121,已售15,{ITEM}1
"""


def test_prices_are_chained_over_the_same_items_and_counters_are_summed(store: Store, bring: Bring) -> None:
    """All prices rise by a tenth; in the third week one item alone is left of the three that are needed."""
    bring(LISTINGS.replace(",,http", ",-,http"), "listings.csv")
    shown = "series_kind metric unit since until value_low value_high rebased_low segment reason"
    weeks = [date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 23)]
    found = rows(store, "industry", shown)
    assert found[:3] == [
        ("price", None, "CNY", weeks[0], weeks[1], pytest.approx(200), pytest.approx(200), 100, 1, None),
        ("price", None, "CNY", weeks[1], weeks[2], pytest.approx(220), pytest.approx(220), pytest.approx(110), 1, None),
        ("price", None, "CNY", weeks[2], weeks[3], pytest.approx(121), pytest.approx(121), 100, 2, "too-few-matched"),
    ]
    assert found[3:] == [
        ("sales", "sold", "units", weeks[0], weeks[1], 10010, None, None, None, "sum-of-counters"),
        ("sales", "sold", "units", weeks[1], weeks[2], 10012, None, None, None, "sum-of-counters"),
        ("sales", "sold", "units", weeks[2], weeks[3], 15, 15, None, None, "sum-of-counters"),
    ]
    assert rows(store, "industry", "rebased_low", least=1)[2] == (pytest.approx(121),)


def test_prices_are_those_of_the_price_index(sample_store: Store) -> None:
    """Two implementations of the matched Jevons chain."""
    shown = "platform category since"
    index = rows(sample_store, "price-index", f"{shown} currency jevons")
    assert index == [
        each[1:]
        for each in rows(sample_store, "industry", f"series_kind {shown} unit rebased_low")
        if each[0] == "price"
    ]


def test_the_industry_is_read_aloud(store: Store, bring: Bring) -> None:
    bring(KEYWORDS, "keywords.csv")
    said = aloud(store, "industry")
    assert (
        "Widest keywords: 生意参谋 (Business Advisor) Search popularity 裙 at 114.9 from 2026-03-01 to 2026-03-08, 3 keywords."
        in said
    )
    assert "1 条序列" in aloud(store, "industry", "zh")


def test_a_level_that_rests_on_one_period_is_not_read_aloud(store: Store, bring: Bring) -> None:
    """Two prices are too few to chain three weeks: each week is 100 of itself, which says nothing."""
    lines = "".join(
        f"2026-03-{day:02},款{item},{price},{ITEM}{item}\n"
        for day, price in ((2, 10), (9, 12), (16, 9))
        for item in (1, 2)
    )
    bring(f"日期,宝贝标题,价格,链接\n{lines}", "prices.csv")
    assert aloud(store, "industry").endswith("100 is the first period without a break.")
    assert "Taobao CNY at 90 from 2026-03-02 to 2026-03-16, 2 items." in aloud(store, "industry", least=2)
