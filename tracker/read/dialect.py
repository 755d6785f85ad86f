"""Delimited text of other dialects, written anew in the one that is read: the same rows at the same places.

`sep=;`             a first line for Excel alone; it is left away, as Excel doesn't count it
`"15.6\\" screen"`  quotes behind backslashes, as databases write them; they are doubled
`="00123"`          formulas of a text, so that Excel keeps it one; the text is left
`"a,""b"",c"`       whole lines in quotes; the outer ones are taken off
"""

from __future__ import annotations

import csv
import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path

from tracker.read.child import HEAD_ROWS
from tracker.read.decode import Text

_SEPARATOR = re.compile(r"\ufeff?\"?sep=(.)\"?[,;\t]*\r?\n?", re.IGNORECASE)
_ESCAPED = re.compile(r'(?<!\\)((?:\\\\)*)\\"')
_FORMULA = r'(?:^|(?<={by}))(?:="(?P<bare>[^"\n]*)"|"=""(?P<quoted>[^"\n]*)""")(?=\s*(?:{by}|$))'
_LINE = 8_000_000
_LOOKED_AT = 100_000
"""Lines by which the use of backslashes is told."""


def rewritten(text: Text, delimiter: str) -> tuple[Text, str | None]:
    """The text, and the separator that its first line states, or null. `delimiter`: what seems to separate cells."""
    first = next(_lines(text.path), "")
    stated = _SEPARATOR.fullmatch(first)
    if stated:
        text = _write(text, itertools.islice(_lines(text.path), 1, None))._replace(lines=text.lines - 1)
        delimiter = stated[1]
    if text.backslashes and _are_escapes(text.path, delimiter):
        text = _write(text, (_ESCAPED.sub(r'\1""', line) for line in _lines(text.path)))
    if _are_wrapped(text.path):
        text = _write(text, map(_unwrapped, _lines(text.path)))
    formula = re.compile(_FORMULA.replace("{by}", re.escape(delimiter)))
    if any(formula.search(line) for line in itertools.islice(_lines(text.path), HEAD_ROWS)):
        text = _write(text, (formula.sub(_without_sign, line) for line in _lines(text.path)))
    return text, stated[1] if stated else None


def _without_sign(formula: re.Match[str]) -> str:
    return f'"{formula["bare"] or formula["quoted"] or ""}"'


def _are_escapes(path: Path, delimiter: str) -> bool:
    """Whether more of the lines with `\\"` are whole rows when that is read as a quote than when it is read as a
    backslash before one. Where all rows are whole and of one width as they stand, it is a backslash."""
    if _is_plain(path, delimiter):
        return False
    lines = [line for line in itertools.islice(_lines(path), _LOOKED_AT) if '\\"' in line][:HEAD_ROWS]
    return _strict(lines, delimiter, lambda line: _ESCAPED.sub(r'\1""', line)) > _strict(lines, delimiter, str)


def _is_plain(path: Path, delimiter: str) -> bool:
    try:
        rows = csv.reader(itertools.islice(_lines(path), _LOOKED_AT), delimiter=delimiter, strict=True)
        return len({len(row) for row in rows if row}) == 1
    except csv.Error:
        return False


def _strict(lines: list[str], delimiter: str, as_read: Callable[[str], str]) -> int:
    found = 0
    for line in lines:
        try:
            found += len(list(csv.reader([as_read(line)], delimiter=delimiter, strict=True))) == 1
        except csv.Error:
            continue
    return found


def _are_wrapped(path: Path) -> bool:
    """Whether each of the first lines is one cell in quotes that holds several."""
    lines = [line for line in itertools.islice(_lines(path), HEAD_ROWS) if line.strip()]
    if len(lines) < 2 or not all(re.fullmatch(r'"(?:[^"]|"")*"\s*', line) for line in lines):
        return False
    inner = [_unwrapped(line) for line in lines]
    return any(min(line.count(each) for line in inner) > 0 for each in ",\t;|")


def _unwrapped(line: str) -> str:
    whole = line.rstrip("\r\n")
    if len(whole) < 2 or whole[0] != '"' or whole[-1] != '"':
        return line
    return whole[1:-1].replace('""', '"') + line[len(whole) :]


def _write(text: Text, lines: Iterator[str]) -> Text:
    target = text.path.with_suffix(".anew.csv")
    with target.open("w", encoding="utf-8", newline="") as file:
        file.writelines(lines)
    return text._replace(path=target.replace(text.path))


def _lines(path: Path) -> Iterator[str]:
    """The lines; one without end comes in parts."""
    with path.open(encoding="utf-8", newline="") as file:
        while line := file.readline(_LINE):
            yield line
