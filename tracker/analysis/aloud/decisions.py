"""What a user changed, and what came of it, in words."""

from __future__ import annotations

from typing import Any

from tracker.analysis import shopping
from tracker.analysis.aloud import Sentence
from tracker.analysis.aloud.names import joined, platform
from tracker.analysis.words import bound, moment, number
from tracker.i18n import N_, language
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given

QUESTIONS = (
    N_("What did we change on our listings, and what was seen of each just before and just after?"),
    N_("How did sales, price, reviews and place of a listing stand before and after we changed it?"),
)
"""What this theme's questions answer, as their heads say it."""


def decisions(answer: Answer, given: Given) -> str:
    """Of one decision what was seen before and after it; of several, how many the observations show."""
    rows = answer.records()
    if len(rows) == 1:
        return joined((_made(rows[0]), _seen(rows[0])))
    text = _("{count} decisions on {listings} listings, from {first} to {last}.")
    parts = [
        text.format(
            count=number(len(rows)),
            listings=number(len({(row["platform"], row["listing_key"]) for row in rows})),
            first=moment(min(row["changed_at"] for row in rows)),
            last=moment(max(row["changed_at"] for row in rows)),
        )
    ]
    told = (
        ("seen", _("Seen in the observations: {count}.")),
        ("not-yet", _("Nobody looked since: {count}.")),
        ("unchanged", _("Looked at since, and shown as before: {count}.")),
        ("no-baseline", _("Not seen before the change: {count}.")),
    )
    for state, words in told:
        count = sum(row["seen"] == state for row in rows)
        parts += [words.format(count=number(count))] if count else []
    return joined(parts)


def _made(row: dict[str, Any]) -> str:
    words = {
        "title": _("On {day} the title of {listing} was changed."),
        "price": _("On {day} the price of {listing} was changed."),
    }
    text = words.get(row["kind"], _("On {day} something else of {listing} was changed."))
    return text.format(day=moment(row["changed_at"]), listing=called(row))


def _seen(row: dict[str, Any]) -> str:
    if row["seen"] == "not-compared":
        return ""
    texts = {
        "seen": _("Last seen before: {before} ({before_at}); the first look that shows another, on {at}: {after}."),
        "not-yet": _("Last seen before: {before} ({before_at}); nobody looked since."),
        "unchanged": _("Last seen before: {before} ({before_at}); looked at since, on {at}, it was the same."),
        "no-baseline": _("Nobody had seen it before the change."),
    }
    if row["kind"] == "price":
        before, after = (_price(row, *names) for names in (("before", "currency_before"), ("after", "currency")))
    else:
        before, after = row["title_before"], row["title_after"]
    if row["seen"] == "seen" and row["seen_at"] != row[f"{row['kind']}_after_at"]:
        # The look that first shows the change isn't the first after it: its own value stands in its row alone.
        texts["seen"] = _("Last seen before: {before} ({before_at}); a look on {at} is the first that shows another.")
    return texts[row["seen"]].format(
        before=before,
        after=after,
        before_at=moment(row[f"{row['kind']}_before_at"]),
        at=moment(row["seen_at"] or row[f"{row['kind']}_after_at"]),
    )


def _price(row: dict[str, Any], side: str, currency: str) -> str:
    amount = bound(row[f"price_{side}_low"], row[f"price_{side}_high"])
    return " ".join(each for each in (amount, row[currency]) if each)


def called(row: dict[str, Any]) -> str:
    """The listing of a row by its title, else by its platform and id."""
    if row["title"]:
        return _("“{title}”").format(title=row["title"])
    return f"{platform(row['platform'])} {row['listing_key']}"


def effects(answer: Answer, given: Given) -> str:
    """Of one decision each measure before and after; of several, how many of each verdict for the units sold."""
    rows = answer.records()
    if len({row["decision_id"] for row in rows}) == 1:
        return _one(rows)
    units = [row for row in rows if row["measure"] == "units"]
    text = _("{count} decisions, {days} days before and after each. Units a day, by the listing's sold counter:")
    counted = [(words, sum(row["verdict"] == verdict for row in units)) for verdict, words in verdicts().items()]
    told = _(", ").join(
        _("{verdict} {count}").format(verdict=words, count=number(count)) for words, count in counted if count
    )
    head = text.format(count=number(len(units)), days=number(rows[0]["days"]))
    return joined((head, _("{told}.").format(told=told), _caution()))


def _one(rows: list[dict[str, Any]]) -> str:
    head = _("{listing}, changed on {day}, {days} days before and after.").format(
        listing=called(rows[0]), day=moment(rows[0]["changed_at"]), days=number(rows[0]["days"])
    )
    parts = [head, *map(_measured, rows)]
    events = list(dict.fromkeys(slug for row in rows for slug in (row["events"] or "").split()))
    if events:
        names = [shopping.events()[slug].labels[language()] for slug in events]
        parts.append(_("In this time: {events}.").format(events=_(", ").join(names)))
    others = max(row["confounded_count"] for row in rows)
    if others:
        parts.append(_("Other decisions in this time: {count}.").format(count=number(others)))
    return joined((*parts, _caution()))


def _measured(row: dict[str, Any]) -> str:
    """One measure before and after; a side without a value is left out, and the verdict says why."""
    facts = {
        "measure": _measures()[row["measure"]],
        "before": _value(row, "before"),
        "after": _value(row, "after"),
        "verdict": verdicts()[row["verdict"]],
    }
    ratio = bound(_short(row["ratio_low"]), _short(row["ratio_high"]))
    if row["verdict"] == "no-baseline" or not facts["before"]:
        return _("{measure}: {verdict}.").format(**facts)
    if not facts["after"]:
        return _("{measure}: {before} before; {verdict}.").format(**facts)
    if not ratio:
        return _("{measure}: {before} before, {after} after; {verdict}.").format(**facts)
    if row["interval_low"] is not None:
        span = bound(_short(row["interval_low"]), _short(row["interval_high"]))
        text = _("{measure}: {before} before, {after} after, {ratio} times (95% interval {span}); {verdict}.")
        return text.format(**facts, ratio=ratio, span=span)
    return _("{measure}: {before} before, {after} after, {ratio} times; {verdict}.").format(**facts, ratio=ratio)


def _value(row: dict[str, Any], side: str) -> str:
    return bound(_short(row[f"{side}_low"]), _short(row[f"{side}_high"]))


def _short(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _measures() -> dict[str, str]:
    return {
        "units": _("Units a day"),
        "price": _("Price"),
        "reviews": _("Reviews a day"),
        "position": _("Place in the list"),
        "own-units": _("The shop's units a day"),
        "own-orders": _("The shop's orders a day"),
    }


def verdicts() -> dict[str, str]:
    """What each verdict of `decision-effects` is called."""
    return {
        "better": _("better"),
        "worse": _("worse"),
        "higher": _("higher"),
        "lower": _("lower"),
        "same": _("the same"),
        "open": _("open, for the ranges overlap"),
        "too-early": _("too early to compare"),
        "no-baseline": _("nothing to compare with before"),
        "not-observed": _("nothing observed after"),
    }


def _caution() -> str:
    return _("This is before and after, not because: other things may have changed, too.")


SENTENCES: dict[str, Sentence] = {"decisions": decisions, "decision-effects": effects}
