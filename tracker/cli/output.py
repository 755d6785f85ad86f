"""How answers and messages reach the terminal: text of others as plain text, errors in red on stderr."""

from __future__ import annotations

import dataclasses
import json
import re
import sys
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.table import Table
from rich.text import Text

_CONTROLS = re.compile("[\x00-\x1f\x7f-\x9f]+")
_ACTED_ON = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f]+(?!$)|[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]+")
_DIRECTIONS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
"""Marks that turn the direction of writing, and could show a text as another."""

_JSON_CONTROLS = re.compile("[\x7f-\x9f]")


WIDE = 1000
"""Columns of a table that goes into a file or a pipe: nothing is cut there."""


class QuietConsole(Console):
    """A console that falls silent where its reader has gone (`| head`), so that the work ends as it would."""

    def on_broken_pipe(self) -> None:
        self.quiet = True
        silence()


def silence() -> None:
    """Send what is still to be printed nowhere."""
    import os

    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)


def out(width: int | None = None) -> Console:
    """The console of answers. `width` in columns; null: the terminal's, or WIDE where stdout is none."""
    if width is None and not sys.stdout.isatty():
        width = WIDE
    return QuietConsole(width=width, highlight=False, emoji=False, markup=False)


def err() -> Console:
    """The console of progress, notes and errors."""
    return QuietConsole(stderr=True, highlight=False, emoji=False, markup=False, soft_wrap=True)


def complain(text: str) -> None:
    """Tell why something stopped."""
    err().print(plain(text, lines=True), style="red")


def note(text: str) -> None:
    """Tell what was done or comes next, beside the answer."""
    err().print(plain(text, lines=True))


def plain(value: object, *, lines: bool = False) -> Text:
    """Text that is shown as it is written: no markup, no control characters, no turned direction.

    Line breaks become blanks unless `lines`.
    """
    text = "" if value is None else str(value)
    parts = text.splitlines() if lines else [text]
    return Text("\n".join(_DIRECTIONS.sub("", _CONTROLS.sub(" ", part)) for part in parts))


def table(head: Iterable[str], rows: Iterable[Sequence[object]], right: Sequence[int] = ()) -> Table:
    """A table of plain texts; columns at the places in `right` are set to the right."""
    made = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False, padding=(0, 1, 0, 0))
    for place, name in enumerate(head):
        made.add_column(plain(name), justify="right" if place in right else "left", overflow="fold")
    for row in rows:
        made.add_row(*(plain(cell(value)) for value in row))
    return made


def cell(value: object) -> str:
    """A value as a person reads it: numbers grouped, computed ones to four places, dates without an hour of zero, null
    as nothing."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "✓" if value else "✗"
    if isinstance(value, Decimal | float):
        return _number(value)
    if isinstance(value, int):
        return f"{value:,}"
    if isinstance(value, datetime):
        midnight = (value.hour, value.minute, value.second) == (0, 0, 0)
        return f"{value:%Y-%m-%d}" if midnight else f"{value:%Y-%m-%d %H:%M}"
    return str(value)


def _number(value: Decimal | float) -> str:
    """A stored number as it is; a computed one to four places, or to two digits: a chance of 0.00002 is not 0."""
    if isinstance(value, float) and 0 < abs(value) < 0.001:
        return f"{value:.2g}"
    text = f"{value:,f}" if isinstance(value, Decimal) else f"{value:,.4f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def emit(data: bytes) -> None:
    """Put bytes on stdout as they are."""
    try:
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        silence()


def harmless(data: bytes) -> bytes:
    """UTF-8 text without what a terminal obeys but line ends and tabs; for people, not for files and pipes."""
    lines = data.decode(errors="replace").split("\n")
    return "\n".join(_ACTED_ON.sub(" ", line) for line in lines).encode()


def emit_json(value: Any) -> None:
    """Print a value as JSON, in UTF-8, with no character that a terminal obeys."""
    text = json.dumps(value, ensure_ascii=False, indent=2, default=_as_json)
    text = _JSON_CONTROLS.sub(lambda found: f"\\u{ord(found[0]):04x}", text)
    emit(f"{text}\n".encode(errors="backslashreplace"))


def _as_json(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return dataclasses.asdict(value)
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, Path):
        return str(value)
    raise TypeError(type(value))
