"""What the user says of columns, `header=field`, and the fingerprint under which it is remembered."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping, Sequence

from tracker.errors import InputError
from tracker.normalise import reference
from tracker.normalise.fold import fold_header

IGNORED = "-"
"""The meaning of a column that is left."""

TERM = "term"
"""The meaning of a column that holds one keyword's values over time: `term:KEYWORD`."""

_PLACE = re.compile(r"#([1-9][0-9]{0,3})")
_SOLD_KINDS = ("paid", "received", "sold", "monthly", "weekly", "daily", "unknown")


def parse(texts: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Pairs of column and meaning of texts such as `标题=title`, `#3=price`, `月销=sold:monthly`, `备注=-`.

    A column is named by its header or by `#` and its place, from 1. Raises InputError `map-unreadable`,
    `map-field-unknown` (facts: value, field, known).
    """
    return tuple(sorted(_pair(text) for text in texts))


def _pair(text: str) -> tuple[str, str]:
    column, equals, meaning = (part.strip() for part in text.rpartition("="))
    if not equals or not column or not meaning:
        raise InputError("map-unreadable", value=text)
    check(meaning, text)
    return column, meaning


def check(meaning: str, text: str) -> None:
    """Raises InputError `map-field-unknown` where no kind of table has such a meaning; `text` is quoted then."""
    name, _, detail = meaning.partition(":")
    if detail and (name == TERM or (name == "sold" and detail in _SOLD_KINDS)):
        return
    if detail or name not in meanings():
        raise InputError("map-field-unknown", value=text, field=meaning, known=", ".join(sorted(meanings())))


def meanings() -> frozenset[str]:
    """Every meaning that a column can be given by name; `sold` may have a kind behind it."""
    fields = {name for kind in ("listings", "shops", "keywords", "sales") for name in reference.fields(kind)}
    return frozenset(fields | set(reference.metrics()) | {IGNORED})


def place_of(column: str, header: Sequence[str]) -> int | None:
    """The index of the column that a name or `#place` means in this header; null where it has none."""
    place = _PLACE.fullmatch(column)
    if place:
        index = int(place[1]) - 1
        return index if index < len(header) else None
    folded = fold_header(column)
    return next((index for index, cell in enumerate(header) if cell.strip() and fold_header(cell) == folded), None)


def is_by_place(columns: Iterable[tuple[str, str]]) -> bool:
    """Whether all columns are named by their place, so that the table needs no header."""
    found = [column for column, _ in columns]
    return bool(found) and all(_PLACE.fullmatch(column) for column in found)


def fingerprint(header: Sequence[str]) -> str:
    """What tables with the same headers share, in whatever order their columns stand."""
    folded = sorted(fold_header(cell) for cell in header if cell.strip())
    return hashlib.sha256("\n".join(folded).encode()).hexdigest()[:16]


def by_header(columns: Mapping[str, str], header: Sequence[str]) -> dict[str, str]:
    """The same meanings under the headers' own texts, where a place was named and has one."""
    named: dict[str, str] = {}
    for column, meaning in columns.items():
        index = place_of(column, header)
        named[column if index is None else name_of(index, header)] = meaning
    return named


def name_of(index: int, header: Sequence[str]) -> str:
    """The name of a column that only it has: its header, else `#` and its place."""
    text = header[index].strip()
    folded = fold_header(text)
    alone = folded and sum(fold_header(cell) == folded for cell in header) == 1
    return text if alone and not _PLACE.fullmatch(text) else f"#{index + 1}"
