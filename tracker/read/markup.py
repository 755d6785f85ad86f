"""The tags of HTML as they stand, one after another.

A scan takes linear time whatever the text is: every search either ends at a place beyond which the next one begins, or
is bounded.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_NAME = re.compile(r"/?[a-zA-Z][^\s/>]*")
_RAW = frozenset({"script", "style", "textarea", "title", "xmp", "noscript", "template", "iframe", "noembed"})
"""Elements whose text holds no tags that count."""

_QUOTED = re.compile(r"\"[^\"]*\"|'[^']*'")
_PARTS = 64


class Tag(NamedTuple):
    """A tag's name in lower case, `/` before that of an end tag; its attributes as they stand; where it lies."""

    name: str
    attributes: str
    start: int
    end: int


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
