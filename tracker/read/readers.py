"""Which reader claims a document: exactly one may."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tracker.errors import DocumentRefused
from tracker.model import Document, Left, RawTable
from tracker.read import delimited, trends, workbook


class Reader(NamedTuple):
    """`identify` looks at the bytes, never at the name; `read` gives the document's tables."""

    name: str
    looks_for: str
    identify: Callable[[Document], bool]
    read: Callable[[Document, Path], Sequence[RawTable | Left]]


READERS = (
    Reader(
        "delimited",
        "text of rows (CSV, TSV; comma, tab, semicolon, pipe)",
        delimited.identify,
        delimited.read,
    ),
    Reader("trends", "Google Trends' related queries or regions", trends.identify, trends.read),
    Reader("workbook", "an Excel workbook (xlsx, xls)", workbook.identify, workbook.read),
)


def read(document: Document, folder: Path) -> Sequence[RawTable | Left]:
    """The parts of a document; `folder` takes what a reader writes. Raises DocumentRefused `no-reader`,
    `two-readers`, and what the reader raises."""
    claims = [reader for reader in READERS if reader.identify(document)]
    if not claims:
        raise DocumentRefused("no-reader", document=document.name, looked_for="; ".join(r.looks_for for r in READERS))
    if len(claims) > 1:
        raise DocumentRefused("two-readers", document=document.name, readers=", ".join(r.name for r in claims))
    return claims[0].read(document, folder)
