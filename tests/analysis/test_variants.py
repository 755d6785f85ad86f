"""Keywords that say the same in another order or with filler."""

from __future__ import annotations

from tracker.analysis.keywords.roles import fillers
from tracker.analysis.keywords.variants import groups
from tracker.analysis.titles.segment import Segmenter
from tracker.store.words import Word


def grouped(*keywords: str, said: tuple[Word, ...] = ()) -> list[int]:
    cut = Segmenter(learned=["新款"]).cut(keywords)
    found: list[int] = groups(cut, fillers(cut.vocabulary, said)).tolist()
    return found


def test_order_spelling_and_filler_make_no_other_keyword() -> None:
    assert grouped("连衣裙女夏", "女 连衣裙 夏", "夏新款連衣裙女2026", "连衣裙女") == [0, 0, 0, 1]


def test_a_word_twice_is_another_keyword() -> None:
    assert grouped("女 裙 女", "女 裙", "裙 女 女") == [0, 1, 0]


def test_of_filler_alone_the_filler_counts() -> None:
    assert grouped("新款", "2026新款", "新款2026", "2026") == [0, 1, 1, 2]


def test_keywords_without_a_word_are_alone() -> None:
    assert grouped("😀", "裙", "！！", "裙！") == [0, 1, 2, 1]
    assert grouped() == []


def test_what_the_user_says_of_a_word_counts_before_the_list() -> None:
    assert grouped("新款裙", "裙", said=(Word("新款", "attribute"),)) == [0, 1]
    assert grouped("碎花裙", "裙", said=(Word("碎花", "filler"),)) == [0, 0]
