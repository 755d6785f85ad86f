"""Delimited text as programs and people write it: the same rows whatever the dialect, and no cell shifted in silence."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from tests.read.test_delimited import rows
from tracker.collect.file import from_bytes
from tracker.errors import DocumentRefused
from tracker.read.load import load
from tracker.read.readers import read
from tracker.store.connect import workbench

DIALECTS = {
    "sep line": ("sep=;\r\nTitle;Price\r\nDress;5\r\n", [(2, ("Dress", "5"))]),
    "sep line of its own sign": ("sep=^\nTitle^Price\nDress, red^5\n", [(2, ("Dress, red", "5"))]),
    "quotes behind backslashes": (
        'Title,Price\n"15.6\\" screen, black",5\n"a \\"b\\"",6\n',
        [(2, ('15.6" screen, black', "5")), (3, ('a "b"', "6"))],
    ),
    "backslashes that escape nothing": (
        'Path,Price\n"C:\\x\\",5\n"D:\\",6\n',
        [(2, ("C:\\x\\", "5")), (3, ("D:\\", "6"))],
    ),
    "lines in quotes": (
        '"Title,Price,Note"\n"""Dress, red"",5,a"\n"Skirt,6,b"\n',
        [(2, ("Dress, red", "5", "a")), (3, ("Skirt", "6", "b"))],
    ),
    "formulas of a text": (
        'id,price,note\n="00123",="1,299.00",a="b"\n"=""00124""",5,"=""x"""\n',
        [(2, ("00123", "1,299.00", 'a="b"')), (3, ("00124", "5", "x"))],
    ),
    "decimal commas": (
        "a;b;c\n" + "1,5;2,5;3,5\n" * 10,
        [(row, ("1,5", "2,5", "3,5")) for row in range(2, 12)],
    ),
    "a separator in quotes": ('a,b\n"x, y, z",2\n"p, q",3\n', [(2, ("x, y, z", "2")), (3, ("p, q", "3"))]),
    "blanks before quotes": ('a, b\n1, "x, y"\n2, "z"\n', [(2, ("1", "x, y")), (3, ("2", "z"))]),
    "a last separator too many": ("a,b\n1,2,\n3,4,\n", [(2, ("1", "2")), (3, ("3", "4"))]),
    "a wide header": ("a,b,c,d\n1,2\n3,4,5\n", [(2, ("1", "2", None, None)), (3, ("3", "4", "5", None))]),
    "quotes in a tab text": (
        't\tp\n"A" shirt\t5\n15.6" screen\t6\n',
        [(2, ('"A" shirt', "5")), (3, ('15.6" screen', "6"))],
    ),
    "mixed line ends": ("a,b\r\n1,2\n3,4\r5,6\r\n", [(2, ("1", "2")), (3, ("3", "4")), (4, ("5", "6"))]),
    "one column": ("Keyword\ndress\nskirt\n", [(2, ("dress",)), (3, ("skirt",))]),
    "a pipe table": ("a|b\n1, 2|3\n4, 5|6\n", [(2, ("1, 2", "3")), (3, ("4, 5", "6"))]),
}


@pytest.mark.parametrize(("text", "expected"), DIALECTS.values(), ids=DIALECTS)
def test_dialect(text: str, expected: list[tuple[int, tuple[str | None, ...]]], tmp_path: Path) -> None:
    width = len(expected[0][1])
    found = [(number, cells[:width]) for number, cells in rows(text.encode(), tmp_path)]
    assert found == expected


LINES = [f"Dress {number},{number % 90 + 9}.50,{number * 3},https://x.example/{number}," for number in range(40)]


@pytest.mark.parametrize(
    ("line", "shifted"),
    [
        ("Coat,1,299.00,35,https://x.example/c", True),
        ("Coat,¥1,299.00,35,https://x.example/c", True),
        ("Coat,1.00,299,https://x.example/c,", False),
        ('Coat,"1,299.00",35,https://x.example/c,', False),
        ("Coat,59.00,1,299,https://x.example/c", True),
        ("Coat,9.50,120,https://x.example/c,a note", False),
    ],
)
def test_a_blank_cell_at_the_end_hides_no_shift(line: str, shifted: bool, tmp_path: Path) -> None:
    """A row that is as wide as its header, though an unquoted number took two cells, is marked as too wide."""
    text = "\n".join(["Title,Price,Sold,Link,Note", *LINES, line]) + "\n"
    (table,) = read(from_bytes(text.encode(), "x.csv", tmp_path), tmp_path)
    with workbench(tmp_path) as con:
        load(con, table, 1, "x.csv")
        found = con.execute("SELECT source_row FROM loaded WHERE cells > 5").fetchall()
    assert found == ([(42,)] if shifted else [])


@pytest.mark.parametrize(("line", "shifted"), [("Coat,1,299.00,35,,", True), ("Coat,99.00,35,,,", False)])
def test_among_few_rows_one_with_a_cell_too_many_is_shifted(line: str, shifted: bool, tmp_path: Path) -> None:
    """Where a number may have been split; a separator too many at the end does no harm."""
    text = "\n".join(["Title,Price,Sold,Link,Note", *LINES[:2], line]) + "\n"
    (table,) = read(from_bytes(text.encode(), "x.csv", tmp_path), tmp_path)
    with workbench(tmp_path) as con:
        load(con, table, 1, "x.csv")
        found = con.execute("SELECT source_row FROM loaded WHERE cells > 5").fetchall()
    assert found == ([(4,)] if shifted else [])


def test_a_million_is_two_cells_too_many(tmp_path: Path) -> None:
    lines = [f"Dress {number},{number % 90 + 9},{number * 3},shop{number},," for number in range(40)]
    text = "\n".join(["Title,Price,Sold,Shop,Note,Mark", *lines, "Coat,1,299,000,35,shop"]) + "\n"
    (table,) = read(from_bytes(text.encode(), "x.csv", tmp_path), tmp_path)
    with workbench(tmp_path) as con:
        load(con, table, 1, "x.csv")
        assert con.execute("SELECT source_row FROM loaded WHERE cells > 6").fetchall() == [(42,)]


LIMITS = {
    "columns": (b"," * 100_000 + b"x\n1,2\n", "table-too-large", "columns"),
    "named columns": (b"a," * 100_000 + b"x\n1,2\n", "table-too-large", "columns"),
    "a wide row far below": (b"a,b\n" + b"1,2\n" * 5000 + b"1," * 1000 + b"1\n", "table-too-large", "columns"),
    "one line": (b"a,b\n" + b"x" * 9_000_000, "cell-too-long", None),
    "one line of cells": (b"a,b\n" + b"xy," * 3_000_000, "table-too-large", "line_characters"),
    "quotes alone": (b'"' * 9_000_001, "table-too-large", "line_characters"),
    "a cell": (b'a,b\n"' + b"x\n" * 600_000, "cell-too-long", None),
    "quotes that join lines without end": (b'a,b\n"x\n' + b'a","b\n' * 900_000, "cell-too-long", None),
}


@pytest.mark.parametrize(("body", "code", "what"), LIMITS.values(), ids=LIMITS)
def test_what_passes_a_limit_is_refused(body: bytes, code: str, what: str | None, tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused) as refused:
        rows(body, tmp_path)
    assert (refused.value.code, refused.value.facts.get("what")) in {
        (code, what),
        ("table-too-large", "line_characters"),
    }


def test_more_rows_than_the_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_MAX_ROWS", "100")
    for text in ("a,b\n" + "1,2\n" * 101, "a,b\n" + "1\n" * 101):
        with pytest.raises(DocumentRefused) as refused:
            rows(text.encode(), tmp_path)
        assert (refused.value.code, refused.value.facts["what"]) == ("table-too-large", "rows")


@pytest.mark.parametrize("seed", [*range(5), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(5, 500))])
def test_every_cell_comes_back_from_every_dialect(seed: int, tmp_path: Path) -> None:
    """Tables of random cells, written by the rules of a dialect, are read as they were."""
    chance = random.Random(seed)
    delimiter, end = chance.choice(",\t;|"), chance.choice(["\n", "\r\n", "\r"])
    signs = ["裙", "a", " ", '"', ",", ";", "1", "\\", "é", "—"] + (["\n"] if end != "\r" else [])
    table = [["标题", "价格", "备注"]]
    table += [["t" + "".join(chance.choices(signs, k=chance.randrange(9))), str(row), "x"] for row in range(2, 30)]

    def cell(text: str) -> str:
        return '"' + text.replace('"', '""') + '"' if chance.random() < 0.3 or set(text) & set(',;|\t"\n') else text

    text = "".join(delimiter.join(map(cell, row)) + end for row in table)
    assert rows(text.encode(), tmp_path) == [(number, tuple(row)) for number, row in enumerate(table[1:], start=2)]


SOLD = [f"Dress {number},{number % 90 + 9}.50,{number * 3}," + ("a note" if number % 4 else "") for number in range(40)]


@pytest.mark.parametrize(
    ("rows_above", "line", "shifted"),
    [
        (SOLD, "Coat 59.00,35,a note", True),
        (SOLD, "Coat,59.00,35", False),
        (SOLD, "Coat,59.00", True),
        ([f"{row}x" for row in SOLD], "Coat,59.00,35", True),
        ([row.rstrip(",") for row in SOLD], "Coat,59.00,35", False),
        (SOLD[:3], "Coat 59.00,35,a note", False),
    ],
    ids=["lost", "blank as others", "cut", "blank as no other", "left off by all", "too few to tell"],
)
def test_a_row_that_ends_early_is_shifted(rows_above: list[str], line: str, shifted: bool, tmp_path: Path) -> None:
    """Where a separator is lost, or the file's end, cells stand under the wrong header; blanks left off are no harm."""
    text = "\n".join(["Title,Price,Sold,Note", *rows_above, line])
    (table,) = read(from_bytes(text.encode(), "x.csv", tmp_path), tmp_path)
    with workbench(tmp_path) as con:
        load(con, table, 1, "x.csv")
        found = con.execute("SELECT source_row FROM loaded WHERE cells > 4").fetchall()
    assert found == ([(len(rows_above) + 2,)] if shifted else [])
