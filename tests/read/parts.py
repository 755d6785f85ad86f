"""What tests of readers share: a document of bytes, its parts, and the cells of a table."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from tracker.collect.file import from_bytes
from tracker.errors import DocumentRefused
from tracker.model import Left, RawTable
from tracker.read.readers import read


def parts(body: bytes | str, folder: Path, name: str = "x.dat") -> list[RawTable | Left]:
    """The parts of a document, read in a folder of its own."""
    within = folder / "folder"
    within.mkdir(exist_ok=True)
    data = body.encode() if isinstance(body, str) else body
    return list(read(from_bytes(data, name, folder), within))


def table(body: bytes | str, folder: Path) -> RawTable:
    """The only part of a document, which is a table."""
    (found,) = parts(body, folder)
    assert isinstance(found, RawTable)
    return found


def rows(found: RawTable) -> dict[int, list[str]]:
    """The cells of each row by its number."""
    assert found.numbered
    with found.path.open(encoding="utf-8", newline="") as file:
        return {int(number): cells for number, _, *cells in csv.reader(file, strict=True)}


def refusal(body: bytes | str, folder: Path, name: str = "x.dat") -> DocumentRefused:
    """Why a document is refused."""
    with pytest.raises(DocumentRefused) as refused:
        parts(body, folder, name)
    assert refused.value.facts["document"] == name
    assert "?" not in str(refused.value)
    return refused.value
