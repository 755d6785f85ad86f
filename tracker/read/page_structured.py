"""What a page says of its products for machines: JSON-LD blocks and microdata, both as items of one shape.
Used inside the child process alone.

An item is a dict: "@type" is a list of type names without their vocabulary, every other property a list of texts and
items. Nothing of it is trusted: properties may hold anything.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from tracker.read.page_open import LONGEST, Page, seen_text, tidy

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode

Item = dict[str, list[Any]]

MAX_ITEMS = 20_000
"""Items of one page; further ones are passed over."""

_DEEPEST = 30
_CONTENT = {"a": "href", "link": "href", "area": "href", "img": "src", "time": "datetime", "data": "value"}
"""Elements whose value of microdata is an attribute; `content` comes before."""


def json_ld(page: Page) -> tuple[list[Item], int]:
    """The items of all JSON-LD blocks in their order, and how many blocks can't be read."""
    items: list[Item] = []
    broken = 0
    for node in page.tree.css('script[type="application/ld+json"]'):
        try:
            block = json.loads(node.text(), parse_float=str, parse_int=str, strict=False)
        except (ValueError, RecursionError):
            broken += 1
            continue
        items += _top(block, 0)
    return items[:MAX_ITEMS], broken


def _top(block: Any, depth: int) -> Iterator[Item]:
    """The items of a block: itself, those of a list, and those of a graph."""
    if depth > _DEEPEST:
        return
    if isinstance(block, list):
        for each in block:
            yield from _top(each, depth + 1)
    elif isinstance(block, dict):
        if "@graph" in block:
            yield from _top(block["@graph"], depth + 1)
        else:
            yield _item(block, depth)


def _item(block: dict[str, Any], depth: int) -> Item:
    item: Item = {}
    for name, value in block.items():
        values = value if isinstance(value, list) else [value]
        if name == "@type":
            item[name] = [_type(each) for each in values if isinstance(each, str)]
        else:
            item[name] = [said for each in values if (said := _value(each, depth)) is not None]
    return item


def _value(value: Any, depth: int) -> str | bool | Item | None:
    """A text, a truth, an item; null for what is none of them, or lies too deep."""
    if isinstance(value, bool):
        return value
    if isinstance(value, str):
        return tidy(value) or None
    if isinstance(value, dict) and depth < _DEEPEST:
        return _item(value, depth + 1)
    return None


def microdata(page: Page) -> list[Item]:
    """The items of the page's microdata that are no property of another one, in their order.

    A property belongs to the nearest item around it, or to the one whose `itemref` names an element around it.
    """
    scopes = page.tree.css("[itemscope]")[:MAX_ITEMS]
    items: dict[int, Item] = {
        node.mem_id: {"@type": [_type(each) for each in (node.attributes.get("itemtype") or "").split()]}
        for node in scopes
    }
    refs = {name: node.mem_id for node in scopes for name in (node.attributes.get("itemref") or "").split()}
    owned: set[int] = set()
    for node in page.tree.css("[itemprop]")[:MAX_ITEMS]:
        owner = items.get(_owner(node, refs) or 0)
        if owner is None or owner is items.get(node.mem_id):
            continue
        value = items.get(node.mem_id) or _content(node)
        owned.add(node.mem_id)
        for name in (node.attributes.get("itemprop") or "").split():
            owner.setdefault(name, []).append(value)
    return [items[node.mem_id] for node in scopes if node.mem_id not in owned]


def _owner(node: LexborNode, refs: dict[str, int]) -> int | None:
    """The item that a property belongs to."""
    each: LexborNode | None = node
    while each is not None:
        if each is not node and "itemscope" in each.attributes:
            return each.mem_id
        if (name := each.id) and name in refs:
            return refs[name]
        each = each.parent
    return None


def _content(node: LexborNode) -> str:
    said = node.attributes
    for name in ("content", _CONTENT.get(node.tag or "", "")):
        if said.get(name) is not None:
            return (said[name] or "").strip()[:LONGEST]
    return seen_text(node)


def _type(name: str) -> str:
    """A type without its vocabulary: `https://schema.org/Product`, `schema:Product`."""
    return name.strip().rstrip("/").replace("#", "/").replace(":", "/").rpartition("/")[2]
