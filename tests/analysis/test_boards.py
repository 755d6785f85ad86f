"""Top-ten boards: movement from look to look, counted by hand."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.analysis.asked import aloud, march, rows
from tests.support import Bring
from tracker.store.place import Store

BOARD = """平台,类目,日期,排名,店铺名称,角色
淘宝,裙,2026-03-02,1,甲店,竞品
淘宝,裙,2026-03-02,2,乙店,自己
淘宝,裙,2026-03-02,3,丙店,竞品
淘宝,裙,2026-03-09,1,乙店,自己
淘宝,裙,2026-03-09,2,甲店,竞品
淘宝,裙,2026-03-09,3,丁店,竞品
淘宝,裙,2026-03-23,1,乙店,自己
淘宝,裙,2026-03-23,2,丙店,竞品
淘宝,裙,2026-03-23,3,丁店,竞品
"""
"""Looks on the 2nd, 9th and 23rd; nobody looked on the 16th."""


def test_each_look_tells_who_entered_left_and_moved_since_the_one_before(store: Store, bring: Bring) -> None:
    bring(BOARD, "board.csv")
    shown = "day shop_name rank movement places_gained previous_day previous_rank"
    assert rows(store, "boards", shown) == [
        (march(2), "甲店", 1, "first-look", None, None, None),
        (march(2), "乙店", 2, "first-look", None, None, None),
        (march(2), "丙店", 3, "first-look", None, None, None),
        (march(9), "乙店", 1, "improved", 1, march(2), 2),
        (march(9), "甲店", 2, "worse", -1, march(2), 1),
        (march(9), "丁店", 3, "entered", None, march(2), None),
        (march(9), "丙店", None, "left", None, march(2), 3),
        (march(23), "乙店", 1, "same", 0, march(9), 1),
        (march(23), "丙店", 2, "entered", None, march(9), None),
        (march(23), "丁店", 3, "same", 0, march(9), 3),
        (march(23), "甲店", None, "left", None, march(9), 2),
    ]


def test_a_shop_that_came_back_keeps_its_history(store: Store, bring: Bring) -> None:
    bring(BOARD, "board.csv")
    shown = "day looks_on_board weeks_on_board streak first_on best_rank look_number"
    assert rows(store, "boards", shown, shop="丙店") == [
        (march(2), 1, 1, 1, march(2), 3, 1),
        (march(9), 1, 1, 0, march(2), 3, 2),
        (march(23), 2, 2, 1, march(2), 2, 3),
    ]


def test_every_row_leads_to_the_rows_it_compares(store: Store, bring: Bring) -> None:
    bring(BOARD, "board.csv")
    shown = "document source_row document_before source_row_before"
    assert rows(store, "boards", shown, shop="甲店") == [
        ("board.csv", 2, None, None),
        ("board.csv", 6, "board.csv", 2),
        (None, None, "board.csv", 6),
    ]


def test_looks_before_since_are_not_told_but_compared_with(store: Store, bring: Bring) -> None:
    bring(BOARD, "board.csv")
    since = datetime(2026, 3, 9)  # noqa: DTZ001 - the market's wall time has no zone
    assert rows(store, "boards", "day movement looks_on_board", since=since, shop="乙店") == [
        (march(9), "improved", 2),
        (march(23), "same", 3),
    ]


def test_as_of_a_day_the_later_looks_are_not_known(store: Store, bring: Bring) -> None:
    bring(BOARD, "board.csv")
    as_of = datetime(2026, 3, 9)  # noqa: DTZ001 - the market's wall time has no zone
    assert {day for (day,) in rows(store, "boards", "day", as_of=as_of)} == {march(2), march(9)}


@pytest.mark.parametrize(
    ("before", "after", "movement"),
    [
        ("1甲 2乙 3丙", "1甲", {"甲店": "same", "乙店": "unknown", "丙店": "unknown"}),
        ("1甲", "1甲 2乙", {"甲店": "same", "乙店": "unknown"}),
        ("1甲", "1乙", {"甲店": "left", "乙店": "entered"}),
        ("1甲 2乙 3丙", "1甲 3丁", {"甲店": "same", "丁店": "entered", "乙店": "unknown", "丙店": "unknown"}),
        ("1甲 2乙 2丙", "1甲 2乙 2丙", {"甲店": "same", "乙店": "same", "丙店": "same"}),
    ],
)
def test_nobody_enters_or_leaves_where_the_place_was_not_recorded(
    before: str, after: str, movement: dict[str, str], store: Store, bring: Bring
) -> None:
    looks = [("2026-03-02", before), ("2026-03-09", after)]
    lines = [f"淘宝,裙,{day},{each[0]},{each[1]}店" for day, board in looks for each in board.split()]
    bring("平台,类目,日期,排名,店铺名称\n" + "\n".join(lines) + "\n")
    told = rows(store, "boards", "day shop_name movement")
    assert {shop: moved for day, shop, moved in told if day == march(9)} == movement


def test_a_board_ends_at_the_places_asked_for(store: Store, bring: Bring) -> None:
    """丙店 had the third place, so of a board of two it was never part; 丁店 neither."""
    bring(BOARD)
    told = rows(store, "boards", "day shop_name rank movement", places=2)
    assert [row[1:] for row in told if row[0] == march(9)] == [("乙店", 1, "improved"), ("甲店", 2, "worse")]
    assert [row[1:] for row in told if row[0] == march(23)] == [
        ("乙店", 1, "same"),
        ("丙店", 2, "entered"),
        ("甲店", None, "left"),
    ]


def test_of_two_looks_of_a_day_the_last_rank_counts(store: Store, bring: Bring) -> None:
    bring("平台,类目,日期,排名,店铺名称\n淘宝,裙,2026-03-02 09:00,2,甲店\n淘宝,裙,2026-03-02 21:00,1,甲店\n")
    assert rows(store, "boards", "day rank look_number") == [(march(2), 1, 1)]


def test_boards_of_two_categories_are_apart_and_no_category_is_one(store: Store, bring: Bring) -> None:
    bring("平台,类目,日期,排名,店铺名称\n淘宝,裙,2026-03-02,1,甲店\n淘宝,,2026-03-09,1,甲店\n淘宝,,2026-03-16,1,甲店\n")
    assert rows(store, "boards", "category day movement") == [
        ("裙", march(2), "first-look"),
        (None, march(9), "first-look"),
        (None, march(16), "same"),
    ]


def test_the_board_read_aloud(store: Store, bring: Bring) -> None:
    bring(BOARD)
    assert aloud(store, "boards") == (
        "Taobao 裙 on 2026-03-23, compared with 2026-03-09: entered 1, left 1, improved 0, worse 0, "
        "unchanged 2. Entered: 丙店. Left: 甲店."
    )
    assert aloud(store, "boards", "zh") == (
        "淘宝 裙 2026-03-23 的榜单与 2026-03-09 相比：1 家店铺上榜，1 家落榜，0 家名次上升，0 家名次下降，2 家不变。"
        "上榜：丙店。落榜：甲店。"
    )
    assert aloud(store, "boards", shop="丙店") == (
        "丙店 was rank 2 on the board Taobao 裙 on 2026-03-23; on it in 2 of 3 looks, best rank 2."
    )
    assert aloud(store, "boards", shop="甲店") == (
        "甲店 was not on the board Taobao 裙 on 2026-03-23, after rank 2; on it in 2 of 3 looks, best rank 1."
    )


def test_the_first_look_compares_with_nothing(store: Store, bring: Bring) -> None:
    bring(BOARD)
    until = datetime(2026, 3, 3)  # noqa: DTZ001 - the market's wall time has no zone
    assert aloud(store, "boards", until=until) == (
        "Taobao 裙, first look on 2026-03-02: 3 on the board, nothing yet to compare with."
    )
