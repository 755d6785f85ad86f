"""Any answer as text, under the documented columns: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import partial
from typing import TYPE_CHECKING, Any

from tracker.analysis.rows import values
from tracker.export.formula import neutralised
from tracker.store.questions import Answer

if TYPE_CHECKING:
    from pyarrow import ChunkedArray, Table

_UNPRINTED = re.compile("[\x7f-\x9f]")
"""DEL and the C1 controls, which JSON lets stand and a terminal may obey."""


def to_csv(answer: Answer | Table) -> bytes:
    """UTF-8 with BOM, every field quoted, lines ended by CR LF; null is the empty field.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay as they are.
    """
    names, columns = _columns(answer)
    lines = [map(_csv_field, names), *zip(*(_written(column, _csv_field) for column in columns), strict=True)]
    return "".join(f"{','.join(line)}\r\n" for line in lines).encode("utf-8-sig")


def to_json(answer: Answer | Table) -> bytes:
    """A list of objects, UTF-8: decimals are exact JSON numbers, dates ISO 8601, null is null."""
    names, columns = _columns(answer)
    members = [
        _written(column, partial(_member, json.dumps(name))) for name, column in zip(names, columns, strict=True)
    ]
    body = ",\n".join(f"{{{', '.join(row)}}}" for row in zip(*members, strict=True))
    return (f"[\n{body}\n]\n" if body else "[]\n").encode()


def _columns(answer: Answer | Table) -> tuple[Sequence[str], Sequence[Any]]:
    """The columns' names, and their values."""
    if isinstance(answer, Answer):
        return answer.columns, list(zip(*answer.rows, strict=True)) or [()] * len(answer.columns)
    return answer.column_names, answer.columns


def _written(column: Sequence[Any] | ChunkedArray, write: Callable[[Any], str]) -> list[str]:
    """A column's values as texts; a value that comes again in a table is written once."""
    return list(map(write, column)) if isinstance(column, Sequence) else values(column, write)


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


def _member(key: str, value: Any) -> str:
    return f"{key}: {_json_text(value)}"


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
