"""A column of a table and what it means, and one that may mean something."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Column:
    """A column that is used. `field` is the field's or metric's name, or `term` for one keyword's time line;
    `unit` is what its header says of bare numbers (万, %, USD).

    `reason` is what its meaning rests on: form (the document's own), said (the user), export, header (a known name),
    name (a known name at the header's end), cells. `confidence` is from 0 to 1; a known name over cells that are
    something else has little.
    """

    index: int
    header: str
    field: str
    sold_kind: str | None = None
    keyword: str | None = None
    region: str | None = None
    month: str | None = None
    unit: str | None = None
    confidence: float = 1.0
    reason: str = "header"

    @property
    def is_guess(self) -> bool:
        """Whether it rests on a guess."""
        return self.reason in {"name", "cells"}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A column that may mean something, too unsurely to be used. `examples`: its first cells."""

    index: int
    header: str
    field: str
    confidence: float
    reason: str
    examples: tuple[str, ...]
