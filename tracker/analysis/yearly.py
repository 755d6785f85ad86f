"""The same time a year before: by the calendar, or by the day of a feast that moves."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.series import Places
from tracker.analysis.shopping import Event, events

Days = NDArray[np.float64]

WEEKS_52 = 364
"""Days back to the same weekday: day and week have their own demand."""


class Feast(NamedTuple):
    """Per point the moving feast whose window holds it and whose day is nearest: its place among `moving`, -1 for
    none; days from its day, and how many days before that it was a year earlier."""

    which: Places
    away: Days
    back: Days


def a_year_before(days: Days, is_monthly: NDArray[np.bool_]) -> Days:
    """Days since 1970, a year before these: 52 weeks, or for months and longer periods the same date."""
    whole = np.floor(days).astype(np.int64).astype("datetime64[D]")
    month = whole.astype("datetime64[M]")
    of_month = (whole - month.astype("datetime64[D]")).astype(np.int64)
    same_date = (month - 12).astype("datetime64[D]").astype(np.int64) + of_month
    return np.where(is_monthly, same_date, days - WEEKS_52)


def nearest(number: Places, days: Days, target: Days, tolerance: Days) -> Places:
    """For each point the place of the point of its series whose day is nearest to the target and not farther than the
    tolerance; -1: none. `number`: of each point's series, ascending; `days`: ascending in each."""
    if not len(days):
        return np.zeros(0, dtype=np.int64)
    base = min(days.min(), target.min()) - 1
    width = max(days.max(), target.max()) - base + 1
    line = number * width + (days - base)
    after = np.searchsorted(line, number * width + (target - base))
    found = np.full(len(days), -1)
    least = tolerance + 1e-9
    for shift in (-1, 0):
        place = np.clip(after + shift, 0, len(days) - 1)
        away = np.abs(days[place] - target)
        better = (number[place] == number) & (away <= least)
        found, least = np.where(better, place, found), np.where(better, away, least)
    return found


def moving(region: str) -> list[Event]:
    """The feasts of the region whose day differs from year to year."""
    return [each for each in events().values() if each.moves and each.region == region]


def feasts(middle: Days, of: list[Event]) -> Feast:
    """The feast of each point, by the middle of what it speaks of."""
    which = np.full(len(middle), -1)
    away, back = np.full(len(middle), np.inf), np.full(len(middle), np.nan)
    if not len(middle):
        return Feast(which, away, back)
    years = range(*(1970 + int(end // 365.2425) + more for end, more in ((middle.min(), -1), (middle.max(), 3))))
    for place, event in enumerate(of):
        for year in years:
            day, before = event.day(year), event.day(year - 1)
            if day is None or before is None:
                continue
            distance = middle - _number(day)
            nearer = (distance >= -event.before) & (distance < event.after + 1) & (np.abs(distance) < np.abs(away))
            which[nearer], away[nearer], back[nearer] = place, distance[nearer], (day - before).days
    return Feast(which, away, back)


def _number(day: date) -> int:
    """Days since 1970."""
    return (day - date(1970, 1, 1)).days
