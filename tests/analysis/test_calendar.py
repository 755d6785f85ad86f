"""The shopping calendar against almanac libraries, and the question that tells it."""

from __future__ import annotations

from datetime import date

import holidays
import pytest
from lunardate import LunarDate

from tests.analysis.test_trend import aloud, day, rows
from tests.support import Bring
from tracker.analysis.shopping import REGIONS, WEEKDAYS, events
from tracker.errors import InputError
from tracker.store.place import Store

YEARS = range(2020, 2031)

LUNAR = {
    "spring-festival": (1, 1),
    "lantern-festival": (1, 15),
    "dragon-boat-festival": (5, 5),
    "qixi": (7, 7),
    "mid-autumn-festival": (8, 15),
}


@pytest.mark.parametrize("slug", LUNAR)
def test_moving_feasts_are_those_of_the_almanac(slug: str) -> None:
    assert [events()[slug].day(year) for year in YEARS] == [LunarDate(y, *LUNAR[slug]).to_solar_date() for y in YEARS]


@pytest.mark.parametrize(
    ("slug", "country", "name"),
    [
        ("qingming", "CN", "Tomb-Sweeping Day"),
        ("labour-day", "CN", "Labor Day"),
        ("national-day", "CN", "National Day"),
        ("new-year", "CN", "New Year's Day"),
        ("thanksgiving", "US", "Thanksgiving Day"),
        ("christmas", "US", "Christmas Day"),
    ],
)
def test_public_holidays_are_those_of_holidays(slug: str, country: str, name: str) -> None:
    known = holidays.country_holidays(country, years=YEARS, language="en_US")
    for year in YEARS:
        assert name in known[events()[slug].day(year)], year


def test_days_that_follow_thanksgiving_have_their_weekdays() -> None:
    for year in YEARS:
        assert WEEKDAYS[events()["black-friday"].day(year).weekday()] == "friday"
        assert WEEKDAYS[events()["cyber-monday"].day(year).weekday()] == "monday"
    assert events()["black-friday"].day(2026) == date(2026, 11, 27)
    assert events()["mothers-day"].day(2026) == date(2026, 5, 10)


def test_every_event_is_of_a_region_that_can_be_asked_for() -> None:
    assert {each.region for each in events().values()} == set(REGIONS)


def test_a_year_that_is_not_listed_has_no_day() -> None:
    assert events()["prime-day"].day(2026) is None
    assert events()["lantern-festival"].day(2031) is None


def test_every_event_is_complete() -> None:
    for event in events().values():
        assert all(event.labels.values()), event.slug
        assert event.source, event.slug
        assert event.confidence in {"A", "B", "C"}, event.slug
        assert event.region in {"CN", "US", "SEA"}, event.slug
        assert event.before >= 0, event.slug
        assert event.after >= 0, event.slug


# --- the question

ONE_DAY = "日期,连衣裙\n2026-06-01,5\n"


def test_the_years_observed_have_their_events(store: Store, bring: Bring) -> None:
    bring(ONE_DAY, "one.csv", kind="trend", source="百度指数")
    found = rows(store, "calendar", "event day days_to is_next", region="CN")
    assert found[0] == ("new-year", date(2026, 1, 1), -151, False)
    assert found[-1] == ("double-12", date(2026, 12, 12), 194, True)
    assert ("618", date(2026, 6, 18), 17, True) in found
    assert rows(store, "calendar", "event day", since=day(16, 6), until=day(19, 6)) == [("618", date(2026, 6, 18))]


def test_as_of_is_the_day_that_days_are_counted_from(store: Store, bring: Bring) -> None:
    """At the end of a year the next one begins to show: 92 days ahead."""
    bring(ONE_DAY, "one.csv", kind="trend", source="百度指数")
    found = rows(store, "calendar", "event day days_to", as_of=day(31, 12), region="CN")
    assert found[-1] == ("womens-day", date(2027, 3, 8), 67)
    assert ("spring-festival", date(2027, 2, 6), 37) in found
    assert rows(store, "calendar", "event", as_of=day(1)) == []


def test_a_platform_has_its_own_events_and_those_of_all(store: Store, bring: Bring) -> None:
    bring(ONE_DAY, "one.csv", kind="trend", source="百度指数")
    held = {event for (event,) in rows(store, "calendar", "event", platform="jd")}
    assert {"618", "new-year-goods"} <= held
    assert not {"99-sale", "prime-day", "sea-1111"} & held


def test_the_window_of_an_event_is_half_open(store: Store, bring: Bring) -> None:
    bring(ONE_DAY, "one.csv", kind="trend", source="百度指数")
    [found] = [each for each in rows(store, "calendar", "event since until") if each[0] == "618"]
    assert found == ("618", date(2026, 5, 24), date(2026, 6, 21))


def test_what_comes_next_is_read_aloud(store: Store, bring: Bring) -> None:
    bring(ONE_DAY, "one.csv", kind="trend", source="百度指数")
    assert "Next: Children's Day in 0 days (2026-06-01); 618 in 17 days (2026-06-18)" in aloud(store, "calendar")
    assert "618还有 17 天（2026-06-18）" in aloud(store, "calendar", "zh")


def test_the_ends_of_time_are_no_error(store: Store, bring: Bring) -> None:
    """A date that means "from ever on" or "for ever" is asked for as the years that the calendar tells."""
    bring("日期,连衣裙\n2026-06-01,5\n", "index.csv", kind="trend", source="百度指数")
    assert rows(store, "calendar", "day", since="0001-01-01")[0] == (date(1900, 1, 1),)
    assert rows(store, "calendar", "day", until="9999-12-31")[-1][0].year == 2199
    assert rows(store, "calendar", "days_to", as_of="9999-12-31")[-1][0] < 0


def test_a_region_that_the_calendar_has_not_is_refused(store: Store, bring: Bring) -> None:
    bring("日期,连衣裙\n2026-06-01,5\n", "index.csv", kind="trend", source="百度指数")
    assert rows(store, "calendar", "region", region="SEA")
    with pytest.raises(InputError):
        rows(store, "calendar", "region", region="China")
