"""What a trace answers with. All frozen, all plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, NamedTuple

from tracker.messages import render

ORIGINS = (*("cell", "header", "option", "export", "form", "links", "name", "sheet", "preamble", "derived", "unknown"),)
"""What a value was taken from: a cell of its row; the header of a column; what the user said with the import; what the
export that was recognised always says; what the document's form says beside its cells; the host of the links; the
document's name; the sheet's name; the lines above the header; other values of the row; `unknown`, where the document
can't be read again and the batch doesn't say."""


class Problem(NamedTuple):
    """Why the text of a row can't be shown: a code of tracker.messages and its facts."""

    code: str
    facts: Mapping[str, object]

    @property
    def message(self) -> str:
        """The problem in the language of the run."""
        return render(self.code, self.facts)


@dataclass(frozen=True, slots=True)
class Value:
    """One stored value of an observation.

    `field`: the stored column; of a bound, what its two columns share (`price` of price_low and price_high). `low` and
    `high`: the ends of a bound, null where open; both are the value itself where `is_bound` is false.
    `origin` is one of ORIGINS. `text`: what it was read from, as it stands there; null where that can't be read again.
    `column` (from 1) and `header`: where in the table that is; null outside it. `derived_from`: fields of the same row.
    """

    field: str
    low: Any
    high: Any
    is_bound: bool
    origin: str
    text: str | None = None
    header: str | None = None
    column: int | None = None
    derived_from: tuple[str, ...] = ()

    @property
    def value(self) -> Any:
        """The value where it is one; of a bound, its low end."""
        return self.low


@dataclass(frozen=True, slots=True)
class Also:
    """Another row that said the same. Times are UTC. `text`: of the facts that keep one, the text there."""

    batch_id: int
    document: str
    sha256: str
    sheet: str | None
    row: int
    header: str | None
    text: str | None
    entered_at: datetime


@dataclass(frozen=True, slots=True)
class Evidence:
    """The row that an observation stands on. `row` counts from 1 within the sheet; `entered_at` is UTC. `problem`: why
    its text can't be shown; null where it can."""

    batch_id: int
    document: str
    sha256: str
    sheet: str | None
    row: int
    entered_at: datetime
    problem: Problem | None = None


@dataclass(frozen=True, slots=True)
class Snapshot:
    """One observation. `key`: what tells it apart. `observed_at`: market's wall time; of a keyword reading, the start
    of its period. `standing`: false where a later import corrected it."""

    key: Mapping[str, Any]
    observed_at: datetime
    standing: bool
    evidence: Evidence
    values: tuple[Value, ...]
    also: tuple[Also, ...]

    def of(self, name: str) -> Value | None:
        """The value of a field, or null where nothing is stored of it."""
        return next((each for each in self.values if each.field == name), None)


@dataclass(frozen=True, slots=True)
class Trace:
    """All that was asked for. `subject`: what was meant, as the store spells it. The newest observation comes first."""

    subject: Mapping[str, str]
    snapshots: tuple[Snapshot, ...] = field(default=())
