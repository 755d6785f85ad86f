"""Read a page written in a test, or one of the corpus, as the import does: in the child process."""

from __future__ import annotations

import csv
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import pytest

from tracker.errors import DocumentRefused
from tracker.model import Document, Left, PageRule, RawTable, Said
from tracker.read import page


class Read(NamedTuple):
    """What a page gave: its rows by number, field to text without the empty ones; what it says; what was left."""

    rows: dict[int, dict[str, str]]
    said: Said
    left: list[tuple[str, dict[str, object]]]

    @property
    def only(self) -> dict[str, str]:
        assert list(self.rows) == [2]
        return self.rows[2]


ReadPage = Callable[..., Read | None]


def to_document(path: Path) -> Document:
    body = path.read_bytes()
    return Document(path.name, path, sha256(body).hexdigest(), len(body))


@pytest.fixture
def save(tmp_path: Path) -> Callable[[str | bytes], Document]:
    """A document that holds a text."""

    def save(given: str | bytes, name: str = "page.html") -> Document:
        path = tmp_path / name
        path.write_bytes(given.encode() if isinstance(given, str) else given)
        return to_document(path)

    return save


@pytest.fixture
def read_page(save: Callable[..., Document], tmp_path: Path) -> ReadPage:
    """Read a page, or JSON where it begins as such; null where nothing known is on it."""

    def read_page(given: str | bytes | Path, rules: tuple[PageRule, ...] = (), **options: str) -> Read | None:
        document = to_document(given) if isinstance(given, Path) else save(given)
        folder = tmp_path / "folder"
        folder.mkdir(exist_ok=True)
        head = document.path.read_bytes()[:1]
        if head in {b"{", b"["}:
            found = page.json_tables(document, folder, **options)
        else:
            found = page.tables(document, folder, rules, **options)
        if found is None:
            return None
        (table,) = [each for each in found if isinstance(each, RawTable)]
        left = [(each.code, dict(each.facts)) for each in found if isinstance(each, Left)]
        with table.path.open(encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file, strict=True))
        names = lines[0][2:]
        assert lines[0][0] == "1"
        assert table.head[0] == tuple(names)
        rows = {
            int(number): {name: cell for name, cell in zip(names, cells, strict=True) if cell}
            for number, _, *cells in lines[1:]
        }
        return Read(rows, table.said, left)

    return read_page


@pytest.fixture
def refusal(read_page: ReadPage) -> Callable[..., DocumentRefused]:
    """The error that a page ends in; its message can be said."""

    def refusal(given: str | bytes | Path, **options: str) -> DocumentRefused:
        with pytest.raises(DocumentRefused) as refused:
            read_page(given, **options)
        assert str(refused.value)
        return refused.value

    return refusal
