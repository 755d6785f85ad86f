"""The tags of HTML as they stand, one after another, and a judgement of a page before a parser may see it.

A parser builds a tree: its time grows with the square of the depth, and with that of a tag's attributes. A scan takes
linear time whatever the text is: every search either ends at a place beyond which the next one begins, or is bounded.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from tracker.settings import limit

MAX_ATTRIBUTES = 500
"""Attributes of one tag."""

_NAME = re.compile(r"/?[a-zA-Z][^\s/>]*")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noscript", "template", "iframe", "noembed"})
"""Elements whose text holds no tags that count."""

_UNNESTED = frozenset(
    {
        "area",
        "base",
        "br",
        "col",
        "embed",
        "hr",
        "img",
        "input",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
        "html",
        "head",
        "body",
        "p",
        "li",
        "dt",
        "dd",
        "option",
        "optgroup",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "colgroup",
        "rp",
        "rt",
        "caption",
    }
)
"""Elements that are empty, or end by themselves where the next of their kind begins."""

_LONG_TAG = 2_000
_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_PARTS = 64


class Tag(NamedTuple):
    """A tag's name in lower case, `/` before that of an end tag; its attributes as they stand; where it lies."""

    name: str
    attributes: str
    start: int
    end: int


class PageTooLargeError(Exception):
    """A page passes a limit: page_bytes, levels or attributes."""

    def __init__(self, what: str, size: int | None, most: int) -> None:
        super().__init__(what, size, most)
        self.facts = {"what": what, "size": size, "limit": most}


def guard(data: bytes) -> None:
    """Raise PageTooLargeError where a page is larger, or nested deeper, or a tag of it has more attributes, than a
    parser can take in reasonable time. `data`: the page in any encoding that holds ASCII as it is."""
    if len(data) > (most := limit("TRACKER_MAX_PAGE_MB") * 1_000_000):
        raise PageTooLargeError("page_bytes", len(data), most)
    open_: Counter[str] = Counter()
    depth, deepest = 0, limit("TRACKER_MAX_LEVELS")
    for tag in tags(data.decode("latin-1")):
        if tag.name.startswith("/"):
            name = tag.name[1:]
            if open_[name]:
                open_[name] -= 1
                depth -= 1
        elif tag.name not in _UNNESTED:
            if len(tag.attributes) > _LONG_TAG:
                count = len(_QUOTED.sub(" ", tag.attributes).split())
                if count > MAX_ATTRIBUTES:
                    raise PageTooLargeError("attributes", count, MAX_ATTRIBUTES)
            if not tag.attributes.endswith("/"):
                open_[tag.name] += 1
                depth += 1
        if depth > deepest:
            raise PageTooLargeError("levels", None, deepest)


def tags(text: str) -> Iterator[Tag]:
    """The tags in their order; what stands in comments, scripts and the like is passed over."""
    place = text.find("<")
    last = text.rfind(">")  # beyond it no tag ends
    while 0 <= place < last:
        if text.startswith("<!--", place):
            end = text.find("-->", place + 4)
            if end < 0:
                return
            place = text.find("<", end + 3)
            continue
        name = _NAME.match(text, place + 1)
        end = _end_of_tag(text, name.end()) if name else -1
        if name is None or end < 0:
            place = text.find("<", place + 1)
            continue
        tag = Tag(name[0].lower(), text[name.end() : end], place, end + 1)
        yield tag
        if tag.name in _RAW and not tag.attributes.endswith("/"):
            closing = re.compile(f"</{tag.name}[\\s/>]", re.IGNORECASE).search(text, tag.end)
            if closing is None:
                return
            place = closing.start()
        else:
            place = text.find("<", tag.end)


def _end_of_tag(text: str, start: int) -> int:
    """The place of the `>` that ends a tag, not one inside a quoted value; -1 where there is none near."""
    end = start
    for _ in range(_PARTS):
        end = text.find(">", end)
        if end < 0:
            return -1
        inside = _QUOTED.sub("", text[start:end])
        if '="' not in inside and "='" not in inside:
            return end
        end += 1
    return -1
