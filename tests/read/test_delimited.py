"""Delimited text: encodings, separators, quotes, and the row numbers that Excel shows."""

from __future__ import annotations

import codecs
import random
from pathlib import Path

import pytest

from tracker.collect.file import from_bytes
from tracker.errors import DocumentRefused
from tracker.read import delimited
from tracker.read.load import load
from tracker.read.readers import read
from tracker.store.connect import workbench

Row = tuple[int, tuple[str | None, ...]]
TABLE = [["标题", "价格", "备注"], ["连衣裙", "59", "a"], ["长裙，收腰", "1,299", 'b"c'], ["", "7", "两\n行"]]
ENCODINGS = {
    "utf-8": "utf-8",
    "utf-8 with mark": "utf-8-sig",
    "gb18030": "gb18030",
    "utf-16 le": "utf-16",
    "utf-16 be": "utf-16-be",
}


def rows(data: bytes, folder: Path, header_row: int = 1) -> list[Row]:
    """The rows below the header as they are loaded: number and cells, empty ones as null."""
    (table,) = read(from_bytes(data, "x.csv", folder), folder)
    with workbench(folder) as con:
        load(con, table, header_row, "typed.csv")
        found = con.execute("SELECT * EXCLUDE (cells) FROM loaded ORDER BY source_row").fetchall()
    return [(number, tuple(cell or None for cell in cells)) for number, *cells in found]


def quoted(cell: str, delimiter: str) -> str:
    return '"' + cell.replace('"', '""') + '"' if any(each in cell for each in (delimiter, '"', "\n")) else cell


def written(delimiter: str, newline: str) -> str:
    return "".join(delimiter.join(quoted(cell, delimiter) for cell in row) + newline for row in TABLE)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("delimiter", [",", "\t", ";", "|"], ids=["comma", "tab", "semicolon", "pipe"])
@pytest.mark.parametrize("encoding", ENCODINGS)
def test_one_table_in_every_writing(encoding: str, delimiter: str, newline: str, tmp_path: Path) -> None:
    data = written(delimiter, newline).encode(ENCODINGS[encoding])
    if encoding == "utf-16 be":
        data = codecs.BOM_UTF16_BE + data
    assert rows(data, tmp_path) == [
        (2, ("连衣裙", "59", "a")),
        (3, ("长裙，收腰", "1,299", 'b"c')),
        (4, (None, "7", "两\n行")),
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n\n1,2\n\n\n3,4\n", [(3, ("1", "2")), (6, ("3", "4"))]),
        ("a,b\r\n\r\n1,2", [(3, ("1", "2"))]),
        ("a,b\n,\n1,2\n", [(3, ("1", "2"))]),
        ('a,b\n"1\n\n1",2\n3,4\n', [(2, ("1\n\n1", "2")), (3, ("3", "4"))]),
        ("a,b\r1,2\r3,4\r", [(2, ("1", "2")), (3, ("3", "4"))]),
        ("a,b\n1\n2,3,4\n", [(2, ("1", None, None)), (3, ("2", "3", "4"))]),
        ("a,b\n" + "1,2\n" * 30 + "3\0,4\n", [*((row, ("1", "2")) for row in range(2, 32)), (32, ("3", "4"))]),
        ('a,b\n15.6" screen,2\n', [(2, ('15.6" screen', "2"))]),
        ('a,b\n"x ""y"" z",2\n', [(2, ('x "y" z', "2"))]),
    ],
    ids=[
        *("blank lines", "blank first", "only commas", "a blank line in a cell", "lone CR", "ragged", "NUL"),
        *("inches", "doubled quotes"),
    ],
)
def test_rows_keep_their_numbers(text: str, expected: list[Row], tmp_path: Path) -> None:
    assert [row for row in rows(text.encode(), tmp_path) if any(row[1])] == expected


def test_the_header_may_stand_below_a_title_that_holds_a_line_break(tmp_path: Path) -> None:
    data = '"导出\n2026-03-01",,\n标题,价格,备注\n裙,5,x\n'.encode()
    assert rows(data, tmp_path, header_row=2) == [(3, ("裙", "5", "x"))]


def test_a_quote_that_is_never_closed_joins_no_lines(tmp_path: Path) -> None:
    lines = [f"t{number},{number}" for number in range(40)]
    lines[10] = '"never closed,10'
    lines[30] = '"closed, ""and"" \nover two lines",30'
    found = dict(rows(("a,b\n" + "\n".join(lines) + "\n").encode(), tmp_path))
    assert len(found) == 40
    assert found[12] == ('"never closed', "10")
    assert found[32] == ('closed, "and" \nover two lines', "30")
    assert found[41] == ("t39", "39")


def test_a_quote_left_open_in_the_last_line(tmp_path: Path) -> None:
    assert rows(b'a,b\n1,2\n3,"4\n', tmp_path) == [(2, ("1", "2")), (3, ("3", '"4'))]


@pytest.mark.parametrize("seed", range(20))
def test_no_line_is_lost_whatever_its_quotes(seed: int, tmp_path: Path) -> None:
    """Lines with random quotes: every line's own number turns up in one row or another."""
    chance = random.Random(seed)
    lines = ["a,b"]
    for number in range(2, 60):
        cell = "".join(chance.choice(['"', "x", " ", ""]) for _ in range(3))
        lines.append(f"{cell}#{number}#,{number}")
    said = " ".join(cell or "" for _, cells in rows("\n".join(lines).encode(), tmp_path) for cell in cells)
    assert [number for number in range(2, 60) if f"#{number}#" not in said] == []


@pytest.mark.parametrize(
    "data", [b"\xff\xfe\xff", b"a,b\n\xff\xff,1\n", b"\x81"], ids=["half a mark", "no text", "half a sign"]
)
def test_bytes_of_no_encoding_are_refused_not_replaced(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read(from_bytes(data, "x.csv", tmp_path), tmp_path)
    assert refused.value.code in {"encoding-unknown", "encoding-damaged", "no-reader"}


@pytest.mark.parametrize(
    "data",
    [
        b"<html><table><tr><td>1",
        b'{"a": 1}',
        b'[\n {"a": 1}]',
        b"%PDF-1.7",
        b"\x89PNG\r\n",
        b"PK\x03\x04 nothing",
        b"\0" * 20,
    ],
    ids=["page", "object", "list", "pdf", "picture", "zip", "zeros"],
)
def test_what_is_no_delimited_text_is_not_claimed(data: bytes, tmp_path: Path) -> None:
    assert not delimited.identify(from_bytes(data, "x.csv", tmp_path))


def test_a_cell_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused) as refused:
        read(from_bytes(b'a,b\n"' + b"x" * 1_100_000, "x.csv", tmp_path), tmp_path)
    assert refused.value.code == "cell-too-long"
