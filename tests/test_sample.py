"""The sample market in data/sample/: made again the same, and holding what its README says."""

from __future__ import annotations

import csv
import io
import re
import subprocess
import sys
from collections import defaultdict
from datetime import date, datetime, timedelta
from pathlib import Path

import openpyxl
import pytest

ROOT = Path(__file__).resolve().parent.parent
SAMPLE = ROOT / "data" / "sample"
TEMPLATES = ROOT / "data" / "templates"

MONDAYS = [date(2026, 4, 6) + timedelta(weeks=week) for week in range(12)]
OWN = {"taobao": "棠梨七巷女装", "jd": "棠梨七巷女装旗舰店", "pdd": "棠梨七巷折扣店"}
STOCK_OUT, DELISTED, RENAMED, PROMOTED = "100011824493", "100014096985", "100010000000", "100015036589"
WAR = ("300010000000", "300011234567")
RESET = "300016271156"
LADDER = {f"{each}000+" for each in range(1, 10)} | {f"{each}万+" for each in range(1, 10)}

Row = dict[str, str]


def texts(path: Path, encoding: str, *, delimiter: str = ",", skip: int = 0) -> list[Row]:
    """Rows of delimited text by header, of which the first `skip` rows stand above the header."""
    lines = list(csv.reader(io.StringIO(path.read_bytes().decode(encoding)), delimiter=delimiter, strict=True))
    return [dict(zip(lines[skip], line, strict=True)) for line in lines[skip + 1 :]]


def cells(path: Path) -> list[list[tuple[object, str, str | None]]]:
    """Value, number format and comment of each cell of the first sheet."""
    sheet = openpyxl.load_workbook(path).worksheets[0]
    return [
        [(each.value, each.number_format, each.comment.text if each.comment else None) for each in row]
        for row in sheet.iter_rows()
    ]


def numbers(path: Path) -> list[dict[str, object]]:
    """Rows of a workbook by header."""
    header, *rows = openpyxl.load_workbook(path).worksheets[0].iter_rows(values_only=True)
    return [dict(zip(map(str, header), row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def taobao() -> list[Row]:
    return texts(SAMPLE / "listings_taobao.csv", "gb18030", skip=2)


@pytest.fixture(scope="module")
def pdd() -> list[Row]:
    return texts(SAMPLE / "listings_pdd.tsv", "utf-16", delimiter="\t")


@pytest.fixture(scope="module")
def jd() -> list[dict[str, object]]:
    return numbers(SAMPLE / "listings_jd.xlsx")


@pytest.fixture(scope="module")
def shops() -> dict[str, dict[date, list[str]]]:
    """Platform, then Monday, to the names of the shops of its top ten, best first."""
    found: dict[str, dict[date, list[str]]] = {}
    for platform, rows in {
        "taobao": texts(SAMPLE / "shops_taobao.csv", "gb18030"),
        "jd": numbers(SAMPLE / "shops_jd.xlsx"),
        "pdd": texts(SAMPLE / "shops_pdd.csv", "utf-8-sig"),
    }.items():
        tens: dict[date, list[str]] = defaultdict(list)
        for row in rows:
            tens[day(row["日期"])].append(str(row["店铺名称"]))
            assert int(str(row["排名"])) == len(tens[day(row["日期"])])
            assert row["角色"] == ("本店" if row["店铺名称"] == OWN[platform] else "竞品")
        found[platform] = dict(tens)
    return found


def day(cell: object) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    year, month, number = re.split(r"[-/ ]", str(cell))[:3]
    return date(int(year), int(month), int(number))


def key(row: Row) -> str:
    found = re.fullmatch(r"https://item\.taobao\.com/item\.htm\?id=(\d{12})&spm=[\w.]+", row["链接"])
    assert found
    return found[1]


def history(rows: list[Row], listing: str) -> dict[date, Row]:
    """The rows of one Taobao listing by Monday."""
    return {day(row["日期"]): row for row in rows if key(row) == listing}


def yuan(text: str) -> float:
    """The lower end of a price as the trade writes it."""
    return float(text.removeprefix("¥").removesuffix("元").split("-")[0].replace(",", ""))


def least(sold: str) -> int:
    """The least count that a counter's text allows."""
    found = re.search(r"([\d.]+)(万?)", sold)
    assert found
    return round(float(found[1]) * (10_000 if found[2] else 1))


def test_made_again_the_same(tmp_path: Path) -> None:
    """Texts byte by byte; workbooks cell by cell, since another zlib or XlsxWriter packs them otherwise."""
    for folder in ("one", "two"):
        for script in ("make_sample.py", "make_templates.py"):
            subprocess.run([sys.executable, ROOT / "data" / script, "--out", tmp_path / folder], check=True)
    made = {path.relative_to(tmp_path / "one"): path for path in (tmp_path / "one").rglob("*") if path.is_file()}
    kept = {path.relative_to(ROOT / "data") for folder in (SAMPLE, TEMPLATES) for path in folder.iterdir()}
    assert set(made) == kept - {Path("sample/README.md")}
    for name, path in made.items():
        assert path.read_bytes() == (tmp_path / "two" / name).read_bytes(), name
        if name.suffix == ".xlsx":
            assert cells(path) == cells(ROOT / "data" / name), name
        else:
            assert path.read_bytes() == (ROOT / "data" / name).read_bytes(), name


def test_sample_is_small() -> None:
    assert sum(path.stat().st_size for path in SAMPLE.iterdir()) < 1_000_000


def test_top_tens(shops: dict[str, dict[date, list[str]]]) -> None:
    for platform, tens in shops.items():
        missing = {MONDAYS[5], MONDAYS[6]} if platform == "jd" else set()
        assert set(tens) == set(MONDAYS) - missing
        assert {len(set(names)) for names in tens.values()} == {10}


def test_new_shop_pushes_another_out(shops: dict[str, dict[date, list[str]]]) -> None:
    for week, monday in enumerate(MONDAYS, start=1):
        assert ("栗子汽水女装" in shops["taobao"][monday]) == (week >= 7)
        assert ("绒线球公社" in shops["taobao"][monday]) == (week < 7)


def test_hit_products(taobao: list[Row], jd: list[dict[str, object]], pdd: list[Row]) -> None:
    """Six to ten a shop; the shop that was pushed out is still looked at."""
    sold_by: dict[str, set[str]] = defaultdict(set)
    for row in taobao:
        sold_by["taobao " + row["店铺名称"]].add(key(row))
    for one in jd:
        sold_by[f"jd {one['店铺']}"].add(str(one["商品编号"]))
    for row in pdd:
        sold_by["pdd " + row["店铺名称"]].add(row["商品ID"])
    assert len(sold_by) == 31
    assert {len(keys) for keys in sold_by.values()} == {6, 7, 8, 9, 10}
    assert all(re.fullmatch(r"\d{12}", each) for keys in sold_by.values() for each in keys)


def test_titles(taobao: list[Row], jd: list[dict[str, object]], pdd: list[Row]) -> None:
    titles = (
        {row["宝贝标题"] for row in taobao} | {str(one["商品名称"]) for one in jd} | {row["商品标题"] for row in pdd}
    )
    for title in titles:
        hanzi = sum("一" <= char <= "鿿" for char in title)
        assert 20 <= hanzi <= 30, title
        assert len(title) + hanzi <= 60, title


def test_weeks_that_nobody_looked_have_no_rows(taobao: list[Row], jd: list[dict[str, object]], pdd: list[Row]) -> None:
    assert {day(row["日期"]) for row in taobao} == set(MONDAYS)
    assert {day(row["日期"]) for row in pdd} == set(MONDAYS)
    assert {day(one["采集时间"]) for one in jd} == set(MONDAYS) - {MONDAYS[5], MONDAYS[6]}


def test_stock_out(taobao: list[Row]) -> None:
    rows = history(taobao, STOCK_OUT)
    assert [rows[monday]["库存状态"] for monday in MONDAYS] == ["有货"] * 4 + ["无货"] * 2 + ["有货"] * 6
    sold = [int(rows[monday]["已售"].removesuffix("人付款")) for monday in MONDAYS]
    assert sold[4] == sold[5]
    assert all(sold[week] > sold[week - 1] for week in range(1, 12) if week != 5)


def test_delisting(taobao: list[Row]) -> None:
    rows = history(taobao, DELISTED)
    assert list(rows) == MONDAYS[:7]
    assert [row["库存状态"] for row in rows.values()] == ["有货"] * 6 + ["已下架"]


def test_title_changes_once(taobao: list[Row]) -> None:
    titles = [row["宝贝标题"] for row in history(taobao, RENAMED).values()]
    assert len(set(titles[:5])) == len(set(titles[5:])) == 1
    assert len(set(titles)) == 2
    others = defaultdict(set)
    for row in taobao:
        others[key(row)].add(row["宝贝标题"])
    assert [each for each, found in others.items() if len(found) > 1] == [RENAMED]


def test_promotion_returns_to_the_regular_price(taobao: list[Row]) -> None:
    rows = history(taobao, PROMOTED)
    assert [yuan(rows[monday]["价格"]) for monday in MONDAYS] == [139.0] * 3 + [129.0] + [139.0] * 5 + [129.0] * 2 + [
        139.0
    ]
    assert [week for week, monday in enumerate(MONDAYS, start=1) if rows[monday]["券后价"]] == [4, 10, 11]


def test_price_war(pdd: list[Row]) -> None:
    """One undercuts the other until both are far below where they began."""
    prices = {each: [yuan(row["拼单价"]) for row in pdd if row["商品ID"] == each] for each in WAR}
    first, second = prices[WAR[0]], prices[WAR[1]]
    assert (first[0], second[0]) == (39.9, 41.9)
    assert (min(first), min(second)) == (29.9, 28.8)
    assert first[0] < second[0]
    assert second[8] < first[8]


def test_taobao_counters(taobao: list[Row]) -> None:
    """Exact below 1000, then one figure; they never fall."""
    last: dict[str, int] = {}
    for row in taobao:
        if row["库存状态"] == "已下架":
            continue
        shown = row["已售"].removesuffix("人付款")
        assert shown in LADDER or int(shown) < 1000
        assert least(shown) >= last.get(key(row), 0)
        last[key(row)] = least(shown)


def test_pdd_counters(pdd: list[Row]) -> None:
    """They never fall but for the one listing that began anew in week 8."""
    last: dict[str, int] = {}
    fell = []
    for row in pdd:
        assert re.fullmatch(r"已拼(\d+|[\d.]+万\+)件", row["已拼"])
        if least(row["已拼"]) < last.get(row["商品ID"], 0):
            fell.append((row["商品ID"], day(row["日期"])))
        last[row["商品ID"]] = least(row["已拼"])
    assert fell == [(RESET, MONDAYS[7])]
    assert "已拼10万+件" in {row["已拼"] for row in pdd}


def test_jd_cells(jd: list[dict[str, object]]) -> None:
    """Numbers are numbers, dates are dates, and reviews the shop's rounded text; they never fall."""
    last: dict[object, int] = {}
    for row in jd:
        assert isinstance(row["商品编号"], int)
        assert isinstance(row["京东价"], int | float)
        assert isinstance(row["采集时间"], datetime)
        assert re.fullmatch(r"\d{1,2}|[125]0{2,3}\+|[125]0?万\+", str(row["累计评价"]))
        assert least(str(row["累计评价"])) >= last.get(row["商品编号"], 0)
        last[row["商品编号"]] = least(str(row["累计评价"]))


def test_prices_as_the_trade_writes_them(taobao: list[Row]) -> None:
    shapes = {re.sub(r"\d+", "9", row["价格"]) for row in taobao}
    assert {"¥9.9", "9.9-9.9", "9元", "9.9", "-"} <= shapes
    assert any(re.fullmatch(r"¥?\d,\d{3}\.\d\d", row["价格"]) for row in taobao)


def test_sycm_weeks() -> None:
    """Eleven Sundays; a new keyword appears, and what was not measured is `-`."""
    paths = sorted(SAMPLE.glob("keywords_sycm_*.csv"))
    assert [path.stem[-10:] for path in paths] == [f"{monday - timedelta(days=1)}" for monday in MONDAYS[1:]]
    for week, path in enumerate(paths, start=2):
        rows = texts(path, "utf-8-sig")
        assert 40 <= len(rows) == len({row["关键词"] for row in rows}) <= 60
        assert {row["日期"] for row in rows} == {path.stem[-10:]}
        assert ("防晒连衣裙女" in {row["关键词"] for row in rows}) == (week >= 7)
        assert any(row["支付转化率"] == "-" for row in rows)


def test_planner() -> None:
    rows = texts(SAMPLE / "keywords_planner.csv", "utf-16", delimiter="\t", skip=2)
    summer = next(row for row in rows if row["Keyword"] == "summer dress")
    assert len(rows) == 24
    assert [name for name in summer if name.startswith("Searches: ")][::11] == [
        "Searches: Jul 2025",
        "Searches: Jun 2026",
    ]
    assert int(summer["Searches: Jul 2025"]) > 4 * int(summer["Searches: Jan 2026"])


def test_trend() -> None:
    rows = texts(SAMPLE / "trend_google.csv", "utf-8", skip=2)
    weeks = [day(row["Week"]) for row in rows]
    assert weeks == [date(2024, 6, 23) + timedelta(weeks=week) for week in range(104)]
    assert max(int(row["连衣裙: (中国)"]) for row in rows) == 100
    assert [row["半身裙: (中国)"] for row in rows].count("<1") == 4


def test_baidu() -> None:
    rows = texts(SAMPLE / "keywords_baidu.csv", "gb18030")
    assert len(rows) == 5 * 84
    assert {row["来源"] for row in rows} == {"百度指数"}
    assert (min(row["日期"] for row in rows), max(row["日期"] for row in rows)) == (
        "2026-03-30",
        "2026-06-21",
    )


def test_own_sales() -> None:
    """Three shops, twelve weeks; the hours of a day are all there, and two days of one shop are not."""
    rows = texts(SAMPLE / "own_sales.csv", "utf-8-sig")
    days = {(row["店铺"], row["日期"]) for row in rows}
    assert len(days) == 3 * 84 - 2
    hours = [row for row in rows if row["小时"]]
    assert {row["店铺"] for row in hours} == {"棠梨七巷女装"}
    assert len(hours) == 28 * 24
    assert ("棠梨七巷折扣店", "2026-04-29") not in days
    assert all(int(row["订单数"]) <= int(row["件数"]) for row in rows)


@pytest.mark.parametrize(
    "name", ["店铺模板", "商品模板", "关键词模板", "本店销售模板", "shops", "listings", "keywords", "own-sales"]
)
def test_templates(name: str) -> None:
    """The csv is the header alone; the workbook has it bold and frozen, a comment on each cell."""
    (header,) = csv.reader(io.StringIO((TEMPLATES / f"{name}.csv").read_bytes().decode("utf-8-sig")))
    assert (TEMPLATES / f"{name}.csv").read_bytes().startswith(b"\xef\xbb\xbf")
    sheet = openpyxl.load_workbook(TEMPLATES / f"{name}.xlsx").worksheets[0]
    assert [[each.value for each in row] for row in sheet.iter_rows()] == [header]
    assert all(each.font.bold and each.comment and each.comment.text for each in sheet[1])
    assert sheet.freeze_panes == "A2"


def test_chinese_templates_have_the_headers_of_the_design() -> None:
    assert (TEMPLATES / "店铺模板.csv").read_text("utf-8-sig").strip() == (
        "平台,类目,日期,排名,店铺名称,店铺链接,30天销量,30天销售额,商品数,粉丝数,描述相符,服务态度,物流服务,好评率,"
        "优势(价格/质量/服务),备注"
    )
    assert (TEMPLATES / "商品模板.csv").read_text("utf-8-sig").strip() == (
        "平台,类目,日期,店铺名称,宝贝标题,链接,价格,券后价,划线价,已售,评价数,评分,上架时间,活动,库存状态,榜单,名次"
    )
    assert (TEMPLATES / "关键词模板.csv").read_text("utf-8-sig").strip() == (
        "来源,平台,类目,日期,关键词,排名,搜索人气,点击率,支付转化率,在线商品数,直通车参考价"
    )
    assert (TEMPLATES / "本店销售模板.csv").read_text("utf-8-sig").strip() == "平台,店铺,日期,小时,订单数,件数,金额"
