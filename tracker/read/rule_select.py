"""Selectors for a rule: steps of tag and class names that stay when a site is built anew, as CSS and as a test of an
outline's elements."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.read.rule_outline import TEXT, Node, Outline

_STATES = re.compile(
    r"(?:is-|has-|js-)?(?:active|selected|current|hover(?:ed)?|focus(?:ed)?|visited|disabled|open(?:ed)?|first|last|odd|"
    r"even|loaded|lazy\w*|visible|hidden|clearfix|clear)"
)
"""Names that say how an element is at the moment, not what it is."""

_MADE = (
    re.compile(r"(_.+_)[a-z0-9]{5}_\d+"),
    re.compile(r"(.+--)[\w-]*[A-Z\d_][\w-]*"),
    re.compile(r"()(?:sc|jsx|css|emotion)-\w+"),
)
"""Names as build tools make them: what the first group holds is the author's."""

_PIECE = re.compile(r"[A-Za-z0-9]+|[^A-Za-z0-9]+")
_NAME = re.compile(r"-?[A-Za-z_\u0080-\U0010ffff][\w\u0080-\U0010ffff-]*")
_ID = re.compile(r"[A-Za-z][A-Za-z_-]{2,40}")
_LEAST_PREFIX = 4
"""Characters of a beginning that tells anything."""


class Step(NamedTuple):
    """One step of a selector: a tag, names of classes that an element has, and beginnings of such names. `nth`: its
    number among the elements of its parent, null where that doesn't matter. `id`: its id, empty for any."""

    tag: str
    classes: tuple[str, ...] = ()
    beginnings: tuple[str, ...] = ()
    nth: int | None = None
    id: str = ""

    def fits(self, node: Node) -> bool:
        """Whether an element is one of these."""
        if node.tag != self.tag or (self.nth is not None and node.nth != self.nth):
            return False
        if self.id and node.id != self.id:
            return False
        whole = " ".join(node.classes)
        return set(self.classes) <= set(node.classes) and all(each in whole for each in self.beginnings)

    def css(self) -> str:
        """The step as CSS."""
        names = "".join(f".{each}" for each in self.classes)
        parts = "".join(f'[class*="{each}"]' for each in self.beginnings)
        id_ = f"#{self.id}" if self.id else ""
        return f"{self.tag}{id_}{names}{parts}" + ("" if self.nth is None else f":nth-child({self.nth})")


Steps = tuple[Step, ...]
"""Steps from the outside in, each a child of the one before."""


def css(steps: Steps) -> str:
    """The steps as CSS; none are the row itself."""
    return " > ".join(step.css() for step in steps)


def named(node: Node) -> Step:
    """The step that tells an element by its tag and all names that stay."""
    classes, beginnings = [], []
    for name in node.classes:
        if _STATES.fullmatch(name) or not _NAME.fullmatch(name):
            continue
        kept = stable(name)
        if kept == name:
            classes.append(name)
        elif kept:
            beginnings.append(kept)
    return Step(node.tag, tuple(classes), tuple(beginnings))


def unique(node: Node) -> Step:
    """The step of an element by its id, where that is a word and no number; else as `named`."""
    return Step(node.tag, id=node.id) if _ID.fullmatch(node.id) else named(node)


def numbered(node: Node) -> Step:
    """The step that tells an element by its number alone."""
    return Step(node.tag, nth=node.nth)


def stable(name: str) -> str:
    """A class name up to where a hash begins: `_price_uqsva_14` is `_price_`, `card` stays, `css-1q2w3e` is nothing."""
    for made in _MADE:
        if (match := made.fullmatch(name)) is not None:
            return match[1] if len(match[1].strip("_-")) >= _LEAST_PREFIX else ""
    kept = ""
    pieces = _PIECE.findall(name)
    for place, piece in enumerate(pieces):
        if piece[0].isalnum() and _is_hash(piece, last=place == len(pieces) - 1, first=not kept.strip("_-")):
            return kept if len(kept.strip("_-")) >= _LEAST_PREFIX else ""
        kept += piece
    return kept


def _is_hash(piece: str, *, last: bool, first: bool) -> bool:
    """Whether a piece of a name looks made by a machine: letters mixed with figures, or letters that are no word."""
    if piece.isdigit():
        return not first
    if re.search(r"\d", piece) and re.search(r"[A-Za-z]", piece):
        return len(piece) >= 5
    if len(piece) < 5 or first:
        return False
    mixed = re.search(r"[a-z][A-Z]", piece) and not re.fullmatch(r"[A-Za-z]?[a-z]+(?:[A-Z][a-z]+)+", piece)
    return (
        bool(mixed) or not re.search(r"[aeiouyAEIOUY]", piece) or bool(re.search(r"[bcdfghjklmnpqrstvwxz]{5}", piece))
    )


def matches(seen: Outline, steps: Steps, scope: int | None) -> Iterator[Node]:
    """The elements inside another one, or on the whole page, that the steps find, in the order of the page."""
    within = seen.nodes if scope is None else seen.inside(scope)
    for node in within:
        if node.tag != TEXT and _fits(seen, node, steps):
            yield node


def first(seen: Outline, steps: Steps, scope: int) -> Node | None:
    """What the steps find first inside a row; with no steps the row itself."""
    return next(matches(seen, steps, scope), None) if steps else seen.nodes[scope - 1]


def _fits(seen: Outline, node: Node, steps: Sequence[Step]) -> bool:
    each: Node | None = node
    for step in reversed(steps):
        if each is None or not step.fits(each):
            return False
        each = seen.nodes[each.parent - 1] if each.parent else None
    return True
