"""Workbooks that mean harm or are damaged, and whatever becomes of the child: a refusal that names the file, in time."""

from __future__ import annotations

import io
import os
import random
import struct
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import xlsxwriter

from tests.read.workbooks import MOMENT, OLE2, document, plant, refusal, rows, save, write_openpyxl, write_xlwt, zipped
from tracker.errors import DocumentRefused
from tracker.read import workbook, zips

LIMITED = """
import sys
from tracker.read import child, workbook_child as workbook
{changes}
workbook.main(*sys.argv[1:])
"""


def test_no_cell_at_all(tmp_path: Path, folder: Path) -> None:
    assert refusal(write_openpyxl(tmp_path / "a.xlsx", {}), folder).code == "workbook-empty"


def test_unknown_ole2_and_cut_zip(tmp_path: Path, folder: Path) -> None:
    save(tmp_path / "a.xls", OLE2 + bytes(2000))
    save(tmp_path / "b.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml")[:60])
    for name in ("a.xls", "b.xlsx"):
        refused = refusal(tmp_path / name, folder)
        assert refused.code == "workbook-unreadable"
        assert refused.facts["reason"]
        assert str(tmp_path) not in str(refused.facts["reason"])
    assert not list(folder.iterdir())


def test_a_broken_sheet_is_left_where_another_can_be_read(tmp_path: Path, folder: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "good"
    book.create_sheet("坏")["A1"] = "bad"
    book.save(tmp_path / "a.xlsx")
    plant(tmp_path / "a.xlsx", "xl/worksheets/sheet2.xml", lambda xml: xml[: xml.index(b"</c>")])
    good, bad = workbook.read(document(tmp_path / "a.xlsx"), folder)
    assert good.head == (("good",),)
    assert (bad.sheet, bad.code) == ("坏", "sheet-unreadable")
    assert "坏" in str(bad.facts["reason"])
    plant(tmp_path / "a.xlsx", "xl/worksheets/sheet1.xml", lambda xml: xml[: xml.index(b"</c>")])
    assert refusal(tmp_path / "a.xlsx", folder).code == "workbook-unreadable"


def test_encrypted(tmp_path: Path, folder: Path) -> None:
    """An encrypted xlsx is an OLE2 file with one stream; an xls has a FILEPASS record; a zip a flag."""
    save(tmp_path / "a.xlsx", OLE2 + bytes(504) + "EncryptedPackage".encode("utf-16-le") + bytes(2000))
    xls = bytearray(write_xlwt(tmp_path / "b.xls", {(0, 0): "x"}).read_bytes())
    record = xls.index(b"\x09\x08\x10\x00\x00\x06\x05\x00") + 20
    xls[record : record + 2] = b"\x2f\x00"
    save(tmp_path / "b.xls", bytes(xls))
    flagged = bytearray(zipped("[Content_Types].xml", "xl/workbook.xml"))
    flagged[flagged.index(b"PK\x01\x02") + 8] |= 1
    save(tmp_path / "c.xlsx", bytes(flagged))
    codes = {name: refusal(tmp_path / name, folder).code for name in ("a.xlsx", "b.xls", "c.xlsx")}
    assert set(codes.values()) == {"workbook-encrypted"}, codes


def test_sparse_bomb(tmp_path: Path, folder: Path) -> None:
    """Two cells in opposite corners are legal, and calamine would allocate all between: 400 GB."""
    path = write_openpyxl(tmp_path / "a.xlsx", {"A1": 1, "XFD1048576": 1})
    start = time.perf_counter()
    refused = refusal(path, folder)
    assert time.perf_counter() - start < 5
    assert (refused.code, refused.facts["what"]) == ("workbook-too-large", "memory_bytes")
    assert int(str(refused.facts["size"])) > int(str(refused.facts["limit"])) == 1_500_000_000
    assert not list(folder.iterdir())


def test_zip_bomb_by_ratio(tmp_path: Path, folder: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", bytes(20_000_000))
    assert path.stat().st_size < 50_000
    assert refusal(path, folder).facts["what"] == "unpacked_ratio"


@pytest.mark.parametrize(("size", "what"), [(2_100_000_000, "unpacked_bytes"), (1000, None)], ids=["tells", "lies"])
def test_zip_bomb_by_directory(size: int, what: str | None, tmp_path: Path, folder: Path) -> None:
    """The directory tells of 2.1 GB, or it tells of 1,000 bytes and 50 MB come."""
    path = write_openpyxl(tmp_path / "a.xlsx", {"A1": 1})
    bomb = b"<worksheet><sheetData>" + bytes(50_000_000)
    plant(path, "xl/worksheets/sheet1.xml", lambda xml: xml if what else bomb)
    body = bytearray(path.read_bytes())
    entry = body.rindex(b"xl/worksheets/sheet1.xml") - 46
    assert body[entry : entry + 4] == b"PK\x01\x02"
    struct.pack_into("<L", body, entry + 24, size)
    refused = refusal(save(path, bytes(body)).path, folder)
    assert refused.facts.get("what") == what


def test_zip_of_many_entries(tmp_path: Path, folder: Path) -> None:
    names = [f"xl/{number}" for number in range(10_000)]
    path = save(tmp_path / "a.xlsx", zipped("[Content_Types].xml", *names)).path
    assert refusal(path, folder).facts == {
        "document": "a.xlsx",
        "what": "zip_entries",
        "size": 10_001,
        "limit": 10_000,
    }


def test_zip_with_a_huge_directory(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(zips, "MAX_DIRECTORY", 100)
    path = save(tmp_path / "a.xlsx", zipped("[Content_Types].xml", "xl/workbook.xml")).path
    assert workbook.identify(document(path))
    assert refusal(path, folder).facts["what"] == "zip_directory_bytes"


@pytest.mark.parametrize("place", ["GS1", "XFD1"], ids=["201", "16384"])
def test_too_many_columns(place: str, tmp_path: Path, folder: Path) -> None:
    path = write_openpyxl(tmp_path / "a.xlsx", {"A1": 1, place: 1})
    facts = refusal(path, folder).facts
    assert (facts["what"], facts["limit"]) == ("columns", 200)
    assert facts["size"] == {"GS1": 201, "XFD1": 16384}[place]


def test_blank_columns_beyond_the_limit_count_for_nothing(tmp_path: Path, folder: Path) -> None:
    path = write_openpyxl(tmp_path / "a.xlsx", {"B1": "x", "GR2": "last", "XFD1": " "})
    (table,) = workbook.read(document(path), folder)
    assert table.width == 200
    assert rows(table)[2][199] == "last"


def limited(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, changes: str) -> None:
    """Let a child run whose limits are changed by the given lines."""
    script = tmp_path / "child.py"
    script.write_text(LIMITED.format(changes=changes), encoding="utf-8")
    monkeypatch.setattr(workbook.child, "__file__", str(script))


@pytest.mark.parametrize(
    ("changes", "what"),
    [
        ("import os; os.environ['TRACKER_MAX_SHEET_ROWS'] = '9'", "sheet_rows"),
        ("import os; os.environ['TRACKER_MAX_ROWS'] = '15'", "rows"),
        ("child.MAX_ROW_TEXT = 4", "row_characters"),
        ("child.MAX_TEXT = 95", "characters"),
        ("child.MAX_HEADS = 95", "head_characters"),
        ("child.MAX_FILE = 60", "file_bytes"),
        (
            "import os; os.environ['TRACKER_CHILD_CPU_SECONDS'] = '1'\nworkbook._cells = lambda row: [None for _ in iter(int, 1)]",
            "cpu_seconds",
        ),
        ("workbook._cells = lambda row: bytes(2 * 10**9)", "memory_bytes"),
    ],
)
def test_limits_of_the_child(
    changes: str, what: str, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two sheets of ten rows with five characters each."""
    book = openpyxl.Workbook()
    for sheet in (book.active, book.create_sheet()):
        for number in range(10):
            sheet.append(["abcd", number])
    book.save(tmp_path / "a.xlsx")
    workbook.read(document(tmp_path / "a.xlsx"), folder)
    limited(monkeypatch, tmp_path, changes)
    refused = refusal(tmp_path / "a.xlsx", folder)
    assert (refused.code, refused.facts["what"]) == ("workbook-too-large", what)


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("", "workbook-unreadable"),
        ("print('garbage')", "workbook-unreadable"),
        ("print('[1, 2]')", "workbook-unreadable"),
        ("print('[]')", "workbook-unreadable"),
        ("""print('{"done": 1}')""", "workbook-unreadable"),
        ("""print('{"done": 0}')""", "workbook-empty"),
        ("""print('{"name": "x"}')""", "workbook-unreadable"),
        ("""print('{"name": "x"}\\n{"done": 1}')""", "workbook-unreadable"),
        ("""print('{"refused": "workbook-unreadable", "facts": {}}')""", "workbook-unreadable"),
        ("import sys; sys.stdout.buffer.write(bytes(range(256)) * 1000)", "workbook-unreadable"),
        ("import os; os.abort()", "workbook-unreadable"),
        ("raise BaseException('panic')", "workbook-unreadable"),
        ("import sys; sys.stderr.write('x' * 1000000); sys.exit(3)", "workbook-unreadable"),
        ("raise MemoryError", "workbook-too-large"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "workbook-unreadable"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "workbook-too-large"),
    ],
)
def test_whatever_becomes_of_the_child(
    script: str, code: str, tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = write_openpyxl(tmp_path / "a.xlsx", {"A1": 1})
    (tmp_path / "child.py").write_text(script, encoding="utf-8")
    monkeypatch.setattr(workbook.child, "__file__", str(tmp_path / "child.py"))
    assert refusal(path, folder).code == code
    assert not list(folder.iterdir())


def test_a_child_that_never_ends_is_ended(tmp_path: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write_openpyxl(tmp_path / "a.xlsx", {"A1": 1})
    told = tmp_path / "pid"
    script = f"import os, pathlib\npathlib.Path({str(told)!r}).write_text(str(os.getpid()))\nwhile True: pass"
    (tmp_path / "child.py").write_text(script, encoding="utf-8")
    monkeypatch.setattr(workbook.child, "__file__", str(tmp_path / "child.py"))
    monkeypatch.setenv("TRACKER_CHILD_SECONDS", "1")
    assert refusal(path, folder).facts["what"] == "wall_seconds"
    with pytest.raises(ProcessLookupError):
        os.kill(int(told.read_text()), 0)


# damage


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """A workbook of each writer with rows of every type."""
    folder = tmp_path_factory.mktemp("whole")
    line = ["袜", 5.0, 19.9, MOMENT, True, 'a\n"b"']
    book = openpyxl.Workbook()
    xlsx = xlsxwriter.Workbook(folder / "b.xlsx", {"default_date_format": "yyyy-mm-dd"})
    sheet = xlsx.add_worksheet()
    cells: dict[tuple[int, int], object] = {}
    for row in range(30):
        book.active.append([*line, row])
        sheet.write_row(row, 0, [*line, row])
        cells |= {(row, column): value for column, value in enumerate([*line, row])}
    book.save(folder / "a.xlsx")
    xlsx.close()
    write_xlwt(folder / "c.xls", cells)
    return {path.name: path.read_bytes() for path in sorted(folder.iterdir())}


def outcome(path: Path, folder: Path) -> tuple[str, float]:
    """What became of a file (tables, or the code of its refusal), and seconds. Anything else is a failure."""
    start = time.perf_counter()
    try:
        for table in workbook.read(document(path), folder):
            rows(table)
    except DocumentRefused as refused:
        return refused.code if path.name in str(refused) else "nameless", time.perf_counter() - start
    return "tables", time.perf_counter() - start


@pytest.mark.parametrize("name", ["a.xlsx", "b.xlsx", "c.xls"])
def test_truncated(name: str, whole: dict[str, bytes], tmp_path: Path, folder: Path) -> None:
    body = whole[name]
    for length in {1, 4, 8, 30, 512, len(body) // 3, len(body) // 2, len(body) - 30, len(body) - 1}:
        path = save(tmp_path / name, body[:length]).path
        end, seconds = outcome(path, folder)
        assert end == "workbook-unreadable" or (name == "c.xls" and end == "tables"), length
        assert seconds < 5


def mutated(whole: dict[str, bytes], seed: int) -> bytes:
    """A workbook with 1 to 8 bytes changed; of every second xlsx inside a part, packed anew."""
    random_ = random.Random(seed)
    name = random_.choice(sorted(whole))
    if not name.endswith("x") or random_.random() < 0.5:
        return change(whole[name], random_)
    with zipfile.ZipFile(io.BytesIO(whole[name])) as archive:
        parts = {each: archive.read(each) for each in archive.namelist()}
    part = random_.choice([each for each in parts if "xl/" in each and "theme" not in each])
    parts[part] = change(parts[part], random_)
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, text in parts.items():
            archive.writestr(each, text)
    return body.getvalue()


def change(body: bytes, random_: random.Random) -> bytes:
    changed = bytearray(body)
    for _ in range(random_.randint(1, 8)):
        changed[random_.randrange(len(changed))] = random_.randrange(256)
    return bytes(changed)


def ends(whole: dict[str, bytes], seeds: range, tmp_path: Path, folder: Path) -> Iterator[tuple[str, float]]:
    for seed in seeds:
        yield outcome(save(tmp_path / f"{seed}.bin", mutated(whole, seed)).path, folder)
        (tmp_path / f"{seed}.bin").unlink()


def most_memory() -> int:
    """The most bytes that this process ever took; 0 where that isn't told."""
    try:
        import resource
    except ImportError:
        return 0
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1024 if sys.platform == "linux" else 1)


@pytest.mark.parametrize("seeds", [range(40), pytest.param(range(40, 5000), marks=pytest.mark.soak)], ids=str)
def test_mutated(seeds: range, whole: dict[str, bytes], tmp_path: Path, folder: Path) -> None:
    before = most_memory()
    found = list(ends(whole, seeds, tmp_path, folder))
    assert most_memory() - before < 200_000_000  # what is read is a child's to hold
    counts = {end: [each for each, _ in found].count(end) for end in {end for end, _ in found}}
    slowest = max(seconds for _, seconds in found)
    sys.stdout.write(f"{seeds}: {counts}, slowest {slowest:.2f} s\n")
    assert counts["tables"]
    assert counts["workbook-unreadable"]
    assert "nameless" not in counts
    assert slowest < 35
