"""hits: ranks by what is surely so, counted by hand."""

from __future__ import annotations

from datetime import date

import numpy as np
import pytest

from tests.analysis.test_sales_periods import PDD, rows
from tests.support import Bring
from tracker.analysis.aloud import read_aloud
from tracker.analysis.asking import ask
from tracker.analysis.ranking import best_first, fused
from tracker.errors import InputError
from tracker.store.place import Store

LOOKS = f"""日期,类目,店铺名称,宝贝标题,价格,销量,评价数,榜单,名次,链接
2026-03-01,裙,甲店,红裙,10,已拼100件,10,热销榜,5,{PDD}1
2026-03-01,裙,甲店,蓝裙,10,已拼100件,30,热销榜,1,{PDD}2
2026-03-01,裙,乙店,绿裙,10,已拼1万+件,50,热销榜,9,{PDD}3
2026-03-01,裙,乙店,黑裙,10,已拼900件,50,热销榜,2,{PDD}4
2026-03-05,裙,乙店,黑裙,10,已拼950件,55,热销榜,2,{PDD}4
2026-03-08,裙,甲店,红裙,10,已拼180件,14,热销榜,2,{PDD}1
2026-03-08,裙,甲店,蓝裙,10,已拼160件,50,热销榜,3,{PDD}2
2026-03-08,裙,乙店,绿裙,10,已拼1万+件,50,飙升榜,1,{PDD}3
2026-03-08,裙,乙店,黑裙,10,已拼500件,50,热销榜,4,{PDD}4
2026-03-08,裙,丙店,白裙,10,已拼700件,90,热销榜,1,{PDD}5
"""
"""Units: 红 80, 蓝 60; 绿 open, 黑 fell. Reviews: 红 4, 蓝 20. Places: 红 from 5 to 2. 白 is new."""


def test_each_criterion_ranks_what_surely_rose(store: Store, bring: Bring) -> None:
    """红: 1/61 + 1/62 + 1/61; 蓝: 1/62 + 1/61. 绿 and 黑 surely rose in nothing, and aren't told."""
    bring(LOOKS)
    shown = (
        "listing_key hit_rank units_rank units_low units_high reviews_rank reviews_low position_rank position_improved"
    )
    assert rows(store, shown, "hits") == [
        ("1", 1, 1, 80, 80, 2, 4, 1, 3),
        ("2", 2, 2, 60, 60, 1, 20, None, -2),
        ("5", None, None, None, None, None, None, None, None),
    ]
    assert rows(store, "score", "hits")[0][0] == pytest.approx(2 / 61 + 1 / 62)
    assert rows(store, "is_new reason before_on look_on compared_count", "hits")[2] == (
        True, "new", date(2026, 3, 1), date(2026, 3, 8), 4,
    )  # fmt: skip
    assert rows(store, "source_row_before source_row document", "hits")[0] == (2, 7, "typed.csv")
    assert read_aloud("hits", ask(store, "hits"), {}) == (
        "On Pinduoduo 裙, 2 of 4 listings seen on 2026-03-01 and 2026-03-08 surely rose; 1 are new. "
        "First: 红裙 (80 units sold; 4 reviews gained; 3 places improved)."
    )


def test_ranks_are_among_all_also_where_one_shop_is_told(store: Store, bring: Bring) -> None:
    bring(LOOKS)
    assert rows(store, "listing_key units_rank", "hits", listing="2") == [("2", 2)]
    assert rows(store, "listing_key hit_rank", "hits", shop="丙店") == [("5", None)]


def test_the_look_before_is_the_last_one_so_many_days_ago(store: Store, bring: Bring) -> None:
    """Of the four listings only 黑裙 was looked at on the 5th: 3 days before the newest look."""
    bring(LOOKS)
    assert {each[0] for each in rows(store, "before_on", "hits", days=3)} == {date(2026, 3, 5)}
    assert rows(store, "listing_key", "hits", days=8) == []
    with pytest.raises(InputError) as caught:
        ask(store, "hits", {"days": 0})
    assert caught.value.code == "number-out-of-range"


def test_equal_values_share_the_better_rank() -> None:
    values = np.array([5.0, 9.0, 5.0, np.nan, 0.0, 7.0])
    groups = [np.array([0, 1, 2, 3, 4]), np.array([5])]
    ranks = best_first(values, groups, 1)
    assert ranks[[0, 1, 2, 5]].tolist() == [2, 1, 2, 1]
    assert np.isnan(ranks[[3, 4]]).all()
    assert np.isnan(fused([ranks])[3])
