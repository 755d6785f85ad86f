"""Bytes to text: find the encoding by a byte order mark, else by strict decoding; nothing is ever replaced."""

from __future__ import annotations

import codecs
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tracker.errors import DocumentRefused
from tracker.model import Document

_CHUNK = 1 << 18
_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_TRIED = ("utf-8", "gb18030")
"""Without a mark: UTF-8 first, for other text hardly ever passes for it; GB18030 holds GBK and GB2312."""


class Text(NamedTuple):
    """A document decoded into a UTF-8 file of so many physical lines. `nul`: it holds NUL characters."""

    path: Path
    encoding: str
    lines: int
    nul: bool


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
    lines, nul, last = 0, False, b"\n"
    with target.open("wb") as sink:
        for chunk in _texts(document.path, encoding):
            data = chunk.encode("utf-8")
            lines += data.count(b"\n")
            nul = nul or b"\0" in data
            last = data[-1:] or last
            sink.write(data)
    return Text(target, encoding, lines + (last != b"\n"), nul)


def has_irregular_lines(path: Path) -> bool:
    """Whether a line of a text is blank or ends in a lone CR, so that rows can't be counted by what is read."""
    last = b"\n"
    with path.open("rb") as file:
        while data := file.read(_CHUNK):
            if _is_irregular(last + data):
                return True
            last = (last + data)[-2:]
    return last.endswith(b"\r")


def _texts(path: Path, encoding: str) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        while chunk := file.read(_CHUNK):
            yield decoder.decode(chunk)
        yield decoder.decode(b"", final=True)


def _is_irregular(data: bytes) -> bool:
    if b"\n\n" in data:
        return True
    if b"\r" not in data:
        return False
    return b"\n\r\n" in data or data.count(b"\r") != data.count(b"\r\n") + data.endswith(b"\r")
