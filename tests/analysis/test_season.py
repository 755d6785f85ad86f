"""Seasonal factors of series whose truth is known, and the question that tells them."""

from __future__ import annotations

from datetime import datetime, timedelta

import numpy as np
import pandas as pd
import pytest
from statsmodels.tsa.seasonal import seasonal_decompose

from tests.analysis.test_trend import aloud, rows
from tests.support import Bring
from tracker.analysis.season import seasons
from tracker.store.place import Store

WEEK = np.array([1.2, 1.1, 1.0, 0.9, 0.9, 1.0, 1.0])
WEEK /= np.exp(np.log(WEEK).mean())

MONTHS = np.array([0.6, 0.6, 0.8, 1.0, 1.3, 1.5, 1.4, 1.3, 1.0, 0.9, 0.8, 0.7])
MONTHS /= np.exp(np.log(MONTHS).mean())


@pytest.mark.parametrize("truth", [WEEK, MONTHS])
@pytest.mark.parametrize("cycles", [2, 3, 5])
def test_the_factors_of_a_growing_series_are_found(truth: np.ndarray, cycles: int) -> None:
    count = len(truth) * cycles
    found = seasons(1000 * 1.01 ** np.arange(count) * np.tile(truth, cycles), len(truth))
    assert found.factor == pytest.approx(truth, rel=0.03)
    assert np.log(found.factor).mean() == pytest.approx(0, abs=1e-9)
    assert found.strength > 0.95


def test_noise_has_no_season_to_speak_of() -> None:
    values = np.exp(np.random.default_rng(5).normal(0, 0.1, 7 * 20))
    found = seasons(values, 7)
    assert np.abs(found.factor - 1).max() < 0.1
    assert found.strength < 0.4


def test_one_wild_value_leaves_the_factors_alone() -> None:
    values = 1000 * np.tile(WEEK, 6)
    values[17] *= 5
    assert seasons(values, 7).factor == pytest.approx(WEEK, rel=0.05)


@pytest.mark.parametrize("truth", [WEEK, MONTHS])
def test_the_ratio_to_the_moving_average_is_that_of_statsmodels(truth: np.ndarray) -> None:
    values = 500 * 1.02 ** np.arange(len(truth) * 4) * np.tile(truth, 4)
    expected = seasonal_decompose(pd.Series(values), model="multiplicative", period=len(truth)).seasonal
    assert seasons(values, len(truth)).average_ratio == pytest.approx(expected.to_numpy()[: len(truth)])


# --- the question


def daily(first: str, values: list[float]) -> str:
    begin = datetime.fromisoformat(first)
    lines = [f"{begin + timedelta(days=place):%Y-%m-%d},{value:.4f}" for place, value in enumerate(values)]
    return "\n".join(["日期,裙", *lines, ""])


def test_weekdays_of_a_fortnight(store: Store, bring: Bring) -> None:
    """2026-03-04 is a Wednesday, and WEEK begins there: so that is the highest day."""
    bring(daily("2026-03-04", (100 * np.tile(WEEK, 3)).tolist()), "days.csv", kind="trend", source="百度指数")
    found = rows(store, "seasons", "season factor cycle cycle_count reason")
    assert [each[0] for each in found] == [1, 2, 3, 4, 5, 6, 7]
    assert [each[1] for each in found] == pytest.approx(np.roll(WEEK, 2).tolist(), rel=0.01)
    assert {each[2:] for each in found} == {("week", 3, None)}
    assert "highest on Wednesday (" in aloud(store, "seasons")
    assert "：星期三最高" in aloud(store, "seasons", "zh")


def test_a_series_that_never_moves_has_no_highest_day(store: Store, bring: Bring) -> None:
    bring(daily("2026-03-04", [100.0] * 21), "days.csv", kind="trend", source="百度指数")
    assert aloud(store, "seasons").endswith("None of them has a season: all run level.")
    assert aloud(store, "seasons", "zh").endswith("都没有季节性，各时段与平常持平。")


def test_thirteen_days_are_too_short(store: Store, bring: Bring) -> None:
    bring(daily("2026-03-04", [100.0] * 13), "days.csv", kind="trend", source="百度指数")
    shown = "season factor point_count reason"
    assert rows(store, "seasons", shown) == [(None, None, 13, "too-short")]
    assert aloud(store, "seasons").startswith("0 of 1 series have two full cycles")


def test_a_gap_ends_a_run_and_the_newest_counts(store: Store, bring: Bring) -> None:
    text = daily("2026-03-01", [100.0] * 20).replace("2026-03-15,100.0000\n", "")
    bring(text, "days.csv", kind="trend", source="百度指数")
    shown = "point_count first_at reason"
    assert rows(store, "seasons", shown) == [(5, datetime(2026, 3, 16), "too-short")]  # noqa: DTZ001


def test_zeros_and_bounds_say_why(store: Store, bring: Bring) -> None:
    bring(daily("2026-03-01", [5.0] * 13 + [0.0]), "zeros.csv", kind="trend", source="百度指数")
    bring(
        daily("2026-03-01", [5.0] * 14).replace("裙", "裤").replace("5.0000", "1万+"),
        "open.csv",
        kind="trend",
        source="百度指数",
    )
    assert set(rows(store, "seasons", "keyword reason")) == {("裙", "has-zeros"), ("裤", "bounds")}


def test_the_two_years_of_the_sample_have_a_season(sample_store: Store) -> None:
    """Dresses sell in summer: the week that stands highest is one of June or July."""
    found = rows(sample_store, "seasons", "season factor strength", source="google-trends", keyword="连衣裙")
    assert sorted(each[0] for each in found) == list(range(1, 53))
    assert 22 <= max(found, key=lambda each: each[1])[0] <= 31
    assert found[0][2] > 0.9
