"""The pages *Shops* and *Products* over the sample market: what a person reads there."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from pyarrow import ipc
from streamlit.testing.v1 import AppTest

from tests.dashboard.conftest import Page
from tests.support import Bring
from tracker.store.place import Store


def data(app: AppTest, place: int) -> list[dict[str, Any]]:
    """The rows that a chart of the page draws: they travel beside its specification."""
    (sent,) = app.get("vega_lite_chart")[place].proto.datasets
    rows: list[dict[str, Any]] = ipc.open_stream(sent.data.data).read_all().to_pylist()
    return rows


def table(app: AppTest, *columns: str) -> pd.DataFrame:
    """The first table with these columns."""
    return next(each.value for each in app.dataframe if set(columns) <= set(each.value.columns))


def test_the_newest_board_stands_beside_the_look_before(open_page: Page, sample_store: Store) -> None:
    board = table(open_page(sample_store, "shops", platform="taobao"), "Movement", "Rank before")
    assert list(board["Rank"]) == list(range(1, 11))
    assert set(board["Day"]) == {"2026-06-22"}
    assert set(board["Compared with"]) == {"2026-06-15"}
    assert set(board["Document"]) == {"shops_taobao.csv"}
    newcomer = board[board["Shop"] == "栗子汽水女装"].iloc[0]
    assert newcomer["Weeks on the board"] == 6


@pytest.mark.parametrize(
    ("language", "words"), [("en", ("price: ", "peers", "row ")), ("zh", ("价格: ", "同行", "行"))]
)
def test_a_card_tells_each_axis_with_its_evidence(
    open_page: Page, sample_store: Store, language: str, words: tuple[str, ...]
) -> None:
    app = open_page(sample_store, "shops", language, platform="jd")
    cards = [each.value for each in app.markdown if "-badge[" in each.value]
    assert len(cards) == 30
    said = "\n".join([*cards, *(each.value for each in app.caption)]).replace("\\", "")
    assert all(word in said for word in words)
    assert "shops_jd.xlsx" in said


def test_shares_are_drawn_from_their_least_to_their_greatest(open_page: Page, store: Store, bring: Bring) -> None:
    """甲 sold 600, 乙 100 to 400, 丙 at least 100: 甲 has at most 600 of 800, and may have next to nothing."""
    bring("平台,类目,日期,排名,店铺名称,30天销量\n淘宝,裙,2026-03-01,1,甲,600\n淘宝,裙,2026-03-01,2,乙,100-400\n"
          "淘宝,裙,2026-03-01,3,丙,100+\n")  # fmt: skip
    drawn = {row["name"]: row for row in data(open_page(store, "shops"), 0)}
    assert (drawn["甲"]["low"], drawn["甲"]["high"]) == (0, 0.75)
    assert drawn["甲"]["text"] == "0%–75%"
    assert drawn["丙"]["high"] == 1


def test_targets_stand_in_two_seasons_and_a_week_without_sales_is_no_zero(open_page: Page, sample_store: Store) -> None:
    plan = table(open_page(sample_store, "shops"), "Planned", "Sold")
    assert set(plan["Season"]) == {"high season", "low season"}
    unseen = plan[plan["Why not"] == "nobody looked"]
    assert len(unseen)
    assert set(unseen["Sold"]) == {""}


def test_price_bands_count_every_listing_once(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "products", platform="pdd")
    bands = data(app, 0)
    assert sum(row["value"] for row in bands) == 77
    assert any(row["own"] for row in bands)
    assert bands[-1]["name"].startswith("≥")


def test_the_index_is_100_at_first_and_has_no_point_in_a_week_without_a_look(
    open_page: Page, sample_store: Store
) -> None:
    points = data(open_page(sample_store, "products", platform="jd"), 1)
    by_day = {row["at"][:10]: row for row in points}
    assert by_day["2026-04-06"]["value"] == 100
    assert not {"2026-05-11", "2026-05-18"} & set(by_day)
    assert by_day["2026-05-04"]["segment"] != by_day["2026-05-25"]["segment"]


def test_a_listing_tells_its_promotions_its_sales_and_its_new_title(open_page: Page, sample_store: Store) -> None:
    app = open_page(sample_store, "products", platform="taobao", story="taobao/100010000000")
    prices = data(app, 2)
    promoted = {row["at"][:10] for row in prices if row["note"].startswith("promotion")}
    assert promoted == {"2026-06-08", "2026-06-15"}
    assert {row["series"] for row in prices} == {"Asked price", "Regular price"}
    units = data(app, 3)
    assert all(row["high"] is None or row["low"] <= row["high"] for row in units)
    assert len({row["segment"] for row in units}) == len(units)
    changed = table(app, "Title before", "Words added")
    assert len(changed) == 1
    assert "listings_taobao.csv" in set(changed["Document"])


def test_a_hit_is_told_with_the_range_its_counter_allows(open_page: Page, sample_store: Store) -> None:
    hits = table(open_page(sample_store, "products", platform="pdd"), "Hit rank", "Units")
    assert hits["Hit rank"].iloc[0] == 1
    assert hits["Units"].str.contains("≥").any()
    assert set(hits["Compared with"]) == {"2026-06-15"}
