"""Workbooks as other programs write them: the table that Excel shows."""

from __future__ import annotations

import os
from datetime import date, timedelta
from datetime import time as clock
from pathlib import Path

import duckdb
import openpyxl
import pytest
import xlsxwriter
import xlwt

from tests.read import xlsb
from tests.read.workbooks import MOMENT, OLE2, document, ods, plant, rows, save, write_openpyxl, write_xlwt, zipped
from tracker.read import workbook
from tracker.read.load import load

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


@pytest.mark.parametrize(
    ("body", "claimed"),
    [
        pytest.param(OLE2 + bytes(600), True, id="ole2"),
        pytest.param(zipped("[Content_Types].xml", "xl/workbook.xml"), True, id="xlsx"),
        pytest.param(zipped("[Content_Types].xml", "xl/workbook.bin"), True, id="xlsb"),
        pytest.param(zipped("[Content_Types].xml", "xl/workbook.xml")[:60], True, id="xlsx-60-bytes"),
        pytest.param(zipped("docProps/app.xml", "xl/workbook.xml")[:150], True, id="xlsx-150-bytes"),
        pytest.param(zipped("[Content_Types].xml", "word/document.xml"), False, id="docx"),
        pytest.param(zipped("mimetype", "content.xml"), False, id="odt"),
        pytest.param(zipped("a.csv"), False, id="zip"),
        pytest.param(zipped("a.csv")[:40], False, id="zip-40-bytes"),
        pytest.param(b"PK\x03\x04", False, id="zip-4-bytes"),
        pytest.param(b"PK", False, id="two-letters"),
        pytest.param(b"", False, id="empty"),
        pytest.param("商品,价格\n袜,5\n".encode(), False, id="csv"),
    ],
)
def test_identify(body: bytes, claimed: bool, tmp_path: Path) -> None:
    assert workbook.identify(save(tmp_path / "a", body)) is claimed


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
