"""Prices and their index, in words."""

from __future__ import annotations

from typing import Any

from tracker.analysis.aloud import Sentence
from tracker.analysis.words import bound, moment, number
from tracker.i18n import N_
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given

QUESTIONS = (N_("What did each listing cost, what is its regular price, and when was it on promotion?"),)
"""What this theme's questions answer, as their heads say it."""


def _listings(records: list[dict[str, Any]]) -> str:
    """How many listings the rows speak of."""
    return number(len({(row["platform"], row["listing_key"]) for row in records}))


def price_history(answer: Answer, given: Given) -> str:
    """Over how many looks prices were seen, and how many of these were promotions, how deep."""
    rows = answer.records()
    said = _("{looks} looks at prices of {count} listings, from {first} to {last}.").format(
        looks=number(len(rows)),
        count=_listings(rows),
        first=moment(min(row["observed_at"] for row in rows)),
        last=moment(max(row["observed_at"] for row in rows)),
    )
    promoted = [row for row in rows if row["is_promotion"]]
    depths = [round(row["promotion_ratio"], 3) for row in promoted]
    if promoted:
        more = _("Of them {promoted} were promotions of {count} listings, {depth} below the regular price;").format(
            promoted=number(len(promoted)), count=_listings(promoted), depth=bound(min(depths), max(depths), "ratio")
        )
    else:
        more = _("None of them is known to be a promotion;")
    open_ = sum(row["is_promotion"] is None for row in rows)
    return f"{said} {more} " + _("of {count} it can't be told, and each says why.").format(count=number(open_))


SENTENCES: dict[str, Sentence] = {
    "price-history": price_history,
}
