"""Amounts on a page that are no price of the thing but a part of it: so much a month, one of so many parts.
Used inside the child process alone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from itertools import islice

from tracker.read.page_layouts import traps
from tracker.read.page_open import Page
from tracker.read.page_pick import Fields

Told = tuple[str, dict[str, object]]
"""A code of tracker.messages and its facts."""

_PLAIN = re.compile(r"[^\d.]*(\d+(?:\.\d+)?)[^\d.]*")
_MOST_SHOWN = 500
"""Places of an amount that are looked at: it stands beside its words in the first of them, if anywhere."""

_NEAR = 40
"""Characters on both sides of an amount in which the words of a part of a price are looked for."""


def without_parts(rows: Iterable[Fields], page: Page) -> list[Told]:
    """Take the prices out of the rows that the page shows as parts of one; what is to be told of it."""
    told: list[Told] = []
    for row in rows:
        if is_part(row.get("price", ""), page.seen):
            told.append(("page-price-part", {"value": row.pop("price")}))
    return told


def is_part(price: str, seen: str) -> bool:
    """Whether the page shows the amount as so much a month, or one of so many parts."""
    amount = plain(price)
    if amount is None:
        return False
    before, after = traps()
    whole, _, fraction = f"{amount.normalize():f}".partition(".")
    grouped = r"[,.' ]?".join(re.findall(r"\d{1,3}(?=(?:\d{3})*$)", whole))
    cents = rf"[.,]{fraction}0*" if fraction else r"(?:[.,]0+)?"
    shown = re.finditer(rf"(?<![\d.,]){grouped}{cents}(?![\d]|[.,]\d)", seen)
    for match in islice(shown, _MOST_SHOWN):
        if after.match(seen[match.end() : match.end() + _NEAR]):
            return True
        if before.search(seen[max(0, match.start() - _NEAR) : match.start()]):
            return True
    return False


def plain(text: str) -> Decimal | None:
    """The amount of a text with one plain number, so that two can be compared; null for any other."""
    match = _PLAIN.fullmatch(text)
    try:
        return Decimal(match[1]) if match else None
    except InvalidOperation:
        return None
