"""Read a period, half-open: two days and what lies between them, a day, a week, a month, a quarter, a year."""

from __future__ import annotations

import re
from datetime import date, datetime, time, timedelta

from tracker.model import Period
from tracker.normalise.marks import fold, is_missing_folded
from tracker.normalise.times import MONTH_NAME, QUARTER, WEEK, day_order, halves, parse_time
from tracker.normalise.words import compiled

_DAY = timedelta(days=1)
_MONTH = (
    rf"(?P<year>[0-9]{{4}})(?:[-/]|\s*[年년]\s*)(?P<month>[0-9]{{1,2}})\s*[月월]?|(?P<tight>20[0-9]{{4}})"
    rf"|{MONTH_NAME}[-\s,]*(?:de\s+)?(?P<of>[0-9]{{4}})"
)
_YEAR = r"(?P<year>[0-9]{4})\s*[年년]"
_YEARLESS = (
    r"(?:[0-9]{1,2}[-/.][0-9]{1,2}|[0-9]{1,2}\s*[月월]\s*[0-9]{1,2}\s*[日号일]"
    rf"|{MONTH_NAME}\s*[0-9]{{1,2}}(?:st|nd|rd|th)?)"
)
_LEADING_YEAR = r"[0-9]{4}(?=[-/.年년])"
_TRAILING_YEAR = r",?\s*[0-9]{4}$"
_SHORT = r"(?P<a>[0-9]{1,2})(?P<by>[-/.])(?P<b>[0-9]{1,2})(?P=by)(?P<year>[0-9]{2})"
_CLOCK = r"[0-9]\s*[:时時點点시]"
_LAST_MINUTE = time(23, 59)
_LONGEST = 120
"""Characters of a period."""

_TIGHT_MONTHS = 2013
"""From this year on six digits are a year and a month: as year, month and day they'd have no such month."""


def parse_period(text: str, day_first: bool | None, zone: str) -> Period:
    """The period of a text, as wall time. `day_first` settles 11/9/18 - 11/9/19 where its own numbers don't; years of
    two digits are 2000 to 2099. A week is that of ISO 8601, Monday to Sunday, also where a Chinese text counts it.

    `2024-01-01~2024-01-07` ends where January 8th begins; an end with a time of day ends there, but 23:59 is midnight.
    """
    folded = fold(text)
    if is_missing_folded(folded):
        return Period()
    if len(folded) > _LONGEST:
        return Period(code="date-unreadable")
    whole = _whole(folded, day_first, zone)
    if whole.code is None:
        return Period(code="date-unreadable") if whole.since == whole.until else whole
    for left, right in halves(folded):
        period = _between(left, right, day_first, zone)
        if period is not None:
            return period
    return whole


def _between(left: str, right: str, day_first: bool | None, zone: str) -> Period | None:
    """The period from one text to the other, or null where they aren't the two ends of one."""
    left, right = _with_year(left, right)
    order = _order(left, right)
    first, last = (_whole(each, day_first if order is None else order, zone) for each in (left, right))
    codes = {first.code, last.code} - {None}
    if codes:
        return Period(code="date-ambiguous") if codes == {"date-ambiguous"} else None
    if first.since is None or last.until is None or last.since is None:
        return None
    if last.since < first.since or last.until <= first.since:
        return Period(code="range-reversed")
    return Period(first.since, last.until)


def _with_year(left: str, right: str) -> tuple[str, str]:
    """Both ends with a year, where one of them has it for both: `2024-01-01~01-07`, `Jan 1 - Jan 31, 2024`."""
    if compiled(_YEARLESS).fullmatch(right) and (year := compiled(_LEADING_YEAR).match(left)):
        sign = left[year.end()]
        return left, f"{year[0]}{sign}{right}"
    if compiled(_YEARLESS).fullmatch(left) and left[0].isalpha() and (year := compiled(_TRAILING_YEAR).search(right)):
        return left + year[0], right
    return left, right


def _order(left: str, right: str) -> bool | None:
    """Whether the day stands first, where a number of either end tells it."""
    second = [int(parts["b"]) > 12 for each in (left, right) if (parts := compiled(_SHORT).fullmatch(each))]
    return False if any(second) else day_order([left, right])


def _whole(text: str, day_first: bool | None, zone: str) -> Period:
    """The period of one text that has no ends of its own."""
    try:
        calendar = _calendar(text)
        if calendar is not None:
            return calendar
    except ValueError:
        return Period(code="date-unreadable")
    if short := compiled(_SHORT).fullmatch(text):
        return _short(short, day_first)
    moment = parse_time(text, day_first, zone)
    return Period(code=moment.code) if moment.at is None else _of_time(text, moment.at)


def _of_time(text: str, at: datetime) -> Period:
    """The day of a date, or no more than the time where the text tells one."""
    if not compiled(_CLOCK).search(text):
        return _days(at, at) if at.time() == time() else Period(code="date-unreadable")
    if at.time().replace(second=0, microsecond=0) == _LAST_MINUTE:
        return Period(at, datetime.combine(at.date() + _DAY, time()))
    return Period(at, at)


def _calendar(text: str) -> Period | None:
    """A week, a month, a quarter or a year, or null. Raises ValueError for one that no calendar has."""
    if week := compiled(WEEK).fullmatch(text):
        monday = date.fromisocalendar(int(week["year"]), int(week["iso"] or week["week"]), 1)
        return _days(monday, monday + 6 * _DAY)
    if quarter := compiled(QUARTER).fullmatch(text):
        number = "1234".find(quarter["digit"] or quarter["number"])
        number = number if number >= 0 else "一二三四".index(quarter["number"])
        return _months(int(quarter["year"]), 3 * number + 1, 3)
    if year := compiled(_YEAR).fullmatch(text):
        return _months(int(year["year"]), 1, 12)
    month = compiled(_MONTH).fullmatch(text)
    return _month(month) if month else None


def _month(parts: re.Match[str]) -> Period | None:
    if parts["tight"]:
        year = int(parts["tight"][:4])
        return _months(year, int(parts["tight"][4:]), 1) if year >= _TIGHT_MONTHS else None
    if parts["of"]:
        first = parse_time(parts[0], None, "UTC").at
        return _months(first.year, first.month, 1) if first else None
    return _months(int(parts["year"]), int(parts["month"]), 1)


def _short(parts: re.Match[str], day_first: bool | None) -> Period:
    """A date with a year of two digits. Where the first number is over 12 it may be the year, unless the last can't be
    a day or `day_first` says what it is."""
    first, second, year = int(parts["a"]), int(parts["b"]), int(parts["year"])
    if second > 12:
        day_first = False
    elif first > 31 or (day_first is None and first != second) or (first > 12 and not day_first):
        return Period(code="date-ambiguous")
    day, month = (first, second) if day_first else (second, first)
    try:
        at = date(2000 + year, month, day)
    except ValueError:
        return Period(code="date-unreadable")
    return _days(at, at)


def _days(first: date, last: date) -> Period:
    """All of the days from the first to the last."""
    since, last_day = (datetime.combine(day, time()) for day in (first, last))
    return Period(since, last_day + _DAY)


def _months(year: int, month: int, count: int) -> Period:
    """So many whole months. Raises ValueError where the year has no such month, or lies outside of what is read."""
    if not 1990 <= year <= 2100:
        raise ValueError(year)
    since = datetime(year, month, 1)  # noqa: DTZ001 - wall time
    after = month - 1 + count
    return Period(since, datetime(year + after // 12, after % 12 + 1, 1))  # noqa: DTZ001 - wall time
