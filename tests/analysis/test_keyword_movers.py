"""keyword-movers: two lists in, what became of each keyword out, counted by hand."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

import pytest

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.normalise.words import load
from tracker.store import questions
from tracker.store.place import Store

HEAD = "来源,日期,关键词,搜索人气,排名\n"
FIRST = HEAD + "".join(
    f"生意参谋,2026-05-01,{line}\n"
    for line in ("升,100,3", "降,200,1", "平,50,4", "走,40,5", "缺,-,6", "宽,1万+,2", "零,0,7")
)
SECOND = HEAD + "".join(
    f"生意参谋,2026-05-08,{line}\n"
    for line in ("升,150,1", "降,150,3", "平,50,4", "来,60,5", "缺,30,6", "宽,2万+,2", "零,5,7")
)
SHOWN = "keyword status change_ratio_low change_ratio_high reason"


def moved(store: Store, columns: str, **given: Any) -> list[tuple[Any, ...]]:
    return sorted(rows(store, "keyword-movers", columns, **given))


def may(day: int) -> datetime:
    return datetime(2026, 5, day)  # noqa: DTZ001 - the market's wall time has no zone


@pytest.fixture
def two(store: Store, bring: Bring) -> Store:
    bring(FIRST, "first.csv", kind="keywords")
    bring(SECOND, "second.csv", kind="keywords")
    return store


def test_every_keyword_of_either_list_has_a_status(two: Store) -> None:
    assert moved(two, SHOWN) == sorted(
        [
            ("升", "riser", 0.5, 0.5, None),
            ("降", "faller", -0.25, -0.25, None),
            ("平", "steady", 0, 0, None),
            ("走", "gone", None, None, None),
            ("来", "new", None, None, None),
            ("缺", "open", None, None, "not-told"),
            ("宽", "open", -1, None, None),  # 10,000 and more, then 20,000 and more: they overlap
            ("零", "riser", None, None, "from-zero"),
        ]
    )


def test_a_keyword_that_the_list_before_names_without_the_metric_is_not_new(store: Store, bring: Bring) -> None:
    bring(
        "来源,日期,关键词,搜索人气,在线商品数\n生意参谋,2026-05-01,裙,-,9\n生意参谋,2026-05-08,裙,5,9\n",
        kind="keywords",
    )
    assert moved(store, "status reason") == [("open", "not-told")]


def test_both_lists_are_told_with_their_lengths_dates_and_rows(two: Store) -> None:
    shown = "keyword value_low before_low since until baseline_since baseline_until list_count baseline_count document source_row document_before source_row_before"
    found = {row[0]: row[1:] for row in moved(two, shown)}
    assert found["升"] == (150, 100, may(8), may(9), may(1), may(2), 7, 7, "second.csv", 2, "first.csv", 2)
    assert found["来"] == (60, None, may(8), may(9), may(1), may(2), 7, 7, "second.csv", 5, None, None)
    assert found["走"] == (None, 40, may(8), may(9), may(1), may(2), 7, 7, None, None, "first.csv", 5)


def test_by_rank_a_riser_has_a_better_one(two: Store) -> None:
    shown = "keyword status rank rank_before rank_change change_ratio_low"
    found = {row[0]: row[1:] for row in moved(two, shown, metric="rank")}
    assert found["升"] == ("riser", 1, 3, 2, None)
    assert found["降"] == ("faller", 3, 1, -2, None)
    assert found["平"] == ("steady", 4, 4, 0, None)


def test_a_list_of_ranks_alone_is_compared_by_rank(store: Store, bring: Bring) -> None:
    bring("来源,日期,关键词,排名\n榜,2026-05-01,裙,9\n榜,2026-05-08,裙,4\n", kind="keywords")
    assert moved(store, "keyword metric status rank_change") == [("裙", "rank", "riser", 5)]


def test_any_two_dates_can_be_compared(two: Store, bring: Bring) -> None:
    bring(HEAD + "生意参谋,2026-05-15,升,90,1\n", "third.csv", kind="keywords")
    found = {row[0]: row[1:] for row in moved(two, "keyword status baseline_until")}
    assert found["升"] == ("faller", may(9))
    found = {row[0]: row[1:] for row in moved(two, "keyword status baseline_until", baseline=may(2))}
    assert found["升"] == ("faller", may(2))
    assert found["来" if "来" in found else "走"] == ("gone", may(2))
    assert {row[0]: row[1] for row in moved(two, "keyword status", as_of=may(9))}["升"] == "riser"
    assert moved(two, "keyword", baseline=datetime(2020, 1, 1)) == []  # noqa: DTZ001


def test_one_list_is_compared_with_nothing(store: Store, bring: Bring) -> None:
    bring(FIRST, kind="keywords")
    assert moved(store, "keyword") == []


def test_a_week_is_not_compared_with_a_month(store: Store, bring: Bring) -> None:
    head = "来源,关键词,日期,搜索人气\n"
    bring(head + "生意参谋,裙,2026-04-01~2026-04-30,900\n生意参谋,裙,2026-05-04~2026-05-10,300\n", kind="keywords")
    assert moved(store, "keyword status reason") == [("裙", "open", "period-differs")]


def test_the_order_of_metrics_is_that_of_the_data_file() -> None:
    sql = questions.get("keyword-movers").sql
    listed = re.findall(r"\('(\w+)', \d+\)", sql[sql.index("VALUES") :])
    assert listed == [*load("opportunity")["weightings"]["demand"], "search_rank_week", "search_rank_month", "rank"]


def test_it_is_read_aloud_with_the_baseline(two: Store) -> None:
    said = aloud(two, "keyword-movers")
    assert "2026-05-01" in said
    assert "1 new, 1 gone, 2 risen, 1 fallen, 1 unchanged, 2 undecided" in said
    assert "“升” rose most: 50%" in said
    assert "新进 1 个" in aloud(two, "keyword-movers", "zh")


def test_where_lists_begin_on_different_days_both_ends_are_named(two: Store, bring: Bring) -> None:
    head = "来源,日期,关键词,搜索指数\n"
    bring(head + "百度指数,2026-04-01,裙,3\n百度指数,2026-05-08,裙,4\n", "third.csv", kind="keywords")
    assert "the list before (2026-04-01 – 2026-05-01)" in aloud(two, "keyword-movers")


def test_no_ratio_is_told_of_what_was_below_zero(store: Store, bring: Bring) -> None:
    head = "来源,日期,关键词,搜索人气环比\n"
    lines = ("05-01,a,-10%", "05-08,a,-20%", "05-01,b,10%", "05-08,b,-20%")
    bring(head + "".join(f"生意参谋,2026-{line}\n" for line in lines), kind="keywords")
    assert moved(store, SHOWN, metric="growth_ratio") == [
        ("a", "faller", None, None, "from-zero"),
        ("b", "faller", -3.0, -3.0, None),
    ]
