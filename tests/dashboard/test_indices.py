"""What is drawn of an industry and of the hours of a week: rows in, points and cells out."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd

from tracker.dashboard import answers, hours, indices, keyword_trends


def readings(*rows: dict[str, Any]) -> pd.DataFrame:
    """Keyword rows of `industry`; what isn't said is one source's search index by week."""
    base = {
        "series_kind": "keyword", "category": None, "platform": None, "source": "baidu-index", "metric": "search_index",
        "unit": "index", "region": None, "seed": None, "period": "week", "item_count": 2, "matched_count": 2,
        "segment": 1, "base_since": date(2026, 6, 1), "rebased_low": 100.0, "rebased_high": 100.0,
    }  # fmt: skip
    return pd.DataFrame([{**base, **row, "since": date.fromisoformat(row["since"])} for row in rows])


def weeks(*days: str, **same: Any) -> list[dict[str, Any]]:
    return [{"since": day, **same} for day in days]


def lines(points: pd.DataFrame) -> dict[str, list[str]]:
    return {str(name): [f"{at:%m-%d}" for at in rows["at"]] for name, rows in points.groupby("series")}


def test_a_source_is_drawn_by_the_metric_of_its_time_lines() -> None:
    rows = readings(
        *weeks("2026-06-01", "2026-06-08", metric="click_ratio", unit="ratio", source="sycm"),
        *weeks("2026-06-01", "2026-06-08", metric="search_popularity", source="sycm"),
        *weeks("2026-06-01", "2026-06-08", metric="interest", source="a-source-of-mine"),
    )
    assert indices.main_metrics(rows) == {"sycm": "search_popularity", "a-source-of-mine": "interest"}
    assert set(indices.rebased(rows)["series"]) == {"生意参谋 (Business Advisor)", "a-source-of-mine"}


def test_a_line_needs_two_periods_and_keeps_to_one_length() -> None:
    rows = readings(
        *weeks("2026-06-01", "2026-06-08", "2026-06-15"),
        *weeks("2026-01-01", "2025-01-01", period="year"),
        *weeks("2026-06-01", source="sycm", metric="search_popularity"),
    )
    assert lines(indices.rebased(rows)) == {"Baidu Index": ["06-01", "06-08", "06-15"]}


def test_lengths_that_tie_are_lines_of_their_own() -> None:
    rows = readings(*weeks("2026-06-01", "2026-06-08"), *weeks("2026-05-01", "2026-06-01", period="month"))
    assert lines(indices.rebased(rows)) == {
        "Baidu Index · month": ["05-01", "06-01"], "Baidu Index · week": ["06-01", "06-08"],
    }  # fmt: skip


def test_units_are_never_one_line() -> None:
    rows = readings(*weeks("2026-06-01", "2026-06-08", unit="CNY"), *weeks("2026-06-01", "2026-06-08", unit="USD"))
    assert len(set(indices.rebased(rows)["series"])) == 2


def test_after_a_break_a_line_of_another_base_begins() -> None:
    rows = readings(
        *weeks("2026-06-01", "2026-06-08"), *weeks("2026-06-15", "2026-06-22", segment=2, base_since=date(2026, 6, 15))
    )
    points = indices.rebased(rows)
    assert lines(points) == {
        "Baidu Index · from 2026-06-01": ["06-01", "06-08"], "Baidu Index · from 2026-06-15": ["06-15", "06-22"],
    }  # fmt: skip
    assert indices.bases(points) == (
        "100 is: Baidu Index · from 2026-06-01 – Search index, 2026-06-01; "
        "Baidu Index · from 2026-06-15 – Search index, 2026-06-15."
    )


def test_a_week_that_nobody_read_breaks_the_line() -> None:
    points = indices.rebased(readings(*weeks("2026-06-01", "2026-06-08", "2026-06-15", "2026-07-06", "2026-07-13")))
    assert list(points["segment"]) == [1, 1, 1, 2, 2]


def test_an_open_end_stays_open() -> None:
    points = indices.rebased(readings({"since": "2026-06-01"}, {"since": "2026-06-08", "rebased_high": None}))
    assert list(points["open"]) == [False, True]
    assert list(points["text"]) == ["100", "≥ 100"]


def test_nothing_to_draw_is_no_error() -> None:
    assert indices.rebased(readings({"since": "2026-06-01"})).empty


def slots(*rows: dict[str, Any]) -> pd.DataFrame:
    """Rows of `listing-slots`; what isn't said is one listing of Monday at ten."""
    base = {
        "platform": "taobao", "category": "连衣裙", "owner": "rival", "event": "listed", "weekday": 1, "hour": 10,
        "sold_kind": "paid", "listing_count": 1, "sold_low": 100, "sold_high": 100,
    }  # fmt: skip
    return pd.DataFrame([{**base, **row} for row in rows])


def test_platforms_and_kinds_of_counter_have_maps_of_their_own() -> None:
    rows = slots({}, {"platform": "pdd", "sold_kind": "sold"}, {"sold_kind": None, "sold_low": None, "sold_high": None})
    found = [(platform, kind, list(cells["value"])) for platform, _events, kind, cells in hours.listings(rows)]
    assert found == [("pdd", "sold", [100]), ("taobao", "paid", [100]), ("taobao", None, [1])]


def test_categories_are_added_up_and_an_open_end_stays_open() -> None:
    rows = slots({"listing_count": 2}, {"category": "半身裙", "sold_low": 50, "sold_high": None}, {"hour": 11})
    ((_platform, _events, _kind, cells),) = hours.listings(rows)
    assert list(cells["value"]) == [150, 100]
    assert list(cells["text"]) == ["≥ 150 (3 listings)", "100 (1 listings)"]


def test_a_listing_told_by_the_day_alone_is_in_no_hour() -> None:
    assert list(hours.listings(slots({"hour": None}))) == []


def test_events_share_a_map_only_where_they_are_alike() -> None:
    alike = slots({}, {"event": "term-ends"})
    assert [events for _platform, events, _kind, _cells in hours.listings(alike)] == [["listed", "term-ends"]]
    apart = slots({}, {"event": "term-ends", "weekday": 3})
    assert [events for _platform, events, _kind, _cells in hours.listings(apart)] == [["listed"], ["term-ends"]]


def test_values_are_shown_in_the_unit_of_their_row_and_growth_in_percent() -> None:
    rows = pd.DataFrame(
        {
            "unit": ["ratio", "index", None], "value_low": [0.1, 5.0, 5.0], "value_high": [0.1, 7.0, None],
            "growth_low": [0.02, -0.5, None], "growth_high": [0.02, -0.25, None],
        }
    )  # fmt: skip
    shown = answers.worded(rows, ["value", "growth"])
    assert shown.iloc[:, 0].tolist() == ["10%", "5–7", "≥ 5"]
    assert shown.iloc[:, 1].tolist()[::2] == ["2%", ""]


def test_an_interval_of_growth_can_have_signs() -> None:
    assert keyword_trends.interval(-0.1212, -0.1121) == "-12.12% to -11.21%"
    assert keyword_trends.interval(None, None) == ""
