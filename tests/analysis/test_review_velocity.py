"""review-velocity: reviews gained between looks, counted by hand."""

from __future__ import annotations

import pytest

from tests.analysis.test_sales_periods import TAOBAO, day, rows
from tests.support import Bring
from tracker.analysis.aloud import read_aloud
from tracker.analysis.asking import ask
from tracker.store.place import Store


def reviewed(*reviews: str) -> str:
    """A listing that was looked at on Mondays from 2 March 2026."""
    looks = zip((2, 9, 16, 23), reviews, strict=False)
    return "日期,店铺名称,宝贝标题,价格,评价数,链接\n" + "".join(
        f"2026-03-{monday:02},甲店,红裙,10,{count},{TAOBAO}1\n" for monday, count in looks
    )


def test_exact_counts_tell_exactly_what_was_gained(store: Store, bring: Bring) -> None:
    bring(reviewed("100", "121", "121"))
    assert rows(store, "since until days gained_low gained_high per_day_low per_30_days_high", "review-velocity") == [
        (day(2), day(9), 7, 21, 21, 3, 90),
        (day(9), day(16), 7, 0, 0, 0, 0),
    ]
    assert rows(store, "source_row_before source_row document reason", "review-velocity")[0] == (
        2,
        3,
        "typed.csv",
        None,
    )
    assert read_aloud("review-velocity", ask(store, "review-velocity"), {}) == (
        "Reviews gained are known for 2 spans between looks at 1 listings. "
        "The fastest surely gained 3 reviews a day, from 2026-03-02 to 2026-03-09: 红裙 (Taobao)."
    )


def test_counts_without_a_high_end_stay_open(store: Store, bring: Bring) -> None:
    bring(reviewed("9000", "1万+", "1万+"))
    assert rows(store, "gained_low gained_high per_day_low per_day_high", "review-velocity") == [
        (1000, None, pytest.approx(1000 / 7), None),
        (0, None, 0, None),
    ]


def test_what_may_be_nothing_is_no_fastest(store: Store, bring: Bring) -> None:
    bring(reviewed("1万+", "1万+"))
    assert read_aloud("review-velocity", ask(store, "review-velocity"), {}) == (
        "Reviews gained are known for 1 spans between looks at 1 listings. In none of them reviews were surely gained."
    )


def test_removed_reviews_break_the_series(store: Store, bring: Bring) -> None:
    bring(reviewed("100", "90", "97"))
    assert rows(store, "gained_low gained_high per_day_low reason", "review-velocity") == [
        (None, None, None, "reviews-fell"),
        (7, 7, 1, None),
    ]


def test_a_step_compares_its_last_looks(store: Store, bring: Bring) -> None:
    bring(reviewed("100", "121", "130") + f"2026-04-02,甲店,红裙,10,147,{TAOBAO}1\n")
    assert rows(store, "since gained_low per_day_low", "review-velocity", step="month") == [(day(16), 17, 1)]
    assert rows(store, "gained_low", "review-velocity", as_of=day(9)) == [(21,)]
