"""Any answer as text, under the documented columns: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tracker.analysis.rows import distinct
from tracker.export.formula import neutralised
from tracker.store.questions import Answer

if TYPE_CHECKING:
    from pyarrow import Array, ChunkedArray, Table

_UNPRINTED = re.compile("[\x7f-\x9f]")
"""DEL and the C1 controls, which JSON lets stand and a terminal may obey."""


def to_csv(answer: Answer | Table) -> bytes:
    """UTF-8 with BOM, every field quoted, lines ended by CR LF; null is the empty field.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay as they are.
    """
    head = ",".join(map(_csv_field, names_of(answer)))
    return "\r\n".join([head, *_lines(answer, _csv_field, lambda place: "," if place else ""), ""]).encode("utf-8-sig")


def to_json(answer: Answer | Table) -> bytes:
    """A list of objects, UTF-8: decimals are exact JSON numbers, dates ISO 8601, null is null."""
    keys = [json.dumps(name) for name in names_of(answer)]
    rows = _lines(answer, _json_text, lambda place: f"{', ' if place else '{'}{keys[place]}: ", "}")
    body = ",\n".join(rows)
    return (f"[\n{body}\n]\n" if body else "[]\n").encode()


def names_of(answer: Answer | Table) -> Sequence[str]:
    """The columns' names."""
    return answer.columns if isinstance(answer, Answer) else answer.column_names


def _lines(
    answer: Answer | Table, write: Callable[[Any], str], before: Callable[[int], str], end: str = ""
) -> list[str]:
    """The rows as texts: each field as it is written, after what stands before fields of that place."""
    import pyarrow as pa
    import pyarrow.compute as pc

    columns = zip(*answer.rows, strict=True) if isinstance(answer, Answer) else answer.columns
    parts: list[Any] = []
    for place, column in enumerate(columns):
        parts += [pa.scalar(before(place), pa.large_string()), _written(column, write)]
    if not parts:
        return []
    ends = (pa.scalar(each, pa.large_string()) for each in (end, ""))
    lines: list[str] = pc.binary_join_element_wise(*parts, *ends).to_pylist()
    return lines


def _written(column: Sequence[Any] | ChunkedArray, write: Callable[[Any], str]) -> Array:
    """A column's values as texts; a value that comes again in a table is written once."""
    import pyarrow as pa

    if not isinstance(column, pa.ChunkedArray):
        return pa.array(map(write, column), pa.large_string())
    values, places = distinct(column)
    return pa.array(map(write, values), pa.large_string()).take(pa.array(places))


def json_string(text: str) -> str:
    """The text as a JSON string that no terminal obeys."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def plain_decimal(value: Decimal) -> str:
    """The number without exponent or trailing zeros: `59`, `0.1234`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def _csv_field(value: Any) -> str:
    return '"' + _csv_text(value).replace('"', '""') + '"'


def _csv_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, str):
        return neutralised(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, datetime):
        return value.isoformat(sep=" ")  # a blank, for Excel reads no T
    return value.isoformat() if isinstance(value, date) else str(value)


def _json_text(value: Any) -> str:
    if value is None:
        return "null"
    if isinstance(value, str):
        return json_string(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Decimal):
        return plain_decimal(value)
    if isinstance(value, date):  # a datetime is one
        return json.dumps(value.isoformat())
    return json.dumps(value)
