"""A page as an outline in which a person marks title, price and the like; tracker.read.rules learns a rule from that.

`outline` opens the page in the confined child; all else is pure.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from tracker.errors import DocumentRefused, InputError
from tracker.model import Document, Left
from tracker.read import page
from tracker.read.page_layouts import host_of

TEXT = "#text"
_SHOWN_PLACES = 5


@dataclass(frozen=True, slots=True)
class Node:
    """An element, or a text (`tag` #text) inside one. `parent`: its place, 0 for none; `nth`: its number among the
    elements of its parent, from 1; `depth`: elements around it."""

    place: int
    parent: int
    depth: int
    tag: str
    id: str
    classes: tuple[str, ...]
    nth: int
    text: str
    href: str


@dataclass(frozen=True)
class Outline:
    """A page to mark in: plain texts in the order of the page, each cut to 120 characters, and the elements around
    them. `nodes[n - 1]` has place n. `url` null: the page doesn't say where it came from."""

    document: str
    url: str | None
    title: str | None
    nodes: tuple[Node, ...]

    @property
    def host(self) -> str | None:
        """The host of `url` without www."""
        return host_of(self.url)

    def shown(self) -> list[tuple[Node, str]]:
        """What a person sees to mark: each text with the path of the element that holds it."""
        return [(node, self.path(node.parent)) for node in self.nodes if node.tag == TEXT]

    def path(self, place: int) -> str:
        """The CSS path of an element from the body down: the same each time for the same file."""
        steps = [f"{each.tag}:nth-child({each.nth})" for each in self.around(place)]
        return " > ".join(["body", *reversed(steps)])

    def around(self, place: int) -> Iterator[Node]:
        """The element and those around it, from the inside out."""
        while place:
            yield self.nodes[place - 1]
            place = self.nodes[place - 1].parent

    def whole(self, place: int) -> str:
        """All text of an element, its pieces put together."""
        return "".join(node.text for node in self.inside(place) if node.tag == TEXT)

    def inside(self, place: int) -> Iterator[Node]:
        """What is in an element, in the order of the page; the element itself is not."""
        depth = self.nodes[place - 1].depth
        for index in range(place, len(self.nodes)):
            if self.nodes[index].depth <= depth:
                return
            yield self.nodes[index]

    @cached_property
    def by_path(self) -> dict[str, int]:
        """Path to place, of all elements."""
        return {self.path(node.place): node.place for node in self.nodes if node.tag != TEXT}


def outline(document: Document, folder: Path, *, url: str | None = None) -> Outline:
    """The page to mark in. Raises DocumentRefused page-unreadable, page-too-large, page-empty-shell."""
    for table in page.hand_over(document, folder, "outline", url=url):
        if not isinstance(table, Left):
            with table.path.open(encoding="utf-8", newline="") as file:
                _, *rows = [cells for _, _, *cells in csv.reader(file, strict=True)]
            if rows:
                return Outline(document.name, table.said.url, table.said.title, _nodes(rows))
    raise DocumentRefused("page-empty-shell", document=document.name, platform=None)


def find(seen: Outline, text: str) -> str:
    """The path of the one element whose whole text is `text`, or that has this path already; of elements around one
    another the innermost. A part of a text will do where no whole one fits and it stands in one element only.

    Raises InputError mark-absent (text, document), mark-several (text, document, count, places).
    """
    if text in seen.by_path:
        return text
    wanted = _bare(text)
    bare = {node.place: _bare(seen.whole(node.place)) for node in seen.nodes if node.tag != TEXT}
    for found in (
        {place for place, own in bare.items() if own == wanted},
        {place for place, own in bare.items() if wanted in own},
    ):
        around = {each.place for place in found for each in seen.around(seen.nodes[place - 1].parent)}
        inner = sorted(found - around)
        if wanted and len(inner) == 1:
            return seen.path(inner[0])
        if wanted and inner:
            shown = "; ".join(seen.path(place) for place in inner[:_SHOWN_PLACES])
            raise InputError("mark-several", text=text, document=seen.document, count=len(inner), places=shown)
    raise InputError("mark-absent", text=text, document=seen.document)


def _bare(text: str) -> str:
    return "".join(text.split())


def _nodes(rows: list[list[str]]) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for place, parent, tag, id_, classes, nth, text, href in rows:
        above = int(parent or 0)
        depth = nodes[above - 1].depth + 1 if above else 1
        nodes.append(Node(int(place), above, depth, tag, id_, tuple(classes.split()), int(nth or 0), text, href))
    return tuple(nodes)
