"""Rows of a raw table that may be its header: one row, or two of which the upper groups columns of the lower."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from tracker.model import RawTable
from tracker.normalise import mapping, reference
from tracker.normalise.fold import fold_header, fold_header_core
from tracker.normalise.units import is_unit

_NUMERIC = re.compile(r"[\s¥￥$€£₹₫%+,.\d-]*\d[\s%+,.\d-]*")
_BRACKETED = re.compile(r"[(（\[【].*[)）\]】]")


_LONGEST = 1000
"""Characters of a cell that may be a header's; the patterns above take time as the square of it."""


class Header(NamedTuple):
    """A header: its last row's number in the document, and for each column its text and the words that name it.

    The words are a part of the text where the upper row of two groups columns. `row` 0: the table has no header.
    `above`: the nearest line above it that isn't blank. `preference` tells which of equally good headers is meant: 2
    where remarks stand below the names, such as units, 0 where an upper row groups a lower.
    """

    row: int
    cells: tuple[str, ...]
    words: tuple[str, ...]
    above: str = ""
    preference: int = 1

    def place(self, column: str) -> int | None:
        """The index of the column that a name or `#place` means; null where it has none."""
        index = mapping.place_of(column, self.words)
        return mapping.place_of(column, self.cells) if index is None else index


def candidates(table: RawTable) -> Iterator[Header]:
    """Every row of the head with at least two cells, and every two rows that together are a header, in the order of
    their last rows."""
    above = line = ""
    joined: Header | None = None
    for place, row in enumerate(table.head):
        above, line = line or above, " ".join(row).strip()
        if joined is not None:
            yield joined
            joined = None
        if sum(1 for cell in row if cell.strip()) < 2 or _is_long(row):
            continue
        number = table.first_row + place
        yield Header(number, row, row, above)
        below = table.head[place + 1] if place + 1 < len(table.head) else ()
        if _continues(row, below):
            joined = _joined(number + 1, _filled(row, number, table), row, below)
    if joined is not None:
        yield joined


def sample(table: RawTable, header: Header) -> list[tuple[str, ...]]:
    """The rows of the head below a header, but for those that a separator too many or too few has shifted: where half
    of the rows or more have as many cells as the header, the others are left out."""
    rows = [row for row in table.head[max(header.row - table.first_row + 1, 0) :] if any(row)]
    within = [row for row in rows if not any(map(str.strip, row[len(header.cells) :]))]
    whole = [row for row in rows if len(row) == len(header.cells)] if table.separated else []
    return next((some for some in (whole, within) if 2 * len(some) >= len(rows)), rows)


def knows(text: str) -> bool:
    """Whether a header is the name of a field or metric of any kind."""
    if not text.strip() or len(text) > _LONGEST:
        return False
    return fold_header(text) in names() or fold_header_core(text) in names()


def _continues(row: Sequence[str], below: Sequence[str]) -> bool:
    """Whether the row below may be the second row of a header: words alone, and names, or remarks in brackets."""
    cells = [cell.strip() for cell in below if cell.strip()]
    if not cells or _is_long(cells) or len(below) > len(row) + 40:
        return False
    if any(_NUMERIC.fullmatch(cell) or "//" in cell for cell in cells):
        return False
    return all(map(_is_remark, cells)) or any(knows(cell) for cell in cells)


def _is_remark(cell: str) -> bool:
    """Whether a cell below a header only adds to it: words in brackets, or a unit."""
    return bool(_BRACKETED.fullmatch(cell.strip())) or is_unit(cell)


def _is_long(row: Sequence[str]) -> bool:
    return any(len(cell) > _LONGEST for cell in row)


def _filled(row: Sequence[str], number: int, table: RawTable) -> list[str]:
    """The upper row with each group's name over all its columns: over its merged cells, else over the blanks behind."""
    filled = [cell.strip() for cell in row]
    merged = [each for each in table.merged if each[0] <= number <= each[2]]
    if merged:
        for _, first, _, last in merged:
            filled += [""] * (last - len(filled))
            filled[first - 1 : last] = [filled[first - 1]] * (last - first + 1)
        return filled
    for index in range(1, len(filled)):
        filled[index] = filled[index] or filled[index - 1]
    return filled


def _joined(number: int, groups: Sequence[str], upper: Sequence[str], lower: Sequence[str]) -> Header:
    cells, words = [], []
    for index in range(max(len(upper), len(lower), len(groups))):
        own, group, below = (each[index].strip() if index < len(each) else "" for each in (upper, groups, lower))
        if not below or _is_remark(below):
            remark = f"({below})" if is_unit(below) else below
            cells.append(own + remark)
            words.append(own + remark)
        else:
            text = below if below == group else f"{group} {below}".strip()
            cells.append(text)
            words.append(next((each for each in (below, text, f"{below}{group}") if knows(each)), text))
    remarks = all(map(_is_remark, filter(str.strip, lower)))
    return Header(number, tuple(cells), tuple(words), preference=2 if remarks else 0)


@functools.cache
def names() -> frozenset[str]:
    """The folded names of all fields and metrics of all kinds."""
    found: set[str] = set()
    for kind in ("listings", "shops", "keywords", "trend", "sales"):
        for field in reference.fields(kind).values():
            found |= field.aliases
    for metric in reference.metrics().values():
        found |= metric.aliases
    return frozenset(found)
