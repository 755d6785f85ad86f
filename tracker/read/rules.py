"""Make a reader of pages from one example that the user marks: an outline to mark in, and the rule learned from it.

All is pure but `outline`, which opens the page in the confined child. A rule is kept by tracker.store.rules and used by
tracker.read.page.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import NamedTuple

from tracker.errors import DocumentRefused, InputError
from tracker.model import Document, Left, PageField, PageRule
from tracker.read import page
from tracker.read.page_layouts import host_of, platform_of
from tracker.read.rule_names import Step, stable_classes, stable_id

TEXT = "#text"
MARKABLE = (
    *("title", "price", "price_coupon", "price_list", "sold", "review_count", "rating", "availability"),
    *("promotion", "shop_name", "url", "position"),
)
"""Fields that may be marked; one of them must be the title, and one must be measured."""

MEASURES = ("price", "price_coupon", "price_list", "sold", "review_count", "rating", "availability")
_SHOWN_PLACES = 5
_LEAST_ROWS = 2


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
        return " > ".join(f"{each.tag}:nth-child({each.nth})" for each in reversed([*self.around(place)]))

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
        for node in islice(self.nodes, place, None):
            if node.depth <= depth:
                return
            yield node

    @cached_property
    def by_path(self) -> dict[str, int]:
        """Path to place, of all elements."""
        return {self.path(node.place): node.place for node in self.nodes if node.tag != TEXT}


class Learned(NamedTuple):
    """A rule, how many rows it finds in its example, and the first of them: field to text."""

    rule: PageRule
    rows: int
    first: list[dict[str, str]]


def outline(document: Document, folder: Path, *, url: str | None = None) -> Outline:
    """The page to mark in. Raises DocumentRefused page-unreadable, page-too-large, page-empty-shell."""
    found = page.hand_over(document, folder, "outline", url=url)
    for table in found:
        if not isinstance(table, Left):
            with table.path.open(encoding="utf-8", newline="") as file:
                _, *rows = (cells for _, _, *cells in csv.reader(file, strict=True))
            if rows:
                return Outline(document.name, table.said.url, table.said.title, _nodes(rows))
    raise DocumentRefused("page-empty-shell", document=document.name, platform=None)


def find(seen: Outline, text: str) -> str:
    """The path of the one element whose whole text is `text`, or that has this path already; of elements around one
    another the innermost. A part of a text will do where no whole one fits and it stands in one element only.

    Raises InputError mark-absent (text, document), mark-several (text, document, places).
    """
    if text in seen.by_path:
        return text
    wanted = _bare(text)
    bare = {node.place: _bare(seen.whole(node.place)) for node in seen.nodes if node.tag != TEXT}
    for fits in (wanted.__eq__, lambda other: wanted in other):
        places = [place for place, own in bare.items() if own and fits(own)]
        inner = [place for place in places if not any(each.place in places for each in _elements(seen, place))]
        if len(inner) == 1 and wanted:
            return seen.path(inner[0])
        if inner and wanted:
            shown = "; ".join(seen.path(place) for place in inner[:_SHOWN_PLACES])
            raise InputError("mark-several", text=text, document=seen.document, count=len(inner), places=shown)
    raise InputError("mark-absent", text=text, document=seen.document)


def learn(seen: Outline, marked: Mapping[str, str], name: str | None = None) -> Learned:
    """The rule that one marked element for each field gives. `marked`: field to the element's path.

    The row is the innermost element around all marks that stands repeated on the page, each time with a title in it;
    where none does, the page shows one item. In a row each field has the selector that finds the marked element there,
    and finds something in most rows. `name` null: the host or the document's name.

    Raises InputError mark-field (field, known), mark-needed, mark-absent.
    """
    _check(marked)
    places = {field: _place(seen, path) for field, path in marked.items()}
    row = _row(seen, places)
    rows = _alike(seen, row) if row else [1]
    scopes = [place for place in rows if place]
    fields = tuple(
        PageField(field, _css(_spot(seen, places[field], row or 0, scopes)), "href" if field == "url" else None)
        for field in MARKABLE
        if field in marked
    )
    rule = PageRule(
        name=name or seen.host or seen.document,
        host=seen.host,
        platform=platform_of(seen.host),
        row_selector=_css(_row_steps(seen, row)) if row else None,
        fields=fields,
    )
    return Learned(rule, len(rows), [])


def _check(marked: Mapping[str, str]) -> None:
    for field in marked:
        if field not in MARKABLE:
            raise InputError("mark-field", field=field, known=", ".join(MARKABLE))
    if "title" not in marked or not set(marked) & set(MEASURES):
        raise InputError("mark-needed", known=", ".join(MEASURES))


def _place(seen: Outline, path: str) -> int:
    try:
        return seen.by_path[path]
    except KeyError:
        raise InputError("mark-absent", text=path, document=seen.document) from None


def _elements(seen: Outline, place: int) -> list[Node]:
    return [node for node in seen.inside(place) if node.tag != TEXT]


def _bare(text: str) -> str:
    return "".join(text.split())


def _nodes(rows: list[list[str]]) -> tuple[Node, ...]:
    nodes: list[Node] = []
    for place, parent, tag, id_, classes, nth, text, href in rows:
        above = int(parent or 0)
        depth = nodes[above - 1].depth + 1 if above else 1
        nodes.append(Node(int(place), above, depth, tag, id_, tuple(classes.split()), int(nth or 0), text, href))
    return tuple(nodes)
