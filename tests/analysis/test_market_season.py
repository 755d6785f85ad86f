"""Seasonal factors of targets: taken from the market's readings where nobody said them, counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings, strategies

from tests.analysis.test_trend import aloud, rows
from tests.support import Bring
from tracker.analysis.market_season import likeness
from tracker.store import targets
from tracker.store.place import Store
from tracker.store.targets import Target
from tracker.store.undo import undo_batch

HIGH_WEEKS = range(20, 46)
"""26 ISO weeks at 1.25 and 26 at 0.8 of the level: their geometric mean is 1."""

NONE = (1.0, "none", "no-season", None, None)


def weekly(keyword: str = "裙", *, weeks: int = 104, factor: Callable[[int], float] | None = None) -> str:
    """Two years to Sunday 7 June 2026, weeks from Sunday as Google has them; by the ISO week of their Wednesday."""
    last = date(2026, 5, 31)
    begins = [last - timedelta(days=7 * back) for back in reversed(range(weeks))]
    told = factor or (lambda week: 1.25 if week in HIGH_WEEKS else 0.8)
    lines = [f"{each},{40 * told((each + timedelta(days=3)).isocalendar().week):.4f}" for each in begins]
    return "\n".join([f"Week,{keyword}: (中国)", *lines, ""])


@pytest.fixture
def interest(bring: Bring) -> Callable[..., Any]:
    """Import such a series."""

    def interest(text: str | None = None, name: str = "trend.csv", **options: str) -> Any:
        return bring(text or weekly(), name, kind="trend", **{"source": "google-trends", **options})

    return interest


def plan(**said: Any) -> Target:
    common = {"platform": "taobao", "shop": "甲店", "measure": "units", "since": date(2026, 4, 27)}
    return Target(**{**common, "start_value": Decimal(100), "growth_ratio": Decimal(0), **said})


def test_factors_that_nobody_said_are_those_of_the_market(store: Store, interest: Callable[..., Any]) -> None:
    """26 weeks at 1.25 and 26 at 0.8. 27 April is of week 18, 11 May of week 20: high season begins in the third week."""
    interest()
    targets.set_target(store, plan())
    found = rows(
        store, "targets", "season since factor week_factor planned is_season factor_from factor_reason", weeks=4
    )
    assert [row[:2] for row in found[:4]] == [("high", date(2026, 4, 27) + timedelta(days=7 * k)) for k in range(4)]
    assert [row[2] for row in found] == pytest.approx([1.25] * 4 + [0.8] * 4, rel=0.02)
    assert [row[3] for row in found] == pytest.approx([0.8, 0.8, 1.25, 1.25] * 2, rel=0.02)
    assert [float(row[4]) for row in found] == pytest.approx([100 * row[2] for row in found], abs=1e-4)
    assert [row[5] for row in found] == [False, False, True, True, True, True, False, False]
    assert {row[6:] for row in found} == {("seasons", None)}


def test_each_row_leads_back_to_its_series(store: Store, interest: Callable[..., Any]) -> None:
    interest()
    targets.set_target(store, plan())
    shown = "factor_series factor_cycles factor_first_at factor_last_at"
    (found,) = set(rows(store, "targets", shown))
    assert found == (
        *("google-trends · 裙 · interest · 中国 · week", 2.0),
        *(datetime(2024, 6, 9), datetime(2026, 5, 31)),  # noqa: DTZ001
    )
    (strength,) = set(rows(store, "targets", "factor_strength"))
    assert strength[0] > 0.99


def test_what_was_said_stays_and_what_was_not_is_told(store: Store, interest: Callable[..., Any]) -> None:
    interest()
    targets.set_target(store, plan(high_factor=Decimal(3)))
    found = rows(store, "targets", "season factor factor_from is_season", weeks=1)
    assert found[0] == ("high", 3.0, "said", False)
    assert found[1] == ("low", pytest.approx(0.8, rel=0.02), "seasons", True)
    targets.set_target(store, plan(high_factor=Decimal(3), low_factor=Decimal(1), high_months=(4,)))
    shown = "season factor factor_from factor_series week_factor is_season"
    assert rows(store, "targets", shown, weeks=1) == [
        ("high", 3.0, "said", None, None, True),
        ("low", 1.0, "said", None, None, False),
    ]


def test_months_said_are_high_season_whatever_their_factor(store: Store, interest: Callable[..., Any]) -> None:
    """January is at 0.8; the other 48 weeks, without its 4 Mondays: (26 × 1.25 + 22 × 0.8) / 48 = 1.04375."""
    interest()
    targets.set_target(store, plan(high_months=(1,)))
    found = rows(store, "targets", "season factor factor_from is_season", weeks=1)
    assert found == [
        ("high", pytest.approx(0.8, rel=0.02), "seasons", False),
        ("low", pytest.approx(1.04375, rel=0.02), "seasons", True),
    ]


@pytest.mark.parametrize(
    "text",
    [
        weekly(weeks=103),
        weekly(factor=lambda week: 1.0),
        weekly().replace("2025-12-28", "2025-12-27"),
        weekly().replace("50.0000", "0.0000"),
    ],
    ids=["a week short of two years", "no season", "a gap", "zeros"],
)
def test_thin_or_flat_readings_tell_no_season(store: Store, interest: Callable[..., Any], text: str) -> None:
    interest(text)
    targets.set_target(store, plan())
    shown = "factor factor_from factor_reason factor_series is_season"
    assert set(rows(store, "targets", shown, weeks=2)) == {NONE}


def test_noise_is_no_season(store: Store, interest: Callable[..., Any]) -> None:
    noise = np.exp(np.random.default_rng(11).normal(0, 0.2, 104)).tolist()
    interest(weekly(factor=lambda week: noise.pop()))
    targets.set_target(store, plan())
    assert set(rows(store, "targets", "factor factor_from factor_reason factor_series is_season")) == {NONE}


def test_as_of_a_day_before_the_second_year_was_over_there_is_no_season(
    store: Store, interest: Callable[..., Any]
) -> None:
    interest()
    targets.set_target(store, plan())
    told = [
        set(rows(store, "targets", "factor_from", as_of=datetime(2026, 6, day)))  # noqa: DTZ001
        for day in (6, 7)
    ]
    assert told == [{("none",)}, {("seasons",)}]


BOARD = "平台,类目,日期,排名,店铺名称,30天销量,角色\n淘宝,裙,2026-05-01,1,甲店,600,本店\n"
LISTING = "日期,类目,店铺名称,宝贝标题,已售,链接\n2026-05-01,裙,甲店,长裙,1000,https://item.taobao.com/item.htm?id=1\n"


@pytest.mark.parametrize(("text", "name"), [(BOARD, "board.csv"), (LISTING, "listings.csv")])
def test_the_market_is_that_of_the_category_the_shop_sells_in(
    store: Store, bring: Bring, interest: Callable[..., Any], text: str, name: str
) -> None:
    """裤 has three years, and a greater season; the shop sells 裙."""
    interest(
        weekly("裤", weeks=156, factor=lambda week: 2.0 if week in HIGH_WEEKS else 0.5), "other.csv", category="裤"
    )
    targets.set_target(store, plan())
    assert rows(store, "targets", "factor_series", weeks=1)[0][0].split(" · ")[1] == "裤"
    bring(text, name)
    assert rows(store, "targets", "factor_from", weeks=1)[0] == ("none",)
    interest()
    assert rows(store, "targets", "factor_series", weeks=1)[0][0].split(" · ")[1] == "裙"


def test_more_whole_years_weigh_more_then_years_that_are_more_alike(store: Store, interest: Callable[..., Any]) -> None:
    noise = np.exp(np.random.default_rng(3).normal(0, 0.1, 156)).tolist()
    rough = weekly("粗", factor=lambda week: (1.25 if week in HIGH_WEEKS else 0.8) * noise.pop())
    interest(rough, "rough.csv")
    interest(weekly("细"), "fine.csv")
    targets.set_target(store, plan())
    assert rows(store, "targets", "factor_series", weeks=1)[0][0].split(" · ")[1] == "细"
    noise = np.exp(np.random.default_rng(3).normal(0, 0.1, 156)).tolist()
    longer = weekly("长", weeks=156, factor=lambda week: (1.25 if week in HIGH_WEEKS else 0.8) * noise.pop())
    interest(longer, "longer.csv")
    assert rows(store, "targets", "factor_series factor_cycles", weeks=1)[0] == (
        *("google-trends · 长 · interest · 中国 · week", 3.0),
    )


def test_readings_of_another_platform_tell_nothing(store: Store, interest: Callable[..., Any]) -> None:
    interest(platform="京东")
    targets.set_target(store, plan())
    targets.set_target(store, plan(platform="jd"))
    assert set(rows(store, "targets", "platform factor_from")) == {("jd", "seasons"), ("taobao", "none")}


def test_undoing_the_readings_takes_the_factors_back(store: Store, interest: Callable[..., Any]) -> None:
    targets.set_target(store, plan())
    before = rows(store, "targets", "season since planned factor factor_from")
    (batch,) = interest()
    assert rows(store, "targets", "season since planned factor factor_from") != before
    undo_batch(store, batch.batch_id)
    assert rows(store, "targets", "season since planned factor factor_from") == before


def test_the_sentence_names_the_series_and_its_factors(store: Store, interest: Callable[..., Any]) -> None:
    targets.set_target(store, plan())
    assert aloud(store, "targets").endswith("so no week is planned above or below a usual one.")
    interest()
    told = aloud(store, "targets")
    assert "high season 1.25 and low season 0.8 of a usual week" in told
    assert "google-trends · 裙 · interest · 中国 · week (2 years)" in told
    assert "旺季为平常周的 1.25，淡季为 0.8" in aloud(store, "targets", "zh")


# --- likeness


@settings(deadline=None, max_examples=50, derandomize=True)
@given(
    year=strategies.lists(strategies.floats(0.2, 5), min_size=12, max_size=12).filter(lambda each: np.std(each) > 0.1),
    scale=strategies.floats(0.01, 1000),
    cycles=strategies.integers(2, 5),
    seed=strategies.integers(0, 99),
)
def test_likeness_is_of_the_shape_alone(year: list[float], scale: float, cycles: int, seed: int) -> None:
    noise = np.exp(np.random.default_rng(seed).normal(0, 0.3, 12 * cycles))
    values = np.tile(year, cycles) * noise
    assert likeness(scale * values * 1.02 ** np.arange(len(values)), 12) == pytest.approx(likeness(values, 12))
    assert 0 <= likeness(values, 12) <= 1 + 1e-9


def test_likeness_of_years_by_hand() -> None:
    """Logs 1 -1 | -1 1 have no mean cycle, 1 -1 | 1 -1 have a trend of -0.4 a step: left are 0.4 -1.2 | 1.2 -0.4, their
    cycles ±0.8 twice."""
    assert likeness(np.exp([1.0, -1.0, -1.0, 1.0]), 2) == pytest.approx(0)
    assert likeness(np.exp([1.0, -1.0, 1.0, -1.0]), 2) == pytest.approx(1)
    assert likeness(np.ones(24), 12) == 0
