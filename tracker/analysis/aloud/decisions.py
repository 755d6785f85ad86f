"""What a user changed, and what came of it, in words."""

from __future__ import annotations

from typing import Any

from tracker.analysis.aloud import Sentence
from tracker.analysis.aloud.names import joined, platform
from tracker.analysis.words import bound, moment, number
from tracker.i18n import N_
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


SENTENCES: dict[str, Sentence] = {"decisions": decisions}
