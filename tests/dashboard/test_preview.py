"""The preview on the page: what columns mean and why, questions answered in place, marks, parts that are left."""

from __future__ import annotations

from io import BytesIO

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import Page
from tracker.store.place import Store

LINK = "https://item.taobao.com/item.htm?id="
DOUBTFUL = f"宝贝标题,链接,平均售价,已售,店铺名称\n裙一,{LINK}1,￥99,1.2万+人付款,甲店\n裙二,{LINK}2,￥89,88人付款,甲店\n裙三,{LINK}3,abc,5人付款,甲店\n"
NAMELESS = "叫法,标价栏\n法式碎花连衣裙夏季新款上新,￥99\n真丝半身裙新款高腰显瘦显白,￥89\n"
TIME_LINE = "month,cnt\n2026-01,5\n2026-02,7\n"


def drop(app: AppTest, name: str, content: str | bytes) -> AppTest:
    data = content if isinstance(content, bytes) else content.encode("utf-8")
    app.file_uploader[0].upload(name, data)
    return app.run()


def told(app: AppTest) -> str:
    return "\n".join(each.value for each in app.caption)


def meanings(app: AppTest) -> dict[str, tuple[str, str]]:
    table = app.dataframe[0].value
    return {
        row["Column in the file"]: (row["Taken for"], row["How sure"])
        for row in table[["Column in the file", "Taken for", "How sure"]].to_dict("records")
    }


def workbook() -> bytes:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "商品"
    for row in (["宝贝标题", "价格", "链接"], ["红裙", 129, f"{LINK}1"]):
        sheet.append(row)
    book.create_sheet("说明").append(["填表说明，请勿删除"])
    odd = book.create_sheet("时间线")
    for row in (["month", "cnt"], ["2026-01", 5], ["2026-02", 7]):
        odd.append(row)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def test_facts_are_told_with_where_they_are_from(open_page: Page, store: Store) -> None:
    app = drop(open_page(store, "add-data"), "seen_2026-06-01.csv", DOUBTFUL)
    assert "Platform: Taobao – from the links in it." in told(app)
    assert "Seen on: 2026\\-06\\-01 – from the file's name." in told(app)


def test_a_doubtful_column_is_asked_and_the_answer_makes_the_preview_anew(open_page: Page, store: Store) -> None:
    app = drop(open_page(store, "add-data"), "seen_2026-06-01.csv", DOUBTFUL)
    assert meanings(app)["宝贝标题"] == ("Title", "sure")
    assert meanings(app)["平均售价"] == ("not used; perhaps Price", "asked")
    (question,) = [each for each in app.selectbox if "平均售价" in each.label]
    assert "￥99" in question.label
    assert "remembered" in told(app)

    question.set_value("price").run()
    assert meanings(app)["平均售价"] == ("Price", "sure")
    rows = app.dataframe[1].value
    assert list(rows["Price"]) == ["99", "89", "✗"]
    assert list(rows["Price, in the file"]) == ["￥99", "￥89", "abc"]
    assert "✗" in told(app)
    assert not store.path.exists()


def test_an_answer_is_remembered_when_stored_and_can_be_forgotten(open_page: Page, store: Store) -> None:
    app = drop(open_page(store, "add-data"), "seen_2026-06-01.csv", DOUBTFUL)
    next(each for each in app.selectbox if "平均售价" in each.label).set_value("price").run()
    app.button(key="store").click().run()
    assert "batch 1" in app.success[0].value

    drop(app, "seen_2026-06-08.csv", DOUBTFUL.replace("￥99", "￥95"))
    assert meanings(app)["平均售价"] == ("Price", "sure")
    (forget,) = [each for each in app.button if each.label == "Forget"]
    forget.click().run()
    assert not [each for each in app.button if each.label == "Forget"]
    assert meanings(app)["平均售价"][1] == "asked"


def test_an_answer_counts_where_no_callback_tells_of_it(open_page: Page, store: Store) -> None:
    """A click breaks off the run that follows an answer: the next one finds the box changed, and nothing else."""
    app = drop(open_page(store, "add-data"), "seen_2026-06-01.csv", DOUBTFUL)
    (question,) = [each for each in app.selectbox if "平均售价" in each.label]
    assert question.key is not None
    app.session_state[question.key] = "price"
    app.run()
    assert meanings(app)["平均售价"] == ("Price", "sure")


def test_a_document_that_needs_answers_gets_them_in_place(open_page: Page, store: Store) -> None:
    app = drop(open_page(store, "add-data"), "taobao_2026-06-01.csv", NAMELESS)
    assert not app.metric
    assert len(app.warning) == 1
    next(each for each in app.selectbox if "叫法" in each.label).set_value("title").run()
    assert not app.metric
    next(each for each in app.selectbox if "标价栏" in each.label).set_value("price").run()
    assert app.metric[0].value == "2"


def test_answers_that_leave_nothing_can_be_taken_back(open_page: Page, store: Store) -> None:
    app = drop(open_page(store, "add-data"), "taobao_2026-06-01.csv", NAMELESS)
    next(each for each in app.selectbox if "叫法" in each.label).set_value("-").run()
    assert app.error
    next(each for each in app.button if each.label == "Take my answers back").click().run()
    assert [each for each in app.selectbox if "叫法" in each.label]


def test_a_time_line_without_its_keyword_asks_for_it(open_page: Page, store: Store) -> None:
    app = drop(open_page(store, "add-data"), "baidu.csv", TIME_LINE)
    next(each for each in app.text_input if "cnt" in each.label).set_value("连衣裙").run()
    assert [each.value for each in app.metric] == ["2", "0", "0", "0"]
    assert meanings(app)["cnt"] == ("values of the keyword “连衣裙”", "sure")
    assert list(app.dataframe[1].value["Keyword"]) == ["连衣裙", "连衣裙"]
    assert list(app.dataframe[1].value["Value"]) == ["5", "7"]


def test_parts_that_are_left_are_named_with_why(open_page: Page, store: Store) -> None:
    app = drop(open_page(store, "add-data"), "book_2026-06-01.xlsx", workbook())
    assert app.metric[0].value == "1"
    assert any("说明" in each.value for each in app.info)
    assert any("时间线" in each.value and "keyword" in each.value for each in app.warning)

    next(each for each in app.text_input if "cnt" in each.label).set_value("连衣裙").run()
    next(each for each in app.selectbox if each.label == "Source").set_value("baidu-index").run()
    assert [each.value for each in app.metric if each.label == "New"] == ["1", "2"]


def test_ambiguous_days_ask_for_their_order(open_page: Page, store: Store) -> None:
    app = drop(open_page(store, "add-data"), "a.csv", f"宝贝标题,链接,价格,日期\n裙,{LINK}1,99,03/04/2026\n")
    assert [each for each in app.selectbox if each.label == "Order of day and month"]


def test_templates_are_offered_where_a_file_is_asked_for(open_page: Page, store: Store) -> None:
    for language, first in (("en", "shops.csv"), ("zh", "店铺模板.csv")):
        app = open_page(store, "add-data", language)
        names = [each.label for each in app.get("download_button")]
        assert len(names) == 8
        assert first in names


@pytest.mark.parametrize("kind", ["shops", "listings", "keywords", "sales"])
def test_every_meaning_that_is_offered_can_be_said(kind: str) -> None:
    from tracker.dashboard import reasons
    from tracker.normalise import mapping

    for means in reasons.possible(kind):
        mapping.check(means, means)
        assert reasons.said(means)
