"""Which reader claims a document: exactly one may."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NamedTuple

from tracker.errors import DocumentRefused
from tracker.i18n import N_
from tracker.i18n import gettext as _
from tracker.model import Document, Left, PageRule, RawTable
from tracker.read import archive, delimited, html, json_reader, sniff, trends, workbook, zips

_INCOMPLETE = (".crdownload", ".part", ".partial", ".download", ".opdownload")
"""Ends of names that browsers give a file while it comes in."""


class Reader(NamedTuple):
    """`identify` looks at the bytes, never at the name; `read` gives the document's tables."""

    name: str
    looks_for: str
    identify: Callable[[Document], bool]
    read: Callable[[Document, Path, Sequence[PageRule]], Sequence[RawTable | Left]]


def read(document: Document, folder: Path, rules: Sequence[PageRule] = ()) -> Sequence[RawTable | Left]:
    """The parts of a document; `folder` takes what a reader writes. `rules`: the user's readers of pages.

    Raises DocumentRefused `no-reader` (found: what it is instead), `news-not-yet`, `two-readers`, and what the reader
    raises.
    """
    claims = [reader for reader in READERS if reader.identify(document)]
    if document.name.lower().endswith(_INCOMPLETE):
        raise _unclaimed(document, "incomplete")
    if not claims:
        kind = sniff.kind(document)
        if kind == "feed":
            raise DocumentRefused("news-not-yet", document=document.name)
        raise _unclaimed(document, zips.kind(document) if kind == "zip" else kind)
    if len(claims) > 1:
        raise DocumentRefused("two-readers", document=document.name, readers=", ".join(r.name for r in claims))
    return claims[0].read(document, folder, rules)


def _unclaimed(document: Document, found: str) -> DocumentRefused:
    looked_for = "; ".join(_(reader.looks_for) for reader in READERS)
    return DocumentRefused("no-reader", document=document.name, found=found, looked_for=looked_for)


def _read_archive(document: Document, folder: Path, rules: Sequence[PageRule]) -> list[RawTable | Left]:
    return archive.read(document, folder, lambda member, place: read(member, place, rules))


def _without_rules(
    read: Callable[[Document, Path], Sequence[RawTable | Left]],
) -> Callable[[Document, Path, Sequence[PageRule]], Sequence[RawTable | Left]]:
    return lambda document, folder, rules: read(document, folder)


READERS = (
    Reader(
        "delimited",
        N_("text of rows (CSV, TSV; comma, tab, semicolon, pipe)"),
        delimited.identify,
        _without_rules(delimited.read),
    ),
    Reader("trends", N_("related queries or regions of Google Trends"), trends.identify, _without_rules(trends.read)),
    Reader("workbook", N_("a workbook (xlsx, xlsm, xls, xlsb, ods)"), workbook.identify, _without_rules(workbook.read)),
    Reader("html", N_("a page with tables (html, mhtml, or HTML named xls)"), html.identify, html.read),
    Reader("json", N_("JSON or JSON Lines"), json_reader.identify, _without_rules(json_reader.read)),
    Reader("archive", N_("a zip or gzip of these"), archive.identify, _read_archive),
)
