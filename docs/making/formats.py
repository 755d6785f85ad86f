"""docs/formats.md: the entry to all that can be imported."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files
from pathlib import Path
from typing import Any

from making import exports, values, words
from making.markdown import MADE, both, code, codes, contents, table
from tracker.messages import FOUND
from tracker.normalise import below, guess, reference
from tracker.normalise.exports import NOT_KEPT, known
from tracker.normalise.words import load
from tracker.read.child import HEAD_ROWS
from tracker.read.readers import READERS
from tracker.settings import SETTINGS

_PARTS = Path(__file__).parent / "parts"
_LANGUAGES = {
    "hans": "Simplified Chinese",
    "hant": "Traditional Chinese",
    "western": "Western European",
    "central": "Central European",
}
"""Languages of encodings.toml whose name there is not their English one."""

_CODECS = {
    "big5hkscs": "Big5 (HKSCS)",
    "cp932": "Shift-JIS (Windows 932)",
    "cp949": "EUC-KR (Windows 949)",
    "cp950": "Big5 (Windows 950)",
}
"""Codecs of Python that people know by another name."""

_ABOUT = """\
Any file goes in; what can't be read is refused with what it is and what to do. Names stand in English and 中文.
More in: [every known export, column by column](formats/exports.md) · [fields and metrics with all their
names](formats/columns.md) · [values, and what they are read as](formats/values.md) ·
[what is refused, and why](refusals.md) · [where a number comes from](provenance.md).
"""


def formats_page() -> str:
    """The page."""
    kept = [export for export in known() if export.kind != NOT_KEPT]
    sections = [
        ("Files", ": containers, encodings, limits", _files()),
        ("How a table is recognised", "", [_recognition()]),
        ("Known exports", f": {len(known())}, of which {len(kept)} are kept", [_EXPORTS, exports.index()]),
        ("Saved pages", ": layouts, and what else is found on a page", [_part("pages"), _layouts()]),
        ("Values", ": prices, counts, dates and how they are written", [_VALUES, values.index()]),
        ("Missing marks", ": what is read as nothing", [_MISSING, values.missing_marks()]),
        ("Platforms", ": hosts and currencies", [_PLATFORMS, _platforms()]),
        ("Sources", ": where keyword lists come from", [_sources()]),
    ]
    parts = ["# What can be imported\n", MADE, _ABOUT, contents((title, more) for title, more, _ in sections)]
    for title, _, texts in sections:
        parts += [f"## {title}\n", *texts]
    return "\n".join(parts)


_EXPORTS = (
    "A table of one of these tools is known by its headers. What each column is kept as stands behind its name. How "
    "well its headers are known: " + "; ".join(f"{grade} {meant}" for grade, meant in words.CONFIDENCE.items()) + ".\n"
)
_VALUES = (
    "Every form by kind, with examples; what each is read as, and which are refused, stands in "
    "[values.md](formats/values.md).\n"
)
_MISSING = (
    "Nothing was observed: neither a zero nor an error. 免费 (free) is none of these. Upper and lower case, full width "
    "and half width are one.\n"
)
_PLATFORMS = (
    "A platform is told by a column, `--platform`, the export, the hosts of the links or a name; one that isn't listed "
    "is allowed, and has no rules. The id of a listing is found in its link. Prices without a currency are in the "
    "platform's only one; where it has several, say `--currency`.\n"
)


def _files() -> list[str]:
    """What each reader takes, then encodings, limits, and what no reader takes."""
    told = dict(re.findall(r"^## (\w+)\n\n(.+?)(?=^## |\Z)", _part("containers"), re.MULTILINE | re.DOTALL))
    if set(told) != {reader.name for reader in READERS}:
        raise LookupError("docs/making/parts/containers.md has other readers than tracker/read/readers.py")
    parts = ["A file is known by its bytes, never by its name. Exactly one reader takes it:\n"]
    parts += [
        f"### {reader.looks_for[0].upper()}{reader.looks_for[1:]}\n\n{told[reader.name].rstrip()}\n"
        for reader in READERS
    ]
    parts += ["### Encodings of text\n", _ENCODINGS, _encodings(), "### Limits\n", _LIMITS, _limits()]
    return [*parts, "### Files that no reader takes\n", _unread()]


_ENCODINGS = (
    "Told by the bytes: a mark (BOM), UTF-16 without one, UTF-8; else the encoding whose text is likeliest by far. "
    "Where none stands out the file is refused (`encoding-unknown`), as is one with a byte that is no character of its "
    "encoding (`encoding-damaged`, with the line): nothing is replaced.\n"
)
_LIMITS = (
    "A workbook, page or JSON is read in a process of its own, held to memory and time; what an archive unpacks to is "
    "counted as it comes, whatever it says of itself. Each limit is a setting of the environment, a whole number.\n"
)


def _encodings() -> str:
    rows = tomllib.loads(files("tracker.read").joinpath("encodings.toml").read_text("utf-8"))["language"]
    languages = [
        (_LANGUAGES.get(row["name"], row["name"].capitalize()), codes(map(_encoding, row["codecs"]))) for row in rows
    ]
    return table(("text", "encodings"), [("all", "`UTF-8`, `UTF-16`, `UTF-32` (with a mark)"), *languages])


def _encoding(codec: str) -> str:
    """A codec of Python by the name that people know."""
    page = re.fullmatch(r"cp(\d+)", codec)
    return _CODECS.get(codec) or (f"Windows {page[1]}" if page else codec.upper().replace("_", "-"))


def _limits() -> str:
    rows = [(code(name), f"{each.default:,}", each.meaning) for name, each in SETTINGS.items()]
    return table(("setting", "default", "limits"), rows)


def _unread() -> str:
    return table(("it is", "next step"), FOUND.values())


def _recognition() -> str:
    return _part("recognition").format(
        head_rows=HEAD_ROWS,
        fits=f"{guess._FITS:.0%}".replace("%", " %"),
        used=guess.USED,
        never=codes(sorted(guess._NEVER)),
        last_rows=below._LAST_ROWS,
    )


def _layouts() -> str:
    """Every known layout, by name."""
    found = load("pages/layouts")
    return "Known layouts (confidence: A seen on real pages, B several public scrapers agree, C one does):\n\n" + table(
        ("layout", "platform", "page", "fields", "sure", "basis"),
        [(both(about), *_layout(about)) for about in found.values()],
    )


def _layout(about: dict[str, Any]) -> tuple[str, ...]:
    rows = {"item": "one product", "search": "a search's products", "shop": "a shop's products"}[about["kind"]]
    platform = both(reference.platforms()[about["platform"]].labels)
    return platform, rows, codes(about["fields"]), about["confidence"], about["source"]


def _platforms() -> str:
    rows = [
        (code(each.slug), both(each.labels), codes(each.hosts), each.currency or "several")
        for each in reference.platforms().values()
    ]
    return table(("platform", "name", "hosts", "currency"), rows)


def _sources() -> str:
    rows = [(code(each.slug), both(each.labels), code(each.timeline or "")) for each in reference.sources().values()]
    return (
        "Where a keyword list is from is told by a column, `--source`, the export or a name; a source that isn't "
        "listed is allowed. A plain time line (a date, then a column for each keyword) holds the metric that stands "
        "behind its source.\n\n" + table(("source", "name", "metric of a time line"), rows)
    )


def _part(name: str) -> str:
    return (_PARTS / f"{name}.md").read_text("utf-8")
