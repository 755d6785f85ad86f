"""Answers are kept until the store changes, and no longer."""

from __future__ import annotations

import os
from datetime import datetime

import pandas as pd
import pytest

from tests.support import Bring
from tracker.dashboard import data, wordlist
from tracker.store import questions
from tracker.store.place import Store

APRIL, JUNE = datetime.fromisoformat("2026-04-20"), datetime.fromisoformat("2026-06-01")

KEYWORDS = "来源,日期,关键词,搜索人气\n生意参谋,2026-06-01,{},100\n"


@pytest.fixture(autouse=True)
def _here(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_STORE", str(store.path))


def test_an_import_changes_the_state_though_its_line_in_the_journal_is_lost(store: Store, bring: Bring) -> None:
    before = data.state()
    bring(KEYWORDS.format("连衣裙"))
    first = data.state()
    assert list(data.frame("keyword-readings")["keyword"]) == ["连衣裙"]
    journal = store.journal.read_bytes()
    written = store.journal.stat().st_mtime_ns

    bring(KEYWORDS.format("半身裙"))
    store.journal.write_bytes(journal)
    os.utime(store.journal, ns=(written, written))
    assert len({before, first, data.state()}) == 3
    assert sorted(data.frame("keyword-readings")["keyword"]) == ["半身裙", "连衣裙"]


def test_asking_changes_no_state(bring: Bring) -> None:
    bring(KEYWORDS.format("连衣裙"))
    before = data.state()
    data.frame("keyword-trend")
    assert data.state() == before


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"source": "sycm"},
        {"source": "baidu-index", "since": APRIL, "until": JUNE},
        {"since": JUNE},
        {"until": APRIL},
    ],
)
def test_within_is_the_answer_to_the_narrower_question(
    sample_store: Store, monkeypatch: pytest.MonkeyPatch, given: dict[str, str | datetime]
) -> None:
    monkeypatch.setenv("TRACKER_STORE", str(sample_store.path))
    assert within_and_asked(given) > 0


@pytest.mark.parametrize(
    ("given", "count"),
    [({"platform": "jd"}, 1), ({"category": "裙"}, 1), ({"platform": "jd", "category": "裙"}, 0), ({"source": "x"}, 0)],
)
def test_within_knows_platform_and_category(bring: Bring, given: dict[str, str | datetime], count: int) -> None:
    bring(KEYWORDS.format("连衣裙"))
    bring(KEYWORDS.format("半身裙"), platform="jd")
    bring(KEYWORDS.format("短裙"), category="裙")
    assert within_and_asked(given) == count


def within_and_asked(given: dict[str, str | datetime]) -> int:
    """How many readings there are, once both ways agree on them."""
    grain = list(questions.get("keyword-readings").grain)
    both = [
        wordlist.within(data.frame("keyword-readings"), **given),  # type: ignore[arg-type]
        data.frame("keyword-readings", **given),
    ]
    found, wanted = [
        each.astype(object).where(each.notna(), None).sort_values(grain, ignore_index=True) for each in both
    ]
    pd.testing.assert_frame_equal(found, wanted, check_index_type=False)
    return len(wanted)


def test_a_document_is_given_back_as_it_came_and_a_trace_follows_the_store(store: Store, bring: Bring) -> None:
    text = "平台,日期,商品id,价格\n淘宝,2026-06-01,1,{}\n"
    (batch,) = bring(text.format("9元").encode("gb18030"), "a.csv")
    assert data.document(batch.sha256) == text.format("9元").encode("gb18030")
    seen = datetime.fromisoformat("2026-06-01")
    bring(text.format("8元"), "b.csv")
    texts = [data.traced("taobao", "1", seen, "").snapshots[0].of("price")]
    data.undo(2)
    texts.append(data.traced("taobao", "1", seen, "").snapshots[0].of("price"))
    assert [each and each.text for each in texts] == ["8元", "9元"]
