"""Google Trends' related lists and regions from the document to what is stored, with the term, period and region that
stand above the rows."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support import Bring
from tracker.analysis.asking import ask
from tracker.errors import DocumentRefused
from tracker.store.place import Store

RELATED = (
    'Category: All categories\n"sun hat: (12/2/24 - 12/2/25, United States)"\n\n'
    "TOP\nstraw sun hat,100\nbucket hat,<1\n\nRISING\nuv hat,Breakout\ncap,+700%\n"
)
REGIONS = "Category: All categories\n\nRegion,sun hat: (11/9/24 - 11/9/25)\nHawaii,100\nUtah,\nTexas,<1\n"
COMPARED = "Category: All categories\n\nCountry,sun hat: (2024),cap: (2024)\nJapan,45%,55%\nChina,,\n"


def readings(store: Store) -> dict[tuple[str, str, str | None], tuple[Decimal | None, Decimal | None, str, int]]:
    """Keyword, metric and region to the ends of the value, the unit, and the row."""
    return {
        (row["keyword"], row["metric"], row["region"]): (row["value_low"], row["value_high"], row["unit"], row["source_row"])
        for row in ask(store, "keyword-readings").records()
    }  # fmt: skip


def known_as(bring: Bring, text: str) -> set[tuple[str | None, ...]]:
    return {
        (batch.kind, batch.export, batch.source, batch.sheet)
        for batch in bring(text, "x.csv", date_order="month-first")
    }


def about(store: Store) -> set[tuple[str | None, str, str]]:
    """Seed, first day, and the day after the last one of all readings."""
    return {
        (row["seed"], f"{row['since']:%Y-%m-%d}", f"{row['until']:%Y-%m-%d}")
        for row in ask(store, "keyword-readings").records()
    }


def test_related_lists(bring: Bring, store: Store) -> None:
    assert known_as(bring, RELATED) == {
        ("keywords", "google-trends-related", "google-trends", "TOP"),
        ("keywords", "google-trends-related", "google-trends", "RISING"),
    }
    assert readings(store) == {
        ("straw sun hat", "related_top", "United States"): (100, 100, "index", 5),
        ("bucket hat", "related_top", "United States"): (0, 1, "index", 6),
        ("uv hat", "related_rising", "United States"): (50, None, "ratio", 9),
        ("cap", "related_rising", "United States"): (7, 7, "ratio", 10),
    }
    assert about(store) == {("sun hat", "2024-12-02", "2025-12-03")}


def test_one_related_word_of_two_terms_is_two_readings(bring: Bring, store: Store) -> None:
    known_as(bring, RELATED)
    (top, rising) = bring(
        RELATED.replace("sun hat:", "beach hat:").replace("hat,100", "hat,80"), "y.csv", date_order="month-first"
    )
    assert (top.accepted, top.corrected, rising.accepted) == (2, 0, 2)
    seeds = {
        row["seed"]: row["value_low"]
        for row in ask(store, "keyword-readings").records()
        if row["keyword"] == "straw sun hat"
    }
    assert seeds == {"sun hat": 100, "beach hat": 80}


def test_a_window_of_hours_is_kept_with_its_days_and_its_region(bring: Bring, store: Store) -> None:
    about_ = "sun hat: (9/23/23, 8:22 PM - 9/24/23, 8:22 PM, United Kingdom)"
    bring(f'Category: All categories\n"{about_}"\n\nTOP\nstraw hat,100\n', "x.csv")
    assert about(store) == {("sun hat", "2023-09-23", "2023-09-25")}
    assert set(readings(store)) == {("straw hat", "related_top", "United Kingdom")}


def test_an_order_of_day_and_month_that_can_t_be_told_is_asked(bring: Bring) -> None:
    with pytest.raises(DocumentRefused) as refused:
        bring(RELATED, "x.csv")
    assert refused.value.code == "date-order-needed"
    assert "12/2/24 - 12/2/25" in str(refused.value)


def test_regions(bring: Bring, store: Store) -> None:
    assert known_as(bring, REGIONS) == {("keywords", "google-trends-region", "google-trends", "Region")}
    assert readings(store) == {
        ("sun hat", "interest_by_region", "Hawaii"): (100, 100, "index", 4),
        ("sun hat", "interest_by_region", "Texas"): (0, 1, "index", 6),
    }
    assert {each[1:] for each in about(store)} == {("2024-11-09", "2025-11-10")}


def test_regions_of_compared_terms_are_shares(bring: Bring, store: Store) -> None:
    bring(COMPARED, "x.csv", observed_on="2026-03-02")
    assert readings(store) == {
        ("sun hat", "share_by_region", "Japan"): (Decimal("0.45"), Decimal("0.45"), "ratio", 4),
        ("cap", "share_by_region", "Japan"): (Decimal("0.55"), Decimal("0.55"), "ratio", 4),
    }
