"""Analysed answers as points: where lines break, and what the notes say."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

import pandas as pd

from tracker.dashboard import analysed

WEEKS = (date(2026, 3, 2), date(2026, 3, 9), date(2026, 3, 23), date(2026, 3, 30))


def index_rows() -> pd.DataFrame:
    """Four periods of which the third follows a week without a look, and the last begins a new segment."""
    return pd.DataFrame({
        "platform": "jd", "category": "裙", "currency": "CNY", "since": WEEKS,
        "until": [date(2026, 3, 9), date(2026, 3, 16), date(2026, 3, 30), date(2026, 4, 6)],
        "previous_since": [None, *WEEKS[:3]], "segment": [1, 1, 1, 2], "geks": [100.0, 99.0, 98.0, 100.0],
        "geks_low": [None, 98.0, 97.0, None], "geks_high": [None, 100.0, 99.0, None],
        "matched_count": [0, 7, 6, 1], "item_count": [8, 8, 8, 8],
        "reason": [None, None, None, "too-few-matched"],
    })  # fmt: skip


def test_an_index_is_broken_at_a_gap_and_where_it_begins_anew() -> None:
    points = analysed.index(index_rows(), "geks")["CNY"]
    assert points["segment"].tolist() == [1, 1, 2, 3]
    assert points["value"].tolist() == [100, 99, 98, 100]


def test_an_index_says_how_many_offers_it_compares() -> None:
    points = analysed.index(index_rows(), "geks")["CNY"]
    assert points["note"].tolist() == ["", "7 of 8 offers matched", "6 of 8 offers matched", "too few offers matched"]


def look(day: int, price: float | None, **more: Any) -> dict[str, Any]:
    at = datetime(2026, 3, day)  # noqa: DTZ001 - the market's wall time has no zone
    base = {"platform": "jd", "observed_at": at, "price_low": price, "price_high": price, "price_regular": 100.0, "is_promotion": False,
            "promotion_ratio": None, "reason": None, "document": "a.csv", "source_row": day}  # fmt: skip
    return base | more


def test_a_story_breaks_where_no_price_was_shown_and_names_its_promotions() -> None:
    history = pd.DataFrame([
        look(2, 100.0), look(9, 80.0, is_promotion=True, promotion_ratio=0.2), look(16, None, reason="no-price"),
        look(23, 100.0, price_regular=None, reason="too-few"),
    ])  # fmt: skip
    points = analysed.story(history, {"jd": history["observed_at"]})
    asked = points[points["series"] == "Asked price"]
    assert asked["note"].tolist() == ["", "promotion, 20% lower", "no price shown", "too few looks"]
    assert asked["segment"].isna().tolist() == [False, False, True, False]
    assert asked["segment"].dropna().nunique() == 2
    assert points.loc[points["series"] == "Regular price", "value"].tolist() == [100, 100, 100]


def test_a_story_breaks_where_nobody_looked() -> None:
    history = pd.DataFrame([look(2, 100.0), look(4, 100.0), look(6, 100.0), look(16, 100.0), look(18, 100.0)])
    points = analysed.story(history, {"jd": history["observed_at"]})
    for _name, line in points.groupby("series"):
        numbers = line["segment"].tolist()
        assert numbers[0] == numbers[1] == numbers[2] != numbers[3] == numbers[4]


def test_units_of_different_spans_are_never_joined() -> None:
    at = pd.to_datetime(["2026-03-02", "2026-03-09"])
    periods = pd.DataFrame({
        "since": at, "until": at + pd.Timedelta(days=7), "sold_kind": "sold", "units_low": [0, 40],
        "units_high": [999.0, None], "reason": [None, None], "document": "a.csv", "source_row": [2, 3],
    })  # fmt: skip
    points = analysed.units(periods)
    assert points["segment"].nunique() == 2
    assert points["open"].tolist() == [False, True]
    assert points["text"].tolist() == ["0–999", "≥ 40"]
    assert points["note"].tolist() == ["2026-03-02 – 2026-03-09", "2026-03-09 – 2026-03-16"]
