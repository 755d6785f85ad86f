"""From a file to a line on the chart, and back; from a keyword list to the file that is taken away."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.person import Person, pixels_of
from tests.support import SAMPLE
from tracker.dashboard.charts import PALETTE

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

ROWS = """宝贝标题,链接,价格,已售,店铺名称,日期,颜色备注
法式碎花连衣裙,https://item.taobao.com/item.htm?id=990001,￥129.00,1.2万+人付款,晴川女装,2026-06-01,红
法式碎花连衣裙,https://item.taobao.com/item.htm?id=990001,￥119.00,1.3万+人付款,晴川女装,2026-06-08,红
法式碎花连衣裙,https://item.taobao.com/item.htm?id=990001,￥139.00,1.5万+人付款,晴川女装,2026-06-15,红
真丝半身裙,https://item.taobao.com/item.htm?id=990002,￥259.00,88人付款,晴川女装,某一天,蓝
"""


@pytest.fixture
def listings(tmp_path: Path) -> Path:
    """Three weeks of a listing as a Chinese Excel saves them, and a row whose date nobody can read."""
    path = tmp_path / "我看到的商品.csv"
    path.write_bytes(ROWS.encode("gb18030"))
    return path


def test_a_gb18030_file_becomes_a_line_and_is_undone(person: Person, listings: Path) -> None:
    person.open("", "录入数据")
    person.sees("还没有。每次导入都会列在这里")
    person.drop(listings)

    person.sees("预览（尚未存入）")
    person.sees_in_table("宝贝标题", "标题", "颜色备注", "未使用")
    person.sees_in_table("法式碎花连衣裙", "990001", "129", "≥ 12,000", "2026-06-08")
    person.sees_in_table("某一天", "整行")

    person.click("存入")
    person.sees("已存为批次 1（我看到的商品.csv）：新增 3 行，已存在 0 行，更正 0 行，拒收 1 行。")

    person.go("价格与销量")
    expect(person.charts()).to_have_count(2)
    line = person.charts().first
    expect(line.locator("canvas, svg").first).to_be_visible()
    described = person.page.locator('[aria-label*="1 条线，3 个点，2026-06-01 至 2026-06-15"]')
    expect(described.first).to_be_attached()
    assert pixels_of(line, PALETTE[0]) > 300
    person.sees_in_table("法式碎花连衣裙", "晴川女装", "139")

    person.go("录入数据")
    person.click("撤销批次 1")
    person.sees("批次 1（我看到的商品.csv）已撤销：删除 3 条")
    person.go("价格与销量")
    person.sees("还没有商品或店铺")
    expect(person.charts()).to_have_count(0)


def test_keywords_are_exported_as_they_were_read(person: Person, tmp_path: Path) -> None:
    person.open("", "录入数据")
    person.drop(SAMPLE / "keywords_sycm_2026-06-21.csv")
    person.sees("预览（尚未存入）")
    person.click("存入")
    person.sees("已存为批次 1")
    person.go("关键词")
    expect(person.charts()).to_have_count(1)

    saved = {}
    for form, label in (("csv", "CSV"), ("xlsx", "Excel 工作簿"), ("json", "JSON"), ("txt", "文本")):
        person.page.get_by_role("combobox", name="格式").click()
        person.page.locator('[role="option"]').filter(has_text=label).click()
        with person.page.expect_download() as coming:
            person.click(f"导出为 {form}")
        saved[form] = tmp_path / coming.value.suggested_filename
        assert saved[form].name == f"keywords-sycm.{form}"
        coming.value.save_as(saved[form])

    wanted = _source_rows()
    records = json.loads(saved["json"].read_text(encoding="utf-8"))
    popular = {each["keyword"]: float(each["value_low"]) for each in records if each["metric"] == "search_popularity"}
    assert popular == wanted

    raw = saved["csv"].read_bytes()
    assert raw.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(io.StringIO(raw.decode("utf-8-sig"))))
    named = {row["keyword"]: float(row["value_low"]) for row in rows if row["metric"] == "search_popularity"}
    assert named == wanted

    sheet = openpyxl.load_workbook(saved["xlsx"]).active
    assert sheet is not None
    header, *body = [list(row) for row in sheet.iter_rows(values_only=True)]
    assert len(body) == len(rows)
    place = {name: header.index(name) for name in ("keyword", "metric", "value_low")}
    in_sheet = {
        row[place["keyword"]]: row[place["value_low"]] for row in body if row[place["metric"]] == "search_popularity"
    }
    assert in_sheet == wanted

    assert saved["txt"].read_text(encoding="utf-8").splitlines() == list(dict.fromkeys(row["keyword"] for row in rows))


def test_the_language_switch_stays_after_a_reload(person: Person) -> None:
    person.open("prices", "价格与销量")
    person.page.get_by_role("radio", name="English").or_(
        person.page.get_by_role("button", name="English")
    ).first.click()
    expect(person.page.get_by_role("heading", name="Prices and sales")).to_be_visible()
    expect(person.page).to_have_url(re.compile("lang=en"))
    person.page.reload()
    expect(person.page.get_by_role("heading", name="Prices and sales")).to_be_visible()


def test_nothing_is_cut_off_on_a_narrow_screen(person: Person, listings: Path) -> None:
    person.page.set_viewport_size({"width": 768, "height": 900})
    person.open("", "录入数据")
    person.drop(listings)
    person.sees("预览（尚未存入）")
    wide = person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


def _source_rows() -> dict[str, float]:
    """Search popularity by keyword, as the file itself says."""
    text = (SAMPLE / "keywords_sycm_2026-06-21.csv").read_text(encoding="utf-8-sig")
    rows = csv.DictReader(io.StringIO(text))
    return {row["关键词"]: float(row["搜索人气"].replace(",", "")) for row in rows}
