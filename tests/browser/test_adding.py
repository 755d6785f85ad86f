"""Adding data by hand: a question answered in the preview, ten shops typed by keyboard, parts of a file that are left."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.person import Person
from tracker.analysis.asking import ask
from tracker.store.place import Store

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

LINK = "https://item.taobao.com/item.htm?id="
DOUBTFUL = f"""宝贝标题,链接,平均售价,已售,店铺名称
法式碎花连衣裙,{LINK}990001,￥129,1.2万+人付款,晴川女装
真丝半身裙,{LINK}990002,￥259,88人付款,晴川女装
针织开衫,{LINK}990003,面谈再说,5人付款,晴川女装
"""

SHOPS = [(f"第{number}家店", f"{number}.5万") for number in range(1, 11)]


@pytest.fixture
def kept(tmp_path: Path) -> Store:
    """The store of the server."""
    return Store(tmp_path / "store" / "tracker.duckdb")


@pytest.fixture
def book(tmp_path: Path) -> Path:
    """A workbook of listings, a note, and a time line that doesn't say its keyword."""
    made = openpyxl.Workbook()
    sheet = made.active
    assert sheet is not None
    sheet.title = "商品"
    for row in (["宝贝标题", "价格", "链接"], ["红裙", 129, f"{LINK}1"]):
        sheet.append(row)
    made.create_sheet("填写说明").append(["请勿删除本页"])
    odd = made.create_sheet("时间线")
    for row in (["month", "cnt"], ["2026-01", 5], ["2026-02", 7]):
        odd.append(row)
    path = tmp_path / "市场_2026-06-01.xlsx"
    made.save(path)
    return path


def test_a_question_is_answered_in_the_preview(person: Person, tmp_path: Path, kept: Store) -> None:
    path = tmp_path / "看到的_2026-06-01.csv"
    path.write_text(DOUBTFUL, encoding="utf-8")
    person.open("", "录入数据")
    person.drop(path)
    person.sees("请说明这些列是什么")
    person.sees("观测日期：2026-06-01（来自文件名）")
    person.sees_in_table("平均售价", "待确认", "已知的列名")
    person.choose("“平均售价”", "价格", stays=False)
    person.sees_in_table("你说过", "129", "✗", "面谈再说")
    person.sees("✗ 读不懂，留空")
    person.sees("这些回答会被记住")

    person.unfold("更正某一列的含义")
    person.choose("店铺名称", "活动")
    person.sees_in_table("活动")
    assert not kept.path.exists()

    person.click("存入")
    person.sees("已存为批次 1")
    rows = sorted(ask(kept, "listings").records(), key=lambda row: str(row["listing_key"]))
    assert [(row["price_low"], row["shop_name"]) for row in rows] == [(129, None), (259, None), (None, None)]
    person.unfold("已记住的列含义：1 条")
    person.sees("平均售价 → 价格")
    person.click("忘掉")
    expect(person.page.get_by_text("已记住的列含义")).to_have_count(0)


def test_ten_shops_are_typed_by_keyboard_alone(person: Person, kept: Store) -> None:
    person.open("", "录入数据")
    person.page.get_by_role("radio", name="逐行输入").or_(
        person.page.get_by_role("button", name="逐行输入")
    ).first.click()
    keyboard = person.page.keyboard
    person.page.get_by_role("combobox", name="平台").focus()
    keyboard.type("淘宝")
    expect(person.page.get_by_role("option", name="淘宝", exact=True)).to_be_visible()
    keyboard.press("Enter")
    person.page.get_by_role("textbox", name="类目").focus()
    keyboard.type("连衣裙")
    keyboard.press("Tab")
    first = person.page.get_by_role("textbox", name="店铺 *")
    first.focus()

    pressed = 0
    for count, (name, sales) in enumerate(SHOPS, 1):
        expect(first).to_be_focused()
        expect(first).to_have_value("")
        keyboard.type(name)
        keyboard.press("Tab")
        keyboard.type(sales)
        keyboard.press("Enter")
        pressed += len(name) + len(sales) + 2
        person.sees(f"已输入 {count} 行")
    assert pressed - sum(len(name) + len(sales) for name, sales in SHOPS) == 20, "two keys a row beside its own text"

    person.click("预览")
    person.sees("预览（尚未存入）")
    assert not kept.path.exists()
    person.click("存入")
    person.sees("已存为批次 1")
    person.sees("新增 10 行")
    expect(person.page.get_by_role("textbox", name="类目")).to_have_value("连衣裙")
    rows = sorted(ask(kept, "shops").records(), key=lambda row: int(row["rank"]))
    assert [(row["rank"], row["shop_name"], row["sales_low"]) for row in rows] == [
        (number, name, number * 10000 + 5000) for number, (name, _) in enumerate(SHOPS, 1)
    ]
    assert {(row["platform"], row["category"]) for row in rows} == {("taobao", "连衣裙")}
    assert {row["document"] for row in rows} == {f"typed shops {rows[0]['observed_at']:%Y-%m-%d}.csv"}


def test_a_typed_row_is_changed_and_another_removed_in_the_table(person: Person, kept: Store) -> None:
    person.open("", "Add data", "en")
    person.page.get_by_text("Type rows").click()
    person.choose("Platform", "Taobao")
    first = person.page.get_by_role("textbox", name="Shop *")
    for count, name in enumerate(("Kapok", "Clear River"), 1):
        first.fill(name)
        first.press("Enter")
        person.sees(f"Rows so far: {count}")
    person.mark_row(1)
    person.page.keyboard.press("Delete")
    person.sees("Rows so far: 1")
    person.click("Preview")
    person.click("Store")
    person.sees("1 new")
    assert [row["shop_name"] for row in ask(kept, "shops").records()] == ["Clear River"]


def test_parts_that_are_left_are_named_and_one_is_asked_for(person: Person, book: Path, kept: Store) -> None:
    person.open("", "录入数据")
    person.drop(book)
    person.sees("未收：填写说明")
    person.sees("未收：时间线")
    person.page.get_by_label("“cnt”列的数字是哪个关键词的？").fill("连衣裙")
    person.page.keyboard.press("Tab")
    person.choose("来源", "百度指数")
    person.sees_in_table("连衣裙", "百度指数")
    expect(person.page.get_by_text("未收：时间线")).to_have_count(0)
    person.click("存入")
    person.sees("已存为批次 2")
    values = {row["since"]: row["value_low"] for row in ask(kept, "keyword-readings").records()}
    assert values == {datetime(2026, 1, 1): 5, datetime(2026, 2, 1): 7}  # noqa: DTZ001 (the market's wall time)


def test_lines_of_several_shops_are_pasted(person: Person, kept: Store) -> None:
    person.open("", "录入数据")
    person.page.get_by_text("粘贴表格").click()
    person.page.get_by_text("店铺，一行一家，按名次").click()
    person.page.get_by_placeholder("晴川女装").fill("晴川女装, 3.2万, 4.8\n木棉的店, 1万+, 4.7\n")
    person.click("预览")
    person.choose("平台", "淘宝")
    day = person.page.get_by_test_id("stDateInput")
    day.get_by_role("spinbutton").or_(day.locator("input")).first.click()
    person.page.keyboard.type("20260601")
    person.page.keyboard.press("Escape")
    person.page.keyboard.press("Tab")
    person.sees("预览（尚未存入）")
    person.click("存入")
    person.sees("新增 2 行")
    rows = sorted(ask(kept, "shops").records(), key=lambda row: int(row["rank"]))
    assert [(row["shop_name"], row["sales_low"]) for row in rows] == [("晴川女装", 32000), ("木棉的店", 10000)]
