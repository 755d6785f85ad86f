"""JSON and JSON Lines, also inside a script (`callback({…})`): every list of objects becomes a table, read by a child
process: tracker.read.json_child."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from tracker.errors import DocumentRefused
from tracker.model import Document, Left, RawTable
from tracker.read import confined, json_child, page, sniff
from tracker.read.decode import decode

_LOOKED_AT = 1000


def identify(document: Document) -> bool:
    """Whether the bytes begin as an object, or as a list of objects or lists."""
    return sniff.kind(document) == "json"


def read(document: Document, folder: Path) -> list[RawTable | Left]:
    """The products of a Shopify shop (see tracker.read.page), or the tables of the document (see json_child). Raises
    DocumentRefused `json-no-table`, `json-unreadable`, `json-too-large` as `tracker.read.confined` does, and what
    `decode` raises."""
    text = decode(document, folder, name="text.json")
    _unwrap(text.path)
    products = page.json_tables(replace(document, path=text.path), folder)
    if products is not None:
        return products
    found = confined.tables(document, json_child, folder, "json", str(text.path))
    if not found:
        raise DocumentRefused("json-no-table", document=document.name)
    return found


def _unwrap(path: Path) -> None:
    """Leave of a script the JSON alone that it hands over."""
    with path.open(encoding="utf-8-sig") as file:
        script = sniff.SCRIPT.match(file.read(_LOOKED_AT))
    if script:
        text = path.read_text(encoding="utf-8-sig")[script.end() :].rstrip().rstrip(";").rstrip()
        path.write_text(text.removesuffix(")") if script["sign"] == "(" else text, encoding="utf-8")
