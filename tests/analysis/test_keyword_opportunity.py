"""keyword-opportunity: lists in, scores out, reckoned by hand."""

from __future__ import annotations

from typing import Any

import pytest

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.analysis.keywords import formulas
from tracker.errors import InputError
from tracker.store.formulas import SaidFormula
from tracker.store.place import Store

HEAD = "来源,平台,类目,日期,关键词,搜索人气,点击率,支付转化率,在线商品数\n"
SYCM = HEAD + (
    "生意参谋,淘宝,裙,2026-05-08,连衣裙,1000,50%,10%,500\n"
    "生意参谋,淘宝,裙,2026-05-08,碎花裙,300,50%,-,100\n"
    "生意参谋,淘宝,裙,2026-05-08,新词,40,20%,5%,0\n"
    "生意参谋,淘宝,裙,2026-05-08,大词,1万+,30%,5%,1000\n"
    "生意参谋,淘宝,裙,2026-05-08,无货,70,30%,5%,-\n"
)
SHOWN = "keyword score_low score_high percentile reason"


def scored(store: Store, columns: str, **given: Any) -> list[tuple[Any, ...]]:
    return rows(store, "keyword-opportunity", columns, **given)


@pytest.fixture
def listed(store: Store, bring: Bring) -> Store:
    bring(SYCM, "sycm.csv", kind="keywords")
    return store


def test_each_keyword_is_scored_with_its_reason_where_it_is_not(listed: Store) -> None:
    assert scored(listed, SHOWN, formula="demand-supply-ratio") == [
        ("大词", 10, None, 1, None),
        ("碎花裙", 3, 3, 0.5, None),
        ("连衣裙", 2, 2, 0, None),
        ("新词", None, None, None, "division-by-zero"),
        ("无货", None, None, None, "missing-input"),
    ]


def test_a_row_shows_its_inputs_units_and_where_they_stand(listed: Store) -> None:
    shown = "inputs units missing demand_low supply_low list_length scored_count document source_row"
    found = dict(
        zip(
            [word for (word,) in scored(listed, "keyword", formula="blue-ocean")],
            scored(listed, shown, formula="blue-ocean"),
            strict=True,
        )
    )
    assert found["连衣裙"] == (
        "search_popularity 1,000 · click_ratio 50% · conversion_ratio 10% · supply 500",
        "search_popularity index · click_ratio ratio · conversion_ratio ratio · supply count",
        None, 1000, 500, 5, 2, "sycm.csv", 2,
    )  # fmt: skip
    assert found["碎花裙"][:3] == (
        "search_popularity 300 · click_ratio 50% · conversion_ratio – · supply 100",
        "search_popularity index · click_ratio ratio · conversion_ratio ratio · supply count",
        "conversion_ratio",
    )
    assert found["大词"][0].startswith("search_popularity ≥ 10,000 ·")


def test_formulas_whose_inputs_no_keyword_has_are_left_out(listed: Store) -> None:
    assert {each for (each,) in scored(listed, "formula")} == {"demand-supply-ratio", "blue-ocean"}
    assert scored(listed, "formula", formula="kei") == []


def test_a_filter_by_keyword_keeps_the_place_in_the_whole_list(listed: Store) -> None:
    assert scored(listed, SHOWN, formula="demand-supply-ratio", keyword="碎花裙") == [("碎花裙", 3, 3, 0.5, None)]


def test_lists_of_two_categories_are_placed_apart(store: Store, bring: Bring) -> None:
    bring(
        HEAD + "生意参谋,淘宝,裙,2026-05-08,连衣裙,1000,1%,1%,500\n生意参谋,淘宝,裤,2026-05-08,长裤,10,1%,1%,500\n",
        kind="keywords",
    )
    shown = "category keyword percentile list_length"
    assert scored(store, shown, formula="demand-supply-ratio") == [("裙", "连衣裙", 1, 1), ("裤", "长裤", 1, 1)]


def test_an_own_formula_is_asked_like_the_packaged_ones(listed: Store) -> None:
    formulas.keep(listed, SaidFormula("少的好", "在线商品数 + 1", "low"))
    assert scored(listed, "keyword score_low percentile", formula="少的好")[:2] == [
        ("新词", 1, 1),
        ("碎花裙", 101, 2 / 3),
    ]
    assert "少的好" in {each for (each,) in scored(listed, "formula")}
    with pytest.raises(InputError) as caught:
        scored(listed, "keyword", formula="不存在")
    assert caught.value.code == "formula-unknown"


def test_an_input_in_two_units_is_no_input(store: Store, bring: Bring) -> None:
    head = "来源,日期,关键词,直通车参考价,在线商品数\n"
    bring(head + "生意参谋,2026-05-08,连衣裙,€2,500\n生意参谋,2026-05-08,裙,US$3,100\n", kind="keywords")
    formulas.keep(store, SaidFormula("mine", "cpc * supply", "low"))
    assert scored(store, "keyword", formula="mine") == []


def test_the_best_are_read_aloud_with_their_inputs(listed: Store) -> None:
    said = aloud(listed, "keyword-opportunity", formula="demand-supply-ratio")
    assert "大词" in said
    assert "≥ 10" in said
    assert "Search popularity / Listings on offer" in said
    assert "3 of 5" in said
    assert "需求供给比" in aloud(listed, "keyword-opportunity", "zh", formula="demand-supply-ratio")


def test_one_keyword_and_hostile_text_are_answered(store: Store, bring: Bring) -> None:
    bring(HEAD + '生意参谋,淘宝,裙,2026-05-08,"=HYPERLINK(""x"",""y"")😀",5,1%,1%,2\n', kind="keywords")
    assert scored(store, "keyword score_low percentile", formula="demand-supply-ratio") == [
        ('=HYPERLINK("x","y")😀', 2.5, 1)
    ]
