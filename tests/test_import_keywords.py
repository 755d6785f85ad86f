"""Keyword lists as the trade writes them, from a cell to a reading: metrics, periods, buckets and shares, end to end."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.support import Bring, rejected
from tracker.analysis.asking import ask
from tracker.store.place import Store


def test_the_hours_of_a_trend_are_periods_of_their_own(bring: Bring, store: Store) -> None:
    (batch,) = bring("Time,dress: (United States)\n2026-06-07T23,70\n2026-06-08T00,80\n2026-06-08T01,<1\n")
    assert (batch.accepted, batch.corrected) == (3, 0)
    periods = [
        (r["since"].isoformat(), r["until"].isoformat(), r["gap"]) for r in ask(store, "keyword-trend").records()
    ]
    assert periods == [
        ("2026-06-07T23:00:00", "2026-06-08T00:00:00", True),
        ("2026-06-08T00:00:00", "2026-06-08T01:00:00", False),
        ("2026-06-08T01:00:00", "2026-06-08T02:00:00", False),
    ]


def test_a_keyword_corrected_within_its_file(bring: Bring, store: Store) -> None:
    (batch,) = bring(
        "来源,日期,关键词,搜索人气\n" + "".join(f"生意参谋,2026-03-01,裙,{value}\n" for value in (10, 11, 12))
    )
    assert (batch.accepted, batch.corrected) == (1, 2)
    assert [float(row["value_low"]) for row in ask(store, "keyword-readings").records()] == [12]


def test_percentages_without_their_sign_are_not_taken_for_shares(bring: Bring, store: Store) -> None:
    """Below 1.2 and 12, a bare 0.8 may be 0.8 %; where all are small, or have a sign, each is what it says."""
    (batch,) = bring(
        "来源,日期,关键词,点击率,支付转化率,增长幅度\n"
        "生意参谋,2026-03-01,裙,0.8,0.02,1.5\n生意参谋,2026-03-01,裤,12,0.3,0.2\n生意参谋,2026-03-01,袜,5%,1.2%,-0.5\n",
        "own.csv",
    )
    found = {(r["keyword"], r["metric"]): float(r["value_low"]) for r in ask(store, "keyword-readings").records()}
    assert found == {
        ("袜", "click_ratio"): 0.05,
        ("裙", "conversion_ratio"): 0.02, ("裤", "conversion_ratio"): 0.3, ("袜", "conversion_ratio"): 0.012,
        ("裙", "growth_ratio"): 1.5, ("裤", "growth_ratio"): 0.2, ("袜", "growth_ratio"): -0.5,
    }  # fmt: skip
    assert rejected(store, batch.batch_id) == [
        ("cell", 2, "点击率", "0.8", "ratio-ambiguous"),
        ("cell", 3, "点击率", "12", "ratio-ambiguous"),
    ]


@pytest.mark.parametrize(
    ("header", "text", "since", "until"),
    [
        ("月份", "2026-01", "2026-01-01", "2026-02-01"),
        ("月", "2026年2月", "2026-02-01", "2026-03-01"),
        ("week", "2026-W09", "2026-02-23", "2026-03-02"),
        ("周", "2026-03-02", "2026-03-02", "2026-03-09"),
    ],
)
def test_the_months_and_weeks_of_a_long_list_are_periods(
    bring: Bring, store: Store, header: str, text: str, since: str, until: str
) -> None:
    bring(f"来源,关键词,{header},搜索指数\n百度指数,裙,{text},5\n", "own.csv")
    (row,) = ask(store, "keyword-readings").records()
    assert (f"{row['since']:%F}", f"{row['until']:%F}") == (since, until)


PLANNER = "Keyword,Currency,Avg. monthly searches,Competition (indexed value),{}\n"
MONTHS = "Searches: Nov 2025,Searches: Dec 2025"


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ("sun hat,CNY,5000,Low,,\nhat pin,CNY,50,Low,,\n", {"sun hat": (1000, 10_000), "hat pin": (10, 100)}),
        ("sun hat,CNY,5000,Low,,\nhat pin,CNY,50,Low,,\nTotal,,5050,,,\n", {"sun hat": (1000, 10_000), "hat pin": (10, 100)}),
        ("sun hat,CNY,5000,Low,,\nhat pin,CNY,170,Low,,\n", {"sun hat": (5000, 5000), "hat pin": (170, 170)}),
        ("sun hat,CNY,5000,Low,,\ncap,CNY,5,000,Low,,\nhat pin,CNY,50,Low,,\n", {"sun hat": (1000, 10_000), "hat pin": (10, 100)}),
        ("sun hat,CNY,5000,Low,,\ncap,CNY,500%,Low,,\n", {"sun hat": (1000, 10_000)}),
    ],
    ids=["buckets", "buckets and their total", "a value that is no bucket", "a shifted row", "what is no number"],
)  # fmt: skip
def test_buckets_are_ranges_where_all_values_are(
    rows: str, expected: dict[str, tuple[int, int]], bring: Bring, store: Store
) -> None:
    bring(PLANNER.format(MONTHS) + rows, observed_on="2026-01-05", source="google-keyword-planner")
    found = [row for row in ask(store, "keyword-readings").records() if row["metric"] == "search_volume"]
    assert {row["keyword"]: (row["value_low"], row["value_high"]) for row in found} == expected


def test_a_header_that_names_no_month_is_left(bring: Bring, store: Store) -> None:
    headers = MONTHS.replace("Dec", "Dxc")
    bring(PLANNER.format(headers) + "sun hat,CNY,170,Low,200,300\n", observed_on="2026-01-05", source="ahrefs")
    values = {row["value_low"] for row in ask(store, "keyword-readings").records() if row["metric"] == "search_volume"}
    assert values == {170, 200}


KEYWORDS = {"source": "amazon", "observed_on": "2026-03-01"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("keyword,Click Rate %\nhat,0.72\n", {("click_ratio", Decimal("0.0072"))}),
        ("关键词,点击率%\n帽,0.72\n", {("click_ratio", Decimal("0.0072"))}),
        ("keyword,Click Rate\nhat,0.72\n", {("click_ratio", Decimal("0.72"))}),
        ("index,keyword,search_volume\n0,hat,50\n1,cap,60\n", {("search_volume", 50), ("search_volume", 60)}),
        ("index,keyword\n80,hat\n95,cap\n", {("search_index", 80), ("search_index", 95)}),
        ("关键词,热度\n帽,2345678\n", {("search_heat", 2345678)}),
        ("키워드,PC월간검색수,모바일월간검색수\n모자,< 10,300\n", {("search_volume_pc", 0), ("search_volume_mobile", 300)}),
        ("Häufigste Suchanfragen;Klicks;Impressionen;Klickrate;Durchschnittliche Position\nhut;9;300;3,0 %;6.1\n", {("clicks", 9), ("impressions", 300), ("click_ratio", Decimal("0.03")), ("position", Decimal("6.1"))}),
    ],
)  # fmt: skip
def test_metrics_are_what_their_headers_say(
    text: str, expected: set[tuple[str, object]], bring: Bring, store: Store
) -> None:
    bring(text, "own.csv", **KEYWORDS)
    assert {(row["metric"], row["value_low"]) for row in ask(store, "keyword-readings").records()} == expected


def test_a_period_that_the_list_states_is_more_than_the_day_that_was_said(bring: Bring, store: Store) -> None:
    preamble = 'Keyword Stats 2026-05-05 at 10_05_00\n"May 1, 2025 - April 30, 2026"\n'
    bring(preamble + PLANNER.format(MONTHS) + "sun hat,CNY,170,Low,,\n", observed_on="2026-03-01")
    (row,) = [row for row in ask(store, "keyword-readings").records() if row["metric"] == "search_volume"]
    assert (f"{row['since']:%F}", f"{row['until']:%F}") == ("2025-05-01", "2026-05-01")


def test_a_column_that_tells_unfinished_periods_makes_a_time_line_and_is_no_keyword(bring: Bring, store: Store) -> None:
    bring("date,shoes,boots,isPartial\n2024-01-07,45,20,False\n2024-01-14,50,25,True\n", source="google-trends")
    found = {(row["keyword"], row["value_low"]) for row in ask(store, "keyword-readings").records()}
    assert found == {("shoes", 45), ("shoes", 50), ("boots", 20), ("boots", 25)}
