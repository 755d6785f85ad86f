"""Google Trends' related lists and regions from the document to what is stored.

The term, period and region that stand above the rows are in `said` (tests/read/test_trends.py); the day is given here.
"""

from __future__ import annotations

from decimal import Decimal

from tests.support import Bring
from tracker.store.place import Store
from tracker.store.questions import ask

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
        for batch in bring(text, "x.csv", observed_on="2026-03-02")
    }


def test_related_lists(bring: Bring, store: Store) -> None:
    assert known_as(bring, RELATED) == {
        ("keywords", "google-trends-related", "google-trends", "TOP"),
        ("keywords", "google-trends-related", "google-trends", "RISING"),
    }
    found = {(keyword, metric): value for (keyword, metric, _), value in readings(store).items()}
    assert found == {
        ("straw sun hat", "related_top"): (100, 100, "index", 5),
        ("bucket hat", "related_top"): (0, 1, "index", 6),
        ("uv hat", "related_rising"): (50, None, "ratio", 9),
        ("cap", "related_rising"): (7, 7, "ratio", 10),
    }


def test_regions(bring: Bring, store: Store) -> None:
    assert known_as(bring, REGIONS) == {("keywords", "google-trends-region", "google-trends", "Region")}
    assert readings(store) == {
        ("sun hat", "interest_by_region", "Hawaii"): (100, 100, "index", 4),
        ("sun hat", "interest_by_region", "Texas"): (0, 1, "index", 6),
    }


def test_regions_of_compared_terms_are_shares(bring: Bring, store: Store) -> None:
    known_as(bring, COMPARED)
    assert readings(store) == {
        ("sun hat", "share_by_region", "Japan"): (Decimal("0.45"), Decimal("0.45"), "ratio", 4),
        ("cap", "share_by_region", "Japan"): (Decimal("0.55"), Decimal("0.55"), "ratio", 4),
    }
