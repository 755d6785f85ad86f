"""A page as lines of plain text to mark in: an element a line, with its path. No streamlit, and never HTML."""

from __future__ import annotations

import re
from itertools import islice
from typing import NamedTuple

from tracker.read.rule_outline import TEXT, Outline

MOST = 5000
"""Lines of a page that can be marked."""

_PIECES = 6
_AMOUNT = re.compile(r"\D{0,6}\d[\d.,]*\D{0,3}")
_INLINE = frozenset({"b", "bdi", "bdo", "del", "em", "font", "i", "s", "small", "span", "strong", "sub", "sup", "u"})


class Line(NamedTuple):
    """What one element says; `path` names the element."""

    path: str
    text: str


def lines(seen: Outline) -> list[Line]:
    """Every element with a text of its own, and those that put pieces together: `¥` and `129` of one price."""
    found = []
    for node in seen.nodes:
        if node.tag == TEXT:
            continue
        inside = list(islice(seen.inside(node.place), 2 * _PIECES + 1))
        pieces = [each for each in inside if each.tag == TEXT]
        if not pieces or len(inside) > 2 * _PIECES:
            continue
        whole = " ".join("".join(each.text for each in pieces).split())
        is_joined = len(pieces) > 1 and bool(
            _AMOUNT.fullmatch(whole) or all(each.tag in _INLINE for each in inside if each.tag != TEXT)
        )
        if whole and (is_joined or any(each.parent == node.place for each in pieces)):
            found.append(Line(seen.path(node.place), whole))
    return found[:MOST]


def holding(found: list[Line], wanted: str) -> list[Line]:
    """The lines that hold every word of `wanted`, whatever the case."""
    words = wanted.casefold().split()
    return [line for line in found if all(word in line.text.casefold() for word in words)]
