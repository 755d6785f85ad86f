"""Read a time as the market's wall time, without zone. A date alone is 00:00, a month alone its first day.

A bare number of five digits is a day of Excel's 1900 system; workbooks of the 1904 system are told by themselves and
converted by their reader. Years of other calendars (Thai 2567, 民国113) are refused: they lie outside 1990 to 2100.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from zoneinfo import ZoneInfo

from tracker.model import Moment
from tracker.normalise.marks import fold, is_missing_folded
from tracker.normalise.relative import parse_ago
from tracker.normalise.words import compiled, literal, load

_LONGEST = 80
"""Characters of a time."""

_REIWA = 2018
"""The year before the first one of 令和."""

_HALVES = {"上午": "am", "下午": "pm", "午前": "am", "午後": "pm", "오전": "am", "오후": "pm"}
_FIRST_YEAR, _LAST_YEAR = 1990, 2100
_EXCEL_DAYS = (36526, 73050)
_EXCEL_EPOCH = datetime(1899, 12, 30)  # noqa: DTZ001 - a serial has no zone

_ENGLISH = ["january", "february", "march", "april", "may", "june", "july"]
_ENGLISH += ["august", "september", "october", "november", "december"]
_MONTHS = {name: number for number, name in enumerate(_ENGLISH, start=1)}
_MONTHS |= {name[:3]: number for name, number in _MONTHS.items()} | {"sept": 9}
_MONTHS |= {name: int(number) for number, names in load("words")["months"].items() for name in names}
MONTH_NAME = rf"(?P<name>{literal(_MONTHS)})\.?"
_DAY = r"(?P<day>[0-9]{1,2})"
_CLOCK = (
    r"(?:(?P<half>上午|下午|午前|午後|오전|오후)\s*)?(?P<hour>[0-9]{1,2})(?::|时|時|点|點|시\s?)(?:(?P<minute>[0-9]{1,2})"
    r"(?:(?::|分|분\s?)(?:(?P<second>[0-9]{1,2})(?:\.(?P<fraction>[0-9]{1,9}))?秒?)?)?)?\s*(?P<noon>am|pm)?"
    r"\s*(?P<zone>z|(?:utc|gmt)?(?P<offset>[+-][0-9]{1,2}(?::?[0-9]{2})?)|utc|gmt)?"
)
_AT = rf"(?:(?:t|,?\s+|(?<=[日号일])){_CLOCK})?"
_WEEKDAY = (
    r"^(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*\.?,?\s+"
    r"|\s*\(?(?:星期|周|礼拜|週)[一二三四五六日天]\)?(?=\s|$)|\s*\([月火水木金土日월화수목금토일]\)(?=\s|$)"
)

_NAMED = [
    rf"(?P<year>[0-9]{{4}})[-/](?P<month>[0-9]{{1,2}})(?:[-/]{_DAY}{_AT})?",
    rf"(?P<year>[0-9]{{4}})\.\s?(?P<month>[0-9]{{1,2}})\.\s?{_DAY}\.?{_AT}",
    rf"(?P<year>[0-9]{{4}})\s*[年년]\s*(?P<month>[0-9]{{1,2}})\s*[月월]\s*(?:{_DAY}\s*[日号號일]{_AT})?",
    rf"令和\s*(?P<reiwa>[0-9]{{1,2}}|元)\s*年\s*(?P<month>[0-9]{{1,2}})\s*月\s*{_DAY}\s*日{_AT}",
    rf"(?P<year>[0-9]{{4}})(?P<month>[0-9]{{2}})(?P<day>[0-9]{{2}}){_AT}",
    r"(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})(?P<hour>[0-9]{2})(?P<minute>[0-9]{2})(?P<second>[0-9]{2})",
    rf"{_DAY}(?:st|nd|rd|th|er|º)?[-\s/.]*(?:(?:de|of)\s+)?{MONTH_NAME}[-\s/.,]*(?:de\s+)?(?P<year>[0-9]{{4}}|[0-9]{{2}})(?:\s?г\.?)?{_AT}",
    rf"{MONTH_NAME}\s*{_DAY}(?:st|nd|rd|th)?(?:,\s*|\s+)(?P<year>[0-9]{{4}}){_AT}",
    rf"{MONTH_NAME}[-\s,]*(?P<year>[0-9]{{4}})",
]
"""Forms whose order of year, month and day is told by the form."""

_NUMERIC = rf"(?P<a>[0-9]{{1,2}})(?P<by>[-/.])(?P<b>[0-9]{{1,2}})(?P=by)(?P<year>[0-9]{{4}}){_AT}"
_HOUR = r"[0-9]{4}-[0-9]{2}-[0-9]{2}t[0-9]{2}"
"""The hours of Google Trends."""

_SERIAL = r"[0-9]{5}(?:\.[0-9]+)?"

_BETWEEN = r"\s*(?:--?|~|至|到|\bto\b|/|\bbis\b)\s*"
WEEK = r"(?P<year>[0-9]{4})(?:-?w(?P<iso>[0-9]{1,2})|\s*年?\s*第?\s*(?P<week>[0-9]{1,2})\s*[周週])"
QUARTER = r"(?P<year>[0-9]{4})\s*年?\s*(?:-?q(?P<digit>[1-4])|第?\s*(?P<number>[一二三四1-4])\s*季度?)"

_REASONS = [
    (
        "date-incomplete",
        rf"{_CLOCK}|[0-9]{{4}}年?|[0-9]{{1,2}}月(?:[0-9]{{1,2}}[日号]?)?.*|[0-9]{{1,2}}[-/.][0-9]{{1,2}}(?:\s.*)?"
        rf"|{MONTH_NAME.replace('name', 'month')}(?:\s*[0-9]{{1,2}}(?:st|nd|rd|th)|\s+[0-9])?"
        rf"|[0-9]{{1,2}}(?:st|nd|rd|th)?[-\s]*{MONTH_NAME}",
    ),
    (
        "date-ambiguous",
        rf"[0-9]{{6}}|[0-9]{{4}}\.[0-9]{{1,2}}|[0-9]{{1,2}}([-/.])[0-9]{{1,2}}\1[0-9]{{2}}(?:\s.*)?"
        rf"|{MONTH_NAME}[-\s,']*[0-9]{{1,2}}",
    ),
]
_WHOLE = [*_NAMED, _NUMERIC, r"[0-9]{6}|[0-9]{4}\.[0-9]{1,2}|[0-9]{1,2}([-/.])[0-9]{1,2}\1[0-9]{2}"]


def parse_time(text: str, day_first: bool | None, zone: str) -> Moment:
    """The time in `zone` (an IANA name, for texts that carry a zone of their own). Years 1990 to 2100.

    `day_first` settles 03/04/2026; where it is None such a date is ambiguous. A period has the code `date-is-range`
    (see periods).
    """
    folded = fold(text)
    if is_missing_folded(folded):
        return Moment()
    bare = folded if folded[0].isdecimal() and folded[-1].isdecimal() else compiled(_WEEKDAY).sub("", folded)
    if len(folded) > _LONGEST:
        return Moment(code="date-unreadable")
    return _known(bare, day_first, zone) or _unread(folded)


def _known(folded: str, day_first: bool | None, zone: str) -> Moment | None:
    """The time of a text that has the form of one, or null."""
    if compiled(_HOUR).fullmatch(folded):
        folded += ":00"
    for form in _NAMED:
        if parts := compiled(form).fullmatch(folded):
            return _moment(parts.groupdict(), zone)
    if parts := compiled(_NUMERIC).fullmatch(folded):
        return _numeric(parts, day_first, zone)
    return _serial(folded) if compiled(_SERIAL).fullmatch(folded) else None


def _unread(folded: str) -> Moment:
    """Why a text is no time."""
    relative, ago = parse_ago(folded)
    if relative:
        return Moment(code="date-relative", ago=ago)
    spans = compiled(WEEK).fullmatch(folded) or compiled(QUARTER).fullmatch(folded)
    if spans or any(_is_date(left) and _is_date(right) for left, right in halves(folded)):
        return Moment(code="date-is-range")
    return Moment(code=next((code for code, form in _REASONS if compiled(form).fullmatch(folded)), "date-unreadable"))


def halves(folded: str) -> Iterator[tuple[str, str]]:
    """The texts before and behind each sign that may stand between the ends of a period."""
    for between in compiled(_BETWEEN).finditer(folded):
        if between.start() and between.end() < len(folded):
            yield folded[: between.start()], folded[between.end() :]


def _is_date(folded: str) -> bool:
    """Whether one end of a period is a date, be it one whose day and month aren't told apart."""
    if not folded[0].isalnum() or not any(compiled(form).fullmatch(folded) for form in _WHOLE):
        return False
    moment = parse_time(folded, True, "UTC")
    return moment.at is not None or moment.code == "date-ambiguous"


def day_order(texts: Iterable[str]) -> bool | None:
    """Whether the day stands first in dates like 28/01/2026; None where none tells or two contradict."""
    day_first = month_first = False
    for text in texts:
        if parts := compiled(_NUMERIC).fullmatch(fold(text)):
            first, second = int(parts["a"]), int(parts["b"])
            day_first |= first > 12 >= second
            month_first |= second > 12 >= first
    return day_first if day_first != month_first else None


def _numeric(parts: re.Match[str], day_first: bool | None, zone: str) -> Moment:
    """A date of two small numbers and a year; a number over 12 or twice the same settles the order."""
    first, second = int(parts["a"]), int(parts["b"])
    if not first or not second or not _FIRST_YEAR <= int(parts["year"]) <= _LAST_YEAR:
        return Moment(code="date-unreadable")
    if first > 12 or second > 12 or first == second:
        day_first = first > 12
    if day_first is None:
        return Moment(code="date-ambiguous")
    day, month = ("a", "b") if day_first else ("b", "a")
    return _moment(parts.groupdict() | {"day": parts[day], "month": parts[month]}, zone)


def _serial(text: str) -> Moment:
    """A day count of Excel's 1900 system, with the time of day behind the point, to the second."""
    days = Decimal(text[:20])
    if not _EXCEL_DAYS[0] <= int(days) <= _EXCEL_DAYS[1]:
        return Moment(code="date-unreadable")
    return Moment(_EXCEL_EPOCH + timedelta(seconds=round(days * 86400)))


def _moment(parts: dict[str, str | None], zone: str) -> Moment:
    try:
        at = datetime(_year(parts), _month(parts), int(parts.get("day") or 1), *_clock(parts))  # noqa: DTZ001 - the zone, if any, follows
    except ValueError:
        return Moment(code="date-unreadable")
    if parts.get("zone"):
        offset = _offset(parts.get("offset"))
        if offset is None or not _FIRST_YEAR <= at.year <= _LAST_YEAR:
            return Moment(code="date-unreadable")
        at = at.replace(tzinfo=offset).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    return Moment(at) if _FIRST_YEAR <= at.year <= _LAST_YEAR else Moment(code="date-unreadable")


def _year(parts: dict[str, str | None]) -> int:
    if reiwa := parts.get("reiwa"):
        return _REIWA + (1 if reiwa == "元" else int(reiwa))
    year = int(parts["year"] or 0)
    return year if year >= 100 else year + (1900 if year >= _FIRST_YEAR % 100 else 2000)


def _month(parts: dict[str, str | None]) -> int:
    name = parts.get("name")
    return _MONTHS[name] if name else int(parts["month"] or 0)


def _clock(parts: dict[str, str | None]) -> tuple[int, int, int, int]:
    """Hour, minute, second, microsecond. Raises ValueError where twelve hours a day are exceeded."""
    hour = int(parts.get("hour") or 0)
    half = parts.get("noon") or _HALVES.get(parts.get("half") or "")
    if half == "am" or (half == "pm" and hour <= 12):
        if not 1 <= hour <= 12:
            raise ValueError(hour)
        hour = hour % 12 + (12 if half == "pm" else 0)
    fraction = (parts.get("fraction") or "").ljust(6, "0")[:6]
    return hour, int(parts.get("minute") or 0), int(parts.get("second") or 0), int(fraction)


def _offset(text: str | None) -> timezone | None:
    """The zone of +08:00, +0800 or +8; None for one that no place has."""
    if text is None:
        return UTC
    hours, minutes = (text[1:].replace(":", "")[:-2], text[-2:]) if len(text) > 3 else (text[1:], "0")
    if int(hours) > 14 or int(minutes) > 59:
        return None
    span = timedelta(hours=int(hours), minutes=int(minutes))
    return timezone(-span if text.startswith("-") else span)
