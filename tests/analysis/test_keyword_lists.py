"""The newest list of each source, as rows and as columns."""

from __future__ import annotations

import math
from datetime import datetime

from tests.analysis.asked import rows
from tests.support import Bring
from tracker.analysis.keywords.lists import read_lists
from tracker.store.place import Store

HEAD = "来源,日期,关键词,搜索人气,点击率,在线商品数\n"


def test_only_the_newest_list_of_each_source_counts(store: Store, bring: Bring) -> None:
    bring(HEAD + "生意参谋,2026-05-01,旧词,100,50%,10\n生意参谋,2026-05-08,连衣裙,300,60%,-\n", kind="keywords")
    bring("来源,日期,关键词,搜索指数\n百度指数,2026-04-01,连衣裙,77\n", kind="keywords")
    found = rows(store, "keyword-lists", "source keyword")
    assert set(found) == {("sycm", "连衣裙"), ("baidu-index", "连衣裙")}
    before = rows(store, "keyword-lists", "keyword", as_of=datetime(2026, 5, 7), source="sycm")  # noqa: DTZ001
    assert set(before) == {("旧词",)}


def test_lists_are_columns_in_which_missing_is_not_zero(store: Store, bring: Bring) -> None:
    bring(HEAD + "生意参谋,2026-05-08,连衣裙,300,60%,-\n生意参谋,2026-05-08,碎花裙,1万+,0%,20\n", kind="keywords")
    (found,) = read_lists(store)
    assert found.keywords == ["连衣裙", "碎花裙"]
    popularity, clicks, supply = (found.measures[name] for name in ("search_popularity", "click_ratio", "supply"))
    assert popularity.low.tolist() == [300, 10000]
    assert popularity.high.tolist() == [300, math.inf]
    assert clicks.low.tolist() == [0.6, 0]
    assert math.isnan(supply.low[0])
    assert supply.low[1] == 20
    assert found.units["search_popularity"] == "index"


def test_of_several_periods_that_end_together_the_one_that_began_last_counts(store: Store, bring: Bring) -> None:
    head = "来源,关键词,日期,搜索人气\n"
    bring(head + "生意参谋,裙,2026-01-01~2026-04-30,900\n生意参谋,裙,2026-04-01~2026-04-30,300\n", kind="keywords")
    bring(head + "生意参谋,裤,2026-01-01~2026-04-30,70\n", kind="keywords")
    assert rows(store, "keyword-lists", "keyword value_low") == [("裙", 300), ("裤", 70)]
