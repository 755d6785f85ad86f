"""Any answer as text, under the documented columns: CSV for spreadsheets, JSON for programs."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tracker.export.formula import neutralised
from tracker.store.questions import Answer

_UNPRINTED = re.compile("[\x7f-\x9f]")
"""DEL and the C1 controls, which JSON lets stand and a terminal may obey."""


def to_csv(answer: Answer) -> bytes:
    """UTF-8 with BOM, every field quoted, lines ended by CR LF; null is the empty field.

    A text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay as they are.
    """
    sink = io.StringIO()
    writer = csv.writer(sink, quoting=csv.QUOTE_ALL, lineterminator="\r\n")
    writer.writerow(answer.columns)
    writer.writerows([_csv_text(value) for value in row] for row in answer.rows)
    return sink.getvalue().encode("utf-8-sig")


def to_json(answer: Answer) -> bytes:
    """A list of objects, UTF-8: decimals are exact JSON numbers, dates ISO 8601, null is null."""
    keys = [json.dumps(name) for name in answer.columns]
    rows = (
        "{" + ", ".join(f"{key}: {_json_text(value)}" for key, value in zip(keys, row, strict=True)) + "}"
        for row in answer.rows
    )
    body = ",\n".join(rows)
    return (f"[\n{body}\n]\n" if body else "[]\n").encode()


def json_string(text: str) -> str:
    """The text as a JSON string that no terminal obeys."""
    quoted = json.dumps(text, ensure_ascii=False)
    return _UNPRINTED.sub(lambda found: f"\\u{ord(found[0]):04x}", quoted)


def plain_decimal(value: Decimal) -> str:
    """The number without exponent or trailing zeros: `59`, `0.1234`."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


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
