"""Titles as words, what changed between two of them, and when it was seen."""

from __future__ import annotations

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.analysis.titles.change import Change, change
from tracker.store.place import Store

ITEM = "https://item.taobao.com/item.htm?id="


@pytest.mark.parametrize(
    ("before", "after", "changed"),
    [
        ("碎花连衣裙女夏季", "碎花连衣裙女秋季", Change(["秋季"], ["夏季"], [])),
        ("碎花连衣裙 女", "女 碎花连衣裙", Change([], [], ["女"])),
        ("碎花连衣裙 Ａ字", "碎花 连衣裙【a字】", Change([], [], [])),
        ("洗发水500ml", "洗发水500ML", Change([], [], [])),
        ("洗发水500ml", "洗发水750ml", Change(["750ml"], ["500ml"], [])),
        ("显瘦气质茶歇裙中长款", "显瘦茶歇裙中长款", Change([], ["气质"], [])),
        ("女 女 连衣裙", "女 连衣裙", Change([], ["女"], [])),
        ("", "连衣裙", Change(["连衣裙"], [], [])),
    ],
)
def test_words_are_added_removed_or_moved(before: str, after: str, changed: Change) -> None:
    assert change(before, after) == changed


WORD = st.sampled_from(["连衣裙", "碎花", "Nike", "500ml", "女", "夏季", "A字裙"])


@given(st.lists(WORD, max_size=8), st.lists(WORD, max_size=8))
def test_old_words_less_the_removed_and_with_the_added_are_the_new_ones(before: list[str], after: list[str]) -> None:
    made = change(" ".join(before), " ".join(after))
    assert sorted([*before, *made.added]) == sorted([*after, *made.removed])
    assert set(made.moved) <= set(before) & set(after)


@given(st.lists(WORD, max_size=8))
def test_a_title_does_not_differ_from_itself(title: list[str]) -> None:
    assert change(" ".join(title), " ".join(title)) == Change([], [], [])


# --- title-changes

HEADER = "日期,类目,店铺名称,宝贝标题,价格,链接\n"
CHANGED = (
    HEADER
    + f"""2026-03-02,裙,甲店,碎花连衣裙女夏季,10,{ITEM}1
2026-03-09,裙,甲店,碎花连衣裙女夏季,11,{ITEM}1
2026-03-09,裙,乙店,半身裙,11,{ITEM}2
2026-03-16,裙,甲店,碎花连衣裙女秋季,11,{ITEM}1
2026-03-16,裙,乙店,半身裙,12,{ITEM}2
2026-03-23,裙,甲店,碎花连衣裙女夏季,11,{ITEM}1
"""
)


def at(day: int) -> datetime:
    return datetime(2026, 3, day)  # noqa: DTZ001 - the market's wall time has no zone


def test_each_change_tells_both_titles_and_between_which_looks_it_fell(store: Store, bring: Bring) -> None:
    bring(CHANGED, "titles.csv")
    shown = "listing_key title_before title last_seen_before_at observed_at kind added removed moved"
    summer, autumn = "碎花连衣裙女夏季", "碎花连衣裙女秋季"
    assert rows(store, "title-changes", shown) == [
        ("1", summer, autumn, at(9), at(16), "words", "秋季", "夏季", None),
        ("1", autumn, summer, at(16), at(23), "words", "夏季", "秋季", None),
    ]
    shown = "document_before source_row_before document source_row"
    assert rows(store, "title-changes", shown)[0] == ("titles.csv", 3, "titles.csv", 5)


def test_since_and_the_shop_choose_changes_and_not_looks(store: Store, bring: Bring) -> None:
    bring(CHANGED)
    assert rows(store, "title-changes", "last_seen_before_at", since=at(23), shop="甲店") == [(at(16),)]
    assert rows(store, "title-changes", "title", shop="乙店") == []
    assert rows(store, "title-changes", "observed_at", as_of=at(16)) == [(at(16),)]


def test_variants_whose_title_changed_alike_are_one_change(store: Store, bring: Bring) -> None:
    lines = [
        f"2026-03-{day:02},甲店,{title},{variant},10,{ITEM}1\n"
        for day, title in ((2, "碎花裙"), (9, "碎花裙 新款"))
        for variant in ("S", "M")
    ]
    bring("日期,店铺名称,宝贝标题,规格,价格,链接\n" + "".join(lines))
    assert rows(store, "title-changes", "variant_key added") == [("M", "新款")]


def test_a_change_of_order_or_of_spelling_is_named_so(store: Store, bring: Bring) -> None:
    titles = ("碎花裙 Nike", "Nike 碎花裙", "nike-碎花裙")
    bring(HEADER + "".join(f"2026-03-{2 + 7 * n:02},裙,甲店,{t},10,{ITEM}1\n" for n, t in enumerate(titles)))
    assert rows(store, "title-changes", "kind added removed") == [("order", None, None), ("spelling", None, None)]


def test_the_changes_read_aloud(store: Store, bring: Bring) -> None:
    bring(CHANGED)
    assert aloud(store, "title-changes") == (
        "2 title changes of 1 listings, seen from 2026-03-16 to 2026-03-23. Newest: 甲店, listing 1: "
        "added 夏季; removed 秋季. It changed between 2026-03-16 and 2026-03-23."
    )
    assert aloud(store, "title-changes", "zh") == (
        "1 个商品的 2 次标题变化，看到于 2026-03-16 至 2026-03-23。最近一次：甲店，商品 1：增加 夏季；删除 秋季。"
        "变化发生在 2026-03-16 与 2026-03-23 之间。"
    )
