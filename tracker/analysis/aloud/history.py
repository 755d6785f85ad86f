"""What was observed, in words: the questions that tell rows as they came in."""

from __future__ import annotations

from itertools import pairwise

from tracker.analysis.aloud import Sentence
from tracker.analysis.aloud.names import joined
from tracker.analysis.words import moment, number
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given


def _distinct(answer: Answer, *names: str) -> str:
    """How many different rows the answer has in these columns."""
    places = [answer.columns.index(name) for name in names]
    return number(len({tuple(row[place] for place in places) for row in answer.rows}))


def _ends(answer: Answer, first: str, last: str | None = None) -> dict[str, str]:
    """The earliest value of one column and the latest of another (or the same), as `first` and `last`."""
    low = [row[answer.columns.index(first)] for row in answer.rows]
    high = [row[answer.columns.index(last or first)] for row in answer.rows]
    return {"first": moment(min(low)), "last": moment(max(high))}


def listings(answer: Answer, given: Given) -> str:
    """How many listings, and when they were last seen."""
    return _("{count} listings are known; they were last seen between {first} and {last}.").format(
        count=_distinct(answer, "platform", "listing_key"), **_ends(answer, "observed_at")
    )


def listing_history(answer: Answer, given: Given) -> str:
    """How many observations of how many listings."""
    return _("{rows} observations of {count} listings, from {first} to {last}.").format(
        rows=number(len(answer.rows)),
        count=_distinct(answer, "platform", "listing_key"),
        **_ends(answer, "observed_at"),
    )


def looks(answer: Answer, given: Given) -> str:
    """On how many days anybody looked, and the longest time in which nobody did."""
    days = sorted({row[answer.columns.index("day")] for row in answer.rows})
    if len(days) == 1:
        return _("Somebody looked on one day, {day}.").format(day=moment(days[0]))
    told = _("Somebody looked on {count} days, from {first} to {last}.").format(
        count=number(len(days)), **_ends(answer, "day")
    )
    gap = max((later - day).days for day, later in pairwise(days))
    return joined((told, _("The longest time from one look to the next: {count} days.").format(count=number(gap))))


def shops(answer: Answer, given: Given) -> str:
    """How many shops, and how many of them were ranked."""
    ranked = sum(row[answer.columns.index("rank")] is not None for row in answer.rows)
    return _("{count} shops are known, last seen between {first} and {last}; {ranked} rows have a rank.").format(
        count=_distinct(answer, "platform", "shop_key"), ranked=number(ranked), **_ends(answer, "observed_at")
    )


def price_trend(answer: Answer, given: Given) -> str:
    """Over how many days prices were seen."""
    return _(
        "Asked prices were seen on {count} days, from {first} to {last}. Days between them were not observed."
    ).format(count=_distinct(answer, "day"), **_ends(answer, "day"))


def sales_trend(answer: Answer, given: Given) -> str:
    """Over how many days counters were seen."""
    return _(
        "Sold counters were seen on {count} days, from {first} to {last}. They are levels, not the sales of the day."
    ).format(count=_distinct(answer, "day"), **_ends(answer, "day"))


def keyword_readings(answer: Answer, given: Given) -> str:
    """How many readings of how many keywords and sources."""
    return _("{rows} readings of {count} keywords from {sources} sources, from {first} to {last}.").format(
        rows=number(len(answer.rows)),
        count=_distinct(answer, "keyword"),
        sources=_distinct(answer, "source"),
        **_ends(answer, "since"),
    )


def keyword_trend(answer: Answer, given: Given) -> str:
    """How many series, each in a unit of its own."""
    return _("{count} series, from {first} to {last}, each in the unit of its own source.").format(
        count=_distinct(answer, "source", "platform", "keyword", "metric", "unit", "region", "seed"),
        **_ends(answer, "since"),
    )


SENTENCES: dict[str, Sentence] = {
    "listings": listings,
    "listing-history": listing_history,
    "looks": looks,
    "shops": shops,
    "price-trend": price_trend,
    "sales-trend": sales_trend,
    "keyword-readings": keyword_readings,
    "keyword-trend": keyword_trend,
}
