"""`tracker import --dry-run`: what a table was taken for and why, what is asked, rows beside their text."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from tests.cli.conftest import Tracker
from tracker.cli.importing import DateOrder
from tracker.i18n import activate
from tracker.store.place import Store

LINK = "https://item.taobao.com/item.htm?id="
DOUBTFUL = f"""宝贝标题,链接,平均售价,已售,内容
裙一,{LINK}1,￥99,1.2万+人付款,甲
裙二,{LINK}2,￥89,88人浏览,乙
裙三,{LINK}3,￥79,5人付款,丙
"""
ADDED = ["sheet", "export", "layout", "header_row", "columns", "questions", "facts", "rows"]


@pytest.fixture
def doubtful(tmp_path: Path) -> str:
    (tmp_path / "seen_2026-06-01.csv").write_text(DOUBTFUL, encoding="utf-8")
    return "seen_2026-06-01.csv"


def trial(tracker: Tracker, *words: str) -> Any:
    (batch,) = tracker("import", *words, "--dry-run", "--json").json["batches"]
    return batch


def test_columns_are_told_with_how_sure_they_are_and_why(tracker: Tracker, doubtful: str) -> None:
    lines = tracker("import", doubtful, "--dry-run", "--map", "平均售价=price").out.splitlines()
    told = {line.split()[0]: line for line in lines if line.strip()}
    assert "Title · title" in told["宝贝标题"]
    assert "sure" in told["宝贝标题"]
    assert "a known name" in told["宝贝标题"]
    assert "you said so" in told["平均售价"]
    assert "not used" in told["内容"]


def test_a_column_without_a_name_is_told_as_not_used(tracker: Tracker, tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("标题,价格,\n裙,59,满减\n裤,69,\n", encoding="utf-8")
    lines = tracker("import", "a.csv", "--dry-run", "--platform", "jd", "--observed-on", "2026-03-02").out.splitlines()
    told = {line.split()[0]: line.split("  ") for line in lines if line.strip()}
    assert [each.strip() for each in told["#3"] if each.strip()] == ["#3", "not used", "it has no name"]


def test_facts_are_told_with_where_they_are_from(tracker: Tracker, doubtful: str) -> None:
    out = tracker("import", doubtful, "--dry-run", "--category", "裙").out
    assert "Platform: Taobao (from the links in it)" in out
    assert "Seen on: 2026-06-01 (from the file's name)" in out
    assert "header in row 1" in out


def test_a_doubtful_column_is_asked_with_the_option_to_type(tracker: Tracker, doubtful: str) -> None:
    out = tracker("import", doubtful, "--dry-run").out
    assert "“平均售价” (￥99, ￥89, ￥79): is it Price?" in out
    assert 'Yes: --map "平均售价=price"' in out
    answered = tracker("import", doubtful, "--dry-run", "--map", "平均售价=price").out
    assert "is it Price?" not in answered
    assert 'No: --map "平均售价=-"' in out


def test_rows_stand_beside_their_text_and_cells_that_fail_are_marked(tracker: Tracker, doubtful: str) -> None:
    out = tracker("import", doubtful, "--dry-run", "--map", "平均售价=price").out
    rows = [line.split() for line in out.splitlines()]
    assert ["Price", "99", "￥99"] in rows
    assert ["Sold", "≥", "12,000", "1.2万+人付款"] in rows
    assert ["Sold", "✗", "88人浏览"] in rows


def test_the_json_of_a_trial_tells_the_same(tracker: Tracker, doubtful: str, store: Store) -> None:
    batch = trial(tracker, doubtful)
    assert list(batch)[-len(ADDED) :] == ADDED
    assert (batch["sheet"], batch["export"], batch["header_row"]) == (None, None, 1)
    assert batch["columns"][0] == {
        "column": 1, "header": "宝贝标题", "field": "title", "confidence": 1.0, "reason": "header",
    }  # fmt: skip
    (question,) = batch["questions"]
    assert (question["header"], question["field"], question["examples"]) == (
        "平均售价",
        "price",
        ["￥99", "￥89", "￥79"],
    )
    assert batch["facts"] == {
        "platform": {"value": "taobao", "from": "links"},
        "observed_on": {"value": "2026-06-01", "from": "name"},
    }
    first = batch["rows"][0]
    assert first["row"] == 2
    assert first["stored"]["sold_low"] == 12000
    assert first["text"]["已售"] == "1.2万+人付款"
    assert not store.path.exists()


def test_an_import_prints_no_more_than_its_contract(tracker: Tracker, doubtful: str) -> None:
    (batch,) = tracker("import", doubtful, "--json").json["batches"]
    assert not set(batch) & set(ADDED)


def test_a_preview_fits_a_terminal_of_80_columns(
    tracker: Tracker, doubtful: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    from rich.cells import cell_len

    from tracker.cli import output

    wide = output.out
    monkeypatch.setattr(output, "out", lambda width=None: wide(80))
    assert max(cell_len(line) for line in tracker("import", doubtful, "--dry-run").out.splitlines()) <= 80


def test_an_option_is_quoted_so_that_a_shell_gives_it_back(tracker: Tracker, tmp_path: Path) -> None:
    import shlex

    header = "it's $平均售价"
    (tmp_path / "a_2026-06-01.csv").write_text(DOUBTFUL.replace("平均售价", header), encoding="utf-8")
    (question,) = trial(tracker, "a_2026-06-01.csv")["questions"]
    assert shlex.split(question["option"]) == ["--map", f"{header}=price"]


@pytest.mark.parametrize("order", list(DateOrder))
def test_the_order_of_day_and_month_can_be_said(tracker: Tracker, good: str, order: DateOrder) -> None:
    assert tracker("import", good, "--date-order", order.value).code == 0


def test_all_of_it_is_said_in_chinese_too(tracker: Tracker, doubtful: str) -> None:
    try:
        out = tracker("import", doubtful, "--dry-run", "--lang", "zh").out
    finally:
        activate("en")
    for word in (
        "识别为：商品",
        "平台：淘宝（来自其中的链接）",
        "来自文件名",
        "确定",
        "已知的列名",
        "是“价格”吗？",
        "原文",
    ):
        assert word in out
