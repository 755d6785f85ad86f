"""What a title brings, counted by hand; versions side by side; and what must hold of every score."""

from __future__ import annotations

import math
import time
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.analysis.titles.lists import keyword_list
from tracker.analysis.titles.brands import Brands
from tracker.analysis.titles.rules import rule_of
from tracker.analysis.titles.score import Basis, Span, basis, score, side_by_side
from tracker.analysis.titles.segment import Segmenter

LIST = keyword_list(
    {
        "连衣裙": 1000,
        "碎花连衣裙": (300, 400),
        "法式连衣裙": (200, None),
        "雪纺连衣裙": 100,
        "碎花半身裙": 50,
        "法式雪纺连衣裙": 9,
        "显瘦": None,
    }
)
RIVALS = ["雪纺连衣裙女", "雪纺半身裙女", "气质雪纺", "高腰裙子女"]


def of(words: object = LIST, platform: str = "taobao", rivals: Sequence[str] = RIVALS) -> Basis:
    return basis(
        words, Segmenter(["雪纺", "显瘦"]), platform, rule_of(platform), rivals=rivals, brands=["ZARA/飒拉", "裙"]
    )  # type: ignore[arg-type]


def test_a_title_by_hand() -> None:
    found = score("法式碎花连衣裙ZARA 通勤通勤", of())
    assert (found.length, found.unit, found.limit, found.over, found.under) == (14 + 4 + 1 + 8, "gbk", 60, 0, 0)
    assert [(each.keyword, each.tight) for each in found.covered] == [
        ("连衣裙", True),
        ("碎花连衣裙", True),
        ("法式连衣裙", False),
    ]
    assert (found.covered_count, found.tight_count, found.keyword_count) == (3, 2, 7)
    assert found.demand_covered == Span(1500, math.inf)
    assert found.demand_tight == Span(1300, 1400)
    assert found.demand_total == Span(1659, math.inf)
    assert (found.weight_covered, found.weight_total) == (1500, 1659)  # what is certain of a bound
    assert found.share == pytest.approx(1500 / 1659)
    assert found.idle == ("ZARA", "通勤")
    assert found.repeats == (("通勤", 2),)
    assert found.brands == ("ZARA",)
    assert found.risks == ()


def test_missing_words_with_what_they_would_bring() -> None:
    found = {each.word: each for each in score("法式碎花连衣裙", of()).missing}
    # 雪纺 alone covers 雪纺连衣裙 (100) and 法式雪纺连衣裙 (9); three rivals have it; two hanzi cost 4
    assert (found["雪纺"].rivals, found["雪纺"].keywords, found["雪纺"].weight, found["雪纺"].cost) == (3, 2, 109, 4)
    assert found["雪纺"].demand == Span(109, 109)
    assert (found["半身裙"].rivals, found["半身裙"].weight) == (1, 50)  # 碎花 is there
    assert (found["女"].rivals, found["女"].keywords, found["女"].demand) == (3, 0, Span(0, 0))
    assert found["显瘦"].keywords == 1
    assert math.isnan(found["显瘦"].demand.low)  # the list doesn't tell how many search for it
    assert [each.word for each in score("法式碎花连衣裙", of()).missing][:2] == ["雪纺", "半身裙"]
    assert "连衣裙" not in found


def test_a_latin_word_costs_its_blank() -> None:
    words = keyword_list({"linen dress": 5, "summer dress": 3})
    found = score("Summer Dress", of(words, "etsy", []))
    assert [(each.word, each.cost, each.weight) for each in found.missing] == [("linen", 6, 5)]
    assert (found.limit, found.unit) == (140, "characters")


def test_a_title_that_is_too_long_or_too_short() -> None:
    assert score("裙" * 31, of()).over == 2
    assert score("Dress", of(platform="tiktok")).under == 20
    unknown = score("裙子", of(platform="mine"))
    assert (unknown.limit, unknown.over, unknown.unit, unknown.length) == (None, None, "characters", 2)


def test_a_list_that_tells_no_demand_counts_each_keyword_once() -> None:
    words = keyword_list({"连衣裙": None, "半身裙": None})
    found = score("连衣裙", of(words))
    assert (found.weight_covered, found.weight_total) == (1, 2)
    assert math.isnan(found.demand_covered.low)


def test_nothing_covered_is_zero_and_not_unknown() -> None:
    found = score("上衣", of())
    assert (found.covered, found.demand_covered, found.share) == ((), Span(0, 0), 0)


@pytest.mark.parametrize("title", ["", "  ", "😀", "\n"])
def test_a_title_without_words(title: str) -> None:
    found = score(title, of())
    assert (found.words, found.covered_count, found.idle, found.repeats) == ((), 0, (), ())
    assert found.missing[0].word == "连衣裙"


def test_an_empty_list() -> None:
    found = score("连衣裙", of(keyword_list({}), rivals=[]))
    assert (found.keyword_count, found.weight_total, found.share, found.missing) == (0, 0, None, ())


def test_versions_side_by_side_keep_their_order() -> None:
    assert [each.covered_count for each in side_by_side(["连衣裙", "碎花连衣裙", "上衣"], of())] == [1, 2, 0]


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("飒拉连衣裙", ["飒拉"]),
        ("ｚａｒａ 连衣裙", ["ｚａｒａ"]),
        ("Zarah", []),
        ("New  Balance 鞋", []),
        ("New Balance 鞋 new balance", ["New Balance", "new balance"]),
    ],
)
def test_brands_are_found_as_the_title_spells_them(title: str, expected: list[str]) -> None:
    assert Brands(["ZARA/飒拉", "new balance", "鞋", " "]).found(title) == expected


WORDS = ["碎花", "法式", "连衣裙", "雪纺", "半身裙", "V领", "dress", "summer"]
TITLES = st.lists(st.sampled_from(WORDS), max_size=6).map(" ".join)
LISTS = st.dictionaries(TITLES.filter(bool), st.integers(0, 1000) | st.none(), max_size=8).map(keyword_list)


@given(TITLES, LISTS)
def test_what_is_tight_is_covered_and_what_is_covered_is_in_the_list(title: str, words: object) -> None:
    found = score(title, of(words))
    assert found.tight_count <= found.covered_count == len(found.covered) <= found.keyword_count
    assert found.weight_tight <= found.weight_covered <= found.weight_total


@given(TITLES, LISTS)
def test_a_missing_word_brings_what_it_promises(title: str, words: object) -> None:
    basis = of(words, rivals=[])
    before = score(title, basis, most=3)
    for each in before.missing:
        after = score(f"{title} {each.word}", basis)
        assert after.covered_count == before.covered_count + each.keywords
        assert after.weight_covered == pytest.approx(before.weight_covered + each.weight)


def test_a_hundred_thousand_keywords_take_no_second() -> None:
    generator = np.random.default_rng(5)
    made = {
        f"词{'甲乙丙丁戊己庚辛'[a]}{b} {c}款": float(d)
        for a, b, c, d in generator.integers(0, [8, 500, 90, 999], (100_000, 4))
    }
    many = of(keyword_list(made))
    begun = time.process_time()
    score("词甲1 2款 3款连衣裙", many)
    assert time.process_time() - begun < 1
