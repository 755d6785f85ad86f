"""calendar: the events of the shopping calendar between two days, as far as the store has anything beside them."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

from tracker.analysis.given import choice
from tracker.analysis.shopping import REGIONS, Event, events
from tracker.store import questions

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pyarrow import Table

    from tracker.store.questions import Given


def answer(gathered: Table, given: Given) -> Mapping[str, list[Any]]:
    """The columns of the question's head. What is gathered is one row: the first and last day that are asked for, the
    reference day, platform and region; none for an empty store."""
    if given.get("region") is not None:
        choice(given, "region", REGIONS)
    rows: list[dict[str, Any]] = []
    for asked in gathered.to_pylist():
        found = [
            (day, event)
            for event in events().values()
            if _fits(event, asked["platform"], asked["region"])
            for year in range(asked["since"].year, asked["until"].year + 1)
            if (day := event.day(year)) and asked["since"] <= day <= asked["until"]
        ]
        found.sort(key=lambda each: (each[0], each[1].slug))
        coming: dict[str, date] = {}
        for day, event in found:
            if day >= asked["reference"]:
                coming.setdefault(event.slug, day)
        rows = [_row(event, day, asked["reference"], coming.get(event.slug)) for day, event in found]
    return {each.name: [row[each.name] for row in rows] for each in questions.get("calendar").columns}


def _fits(event: Event, platform: str | None, region: str | None) -> bool:
    held = platform is None or not event.platforms or platform in event.platforms
    return held and region in {None, event.region}


def _row(event: Event, day: date, reference: date, coming: date | None) -> dict[str, Any]:
    return {
        "event": event.slug,
        "label_en": event.labels["en"],
        "label_zh": event.labels["zh"],
        "region": event.region,
        "platforms": " ".join(event.platforms) or None,
        "day": day,
        "since": day - timedelta(days=event.before),
        "until": day + timedelta(days=event.after + 1),
        "days_to": (day - reference).days,
        "is_next": day == coming,
        "moves": event.moves,
        "rule": event.rule,
        "confidence": event.confidence,
        "source": event.source,
    }
