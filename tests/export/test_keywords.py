"""The keyword list is written, opened again with other programs' readers, and compared with the answer."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import openpyxl
import pandas as pd
import pyarrow as pa
import pytest
from python_calamine import CalamineWorkbook

from tests.support import Bring
from tracker.analysis.asking import ask, rows
from tracker.errors import InputError
from tracker.export import workbook
from tracker.export.formula import is_formula_like, neutralised
from tracker.export.keywords import FORMATS, in_order, keyword_list, of_keywords
from tracker.store.place import Store
from tracker.store.questions import Answer

NASTY = [
    '=HYPERLINK("http://x","y")',
    "=1+1",
    "+1",
    "-2",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "\u3000=1",
    "\ufeff=1",
    "＝1",
    "＋1",
    "－1",
    "＠1",
    "a,b",
    'say "hi"',
    "two\nlines",
    "back\\slash",
    "http://example.com",
    "1234567890123456789",
    "007",
    "1e5",
    "TRUE",
    "👗裙子",
    "裙" * 200,
    "'quoted",
    "_x000D_",
    " around ",
]
"""Keywords that a spreadsheet may run, split, turn into numbers, or cut."""

FORMULA_LIKE = NASTY[:14]

COLUMNS = ("keyword", "value_low", "rank", "since", "day", "category")
NOON = datetime(2026, 3, 1, 12, 30)  # noqa: DTZ001 - the market's wall time has no zone
ANSWER = Answer(COLUMNS, [(each, Decimal("1234.500000"), 3, NOON, date(2026, 3, 1), None) for each in NASTY])

IMPORTED = """来源,日期,关键词,搜索人气,点击率,在线商品数,直通车参考价
生意参谋,2026-03-01,连衣裙,12345,45.5%,10万+,1.25
生意参谋,2026-03-01,"=HYPERLINK(""http://x"",""y"")",9,,,
生意参谋,2026-03-01,"a, ""b""
c",8,3%,,
生意参谋,2026-03-08,连衣裙,-,,,2
"""


@pytest.fixture
def kept(store: Store, bring: Bring) -> Store:
    bring(IMPORTED, "keywords.csv")
    return store


def sheet_rows(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


# --- the answer


def test_the_list_is_the_answer_to_its_question(kept: Store) -> None:
    assert rows(keyword_list(kept)) == ask(kept, "keyword-readings")
    assert rows(keyword_list(kept, keyword="连衣裙", metric="cpc")).rows == [
        row for row in ask(kept, "keyword-readings").rows if row[2] == "连衣裙" and row[3] == "cpc"
    ]
    assert keyword_list(kept, keyword="连衣裙", metric="cpc", since=datetime(2026, 3, 2)).num_rows == 1  # noqa: DTZ001


def test_a_store_without_keywords_gives_files_with_a_header_alone(store: Store) -> None:
    answer = rows(keyword_list(store))
    assert FORMATS["csv"](answer).count(b"\r\n") == 1
    assert sheet_rows(FORMATS["xlsx"](answer)) == [list(answer.columns)]
    assert FORMATS["txt"](answer) == b""
    assert json.loads(FORMATS["json"](answer)) == []


@pytest.mark.parametrize("suffix", FORMATS)
def test_equal_answers_give_equal_bytes(suffix: str) -> None:
    assert FORMATS[suffix](ANSWER) == FORMATS[suffix](ANSWER)


@pytest.mark.parametrize("suffix", FORMATS)
def test_an_answers_table_is_written_as_its_rows_are(suffix: str, kept: Store) -> None:
    found = keyword_list(kept)
    assert FORMATS[suffix](found) == FORMATS[suffix](rows(found))
    assert FORMATS[suffix](found.slice(0, 0)) == FORMATS[suffix](rows(found.slice(0, 0)))
    typed = pa.table(
        {name: pa.array(column) for name, column in zip(COLUMNS, zip(*ANSWER.rows, strict=True), strict=True)}
    )
    chunked = pa.concat_tables([typed.slice(0, 5), typed.slice(5)])
    assert FORMATS[suffix](chunked) == FORMATS[suffix](ANSWER)


def test_readings_are_ordered_and_kept_by_keyword(kept: Store) -> None:
    found = keyword_list(kept)
    ordered = in_order(found, ['a, "b"\nc', "连衣裙"])
    assert list(dict.fromkeys(rows(ordered.select(["keyword"])).rows)) == [
        ('a, "b"\nc',), ("连衣裙",), ('=HYPERLINK("http://x","y")',)
    ]  # fmt: skip
    assert rows(of_keywords(found, {"连衣裙"})).rows == [row for row in rows(found).rows if row[2] == "连衣裙"]


# --- formulas


@pytest.mark.parametrize("text", FORMULA_LIKE)
def test_a_text_that_may_be_run_is_known(text: str) -> None:
    assert is_formula_like(text)
    assert neutralised(text) == "'" + text


@pytest.mark.parametrize("text", [*NASTY[14:], "", "连衣裙", "a=b", "1-2"])
def test_other_texts_stay_as_they_are(text: str) -> None:
    assert neutralised(text) == text


# --- csv


def test_csv_is_read_back_as_it_was_asked_but_for_the_apostrophe() -> None:
    data = FORMATS["csv"](ANSWER)
    assert data.startswith(b"\xef\xbb\xbf")
    found = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert found[0] == list(COLUMNS)
    assert [row[0] for row in found[1:]] == [neutralised(each) for each in NASTY]
    assert {tuple(row[1:]) for row in found[1:]} == {("1234.5", "3", "2026-03-01 12:30:00", "2026-03-01", "")}


def test_every_field_of_csv_is_quoted() -> None:
    first = FORMATS["csv"](ANSWER).decode("utf-8-sig").split("\r\n")[1]
    assert first == ('"\'=HYPERLINK(""http://x"",""y"")","1234.5","3","2026-03-01 12:30:00","2026-03-01",""')


def test_pandas_reads_the_csv(kept: Store) -> None:
    answer = rows(keyword_list(kept))
    frame = pd.read_csv(io.BytesIO(FORMATS["csv"](answer)), keep_default_na=False)
    assert list(frame.columns) == list(answer.columns)
    assert list(frame["keyword"]) == [neutralised(each["keyword"]) for each in answer.records()]


def test_a_negative_number_of_csv_stays_a_number() -> None:
    data = FORMATS["csv"](Answer(("keyword", "growth"), [("裙", Decimal("-0.25"))]))
    assert data.decode("utf-8-sig").splitlines()[1] == '"裙","-0.25"'


# --- xlsx


def test_no_cell_of_the_workbook_is_a_formula_or_a_link() -> None:
    with zipfile.ZipFile(io.BytesIO(FORMATS["xlsx"](ANSWER))) as parts:
        sheet = parts.read("xl/worksheets/sheet1.xml").decode()
        assert "<f>" not in sheet
        assert "<f " not in sheet
        assert "hyperlink" not in sheet.lower()
        assert not [name for name in parts.namelist() if "rels" in name and "sheet" in name]


def test_openpyxl_reads_each_text_as_it_was_asked() -> None:
    sheet = openpyxl.load_workbook(io.BytesIO(FORMATS["xlsx"](ANSWER))).active
    assert sheet is not None
    cells = [sheet.cell(line, 1) for line in range(2, len(NASTY) + 2)]
    written = [each.replace("\r", "_x000D_") for each in NASTY]  # how the format writes CR; openpyxl leaves it
    assert [cell.value for cell in cells] == written
    assert {cell.data_type for cell in cells} == {"s"}
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:F{len(NASTY) + 1}"
    assert sheet["A1"].font.b
    assert [cell.quotePrefix for cell in cells] == [is_formula_like(each) for each in NASTY]


def test_calamine_reads_each_text_as_it_was_asked() -> None:
    assert [row[0] for row in sheet_rows(FORMATS["xlsx"](ANSWER))[1:]] == NASTY


def test_numbers_are_numbers_and_dates_are_dates() -> None:
    cells = sheet_rows(FORMATS["xlsx"](ANSWER))
    assert cells[0] == list(COLUMNS)
    assert cells[1][1:] == [1234.5, 3.0, NOON, date(2026, 3, 1), ""]


def test_the_workbook_holds_the_answer(kept: Store) -> None:
    answer = rows(keyword_list(kept))
    cells = sheet_rows(FORMATS["xlsx"](answer))
    assert [dict(zip(cells[0], row, strict=True))["keyword"] for row in cells[1:]] == [
        each["keyword"] for each in answer.records()
    ]
    assert [dict(zip(cells[0], row, strict=True))["value_low"] for row in cells[1:]] == [
        float(each["value_low"]) for each in answer.records()
    ]
    assert [dict(zip(cells[0], row, strict=True))["since"] for row in cells[1:]] == [
        each["since"].date() for each in answer.records()
    ]


def test_a_column_is_as_wide_as_its_longest_text_a_hanzi_counting_two() -> None:
    data = FORMATS["xlsx"](Answer(("k", "long"), [("连衣裙女夏", "x"), ("a", "y" * 100)]))
    sheet = openpyxl.load_workbook(io.BytesIO(data)).active
    assert sheet is not None
    assert round(sheet.column_dimensions["A"].width) in {12, 13}
    assert round(sheet.column_dimensions["B"].width) in {60, 61}


def test_a_number_of_more_digits_than_excel_keeps_is_a_text() -> None:
    data = FORMATS["xlsx"](Answer(("n",), [(9_007_199_254_740_993,)]))
    assert sheet_rows(data)[1] == ["9007199254740993"]


def test_what_a_sheet_cannot_hold_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(InputError) as caught:
        FORMATS["xlsx"](Answer(("k",), [("x" * 32_768,)]))
    assert caught.value.code == "cell-too-small"
    monkeypatch.setattr(workbook, "MAX_ROWS", 1)
    with pytest.raises(InputError) as caught:
        FORMATS["xlsx"](Answer(("k",), [("a",), ("b",)]))
    assert caught.value.code == "workbook-too-small"


# --- txt and json


def test_txt_has_each_keyword_once_in_the_order_of_the_answer() -> None:
    answer = Answer(("keyword",), [("b",), ("a",), ("b",), ("two\r\nlines",), ("=1",)])
    assert FORMATS["txt"](answer) == b"b\na\ntwo lines\n=1\n"


def test_json_has_a_number_for_a_decimal_and_null_for_what_is_missing() -> None:
    found = json.loads(FORMATS["json"](ANSWER), parse_float=Decimal)
    assert [each["keyword"] for each in found] == NASTY
    assert {key: found[0][key] for key in COLUMNS[1:]} == {
        "value_low": Decimal("1234.5"),
        "rank": 3,
        "since": "2026-03-01T12:30:00",
        "day": "2026-03-01",
        "category": None,
    }


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (Decimal("59.0000"), "59"),
        (Decimal("0.100000"), "0.1"),
        (Decimal("100"), "100"),
        (Decimal("0E-6"), "0"),
        (Decimal("123456789012345678.123456"), "123456789012345678.123456"),
        (True, "true"),
        ("\x1b[31m\x9b", '"\\u001b[31m\\u009b"'),
        (datetime(2026, 4, 6), '"2026-04-06T00:00:00"'),  # noqa: DTZ001
    ],
)
def test_json_writes_a_value(value: object, text: str) -> None:
    assert FORMATS["json"](Answer(("v",), [(value,)])).decode() == f'[\n{{"v": {text}}}\n]\n'
