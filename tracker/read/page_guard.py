"""A cheap look at a page's bytes before anything parses them: lexbor takes time by the square of a page's depth and of
an element's attributes."""

from __future__ import annotations

import re

from tracker.read.child import TooLargeError, UnreadableError
from tracker.settings import limit

MAX_ATTRIBUTES = 1000
"""Attributes of one element."""

_LONG_TAG = 8000
_TAG = re.compile(
    rb"<!--.*?(?:-->|\Z)|<(script|style|textarea|title|xmp|iframe|noembed|noframes)(?=[\s/>]).*?(?:</\1(?=[\s/>])|\Z)"
    rb"|<(/?)([a-zA-Z][^\s/>]*+)((?:=\s*+(?:\"[^\"]*+\"?|'[^']*+'?)|[^<>])*+)>?",
    re.DOTALL | re.IGNORECASE,
)
_ATTRIBUTE = re.compile(rb"[^\s=/>]++(?:\s*+=\s*+(?:\"[^\"]*+\"?|'[^']*+'?|[^\s\"'>]++))?")
_NEVER_OPEN = frozenset(
    b"area base br col embed hr img input link meta param source track wbr p li dt dd option optgroup tr td th tbody "
    b"thead tfoot colgroup rp rt html head body path use circle rect stop".split()
)
"""Elements without content, and those that the next of their kind ends: none of them makes a page deeper."""

_INLINE = frozenset(
    b"a abbr b bdi bdo big cite code em font i ins kbd mark q s small span strike strong sub sup u".split()
)
"""An end tag of these doesn't end a block that was begun inside."""


def guard(body: bytes) -> None:
    """Raises TooLargeError file_bytes and levels, UnreadableError for an element with too many attributes."""
    if len(body) > (most := limit("TRACKER_MAX_PAGE_MB") * 1_000_000):
        raise TooLargeError("file_bytes", len(body), most)
    deepest = limit("TRACKER_MAX_LEVELS")
    open_: list[bytes] = []
    for tag in _TAG.finditer(body):
        name = tag[3]
        if name is None:
            continue
        if len(tag[4]) > _LONG_TAG and sum(1 for _ in _ATTRIBUTE.finditer(tag[4])) > MAX_ATTRIBUTES:
            raise UnreadableError(f"an element has more than {MAX_ATTRIBUTES:,} attributes")
        name = name.lower()
        if name in _NEVER_OPEN:
            continue
        if tag[2]:
            _end(open_, name)
        elif not tag[4].endswith(b"/") or name not in {b"svg", b"g"}:
            open_.append(name)
            if len(open_) > deepest:
                raise TooLargeError("levels", None, deepest)


def _end(open_: list[bytes], name: bytes) -> None:
    """Take from the open elements what an end tag ends."""
    for place in range(len(open_) - 1, -1, -1):
        if open_[place] == name:
            del open_[place:]
            return
        if name in _INLINE and open_[place] not in _INLINE:
            return
