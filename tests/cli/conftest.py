"""Run a command of `tracker` in this process, over a store of the test."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tracker.main import main
from tracker.store.place import Store


class Ran(NamedTuple):
    """What a command did: exit code, and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        return json.loads(self.out)


Tracker = Callable[..., Ran]

LISTINGS = """宝贝标题,价格,已售,链接
红裙,129,1万+,https://item.taobao.com/item.htm?id=1
蓝裙,59-79,30,https://item.taobao.com/item.htm?id=2
绿裙,abc,5,https://item.taobao.com/item.htm?id=3
,,,https://item.taobao.com/item.htm?id=4
"""
"""Two good rows, one with a cell that can't be read, one that says nothing."""

REJECTION_KEYS = ["scope", "row", "column", "value", "code", "message"]
GOOD = """日期,店铺名称,宝贝标题,价格,已售,链接
2026-06-01,甲店,红裙,129,1万+,https://item.taobao.com/item.htm?id=1
"""

KEYWORDS = """来源,日期,关键词,搜索人气
生意参谋,2026-06-01,连衣裙,900
生意参谋,2026-06-08,连衣裙,950
百度指数,2026-06-08,"=1+1",10
"""


@pytest.fixture
def tracker(
    store: Store, capfd: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> Tracker:
    """Run a command over the test's store, in the folder of the test."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("TRACKER_STORE", str(store.path))

    def tracker(*words: str) -> Ran:
        code = main(words)
        return Ran(code, *capfd.readouterr())

    return tracker


@pytest.fixture
def listings(tmp_path: Path) -> str:
    (tmp_path / "listings.csv").write_text(LISTINGS, encoding="utf-8")
    return "listings.csv"


@pytest.fixture
def good(tmp_path: Path) -> str:
    (tmp_path / "good.csv").write_text(GOOD, encoding="utf-8")
    return "good.csv"


@pytest.fixture
def keywords(tmp_path: Path) -> str:
    (tmp_path / "keywords.csv").write_text(KEYWORDS, encoding="utf-8")
    return "keywords.csv"
