"""docs/formats/columns.md: every field and metric with the names that its column may have."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable

from making import words
from making.markdown import MADE, both, code, codes, contents, fold, table
from tracker.normalise import reference
from tracker.normalise.words import load

_FIRST_NAMES = 3
"""Names of each writing that stand in the table; all of them are folded below."""

_PREFERRED = {
    "first": ", meant before those",
    "last": ", meant where none of those is there",
    "counted": ", whose numbers say how many there are",
}
"""Further lists of names in fields.toml, and what they are among the others."""

_ABOUT = """\
Back to [formats.md](../formats.md). A header is one of these names where both are the same when letters and digits
alone are compared: upper and lower case, full width and half width, traditional and simplified characters are one;
blanks and signs don't count; a unit in brackets behind it (`价格(元)`, `Price (USD)`) is understood, and need not be
in the list; of a path in JSON (`item.price.value`) the step that all share and the one that only says value don't
count. A column of another name is guessed, said with `--map`, or left:
[how a table is recognised](../formats.md#how-a-table-is-recognised).

A field marked ● is a measure: a row that has none of them says nothing. What a field's cells may look like:
[values.md](values.md).
"""


def columns_page() -> str:
    """The page."""
    parts = ["# Columns\n", MADE, _ABOUT, contents([*((title, "") for title in words.KINDS.values()), ("Metrics", "")])]
    for kind, title in words.KINDS.items():
        parts += [f"## {title}\n", *_fields(kind)]
    parts += ["## Metrics\n", *_metrics()]
    return "\n".join(parts)


def _fields(kind: str) -> list[str]:
    rows = load("fields")[kind]
    about = [
        (
            code(name),
            words.name(name, kind),
            (
                "a word of [a list](values.md#words-with-a-fixed-meaning)"
                if name in words.FIXED
                else words.TYPES[field.type]
            )
            + (" ●" if field.measure else ""),
            codes(_first(_names(rows[name]))),
        )
        for name, field in reference.fields(kind).items()
    ]
    parts = [table(("field", "name", "read as", "some of its names"), about)]
    if kind == "trend":
        parts.append(
            "Each other column is one keyword: `连衣裙: (中国)`, as Google Trends writes it, or the bare keyword where "
            "the table is said to be a trend (`--kind trend`) or the column is said to be one "
            "(`--map '热度=term:连衣裙'`).\n"
        )
    parts.append(fold(f"All names of {kind}", "".join(f"- {line}\n" for line in _all_names(rows))))
    return parts


def _all_names(rows: dict[str, dict[str, object]]) -> Iterable[str]:
    for name, row in rows.items():
        by_kind = row.get("kind")
        counters = by_kind if isinstance(by_kind, dict) else {}
        for counter, names in counters.items():
            yield f"{code(f'{name}:{counter}')} {words.counter(counter)} – {codes(names)}"
        for key, remark in (("aliases", ""), *_PREFERRED.items()):
            names = row.get(key)
            if isinstance(names, list):
                yield f"{code(name)}{remark} – {codes(names)}"
        starts = row.get("starts")
        if isinstance(starts, list):
            yield f"{code(str(row['ends']))}, beside a column of {code(name)} – {codes(starts)}"


def _metrics() -> list[str]:
    rows = load("metrics")
    about = [
        (
            code(metric.slug),
            both(metric.labels),
            words.UNITS[metric.unit],
            metric.numbers or "",
            codes(_first(rows[metric.slug]["aliases"])),
        )
        for metric in reference.metrics().values()
    ]
    numbers = "; ".join(f"{name}: {meant}" for name, meant in words.NUMBERS_MEANT.items())
    units = "; ".join(f"{words.UNITS[unit]}: {meant}" for unit, meant in words.UNITS_MEANT.items())
    names = "".join(f"- {code(slug)} – {codes(row['aliases'])}\n" for slug, row in rows.items() if row["aliases"])
    return [
        "What a keyword list measures. The source and the unit stay with every number; numbers of two sources are "
        "never compared.\n",
        f"- Units – {units}.\n- Numbers – {numbers}.\n",
        table(("metric", "name", "unit", "numbers", "some of its names"), about),
        "A header `Searches: Jan 2026` is `search_volume` of that month.\n",
        fold("All names of metrics", names),
    ]


def _names(row: dict[str, object]) -> list[str]:
    kinds = row.get("kind")
    by_kind = [name for names in kinds.values() for name in names] if isinstance(kinds, dict) else []
    plain = [name for key in ("aliases", *_PREFERRED) if isinstance(found := row.get(key), list) for name in found]
    return [*plain, *by_kind]


def _first(names: Iterable[str]) -> list[str]:
    """The first names in Chinese characters and in plain letters."""
    chinese = [name for name in names if any(unicodedata.name(char, "").startswith("CJK") for char in name)]
    plain = [name for name in names if name.isascii()]
    return [*chinese[:_FIRST_NAMES], *plain[:_FIRST_NAMES]]
