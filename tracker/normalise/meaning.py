"""What the columns of one header mean in a table of one kind."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from tracker.model import RawTable
from tracker.normalise import exports, guess, headers, reference
from tracker.normalise.column import Column, Doubt
from tracker.normalise.exports import Export
from tracker.normalise.found import Below, Found, cells_of, doubt_of
from tracker.normalise.headers import Header
from tracker.normalise.named import add_known
from tracker.normalise.neighbours import add_beside
from tracker.normalise.timeline import timeline

_FIRST_ROWS = 5
_NO_CELL = 0.5
"""The confidence of a known name over cells none of which is what it says."""


def columns(
    kind: str,
    header: Header,
    table: RawTable,
    export: Export | None,
    said: Mapping[str, str],
    *,
    bare_terms: bool = False,
) -> tuple[list[Column], list[Doubt]]:
    """The columns of a header that mean something in a table of the kind, and those that may.

    `said`: column to meaning, as the user said. `bare_terms`: the columns of a time line are keywords without more.
    """
    found = Found(kind, header)
    if table.said.layout:
        for index, cell in enumerate(header.cells):
            if cell.strip() in found.possible:
                found.add(index, cell.strip(), "form")
        return found.columns, []
    for column, means in said.items():
        place = header.place(column)
        if place is not None and not found.add(place, means, "said"):
            return [], []
    if kind == "trend":
        found.columns += timeline(header, found.settled, bare=bare_terms)
        return found.columns, []
    for told in exports.told(export, header.words):
        found.add(told.place, told.meaning, "export", unit=told.unit)
    if not found.columns and header.row > table.first_row + _FIRST_ROWS and not any(map(headers.knows, header.words)):
        return [], []  # nothing is known of it: only near the top may it be a header all the same
    below = headers.sample(table, header)
    doubts = add_known(found, header, below) + add_beside(found, header, below)
    found.columns = [_weighed(each, cells_of(below, each.index), kind) for each in found.columns]
    found.leave([each for each in found.columns if _is_shared(each, kind) and each.confidence == _NO_CELL])
    return found.columns, doubts + _add_guessed(found, header, below, export)


def _weighed(column: Column, texts: Sequence[str], kind: str) -> Column:
    """The column with the confidence that its cells leave to it."""
    field = reference.fields(kind).get(column.field)
    if column.reason != "header" or field is None:
        return column
    share = guess.fit(field.type, texts)
    return column if share == 1 else replace(column, confidence=round(_NO_CELL + share / 2, 2))


def _is_shared(column: Column, kind: str) -> bool:
    """Whether the column's name alone speaks for its field, and stands over other things too."""
    field = reference.fields(kind).get(column.field)
    return column.reason == "header" and field is not None and field.is_shared


def _add_guessed(found: Found, header: Header, below: Below, export: Export | None) -> list[Doubt]:
    """Add the columns that a good guess speaks for; those that a weak one speaks for are doubts, as are several
    columns that one meaning was guessed for."""
    if found.kind == "keywords" or export is not None:
        return []  # of a known export it is known what its other columns are: nothing that is kept
    guesses: dict[str, list[Doubt]] = {}
    for index, word in enumerate(header.words):
        if not found.is_free(index):
            continue
        texts = cells_of(below, index)
        made = guess.guess(found.kind, word, texts)
        if made and not found.has(made.field):
            doubt = doubt_of(header, index, made.field, made.confidence, made.reason, texts)
            guesses.setdefault(made.field, []).append(doubt)
    doubts: list[Doubt] = []
    for name, made_of in guesses.items():
        best = [each for each in made_of if each.confidence >= guess.USED]
        if len(best) == 1:
            found.add(best[0].index, name, best[0].reason, best[0].confidence)
        else:
            doubts += made_of
    return doubts
