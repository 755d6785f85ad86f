"""The rows of a preview as they will be stored, each value beside the cell it was read from. No streamlit."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.dashboard import labels, text
from tracker.i18n import gettext as _
from tracker.ingest import Preview
from tracker.normalise import mapping, reference
from tracker.normalise.column import Column
from tracker.normalise.guess import USED

if TYPE_CHECKING:
    import pandas as pd

REFUSED, ASKED = "✗", "?"
"""The signs of a cell that can't be read, and of one whose meaning or value is not sure."""

_STEMS = {"review_count": "review", "listings": "listing", "followers": "follower"}
"""Fields whose stored column has another name."""

_LAST = {"url", "shop_key", "flags"}
"""Columns that stand behind what a person looks for."""

_LEFT = {"source_row", "sold_raw"}
"""Columns that are told in another way: as the row's number, and as the text beside the counter."""

_OF_FLAGS = {"key-derived": "listing_key", "currency-unknown": "price"}
"""Remarks of a row, and the column that each speaks of."""


class Cell(NamedTuple):
    """One value: its column (bounds under their common name), how it will be stored, the text it was read from (null:
    no cell of the document) with its header, and REFUSED, ASKED or ''."""

    name: str
    stored: str
    text: str | None
    header: str | None
    mark: str


class Row(NamedTuple):
    """One row that will be stored, by the number of its row in the document."""

    number: int
    cells: list[Cell]


def rows(preview: Preview, most: int) -> list[Row]:
    """The first rows. Columns that hold nothing in any of them are left out."""
    refused = {(each.row, each.column) for each in preview.rejections if each.scope == "cell"}
    made = [
        _row(preview, dict(zip(preview.columns, row, strict=True)), texts, refused)
        for row, texts in zip(preview.rows[:most], preview.texts[:most], strict=True)
    ]
    full = {cell.name for row in made for cell in row.cells if cell.stored or cell.mark}
    return [Row(row.number, [cell for cell in row.cells if cell.name in full]) for row in made]


def frame(found: list[Row]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """The rows as a table, each column beside the file's own text where that reads otherwise, and a table of the same
    shape with the marks. A marked value begins with its sign."""
    import pandas as pd

    names = list(dict.fromkeys(cell.name for row in found for cell in row.cells))
    shown: dict[str, list[str]] = {labels.field("source_row"): [str(row.number) for row in found]}
    marks: dict[str, list[str]] = {labels.field("source_row"): ["" for _row in found]}
    for name in names:
        cells = [next((cell for cell in row.cells if cell.name == name), None) for row in found]
        own = [cell.mark if cell else "" for cell in cells]
        label = labels.field(name)
        shown[label] = [f"{cell.mark} {cell.stored}".strip() if cell else "" for cell in cells]
        marks[label] = own
        if any(cell and cell.text is not None and cell.text.strip() != cell.stored for cell in cells):
            label = _("{column}, in the file").format(column=label)
            shown[label] = [(cell.text or "").strip() if cell else "" for cell in cells]
            marks[label] = own
    return pd.DataFrame(shown), pd.DataFrame(marks)


def _row(
    preview: Preview, stored: Mapping[str, Any], texts: tuple[str | None, ...], refused: set[tuple[int, str | None]]
) -> Row:
    number = int(stored["source_row"])
    origins = {_stem(column, preview): place for place, column in _own(preview, stored)}
    flagged = {_OF_FLAGS[each] for each in str(stored["flags"] or "").split() if each in _OF_FLAGS}
    cells = []
    for name in _stems(preview.columns):
        place = origins.get(name)
        column = None if place is None else preview.layout.columns[place]
        raw = None if place is None else _text(preview, place, texts)
        mark = ASKED if name in flagged or (column and raw and column.confidence < USED) else ""
        if column and (number, column.header) in refused:
            mark = REFUSED
        cells.append(Cell(name, _shown(name, stored), raw, column.header if column else None, mark))
    return Row(number, cells)


def _text(preview: Preview, place: int, texts: tuple[str | None, ...]) -> str | None:
    """The text of a cell; where its span ends in another one, of both."""
    layout = preview.layout
    last = layout.column(reference.ends(layout.table).get(layout.columns[place].field, ""))
    until = texts[layout.columns.index(last)] if last else None
    return f"{texts[place] or ''} – {until}" if until else texts[place]


def _own(preview: Preview, stored: Mapping[str, Any]) -> list[tuple[int, Column]]:
    """The columns that a stored row was read from, with their places: of a keyword's metrics its own alone."""
    return [(place, column) for place, column in enumerate(preview.layout.columns) if _is_own(column, stored)]


def _is_own(column: Column, stored: Mapping[str, Any]) -> bool:
    if column.field == mapping.TERM:
        return bool(column.keyword == stored["keyword"])
    if "metric" not in stored or column.field not in reference.metrics():
        return True
    month = f"{stored['since']:%b %Y}" if stored["since"] else None
    return column.field == stored["metric"] and column.month in {None, month}


def _stem(column: Column, preview: Preview) -> str:
    if "metric" in preview.columns:
        if column.field == mapping.TERM or column.field in reference.metrics():
            return "value"
        return "since" if column.field == "observed_at" else column.field
    return _STEMS.get(column.field, column.field)


def _stems(columns: tuple[str, ...]) -> list[str]:
    """The columns, both ends of a bound as one, in the order in which they are shown."""
    found = [
        name.removesuffix("_low") if f"{name.removesuffix('_low')}_high" in columns else name
        for name in columns
        if not (name.endswith("_high") and f"{name.removesuffix('_high')}_low" in columns)
    ]
    return sorted((each for each in found if each not in _LEFT), key=_LAST.__contains__)


def _shown(name: str, stored: Mapping[str, Any]) -> str:
    if f"{name}_low" in stored:
        unit = stored.get("unit")
        return text.bound(stored[f"{name}_low"], stored[f"{name}_high"], str(unit) if unit else None)
    said = text.cell(stored[name])
    return labels.word(name, said) if said else ""
