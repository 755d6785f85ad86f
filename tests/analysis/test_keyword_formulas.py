"""Formulas of keyword opportunity: every one of the data file against a worked example by hand, and own ones."""

from __future__ import annotations

import itertools
import math
from datetime import date, datetime
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.bounds import Bounds, bounds
from tracker.analysis.keywords import formulas
from tracker.analysis.keywords.expression import evaluate, parse
from tracker.analysis.keywords.lists import KeywordList
from tracker.errors import InputError
from tracker.normalise import reference
from tracker.normalise.words import load
from tracker.store.formulas import SaidFormula, delete_formula, list_formulas
from tracker.store.place import Store

NOW = datetime(2026, 6, 1)  # noqa: DTZ001 - the market's wall time has no zone


def words(count: int = 1, **measures: Any) -> KeywordList:
    """A list of keywords 词0, 词1, …; a measure is a column of numbers or of (low, high)."""
    columns = {}
    for name, each in measures.items():
        ends = [value if isinstance(value, tuple) else (value, value) for value in each]
        columns[name] = bounds([low for low, _high in ends], [high for _low, high in ends])
    names = [f"词{number}" for number in range(count)]
    return KeywordList("sycm", None, None, names, columns, {}, np.full(count, np.nan), NOW, NOW, ("a.csv",))


def score(expression: str, **measures: Any) -> tuple[float, float]:
    made = evaluate(parse(expression), words(1, **{name: [each] for name, each in measures.items()}).measures, 1)
    return float(made.low[0]), float(made.high[0])


# --- the formulas of the data file

SYCM = {"search_popularity": 4000, "click_ratio": 0.5, "conversion_ratio": 0.1, "supply": 1600, "mall_click_ratio": 0.4}
WORKED = {
    "demand-supply-ratio": (SYCM, 2.5),
    "blue-ocean": (SYCM, 0.125),  # 4000 x 0.5 x 0.1 / 1600
    "blue-ocean-mall": (SYCM, 0.075),  # x 0.6
    "competition-multiple": ({"search_heat": 9000, "supply": 1500}, 6),
    "trade-per-listing": ({"trade_index": 3000, "supply": 1200}, 2.5),
    "searches-per-listing": ({"search_index": 500, "supply": 2000}, 0.25),
    "deals-per-thousand": ({"search_index": 500, "click_ratio": 0.8, "conversion_ratio": 0.05, "supply": 4000}, 5),
    "iq-like": ({"search_volume": 12000, "supply": 300}, 40),
    "sellersprite-demand-supply": ({"search_volume": 12000, "supply": 300}, 40),
    "kei": ({"search_volume": 300, "supply": 1000}, 90),
    "told-demand-supply": ({"demand_supply_ratio": 1.7}, 1.7),
    "told-blue-ocean": ({"blue_ocean_score": 400}, 400),
    "told-searches-per-listing": ({"searches_per_listing": 3}, 3),
    "told-deals-per-thousand": ({"deals_per_thousand": 8}, 8),
    "told-iq": ({"iq_score": 120}, 120),
    "title-density": ({"title_density": 7}, 7),
    "difficulty": ({"difficulty": 35}, 35),
    "ease-to-rank": ({"ease_to_rank": 60}, 60),
    "cpr": ({"cpr": 16}, 16),
    "spr": ({"spr": 12}, 12),
}


@pytest.mark.parametrize("name", [each.name for each in formulas.packaged()])
def test_a_formula_gives_what_was_reckoned_by_hand(name: str) -> None:
    inputs, expected = WORKED[name]
    measures = {metric: bounds([value], [value]) for metric, value in inputs.items()}
    made = evaluate(formulas.named(name).expression, measures, 1)
    assert made.low[0] == pytest.approx(expected, rel=1e-12)
    assert made.high[0] == made.low[0]


def test_the_data_file_is_whole() -> None:
    rows = load("opportunity")["formulas"]
    assert {row["name"] for row in rows} == set(WORKED)
    for row in rows:
        assert row["direction"] in formulas.DIRECTIONS
        assert row["confidence"] in set("ABCD")
        assert isinstance(row["as_of"], date)
        assert row["source"] and row["en"] and row["zh"]  # noqa: PT018 - one row, whole or not
    metrics = reference.metrics()
    for axis in load("opportunity")["axes"].values():
        assert set(axis) <= set(metrics)


def test_only_what_is_good_when_low_is_called_so() -> None:
    low = {each.name for each in formulas.packaged() if each.direction == "low"}
    assert low == {"title-density", "difficulty", "cpr", "spr"}


# --- bounds


def test_a_bound_gives_a_range() -> None:
    assert score("search_popularity / supply", search_popularity=(100, 200), supply=(10, 20)) == (5, 20)
    assert score("search_popularity / supply", search_popularity=(10000, None), supply=50) == (200, math.inf)
    assert score(
        "search_popularity * (1 - mall_click_ratio)", search_popularity=(10, 20), mall_click_ratio=(0.2, 0.5)
    ) == (5, 16)


def test_zero_supply_is_no_score_and_never_infinite() -> None:
    made = evaluate(
        parse("search_popularity / supply"), words(2, search_popularity=[5, 5], supply=[0, (0, 10)]).measures, 2
    )
    assert made.is_undefined.tolist() == [True, False]
    assert np.isnan(made.low[0])
    assert np.isnan(made.high[0])
    assert (made.low[1], made.high[1]) == (0.5, math.inf)


def test_a_missing_input_is_no_score_and_is_no_zero_division() -> None:
    made = evaluate(parse("search_popularity / supply"), words(1, search_popularity=[5]).measures, 1)
    assert np.isnan(made.low[0])
    assert not made.is_undefined[0]


@pytest.mark.parametrize(
    ("expression", "expected"),
    [
        ("search_popularity / (search_popularity + supply)", (10 / 50, 20 / 50)),
        ("search_popularity * (search_popularity + 1)", (110, 420)),
        ("(search_popularity - supply) / search_popularity", (-3, -0.5)),
        ("search_popularity^2 / (supply + search_popularity)", (2, 8)),
    ],
)
def test_an_input_that_stands_twice_does_not_widen_where_the_formula_is_monotone(
    expression: str, expected: tuple[float, float]
) -> None:
    assert score(expression, search_popularity=(10, 20), supply=(30, 40)) == pytest.approx(expected)


def test_an_input_in_which_the_formula_turns_widens_and_holds_the_truth() -> None:
    low, high = score("click_ratio * (1 - click_ratio)", click_ratio=(0.2, 0.9))
    assert low <= 0.09
    assert high >= 0.25


NUMBERS = st.sampled_from(["search_popularity", "supply", "click_ratio", "2", "0.5", "3"])
EXPRESSIONS = st.recursive(
    NUMBERS,
    lambda inner: st.one_of(
        st.builds("({} {} {})".format, inner, st.sampled_from("+-*/"), inner),
        st.builds("({})^2".format, inner),
        st.builds("(-{})".format, inner),
    ),
    max_leaves=6,
)
ENDS = st.tuples(st.integers(0, 20), st.integers(0, 20)).map(sorted)


@given(EXPRESSIONS, st.tuples(ENDS, ENDS, ENDS))
def test_no_value_that_the_inputs_allow_lies_outside_the_range(expression: str, ends: tuple[list[int], ...]) -> None:
    """Every point of a grid over the box, computed by Python itself, lies within."""
    try:
        parsed = parse(expression)
    except InputError:
        return
    names = ("search_popularity", "supply", "click_ratio")
    box = {
        name: Bounds(np.array([float(low)]), np.array([float(high)]))
        for name, (low, high) in zip(names, ends, strict=True)
    }
    made = evaluate(parsed, box, 1)
    if made.is_undefined[0]:
        return
    for point in itertools.product(*(np.linspace(low, high, 4) for low, high in ends)):
        try:
            value = eval(expression.replace("^", "**"), {}, dict(zip(names, map(float, point), strict=True)))  # noqa: S307
        except ZeroDivisionError:
            continue
        slack = 1e-9 * max(1, abs(value))
        assert made.low[0] - slack <= value <= made.high[0] + slack


# --- what an expression may be


def test_a_metric_is_called_by_any_name_that_an_export_has_for_it() -> None:
    assert parse("搜索人气 × 点击率 ÷ （在线商品数 + 1）").text == "search_popularity * click_ratio / (supply + 1)"


@pytest.mark.parametrize(
    ("expression", "code", "told"),
    [
        ("search_popularity / suply", "metric-unknown", "supply"),
        ("search_popularity / ", "formula-unreadable", "search_popularity"),
        ("1 + 2", "formula-unreadable", "1 + 2"),
        ("supply ^ 0.5", "formula-unreadable", "0.5"),
        ("2 ^ supply", "formula-unreadable", "supply"),
        ("__import__('os').system('ls')", "formula-unreadable", "import"),
        ("supply.real", "formula-unreadable", "real"),
        ("[supply]", "formula-unreadable", "[supply]"),
        ("supply < 3", "formula-unreadable", "<"),
        ("1e999 * supply", "formula-unreadable", "1e309"),
        ("supply / 0", "formula-divides-by-zero", "supply / 0"),
        ("supply / (2 - 2)", "formula-divides-by-zero", "2 - 2"),
        ("supply / (supply - supply)", "formula-divides-by-zero", "supply - supply"),
        ("supply + " * 100 + "1", "formula-long", "500"),
        ("-" * 400 + "supply", "formula-long", "60"),
        ("(" * 300 + "supply" + ")" * 300, "formula-long", "500"),
        ("1or supply", "formula-unreadable", "1or supply"),
        ("supply\x00", "formula-unreadable", "supply"),
    ],
)
def test_what_is_no_formula_is_refused_with_the_reason(expression: str, code: str, told: str) -> None:
    with pytest.raises(InputError) as caught:
        parse(expression)
    assert caught.value.code == code
    assert told in str(caught.value)


def test_the_longest_expressions_that_are_allowed_are_computed() -> None:
    assert score("-" * 80 + "supply", supply=3) == (3, 3)
    assert score("(" * 90 + "supply" + ")" * 90, supply=3) == (3, 3)


def test_a_power_of_powers_is_not_written_out() -> None:
    tower = "supply"
    for _each in range(12):
        tower = f"({tower}^9)"
    assert score(f"supply / {tower}", supply=(1, 1)) == (1, 1)
    assert score(f"supply / {tower}", supply=(1, 2)) == pytest.approx((0, 2))  # wider than the truth, never narrower


# --- the user's own


def test_an_own_formula_is_kept_as_slugs_and_taken_back(store: Store) -> None:
    formulas.keep(store, SaidFormula("我的分", "搜索人气/在线商品数", "high", "试试"))
    assert list_formulas(store) == [SaidFormula("我的分", "search_popularity / supply", "high", "试试")]
    formulas.keep(store, SaidFormula("我的分", "supply", "low"))
    (mine,) = formulas.own_formulas(store)
    assert (mine.expression.text, mine.direction, mine.is_own) == ("supply", "low", True)
    delete_formula(store, "我的分")
    assert list_formulas(store) == []
    with pytest.raises(InputError, match="formula"):
        delete_formula(store, "我的分")


@pytest.mark.parametrize("name", ["", "  ", "kei", "demand", "x" * 61, "a\nb"])
def test_a_name_that_is_taken_or_none_is_refused(store: Store, name: str) -> None:
    with pytest.raises(InputError) as caught:
        formulas.keep(store, SaidFormula(name, "supply", "low"))
    assert caught.value.code == "formula-name"
    assert not store.path.exists()


def test_a_direction_is_high_or_low(store: Store) -> None:
    with pytest.raises(InputError) as caught:
        formulas.keep(store, SaidFormula("mine", "supply", "up"))
    assert caught.value.code == "choice-unknown"


# --- places and weights


def places(low: list[float], high: list[float], direction: str) -> list[float]:
    return [float(each) for each in formulas.percentile(Bounds(np.array(low), np.array(high)), direction)]


def test_places_are_shares_of_the_others_that_are_not_better() -> None:
    nan = math.nan
    assert places([1, 2, 2, 5, nan], [1, 2, 2, 5, nan], "high")[:4] == pytest.approx([0, 2 / 3, 2 / 3, 1])
    assert places([1, 2, 2, 5], [1, 2, 2, 5], "low") == pytest.approx([1, 2 / 3, 2 / 3, 0])
    assert places([7], [7], "high") == [1]
    assert math.isnan(places([1, nan], [1, nan], "high")[1])


def test_of_a_range_the_certain_end_is_placed() -> None:
    assert places([1, 3], [9, 4], "high") == [0, 1]
    assert places([1, 3], [9, 4], "low") == [0, 1]
    assert places([1, 3], [math.inf, 4], "low") == [0, 1]


def test_demand_is_the_first_metric_that_the_list_tells() -> None:
    both = words(2, search_volume=[10, 20], search_heat=[1, 2])
    weights = formulas.weigh(both, "demand")
    assert (weights.formula, weights.values.tolist()) == ("search_volume", [10, 20])


def test_conversion_counts_buyers_or_reckons_them() -> None:
    assert formulas.weigh(words(1, buyers=[7], purchases=[9]), "conversion").formula == "buyers"
    reckoned = formulas.weigh(
        words(2, search_popularity=[100, 50], click_ratio=[0.5, 0.5], conversion_ratio=[0.1, None]), "conversion"
    )
    assert reckoned.values[0] == pytest.approx(5)
    assert math.isnan(reckoned.values[1])
    assert formulas.weigh(words(1, search_volume=[100], purchases=[9]), "conversion").formula == "purchases"


def test_opportunity_is_the_first_formula_whose_inputs_the_list_has() -> None:
    assert formulas.weigh(words(1, search_volume=[100], supply=[50]), "opportunity").formula == "search_volume / supply"
    without = formulas.weigh(words(1, search_popularity=[100], supply=[None], iq_score=[3]), "opportunity")
    assert without.formula == "iq_score"


def test_a_list_without_the_inputs_weighs_nothing() -> None:
    weights = formulas.weigh(words(2, cpc=[1, 2]), "demand")
    assert weights.formula is None
    assert np.isnan(weights.values).all()


def test_any_formula_weighs_and_more_is_better() -> None:
    easy_first = formulas.weigh(words(3, difficulty=[10, 50, None]), "difficulty")
    assert easy_first.values[:2].tolist() == [1, 0]
    mine = formulas.own(SaidFormula("mine", "cpc * 2", "high"))
    assert formulas.weigh(words(1, cpc=[(1, 3)]), "mine", [mine]).values.tolist() == [2]
    with pytest.raises(InputError) as caught:
        formulas.weigh(words(1), "nope")
    assert caught.value.code == "formula-unknown"
