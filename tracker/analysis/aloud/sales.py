"""Sales, revenue and concentration, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.analysis.aloud import Sentence
from tracker.analysis.words import bound, moment, number
from tracker.i18n import N_
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given

QUESTIONS = (
    N_("What can have been sold of each listing between one look at its counter and the next?"),
    N_("How many units a day does each listing sell, as narrowly as its counter tells?"),
)
"""What this theme's questions answer, as their heads say it."""

Row = Mapping[str, Any]


def _listings(rows: Iterable[Row]) -> str:
    """How many listings the rows speak of."""
    return number(len({(row["platform"], row["listing_key"]) for row in rows}))


def _why_not(rows: Iterable[Row]) -> str:
    """How many rows have no number, reason by reason; '' where all have one."""
    words = {
        "counter-fell": _("{count} because the counter fell"),
        "window-unknown": _("{count} because nobody knows what the counter covers"),
        "no-counter": _("{count} because no counter was shown"),
        "too-few": _("{count} because it was read once"),
        "never-crossed": _("{count} because no step of the counter was crossed"),
        "crossed-once": _("{count} because only one step of the counter was crossed"),
    }
    counts = Counter(row["reason"] for row in rows if row["reason"] is not None)
    if not counts:
        return ""
    parts = [words[reason].format(count=number(counts[reason])) for reason in words if counts[reason]]
    return _("Not computed: {parts}.").format(parts=_("; ").join(parts))


def sales_periods(answer: Answer, given: Given) -> str:
    """How many periods are bounded, how many of them exactly, why others aren't; of one listing, its newest bounds."""
    rows = answer.records()
    known = [row for row in rows if row["reason"] is None]
    exact = sum(row["units_low"] == row["units_high"] for row in known)
    said = [
        _("{known} periods of {count} listings tell what can have been sold, {exact} of them exactly.").format(
            known=number(len(known)), count=_listings(known), exact=number(exact)
        ),
        _why_not(rows),
    ]
    if known and len({(row["platform"], row["listing_key"], row["sold_kind"]) for row in known}) == 1:
        newest = known[-1]
        said.append(
            _("The newest: {units} units from {since} to {until}.").format(
                units=bound(newest["units_low"], newest["units_high"]),
                since=moment(newest["since"]),
                until=moment(newest["until"]),
            )
        )
    return " ".join(each for each in said if each)


def sales_rate(answer: Answer, given: Given) -> str:
    """How many listings have a rate, and the fastest by its low end; why others have none."""
    rows = answer.records()
    known = [row for row in rows if row["reason"] is None]
    said = [_("{known} of {rows} counters tell a rate.").format(known=number(len(known)), rows=number(len(rows)))]
    if known:
        fastest = max(known, key=lambda row: row["rate_low"])
        said.append(
            _("The fastest surely sells {rate} units a day: {title} ({platform}).").format(
                rate=bound(round(fastest["rate_low"], 2), _rounded(fastest["rate_high"])),
                title=fastest["title"] or fastest["listing_key"],
                platform=fastest["platform"],
            )
        )
    return " ".join(each for each in (*said, _why_not(rows)) if each)


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


SENTENCES: dict[str, Sentence] = {
    "sales-periods": sales_periods,
    "sales-rate": sales_rate,
}
