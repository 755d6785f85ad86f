"""Workbooks as other programs write them, and files that mean harm: a table or a refusal, nothing else."""

from __future__ import annotations

import csv
import io
import os
import random
import struct
import sys
import time
import zipfile
from collections.abc import Callable, Iterator
from datetime import date, datetime, timedelta
from datetime import time as clock
from hashlib import sha256
from pathlib import Path

import duckdb
import openpyxl
import pytest
import xlsxwriter
import xlwt

from tests.read import xlsb
from tracker.errors import DocumentRefused
from tracker.model import Document, RawTable
from tracker.read import workbook, zips
from tracker.read.load import load

MOMENT = datetime(2026, 3, 1, 13, 5, 7)  # noqa: DTZ001 a workbook's moments have no zone
OLE2 = bytes.fromhex("D0CF11E0A1B11AE1")
LIMITED = """
import sys
from tracker.read import child, workbook_child as workbook
{changes}
workbook.main(*sys.argv[1:])
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    path = tmp_path / "folder"
    path.mkdir()
    return path


def document(path: Path) -> Document:
    body = path.read_bytes()
    return Document(path.name, path, sha256(body).hexdigest(), len(body))


def save(path: Path, body: bytes) -> Document:
    path.write_bytes(body)
    return document(path)


def rows(table: RawTable) -> dict[int, list[str]]:
    """The cells of each written row by its number; every row is as wide as the table says."""
    with table.path.open(encoding="utf-8", newline="") as file:
        lines = list(csv.reader(file, strict=True))
    assert all(len(line) == table.width + 2 for line in lines)
    for _, count, *cells in lines:
        assert int(count) == max(index for index, cell in enumerate(cells, start=1) if cell.strip())
    return {int(number): cells for number, _, *cells in lines}


def refusal(path: Path, folder: Path) -> DocumentRefused:
    with pytest.raises(DocumentRefused) as refused:
        workbook.read(document(path), folder)
    assert refused.value.facts["document"] == path.name
    return refused.value


def write_openpyxl(path: Path, cells: dict[str, object]) -> Path:
    book = openpyxl.Workbook()
    for place, value in cells.items():
        book.active[place] = value
    book.save(path)
    return path


def write_xlwt(path: Path, cells: dict[tuple[int, int], object]) -> Path:
    book = xlwt.Workbook()
    sheet = book.add_sheet("商品")
    formats = {datetime: "yyyy-mm-dd hh:mm:ss", date: "yyyy-mm-dd", clock: "hh:mm:ss"}
    for (row, column), value in cells.items():
        style = xlwt.easyxf(num_format_str=formats.get(type(value), "General"))
        sheet.write(row, column, value, style)
    book.save(str(path))
    return path


CELLS = [
    (5, "5"),
    (5.0, "5"),
    (-3.0, "-3"),
    (0.1, "0.1"),
    (19.9, "19.9"),
    (123456789012345, "123456789012345"),
    (9007199254740991, "9007199254740991"),
    (1e21, "1e+21"),
    (True, "TRUE"),
    (False, "FALSE"),
    (date(2026, 3, 1), "2026-03-01"),
    (MOMENT, "2026-03-01 13:05:07"),
    (MOMENT.replace(hour=0, minute=0, second=0), "2026-03-01"),
    (clock(9, 5), "09:05:00"),
    ("", ""),
    ("已售2万+", "已售2万+"),
    ('纯棉 5.99" 袜\n两双', '纯棉 5.99" 袜\n两双'),
    ("007", "007"),
    (" 前后 ", " 前后 "),
]


@pytest.mark.parametrize(("value", "text"), CELLS)
def test_cell_xlsx(value: object, text: str, tmp_path: Path, folder: Path) -> None:
    path = write_openpyxl(tmp_path / "a.xlsx", {"A1": "x", "B1": value, "C1": "y"})
    (table,) = workbook.read(document(path), folder)
    assert rows(table) == {1: ["x", text, "y"]}
    assert table.head == (("x", text, "y"),)


@pytest.mark.parametrize(("value", "text"), CELLS)
def test_cell_xls(value: object, text: str, tmp_path: Path, folder: Path) -> None:
    path = write_xlwt(tmp_path / "a.xls", {(0, 0): "x", (0, 1): value, (0, 2): "y"})
    (table,) = workbook.read(document(path), folder)
    assert rows(table) == {1: ["x", text, "y"]}


def test_durations_may_pass_a_day(tmp_path: Path, folder: Path) -> None:
    path = write_openpyxl(tmp_path / "a.xlsx", {"A1": timedelta(hours=30, minutes=5)})
    assert rows(workbook.read(document(path), folder)[0]) == {1: ["30:05:00"]}


def test_dates_counted_from_1904(tmp_path: Path, folder: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx", {"date_1904": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_datetime(0, 0, MOMENT, book.add_format({"num_format": "yyyy-mm-dd hh:mm:ss"}))
    assert rows(workbook.read(document(tmp_path / "a.xlsx"), folder)[0]) == {1: ["2026-03-01 13:05:07"]}


def test_errors_are_empty_and_formulas_give_what_was_stored(tmp_path: Path, folder: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.write_formula("A1", "=1/0", None, "#DIV/0!")
        sheet.write_formula("B1", "=1+1", None, 2)
        sheet.write_formula("C1", '="件"', None, "件")
    assert rows(workbook.read(document(tmp_path / "a.xlsx"), folder)[0]) == {1: ["", "2", "件"]}


@pytest.mark.parametrize("kind", ["xlsx", "xls"])
def test_rows_and_columns_stand_where_excel_shows_them(kind: str, tmp_path: Path, folder: Path) -> None:
    """Three rows and two columns are blank before the header, two rows inside the table."""
    path = tmp_path / f"a.{kind}"
    if kind == "xlsx":
        write_openpyxl(path, {"C4": "商品", "D4": "价格", "C5": "袜", "D5": 5, "C8": "帽", "D9": " "})
    else:
        write_xlwt(path, {(3, 2): "商品", (3, 3): "价格", (4, 2): "袜", (4, 3): 5, (7, 2): "帽", (8, 3): " "})
    (table,) = workbook.read(document(path), folder)
    assert rows(table) == {4: ["", "", "商品", "价格"], 5: ["", "", "袜", "5"], 8: ["", "", "帽", ""]}
    assert table.head == (
        *[()] * 3,
        ("", "", "商品", "价格"),
        ("", "", "袜", "5"),
        *[()] * 2,
        ("", "", "帽"),
    )
    assert (table.delimiter, table.width, table.head_lines) == (",", 4, ())
    assert table.numbered
    assert not table.separated


def test_head_ends_at_row_200(tmp_path: Path, folder: Path) -> None:
    path = write_openpyxl(tmp_path / "a.xlsx", {f"A{number}": number for number in (1, 200, 201, 300)})
    (table,) = workbook.read(document(path), folder)
    assert (len(table.head), table.head[1], table.head[199]) == (200, (), ("200",))
    assert list(rows(table)) == [1, 200, 201, 300]


def test_sheets_in_order_with_hidden_and_without_empty_and_charts(tmp_path: Path, folder: Path) -> None:
    book = openpyxl.Workbook()
    book.active.title = "一&二"
    book.active["A1"] = 1
    book.create_sheet("空")
    book.create_sheet("空白")["A1"] = " "
    book.create_chartsheet("图")
    hidden = book.create_sheet("隐")
    hidden.sheet_state = "hidden"
    hidden["B2"] = "x"
    book.save(tmp_path / "a.xlsx")
    tables = workbook.read(document(tmp_path / "a.xlsx"), folder)
    assert [(table.sheet, rows(table)) for table in tables] == [
        ("一&二", {1: ["1"]}),
        ("隐", {2: ["", "x"]}),
    ]
    assert sorted(path.name for path in folder.iterdir()) == sorted(table.path.name for table in tables)


def test_several_sheets_of_an_xls(tmp_path: Path, folder: Path) -> None:
    book = xlwt.Workbook()
    for name in ("甲", "乙"):
        book.add_sheet(name).write(0, 0, name * 3)
    book.save(str(tmp_path / "a.xls"))
    tables = workbook.read(document(tmp_path / "a.xls"), folder)
    assert [(table.sheet, table.head) for table in tables] == [("甲", (("甲甲甲",),)), ("乙", (("乙乙乙",),))]


def test_a_binary_workbook(tmp_path: Path, folder: Path) -> None:
    sheets: dict[str, list[list[xlsb.Cell]]] = {
        "商品": [["标题", "价格", "日期", "有货"], ["红裙👗", 129.5, MOMENT, True], ["蓝裙", None, None, False]],
        "空": [],
        "隐": [["x"]],
    }
    tables = workbook.read(document(xlsb.write(tmp_path / "a.xlsb", sheets, hidden=["隐"])), folder)
    assert [(table.sheet, rows(table), table.visible) for table in tables] == [
        (
            "商品",
            {
                1: ["标题", "价格", "日期", "有货"],
                2: ["红裙👗", "129.5", "2026-03-01 13:05:07", "TRUE"],
                3: ["蓝裙", "", "", "FALSE"],
            },
            True,
        ),
        ("隐", {1: ["x"]}, False),
    ]


def test_merged_cells(tmp_path: Path, folder: Path) -> None:
    """What covers rows of one column stands in each of them; of a block its first cell; all that begin on top are told."""
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        sheet = book.add_worksheet()
        sheet.merge_range("A1:A2", "商品")
        sheet.merge_range("B1:C1", "销量")
        sheet.write_row("B2", ["月", "总"])
        sheet.merge_range("A3:A5", "女装")
        for row in range(3, 6):
            sheet.write_row(f"B{row}", [row, row])
        sheet.merge_range("A6:B7", "合计")
        sheet.write("C7", 12)
    (table,) = workbook.read(document(tmp_path / "a.xlsx"), folder)
    assert rows(table) == {
        1: ["商品", "销量", ""],
        2: ["商品", "月", "总"],
        3: ["女装", "3", "3"],
        4: ["女装", "4", "4"],
        5: ["女装", "5", "5"],
        6: ["合计", "", ""],
        7: ["", "", "12"],
    }
    assert set(table.merged) == {(1, 1, 2, 1), (1, 2, 1, 3), (3, 1, 5, 1), (6, 1, 7, 2)}


def test_merged_title_has_its_text_once(tmp_path: Path, folder: Path) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = "三月报表"
    book.active.merge_cells("A1:C1")
    book.active.append(["商品", "价格", "销量"])
    book.save(tmp_path / "a.xlsx")
    (table,) = workbook.read(document(tmp_path / "a.xlsx"), folder)
    assert table.head == (("三月报表",), ("商品", "价格", "销量"))
    assert rows(table) == {1: ["三月报表", "", ""], 2: ["商品", "价格", "销量"]}


def test_duckdb_loads_the_table_strictly(tmp_path: Path, folder: Path) -> None:
    """Line breaks of every kind, quotes, commas and a NUL escape, of which none may shift a row."""
    texts = ["a\nb", "a_x000D_b", "_x000D__x000A_", '"', '""",', "a,b", "'", "\\", "_x0000_", "#", " "]
    path = tmp_path / "a.xlsx"
    with xlsxwriter.Workbook(path, {"strings_to_formulas": False}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(1, 1, ["商品", "说明"])
        for row, text in enumerate(texts, start=2):
            sheet.write_row(row, 1, [f"{row}", text, "z"])
    plant(path, "xl/sharedStrings.xml", lambda xml: xml.replace(b"_x005F_x", b"_x"))
    (table,) = workbook.read(document(path), folder)
    with duckdb.connect() as con:
        load(con, table, 2, "typed.csv")
        loaded = con.sql("SELECT source_row, cells, c1, c2, c3 FROM loaded ORDER BY 1").fetchall()
    assert [row[:3] for row in loaded] == [(row + 1, 4, f"{row}") for row in range(2, 2 + len(texts))]
    assert [row[3] for row in loaded][:3] == ["a\nb", "a\nb", "\n"]
    assert [row[3] for row in loaded][3:8] == texts[3:8]
    assert {row[4] for row in loaded} == {"z"}


def plant(path: Path, part: str, change: Callable[[bytes], bytes]) -> None:
    """Change one part of an xlsx in its place."""
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, body in parts.items():
            archive.writestr(name, body)


ODS = """<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"
 office:version="1.2"><office:body><office:spreadsheet><table:table table:name="商品">{}</table:table>
 </office:spreadsheet></office:body></office:document-content>"""


def ods(*lines: list[str | float]) -> bytes:
    body = io.BytesIO()
    cells = [
        f'<table:table-cell office:value-type="float" office:value="{cell}"/>'
        if isinstance(cell, float)
        else f'<table:table-cell office:value-type="string"><text:p>{cell}</text:p></table:table-cell>'
        for line in lines
        for cell in line
    ]
    width = len(lines[0])
    xml = "".join(
        f"<table:table-row>{''.join(cells[start : start + width])}</table:table-row>"
        for start in range(0, len(cells), width)
    )
    with zipfile.ZipFile(body, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.format(xml))
        archive.writestr("META-INF/manifest.xml", "<x/>")
    return body.getvalue()


def test_open_document(tmp_path: Path, folder: Path) -> None:
    saved = save(tmp_path / "a.xls", ods(["标题", "价格"], ["裙", 19.9]))
    assert workbook.identify(saved)
    (table,) = workbook.read(saved, folder)
    assert (table.sheet, rows(table)) == ("商品", {1: ["标题", "价格"], 2: ["裙", "19.9"]})


@pytest.mark.parametrize("name", ["a'b", "价 格", "🙂", "x" * 31, " ", "a!b", "1"])
def test_odd_names_of_sheets(name: str, tmp_path: Path, folder: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        for each in ("first", name):
            book.add_worksheet(each).write("A1", each)
            book.get_worksheet_by_name(each).write("B1", "x")
    found = workbook.read(document(tmp_path / "a.xlsx"), folder)
    assert [(table.sheet, table.head) for table in found] == [("first", (("first", "x"),)), (name, ((name, "x"),))]


def test_dimension_is_not_believed(tmp_path: Path, folder: Path) -> None:
    """Whoever formats a whole sheet gets a workbook that says A1:XFD1048576 and holds two cells."""
    path = write_openpyxl(tmp_path / "a.xlsx", {"A1": "x", "B2": "y"})
    plant(path, "xl/worksheets/sheet1.xml", lambda xml: xml.replace(b"A1:B2", b"A1:XFD1048576"))
    assert rows(workbook.read(document(path), folder)[0]) == {1: ["x", ""], 2: ["", "y"]}


def test_name_says_nothing(tmp_path: Path, folder: Path) -> None:
    xlsx = write_openpyxl(tmp_path / "a.xlsx", {"A1": "x"}).rename(tmp_path / "a.xls")
    xls = write_xlwt(tmp_path / "b.xls", {(0, 0): "y"}).rename(tmp_path / "b.csv")
    assert [workbook.read(document(path), folder)[0].head for path in (xlsx, xls)] == [(("x",),), (("y",),)]


# identify


def zipped(*names: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name in names:
            archive.writestr(name, "<x/>")
    return body.getvalue()


@pytest.mark.parametrize(
    ("body", "claimed"),
    [
        (OLE2 + bytes(600), True),
        (zipped("[Content_Types].xml", "xl/workbook.xml"), True),
        (zipped("[Content_Types].xml", "xl/workbook.bin"), True),
        (zipped("[Content_Types].xml", "xl/workbook.xml")[:60], True),
        (zipped("docProps/app.xml", "xl/workbook.xml")[:150], True),
        (zipped("[Content_Types].xml", "word/document.xml"), False),
        (zipped("mimetype", "content.xml"), False),
        (zipped("a.csv"), False),
        (zipped("a.csv")[:40], False),
        (b"PK\x03\x04", False),
        (b"PK", False),
        (b"", False),
        ("商品,价格\n袜,5\n".encode(), False),
    ],
)
def test_identify(body: bytes, claimed: bool, tmp_path: Path) -> None:
    assert workbook.identify(save(tmp_path / "a", body)) is claimed


# refusals


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


# files of others


@pytest.mark.corpus
def test_corpus(folder: Path) -> None:
    """Every workbook of the corpus gives tables that DuckDB takes."""
    corpus = os.environ.get("TRACKER_CORPUS")
    if not corpus:
        pytest.skip("TRACKER_CORPUS names no folder")
    paths = [path for path in Path(corpus).rglob("*") if path.suffix in {".xls", ".xlsx"}]
    assert paths
    for path in paths:
        assert workbook.identify(document(path)), path
        for table in workbook.read(document(path), folder):
            with duckdb.connect() as con:
                load(con, table, 1, "typed.csv")
                assert con.sql("SELECT count(*) FROM loaded").fetchall() == [(len(set(rows(table)) - {1}),)]
