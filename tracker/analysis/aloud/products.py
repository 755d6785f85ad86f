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


def suggestions(answer: Answer, given: Given) -> str:
    """How many pairs by which evidence; nothing is linked by itself."""
    rows = answer.records()
    exact = sum(row["relation"] == "exact" for row in rows)
    return _(
        "{count} suggestions for {listings} listings: {exact} of the same thing by barcode or model, {alike} "
        "comparable by title and pack. Nothing is linked until you say so: tracker product link."
    ).format(
        count=number(len(rows)),
        listings=number(len({(row["platform"], row["listing_key"]) for row in rows})),
        exact=number(exact),
        alike=number(len(rows) - exact),
    )


def unit_prices(answer: Answer, given: Given) -> str:
    """Of how many listings the unit price is known, and how many could be compared."""
    rows = answer.records()
    known = sum(row["unit_price"] is not None for row in rows)
    compared = sum((row["compared_count"] or 0) > 1 for row in rows)
    return _(
        "Of {count} listings {known} tell the size of their pack and one price; {compared} of them can be compared "
        "within a product. No size is guessed for the others."
    ).format(count=number(len(rows)), known=number(known), compared=number(compared))


SENTENCES: dict[str, Sentence] = {
    "products": products,
    "product-suggestions": suggestions,
    "unit-prices": unit_prices,
}
