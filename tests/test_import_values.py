"""From a cell as it stands in a file to what is stored: the forms the trade writes, end to end."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.support import Bring
from tracker.errors import DocumentRefused, InputError
from tracker.store.batches import list_rejections
from tracker.store.connect import reading
from tracker.store.place import Store
from tracker.store.questions import ask

PRICES = [
    ("¥1,299.00", 1299, 1299), ("￥99", 99, 99), ("99元", 99, 99), ("59.00-129.00", 59, 129), ("99元起", 99, None),
    ("1.2万", 12000, 12000), ("面议", None, None), ("-1.00", None, None), ("--", None, None),
]  # fmt: skip
COUNTERS = [
    ("1.2万", 12000, 12000, "unknown"), ("1.2万+", 12000, None, "unknown"), ("1000+人付款", 1000, None, "paid"),
    ("已售10万+", 100_000, None, "sold"), ("月销 2.3万", 23_000, 23_000, "monthly"), ("<1", 0, 1, "unknown"),
    ("0", 0, 0, "unknown"), ("-", None, None, None), ("∞", None, None, None),
]  # fmt: skip
TIMES = [
    ("2026-03-01", "2026-03-01T00:00:00"), ("2026/3/1 9:05", "2026-03-01T09:05:00"), ("2026年3月1日", "2026-03-01T00:00:00"),
    ("20260301", "2026-03-01T00:00:00"), ("46082", "2026-03-01T00:00:00"), ("46082.5", "2026-03-01T12:00:00"),
    ("2026-03-01T01:00:00Z", "2026-03-01T09:00:00"),
]  # fmt: skip


def rejected(store: Store, batch_id: int = 1) -> list[tuple[str, int, str | None, str | None, str]]:
    with reading(store) as con:
        return [(r.scope, r.row, r.column, r.value, r.code) for r in list_rejections(con, batch_id)]


def history(store: Store) -> dict[str, dict]:
    return {row["listing_key"]: row for row in ask(store, "listing-history").records()}


def test_prices(bring: Bring, store: Store) -> None:
    lines = "".join(f'淘宝,2026-03-01,{number},"{text}",1\n' for number, (text, *_) in enumerate(PRICES))
    bring("平台,日期,商品id,价格,已售\n" + lines)
    found = history(store)
    for number, (text, low, high) in enumerate(PRICES):
        row = found[str(number)]
        assert (row["price_low"], row["price_high"]) == (low, high), text
        assert row["currency"] == "CNY"
    assert rejected(store) == []


def test_counters_keep_their_bounds_kind_and_text(bring: Bring, store: Store) -> None:
    lines = "".join(f"淘宝,2026-03-01,{number},5,{text}\n" for number, (text, *_) in enumerate(COUNTERS))
    bring("平台,日期,商品id,价格,销量\n" + lines)
    found = history(store)
    for number, (text, low, high, kind) in enumerate(COUNTERS):
        row = found[str(number)]
        assert (row["sold_low"], row["sold_high"], row["sold_kind"]) == (low, high, kind), text
        assert row["sold_raw"] == (text if kind else None)


@pytest.mark.parametrize(("text", "expected"), TIMES)
def test_times(bring: Bring, store: Store, text: str, expected: str) -> None:
    bring(f"平台,日期,商品id,价格\n淘宝,{text},1,5\n")
    assert history(store)["1"]["observed_at"] == datetime.fromisoformat(expected)


def test_percentages_scores_and_ratings(bring: Bring, store: Store) -> None:
    bring("平台,类目,日期,排名,店铺名称,30天销量,描述相符,好评率\n京东,女装,2026-03-01,1,甲,10万+,4.9分,12.3%\n")
    (shop,) = ask(store, "shops").records()
    assert (shop["sales_low"], shop["sales_high"]) == (100_000, None)
    assert float(shop["score_description"]) == 4.9
    assert float(shop["good_review_share"]) == 0.123


def test_a_cell_that_is_not_understood_is_told_and_the_row_stays(bring: Bring, store: Store) -> None:
    (batch,) = bring(
        "平台,日期,商品id,价格,销量\n淘宝,2026-03-01,1,便宜,5\n淘宝,昨天,2,9,5\n淘宝,2026-03-01,,9,5\n淘宝,2026-03-01,4,,\n"
    )
    assert (batch.read, batch.accepted, batch.rejected) == (4, 1, 3)
    assert rejected(store) == [
        ("cell", 2, "价格", "便宜", "price-unreadable"),
        ("row", 3, "日期", "昨天", "date-relative"),
        ("row", 4, None, None, "identity-missing"),
        ("row", 5, None, "4", "nothing-measured"),
    ]


def test_the_key_is_the_id_in_the_address_else_the_address_without_tracking(bring: Bring, store: Store) -> None:
    bring(
        "平台,日期,链接,价格\n"
        "淘宝,2026-03-01,https://item.taobao.com/item.htm?spm=a1&id=77&x=1,5\n"
        "京东,2026-03-01,https://item.jd.com/12345.html?utm_source=q,5\n"
        "自建站,2026-03-01,https://shop.example/p/9?color=2&utm_source=mail#top,5\n"
    )
    assert set(history(store)) == {"77", "12345", "https://shop.example/p/9?color=2"}


def test_the_platform_is_taken_from_the_addresses_only_where_all_agree(bring: Bring, store: Store) -> None:
    text = (
        "日期,链接,价格\n2026-03-01,https://item.jd.com/1.html,5\n2026-03-01,https://item.taobao.com/item.htm?id=2,5\n"
    )
    with pytest.raises(DocumentRefused) as refused:
        bring(text)
    assert refused.value.code == "platform-needed"
    (batch,) = bring(text.splitlines()[0] + "\n" + text.splitlines()[1] + "\n", "one.csv")
    assert batch.platform == "jd"


def test_nothing_is_invented(bring: Bring, store: Store) -> None:
    for text, code in (
        ("商品id,价格,平台\n1,5,京东\n", "date-needed"),
        ("关键词,搜索量,日期\n裙,5,2026-03-01\n", "source-needed"),
        ("商品id,价格,平台,日期\n", "no-rows"),
    ):
        with pytest.raises(DocumentRefused) as refused:
            bring(text)
        assert refused.value.code == code
    assert not store.path.exists()


def test_a_sign_of_many_currencies_stays_unknown_until_somebody_says(bring: Bring, store: Store) -> None:
    text = "平台,日期,商品id,价格\n亚马逊,2026-03-01,B1,$9.99\n亚马逊,2026-03-01,B2,€5\n"
    bring(text)
    found = history(store)
    assert (found["B1"]["currency"], found["B1"]["flags"]) == (None, "currency-unknown")
    assert (found["B2"]["currency"], found["B2"]["flags"]) == ("EUR", None)


def test_a_title_is_kept_letter_by_letter(bring: Bring, store: Store) -> None:
    title = '＝HYPERLINK("http://x") <b>ﬁ</b> ２０２６ 連衣裙'
    bring(f'平台,日期,商品id,标题,价格\n京东,2026-03-01,1,"{title.replace(chr(34), chr(34) * 2)}",5\n')
    assert history(store)["1"]["title"] == title


def test_a_zone_that_does_not_exist_is_told(bring: Bring, store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_TIMEZONE", "Mars/Olympus")
    with pytest.raises(InputError, match="Mars/Olympus"):
        bring("平台,日期,商品id,价格\n京东,2026-03-01,1,5\n")
    monkeypatch.setenv("TRACKER_TIMEZONE", "America/New_York")
    bring("平台,日期,商品id,价格\n京东,2026-03-01T12:00:00Z,1,5\n")
    assert history(store)["1"]["observed_at"] == datetime.fromisoformat("2026-03-01T07:00:00")
