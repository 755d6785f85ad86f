"""What is found of a header's columns so far, and the cells below them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from tracker.normalise import mapping, reference
from tracker.normalise.column import Column, Doubt
from tracker.normalise.fold import fold_header, fold_header_core
from tracker.normalise.headers import Header
from tracker.normalise.units import header_unit

Below = Sequence[tuple[str, ...]]
"""The first rows below a header."""

_EXAMPLES = 3


class Found:
    """The columns found so far of one header; each field and each column once."""

    def __init__(self, kind: str, header: Header) -> None:
        self.kind = kind
        self.fields = reference.fields(kind)
        self.possible = set(self.fields) | (set(reference.metrics()) if kind == "keywords" else set())
        self.columns: list[Column] = []
        self._header = header
        self._left: set[int] = set()
        self._taken: set[tuple[str, str | None]] = set()

    @property
    def settled(self) -> set[int]:
        """The columns whose meaning is known, or that are left."""
        return self._left | {each.index for each in self.columns}

    def is_free(self, index: int) -> bool:
        """Whether nothing is known of the column yet."""
        return index not in self.settled

    def has(self, name: str, month: str | None = None) -> bool:
        """Whether a column of that meaning is there already."""
        return (name, month) in self._taken

    def leave(self, columns: Sequence[Column]) -> None:
        """Take these columns out: what they hold is kept by no field."""
        self.columns = [each for each in self.columns if each not in columns]
        self._left |= {each.index for each in columns}
        self._taken -= {(each.field, each.month) for each in columns}

    def rename(self, name: str, to: str, *, unless: set[str], header: str) -> None:
        """Give the column of a meaning another one where it has this header and none of `unless` is there."""
        if not any(self.has(each) for each in unless):
            is_meant = {
                each.index for each in self.columns if each.field == name and fold_header(each.header) == header
            }
            self.columns = [replace(each, field=to) if each.index in is_meant else each for each in self.columns]
            self._taken |= {(to, None)} if is_meant else set()

    def add(
        self,
        index: int,
        means: str,
        reason: str,
        confidence: float = 1.0,
        month: str | None = None,
        unit: str | None = None,
    ) -> bool:
        """Add a column of that meaning; the first of a meaning stays. False: no such meaning in this kind."""
        name, _, detail = means.partition(":")
        if name == mapping.IGNORED:
            self._left.add(index)
            return True
        if name == mapping.TERM and self.kind == "trend":
            self.columns.append(Column(index, self._text(index), name, keyword=detail, reason=reason))
            return True
        if name not in self.possible:
            return False
        if self.is_free(index) and not self.has(name, month):
            self._taken.add((name, month))
            made = self._column(index, name, detail or None, month, reason, confidence)
            self.columns.append(replace(made, unit=unit) if unit else made)
        return True

    def _column(
        self, index: int, name: str, detail: str | None, month: str | None, reason: str, confidence: float
    ) -> Column:
        field = self.fields.get(name)
        word = self._header.words[index]
        return Column(
            index,
            self._text(index),
            name,
            sold_kind=detail or _sold_kind(field, word),
            month=month,
            unit=header_unit(word, field.type if field else reference.metrics()[name].type),
            confidence=confidence,
            reason=reason,
        )

    def _text(self, index: int) -> str:
        return self._header.cells[index].strip()


def _sold_kind(field: reference.Field | None, word: str) -> str | None:
    """The kind of counter that a header names; null where it names none."""
    if field is None or not field.sold_kinds:
        return None
    return field.sold_kinds.get(fold_header(word)) or field.sold_kinds.get(fold_header_core(word))


def doubt_of(header: Header, index: int, name: str, confidence: float, reason: str, texts: Sequence[str]) -> Doubt:
    """A column that may be the field, with its first cells (`texts`)."""
    return Doubt(index, header.cells[index].strip(), name, confidence, reason, tuple(texts[:_EXAMPLES]))


def cells_of(rows: Iterable[tuple[str, ...]], index: int) -> list[str]:
    """The cells of a column that hold anything."""
    return [row[index] for row in rows if index < len(row) and row[index].strip()]
