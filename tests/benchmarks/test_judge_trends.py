"""Trends are told as often as they are there, and the judge finds rates that are worse than nominal."""

from __future__ import annotations

from typing import Any

import numpy as np
import pandas as pd
import pytest

from benchmarks.simulated import keywords, trends
from benchmarks.simulated.keywords import Kind, Series
from tracker.store.place import Store

pytestmark = pytest.mark.xdist_group("market")  # one process imports it, once


def told_trends(direction: str, growth_from: float, monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """Misses where each of a hundred series without growth is told the same."""
    kind = Kind(12, 0.0, "white", uneven=False)
    series = [Series(f"{each}", kind, np.arange(12) * 7, np.full(12, 100)) for each in range(100)]
    rows = pd.DataFrame({"keyword": [each.keyword for each in series]})
    rows = rows.assign(direction=direction, growth_from=growth_from, growth_to=0.1, change_count=0, outlier_count=0)
    monkeypatch.setattr(trends, "asked", lambda store, name, **given: rows)
    return trends.judge(series, Store.__new__(Store)).misses


def test_directions_without_a_trend_and_intervals_without_the_growth_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    assert told_trends("no-trend", -0.1, monkeypatch) == []
    assert [each["what"] for each in told_trends("rising", -0.1, monkeypatch)] == ["direction without a trend"]
    assert [each["what"] for each in told_trends("no-trend", 0.05, monkeypatch)] == ["interval without the growth"]


def test_directions_of_keywords_are_not_told_more_often_than_nominal(bring_series: tuple[list[Series], Store]) -> None:
    verdict = trends.judge(*bring_series)
    assert verdict.misses == []
    clear = verdict.figures.query("readings == 26 and growth == 0.03")
    assert (clear.rising > 0.95).all()
    assert verdict.figures.query("growth > 0").falling.max() < 0.1
    assert len(verdict.figures) == len(keywords.kinds())
