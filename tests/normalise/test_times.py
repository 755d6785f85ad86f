"""Dates and times as they are seen, in the market's wall time."""

from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Moment
from tracker.normalise.times import day_order, parse_time

ZONE = "Asia/Shanghai"

TIMES = [
    # Chinese exports and pages
    ("2026-03-01", "2026-03-01 00:00"),
    ("2026/3/1", "2026-03-01 00:00"),
    ("2026.3.1", "2026-03-01 00:00"),
    ("2026年3月1日", "2026-03-01 00:00"),
    ("2026年03月01号", "2026-03-01 00:00"),
    ("2026 年 3 月 1 日", "2026-03-01 00:00"),
    ("2026年3月", "2026-03-01 00:00"),
    ("2026-03", "2026-03-01 00:00"),
    ("2026/3", "2026-03-01 00:00"),
    ("20260301", "2026-03-01 00:00"),
    ("２０２６－０３－０１", "2026-03-01 00:00"),
    ("2014-02-12 13:32", "2014-02-12 13:32"),
    ("2026-03-01 13:32:05", "2026-03-01 13:32:05"),
    ("2026/3/1 9:05", "2026-03-01 09:05"),
    ("2026年3月1日13时32分", "2026-03-01 13:32"),
    ("2026年3月1日 13时32分05秒", "2026-03-01 13:32:05"),
    ("2026年3月1日13时", "2026-03-01 13:00"),
    ("2026年3月1日下午3:30", "2026-03-01 15:30"),
    ("2026年3月1日 星期日", "2026-03-01 00:00"),
    ("2026-03-01(周日)", "2026-03-01 00:00"),
    ("20260301 13:32", "2026-03-01 13:32"),
    ("20260301133205", "2026-03-01 13:32:05"),
    ("['2026-03-01']", "2026-03-01 00:00"),
    ("2026-03-01\u00a013:32", "2026-03-01 13:32"),
    # JSON and feeds, some with a zone of their own
    ("2026-03-01T13:32:05", "2026-03-01 13:32:05"),
    ("2026-03-01T13:32:05Z", "2026-03-01 21:32:05"),
    ("2026-03-01T13:32:05+08:00", "2026-03-01 13:32:05"),
    ("2026-03-01T13:32:05-0500", "2026-03-02 02:32:05"),
    ("2026-03-01T13:32:05.250Z", "2026-03-01 21:32:05.250"),
    ("2026-03-01 13:32 UTC", "2026-03-01 21:32"),
    ("2026-03-01 13:32 GMT+8", "2026-03-01 13:32"),
    ("Sun, 01 Mar 2026 13:32:05 GMT", "2026-03-01 21:32:05"),
    # English
    ("1 Mar 2026", "2026-03-01 00:00"),
    ("01-Mar-2026", "2026-03-01 00:00"),
    ("Mar 1, 2026", "2026-03-01 00:00"),
    ("March 1st, 2026", "2026-03-01 00:00"),
    ("Sunday, 1 March 2026", "2026-03-01 00:00"),
    ("Sept 3 2025", "2025-09-03 00:00"),
    ("March 2026", "2026-03-01 00:00"),
    ("31-Aug-17", "2017-08-31 00:00"),
    ("1-Jan-99", "1999-01-01 00:00"),
    ("Mar 1, 2026 1:05 PM", "2026-03-01 13:05"),
    ("Mar 1, 2026 12:05 AM", "2026-03-01 00:05"),
    # a number over 12 or twice the same settles the order
    ("28-01-2025 13:27", "2025-01-28 13:27"),
    ("28/1/2025", "2025-01-28 00:00"),
    ("1/28/2025", "2025-01-28 00:00"),
    ("03.03.2026", "2026-03-03 00:00"),
    # serials of Excel
    ("36526", "2000-01-01 00:00"),
    ("45292", "2024-01-01 00:00"),
    ("45292.0", "2024-01-01 00:00"),
    ("45292.5", "2024-01-01 12:00"),
    ("45292.5640625", "2024-01-01 13:32:15"),
    ("73050", "2099-12-31 00:00"),
    # the ends of what is read
    ("1990-01-01", "1990-01-01 00:00"),
    ("2100-12-31", "2100-12-31 00:00"),
    ("2024-02-29", "2024-02-29 00:00"),
]

REFUSED = [
    # no such day
    ("2026-02-30", "date-unreadable"),
    ("2026-13-01", "date-unreadable"),
    ("2025-02-29", "date-unreadable"),
    ("99/99/2026", "date-unreadable"),
    ("0000-00-00", "date-unreadable"),
    ("2026-03-01 24:00", "date-unreadable"),
    ("2026-03-01 13:60", "date-unreadable"),
    ("2026-03-01 13:05 AM", "date-unreadable"),
    ("2026-03-01 13:00 +99:00", "date-unreadable"),
    # no such year here
    ("1989-12-31", "date-unreadable"),
    ("1970-01-01", "date-unreadable"),
    ("2101-01-01", "date-unreadable"),
    ("2100-12-31T23:00:00Z", "date-unreadable"),
    ("36525", "date-unreadable"),
    ("73051", "date-unreadable"),
    # no date
    ("2026-03-01 ~ 2026-03-07", "date-unreadable"),
    ("abc", "date-unreadable"),
    ("1234567890", "date-unreadable"),
    ("-5", "date-unreadable"),
    # no year
    ("3月1日", "date-incomplete"),
    ("3月1日 12:30", "date-incomplete"),
    ("12:30", "date-incomplete"),
    ("03-01", "date-incomplete"),
    ("Mar 1", "date-incomplete"),
    ("1 Mar", "date-incomplete"),
    ("March", "date-incomplete"),
    ("2026", "date-incomplete"),
    ("2026年", "date-incomplete"),
    # relative to a day that nobody wrote
    ("3天前", "date-relative"),
    ("5 分钟前", "date-relative"),
    ("两周前", "date-relative"),
    ("昨天", "date-relative"),
    ("昨天 12:30", "date-relative"),
    ("今天", "date-relative"),
    ("刚刚", "date-relative"),
    ("3 days ago", "date-relative"),
    ("an hour ago", "date-relative"),
    ("Yesterday", "date-relative"),
    # more than one reading
    ("03/04/2026", "date-ambiguous"),
    ("3.4.2026 12:30", "date-ambiguous"),
    ("1/2/26", "date-ambiguous"),
    ("Sep-17", "date-ambiguous"),
    ("202603", "date-ambiguous"),
    ("2026.03", "date-ambiguous"),
]

ORDERS = [
    ("day first", ["03/04/2026", "28/01/2026"], True),
    ("month first", ["03/04/2026", "1/28/2026 12:00"], False),
    ("undecided", ["03/04/2026", "05/06/2026"], None),
    ("contradictory", ["28/01/2026", "01/28/2026"], None),
    ("no such dates", ["2026-03-01", "abc", "", "99/99/2026"], None),
    ("none", [], None),
]


@pytest.mark.parametrize(("text", "at"), TIMES, ids=[row[0] for row in TIMES])
def test_times(text: str, at: str) -> None:
    assert parse_time(text, None, ZONE) == Moment(datetime.fromisoformat(at))


@pytest.mark.parametrize(("text", "code"), REFUSED, ids=[row[0] for row in REFUSED])
def test_refused(text: str, code: str) -> None:
    assert parse_time(text, None, ZONE) == Moment(code=code)


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
    st.sampled_from([*"0123456789.-/:年月日 tz+", "2026", "2026-03-01", "mar", "pm", "utc", "下午", "前"])
).map("".join)


@given(_TEXTS, st.none() | st.booleans())
def test_any_text_gives_a_time_a_code_or_nothing(text: str, day_first: bool | None) -> None:
    at, code = parse_time(text, day_first, ZONE)
    assert at is None or (code is None and at.tzinfo is None and 1990 <= at.year <= 2100)
    assert day_order([text]) in (True, False, None)


_MOMENTS = st.datetimes(datetime.fromisoformat("1990-01-01"), datetime.fromisoformat("2100-12-31"))


@given(_MOMENTS)
def test_written_times_read_back(at: datetime) -> None:
    at = at.replace(microsecond=0)
    for form in ("%Y-%m-%d %H:%M:%S", "%Y/%m/%d %H:%M:%S", "%Y年%m月%d日%H时%M分%S秒", "%d/%m/%Y %H:%M:%S"):
        assert parse_time(at.strftime(form), True, ZONE) == Moment(at)
