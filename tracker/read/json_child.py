"""The child process that reads an untrusted JSON document; `tracker.read.json_reader` starts it.

usage: python json_child.py FOLDER TEXT      (TEXT is UTF-8)

A table has its keys in row 1, and element n of its list (or line n of JSON Lines) in row n + 1. Keys of objects inside
objects are joined by dots (price.amount), scalars of a list by ` | `; a list of objects stays JSON. Numbers stand as
they are written, null is an empty cell. Where objects inside would make too many columns, they stay JSON too.

Tables are: a list of objects; a list of lists, the first one its header; every list of objects inside an object, named
by its path; pandas' orients records, split, columns and index; and one object of scalars alone.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from tracker.read import child
from tracker.settings import limit

_STRING = re.compile(r'"(?:[^"\\]++|\\.)*+"', re.DOTALL)
_BRACKETS = re.compile(r"[\[\]{}]")
_CHUNK = 1 << 20

Flat = Callable[[Mapping[str, Any]], Iterator[tuple[str, str]]]


class Number(str):
    """A number, true, false or NaN as it is written."""

    __slots__ = ()


def main(folder: str, text: str) -> None:
    """Read the document and tell its tables in lines (see tracker.read.child)."""
    child.run(_lines(Path(text), child.Tables(Path(folder))))


def _lines(path: Path, written: child.Tables) -> Iterator[dict[str, object]]:
    with path.open(encoding="utf-8-sig") as file:
        first = file.readline(_CHUNK)
    if _is_whole(first) and _has_more_lines(path):
        found: list[tuple[str, Sequence[Any]]] = [("", _json_lines(path))]
    else:
        text = path.read_text(encoding="utf-8-sig")
        _judge_depth(text)
        found = list(_tables(_parsed(text, None)))
    for name, rows in found:
        yield from _written(written, name if len(found) > 1 else None, rows)


def _written(written: child.Tables, name: str | None, rows: Sequence[Any]) -> Iterator[dict[str, object]]:
    """The line of one table: rows are objects (null for a blank line), or lists of which the first is the header."""
    if rows and isinstance(rows[0], list):
        cells = [[_text(cell) for cell in row] for row in rows if isinstance(row, list)]
        width = max(map(child.used_cells, cells), default=0)
        line = written.write(name, width, child.numbered(cells))
    else:
        columns, filled = _columns(rows, _deep)
        if len(columns) > limit("TRACKER_MAX_COLUMNS"):
            columns, filled = _columns(rows, _shallow)
        line = written.write(name, len(columns), child.numbered([list(columns), *filled]))
    if line is not None:
        yield line


def _columns(rows: Sequence[Any], flat: Flat) -> tuple[dict[str, int], list[list[str]]]:
    """The place of each key, in the order of their first use, and the cells of each row."""
    columns: dict[str, int] = {}
    filled = []
    for row in rows:
        cells = [""] * len(columns)
        for key, text in flat(row) if isinstance(row, dict) else ():
            place = columns.setdefault(key, len(columns))
            if place == len(cells):
                cells.append(text)
            else:
                cells[place] = text
        filled.append(cells)
        if flat is _deep and len(columns) > limit("TRACKER_MAX_COLUMNS"):
            break
    return columns, filled


def _deep(row: Mapping[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    for key, value in row.items():
        if isinstance(value, dict) and value:
            yield from _deep(value, f"{before}{key}.")
        else:
            yield f"{before}{key}", _text(value)


def _shallow(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    return ((key, _text(value)) for key, value in row.items())


def _text(value: Any) -> str:
    if isinstance(value, str):
        return str(value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list) and not any(isinstance(each, list | dict) for each in value):
        return " | ".join(map(_text, value))
    return _as_json(value) if value else ""


def _as_json(value: Any) -> str:
    if isinstance(value, dict):
        return (
            "{"
            + ", ".join(f"{json.dumps(key, ensure_ascii=False)}: {_as_json(each)}" for key, each in value.items())
            + "}"
        )
    if isinstance(value, list):
        return "[" + ", ".join(map(_as_json, value)) + "]"
    return str(value) if isinstance(value, Number) else json.dumps(value, ensure_ascii=False)


def _tables(root: Any) -> Iterator[tuple[str, Sequence[Any]]]:
    """Each table's name, and its rows."""
    if isinstance(root, list):
        rows = [row for row in root if row is not None]
        if rows and (all(isinstance(row, dict) for row in rows) or all(isinstance(row, list) for row in rows)):
            yield "", root if isinstance(rows[0], dict) else rows
        return
    if not isinstance(root, dict):
        return
    if (oriented := _oriented(root)) is not None:
        yield "", oriented
        return
    inside = list(_inside(root, ""))
    if inside:
        yield from inside
    elif root and not any(isinstance(value, list | dict) for value in root.values()):
        yield "", [root]


def _inside(value: Mapping[str, Any], before: str) -> Iterator[tuple[str, Sequence[Any]]]:
    """The lists of objects in objects, by their paths."""
    for key, each in value.items():
        path = f"{before}{key}"
        if isinstance(each, dict):
            rows = _oriented(each)
            if rows is not None:
                yield path, rows
            else:
                yield from _inside(each, f"{path}.")
        elif isinstance(each, list) and each and all(isinstance(row, dict) for row in each):
            yield path, each


def _oriented(value: Mapping[str, Any]) -> Sequence[Any] | None:
    """The rows of an object in one of pandas' orients (split, columns of lists or objects, index); else null."""
    header, data = value.get("columns"), value.get("data")
    if isinstance(header, list) and isinstance(data, list) and all(isinstance(row, list) for row in data):
        return [header, *data]
    columns = list(value.values())
    if len(columns) > 1 and all(isinstance(each, dict) and each for each in columns):
        keys = list(columns[0])
        if keys == [str(number) for number in range(len(keys))] and all(list(each) == keys for each in columns):
            return [{name: each[key] for name, each in value.items()} for key in keys]
        common = set.intersection(*(set(each) for each in columns))
        if 2 * len(common) >= max(map(len, columns)):
            return [{"key": key, **each} for key, each in value.items()]
    if len(columns) > 1 and all(isinstance(each, list) and each for each in columns):
        scalars = not any(isinstance(cell, list | dict) for each in columns for cell in each)
        if scalars and len({len(each) for each in columns}) == 1:
            return [dict(zip(value, row, strict=True)) for row in zip(*columns, strict=True)]
    return None


def _json_lines(path: Path) -> list[Any]:
    rows: list[Any] = []
    most = limit("TRACKER_MAX_SHEET_ROWS")
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            if number > most:
                raise child.TooLargeError("sheet_rows", None, most)
            _judge_depth(line)
            rows.append(_parsed(line, number) if line.strip() else None)
    return rows


def _is_whole(line: str) -> bool:
    """Whether a line is a whole object or list."""
    try:
        _judge_depth(line)
        return isinstance(_parsed(line, 1), dict | list)
    except (child.UnreadableError, child.TooLargeError):
        return False


def _has_more_lines(path: Path) -> bool:
    with path.open(encoding="utf-8-sig") as file:
        file.readline()
        return any(line.strip() for line in iter(lambda: file.readline(_CHUNK), ""))


def _parsed(text: str, line: int | None) -> Any:
    """Raises child.UnreadableError with the line."""
    try:
        return json.loads(
            text.strip(), parse_float=Number, parse_int=Number, parse_constant=Number, object_pairs_hook=_unique
        )
    except json.JSONDecodeError as error:
        raise child.UnreadableError(f"line {line or error.lineno}: {error.msg}") from error


def _unique(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for key in keys if keys.count(key) > 1)
        raise child.UnreadableError(f"the key “{twice}” stands twice in one object")
    return found


def _judge_depth(text: str) -> None:
    """Raise TooLargeError where brackets are nested deeper than the limit."""
    depth, most = 0, limit("TRACKER_MAX_LEVELS")
    for bracket in _BRACKETS.findall(_STRING.sub("", text)):
        depth += 1 if bracket in "[{" else -1
        if depth > most:
            raise child.TooLargeError("levels", None, most)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
