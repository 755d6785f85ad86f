"""What an import would do, table by table: in words for the terminal, and as JSON for programs."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from rich.console import Console

from tracker.cli import output, words
from tracker.dashboard import beside, labels, reasons
from tracker.i18n import gettext as _
from tracker.ingest import Preview
from tracker.normalise import mapping

ROWS_TEXT, ROWS_JSON = 3, 20
"""Rows that the text and the JSON show of each table."""


def print_preview(console: Console, preview: Preview) -> None:
    """One table: what it was taken for, where its facts are from, what each column means, the first rows."""
    layout = preview.layout
    console.print()
    console.print(output.plain(preview.document + (f" › {preview.sheet}" if preview.sheet else "")), style="bold")
    known = [words.kind(layout.kind), *filter(None, [reasons.form(preview)])]
    where = _("header in row {row}").format(row=layout.header_row) if layout.header_row else _("no header")
    console.print(output.plain(_("Taken for: {kind}; {where}.").format(kind=" · ".join(known), where=where)))
    for name, value, origin in reasons.facts(preview):
        console.print(output.plain(_("{fact}: {value} ({origin})").format(fact=name, value=value, origin=origin)))
    console.print()
    head = (_("column"), _("meaning"), _("how sure"), _("why"))
    console.print(output.table(head, _columns(preview)))
    _print_questions(console, preview)
    if preview.rows:
        console.print()
        console.print(output.plain(_("The first rows, as they would be stored, beside the text in the document:")))
        fields = (_("row"), _("meaning"), "", _("stored"), _("text"))
        console.print(output.table(fields, _rows(preview), right=(0,)))


def _columns(preview: Preview) -> Iterator[tuple[str, ...]]:
    header = preview.layout.header
    columns = {each.index: each for each in preview.layout.columns}
    doubts = {each.index: each for each in preview.layout.doubts}
    for index, cell in enumerate(header):
        found = columns.get(index) or doubts.get(index)
        name = cell.strip() or f"#{index + 1}"
        if found:
            yield name, f"{reasons.taken_for(found)} · {found.field}", reasons.sureness(found), reasons.why(found)
        elif cell.strip():
            yield name, reasons.taken_for(None), "", ""
    for index in preview.layout.unnamed:
        yield f"#{index + 1}", reasons.taken_for(None), "", _("it has no name")


def _print_questions(console: Console, preview: Preview) -> None:
    asked = reasons.questions(preview.layout)
    if not asked:
        return
    console.print()
    console.print(output.plain(_("Please say what these columns are:")))
    for each in asked:
        cells = ", ".join(_examples(preview, each.index))
        header = mapping.name_of(each.index, preview.layout.header)
        console.print(
            output.plain(
                _("“{column}” ({cells}): is it {meaning}?").format(
                    column=header, cells=cells, meaning=reasons.meaning(each)
                )
            )
        )
        yes, no = (reasons.option(preview.layout.header, each, means) for means in (each.field, mapping.IGNORED))
        console.print(output.plain("  " + _("Yes: {option}").format(option=yes)))
        console.print(output.plain("  " + _("No: {option}, or the field that it is").format(option=no)))


def _examples(preview: Preview, index: int) -> list[str]:
    """The first cells of a column that is asked."""
    doubt = next((each for each in preview.layout.doubts if each.index == index), None)
    if doubt:
        return [output.plain(each).plain for each in doubt.examples]
    place = next(place for place, each in enumerate(preview.layout.columns) if each.index == index)
    return [each for texts in preview.texts[:3] if (each := texts[place])]


def _rows(preview: Preview) -> Iterator[tuple[str, ...]]:
    for row in beside.rows(preview, ROWS_TEXT):
        first = str(row.number)
        for cell in row.cells:
            if cell.stored or cell.mark:
                yield first, labels.field(cell.name), cell.mark, cell.stored, cell.text or ""
                first = ""


def as_json(preview: Preview) -> dict[str, Any]:
    """What a trial adds to a batch: where the table stands, what its columns mean and why, what is asked, facts, and
    the first rows as they would be stored beside the cells they were read from."""
    layout = preview.layout
    return {
        "sheet": preview.sheet,
        "export": layout.export.id if layout.export else None,
        "layout": layout.said.layout,
        "header_row": layout.header_row,
        "columns": [
            {"column": each.index + 1, "header": each.header, "field": each.field, "confidence": each.confidence,
             "reason": each.reason}
            for each in layout.columns
        ],
        "questions": [
            {"column": each.index + 1, "header": each.header, "field": each.field, "confidence": each.confidence,
             "reason": each.reason, "examples": _examples(preview, each.index),
             "option": reasons.option(layout.header, each, each.field)}
            for each in reasons.questions(layout)
        ],
        "facts": {name: {"value": value, "from": origin} for name, (value, origin) in preview.facts.items()},
        "rows": [
            {"row": row[0], "stored": dict(zip(preview.columns[1:], row[1:], strict=True)),
             "text": {each.header: cell for each, cell in zip(layout.columns, texts, strict=True)}}
            for row, texts in zip(preview.rows[:ROWS_JSON], preview.texts[:ROWS_JSON], strict=True)
        ],
    }  # fmt: skip
