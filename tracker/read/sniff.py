"""What a document is by its first bytes, whatever its name says. One answer each, so that one reader claims it."""

from __future__ import annotations

import functools
import re
import tomllib
from importlib.resources import files
from typing import Any, NamedTuple

from tracker.model import Document
from tracker.read import encodings
from tracker.read.decode import is_utf16

_LOOKED_AT = 8192
_NULS_IN = 50
"""One NUL in so many bytes may stand in a text (it is dropped); more are no text."""

_MESSAGE = re.compile(r"(?:[A-Za-z][A-Za-z0-9-]*:[^\n]*\n(?:[ \t][^\n]*\n)*){2,}")
_MESSAGE_FIELD = re.compile(r"^(?:mime-version|content-type|snapshot-content-location):", re.IGNORECASE | re.MULTILINE)
_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_DECLARATION = re.compile(r"\s*<\?xml\b.*?\?>", re.DOTALL)
_TABLE_XML = re.compile(r"<\?mso-application[^>]*Excel\.Sheet|urn:schemas-microsoft-com:office:spreadsheet")
_FEED = re.compile(r"<(?:rss|feed|rdf:RDF)\b")
_OTHER_XML = re.compile(
    r"<(?![!?]|html\b)(\w+:)?(\w+)[^>]*\bxmlns\b(?!=[\"']http://www\.w3\.org/(?:1999/xhtml|TR/REC-html40))"
)

SCRIPT = re.compile(
    r"\s*(?:/\*[^*]{0,200}\*/\s*)?(?:(?:var|let|const)\s+)?[A-Za-z_$][\w$.]{0,100}\s*(?P<sign>[=(])\s*(?=\{|\[\s*[\[{])"
)
"""What stands before JSON that is a script: `callback({…})`, `var data = {…};`."""


class Magic(NamedTuple):
    """Bytes at a place by which a format is known."""

    name: str
    at: int
    bytes: bytes


def kind(document: Document) -> str:
    """What the document is: text, html, message (a saved page as MHTML, or a mail), table-xml, json, feed, xml, remarks
    (markup without an element), zip, ole2, gzip; the name of a format that isn't read (formats.toml); or unknown."""
    with document.path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    for magic in magics():
        if head.startswith(magic.bytes, magic.at):
            return magic.name
    if head.count(0) * _NULS_IN > len(head) and not is_utf16(head):
        return "unknown"
    return _kind_of_text(start_of(head))


def start_of(head: bytes) -> str:
    """The first characters of a text, of which only ASCII is sure."""
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        if head.startswith(mark) and b"\0" in head:
            return head.decode(encoding, errors="replace").lstrip("\ufeff")
    encoding = encodings.utf16(head) or "latin-1"
    return head.decode(encoding, errors="replace").removeprefix("\xef\xbb\xbf").removeprefix("\xff\xfe")


def _kind_of_text(text: str) -> str:
    start = text.replace("\0", "").lstrip()
    if start.startswith("<"):
        return _kind_of_markup(start)
    if found := next((each.name for each in _starts() if start.startswith(each.bytes.decode())), None):
        return found
    if re.match(r"\{|\[\s*[\[{]", start) or SCRIPT.match(start):
        return "json"
    if _MESSAGE.match(start.replace("\r\n", "\n")) and _MESSAGE_FIELD.search(start):
        return "message"
    return "text"


def _kind_of_markup(start: str) -> str:
    if _TABLE_XML.search(start):
        return "table-xml" if "<html" not in start.lower() else "html"
    declared = _DECLARATION.match(start)
    rest = start[declared.end() :] if declared else start
    while comment := _COMMENT.match(rest):
        rest = rest[comment.end() :]
    rest = rest.lstrip()
    if not rest:
        return "remarks"
    if _FEED.search(rest[:2000]) and not re.search(r"<html|<!doctype html", rest[:2000], re.IGNORECASE):
        return "feed"
    if rest.startswith("<svg"):
        return "svg"
    if (declared and not re.search(r"<html|<!doctype html", rest, re.IGNORECASE)) or _OTHER_XML.match(rest):
        return "xml"
    return "html"


@functools.cache
def magics() -> tuple[Magic, ...]:
    """The formats that are known by bytes at a place."""
    return tuple(Magic(row["name"], row["at"], bytes.fromhex(row["hex"])) for row in _rows("magic"))


@functools.cache
def _starts() -> tuple[Magic, ...]:
    return tuple(Magic(row["name"], 0, row["text"].encode()) for row in _rows("start"))


def _rows(name: str) -> list[dict[str, Any]]:
    return tomllib.loads(files("tracker.read").joinpath("formats.toml").read_text(encoding="utf-8"))[name]  # type: ignore[no-any-return]
