"""Bytes to text: find the encoding by a byte order mark, else by strict decoding; nothing is ever replaced."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tracker.errors import DocumentRefused
from tracker.model import Document

_CHUNK = 4 << 20
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TRIED = ("utf-8", "gb18030")
"""Without a mark: UTF-8 first, for other text hardly ever passes for it; GB18030 holds GBK and GB2312."""


class Text(NamedTuple):
    """A document decoded into a UTF-8 file. `plain`: no line is blank and none ends in a lone CR or holds a NUL,
    so that its physical lines can be counted on."""

    path: Path
    encoding: str
    plain: bool


def decode(document: Document, folder: Path) -> Text:
    """The document as text. Raises DocumentRefused `encoding-unknown`."""
    with document.path.open("rb") as file:
        head = file.read(4)
    marked = [encoding for mark, encoding in _MARKS if head.startswith(mark)]
    for encoding in marked or _TRIED:
        try:
            return _decode_as(document, encoding, folder)
        except UnicodeDecodeError:
            continue
    raise DocumentRefused("encoding-unknown", document=document.name, tried=", ".join(marked or _TRIED))


def _decode_as(document: Document, encoding: str, folder: Path) -> Text:
    target = folder / "text.csv"
    plain, last = True, "\n"
    with target.open("wb") as sink:
        for chunk in _texts(document.path, encoding):
            seen = last + chunk
            plain = plain and not _irregular(seen)
            last = seen[-2:]
            sink.write(chunk.encode("utf-8"))
    return Text(target, encoding, plain and not last.endswith("\r"))


def _texts(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)


def _irregular(text: str) -> bool:
    if "\n\n" in text or "\0" in text:
        return True
    return "\r" in text and ("\n\r\n" in text or text.count("\r") != text.count("\r\n") + text.endswith("\r"))
