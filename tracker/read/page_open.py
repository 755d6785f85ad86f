"""A page parsed, and what it says of itself: address, title. Used inside the child process alone."""

from __future__ import annotations

import codecs
import functools
import re
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from tracker.read.child import UnreadableError
from tracker.read.page_guard import guard
from tracker.read.page_layouts import host_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborHTMLParser, LexborNode

LONGEST = 2000
"""Characters of one text that is kept."""

_SAVED_FROM = re.compile(r"<!--\s*saved from url=\(\d+\)(\S+)\s*-->")
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
_DECLARED = re.compile(
    r"gb\w*|big5[\w-]*|euc-\w+|shift[_-]?jis|iso-8859-\d+|windows-\d+|koi8-\w|tis-620|latin-?1", re.IGNORECASE
)
"""Encodings that pages declare; Python knows others, some of which take time by the square of a text."""

_LOOKED_AT = 4096
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
UNSEEN = ("script", "style", "noscript", "template")
"""Elements whose text nobody sees."""


class Page:
    """One page. `url`: where it came from, as the caller or the page itself says; null: neither does."""

    def __init__(self, text: str, url: str | None = None) -> None:
        from selectolax.lexbor import LexborHTMLParser

        self.tree: LexborHTMLParser = LexborHTMLParser(text)
        saved = _SAVED_FROM.search(text[:_LOOKED_AT])
        says = (url, saved and saved[1], self._attribute("link[rel=canonical]", "href"), self._meta("og:url"))
        self.url = next((found for each in says if (found := web_url(each))), None)
        self.host = host_of(self.url)
        self.has_scripts = self.tree.css_first("script") is not None
        title = self.tree.css_first("title")
        self.title = tidy(title.text()) if title is not None else ""

    def link(self, href: str | None) -> str | None:
        """An address on the page as a whole one; null where it isn't http or https, or stands on an unknown host."""
        try:
            return web_url(urljoin(self.url or "", (href or "").strip()))
        except ValueError:
            return None

    def heading(self) -> str:
        """The page's first large heading."""
        node = self.tree.css_first("h1")
        return "" if node is None else seen_text(node)

    @functools.cached_property
    def seen(self) -> str:
        """All text that is seen, with a blank between elements. From here on the page has no scripts any more."""
        self.tree.strip_tags(list(UNSEEN))
        return "" if self.tree.body is None else " ".join(self.tree.body.text(separator=" ").split())

    def meta(self) -> dict[str, str]:
        """The contents of all meta elements by property or name, in lower case; of several the first."""
        found: dict[str, str] = {}
        for node in self.tree.css("meta[content]"):
            name = (node.attributes.get("property") or node.attributes.get("name") or "").lower()
            found.setdefault(name, tidy(node.attributes.get("content") or ""))
        return found

    def _attribute(self, selector: str, name: str) -> str | None:
        node = self.tree.css_first(selector)
        return None if node is None else node.attributes.get(name)

    def _meta(self, name: str) -> str | None:
        return self._attribute(f'meta[property="{name}"]', "content")


def open_page(path: Path, url: str | None = None) -> Page:
    """The page in a file. Raises TooLargeError and UnreadableError before it is parsed."""
    body = path.read_bytes()
    text = decoded(body)
    guard(text.encode("utf-8", "replace"))
    return Page(text, url)


def decoded(body: bytes) -> str:
    """The text of a page: by its mark; as UTF-8, which hardly any other text passes for, whatever the page declares,
    since browsers declare nothing anew when they save; then as declared, then as GB18030."""
    names = [name.decode("ascii") for name in _CHARSET.findall(body[:_LOOKED_AT])]
    declared = filter(_DECLARED.fullmatch, names)
    for name in [*(name for mark, name in _MARKS if body.startswith(mark)), "utf-8", *declared, "gb18030"]:
        try:
            return body.decode(name)
        except (UnicodeError, LookupError):
            continue
    raise UnreadableError("its text fits no known encoding")


def web_url(given: str | None) -> str | None:
    """A whole address of the web; null for anything else. A missing scheme (`//host/…`) is https."""
    text = (given or "").strip()
    text = f"https:{text}" if text.startswith("//") else text
    try:
        parts = urlsplit(text)
    except ValueError:
        return None
    whole = parts.scheme.lower() in {"http", "https"} and parts.hostname
    return text if whole and len(text) <= LONGEST and not re.search(r"[\s\x00-\x1f]", text) else None


def seen_text(node: LexborNode, without: frozenset[int] = frozenset()) -> str:
    """What is seen of a node, its pieces put together as they stand; elements `without` (their mem_id) left out."""
    return tidy("".join(_pieces(node, without)))


def tidy(text: str) -> str:
    """One line without blanks at its ends, and not too long."""
    return " ".join(text.split())[:LONGEST]


def _pieces(node: LexborNode, without: frozenset[int]) -> list[str]:
    found: list[str] = []
    for each in node.iter(include_text=True):
        if each.tag == "-text":
            found.append(each.text_content or "")
        elif each.tag == "br":
            found.append(" ")
        elif each.tag not in UNSEEN and each.mem_id not in without:
            found += _pieces(each, without)
    return found
