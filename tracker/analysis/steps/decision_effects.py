"""decision-effects: the two sides of each decision, measure by measure, and what may be said of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from tracker.analysis import before_after as ba
from tracker.analysis.bounds import Bounds
from tracker.analysis.columns import groups, moments, numbers
from tracker.analysis.counters import DAY, Moments
from tracker.analysis.daily_means import counters_interval, ratio_interval
from tracker.analysis.given import whole
from tracker.analysis.shopping import met
from tracker.normalise.reference import counter
from tracker.store import questions
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Table

ALWAYS = ("units", "price", "reviews")
"""Measures of which every decision has a row."""

OWN = ("own-units", "own-orders")

COUNTERS = ("units", "reviews")

_TOLD = ("decision_id", "platform", "listing_key", "category", "shop_key", "shop_name", "title", "kind", "changed_at",
         "days")  # fmt: skip


@dataclass(frozen=True, slots=True)
class Readings:
    """The readings of one series: its name (kind of counter, currency, list or shop), and where each is told."""

    name: str
    at: Moments
    value: Bounds
    documents: list[str]
    source_rows: list[int]


@dataclass(frozen=True, slots=True)
class Found:
    """What a series says of a decision. `window`: of counters, its days. `needed`: days to observe since the change."""

    series: Readings | None
    before: ba.Side
    after: ba.Side
    needed: int
    interval: ba.Interval = ba.NONE
    window: int | None = None
    confidence: str | None = None
    reason: str | None = None


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """The columns of decision-effects. Gathered: of each decision a row without a reading, then its readings by
    measure, series and time."""
    whole(given, "days", 14, 3, 90)
    rows = [row for decision in _decisions(gathered) for row in decision]
    return {each.name: [row[each.name] for row in rows] for each in questions.get("decision-effects").columns}


def _decisions(gathered: Table) -> list[list[dict[str, Any]]]:
    measures, names = (gathered.column(name).to_pylist() for name in ("measure", "series"))
    at, low, high = moments(gathered, "at"), numbers(gathered, "low"), numbers(gathered, "high")
    documents, source_rows = (gathered.column(name).to_pylist() for name in ("document", "source_row"))
    found = []
    for places in groups(gathered.column("decision_id").to_pylist()):
        head = gathered.slice(int(places[0]), 1).to_pylist()[0]
        series: dict[str, list[Readings]] = {}
        for rows in groups([(measures[place], names[place]) for place in places[1:]]):
            own = places[1:][rows]
            series.setdefault(measures[own[0]], []).append(
                Readings(
                    names[own[0]],
                    at[own],
                    Bounds(low[own], high[own]),
                    [documents[place] for place in own],
                    [source_rows[place] for place in own],
                )
            )
        wanted = [*ALWAYS, *(name for name in ("position", *OWN) if name in series)]
        found.append([_row(head, measure, _effect(head, measure, series.get(measure, []))) for measure in wanted])
    return found


def _effect(head: dict[str, Any], measure: str, series: list[Readings]) -> Found:
    """What the measure's best series says: known on both sides, else before, else the one with most readings."""
    of = ba.change(head["changed_at"], head["changed_by"], head["days"])
    if measure == "price" and len(series) > 1:
        return Found(None, ba.Side(), ba.Side(), of.days, reason="mixed-currency")
    told = [_told(head["platform"], measure, each, of) for each in series]
    best = max(told, key=_strength, default=Found(None, ba.Side(), ba.Side(), of.days))
    if measure in COUNTERS and best.before.is_known and best.after.is_known:
        best = replace(best, interval=_chance(best.before, best.after))
    return replace(best, reason=best.reason or best.before.reason or best.after.reason)


def _chance(before: ba.Side, after: ba.Side) -> ba.Interval:
    first, second = ((side.value[0] * side.days, side.value[1] * side.days) for side in (before, after))
    return counters_interval(first, second, (before.days, after.days))


def _strength(found: Found) -> tuple[bool, bool, int]:
    return found.before.is_known and found.after.is_known, found.before.is_known, _count(found.series)


def _count(series: Readings | None) -> int:
    return len(series.at) if series else 0


def _told(platform: str, measure: str, series: Readings, of: ba.Change) -> Found:
    if measure == "units":
        return _units(platform, series, of)
    if measure == "reviews":
        return Found(series, *ba.rises(series.at, series.value, of, "reviews-fell"), of.days)
    if measure in OWN:
        return _own(series, of)
    return Found(series, *ba.levels(series.at, series.value.low, of), of.days)


def _units(platform: str, series: Readings, of: ba.Change) -> Found:
    known = counter(series.name, platform)
    if known is None:
        return Found(series, ba.Side(), ba.Side(), of.days, reason="window-unknown")
    if known.days:
        sides = ba.windows(series.at, series.value, of, known.days)
    else:
        sides = ba.rises(series.at, series.value, of, "counter-fell")
    return Found(series, *sides, max(of.days, known.days), window=known.days, confidence=known.confidence)


def _own(series: Readings, of: ba.Change) -> Found:
    """Daily means; the day of the change is on neither side. A side needs half its days, and three. The interval is of
    days that are told exactly."""
    day = of.begin.astype("datetime64[D]").astype("datetime64[us]")
    left, right = (
        np.flatnonzero((series.at >= since) & (series.at < since + of.days * DAY))
        for since in (day - of.days * DAY, day + DAY)
    )
    before, after = _days(series, left, of.days), _days(series, right, of.days)
    counts, both = series.value.low, np.concatenate([left, right])
    is_known = before.is_known and after.is_known and not np.isinf(series.value.high[both]).any()
    interval = ratio_interval(counts[left], counts[right]) if is_known else ba.NONE
    return Found(series, before, after, of.days, interval)


def _days(series: Readings, places: Any, days: int) -> ba.Side:
    if len(places) < max(3, days / 2):
        return ba.Side(reason="too-few" if len(places) else None)
    since, until = series.at[places[0]], series.at[places[-1]] + DAY
    value = float(series.value.low[places].mean()), float(series.value.high[places].mean())
    return ba.Side(value, since, until, float(len(places)), int(places[-1]))


def _row(head: dict[str, Any], measure: str, found: Found) -> dict[str, Any]:
    before, after, series = found.before, found.after, found.series
    ratio = ba.ratio(before.value, after.value)
    since = min(_at(before.since, head["changed_at"]), head["changed_at"] - timedelta(days=head["days"]))
    until = max(_at(after.until, head["changed_by"]), head["changed_by"] + timedelta(days=head["days"]))
    others = head["shop_others" if measure in OWN else "others"] or []
    reason, verdict = found.reason, _verdict(head, measure, found)
    if before.is_known and after.is_known and before.value[1] == 0:
        reason = "zero-before"
    elif verdict == "open" and (before.value[1] < after.value[0] or after.value[1] < before.value[0]):
        reason = "chance"
    name = series.name if series else None
    return {each: head[each] for each in _TOLD} | {
        "measure": measure,
        "verdict": verdict,
        "before_low": before.value[0],
        "before_high": _stored(before.value[1]),
        "after_low": after.value[0],
        "after_high": _stored(after.value[1]),
        "ratio_low": ratio[0],
        "ratio_high": _stored(ratio[1]),
        "interval_low": found.interval[0],
        "interval_high": _stored(found.interval[1]),
        "unit": {"price": name or None, "position": "place"}.get(measure, "per-day"),
        "sold_kind": name if measure == "units" else None,
        "window_days": found.window,
        "confidence": found.confidence,
        "list_name": (name or None) if measure == "position" else None,
        "before_since": before.since,
        "before_until": before.until,
        "after_since": after.since,
        "after_until": after.until,
        "days_before": before.days,
        "days_after": after.days,
        "confounded_count": sum(since <= each <= until for each in others),
        "events": " ".join(met(head["platform"], since.date(), until.date())) or None,
        "reason": reason,
        "document_before": series.documents[before.last] if series and before.last is not None else None,
        "source_row_before": series.source_rows[before.last] if series and before.last is not None else None,
        "document": series.documents[after.last] if series and after.last is not None else None,
        "source_row": series.source_rows[after.last] if series and after.last is not None else None,
    }  # fmt: skip


def _verdict(head: dict[str, Any], measure: str, found: Found) -> str:
    newest = head["own_newest_at" if measure in OWN else "newest_at"]
    if not found.before.is_known:
        return "no-baseline"
    if newest is None or newest < head["changed_by"] + timedelta(days=found.needed):
        return "too-early"
    if not found.after.is_known:
        return "not-observed"
    words = {"price": ("higher", "lower"), "position": ("worse", "better")}.get(measure, ("better", "worse"))
    verdict = ba.compared(found.before.value, found.after.value, more=words[0], less=words[1])
    return "open" if _is_chance(found) and verdict != "same" else verdict


def _is_chance(found: Found) -> bool:
    """Whether chance alone may explain the difference; not known to, where there is no interval."""
    return found.interval[0] <= 1 <= found.interval[1]


def _at(moment: np.datetime64, otherwise: datetime) -> datetime:
    return otherwise if np.isnat(moment) else moment.astype("datetime64[us]").item()


def _stored(high: float) -> float:
    """A high end as an answer tells it: open (inf) as null."""
    return np.nan if np.isinf(high) else high
