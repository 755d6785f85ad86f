"""What is one line, and where it has to break."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd

from tracker.dashboard import series

WEEKS = [pd.Timestamp("2026-04-06") + timedelta(weeks=week) for week in range(8)]


def points(rows: list[tuple[str, Any]], name: str = "a", group: str = "taobao") -> pd.DataFrame:
    at = pd.to_datetime([day for day, _value in rows])
    return pd.DataFrame({"at": at, "series": name, "group": group, "value": [float(v) for _day, v in rows]})


def numbers(frame: pd.DataFrame) -> list[int | None]:
    return [None if pd.isna(each) else int(each) for each in frame["segment"]]


def test_weekly_observations_are_one_line() -> None:
    rows = [(str(day), 1) for day in WEEKS]
    assert numbers(series.segments(points(rows), {"taobao": WEEKS})) == [1] * 8


def test_a_week_in_which_nobody_looked_breaks_the_line() -> None:
    rows = [(str(day), 1) for day in WEEKS[:3] + WEEKS[4:]]
    assert numbers(series.segments(points(rows), {"taobao": WEEKS})) == [1, 1, 1, 2, 2, 2, 2]


def test_a_listing_left_out_once_breaks_though_others_were_seen() -> None:
    """The platform is looked at daily; this listing was seen on days 1, 2, 4."""
    days = [pd.Timestamp("2026-04-01") + timedelta(days=day) for day in range(10)]
    rows = [("2026-04-01", 1), ("2026-04-02", 1), ("2026-04-04", 1)]
    assert numbers(series.segments(points(rows), {"taobao": days})) == [1, 1, 2]


def test_a_day_late_is_no_gap() -> None:
    rows = [("2026-04-06", 1), ("2026-04-14", 1), ("2026-04-20", 1)]
    assert numbers(series.segments(points(rows), {"taobao": WEEKS})) == [1, 1, 1]


def test_a_null_has_no_segment_and_breaks() -> None:
    rows = [("2026-04-06", 1), ("2026-04-13", float("nan")), ("2026-04-20", 1), ("2026-04-27", 1)]
    assert numbers(series.segments(points(rows), {"taobao": WEEKS})) == [1, None, 2, 2]


def test_series_never_share_a_segment() -> None:
    both = pd.concat([points([("2026-04-06", 1)]), points([("2026-04-06", 2)], name="b")])
    assert numbers(series.segments(both, {"taobao": WEEKS})) == [1, 2]


def test_a_series_by_the_minute_is_held_to_its_own_spacing() -> None:
    minutes = pd.date_range("2026-04-06 09:00", periods=30, freq="min")
    later = pd.date_range("2026-04-06 15:00", periods=3, freq="min")
    rows = [(str(each), 1) for each in [*minutes, *later]]
    found = numbers(series.segments(points(rows), {"taobao": [WEEKS[0]]}))
    assert found == [1] * 30 + [2] * 3


def test_two_days_of_a_platform_seen_once_are_no_line_when_far_apart() -> None:
    rows = [("2026-04-06", 1), ("2026-04-20", 1)]
    assert numbers(series.segments(points(rows), {})) == [1, 2]


def test_usual_spacing_is_the_median_of_days() -> None:
    assert series.usual_spacing(WEEKS) == timedelta(days=7)
    assert series.usual_spacing([*WEEKS, WEEKS[0] + timedelta(hours=3)]) == timedelta(days=7)
    assert series.usual_spacing(WEEKS[:1]) is None


def history(**columns: Any) -> pd.DataFrame:
    """Two weeks of one listing, with what a test says of it."""
    base: dict[str, Any] = {
        "platform": "taobao", "listing_key": "1", "variant_key": "", "title": "长裙", "observed_at": WEEKS[:2],
        "price_low": [99.0, 99.0], "price_high": [99.0, 99.0], "price_coupon": [None, None], "price_list": [None, None],
        "currency": "CNY", "sold_low": [100, 200], "sold_high": [100, None], "sold_kind": "paid", "sold_raw": "",
        "availability": "in_stock", "document": "a.csv", "source_row": [2, 3],
    }  # fmt: skip
    return pd.DataFrame({**base, **columns})


def test_variants_of_a_listing_are_one_line_with_a_band() -> None:
    frame = history(
        variant_key=["S", "L"], observed_at=[WEEKS[0]] * 2, price_low=[99.0, 129.0], price_high=[99.0, 129.0]
    )
    found = series.listing_prices(frame, {"taobao": WEEKS})["CNY"]
    assert found[["value", "low", "high"]].to_numpy().tolist() == [[99, 99, 129]]
    assert found["text"].tolist() == ["99–129"]
    assert found["where"].tolist() == ["a.csv, row 2"]


def test_different_currencies_never_share_a_chart() -> None:
    frame = pd.concat([history(), history(listing_key="2", title="dress", currency="USD")])
    assert sorted(series.listing_prices(frame, {})) == ["CNY", "USD"]


def test_a_price_that_was_not_shown_keeps_its_place_and_its_reason() -> None:
    frame = history(price_low=[99.0, None], price_high=[99.0, None], availability=["in_stock", "delisted"])
    found = series.listing_prices(frame, {"taobao": WEEKS})["CNY"]
    assert numbers(found) == [1, None]
    assert found["note"].tolist() == ["", "delisted"]


def test_an_open_counter_stays_open() -> None:
    found = series.listing_sales(history(), {"taobao": WEEKS})["paid"]
    assert found["open"].tolist() == [False, True]
    assert found["text"].tolist() == ["100", "≥ 200"]
    assert pd.isna(found["high"].iloc[1])


def test_kinds_of_counters_never_share_a_chart() -> None:
    frame = history(sold_kind=["paid", "monthly"], sold_high=[100, 200])
    found = series.listing_sales(frame, {"taobao": WEEKS})
    assert sorted(found) == ["monthly", "paid"]
    assert numbers(found["paid"]) == [1, None]
    assert numbers(found["monthly"]) == [None, 1]


def test_two_listings_of_one_title_are_two_lines() -> None:
    frame = pd.concat([history(), history(listing_key="2")])
    found = series.listing_prices(frame, {"taobao": WEEKS})["CNY"]
    assert found["series"].nunique() == 2


def test_other_prices_are_lines_of_their_own() -> None:
    frame = series.with_other_prices(history(price_coupon=[89.0, None]))
    found = series.listing_prices(frame, {"taobao": WEEKS})["CNY"]
    assert found.groupby("series")["value"].apply(list).to_dict() == {"Price": [99, 99], "Price after coupon": [89]}


def reading(**columns: Any) -> pd.DataFrame:
    days = pd.date_range("2026-06-01", periods=3)
    base: dict[str, Any] = {
        "source": "baidu-index", "platform": None, "keyword": "连衣裙", "metric": "search_index", "unit": "index",
        "region": None, "since": days, "until": days + timedelta(days=1), "value_low": [1.0, 0.0, 3.0],
        "value_high": [1.0, 1.0, 3.0], "rank": None, "document": "b.csv", "source_row": [2, 3, 4],
    }  # fmt: skip
    return pd.DataFrame({**base, **columns})


def test_readings_below_one_are_a_band() -> None:
    found = series.readings(reading())["index"]
    assert found[["low", "high"]].to_numpy().tolist() == [[1, 1], [0, 1], [3, 3]]
    assert found["text"].tolist() == ["1", "0–1", "3"]
    assert numbers(found) == [1, 1, 1]


def test_units_never_share_a_chart() -> None:
    frame = pd.concat([reading(unit="CNY"), reading(unit="USD")])
    assert sorted(series.readings(frame)) == ["CNY", "USD"]


def test_a_missing_day_opens_the_line() -> None:
    days = pd.to_datetime(["2026-06-01", "2026-06-02", "2026-06-03", "2026-06-06", "2026-06-07"])
    frame = pd.concat([reading().head(1)] * 5).assign(since=days, until=days + timedelta(days=1))
    assert numbers(series.readings(frame)["index"]) == [1, 1, 1, 2, 2]


def test_a_year_is_no_point_of_the_months() -> None:
    since = pd.to_datetime(["2026-04-01", "2026-05-01", "2026-05-01"])
    until = pd.to_datetime(["2026-05-01", "2026-06-01", "2027-05-01"])
    found = series.readings(reading(since=since, until=until))["index"]
    assert found["at"].tolist() == [*since[:2]]
