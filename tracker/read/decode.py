"""Bytes to text: the encoding by a mark, by strict decoding, or by what the text then says; nothing is ever replaced.

In this order: a byte order mark, unless the bytes behind it say otherwise; UTF-16 without a mark, by its NULs; UTF-8,
for other text hardly ever passes for it; the encoding whose text is likeliest by far (tracker.read.encodings). What is
no text of any of them is refused, and so is text with a byte that its encoding doesn't have, also where only its last
character is cut off: rows may be gone with it.
"""

from __future__ import annotations

import codecs
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from tracker.errors import DocumentRefused
from tracker.model import Document
from tracker.read import encodings, transcode
from tracker.read.transcode import Seen

_CHUNK = 1 << 18
_SMALL = 16_384
"""Bytes of a document that may be UTF-8 by chance."""
_LARGE = 16_000_000
"""Bytes from which on a second process is worth its start."""

_UTF8 = codecs.BOM_UTF8
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (b"\x84\x31\x95\x33", "gb18030"),
)


class Text(NamedTuple):
    """A document decoded into a UTF-8 file of so many physical lines. `nul`: it holds NUL characters; `backslashes`:
    a quote stands behind one."""

    path: Path
    encoding: str
    lines: int
    nul: bool
    backslashes: bool = False


def decode(document: Document, folder: Path, hint: str | None = None, name: str = "text.csv") -> Text:
    """The document as text, in a file of that name. `hint`: the encoding that the document names itself.

    Raises DocumentRefused `encoding-unknown`, and `encoding-damaged` (encoding, line) where bytes are no characters
    of the encoding that all others are in.
    """
    target = folder / name
    encoding, mark = _by_mark(document.path)
    try:
        if encoding or not _seems_other(document, mark):
            return _decode_as(document, encoding or "utf-8", mark, target)
    except UnicodeDecodeError as error:
        if encoding:
            raise _damaged(document, encoding, mark) from error
    sample = encodings.sample_of(_bytes(document.path, mark))
    if encodings.is_broken_utf8(sample):
        raise _damaged(document, "utf-8", mark)
    guessed = encodings.guess(sample, hint)
    if guessed is None:
        raise DocumentRefused("encoding-unknown", document=document.name, tried=encodings.tried())
    try:
        return _decode_as(document, guessed, mark, target)
    except UnicodeDecodeError as error:
        raise _damaged(document, guessed, mark) from error


def is_utf16(head: bytes) -> bool:
    """Whether a document's first bytes are UTF-16 or UTF-32, with a mark or without."""
    marks = tuple(mark for mark, encoding in _MARKS if encoding.startswith("utf"))
    return head.startswith(marks) or encodings.utf16(head) is not None


def has_irregular_lines(path: Path) -> bool:
    """Whether a line of a text is blank or ends in a lone CR, so that rows can't be counted by what is read."""
    last = b"\n"
    with path.open("rb") as file:
        while data := file.read(_CHUNK):
            if _is_irregular(last + data):
                return True
            last = (last + data)[-2:]
    return last.endswith(b"\r")


def _by_mark(path: Path) -> tuple[str | None, int]:
    """The encoding that a mark or NULs tell, or null; and the bytes of the mark.

    A mark of UTF-16 before bytes of UTF-8 without NULs was put there by mistake, and so may be one of UTF-8.
    """
    with path.open("rb") as file:
        head = file.read(_CHUNK)
    if head.startswith(_UTF8):
        return None, len(_UTF8)
    for mark, encoding in _MARKS:
        if head.startswith(mark):
            rest = head[len(mark) :]
            wrong = b"\0" not in rest and len(rest) > 8 and _is_utf8(rest)
            return (None if wrong else encoding), len(mark)
    return encodings.utf16(head), 0


def _seems_other(document: Document, mark: int) -> bool:
    """Whether a small document, though UTF-8, has only signs that few type, and hanzi where it is read as GBK."""
    if mark or document.size > _SMALL:
        return False
    sample = encodings.sample_of(_bytes(document.path, 0))
    return encodings.is_odd_utf8(sample) and encodings.may_be_hanzi(sample)


def _is_utf8(head: bytes) -> bool:
    """Whether the first bytes of a document are UTF-8, the last character left aside."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(head)
    except UnicodeDecodeError:
        return False
    return True


def _decode_as(document: Document, encoding: str, mark: int, target: Path) -> Text:
    middle = _middle(document, encoding, mark)
    if middle is None:
        seen = transcode.transcode(document.path, encoding, mark, document.size, target)
    else:
        seen = _in_halves(document, encoding, mark, middle, target)
    return Text(target, encoding, seen.breaks + (not seen.ended), seen.nul, seen.backslashes)


def _middle(document: Document, encoding: str, mark: int) -> int | None:
    """Where the second half of a large document begins, behind a line feed: in all encodings but those of whole words,
    that byte is no part of another character. Null for a document that is decoded in one piece."""
    if document.size < _LARGE or encoding.startswith(("utf-16", "utf-32")):
        return None
    with document.path.open("rb") as file:
        file.seek((mark + document.size) // 2)
        line = file.readline(_CHUNK)
        return file.tell() if line.endswith(b"\n") else None


def _in_halves(document: Document, encoding: str, mark: int, middle: int, target: Path) -> Seen:
    """Decode the second half in a process of its own beside the first: decoding holds the interpreter's lock.
    What that process can't do is done here, and found to be wrong here."""
    source, behind = document.path, target.with_name(f"{target.name}.2")
    second = (source, encoding, middle, document.size, behind)
    command = [sys.executable, "-I", "-S", transcode.__file__, *map(str, second)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL) as child:  # noqa: S603 ours
        try:
            first = transcode.transcode(source, encoding, mark, middle, target)
            answer = child.communicate()[0]
        finally:
            child.kill()
    rest = transcode.transcode(*second) if child.returncode else Seen(*json.loads(answer))
    with target.open("ab") as sink, behind.open("rb") as file:
        shutil.copyfileobj(file, sink, 1 << 20)
    behind.unlink()
    return Seen(first.breaks + rest.breaks, first.nul or rest.nul, first.backslashes or rest.backslashes, rest.ended)


def _damaged(document: Document, encoding: str, mark: int) -> DocumentRefused:
    """The refusal of a text that isn't whole, with the line of its first byte that is no character."""
    line = 1
    decoder = codecs.getincrementaldecoder(encoding)()
    for data in [*_bytes_by_line(document.path, mark), b""]:
        try:
            line += decoder.decode(data, final=not data).count("\n")
        except UnicodeDecodeError as error:
            line += error.object[: error.start].decode(encoding, errors="ignore").count("\n")
            break
    return DocumentRefused("encoding-damaged", document=document.name, encoding=encoding, line=line)


def _bytes_by_line(path: Path, skip: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(skip)
        while line := file.readline(_CHUNK):
            yield line


def _bytes(path: Path, skip: int) -> Iterator[bytes]:
    with path.open("rb") as file:
        file.seek(skip)
        while chunk := file.read(_CHUNK):
            yield chunk


def _is_irregular(data: bytes) -> bool:
    if b"\n\n" in data:
        return True
    if b"\r" not in data:
        return False
    return b"\n\r\n" in data or data.count(b"\r") != data.count(b"\r\n") + data.endswith(b"\r")
