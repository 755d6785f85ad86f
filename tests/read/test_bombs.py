"""Files made to exhaust a program: each is refused with its limit, the work is a child's, and nothing stays behind."""

from __future__ import annotations

import gzip
import io
import re
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from tests.read.test_archive import zipped
from tracker.collect.file import from_path
from tracker.errors import DocumentRefused
from tracker.ingest import preview_document
from tracker.normalise.options import Options
from tracker.store.place import Store

resource = pytest.importorskip("resource", reason="Windows holds a process to no limits but time")


def workbook(change: Callable[[openpyxl.Workbook], object]) -> bytes:
    book = openpyxl.Workbook()
    change(book)
    body = io.BytesIO()
    book.save(body)
    return body.getvalue()


def planted(body: bytes, part: str, change: Callable[[bytes], bytes]) -> bytes:
    with zipfile.ZipFile(io.BytesIO(body)) as archive:
        return zipped(
            {name: change(archive.read(name)) if name == part else archive.read(name) for name in archive.namelist()}
        )


def corners(book: openpyxl.Workbook) -> None:
    book.active["A1"] = book.active["XFD1048576"] = 1


def small(book: openpyxl.Workbook) -> None:
    book.active.append(["title", "price"])


def sheets(book: openpyxl.Workbook) -> None:
    for number in range(300):
        book.create_sheet(str(number)).append(["x" * 30_000] * 10)


ENTITIES = b'<!DOCTYPE x [<!ENTITY a "' + b"x" * 1000 + b'">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + level, b"&%c;" % (97 + level) * 100) for level in range(8)
) + b"]>"  # fmt: skip


def with_entities(xml: bytes) -> bytes:
    return b'<?xml version="1.0"?>' + ENTITIES + xml[xml.index(b"<worksheet") :].replace(b"<v>0</v>", b"<v>&i;</v>")


def lying() -> bytes:
    """The directory tells of 1,000 bytes, and 90 MB come."""
    body = bytearray(zipped({"a.csv": bytes(90_000_000)}))
    struct.pack_into("<L", body, body.rindex(b"PK\x01\x02") + 24, 1000)
    return bytes(body)


BOMBS: dict[str, tuple[Callable[[], bytes], set[str]]] = {
    "a sparse workbook": (lambda: workbook(corners), {"workbook-too-large memory_bytes"}),
    "a zip of zeros": (lambda: zipped({"a.csv": bytes(90_000_000)}), {"archive-too-large unpacked_ratio"}),
    "a zip in a zip": (lambda: zipped({"a.zip": zipped({"b.zip": zipped({"c.csv": "a,b"})})}), {"archive-nested"}),
    "a zip that lies": (lying, {"archive-unreadable"}),
    "a gzip of zeros": (lambda: gzip.compress(bytes(90_000_000)), {"archive-too-large unpacked_ratio"}),
    "a line without end": (lambda: b'a,b\n"' + b"x," * 30_000_000, {"table-too-large line_characters", "cell-too-long"}),
    "a page without bottom": (lambda: b"<table><tr><td>" * 200_000, {"page-too-large levels"}),
    "json without bottom": (lambda: b'[{"a":' + b"[" * 3_000_000, {"json-too-large levels"}),
    "a tag of attributes": (lambda: b"<table><tr><td " + b"a=b " * 100_000 + b">x", {"page-unreadable"}),
    "a huge cell": (
        lambda: planted(workbook(small), "xl/worksheets/sheet1.xml", lambda xml: xml.replace(
            b"</sheetData>", b'<row r="2"><c r="A2" t="inlineStr"><is><t>' + b"xy" * 4_000_000 + b"</t></is></c></row></sheetData>"
        )),
        {"workbook-too-large row_characters"},
    ),
    "many full sheets": (lambda: workbook(sheets), {"workbook-too-large head_characters", "workbook-too-large characters"}),
    "many columns": (lambda: b"a," * 100_000 + b"b\n1,2\n", {"table-too-large columns"}),
    "entities in a workbook": (
        lambda: planted(workbook(small), "xl/worksheets/sheet1.xml", with_entities),
        {"workbook-unreadable", "no-rows", "no-table", "workbook-too-large memory_bytes"},
    ),
}  # fmt: skip


@pytest.mark.parametrize(("make", "expected"), BOMBS.values(), ids=BOMBS)
def test_bomb(
    make: Callable[[], bytes], expected: set[str], store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Ten seconds of computing are enough, this process takes little memory for it, and no temporary file is left."""
    monkeypatch.setenv("TRACKER_CHILD_CPU_SECONDS", "10")
    path, temporary = tmp_path / "bomb.dat", tmp_path / "temporary"
    path.write_bytes(make())
    temporary.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(temporary))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(DocumentRefused) as refused:
        preview_document(store, from_path(path), Options())
    code, facts, message = refused.value.code, refused.value.facts, str(refused.value)
    assert f"{code} {facts.get('what', '')}".strip() in expected
    assert "bomb.dat" in message
    assert not code.endswith(("too-large", "too-long")) or re.search(r"(at most|more than) [\d,.]+", message)
    grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before
    assert grown < 400_000 * (1 if sys.platform == "linux" else 1024)
    assert list(temporary.iterdir()) == []
