"""Read an hour of the day, as exports of own sales write it: `9`, `09:00`, `9点`, `09:00-09:59`, `9-10点`, `9 PM`."""

from __future__ import annotations

import re
from decimal import Decimal

from tracker.model import Reading
from tracker.normalise.marks import fold, is_missing_folded

_HOUR = r"(?P<{0}>\d{{1,2}})(?:\.0+)?\s*(?::(?P<{0}_minute>[0-5]\d)(?::[0-5]\d)?|[点點时時h](?:00分?)?)?"
_ONE = re.compile(rf"{_HOUR.format('first')}\s*(?P<half>[ap]m)?")
_SPAN = re.compile(rf"{_HOUR.format('first')}\s*(?:-|–|—|~|至|到|to)\s*{_HOUR.format('last')}")
_LAST_MINUTE = "59"


def parse_hour(text: str) -> Reading:
    """The hour of the day that begins at [low, high], both the same, 0 to 23.

    A span must be that of one hour: `9-10`, `09:00-09:59`. Code `hour-unreadable` for all else that is no missing mark.
    """
    folded = fold(text).strip().lower()
    if is_missing_folded(folded):
        return Reading()
    hour = _alone(folded) if (one := _ONE.fullmatch(folded)) is None else _of_clock(one)
    if hour is None or not 0 <= hour <= 23:
        return Reading(code="hour-unreadable")
    return Reading(Decimal(hour), Decimal(hour))


def _of_clock(found: re.Match[str]) -> int | None:
    """The hour of a text that names one; null where it is no full hour."""
    hour = int(found["first"])
    if int(found["first_minute"] or 0):
        return None
    if found["half"]:
        return hour % 12 + (12 if found["half"] == "pm" else 0) if 1 <= hour <= 12 else None
    return hour


def _alone(folded: str) -> int | None:
    """The hour that a span covers alone; null where it covers another time."""
    found = _SPAN.fullmatch(folded)
    if found is None or int(found["first_minute"] or 0):
        return None
    first, last = int(found["first"]), int(found["last"])
    if found["last_minute"] == _LAST_MINUTE:
        return first if first == last else None
    ends = last in {first + 1, (first + 1) % 24} and not int(found["last_minute"] or 0)
    return first if ends else None
