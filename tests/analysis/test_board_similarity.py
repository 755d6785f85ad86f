"""board-similarity: which looks are compared, how shops are matched, and what is told; the measure itself is tested in
test_rank_overlap.py."""

from __future__ import annotations

import pytest

from tests.analysis.asked import aloud, march, rows
from tests.support import Bring
from tracker.errors import InputError
from tracker.store.place import Store


def board(platform: str, day: int, *shops: str) -> str:
    return "".join(f"{platform},裙,2026-03-{day:02},{rank},{shop}\n" for rank, shop in enumerate(shops, 1))


HEADER = "平台,类目,日期,排名,店铺名称\n"
LOOKS = (
    HEADER
    + board("淘宝", 2, "甲店", "乙店", "丙店")
    + board("淘宝", 9, "乙店", "甲店", "丙店")
    + board("京东", 4, "甲店旗舰店", "丁店专营店", "乙店官方旗舰店")
)


def test_a_look_is_compared_with_the_one_before(store: Store, bring: Bring) -> None:
    """Two of three places changed at p = 0.9: 0.1 * (0 + 0.9 * 1 + 0.81 * 1) + 0.729 = 0.9."""
    bring(LOOKS)
    told = rows(store, "board-similarity", "comparison platform day other_day rbo depth common_count matched_by")
    assert [row for row in told if row[0] == "over-time"] == [
        ("over-time", "taobao", march(9), march(2), pytest.approx(0.9), 3, 3, "shop-key")
    ]


def test_boards_of_two_platforms_are_compared_at_the_nearest_look_by_folded_name(store: Store, bring: Bring) -> None:
    """甲乙丙 and 甲丁乙: agreements 1, 1/2, 2/3 at p = 0.9, the last of them behind."""
    bring(LOOKS)
    shown = "comparison platform day other_platform other_day rbo common_count common_share matched_by"
    alike = pytest.approx(0.1 * (1 + 0.9 / 2 + 0.81 * 2 / 3) + 0.729 * 2 / 3)
    share = pytest.approx(2 / 3)
    assert [row[1:] for row in rows(store, "board-similarity", shown) if row[0] == "between-platforms"] == [
        ("jd", march(4), "taobao", march(2), alike, 2, share, "folded-name"),
        ("taobao", march(2), "jd", march(4), alike, 2, share, "folded-name"),
    ]


def test_looks_that_lie_too_far_apart_are_not_compared(store: Store, bring: Bring) -> None:
    bring(LOOKS)
    shown = "comparison platform day"
    assert len(rows(store, "board-similarity", shown, days_apart=1)) == 1
    far = rows(store, "board-similarity", shown, days_apart=5, platform="taobao")
    assert ("between-platforms", "taobao", march(9)) in far


def test_places_behind_a_hole_are_not_compared(store: Store, bring: Bring) -> None:
    bring(HEADER + "淘宝,裙,2026-03-02,1,甲店\n淘宝,裙,2026-03-02,3,乙店\n" + board("淘宝", 9, "甲店", "丙店", "乙店"))
    assert rows(store, "board-similarity", "depth other_depth common_count rbo") == [(3, 1, 1, pytest.approx(1))]


def test_without_the_first_place_there_is_no_number(store: Store, bring: Bring) -> None:
    bring(HEADER + "淘宝,裙,2026-03-02,2,甲店\n" + board("淘宝", 9, "甲店"))
    shown = "rbo rbo_low rbo_high common_share reason"
    assert rows(store, "board-similarity", shown) == [(None, None, None, None, "no-first-place")]
    assert "No look recorded the first place" in aloud(store, "board-similarity")


def test_a_day_on_which_only_places_behind_the_board_were_seen_is_no_look(store: Store, bring: Bring) -> None:
    """Our own place 35 between two looks at the board: they are compared with one another, as in `boards`."""
    bring(HEADER + board("淘宝", 2, "甲店", "乙店") + "淘宝,裙,2026-03-05,35,我店\n" + board("淘宝", 9, "甲店", "乙店"))
    assert rows(store, "board-similarity", "day other_day rbo") == [(march(9), march(2), pytest.approx(1))]
    assert {row[0] for row in rows(store, "boards", "day")} == {march(2), march(9)}


def test_shops_that_are_called_alike_keep_their_places(store: Store, bring: Bring) -> None:
    """甲甲乙 and 甲丁乙 at p = 0.9: agreements 1, 1/2, 2/3."""
    bring(HEADER + board("淘宝", 2, "甲旗舰店", "甲专营店", "乙店") + board("京东", 2, "甲旗舰店", "丁店", "乙店"))
    alike = pytest.approx(0.1 * (1 + 0.9 / 2 + 0.81 * 2 / 3) + 0.729 * 2 / 3)
    assert rows(store, "board-similarity", "platform rbo depth other_depth common_count") == [
        ("jd", alike, 3, 3, 2),
        ("taobao", alike, 3, 3, 2),
    ]


def test_the_same_two_looks_are_read_aloud_once(store: Store, bring: Bring) -> None:
    bring(HEADER + board("淘宝", 2, "甲店", "乙店") + board("京东", 2, "甲店", "乙店"))
    assert aloud(store, "board-similarity") == (
        "Between platforms: JD 裙 2026-03-02 and Taobao 裙 2026-03-02 overlap 1 (from 0.41 to 1), 2 shops in common."
    )


def test_a_weight_out_of_its_range_is_refused(store: Store, bring: Bring) -> None:
    bring(LOOKS)
    with pytest.raises(InputError):
        rows(store, "board-similarity", "rbo", p=1.0)


def test_the_comparison_read_aloud(store: Store, bring: Bring) -> None:
    bring(LOOKS)
    assert aloud(store, "board-similarity", category="裙", platform="taobao") == (
        "With the look before: Taobao 裙 2026-03-09 and Taobao 裙 2026-03-02 overlap 0.9 (from 0.42 to 0.9), "
        "3 shops in common. Between platforms: Taobao 裙 2026-03-02 and JD 裙 2026-03-04 overlap 0.69 "
        "(from 0.37 to 0.93), 2 shops in common."
    )
    assert aloud(store, "board-similarity", "zh", days_apart=0) == (
        "与上一次查看相比：淘宝 裙 2026-03-09 与 淘宝 裙 2026-03-02 的重合度为 0.9（0.42 至 0.9），共同店铺 3 家。"
    )
