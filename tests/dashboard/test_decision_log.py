"""The decision log on the pages of a listing: drawn on its charts, before and after in a table, written and forgotten."""

from __future__ import annotations

from datetime import date
from typing import Any

import pandas as pd
import pytest
from pyarrow import ipc
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import Page
from tests.support import Bring
from tracker.dashboard import charts, series
from tracker.store.decisions import list_decisions
from tracker.store.place import Store

LINK = "https://item.taobao.com/item.htm?id=1"
WEEKS = "".join(
    f"2026-03-{day:02d},甲店,旧 *题*,{price},{LINK}\n" for day, price in ((2, 10), (9, 10), (16, 9), (23, 9))
)


def drawn(app: AppTest) -> list[list[dict[str, Any]]]:
    """The rows of all data sets that the page's charts draw."""
    sent = [each for chart in app.get("vega_lite_chart") for each in chart.proto.datasets]
    return [ipc.open_stream(each.data.data).read_all().to_pylist() for each in sent]


@pytest.mark.parametrize(("page", "name"), [("prices", "listing"), ("products", "story")])
def test_a_decision_is_drawn_on_the_charts_of_its_listing(
    page: str, name: str, open_page: Page, sample_store: Store
) -> None:
    app = open_page(sample_store, page, platform="pdd", **{name: "pdd/300017997328"})
    rules = [rows for rows in drawn(app) if rows and "tip" in rows[0]]
    assert len(rules) == 2, "prices and sales"
    assert all((row["label"], row["tip"], row["at"][:10]) == ("price", "price · 99 → 89 · 618", "2026-06-05")
               for rows in rules for row in rows)  # fmt: skip
    assert not app.exception


def test_before_and_after_stand_in_a_table_with_the_verdict(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "prices", "zh", platform="pdd", listing="pdd/300017997328")
    log = next(each.value for each in app.dataframe if "前后对比" in each.value.columns)
    by_measure = log.set_index("指标")
    assert by_measure.loc["日均销量" if "日均销量" in by_measure.index else by_measure.index[0], "前后对比"] == "变好"
    assert any("不代表因果" in each.value for each in app.markdown)


def test_a_change_is_written_down_and_forgotten_again(open_page: Page, store: Store, bring: Bring) -> None:
    bring("日期,店铺名称,宝贝标题,价格,链接\n" + WEEKS)
    app = open_page(store, "prices", listing="taobao/1")
    place = "taobao-1"
    app.date_input(key=f"decide-day-{place}").set_value(date(2026, 3, 12))
    app.text_input(key=f"decide-after-{place}").set_value("=HYPERLINK(1), *新*")
    next(each for each in app.button if each.label == "Write down").click().run()
    (kept,) = list_decisions(store)
    assert (kept.kind, str(kept.changed_at), kept.after) == ("title", "2026-03-12 00:00:00", "=HYPERLINK(1), *新*")
    assert any("=HYPERLINK(1), *新*" in each.value for each in app.text)
    app.button(key="decision-1").click().run()
    assert list_decisions(store) == []
    assert not app.exception


def test_a_change_without_a_day_is_not_kept(open_page: Page, store: Store, bring: Bring) -> None:
    bring("日期,店铺名称,宝贝标题,价格,链接\n" + WEEKS)
    app = open_page(store, "prices", listing="taobao/1")
    next(each for each in app.button if each.label == "Write down").click().run()
    assert [each.value for each in app.error] == ["Say on which day it was changed."]
    assert list_decisions(store) == []


def test_a_chart_without_decisions_has_no_rule() -> None:
    at = pd.to_datetime(["2026-03-01", "2026-03-08"])
    points = pd.DataFrame({"at": at, "series": "a", "value": [1.0, 2.0], "low": 1.0, "high": 1.0, "open": False,
                           "text": "", "note": "", "where": "", "off": False, "segment": 1})[series.COLUMNS]  # fmt: skip
    decided = pd.DataFrame({"at": at[:1], "label": ["title"], "tip": ["title"]})
    plain = charts.lines(points, "x").to_dict()["layer"]
    marked = charts.lines(points, "x", decided=decided).to_dict()["layer"]
    assert len(marked) == len(plain) + 2
    assert charts.lines(points, "x", decided=decided.head(0)).to_dict()["layer"] == plain
