"""One stretch of a file to UTF-8. Also the program of the child that takes the second half of a large file (see
tracker.read.decode), and so nothing but the standard library is imported here.

    python transcode.py SOURCE ENCODING FIRST LAST TARGET     prints what was seen, as `Seen` in JSON
"""

from __future__ import annotations

import codecs
import json
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

_CHUNK = 1 << 18


class Seen(NamedTuple):
    """What stands in a text. `breaks`: its line feeds. `nul`: it holds NUL characters; `backslashes`: a quote stands
    behind one. `ended`: it is empty, or a line feed is its last character."""

    breaks: int
    nul: bool
    backslashes: bool
    ended: bool


def transcode(source: Path, encoding: str, first: int, last: int, target: Path) -> Seen:
    """Write the bytes [first, last) of a file as UTF-8 to another. Raises UnicodeDecodeError."""
    breaks, nul, backslashes, before = 0, False, False, b"\n"
    with target.open("wb") as sink:
        for text in _texts(source, encoding, first, last):
            data = text.encode("utf-8")
            breaks += data.count(b"\n")
            nul = nul or b"\0" in data
            backslashes = backslashes or _has_escape(before, data)
            before = data[-1:] or before
            sink.write(data)
    return Seen(breaks, nul, backslashes, before == b"\n")


def _has_escape(before: bytes, data: bytes) -> bool:
    """Whether a quote stands behind a backslash. A single byte is sought ten times faster than two."""
    return (b"\\" in data and b'\\"' in data) or (before == b"\\" and data.startswith(b'"'))


def _texts(source: Path, encoding: str, first: int, last: int) -> Iterator[str]:
    decoder = codecs.getincrementaldecoder(encoding)()
    with source.open("rb") as file:
        file.seek(first)
        left = last - first
        while left > 0 and (chunk := file.read(min(_CHUNK, left))):
            left -= len(chunk)
            yield decoder.decode(chunk)
    yield decoder.decode(b"", final=True)


if __name__ == "__main__":
    _, given, named, start, end, written = sys.argv
    sys.stdout.write(json.dumps(transcode(Path(given), named, int(start), int(end), Path(written))))
