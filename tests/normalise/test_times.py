"""Dates, times and periods as they are seen, in the market's wall time."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.normalise import notation
from tests.normalise.strings_of_times import PERIODS, TIMES
from tests.normalise.writings import wide
from tracker.model import Moment, Period
from tracker.normalise.periods import parse_period
from tracker.normalise.times import day_order, parse_time

ZONE = "Asia/Shanghai"
ROWS, PERIOD_ROWS = notation.rows(TIMES), notation.rows(PERIODS)

ORDERS = [
    ("day first", ["03/04/2026", "28/01/2026"], True),
    ("month first", ["03/04/2026", "1/28/2026 12:00"], False),
    ("undecided", ["03/04/2026", "05/06/2026"], None),
    ("contradictory", ["28/01/2026", "01/28/2026"], None),
    ("no such dates", ["2026-03-01", "abc", "", "99/99/2026"], None),
    ("none", [], None),
]


@pytest.mark.parametrize(("text", "expected"), ROWS, ids=[text for text, _ in ROWS])
def test_times(text: str, expected: str) -> None:
    assert notation.moment(parse_time(text, None, ZONE)) == expected


@pytest.mark.parametrize(("text", "expected"), PERIOD_ROWS, ids=[text for text, _ in PERIOD_ROWS])
def test_periods(text: str, expected: str) -> None:
    assert notation.period(parse_period(text, None, ZONE)) == expected


def test_the_tables_are_hundreds_long() -> None:
    assert len(ROWS) > 300
    assert len(PERIOD_ROWS) > 90


def test_what_tells_the_time_of_reading_is_no_time_itself() -> None:
    assert parse_time("3天前", None, ZONE).code == "date-relative"


@pytest.mark.parametrize(
    ("text", "day_first", "expected"),
    [
        ("11/9/18 - 11/9/19", False, "2018-11-09..2019-11-10"),
        ("11/9/18 - 11/9/19", True, "2018-09-11..2019-09-12"),
        ("03/04/2026 - 10/04/2026", True, "2026-04-03..2026-04-11"),
        ("03/04/2026 - 10/04/2026", False, "2026-03-04..2026-10-05"),
        ("13/04/24", True, "2024-04-13..2024-04-14"),
        ("13/04/24", False, "date-ambiguous"),
        ("4/13/24 - 5/1/24", True, "2024-04-13..2024-05-02"),
    ],
)
def test_who_asks_settles_the_order_of_a_period(text: str, day_first: bool, expected: str) -> None:
    """4/13/24 can only be read month first, and so the other end of its period is, too."""
    assert notation.period(parse_period(text, day_first, ZONE)) == expected


@pytest.mark.parametrize(("day_first", "at"), [(True, "2026-04-03 08:00"), (False, "2026-03-04 08:00")])
def test_the_column_settles_the_order(day_first: bool, at: str) -> None:
    assert parse_time("03/04/2026 8:00", day_first, ZONE) == Moment(datetime.fromisoformat(at))
    assert parse_time("28/04/2026", day_first, ZONE).at == datetime.fromisoformat("2026-04-28")


@pytest.mark.parametrize(("texts", "order"), [row[1:] for row in ORDERS], ids=[row[0] for row in ORDERS])
def test_day_order(texts: list[str], order: bool | None) -> None:
    assert day_order(texts) is order


def test_summer_time_of_the_zone() -> None:
    assert parse_time("2026-07-01T12:00:00Z", None, "Europe/Berlin").at == datetime.fromisoformat("2026-07-01 14:00")
    assert parse_time("2026-01-01T12:00:00Z", None, "Europe/Berlin").at == datetime.fromisoformat("2026-01-01 13:00")


_TEXTS = st.text() | st.lists(
    st.sampled_from(
        [
            *"0123456789.-/:年月日 tz+",
            "2026",
            "2026-03-01",
            "mar",
            "pm",
            "utc",
            "下午",
            "前",
            "~",
            "至",
            "3天",
            " ago",
            "w05",
            "第5周",
        ]
    )
).map("".join)


@given(_TEXTS, st.none() | st.booleans())
def test_any_text_gives_a_time_a_code_or_nothing(text: str, day_first: bool | None) -> None:
    at, code, ago = parse_time(text, day_first, ZONE)
    assert ago is None or code == "date-relative"
    assert at is None or (code is None and at.tzinfo is None and 1990 <= at.year <= 2100)
    assert day_order([text]) in (True, False, None)


_MOMENTS = st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2100-12-31"))


@given(_MOMENTS)
def test_written_times_read_back(at: datetime) -> None:
    at = at.replace(microsecond=0)
    for form in ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日%H时%M分%S秒", "%d/%m/%Y %H:%M:%S"):
        assert parse_time(at.strftime(form), True, ZONE) == Moment(at)


@given(_TEXTS, st.none() | st.booleans())
def test_any_text_gives_a_period_a_code_or_nothing(text: str, day_first: bool | None) -> None:
    since, until, code = parse_period(text, day_first, ZONE)
    assert (since is None) == (until is None)
    if since is not None and until is not None:
        assert code is None
        assert since < until


@given(_TEXTS)
def test_a_reading_depends_on_no_width(text: str) -> None:
    assert parse_time(wide(text), None, ZONE) == parse_time(text, None, ZONE)
    assert parse_period(wide(text), None, ZONE) == parse_period(text, None, ZONE)


_FORMS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y%m%d", "%Y年%m月%d日", "%b %d, %Y", "%d %B %Y"]


@given(_MOMENTS, st.integers(0, 3000), st.sampled_from(_FORMS), st.sampled_from(["~", " ~ ", "至", " - ", "-", " to "]))
def test_written_periods_read_back(at: datetime, days: int, form: str, between: str) -> None:
    first = at.replace(hour=0, minute=0, second=0, microsecond=0)
    last = first + timedelta(days=days)
    if last.year <= 2100:
        text = first.strftime(form) + between + last.strftime(form)
        assert parse_period(text, None, ZONE) == Period(first, last + timedelta(days=1))
        assert parse_time(text, None, ZONE) == Moment(code="date-is-range")


@given(_MOMENTS)
def test_a_year_of_another_calendar_is_never_off_by_centuries(at: datetime) -> None:
    for text in (
        f"{at.year + 543}-{at:%m-%d}",
        f"{at:%d/%m}/{at.year + 543}",
        f"民国{at.year - 1911}年{at.month}月{at.day}日",
    ):
        assert parse_time(text, True, ZONE) == Moment(code="date-unreadable")
