"""The quick forms in SQL read what the parsers read: the parsers are the specification."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import pytest
from duckdb import DuckDBPyConnection

from tracker.normalise import sql
from tracker.normalise.counts import parse_count
from tracker.normalise.pricing import parse_money
from tracker.normalise.times import parse_time
from tracker.store.connect import workbench

PIECES = {
    "quick_money": (["", "¥", "￥", "-", " ", "$"], ["0", "9", "59", "59.00", "1,299.00", "0,123", "1,29", "12.999", "1.2345", "012"], ["", "-", "-¥", "~"], ["", "9", "129.00", "5"], ["", "元", "起", "万", "元起", "+"]),
    "quick_count": (["", "已售", "月销 ", "月销", "已拼", "近30天"], ["0", "863", "1,234", "0,123", "1.2", "1.234", "12.0", "1.23456", "999999999"], ["", "万", "w", "k"], ["", "+", "多"], ["", "人付款", "人收货", "件", " 人付款", "条评价"]),
}  # fmt: skip
"""What the texts are put together from, place by place."""

PARSERS = {"quick_money": parse_money, "quick_count": parse_count}


@pytest.fixture
def con(tmp_path: Path) -> DuckDBPyConnection:
    return workbench(tmp_path)


@pytest.mark.parametrize("name", list(PIECES))
def test_quick_forms_agree_with_the_parser(con: DuckDBPyConnection, name: str) -> None:
    texts = ["".join(parts) for parts in itertools.product(*PIECES[name])]
    read = quick(con, name, [*texts, *mutated(texts, random.Random(name))])
    parser: Callable[[str], object] = PARSERS[name]
    assert len(read) > 150
    for text, *found in read:
        expected = parser(text)
        assert (text, *found, None) == (text, *expected), text


def test_quick_times_agree_with_the_parser(con: DuckDBPyConnection) -> None:
    days = ["2026-03-01", "2026/03/01", "2026-02-30", "1989-12-31", "2101-01-01", "2026-3-1", "2024-02-29"]
    clocks = ["", " 09:30:00", "T23:59:59", " 24:00:00", " 09:60:00", " 09:30", " 25:00:00"]
    read = quick(con, "quick_time", ["".join(parts) for parts in itertools.product(days, clocks)])
    assert len(read) == 9
    for text, at, code in read:
        assert (at, code, None) == parse_time(text, None, "Asia/Shanghai"), text
        assert isinstance(at, datetime)


def quick(con: DuckDBPyConnection, name: str, texts: list[str]) -> list[tuple]:
    con.execute("CREATE TEMP TABLE word AS SELECT DISTINCT unnest(?::VARCHAR[]) AS text", [texts])
    return con.execute(sql.load(name)).fetchall()


def mutated(texts: list[str], chance: random.Random) -> list[str]:
    """Each text with one character of another one put in, taken out or doubled."""
    alphabet = sorted(set("".join(texts)) | set("٣５　\u200b'eE/"))
    made = []
    for text in texts:
        place = chance.randrange(len(text) + 1)
        made.append(text[:place] + chance.choice(alphabet) + text[place + chance.randrange(2) :])
    return made
