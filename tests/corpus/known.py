"""What an entry says of a file that is imported, and its rows in the short form of the entries."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple

from tracker.normalise import mapping
from tracker.normalise.options import Options

BOUNDS = {
    "price": ("price_low", "price_high"),
    "sold": ("sold_low", "sold_high"),
    "reviews": ("review_low", "review_high"),
    "value": ("value_low", "value_high"),
}
"""The short name of two ends: a number where both are equal, else the pair."""

SUMMED = ("price", "price_list", "price_coupon", "sold", "reviews", "rating", "position")
"""What is summed over the standing rows of listings; of a bound the low ends. Readings are summed by metric."""

_BESIDE = frozenset({"document", "batch_id", "shop_key", "review_count", "source_row", "source_column"})
"""Columns of an answer that aren't compared: keys of our own, and where the row came from, by which it is found."""

Cells = dict[str, Any]


class Known(NamedTuple):
    """What a file gives with the options that a user has to say.

    `asked`: the code of the refusal without them; null: nothing has to be said. `batches`: for each its kind, and rows
    read, accepted, duplicate, corrected, rejected. `sums`: column or metric to how many rows have a value, and their
    sum; all others have none. `every`: cells that all standing rows share. `rows`: chosen rows by their number in the
    file (and, of readings, the column), all cells but `every`; a text that ends in `…` is the start of the cell, one
    that begins so its end. `refused`: scope and code of rejections to how many. `left`: codes of parts without a table.
    `words`: a column of words to how many rows hold each.
    """

    options: Mapping[str, str]
    asked: str | None
    batches: tuple[tuple[str, int, int, int, int, int], ...]
    sums: Mapping[str, tuple[int, str]] = {}
    every: Mapping[str, Any] = {}
    rows: Mapping[int | tuple[int, str], Cells] = {}
    refused: Mapping[str, int] = {}
    left: tuple[str, ...] = ()
    words: Mapping[str, Mapping[str | None, int]] = {}

    @property
    def question(self) -> str:
        """The question that tells all its standing rows."""
        return "listing-history" if self.batches[0][0] == "listings" else "keyword-readings"

    def to_options(self) -> Options:
        """The options of the import."""
        said = dict(self.options)
        columns = mapping.parse(said.pop("columns").split("|")) if "columns" in said else ()
        return Options(**said, columns=columns)


def sums(rows: Iterable[Mapping[str, Any]]) -> dict[str, tuple[int, Decimal]]:
    """How many rows have a value, and their sum, of each column or metric that has any."""
    found: dict[str, list[Decimal]] = {}
    for row in rows:
        if "metric" in row:
            cells = {row["metric"]: row["value_low"]}
        else:
            cells = {name: row[BOUNDS[name][0] if name in BOUNDS else name] for name in SUMMED}
        for name, value in cells.items():
            if value is not None:
                found.setdefault(name, []).append(Decimal(value))
    return {name: (len(values), sum(values, Decimal(0))) for name, values in found.items()}


def short(row: Mapping[str, Any]) -> Cells:
    """A row of an answer in the form of the entries: no empty cells, no keys made of names, bounds as one."""
    cells = {name: value for name, value in row.items() if value not in (None, "") and name not in _BESIDE}
    if str(cells.get("listing_key", "")).startswith("~"):
        del cells["listing_key"]
    for name, ends in BOUNDS.items():
        low, high = (cells.pop(end, None) for end in ends)
        if (low, high) != (None, None):
            cells[name] = plain(low) if low == high else (plain(low), plain(high))
    return {name: plain(value) for name, value in cells.items()}


def plain(value: Any) -> Any:
    """A cell as the entries write it: whole numbers as such, others as text; a time without what is zero at its end."""
    if isinstance(value, Decimal):
        return int(value) if value == int(value) else f"{value.normalize():f}"
    if isinstance(value, datetime):
        return f"{value:%Y-%m-%d %H:%M:%S}".removesuffix(":00").removesuffix(" 00:00")
    return value


def abridged(cells: Cells, said: Cells) -> Cells:
    """The cells with the texts abridged that the entry abridges, if they begin or end as it says."""

    def cut(value: Any, known: Any) -> Any:
        if not isinstance(known, str) or not isinstance(value, str):
            return value
        if known.endswith("…") and value.startswith(known[:-1]):
            return known
        return known if known.startswith("…") and value.endswith(known[1:]) else value

    return {name: cut(value, said.get(name)) for name, value in cells.items()}
