"""The shopping calendar: events of tracker/reference/calendar.toml, and the days they fall on."""

from __future__ import annotations

import functools
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from tracker.normalise.reference import platforms
from tracker.normalise.words import load

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

REGIONS = ("CN", "US", "SEA")

RULES = ("fixed", "nth", "offset", "dates")


@dataclass(frozen=True, slots=True)
class Event:
    """One event of the calendar. `rule`: how its day is told, one of RULES, with `said` as the file says it. `before`
    and `after`: days around it in which demand typically differs. `platforms`: that hold it; empty: all of its region.
    `confidence`: of the day, A to C."""

    slug: str
    labels: dict[str, str]
    region: str
    platforms: tuple[str, ...]
    rule: str
    said: Any
    before: int
    after: int
    source: str
    confidence: str

    @property
    def moves(self) -> bool:
        """Whether its day differs from year to year."""
        return self.rule != "fixed"

    def day(self, year: int) -> date | None:
        """The day in that year; null where it isn't listed."""
        if self.rule == "fixed":
            return date.fromisoformat(f"{year}-{self.said}")
        if self.rule == "nth":
            return _nth(year, **self.said)
        if self.rule == "offset":
            other = events()[self.said["event"]].day(year)
            return other and other + timedelta(days=self.said["days"])
        return next((day for day in map(date.fromisoformat, self.said) if day.year == year), None)


@functools.cache
def events() -> dict[str, Event]:
    """All events by slug, in the order of the file."""
    return {slug: _event(slug, row) for slug, row in load("calendar").items()}


def _event(slug: str, row: dict[str, Any]) -> Event:
    [rule] = [each for each in RULES if each in row]
    return Event(
        slug=slug,
        labels={"en": row["en"], "zh": row["zh"]},
        region=row["region"],
        platforms=tuple(row["platforms"]),
        rule=rule,
        said=row[rule],
        before=row["before"],
        after=row["after"],
        source=row["source"],
        confidence=row["confidence"],
    )


def _nth(year: int, *, month: int, weekday: str, nth: int, plus: int) -> date:
    """The nth weekday of the month, and so many days after it."""
    first = date(year, month, 1)
    ahead = (WEEKDAYS.index(weekday) - first.weekday()) % 7
    return first + timedelta(days=ahead + 7 * (nth - 1) + plus)


def met(platform: str, since: date, until: date) -> list[str]:
    """The events whose days of other demand meet the days from `since` to `until`, both in, by the day they fall on.

    Of a platform that sells in yuan alone, those of China; of another, those of every region. An event that named
    platforms hold is told of these alone.
    """
    known = platforms().get(platform)
    region = "CN" if known and known.currency == "CNY" else None
    found = []
    for event in events().values():
        if (event.platforms and platform not in event.platforms) or region not in {None, event.region}:
            continue
        for year in range(since.year - 1, until.year + 2):
            day = event.day(year)
            if day and day - timedelta(days=event.before) <= until and day + timedelta(days=event.after) >= since:
                found.append((day, event.slug))
    return list(dict.fromkeys(slug for _, slug in sorted(found)))
