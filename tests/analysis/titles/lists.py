"""Keyword lists for tests of titles."""

from __future__ import annotations

from datetime import datetime

import numpy as np

from tracker.analysis.bounds import bounds
from tracker.analysis.keywords.lists import KeywordList


def keyword_list(demand: dict[str, float | tuple[float, float | None] | None]) -> KeywordList:
    """A list of one source: each keyword with its search popularity, as a number, a bound (null high: open), or null."""
    pairs = [each if isinstance(each, tuple) else (each, each) for each in demand.values()]
    low, high = np.array(pairs, dtype=np.float64).reshape(-1, 2).T
    day = datetime(2026, 6, 1)  # noqa: DTZ001 - the market's wall time has no zone
    measures = {"search_popularity": bounds(low, high)}
    ranks = np.full(len(demand), np.nan)
    return KeywordList("甲", "taobao", None, list(demand), measures, {}, ranks, day, day, ("a.csv",))
