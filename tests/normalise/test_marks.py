"""Missing marks and the folding that every parser begins with."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.model import Moment, Reading
from tracker.normalise.counts import parse_count, parse_rank
from tracker.normalise.marks import fold, is_missing
from tracker.normalise.pricing import parse_money
from tracker.normalise.ratings import parse_rating
from tracker.normalise.ratios import parse_index, parse_ratio
from tracker.normalise.times import parse_time

READERS = [parse_money, parse_count, parse_rank, parse_ratio, parse_index, parse_rating]

MISSING = [
    # blanks
    "", " ", "\t", "\u3000", "\u00a0", "\u200b", "\ufeff", " \u200b\u00a0 ",
    # dashes
    "-", "--", " --", "—", "——", "–", "－", "−", "- -",
    # words of tools
    "/", "N/A", "n/a", "#N/A", "None", "NULL", "null", "nan", "NaN", "N/R", "<NA>", "NaT", "\\N",
    # words of shops
    "无", "暂无", "面议", "价格面议", "∞", "暂无报价", "暂无评价", "询价", "Ｎ／Ａ",
    # an empty cell of a scraper
    "[]", "['']", "[None]", "['-']",
]  # fmt: skip

PRESENT = ["0", "0.0", "99", "无糖", "-5", "--5", "免费", "#1", "[0]", "a", "no", "1/2", "inf"]

FOLDED = [
    ("１，２９９．００", "1,299.00"),
    ("￥99", "¥99"),
    ("1.2\u00a0万", "1.2 万"),
    ("59～129", "59~129"),
    ("59–129", "59-129"),
    ("['99元']", "99元"),
    ('["a"]', "a"),
    ("[6.5]", "6.5"),
    ("[1, 2]", "[1, 2]"),
    ("['1', '2']", "['1', '2']"),
    ("5²", "5²"),
    ("①", "①"),
    ("9\u200b9", "99"),
    ("US$", "us$"),
]


@pytest.mark.parametrize("text", MISSING, ids=repr)
def test_missing_marks(text: str) -> None:
    """Every parser reads a missing mark as nothing observed, without a code."""
    assert is_missing(text)
    assert [read(text) for read in READERS] == [Reading()] * len(READERS)
    assert parse_time(text, None, "Asia/Shanghai") == Moment()


@pytest.mark.parametrize("text", PRESENT, ids=repr)
def test_present(text: str) -> None:
    assert not is_missing(text)


@pytest.mark.parametrize(("text", "folded"), FOLDED, ids=[text for text, _ in FOLDED])
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(st.text())
def test_is_missing_answers_for_any_text(text: str) -> None:
    assert is_missing(text) == is_missing(f" {text}\u3000")
