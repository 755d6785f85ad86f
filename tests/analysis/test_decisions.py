"""decisions: what was changed, beside what was seen before and after, counted by hand."""

from __future__ import annotations

from datetime import datetime
from typing import Any

import pytest

from tests.analysis.asked import aloud, rows
from tests.support import Bring
from tracker.store.decisions import Decision, add_decision
from tracker.store.place import Store

LINK = "https://item.taobao.com/item.htm?id="
SEEN = f"""日期,店铺名称,类目,宝贝标题,价格,链接
2026-03-02,甲店,裙,旧题,100,{LINK}1
2026-03-09,甲店,裙,旧题,100,{LINK}1
2026-03-16,甲店,裙,新题,90-95,{LINK}1
2026-03-23,甲店,裙,新题,90,{LINK}1
"""


def at(day: int, hour: int = 0) -> datetime:
    return datetime(2026, 3, day, hour)  # noqa: DTZ001 - the market's wall time has no zone


def decided(store: Store, kind: str, when: datetime, key: str = "1", **texts: str) -> None:
    add_decision(store, Decision("taobao", key, kind, when, **texts))


@pytest.fixture
def seen(store: Store, bring: Bring) -> Store:
    bring(SEEN, "seen.csv")
    return store


STATE = "seen seen_at title_before title_before_at title_after title_after_at source_row_before source_row"


def test_a_title_is_told_as_last_seen_before_and_first_seen_after(seen: Store) -> None:
    decided(seen, "title", at(12), after="新题")
    assert rows(seen, "decisions", STATE) == [("seen", at(16), "旧题", at(9), "新题", at(16), 3, 4)]
    assert rows(seen, "decisions", "is_as_said shop_name category document") == [(True, "甲店", "裙", "seen.csv")]
    assert aloud(seen, "decisions") == (
        "On 2026-03-12 the title of “新题” was changed. Last seen before: 旧题 (2026-03-09); the first look that shows "
        "another, on 2026-03-16: 新题."
    )


def test_a_price_is_told_with_its_variants_range_and_rows(seen: Store) -> None:
    decided(seen, "price", at(12), before="100", after="90")
    shown = "price_before_low price_before_high price_after_low price_after_high seen is_as_said document source_row"
    assert rows(seen, "decisions", shown) == [(100, 100, 90, 95, "seen", False, "seen.csv", 4)]
    assert "Last seen before: 100 CNY (2026-03-09)" in aloud(seen, "decisions")
    assert "90–95 CNY" in aloud(seen, "decisions")


def test_a_look_of_the_day_itself_is_neither_before_nor_after_but_may_show_the_change(seen: Store) -> None:
    """On the 16th somebody looked, no hour is told: before is the 9th, after the 23rd; the 16th shows the new title."""
    decided(seen, "title", at(16))
    decided(seen, "title", at(16, 9))
    one = ("seen", at(16), "旧题", at(9), "新题", at(23), 3, 4)
    assert rows(seen, "decisions", STATE) == [one, one]
    assert "a look on 2026-03-16 is the first that shows another" in aloud(
        seen, "decisions", listing="1", until=at(16, 9)
    )


def test_hours_that_are_told_decide_within_the_day(store: Store, bring: Bring) -> None:
    bring(f"日期,宝贝标题,价格,链接\n2026-03-02 09:00,旧,1,{LINK}1\n2026-03-02 18:00,新,1,{LINK}1\n")
    decided(store, "title", at(2, 12))
    assert rows(store, "decisions", STATE)[0][:6] == ("seen", at(2, 18), "旧", at(2, 9), "新", at(2, 18))


def test_a_look_of_the_same_minute_is_on_neither_side(store: Store, bring: Bring) -> None:
    bring(f"日期,宝贝标题,价格,链接\n2026-03-02 09:00,旧,1,{LINK}1\n2026-03-02 18:00,新,1,{LINK}1\n")
    decided(store, "title", at(2, 18))
    assert rows(store, "decisions", STATE)[0][:6] == ("seen", at(2, 18), "旧", at(2, 9), None, None)
    assert "a look on 2026-03-02 18:00 is the first that shows another" in aloud(store, "decisions")


@pytest.mark.parametrize(
    ("kind", "when", "state", "language", "words"),
    [
        ("title", at(26), "not-yet", "en", "nobody looked since"),
        ("title", at(18), "unchanged", "en", "it was the same"),
        ("title", at(1), "no-baseline", "en", "Nobody had seen it before"),
        ("other", at(12), "not-compared", "en", "something else"),
        ("title", at(26), "not-yet", "zh", "之后没有人再看过"),
        ("price", at(26), "not-yet", "zh", "90 CNY"),
    ],
)
def test_what_the_observations_do_not_show_is_said(
    seen: Store, kind: str, when: datetime, state: str, language: str, words: str
) -> None:
    decided(seen, kind, when, after="新题")
    assert rows(seen, "decisions", "seen seen_at") == [(state, None)]
    assert words in aloud(seen, "decisions", language)


def test_a_listing_that_nobody_saw_has_its_decision_all_the_same(store: Store) -> None:
    decided(store, "title", at(2), key="77", after="=HYPERLINK(1)")
    assert rows(store, "decisions", "listing_key title seen said_after document") == [
        ("77", None, "no-baseline", "=HYPERLINK(1)", None)
    ]
    assert aloud(store, "decisions").startswith("On 2026-03-02 the title of Taobao 77 was changed.")


def test_filters_keep_decisions_and_as_of_hides_what_came_later(seen: Store) -> None:
    decided(seen, "title", at(12))
    decided(seen, "price", at(18))
    decided(seen, "other", at(12), key="77")

    def ids(**given: Any) -> list[tuple[Any, ...]]:
        return rows(seen, "decisions", "decision_id", **given)

    assert ids(kind="price") == [(2,)]
    assert ids(listing="77") == ids(since=at(12), until=at(13), listing="77") == [(3,)]
    assert ids(shop="甲店") == ids(category="裙") == [(1,), (2,)]
    assert ids(as_of=at(15)) == [(1,), (3,)]
    assert rows(seen, "decisions", "seen title_after", as_of=at(15), kind="title") == [("not-yet", None)]
    assert aloud(seen, "decisions") == (
        "3 decisions on 2 listings, from 2026-03-12 to 2026-03-18. Seen in the observations: 2."
    )
