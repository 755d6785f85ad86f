"""Pages (html, htm), saved ones (mhtml), and tables that back offices save as `.xls`, though they are HTML or XML.

Every data table of a page becomes a raw table; a child process reads them: tracker.read.html_child for HTML,
tracker.read.sheet_xml_child for the XML of Excel 2003.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path

from tracker.errors import DocumentRefused
from tracker.model import Document, Left, PageRule, RawTable
from tracker.read import confined, html_child, sheet_xml_child, sniff
from tracker.read import page as layouts
from tracker.read.decode import Text, decode
from tracker.read.message import unwrap

MAX_TABLES_MB = 100
"""Size of a page whose tables are read: a scan finds them in some 10 s, and takes twice that size in memory."""

_CHARSET = re.compile(
    rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)|<\?xml[^>]{0,200}?encoding=[\"']([\w-]+)", re.I
)
_KINDS = ("html", "message", "table-xml")


def identify(document: Document) -> bool:
    """Whether the bytes are markup of a page, a saved page with its pictures, or the XML of an Excel table."""
    return sniff.kind(document) in _KINDS


def is_html(document: Document) -> bool:
    """Whether the bytes are HTML, or a message that may hold HTML."""
    return sniff.kind(document) in {"html", "message"}


def read(document: Document, folder: Path, rules: Sequence[PageRule] = ()) -> list[RawTable | Left]:
    """What the page shows of a shop or marketplace, by the user's rules, a known layout, or what it tells machines;
    else its tables of data. Raises DocumentRefused `page-unknown` where it holds neither, `page-unreadable`,
    `page-too-large` as `tracker.read.confined` does, and what `tracker.read.page`, `decode` and `unwrap` raise."""
    page = unwrap(document, folder)
    if sniff.kind(page.document) == "html":
        said = page.said
        shown = layouts.tables(page.document, folder, rules, url=said.url, observed_at=said.observed_at)
        if shown is not None:
            return [page.telling(each) for each in shown]
    if page.document.size > MAX_TABLES_MB * 1_000_000:
        size, most = page.document.size, MAX_TABLES_MB * 1_000_000
        raise confined.too_large(document, "page", "page_bytes", size, most)
    text = text_of(page.document, folder)
    child = sheet_xml_child if sniff.kind(page.document) == "table-xml" else html_child
    found = confined.tables(document, child, folder, "page", str(text.path))
    if not found:
        if child is html_child:
            raise layouts.unknown(page.document, page.said.url)
        raise DocumentRefused("page-no-table", document=document.name)
    return [page.telling(each) for each in found]


def text_of(document: Document, folder: Path) -> Text:
    """A page as UTF-8 text, whatever it says of its encoding: that is believed only where the bytes leave doubt.
    Raises as `decode` does."""
    with document.path.open("rb") as file:
        found = _CHARSET.search(file.read(8192))
    hint = (found[1] or found[2]).decode() if found else None
    return decode(document, folder, hint, name="page.html")
