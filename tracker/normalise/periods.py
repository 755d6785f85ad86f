"""Read a period, half-open: a day, a month, or the days from a first to a last one."""

from __future__ import annotations

import calendar
import re
from datetime import datetime, timedelta
from typing import NamedTuple

from tracker.normalise.marks import fold
from tracker.normalise.times import parse_time


class Period(NamedTuple):
    """[since, until) in wall time; both null where nothing is said, or with a code where it can't be read."""

    since: datetime | None = None
    until: datetime | None = None
    code: str | None = None


_MONTH = re.compile(r"\d{4}[-/年]\d{1,2}月?|[a-z]{3,9} \d{4}")


def parse_period(text: str, day_first: bool | None, zone: str) -> Period:
    """The period that a text states."""
    folded = fold(text)
    first = parse_time(folded, day_first, zone)
    if first.at and _MONTH.fullmatch(folded):
        return Period(first.at, first.at + timedelta(days=calendar.monthrange(first.at.year, first.at.month)[1]))
    if first.at:
        return Period(first.at, first.at + timedelta(days=1))
    parts = re.split(r"\s+-\s+|\s*[~至]\s*|\s+to\s+", folded)
    if len(parts) == 2:
        ends = [parse_time(part, day_first, zone) for part in parts]
        if ends[0].at and ends[1].at:
            return Period(ends[0].at, ends[1].at + timedelta(days=1))
        return Period(code=ends[0].code or ends[1].code)
    return Period(code=first.code)
