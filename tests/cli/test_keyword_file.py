"""The keyword list that commands on titles work on: of a file that isn't stored, or of the store."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from tests.support import SAMPLE, Bring, tables
from tracker.cli.keyword_file import keyword_evidence_of, keyword_list_of
from tracker.errors import DocumentRefused, InputError
from tracker.store.place import Store


def test_a_file_is_read_and_not_stored(store: Store, sample_store: Store) -> None:
    before = tables(sample_store)
    found = keyword_list_of(SAMPLE / "keywords_sycm_2026-06-21.csv", sample_store, "taobao")
    assert (found.source, found.platform, len(found.keywords)) == ("sycm", "taobao", 50)
    assert tables(sample_store) == before
    assert not store.path.exists()


def test_what_a_file_does_not_say_is_its_own_name_and_today(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "我的词.csv"
    path.write_text('关键词,搜索人气\n连衣裙,5\n"红,裙",1万+\n', encoding="utf-8")
    found = keyword_list_of(path, store, "taobao")
    assert (found.source, found.keywords) == ("我的词", ["连衣裙", "红,裙"])
    assert found.measures["search_popularity"].high[1] == np.inf
    assert keyword_list_of(path, store, "taobao", source="生意参谋").source == "sycm"


def test_a_time_line_is_a_list_too(store: Store) -> None:
    assert set(keyword_list_of(SAMPLE / "trend_google.csv", store, "amazon").keywords) == {"连衣裙", "半身裙"}


def test_what_was_said_of_columns_counts(store: Store, bring: Bring, tmp_path: Path) -> None:
    text = "词,数,日期\n连衣裙,5,2026-06-01\n"
    bring(text, kind="keywords", source="甲", columns="词=keyword|数=search_popularity")
    path = tmp_path / "again.csv"
    path.write_text(text.replace("连衣裙", "半身裙"), encoding="utf-8")
    assert keyword_list_of(path, store, "taobao").keywords == ["半身裙"]


def test_the_store_gives_the_list_that_fits(store: Store, bring: Bring) -> None:
    many = "".join(f"词{place},1,2026-06-01\n" for place in range(9))
    bring(f"关键词,搜索人气,日期\n{many}", "none.csv", source="甲")
    bring("关键词,搜索人气,日期\n连衣裙,5,2026-06-01\n半身裙,4,2026-06-01\n", "own.csv", source="乙", platform="taobao")
    bring(f"关键词,搜索人气,日期\n{many}x,1,2026-06-01\n", "jd.csv", source="丙", platform="jd")
    assert keyword_list_of(None, store, "taobao").source == "乙"
    assert keyword_list_of(None, store, "amazon").source == "甲"
    assert keyword_list_of(None, store, "taobao", source="丙").source == "丙"


def test_a_list_of_the_category_stands_before_one_that_names_none(store: Store, bring: Bring) -> None:
    """One that names none serves every category; one of another category serves none but its own."""
    bring("关键词,搜索人气,日期\n连衣裙,5,2026-06-01\n半身裙,4,2026-06-01\n", "any.csv", source="甲", platform="taobao")
    bring("关键词,搜索人气,日期\n碎花裙,5,2026-06-01\n", "own.csv", source="甲", platform="taobao", category="连衣裙")
    assert keyword_list_of(None, store, "taobao", category="连衣裙").keywords == ["碎花裙"]
    assert keyword_list_of(None, store, "taobao", category="半身裙").keywords == ["连衣裙", "半身裙"]
    assert len(keyword_list_of(None, store, "taobao").keywords) == 3
    words, readings = keyword_evidence_of(None, store, "taobao", category="半身裙")
    assert [row["keyword"] for row in readings.records()] == words.keywords
    words, readings = keyword_evidence_of(None, store, "taobao", category="连衣裙")
    assert [row["keyword"] for row in readings.records()] == words.keywords


def test_the_samples_lists_serve_its_categories(sample_store: Store) -> None:
    assert keyword_list_of(None, sample_store, "taobao", category="连衣裙").source == "sycm"


def test_no_list_of_the_category_is_told_with_its_name(store: Store, bring: Bring) -> None:
    bring("关键词,搜索人气,日期\n连衣裙,5,2026-06-01\n", source="乙", platform="taobao", category="半身裙")
    with pytest.raises(InputError, match=r"category 连衣裙.*乙 \(taobao, 半身裙\)"):
        keyword_list_of(None, store, "taobao", category="连衣裙")


def test_of_a_file_rows_of_the_category_count_before_others(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "words.csv"
    path.write_text(
        "关键词,搜索人气,日期,类目\n碎花裙,5,2026-06-01,连衣裙\n短裙,4,2026-06-01,半身裙\n", encoding="utf-8"
    )
    assert keyword_list_of(path, store, "taobao", category="连衣裙").keywords == ["碎花裙"]
    assert keyword_list_of(path, store, "taobao", category="衬衫").keywords == ["短裙", "碎花裙"]


def test_no_list_is_told_with_those_that_there_are(store: Store, bring: Bring) -> None:
    bring("关键词,搜索人气,日期\n连衣裙,5,2026-06-01\n", source="乙", platform="jd")
    with pytest.raises(InputError, match=r"乙 \(jd\)"):
        keyword_list_of(None, store, "taobao")
    with pytest.raises(InputError, match="--from FILE"):
        keyword_list_of(None, store, "jd", source="丁")


def test_a_file_without_keywords_is_refused(store: Store, tmp_path: Path) -> None:
    path = tmp_path / "text.csv"
    path.write_text("甲,乙\n1,2\n", encoding="utf-8")
    with pytest.raises(DocumentRefused):
        keyword_list_of(path, store, "taobao")
