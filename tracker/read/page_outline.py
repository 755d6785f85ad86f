"""A page as a list of its elements and texts, so that a person can mark one: plain text, nothing that runs or loads.
Used inside the child process alone."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING

from tracker.read.child import Row
from tracker.read.page_open import UNSEEN, Page, tidy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

COLUMNS = ("place", "parent", "tag", "id", "classes", "nth", "text", "href")
MAX_NODES = 3000
"""Texts and pictures' words of one outline."""

MAX_TEXT = 120
"""Characters of one text."""

_MAX_CLASSES = 200
_UNSHOWN = {*UNSEEN, "head", "iframe", "object", "embed", "svg", "math", "canvas", "select", "textarea"}


def outline(page: Page) -> Iterator[Row]:
    """A header, then in the order of the page the elements around each text, and the texts.

    `place`: counted from 1; `parent`: place of the element around it, empty for the first; `tag`: `#text` for a text;
    `nth`: its number among the elements of its parent; `href`: where a link leads, only http and https.
    """
    yield 1, list(COLUMNS)
    root = page.tree.body
    if root is None:
        return
    count = 0
    places: dict[int, int] = {}
    for text, around in islice(_texts(root, []), MAX_NODES):
        parent = 0
        for node, nth in around:
            if node.mem_id not in places:
                count += 1
                places[node.mem_id] = count
                yield count + 1, _element(page, count, parent, node, nth)
            parent = places[node.mem_id]
        count += 1
        yield count + 1, [str(count), str(parent), "#text", "", "", "", text[:MAX_TEXT], ""]


_Around = list[tuple["LexborNode", int]]


def _texts(node: LexborNode, around: _Around) -> Iterator[tuple[str, _Around]]:
    """Every text, and the words of every picture, with the elements around it from the outside in."""
    nth = 0
    for each in node.iter(include_text=True):
        if each.tag == "-text":
            if text := tidy(each.text_content or ""):
                yield text, around
            continue
        if not (each.tag or "-")[0].isalpha():  # a comment
            continue
        nth += 1
        if each.tag in _UNSHOWN:
            continue
        inside = [*around, (each, nth)]
        if each.tag == "img" and (alt := tidy(each.attributes.get("alt") or "")):
            yield alt, inside
        yield from _texts(each, inside)


def _element(page: Page, place: int, parent: int, node: LexborNode, nth: int) -> list[str]:
    said = node.attributes
    classes = " ".join((said.get("class") or "").split())[:_MAX_CLASSES]
    link = page.link(said.get("href")) or "" if node.tag == "a" and said.get("href") else ""
    return [
        str(place),
        str(parent or ""),
        node.tag or "",
        (said.get("id") or "")[:MAX_TEXT],
        classes,
        str(nth),
        "",
        link,
    ]
