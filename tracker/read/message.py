"""A page saved with its pictures (MHTML), or a mail: the one part that holds the page, and what its fields say of it.

The parts are split here by their boundary alone, to a depth of three: a parser of mails descends without end.
"""

from __future__ import annotations

import base64
import binascii
import quopri
import re
from collections.abc import Iterator
from dataclasses import replace
from email.message import Message
from email.parser import BytesHeaderParser
from email.utils import parsedate_to_datetime
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

from tracker.errors import DocumentRefused
from tracker.model import Document, Left, RawTable, Said
from tracker.read import confined, sniff

MAX_MESSAGE_MB = 100
_MAX_FIELDS = 65_536
_DEEPEST = 3
_MAX_PARTS = 10_000
_END_OF_FIELDS = re.compile(rb"\r?\n\r?\n")


class Page(NamedTuple):
    """A page as a document of its own, and what the message around it says: address, title, and when it was saved
    (ISO 8601 with the zone of the message)."""

    document: Document
    said: Said

    def telling(self, part: RawTable | Left) -> RawTable | Left:
        """The part with what the message says, where the page itself says nothing."""
        if isinstance(part, Left):
            return part
        said = replace(
            part.said,
            url=part.said.url or self.said.url,
            title=part.said.title or self.said.title,
            observed_at=part.said.observed_at or self.said.observed_at,
        )
        return replace(part, said=said)


def unwrap(document: Document, folder: Path) -> Page:
    """The page of a message, written into `folder`; any other document as it is. Raises DocumentRefused
    `page-too-large` and `page-no-html`."""
    if sniff.kind(document) != "message":
        return Page(document, Said())
    if document.size > (most := MAX_MESSAGE_MB * 1_000_000):
        raise confined.too_large(document, "page", "page_bytes", document.size, most)
    data = document.path.read_bytes()
    fields, _ = _split(data)
    address = fields.get("Snapshot-Content-Location")
    pages = [(part, body) for part, body in _parts(data, 0) if part.get_content_type() == "text/html"]
    if not pages:
        raise DocumentRefused("page-no-html", document=document.name)
    part, body = next((each for each in pages if address and each[0].get("Content-Location") == address), pages[0])
    page = _declared(_decoded(part, body), part.get_content_charset())
    path = folder / "unwrapped.html"
    path.write_bytes(page)
    said = Said(url=address or part.get("Content-Location"), observed_at=_moment(fields), title=_title(fields))
    return Page(Document(document.name, path, sha256(page).hexdigest(), len(page)), said)


def _split(data: bytes) -> tuple[Message, bytes]:
    """The fields of a part, and its body."""
    end = _END_OF_FIELDS.search(data, 0, _MAX_FIELDS)
    head, body = (data[: end.start()], data[end.end() :]) if end else (data[:_MAX_FIELDS], b"")
    return BytesHeaderParser().parsebytes(head + b"\n\n"), body


def _parts(data: bytes, depth: int) -> Iterator[tuple[Message, bytes]]:
    fields, body = _split(data)
    boundary = fields.get_boundary()
    if not boundary or depth == _DEEPEST:
        yield fields, body
        return
    mark = b"--" + boundary.encode("latin-1", errors="replace")
    for part in body.split(mark, _MAX_PARTS)[1:]:
        if not part.startswith(b"--"):
            yield from _parts(part.lstrip(b"\r\n"), depth + 1)


def _decoded(part: Message, body: bytes) -> bytes:
    how = str(part.get("Content-Transfer-Encoding", "")).strip().lower()
    if how == "quoted-printable":
        return quopri.decodestring(body)
    if how == "base64":
        try:
            return base64.b64decode(body)
        except binascii.Error:
            return body
    return body


def _declared(page: bytes, charset: str | None) -> bytes:
    """The page with the encoding that its part names, where its own text names none."""
    if charset is None or b"charset" in page[:8192].lower():
        return page
    return f'<meta charset="{charset}">'.encode() + page


def _moment(fields: Message) -> str | None:
    """When the page was saved."""
    try:
        return parsedate_to_datetime(str(fields["Date"])).isoformat(sep=" ")
    except (TypeError, ValueError):
        return None


def _title(fields: Message) -> str | None:
    from email.errors import HeaderParseError
    from email.header import decode_header, make_header

    try:
        return str(make_header(decode_header(str(fields["Subject"])))) if fields["Subject"] else None
    except (HeaderParseError, LookupError, UnicodeDecodeError):
        return None
