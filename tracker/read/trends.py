"""Google Trends' odd tables: lists of related queries or topics (TOP, RISING) and interest by region.

Its time line is plain delimited text. What stands here has a heading per list, no headers, and the keyword, period and
region in a line above or in a header.
"""

from __future__ import annotations

import csv
import functools
import io
import re
import tomllib
from collections.abc import Iterator, Sequence
from importlib.resources import files
from pathlib import Path

from tracker.errors import DocumentRefused
from tracker.model import Document, RawTable, Said
from tracker.read.decode import decode

RELATED = "google-trends-related"
REGION = "google-trends-region"
SOURCE = "google-trends"

MORE_THAN_5000_PERCENT = ">5000%"
"""What the word for a breakout stands for."""

_LOOKED_AT = 16_384
_LARGEST = 10_000_000
"""Bytes; a list has 25 rows, a region table some thousand."""

_HEAD_ROWS = 20
_ABOUT = re.compile(r"^(?P<seed>.+): \((?P<period>[^,()]+(?:, \d[^,()]*)*)(?:, (?P<region>.+))?\)$")
"""What stands behind a comma is the region, or where it begins with a digit the time of day: 9/23/23, 8:22 PM."""
_CLOCK = re.compile(r", \d{1,2}[:.]\d{2}(?:\s*[AaPp]\.?[Mm]\.?)?")
"""The time of day in a period of less than a week; its days are kept."""

_Row = tuple[str, ...]


def identify(document: Document) -> bool:
    """Whether the text begins with a category, and a list of related words or a table of regions follows."""
    with document.path.open("rb") as file:
        head = file.read(_LOOKED_AT)
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        text = head.decode("utf-16", errors="ignore")
    else:
        text = head.removeprefix(b"\xef\xbb\xbf").decode("utf-8", errors="ignore")
    rows = list(_rows(text))[:_HEAD_ROWS]
    if not rows or not _is_category(rows[0]):
        return False
    return any(_list_name(row) for row in rows) or _region_header(rows) is not None


def read(document: Document, folder: Path) -> list[RawTable]:
    """A table for each list that holds rows (sheets `TOP` and `RISING`; headers keyword, and related_top or
    related_rising), or for each term of a region table (sheet `Region`, or `Region: TERM` where several are compared;
    headers keyword, region, and interest_by_region or, where terms are compared, share_by_region).

    Rows keep their numbers. `said` has source, seed, period, region and layout. Raises DocumentRefused
    `document-too-large`, `encoding-unknown`, `no-rows`.
    """
    if document.size > _LARGEST:
        limit = _LARGEST / 1_000_000
        raise DocumentRefused(
            "document-too-large", document=document.name, size_mb=f"{document.size / 1e6:.0f}", limit_mb=f"{limit:g}"
        )
    text = decode(document, folder).path.read_text(encoding="utf-8-sig")
    rows = list(_rows(text.replace("\0", "")))
    header = _region_header(rows[:_HEAD_ROWS])
    tables = list(_lists(rows, folder) if header is None else _regions(rows, header, folder))
    if not tables:
        raise DocumentRefused("no-rows", document=document.name)
    return tables


def _lists(rows: Sequence[_Row], folder: Path) -> Iterator[RawTable]:
    about = next((found for row in rows[1:4] if len(row) == 1 and (found := _ABOUT.match(row[0]))), None)
    said = Said(
        layout=RELATED,
        kind="keywords",
        source=SOURCE,
        seed=about and about["seed"],
        period=about and _CLOCK.sub("", about["period"]),
        region=about and about["region"],
    )
    starts = [(index, name) for index, row in enumerate(rows) if (name := _list_name(row))]
    for (start, name), end in zip(starts, [*(index for index, _ in starts[1:]), len(rows)], strict=True):
        cells = [
            (index + 1, (row[0], _growth(row[1])))
            for index, row in enumerate(rows[start + 1 : end], start + 1)
            if len(row) == 2
        ]
        if cells:
            headers = ("keyword", f"related_{name.lower()}")
            yield _table(name, start, headers, cells, said, folder / f"{name}.csv")


def _regions(rows: Sequence[_Row], header: int, folder: Path) -> Iterator[RawTable]:
    terms = [(place, found) for place, cell in enumerate(rows[header]) if (found := _ABOUT.match(cell))]
    for place, about in terms:
        cells = [
            (index, (about["seed"], row[0], row[place]))
            for index, row in enumerate(rows[header + 1 :], start=header + 2)
            if len(row) > place
        ]
        shares = any(value.endswith("%") for _, (*_, value) in cells)
        headers = ("keyword", "region", "share_by_region" if shares else "interest_by_region")
        said = Said(
            layout=REGION, kind="keywords", source=SOURCE, seed=about["seed"], period=_CLOCK.sub("", about["period"])
        )
        name = "Region" if len(terms) == 1 else f"Region: {about['seed']}"
        if cells:
            yield _table(name, header, headers, cells, said, folder / f"region{place}.csv")


def _table(
    sheet: str, header: int, headers: _Row, cells: Sequence[tuple[int, _Row]], said: Said, path: Path
) -> RawTable:
    """The table of numbered rows whose headers stand in row `header` (from 0)."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([number, len(row), *row] for number, row in cells)
    head = (*((),) * header, headers)
    return RawTable(sheet, path, ",", len(headers), head, (), 0, numbered=True, separated=True, said=said)


def _rows(text: str) -> Iterator[_Row]:
    return (tuple(cell.strip() for cell in row) for row in csv.reader(io.StringIO(text, newline="")))


def _is_category(row: _Row) -> bool:
    """Whether a row is the first line of an export: `Category: All categories`."""
    name, colon, _ = ",".join(row).replace("：", ":").partition(":")
    return bool(colon) and name.strip() in _words("category")


def _list_name(row: _Row) -> str | None:
    """TOP or RISING where the row is such a heading, else null."""
    if len(row) != 1:
        return None
    return next((name for name in ("TOP", "RISING") if row[0] in _words(name.lower())), None)


def _region_header(rows: Sequence[_Row]) -> int | None:
    """The place of the row that heads a table of regions, or null."""
    for index, row in enumerate(rows):
        if len(row) > 1 and row[0] in _words("region") and all(_ABOUT.match(cell) for cell in row[1:]):
            return index
    return None


def _growth(text: str) -> str:
    return MORE_THAN_5000_PERCENT if text in _words("breakout") else text


@functools.cache
def _words(name: str) -> frozenset[str]:
    text = files("tracker").joinpath("reference/trends.toml").read_text(encoding="utf-8")
    return frozenset(tomllib.loads(text)[name])
