"""Exports of other tools, known by their headers: tracker/reference/exports.toml."""

from __future__ import annotations

import functools
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from tracker.i18n import language
from tracker.normalise.fold import fold_header

NOT_KEPT = "none"
"""The kind of an export of which nothing is kept."""


@dataclass(frozen=True, slots=True)
class Export:
    """An export known by name.

    `headers`: one of each set must stand in the header row. `columns`: folded header to what it means here.
    `period`: `preamble`, where a line above the header states it. `missing`: a column without which its rows can't be
    told apart. `holds`: of an export of which nothing is kept, what it holds, by language. `confidence`: A to D.
    """

    id: str
    labels: Mapping[str, str]
    kind: str
    source: str | None
    platform: str | None
    headers: tuple[frozenset[str], ...]
    without: frozenset[str]
    columns: Mapping[str, str]
    constants: Mapping[str, str]
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


@functools.cache
def known() -> tuple[Export, ...]:
    """All exports known by name, in the order of the file."""
    text = files("tracker").joinpath("reference/exports.toml").read_text(encoding="utf-8")
    return tuple(_export(row) for row in tomllib.loads(text)["exports"])


def match(header: Iterable[str]) -> Export | None:
    """The export whose headers stand in this header row; of several the one with most headers. Null: none."""
    folded = frozenset(fold_header(cell) for cell in header if cell.strip())
    fitting = [each for each in known() if all(each_of & folded for each_of in each.headers)]
    return max(
        (each for each in fitting if not each.without & folded), key=lambda each: len(each.headers), default=None
    )


def _export(row: Mapping[str, Any]) -> Export:
    return Export(
        id=row["id"],
        labels={"en": row["en"], "zh": row["zh"]},
        kind=row["kind"],
        source=row.get("source"),
        platform=row.get("platform"),
        headers=tuple(frozenset(fold_header(each) for each in header.split("|")) for header in row["headers"]),
        without=frozenset(fold_header(header) for header in row.get("without", ())),
        columns={fold_header(header): meaning for header, meaning in row.get("columns", {}).items()},
        constants=row.get("constants", {}),
        period=row.get("period"),
        missing=row.get("missing"),
        holds={"en": row.get("holds_en", ""), "zh": row.get("holds_zh", "")},
        confidence=row["confidence"],
    )
