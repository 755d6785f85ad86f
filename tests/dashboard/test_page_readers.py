"""A reader of one's own: a page that nothing reads is marked on the page *Add data*, and read from then on."""

from __future__ import annotations

from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import Page
from tracker.dashboard import data, marking
from tracker.dashboard.data import Intake
from tracker.store.place import Store

CARDS = "".join(
    f'<div class="card"><a href="/p/{n}"><h3>袜子{n}号</h3></a><p><i>¥</i><b>{n}9</b></p><span>已售{n}0</span>'
    "<script>alert(1)</script></div>"
    for n in range(1, 5)
)
PAGE = f"<!-- saved from url=(0024)https://socks.example/all --><html><body><h1>袜子店</h1>{CARDS}</body></html>"


def drop(app: AppTest) -> AppTest:
    app.file_uploader[0].upload("page_2026-06-01.html", PAGE.encode("utf-8"))
    return app.run()


def choose(app: AppTest, label: str, line: str) -> AppTest:
    box = next(each for each in app.selectbox if each.label == label)
    return box.select_index(box.options.index(line)).run()


def marked(app: AppTest) -> AppTest:
    choose(app, "Title *", "袜子2号")
    choose(app, "Price", "¥29")
    return choose(app, "Sold", "已售20")


def test_lines_are_plain_text_and_pieces_are_put_together() -> None:
    found = marking.lines(data.outline(Intake("page.html", PAGE.encode("utf-8"))))
    texts = [line.text for line in found]
    assert texts[0] == "袜子店"
    assert {"¥29", "29", "袜子2号", "已售20"} <= set(texts)
    assert not any("alert" in text or "<" in text for text in texts)
    assert len({line.path for line in found}) == len(found)
    assert [line.text for line in marking.holding(found, "袜子 2")] == ["袜子2号"]


def test_a_page_that_nothing_reads_is_marked_and_read_at_once(open_page: Page, store: Store) -> None:
    app = drop(open_page(store, "add-data"))
    assert "reader" in app.warning[0].value
    assert not app.metric
    marked(app)
    assert "Products found on this page: 4" in app.info[0].value
    first = app.dataframe[1].value
    assert list(first["Title"]) == ["袜子1号", "袜子2号", "袜子3号", "袜子4号"]
    assert list(first["Price"]) == ["¥19", "¥29", "¥39", "¥49"]
    platforms = [each for each in app.selectbox if each.label == "Platform" and "said" not in each.key]
    platforms[0].set_value("taobao").run()
    next(each for each in app.button if each.label == "Keep this reader").click().run()
    assert [(rule.name, rule.platform) for rule in data.list_rules()] == [("socks.example", "taobao")]
    assert app.metric[0].value == "4"


def test_lines_are_searched(open_page: Page, store: Store) -> None:
    app = drop(open_page(store, "add-data"))
    next(each for each in app.text_input if "Search the lines" in each.label).set_value("3号").run()
    assert list(app.dataframe[0].value["Lines of the page"]) == ["袜子3号"]


def test_a_kept_reader_is_listed_and_forgotten(open_page: Page, store: Store) -> None:
    app = marked(drop(open_page(store, "add-data")))
    next(each for each in app.button if each.label == "Keep this reader").click().run()
    assert any(each.value == "socks.example" for each in app.text)
    next(each for each in app.button if each.label == "Forget").click().run()
    assert not data.list_rules()
