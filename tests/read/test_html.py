"""Tables in pages, in saved pages, and in what back offices name `.xls` though it is HTML or XML."""

from __future__ import annotations

import base64
import quopri
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.read.parts import parts, refusal, rows, table
from tracker.collect.file import from_bytes, from_path
from tracker.errors import DocumentRefused
from tracker.model import RawTable
from tracker.read.html import is_html
from tracker.read.message import unwrap

ROWS = "<tr><td>裙</td><td>19.9</td></tr><tr><td>裤</td><td>5</td></tr>"
SHEET = """<?xml version="1.0" encoding="{encoding}"?><?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel">{sheets}</Workbook>"""

HTML = {
    "a page": (
        f"<html><table><tr><th>标题</th><th>价格</th></tr>{ROWS}</table>",
        {1: ["标题", "价格"], 2: ["裙", "19.9"], 3: ["裤", "5"]},
    ),
    "no end tags": ("<table><tr><td>a<td>b<tr><td>1<td>2</table>", {1: ["a", "b"], 2: ["1", "2"]}),
    "a cut page": ("<table><tr><td>a<td>b<tr><td>1<td>2", {1: ["a", "b"], 2: ["1", "2"]}),
    "spans": (
        "<table><tr><td rowspan=2>商品</td><td colspan='2'>销量</td></tr><tr><td>月</td><td>总</td></tr>"
        "<tr><td rowspan=3>女装</td><td>1</td><td>2</td></tr><tr><td>3</td><td>4</td></tr></table>",
        {1: ["商品", "销量", ""], 2: ["商品", "月", "总"], 3: ["女装", "1", "2"], 4: ["女装", "3", "4"]},
    ),
    "spans in the last columns": (
        "<table><tr><td>a</td><td>b</td><td>c</td></tr><tr><td>1</td><td rowspan=3>2</td><td rowspan=2>3</td></tr>"
        "<tr><td>4</td></tr><tr></tr></table>",
        {1: ["a", "b", "c"], 2: ["1", "2", "3"], 3: ["4", "2", "3"], 4: ["", "2", ""]},
    ),
    "entities and lines": (
        "<table><tr><td>a</td><td>b</td></tr><tr><td> x &amp; &yen;5<br>\n next </td><td><p>1</p><p>2</p></td></tr></table>",
        {1: ["a", "b"], 2: ["x & ¥5\nnext", "1\n2"]},
    ),
    "exact numbers": (
        '<table><tr><td>id</td><td>p</td></tr><tr><td x:num="612345678901">6.12E+11</td><td x:num>5</td></tr></table>',
        {1: ["id", "p"], 2: ["612345678901", "5"]},
    ),
    "what isn't shown": (
        "<table><tr><td>a<script>var t='<td>no</td>'</script></td><td>b<!-- <td>no --></td></tr><tr><td><style>td{}</style>1"
        "</td><td><select><option>no<option selected>2<option>no</select></td></tr></table>",
        {1: ["a", "b"], 2: ["1", "2"]},
    ),
    "fields to fill in": (
        '<table><tr><td>t</td><td>p</td></tr><tr><td>连衣裙<input type=hidden value=no></td><td><input value="19.9"></td></tr></table>',
        {1: ["t", "p"], 2: ["连衣裙", "19.9"]},
    ),
    "a header that doesn't scroll": (
        f"<table><tr><th>标题</th><th>价格</th></tr></table><div><table>{ROWS}</table></div>",
        {1: ["标题", "价格"], 2: ["裙", "19.9"], 3: ["裤", "5"]},
    ),
    "a table for its looks": (
        f"<table><tr><td>menu</td><td><table>{ROWS}</table></td></tr></table>",
        {1: ["裙", "19.9"], 2: ["裤", "5"]},
    ),
    "an Excel page": (
        '<html xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns="http://www.w3.org/TR/REC-html40"><head>'
        '<meta http-equiv=Content-Type content="text/html; charset=gb2312"></head><body>'
        f"<table>{ROWS}</table></body></html>",
        {1: ["裙", "19.9"], 2: ["裤", "5"]},
    ),
    "an xhtml page": (
        f'<?xml version="1.0"?><!DOCTYPE html><html xmlns="http://www.w3.org/1999/xhtml"><table>{ROWS}</table></html>',
        {1: ["裙", "19.9"], 2: ["裤", "5"]},
    ),
    "a greater sign in an attribute": (
        f"<table title=\"a > b\" data-x='<td>'>{ROWS}</table>",
        {1: ["裙", "19.9"], 2: ["裤", "5"]},
    ),
    "a row that is hidden": (
        '<table><tr><td>a</td><td>b</td></tr><tr style="display:none"><td>1</td><td>2</td></tr></table>',
        {1: ["a", "b"], 2: ["1", "2"]},
    ),
}


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
@pytest.mark.parametrize(("text", "expected"), HTML.values(), ids=HTML)
def test_table_of_a_page(text: str, expected: dict[int, list[str]], encoding: str, tmp_path: Path) -> None:
    found = table(text.encode(encoding), tmp_path)
    assert rows(found) == expected
    assert not found.separated


def test_several_tables_are_told_apart(tmp_path: Path) -> None:
    captioned = f"<table><caption>热销 <b>榜</b></caption>{ROWS}</table>"
    body = f"<p>a<table hidden>{ROWS}</table>{captioned}{captioned}<table><tr><td>one</td></tr></table>"
    found = parts(body, tmp_path)
    assert [(each.sheet, each.visible) for each in found if isinstance(each, RawTable)] == [
        ("1", False),
        ("热销 榜", True),
        ("热销 榜 (3)", True),
    ]


def test_ranges_of_the_head_are_told(tmp_path: Path) -> None:
    text, _ = HTML["spans"]
    assert table(text, tmp_path).merged == ((1, 1, 2, 1), (1, 2, 1, 3), (3, 1, 5, 1))


XML_ROWS = """<Row><Cell ss:MergeDown="1"><Data ss:Type="String">标题</Data></Cell><Cell ss:MergeAcross="1"><Data
 ss:Type="String">价格</Data></Cell></Row><Row><Cell ss:Index="3"><Data ss:Type="Number">5</Data></Cell></Row>
<Row ss:Index="5"><Cell><Data ss:Type="String">裙&amp;裤</Data><Comment><Data>no</Data></Comment></Cell>
<Cell><Data ss:Type="DateTime">2026-03-01T00:00:00.000</Data></Cell><Cell><Data ss:Type="Error">#N/A</Data></Cell></Row>"""


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16"])
def test_the_xml_of_excel_2003(encoding: str, tmp_path: Path) -> None:
    sheets = (
        f'<Worksheet ss:Name="商品"><Table>{XML_ROWS}</Table></Worksheet><Worksheet ss:Name="藏"><Table>{XML_ROWS}</Table>'
        "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions></Worksheet>"
        '<Worksheet ss:Name="空"><Table/></Worksheet>'
    )
    found = parts(SHEET.format(encoding=encoding, sheets=sheets).encode(encoding), tmp_path)
    shown, hidden = (each for each in found if isinstance(each, RawTable))
    assert (shown.sheet, shown.visible, hidden.sheet, hidden.visible) == ("商品", True, "藏", False)
    assert rows(shown) == {1: ["标题", "价格", ""], 2: ["标题", "", "5"], 5: ["裙&裤", "2026-03-01", ""]}
    assert shown.merged == ((1, 1, 2, 1), (1, 2, 1, 3))


def saved(body: bytes, how: str, charset: str = "utf-8") -> bytes:
    packed = {"base64": base64.encodebytes(body), "quoted-printable": quopri.encodestring(body), "8bit": body}[how]
    return (
        b"From: <Saved by Blink>\r\nSnapshot-Content-Location: https://shop.example/list?p=1\r\nSubject: =?utf-8?B?"
        + base64.b64encode("热销榜".encode())
        + b"?=\r\nDate: Sun, 1 Mar 2026 13:05:07 +0800\r\nMIME-Version: 1.0\r\n"
        b'Content-Type: multipart/related;\r\n\ttype="text/html";\r\n\tboundary="--x--"\r\n\r\n\r\n----x--\r\n'
        b"Content-Type: text/html\r\nContent-Location: https://ad.example/\r\n\r\n<table><tr><td>ad</table>\r\n----x--\r\n"
        + f"Content-Type: text/html; charset={charset}\r\nContent-Transfer-Encoding: {how}\r\n".encode()
        + b"Content-Location: https://shop.example/list?p=1\r\n\r\n"
        + packed
        + b"\r\n----x--\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n----x----\r\n"
    )


@pytest.mark.parametrize(("how", "encoding"), [("base64", "utf-8"), ("quoted-printable", "gbk"), ("8bit", "utf-8")])
def test_a_saved_page_says_where_it_is_from(how: str, encoding: str, tmp_path: Path) -> None:
    found = table(saved(f"<html><table>{ROWS}</table>".encode(encoding), how, encoding), tmp_path)
    assert rows(found) == {1: ["裙", "19.9"], 2: ["裤", "5"]}
    assert (found.said.url, found.said.title) == ("https://shop.example/list?p=1", "热销榜")
    assert found.said.observed_at == "2026-03-01 13:05:07+08:00"


def test_a_page_that_is_not_wrapped_is_given_as_it_is(tmp_path: Path) -> None:
    document = from_bytes(b"<html></html>", "x.html", tmp_path)
    assert unwrap(document, tmp_path).document is document
    assert is_html(document)


def test_a_message_within_messages_without_end(tmp_path: Path) -> None:
    inner = b"<table><tr><td>a"
    for number in range(200):
        mark = f"b{number}".encode()
        inner = (
            b"MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary="
            + mark
            + b"\r\n\r\n--"
            + mark
            + b"\r\n"
            + inner
        )
    assert refusal(inner, tmp_path).code == "page-no-html"


@pytest.mark.parametrize(
    ("body", "code", "what"),
    [
        ("<html><p>no table</p></html>", "page-unknown", None),
        ("<table><tr><td>one cell</td></tr></table>", "page-unknown", None),
        ("<table>" * 200 + "<tr><td>a", "page-too-large", "levels"),
        ("<table><tr>" + "<td colspan=1000>" * 50 + "<tr><td>a<td>b", "page-too-large", "columns"),
        (SHEET.format(encoding="utf-8", sheets="<a>" * 200), "page-too-large", "levels"),
        (SHEET.format(encoding="utf-8", sheets="<a></b>"), "page-unreadable", None),
        (
            '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]>'
            + SHEET.format(encoding="utf-8", sheets="&b;").partition("?>")[2],
            "page-unreadable",
            None,
        ),
        (
            SHEET.format(encoding="utf-8", sheets='<Worksheet><Table><Row ss:Index="9999999"/></Table></Worksheet>'),
            "page-too-large",
            "sheet_rows",
        ),
    ],
)
def test_pages_that_are_refused(body: str, code: str, what: str | None, tmp_path: Path) -> None:
    refused = refusal(body, tmp_path)
    assert (refused.code, refused.facts.get("what")) == (code, what)


BOMBS = {
    "tags": "<table><tr><td>" + "<a b=" * 300_000,
    "quotes": '<table><tr><td "' * 200_000,
    "comments": "<table><tr><td><!-- " * 200_000,
    "scripts": "<table><tr><td><script" * 200_000,
    "attributes": "<table><tr><td " + "a='b' " * 100_000 + ">x<td>y<tr><td>1<td>2</table>",
    "divs": "<div>" * 500_000 + f"<table>{ROWS}</table>",
    "spans": "<table>" + "<tr><td rowspan=65534>x<td rowspan=65534>y" * 150,
}


@pytest.mark.parametrize("text", BOMBS.values(), ids=BOMBS)
def test_no_page_takes_long(text: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five seconds of computing are enough for each, whatever becomes of it."""
    monkeypatch.setenv("TRACKER_CHILD_CPU_SECONDS", "5")
    code = ""
    try:
        parts(text, tmp_path)
    except DocumentRefused as refused:
        code = f"{refused.code} {refused.facts.get('what')}"
    assert "_seconds" not in code


def test_pages_of_shops_are_pages(corpus: Callable[[str], Path]) -> None:
    for path in sorted(corpus("pages").glob("*.html")):
        assert is_html(from_path(path)), path.name
