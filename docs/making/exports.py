"""docs/formats/exports.md: what every known export holds, column by column, and what is kept of it.

Columns are those of the cases in tests/exports, which are proved there, and those that exports.toml names beside them.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from functools import cache
from itertools import groupby
from pathlib import Path
from typing import Any, NamedTuple

from making import words
from making.markdown import MADE, anchor, both, code, codes, contents, table
from tracker.model import RawTable
from tracker.normalise import exports, meaning, reference
from tracker.normalise.exports import LEFT, NOT_KEPT, Export
from tracker.normalise.fold import fold_header
from tracker.normalise.headers import Header
from tracker.normalise.words import load

CASES = Path(__file__).resolve().parents[2] / "tests" / "exports" / "cases"

_MOST_NAMES = 6
"""Columns of one meaning that are named; more are counted."""

_MARKS = {"%": "bare numbers are percentages", "+": "numbers are lower bounds"}


class Kept(NamedTuple):
    """What a column is kept as. `unit`: what stands behind its bare numbers (`%`, `+`, ` USD`)."""

    field: str
    sold_kind: str | None
    unit: str | None


def exports_page() -> str:
    """The page."""
    parts = [
        "# Known exports\n",
        MADE,
        "Back to [formats.md](../formats.md), which lists them all. A table of one of these tools is known by its "
        "headers, in whatever order they stand, whatever the file is called. Of its other columns nothing is "
        "guessed: those with a [known name](columns.md) are kept, the rest is left.\n",
        _legend(),
        contents((tool, "") for tool, _ in by_tool()),
    ]
    for tool, rows in by_tool():
        parts.append(f"## {tool}\n")
        parts += [_section(export, row) for export, row in rows]
    return "\n".join(parts)


def by_tool() -> list[tuple[str, list[tuple[Export, Mapping[str, Any]]]]]:
    """Every export with its row of exports.toml, by the tool that writes it, in the order of the file."""
    pairs = list(zip(exports.known(), load("exports")["exports"], strict=True))
    order = list(dict.fromkeys(_tool(export) for export, _ in pairs))
    pairs.sort(key=lambda pair: order.index(_tool(pair[0])))
    return [(tool, list(rows)) for tool, rows in groupby(pairs, lambda pair: _tool(pair[0]))]


def index() -> str:
    """The list of all exports, for formats.md."""
    return table(
        ("export", "名称", "becomes", "from", "known"),
        [
            (
                f"[{export.labels['en']}](formats/exports.md#{anchor(export.labels['en'])})",
                export.labels["zh"],
                f"nothing: {export.holds['en']}" if export.kind == NOT_KEPT else export.kind,
                ", ".join(_origin(export)),
                export.confidence,
            )
            for _, rows in by_tool()
            for export, _ in rows
        ],
    )


def _legend() -> str:
    known = "; ".join(f"{grade} {meant}" for grade, meant in words.CONFIDENCE.items())
    units = "; ".join(f"{words.UNITS[unit]}: {meant}" for unit, meant in words.UNITS_MEANT.items())
    numbers = "; ".join(f"{name}: {meant}" for name, meant in words.NUMBERS_MEANT.items())
    return f"- How well its headers are known: {known}.\n- Units – {units}.\n- Numbers – {numbers}.\n"


def _section(export: Export, row: Mapping[str, Any]) -> str:
    kind = "nothing of it is kept" if export.kind == NOT_KEPT else export.kind
    facts = [export.labels["zh"], code(export.id), kind, *_origin(export), f"known {export.confidence}"]
    parts = [f"### {export.labels['en']}\n", " · ".join(facts) + "\n"]
    if export.kind == NOT_KEPT:
        parts.append(f"Holds {export.holds['en']} · {export.holds['zh']}. Its import is refused, and says so.\n")
    parts.append("".join(f"- {line}\n" for line in _told_by(export, row)))
    if export.kind != NOT_KEPT:
        parts.append(_columns(export, row))
    return "\n".join(parts)


def _told_by(export: Export, row: Mapping[str, Any]) -> Iterator[str]:
    """How it is recognised, and what is peculiar about it."""
    asked = " + ".join(_either(header.split("|")) for header in row["headers"])
    beside = f"; not with {codes(row['without'])}" if "without" in row else ""
    yield f"Told by {asked}{beside}"
    if export.above:
        yield f"The line above its header holds {code(export.above)}"
    if export.others:
        yield f"All other headers are a keyword and its region, as {code('连衣裙: (中国)')}: a column for each keyword"
    if export.period:
        yield "Its period is taken from a line above the header"
    if export.constants:
        yield "Of every row: " + ", ".join(f"{name} is {text}" for name, text in export.constants.items())
    for metric, ranges in export.buckets.items():
        meant = ", ".join(f"{number} is {span.replace('-', ' to ')}" for number, span in ranges.items())
        yield f"Where all numbers of {code(metric)} are of one range each, the range is kept: {meant}"
    if export.missing:
        yield f"Its rows can't be told apart without a column {code(export.missing)}, which it lacks: it is refused"
    if "note" in row:
        yield row["note"].rstrip(".")


def _either(names: Sequence[str]) -> str:
    """Headers of which one must stand there."""
    more = [f"{len(names) - _MOST_NAMES + 1} more"] if len(names) > _MOST_NAMES else []
    return " or ".join([*map(code, names[: _MOST_NAMES - 1] if more else names), *more])


def _columns(export: Export, row: Mapping[str, Any]) -> str:
    kept: dict[Kept, list[str]] = {}
    left: list[str] = []
    for header in _headers(export, row):
        found = None if header in _left_in_cases(export.id) else _kept(export, header)
        if found:
            kept.setdefault(found, []).append(header)
        else:
            left.append(header)
    rows = [(_names(headers), *_described(each, export.kind)) for each, headers in kept.items()]
    text = table(("column", "kept as", "unit", "numbers"), rows)
    return text + (f"\nLeft: {_names(left, len(left))}.\n" if left else "")


def _headers(export: Export, row: Mapping[str, Any]) -> list[str]:
    """Its headers, each once: those of its cases, those it is told by, those with a meaning of their own."""
    asked = [each for header in row["headers"] for each in header.split("|")]
    told = row.get("columns", {})
    found: dict[str, str] = {}
    for header in (*_in_cases(export.id, "columns"), *asked, *told, *_in_cases(export.id, "left")):
        found.setdefault(fold_header(header), header)
    return list(found.values())


def _kept(export: Export, header: str) -> Kept | None:
    """What a column of the export is kept as; null where it is left."""
    told = next(iter(exports.told(export, [header])), None)
    if told:
        return None if told.field == LEFT else Kept(told.field, told.sold_kind, told.unit)
    alone = Header(1, (header,), (header,))
    nothing = RawTable(None, Path(), ",", 1, ((header,),), (), 0, numbered=False, separated=True)
    if export.kind == "trend":
        known = fold_header(header) in reference.fields("trend")["observed_at"].aliases
        return Kept("observed_at", None, None) if known else Kept("interest", None, None)
    columns, _ = meaning.columns(export.kind, alone, nothing, export, {})
    if not columns and "." in header:  # a step that all headers of such a table begin with
        return _kept(export, header.partition(".")[2])
    return next((Kept(each.field, each.sold_kind, each.unit) for each in columns), None)


def _described(kept: Kept, kind: str) -> tuple[str, str, str]:
    """What it is kept as, its unit, and what its numbers are."""
    unit, numbers = words.unit(kept.field, kind)
    if kept.unit:
        mark = kept.unit.strip()
        numbers = ", ".join(filter(None, [numbers, _marked(mark)]))
    name = f"{words.name(kept.field, kind)} {code(kept.field)}"
    return (f"{name}: {words.counter(kept.sold_kind)}" if kept.sold_kind else name), unit, numbers


def _marked(mark: str) -> str:
    """What a mark behind bare numbers says of them."""
    if mark.startswith("e-"):
        return f"whole numbers, {10 ** int(mark[2:]):,} to one of the currency"
    return _MARKS.get(mark, f"bare numbers are in {mark}")


def _names(headers: list[str], most: int = _MOST_NAMES) -> str:
    more = f" and {len(headers) - most + 1} more" if len(headers) > most else ""
    return codes(headers[: most - 1] if more else headers) + more


def _in_cases(name: str, what: str) -> list[str]:
    return [header for each in _cases() if each["export"] == name for header in each.get(what, ())]


def _left_in_cases(name: str) -> set[str]:
    return set(_in_cases(name, "left")) - set(_in_cases(name, "columns"))


@cache
def _cases() -> list[dict[str, Any]]:
    return [json.loads(path.read_text("utf-8")) for path in sorted(CASES.glob("*/expected.json"))]


def _origin(export: Export) -> list[str]:
    """The source of its readings, and the platform that it looks at."""
    said = (("source", export.source), ("platform", export.platform))
    return [f"{what} {code(slug)}" for what, slug in said if slug]


def _tool(export: Export) -> str:
    names = {language: label.partition(" · ")[0] for language, label in export.labels.items()}
    return both(names)
