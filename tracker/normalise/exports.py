"""Exports of other tools, known by their headers: tracker/reference/exports.toml."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from duckdb import DuckDBPyConnection

from tracker.i18n import language
from tracker.normalise.fold import fold_header
from tracker.normalise.times import parse_time
from tracker.normalise.words import load

NOT_KEPT = "none"
"""The kind of an export of which nothing is kept."""

LEFT = "-"
"""What `columns` says of a column that is left."""

_PERIODS = (
    re.compile(r"([A-Z][a-z]+ \d{1,2}, \d{4}) - ([A-Z][a-z]+ \d{1,2}, \d{4})"),
    re.compile(r"(\d{4}-\d{2}-\d{2}) - (\d{4}-\d{2}-\d{2})"),
    re.compile(r"(\d{4}年\d{1,2}月\d{1,2}日)\s*[-–至~]\s*(\d{4}年\d{1,2}月\d{1,2}日)"),
)


@dataclass(frozen=True, slots=True)
class Export:
    """An export known by name.

    `headers`: one of each set must stand in the header row. `others`: a pattern of all other headers, or null.
    `above`: a text that must stand in the nearest line above the header, or null. `columns`: folded header to what it
    means here; of several for one field, the first that stands in the table. `period`: `preamble`, where a line above
    the header states it. `buckets`: metric to its exported values, each with the range that is meant. `missing`: a
    column without which its rows can't be told apart. `holds`: of an export of which nothing is kept, what it holds,
    by language. `confidence`: A to D.
    """

    id: str
    labels: Mapping[str, str]
    kind: str
    source: str | None
    platform: str | None
    headers: tuple[frozenset[str], ...]
    without: frozenset[str]
    others: str | None
    above: str | None
    columns: Mapping[str, str]
    constants: Mapping[str, str]
    buckets: Mapping[str, Mapping[str, str]]
    period: str | None
    missing: str | None
    holds: Mapping[str, str]
    confidence: str

    @property
    def name(self) -> str:
        """Its name in the language of the run."""
        return self.labels[language()]

    @property
    def held(self) -> str:
        """What it holds, in the language of the run; '' where its rows are kept."""
        return self.holds[language()]


class Told(NamedTuple):
    """What an export says of a column of its: the field's or metric's name, the kind of a sold counter, and what stands
    behind a bare number (`%`, `+`, ` USD`). `field` is LEFT where the column is left."""

    place: int
    field: str
    sold_kind: str | None = None
    unit: str | None = None

    @property
    def meaning(self) -> str:
        """The field with the kind of its counter, as mappings write it."""
        return f"{self.field}:{self.sold_kind}" if self.sold_kind else self.field


@functools.cache
def known() -> tuple[Export, ...]:
    """All exports known by name, in the order of the file."""
    return tuple(_export(row) for row in load("exports")["exports"])


def match(header: Iterable[str], above: str = "") -> Export | None:
    """The export whose headers stand in this header row; of several the one that asks for most. Null: none.

    `above`: the nearest line above the header that isn't blank.
    """
    return max(fitting(header, above), key=asked, default=None)


def fitting(header: Iterable[str], above: str = "") -> list[Export]:
    """All exports whose headers stand in this header row."""
    cells = [cell.strip() for cell in header if cell.strip()]
    folded = frozenset(fold_header(cell) for cell in cells)
    return [each for each in known() if _fits(each, cells, folded, above)]


def asked(export: Export) -> int:
    """How many things an export asks for, so that it fits."""
    return len(export.headers) + (export.above is not None)


def told(export: Export | None, row: Sequence[str]) -> list[Told]:
    """What the export says of the columns of its header row; nothing of a column that it doesn't name."""
    if export is None:
        return []
    places: dict[str, int] = {}
    for index, cell in enumerate(row):
        if cell.strip():
            places.setdefault(fold_header(cell), index)
    found: dict[int, Told] = {}
    fields: set[str] = set()
    for header, meaning in export.columns.items():
        if header in places:
            each = _told(places[header], meaning)
            if each.field in fields:
                each = Told(each.place, LEFT)
            elif each.field != LEFT:
                fields.add(each.field)
            found[each.place] = each
    return list(found.values())


def stated_period(export: Export | None, lines: Iterable[str]) -> tuple[datetime | None, datetime | None, str]:
    """The period that an export states above its header, half-open, with the line that states it; null where it
    doesn't."""
    if export is None or export.period != "preamble":
        return None, None, ""
    for line in lines:
        for pattern in _PERIODS:
            found = pattern.search(line)
            if found:
                first, last = (parse_time(text, None, "UTC").at for text in found.groups())
                return first, last + timedelta(days=1) if last else None, line
    return None, None, ""


def widen_buckets(con: DuckDBPyConnection, export: Export | None, width: int | None) -> None:
    """Write in `value` the range that is meant where an export gives only one number of each bucket: where all values
    of the metric are such numbers, and no month has a value of its own. Totals, rows with more cells than `width` and
    what is no number don't count."""
    for metric, ranges in (export.buckets if export else {}).items():
        plain = "coalesce(list_position($exported::VARCHAR[], replace(text, ',', '')), 0)"
        rows = "metric = $metric AND regexp_full_match(text, '[0-9.,]+') AND source_row NOT IN (FROM total)"
        rows += f" AND source_row NOT IN (SELECT source_row FROM raw WHERE cells > {width:d})" if width else ""
        exported = {"metric": metric, "exported": list(ranges)}
        row = con.execute(
            f"SELECT count(*) > 0 AND bool_and({plain} > 0 AND since IS NULL) FROM value WHERE {rows}",
            exported,
        ).fetchone()
        if row and row[0]:
            con.execute(
                f"UPDATE value SET text = list_extract($meant::VARCHAR[], {plain}) WHERE {rows}",
                exported | {"meant": list(ranges.values())},
            )


def _fits(export: Export, cells: Sequence[str], folded: frozenset[str], above: str) -> bool:
    if export.without & folded or not all(each_of & folded for each_of in export.headers):
        return False
    if export.above is not None and export.above not in above:
        return False
    if export.others is None:
        return True
    rest = [cell for cell in cells if not any(fold_header(cell) in each_of for each_of in export.headers)]
    return bool(rest) and all(re.fullmatch(export.others, cell) for cell in rest)


def _told(place: int, meaning: str) -> Told:
    field, _, mark = meaning.partition(":")
    kind: str | None = None
    if field == "sold":
        kind, _, mark = mark.partition(":")
    return Told(place, field, kind, f" {mark}" if mark.isalpha() else mark or None)


def _export(row: Mapping[str, Any]) -> Export:
    return Export(
        id=row["id"],
        labels={"en": row["en"], "zh": row["zh"]},
        kind=row["kind"],
        source=row.get("source"),
        platform=row.get("platform"),
        headers=tuple(frozenset(fold_header(each) for each in header.split("|")) for header in row["headers"]),
        without=frozenset(fold_header(header) for header in row.get("without", ())),
        others=row.get("others"),
        above=row.get("above"),
        columns={fold_header(header): meaning for header, meaning in row.get("columns", {}).items()},
        constants=row.get("constants", {}),
        buckets=row.get("buckets", {}),
        period=row.get("period"),
        missing=row.get("missing"),
        holds={"en": row.get("holds_en", ""), "zh": row.get("holds_zh", "")},
        confidence=row["confidence"],
    )
