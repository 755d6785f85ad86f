"""Products of our own grouping, in words."""

from __future__ import annotations

from tracker.analysis.aloud import Sentence
from tracker.analysis.words import number
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given


def products(answer: Answer, given: Given) -> str:
    """How many products with how many listings, and of how many the price is known."""
    rows = [row for row in answer.records() if row["listing_key"] is not None]
    return _("{products} products hold {count} listings; the price of {priced} of them was seen.").format(
        products=number(len({row["product"] for row in answer.records()})),
        count=number(len(rows)),
        priced=number(sum(row["reason"] is None for row in rows)),
    )


SENTENCES: dict[str, Sentence] = {"products": products}
