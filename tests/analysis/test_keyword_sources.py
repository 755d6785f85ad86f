"""keyword-similarity and keyword-merged: lists of several sources and dates beside one another, counted by hand."""

from __future__ import annotations

import re
from datetime import datetime

import pytest

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.normalise.words import load
from tracker.store import questions
from tracker.store.place import Store

HEAD = "来源,日期,关键词,排名,搜索人气\n"


@pytest.fixture
def listed(store: Store, bring: Bring) -> Store:
    first = "生意参谋,2026-05-01,连衣裙,1,90\n生意参谋,2026-05-01,碎花裙,2,80\n生意参谋,2026-05-01,长裙,3,70\n"
    second = "生意参谋,2026-05-08,碎花裙,1,95\n生意参谋,2026-05-08,连衣裙,2,85\n生意参谋,2026-05-08,短裙,3,75\n"
    bring(HEAD + first + second, "sycm.csv", kind="keywords")
    bring(
        "来源,日期,关键词,搜索指数\n百度指数,2026-05-08,連衣裙,500\n百度指数,2026-05-08,连 衣裙,400\n",
        "baidu.csv",
        kind="keywords",
    )
    return store


def test_two_dates_of_a_list_are_compared_by_rank(listed: Store) -> None:
    shown = "rbo_low depth other_depth common_count common_share ordered_by tied_count list_count reason"
    ((low, *rest),) = [
        row[1:] for row in rows(listed, "keyword-similarity", f"comparison {shown}") if row[0] == "over-time"
    ]
    assert rest == [3, 3, 2, 2 / 3, "rank", 0, 3, None]
    # agreement 0/1, 2/2, 2/3 at p = 0.9, and the two in common at every depth below (Webber et al., equation 11)
    seen = 0.1 * (0 + 0.9 * 1 + 0.81 * 2 / 3)
    tail = sum(0.1 * 0.9 ** (depth - 1) * 2 / depth for depth in range(4, 2000))
    assert low == pytest.approx(seen + tail)


def test_two_sources_are_compared_by_folded_keywords(listed: Store) -> None:
    shown = "comparison source other_source depth other_depth common_count ordered_by other_ordered_by other_list_count"
    found = [row[1:] for row in rows(listed, "keyword-similarity", shown) if row[0] == "between-sources"]
    assert found == [("baidu-index", "sycm", 1, 3, 1, "search_index", "rank", 3)]


def test_lists_far_apart_are_not_compared_and_earlier_pairs_can_be_asked_for(listed: Store, bring: Bring) -> None:
    bring(HEAD + "生意参谋,2026-06-08,连衣裙,1,90\n", kind="keywords")
    assert {each for (each,) in rows(listed, "keyword-similarity", "comparison")} == {"over-time"}
    later = rows(listed, "keyword-similarity", "until other_until common_count", since=datetime(2026, 5, 1))  # noqa: DTZ001
    assert [row[2] for row in later] == [2, 1]


def test_ties_are_told(store: Store, bring: Bring) -> None:
    head = "来源,日期,关键词,搜索人气\n"
    bring(
        head + "生意参谋,2026-05-01,a,5\n生意参谋,2026-05-01,b,5\n生意参谋,2026-05-08,a,5\n生意参谋,2026-05-08,b,4\n",
        kind="keywords",
    )
    assert rows(store, "keyword-similarity", "tied_count other_tied_count ordered_by") == [(0, 2, "search_popularity")]


def test_keywords_without_a_rank_have_no_place_in_a_ranked_list(store: Store, bring: Bring) -> None:
    lines = [f"生意参谋,2026-05-{day},k{i:02d},{abs(turn - i) if i < 3 else ''},9" for day, turn in (("01", 0), ("08", 3))
             for i in range(1, 20)]  # fmt: skip
    bring(HEAD + "\n".join(lines), kind="keywords")
    assert rows(store, "keyword-similarity", "depth other_depth common_count list_count") == [(2, 2, 2, 19)]


def test_values_that_are_not_told_are_no_order(store: Store, bring: Bring) -> None:
    head = "来源,日期,关键词,搜索人气,在线商品数\n"
    bring(head + "生意参谋,2026-05-01,a,-,5\n生意参谋,2026-05-08,a,-,5\n", kind="keywords")
    assert rows(store, "keyword-similarity", "rbo common_count reason") == [(None, 1, "no-order")]


def test_a_list_without_an_order_is_not_compared_by_order(store: Store, bring: Bring) -> None:
    head = "来源,日期,关键词,在线商品数\n"
    bring(head + "生意参谋,2026-05-01,a,5\n生意参谋,2026-05-08,a,5\n", kind="keywords")
    assert rows(store, "keyword-similarity", "rbo common_count reason") == [(None, 1, "no-order")]
    assert "not known" in aloud(store, "keyword-similarity")


def test_spellings_stand_side_by_side_and_are_kept(listed: Store) -> None:
    shown = "folded source_count spelling_count source keyword metric value_low place list_length document source_row"
    assert rows(listed, "keyword-merged", shown) == [
        ("连衣裙", 2, 3, "baidu-index", "連衣裙", "search_index", 500, 1, 2, "baidu.csv", 2),
        ("连衣裙", 2, 3, "baidu-index", "连 衣裙", "search_index", 400, 2, 2, "baidu.csv", 3),
        ("连衣裙", 2, 3, "sycm", "连衣裙", "search_popularity", 85, 2, 3, "sycm.csv", 6),
        ("碎花裙", 1, 1, "sycm", "碎花裙", "search_popularity", 95, 1, 3, "sycm.csv", 5),
        ("短裙", 1, 1, "sycm", "短裙", "search_popularity", 75, 3, 3, "sycm.csv", 7),
    ]
    assert {row[0] for row in rows(listed, "keyword-merged", "folded", keyword="連衣裙")} == {"连衣裙"}
    assert rows(listed, "keyword-merged", "source_count", source="sycm", keyword="连衣裙") == [(2,)]
    assert "1 of them in more than one of 2 sources" in aloud(listed, "keyword-merged")


def test_keywords_that_differ_by_order_or_filler_are_one_group(store: Store, bring: Bring) -> None:
    words = "连衣裙 夏季,90\n生意参谋,2026-05-08,夏季连衣裙,80\n生意参谋,2026-05-08,新款夏季连衣裙,70\n生意参谋,2026-05-08,长裙,60\n"
    bring(f"来源,日期,关键词,搜索人气\n生意参谋,2026-05-08,{words}", kind="keywords")
    assert rows(store, "keyword-merged", "keyword variant_of variant_count") == [
        ("连衣裙 夏季", "连衣裙夏季", 3), ("夏季连衣裙", "连衣裙夏季", 3), ("新款夏季连衣裙", "连衣裙夏季", 3),
        ("长裙", "长裙", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("name", ["keyword-similarity", "keyword-merged"])
def test_the_order_of_metrics_is_that_of_the_data_file(name: str) -> None:
    sql = questions.get(name).sql
    assert re.findall(r"\('(\w+)', \d+\)", sql[sql.index("VALUES") :]) == load("opportunity")["weightings"]["demand"]
