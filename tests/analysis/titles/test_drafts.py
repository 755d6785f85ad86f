"""Drafts of a title: what they cover, within which limit, and that no other title covers more."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import chain, combinations, permutations

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from tracker import i18n
from tracker.analysis.bounds import bounds
from tracker.analysis.keywords.formulas import own as formula
from tracker.analysis.keywords.lists import KeywordList
from tracker.analysis.titles.drafts import Draft, Drafts, make_drafts
from tracker.analysis.titles.joining import join
from tracker.analysis.titles.rules import length
from tracker.analysis.titles.score import basis, score
from tracker.analysis.titles.segment import Segmenter, key
from tracker.analysis.titles.vocabulary import segmenter_of
from tracker.analysis.titles.warnings import warnings_of, weighed_by
from tracker.errors import InputError
from tracker.store.formulas import SaidFormula
from tracker.store.title_rules import Rule

DAY = datetime(2026, 6, 21)  # noqa: DTZ001 - a market's wall time
WORDS = ["red", "dress", "tea", "碎花", "连衣裙", "女", "V领", "男T"]
SEGMENTER = Segmenter(WORDS)


def keyword_list(demand: dict[str, float | None], **measures: list[float | None]) -> KeywordList:
    count = len(demand)
    columns = {"search_volume": list(demand.values()), **measures}
    return KeywordList(
        "typed", None, None, list(demand),
        {name: bounds([np.nan if each is None else each for each in column],
                      [np.nan if each is None else each for each in column]) for name, column in columns.items()},
        dict.fromkeys(columns, "count"), np.full(count, np.nan), DAY, DAY, ("typed.csv",),
    )  # fmt: skip


def drafted(demand: dict[str, float | None], limit: int, unit: str = "characters", **said: list[str]) -> Drafts:
    return make_drafts(keyword_list(demand), SEGMENTER, Rule("x", "title", limit, unit), seconds=30, **said)  # type: ignore[arg-type]


def best(demand: dict[str, float | None], limit: int, unit: str = "characters", **said: list[str]) -> Draft:
    return drafted(demand, limit, unit, **said).drafts[0]


def weight_of(words: Counter[str], demand: dict[str, float | None]) -> float:
    return sum(w or 0 for k, w in demand.items() if (cut := SEGMENTER.words(k)) and Counter(map(key, cut)) <= words)


def most(demand: dict[str, float | None], limit: int, unit: str) -> float:
    """What the best of all sets of words covers that fits in some order, by trying all orders of all sets."""
    pool = list((Counter() | sum_max(demand)).elements())
    sets = {tuple(sorted(some)) for some in chain.from_iterable(combinations(pool, n) for n in range(len(pool) + 1))}
    return max(
        weight_of(Counter(map(key, some)), demand)
        for some in sets
        if any(length(join(order), unit) <= limit for order in permutations(some))
    )


def sum_max(demand: dict[str, float | None]) -> Counter[str]:
    needed: Counter[str] = Counter()
    for keyword in demand:
        needed |= Counter(SEGMENTER.words(keyword))
    return needed


KEYWORDS = st.dictionaries(
    st.lists(st.sampled_from(WORDS), min_size=1, max_size=3).map(join),
    st.integers(0, 50) | st.none(),
    min_size=1,
    max_size=5,
)


@settings(max_examples=80, deadline=None)
@given(KEYWORDS, st.integers(0, 24), st.sampled_from(["gbk", "characters", "bytes"]))
def test_no_title_within_the_limit_covers_more(demand: dict[str, float | None], limit: int, unit: str) -> None:
    pool = sum_max(demand)
    assume(sum(pool.values()) <= 6)  # all orders of more words take minutes
    assume(any(demand.values()))
    made = drafted(demand, limit, unit)
    first = made.drafts[0]
    assert first.weight_covered == pytest.approx(most(demand, limit, unit))
    assert first.optimal
    assert first.weight_total == sum(weight or 0 for weight in demand.values())
    for each in made.drafts:
        assert length(each.title, unit) == each.length <= limit
        assert join(each.words) == each.title
        assert each.weight_covered == pytest.approx(sum(demand[keyword] or 0 for keyword in each.covered))
        assert set(each.tight) <= set(each.covered)
        assert each.weight_covered <= first.weight_covered


def test_shared_words_are_paid_once() -> None:
    draft = best({"red dress": 10, "tea dress": 9, "连衣裙女": 8}, limit=13)
    assert set(draft.covered) == {"red dress", "tea dress"}
    assert draft.length == len(draft.title) == 13
    assert (draft.weight_covered, draft.weight_total) == (19, 27)


def test_a_hanzi_counts_two_and_a_letter_one() -> None:
    assert best({"碎花连衣裙": 5, "red": 4}, limit=10, unit="gbk").title == "碎花连衣裙"
    assert best({"碎花连衣裙": 5, "red": 4}, limit=9, unit="gbk").title == "red"
    assert best({"碎花连衣裙": 5, "red": 4}, limit=13, unit="gbk").length == 13


def test_what_must_stand_stands_as_written_and_serves_keywords() -> None:
    draft = best({"碎花连衣裙": 5, "连衣裙女": 9, "red": 1}, limit=8, must=["碎花连衣裙"])
    assert draft.words[0] == "碎花连衣裙"
    assert draft.covered == ("连衣裙女", "碎花连衣裙")
    assert draft.tight == ("连衣裙女", "碎花连衣裙")


def test_excluded_words_stand_nowhere() -> None:
    draft = best({"碎花连衣裙": 50, "连衣裙女": 9, "red dress": 1}, limit=60, excluded=["花", "RED"])
    assert draft.covered == ("连衣裙女",)
    assert "花" not in draft.title
    assert draft.weight_total == 60


def test_words_with_marks_are_drafted_whole_and_once() -> None:
    thai = best({"เสื้อผู้หญิง": 9, "เสื้อ ยืด": 8}, limit=60, excluded=["เส", "ง"])
    assert (set(thai.words), thai.length) == ({"เสื้อผู้หญิง", "เสื้อ", "ยืด"}, len(thai.title))
    cafe = best({"cafe\u0301 case": 9, "café case": 8, "nu\u031b\u0303": 7}, limit=60)
    assert (set(cafe.words), cafe.length) == ({"café", "case", "nu\u031b\u0303"}, len(cafe.title))


def test_of_an_excluded_phrase_not_all_words_stand() -> None:
    draft = best({"碎花": 5, "连衣裙": 9, "碎花女": 3}, limit=60, excluded=["碎花连衣裙"])
    assert draft.covered == ("连衣裙",)
    words = best({"red": 5, "dress": 4}, limit=60, excluded=["red dress"])
    assert words.covered == ("red",)


def test_an_excluded_text_does_not_arise_between_words_either() -> None:
    """碎花连衣裙 holds 花连, 连衣裙碎花 holds 裙碎: no order of both words is free of both texts."""
    draft = best({"碎花": 5, "连衣裙": 9}, limit=60, excluded=["花连", "裙碎"])
    assert (draft.title, draft.covered, draft.optimal) == ("连衣裙", ("连衣裙",), False)
    assert draft.gap_ratio == pytest.approx(5 / 14)


def test_what_cannot_be_is_said() -> None:
    with pytest.raises(InputError) as long:
        drafted({"red": 1}, limit=4, must=["连衣裙", "dress"])
    assert long.value.code == "title-must-long"
    with pytest.raises(InputError) as both:
        drafted({"red": 1}, limit=40, must=["Red dress"], excluded=["red"])
    assert both.value.code == "title-must-excluded"


def test_a_word_is_spelled_the_shortest_way_a_keyword_has_it() -> None:
    """Full-width letters count two each: proven the best must hold of every spelling."""
    draft = best({"ＲＥＤ": 14, "red碎花": 8, "Red 女": 1}, limit=7, unit="gbk")
    assert (draft.covered, draft.length, draft.optimal) == (("ＲＥＤ", "red碎花"), 7, True)
    assert set(draft.words) == {"red", "碎花"}
    twice = best({"red 碎花 ＲＥＤ": 9, "red": 1}, limit=10, unit="gbk")
    assert (twice.covered, twice.length) == (("red 碎花 ＲＥＤ", "red"), 10)


def test_a_latin_word_in_a_text_that_must_stand_is_found() -> None:
    with pytest.raises(InputError) as both:
        drafted({"tea": 1}, limit=40, must=["碎花red"], excluded=["Red"])
    assert both.value.code == "title-must-excluded"
    assert best({"tea": 1}, limit=7, must=["red", "碎花Red"]).words == ("碎花Red",)


def test_a_keyword_that_needs_a_word_twice_pays_it_twice() -> None:
    assert best({"女碎花女": 5}, limit=3).covered == ()
    assert best({"女碎花女": 5}, limit=4).words.count("女") == 2


@pytest.mark.parametrize(
    ("demand", "limit"),
    [
        ({"女": 9, "性感裙": 8}, 8),
        ({"长": 9, "春夏冰丝": 8, "长冰丝": 1}, 10),
        ({"v领 连": 9, "衣 夏天": 8}, 60),
        ({"no.1 男 女": 9}, 60),
    ],
)
def test_a_draft_read_again_covers_what_it_says(demand: dict[str, float | None], limit: int) -> None:
    """Joined without blanks, words may read as others: 女 and 性感 as 女性, 感. Another order is found."""
    words = keyword_list(demand)
    segmenter, rule = segmenter_of(words.keywords), Rule("x", "title", limit, "gbk")
    draft = make_drafts(words, segmenter, rule, seconds=30).drafts[0]
    again = score(draft.title, basis(words, segmenter, "x", rule))
    assert (
        [each.keyword for each in again.covered] == list(draft.covered) == sorted(demand, key=demand.get, reverse=True)
    )  # type: ignore[arg-type]
    assert {each.keyword for each in again.covered if each.tight} == set(draft.tight)
    assert again.weight_covered == draft.weight_covered == sum(demand.values())  # type: ignore[arg-type]


def test_a_list_without_demand_counts_keywords() -> None:
    made = make_drafts(
        keyword_list({"red dress": 1, "tea dress": 2}), SEGMENTER, Rule("x", "title", 9, "characters"),
        weighting="conversion",
    )  # fmt: skip
    assert made.weights.formula is None
    assert made.drafts[0].weight_total == 2
    assert made.drafts[0].weight_covered == 1


def test_other_drafts_lean_to_words_with_less_supply_and_say_what_that_costs() -> None:
    words = keyword_list({"red dress": 100, "tea": 10}, supply=[10_000.0, 1.0])
    made = make_drafts(words, SEGMENTER, Rule("x", "title", 9, "characters"))
    first, *others = made.drafts
    assert (first.title, first.optimal, first.gap_ratio) == ("red dress", True, 0)
    assert [(each.title, each.optimal) for each in others] == [("tea", False)]
    assert others[0].gap_ratio == pytest.approx(0.9)


def test_of_a_bound_the_low_end_counts_and_it_is_said() -> None:
    words = keyword_list({"red": 5, "tea": 4})
    words.measures["search_volume"].high[1] = np.inf
    made = make_drafts(words, SEGMENTER, Rule("x", "title", 3, "characters"))
    assert made.drafts[0].title == "red"
    assert made.weights.bounded == 1


@pytest.mark.parametrize("demand", [{}, {"😀": 5}, {"红" * 70: 5}])
def test_a_list_of_nothing_drafts_nothing(demand: dict[str, float | None]) -> None:
    (draft,) = drafted(demand, limit=60).drafts
    assert (draft.title, draft.covered, draft.gap_ratio) == ("", (), 0)


def test_words_that_run_into_one_another_are_pointed_at() -> None:
    words = keyword_list({"女": 5, "性感": 4})
    made = make_drafts(words, Segmenter(), Rule("x", "title", 3, "characters"))
    assert not {"女", "性感"} & set(Segmenter().words(made.drafts[0].title))
    assert made.drafts[0].misread == 2
    assert any("run into others: 2" in warning for warning in warnings_of(made.drafts[0], made))


@pytest.mark.parametrize("weighting", ["blue-ocean", "per-offer"])
def test_a_formula_whose_metrics_the_list_lacks_counts_keywords_and_says_so(weighting: str) -> None:
    own = formula(SaidFormula("per-offer", "clicks / supply", "high"))
    words = keyword_list({"red dress": 1, "tea dress": 2}, supply=[3.0, 4.0])
    made = make_drafts(words, SEGMENTER, Rule("x", "title", 9, "characters"), weighting=weighting, own=[own])
    assert (made.weights.formula, made.unweighed, made.weights.bounded) == (None, 0, 0)
    assert (made.drafts[0].weight_covered, made.drafts[0].weight_total) == (1, 2)
    assert any("each keyword counts 1" in warning for warning in warnings_of(made.drafts[0], made))
    scored = score("red dress", basis(words, SEGMENTER, "x", None, weighting=weighting, own=[own]))
    assert (scored.weight_covered, scored.weight_total, scored.share) == (1, 2, 0.5)


def test_only_a_bound_of_the_result_is_a_bound() -> None:
    """Of a keyword without demand the weight isn't told, whatever bound its supply is."""
    words = keyword_list({"red": 5, "tea": None}, supply=[2.0, 2.0])
    words.measures["supply"].high[1] = np.inf
    made = make_drafts(words, SEGMENTER, Rule("x", "title", 9, "characters"), weighting="opportunity")
    assert (made.unweighed, made.weights.bounded) == (1, 0)


@pytest.mark.parametrize(("demand", "weighting"), [([0, 0], "demand"), ([5, 4], "opportunity"), ([0, 0], "free")])
def test_weights_that_are_all_zero_count_keywords(demand: list[float], weighting: str) -> None:
    """Of an open supply the low end of demand to supply is 0."""
    words = keyword_list(dict(zip(["red dress", "tea dress"], demand, strict=True)), supply=[50_000.0, 50_000.0])
    words.measures["supply"].high[:] = np.inf
    own = formula(SaidFormula("free", "0 - supply", "high"))
    made = make_drafts(words, SEGMENTER, Rule("x", "title", 13, "characters"), weighting=weighting, own=[own])
    assert made.weights.formula is None
    assert [set(each.words) for each in made.drafts] == [{"red", "tea", "dress"}]
    assert (made.drafts[0].weight_covered, made.drafts[0].weight_total) == (2, 2)
    assert any("each keyword counts 1" in warning for warning in warnings_of(made.drafts[0], made))


def test_no_draft_is_empty_where_a_keyword_fits() -> None:
    """The other weighting is all 0; then what weighs doesn't fit, and what fits weighs nothing."""
    words = keyword_list({"red": 5, "tea": 4}, supply=[50_000.0, 50_000.0])
    words.measures["supply"].high[:] = np.inf
    made = make_drafts(words, SEGMENTER, Rule("x", "title", 9, "characters"))
    assert (made.other, [set(each.words) for each in made.drafts]) == (None, [{"red", "tea"}])
    (draft,) = drafted({"碎花连衣裙": 9, "red": 0, "tea": None}, limit=3).drafts
    assert (draft.title in {"red", "tea"}, draft.weight_covered, draft.weight_total, draft.optimal) == (
        True,
        0,
        9,
        True,
    )
    (kept,) = drafted({"碎花连衣裙": 9, "red": 0}, limit=10, must=["V领"], excluded=["碎花"]).drafts
    assert kept.covered == ("red",)


def test_of_demand_the_first_metric_above_zero_weighs() -> None:
    words = keyword_list({"red": 3, "tea": 4}, search_popularity=[0, 0])
    made = make_drafts(words, SEGMENTER, Rule("x", "title", 3, "characters"))
    assert (made.weights.formula, made.drafts[0].title) == ("search_volume", "tea")


def test_where_less_is_good_it_is_said_with_the_end_that_counts() -> None:
    """By percentile: red is best; of tea the high end counts, which is open."""
    words = keyword_list({"red": 5, "tea": 4, "dress": 3}, supply=[10.0, 1.0, 20.0])
    words.measures["supply"].high[1] = np.inf
    own = formula(SaidFormula("free", "supply", "low"))
    made = make_drafts(words, SEGMENTER, Rule("x", "title", 9, "characters"), weighting="free", own=[own])
    assert made.weights.values.tolist() == [1, 0, 0.5]
    assert made.drafts[0].covered == ("red", "dress")
    assert warnings_of(made.drafts[0], made) == [
        "Less Listings on offer weighs more: a keyword counts its percentile in the list, 1 is best.",
        "Keywords of which Listings on offer is a bound, placed by its high end, an open one last: 1.",
    ]
    assert weighed_by(made.weights) == "Listings on offer, of which less weighs more (percentile in the list)"


def test_keywords_covered_by_torn_hanzi_that_stand_apart_are_pointed_at() -> None:
    demand: dict[str, float | None] = {"魔绒裙": 10, "魔变裙": 20, "裙绒甜": 900, "女裙绒甜": 800}
    made = make_drafts(keyword_list(demand), segmenter_of(list(demand)), Rule("x", "title", 9, "characters"))
    draft = made.drafts[0]
    assert set(draft.covered) == {*demand}
    assert draft.torn == tuple(each for each in draft.covered if each.removeprefix("女") not in draft.title)
    assert len(draft.torn) == 1
    (warning,) = warnings_of(draft, made)
    assert f"{len(draft.torn)}, “{draft.torn[0]}” first" in warning
    i18n.activate("zh")
    (warning,) = warnings_of(draft, made)
    i18n.activate("en")
    assert f"有 {len(draft.torn)} 个关键词只由标题中分散的单字覆盖，如「{draft.torn[0]}」" in warning


def test_words_of_one_hanzi_may_stand_apart() -> None:
    demand: dict[str, float | None] = {"女夏连衣裙": 9, "女连衣裙": 8, "夏女": 7, "连衣裙夏": 6}
    made = make_drafts(keyword_list(demand), segmenter_of(list(demand)), Rule("x", "title", 9, "characters"))
    assert len(made.drafts[0].covered) > len(made.drafts[0].tight)
    assert made.drafts[0].torn == ()


def test_words_of_the_trade_are_not_covered_by_their_hanzi() -> None:
    demand: dict[str, float | None] = {"雪纺裙": 10, "显瘦裙": 20, "裙显高": 900, "雪裙": 800, "加绒裙": 700}
    made = make_drafts(keyword_list(demand), segmenter_of(list(demand)), Rule("x", "title", 60, "gbk"))
    draft = made.drafts[0]
    assert {"雪纺", "显瘦", "显高", "加绒"} <= set(draft.words)
    assert (set(draft.covered), draft.torn) == ({*demand}, ())
