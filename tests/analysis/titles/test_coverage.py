"""What titles cover: by hand, against the definition word for word, and properties."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.titles.coverage import cover, cover_many, covered_rows, prepared
from tracker.analysis.titles.segment import Cut, Segmenter, key

SEGMENTER = Segmenter()


class Blanks(Segmenter):
    """Cuts at blanks alone, so that a test says what the words are."""

    def many(self, texts: Sequence[str]) -> list[list[str]]:
        return [text.split() for text in texts]

    def cut(self, texts: Sequence[str]) -> Cut:
        words = [[key(word) for word in text.split()] for text in texts]
        vocabulary = list(dict.fromkeys(word for each in words for word in each))
        ids = np.array([vocabulary.index(word) for each in words for word in each], dtype=np.int32)
        return Cut(vocabulary, ids, np.cumsum([0, *map(len, words)]))


@pytest.mark.parametrize(
    ("title", "keyword", "covered", "tight"),
    [
        ("法式碎花连衣裙女夏", "碎花连衣裙", True, True),
        ("碎花法式连衣裙", "碎花连衣裙", True, False),  # all words, not side by side
        ("连衣裙碎花", "碎花连衣裙", True, False),  # side by side, not in order
        ("碎花 连衣裙", "碎花连衣裙", True, True),  # a blank stands between no words
        ("碎花半身裙", "碎花连衣裙", False, False),
        ("Summer Dress for Women", "summer dress", True, True),
        ("Dress, Summer", "summer dress", True, False),
        ("Summer Dresses", "summer dress", False, False),
        ("新款V領連衣裙 2026", "v领连衣裙", True, True),  # folded: traditional, case
        ("ｉＰｈｏｎｅ 15手机壳", "iphone 15 手机壳", True, True),
        ("连衣裙", "😀", False, False),  # a keyword without words is covered by nothing
        ("", "连衣裙", False, False),
    ],
)
def test_covered_and_tight_by_hand(title: str, keyword: str, covered: bool, tight: bool) -> None:
    found = cover(title, [keyword], SEGMENTER)
    assert (bool(found.covered[0]), bool(found.tight[0])) == (covered, tight)


@pytest.mark.parametrize(
    ("title", "keyword", "covered", "tight"),
    [
        ("a b", "a a", False, False),  # a word that is wanted twice must be there twice
        ("a b a", "a a", True, False),
        ("b a a", "a a", True, True),
        ("a b a b c", "a b c", True, True),  # the run begins at the second a
        ("a b x", "a b", True, True),
        ("a x b", "a b", True, False),  # a word that no keyword has stands between
        ("a", "a b", False, False),
    ],
)
def test_words_count_as_often_as_they_stand(title: str, keyword: str, covered: bool, tight: bool) -> None:
    found = cover(title, [keyword, "c"], Blanks())
    assert (bool(found.covered[0]), bool(found.tight[0])) == (covered, tight)


TEXTS = st.lists(st.sampled_from("abcdE"), max_size=7).map(" ".join)


def by_definition(title: str, keyword: str) -> tuple[bool, bool]:
    has, wants = [[key(word) for word in text.split()] for text in (title, keyword)]
    if not wants:
        return False, False
    runs = [has[place : place + len(wants)] for place in range(len(has))]
    return Counter(wants) <= Counter(has), wants in runs


@given(TEXTS, st.lists(TEXTS, max_size=8))
def test_it_is_what_the_definition_says(title: str, keywords: list[str]) -> None:
    found = cover(title, keywords, Blanks())
    assert list(zip(found.covered, found.tight, strict=True)) == [by_definition(title, each) for each in keywords]
    assert np.all(found.covered | ~found.tight)


@given(st.lists(TEXTS, max_size=5), st.lists(TEXTS, max_size=8))
def test_many_titles_are_covered_as_each_alone(titles: list[str], keywords: list[str]) -> None:
    known = prepared(keywords, Blanks())
    for title, (covered, tight) in zip(titles, cover_many(titles, known, Blanks()), strict=True):
        alone = cover(title, keywords, Blanks())
        assert covered.tolist() == np.flatnonzero(alone.covered).tolist()
        assert tight.tolist() == np.flatnonzero(alone.tight).tolist()


@given(TEXTS, TEXTS, st.lists(TEXTS, max_size=8))
def test_a_longer_title_covers_no_less(left: str, right: str, keywords: list[str]) -> None:
    known = prepared(keywords, Blanks())
    less, more = (covered_rows(known.numbered(text.split()), known) for text in (left, f"{left} {right}"))
    assert set(less[0]) <= set(more[0])
    assert set(less[1]) <= set(more[1])


def test_no_keywords_and_one() -> None:
    assert cover("连衣裙", [], SEGMENTER).covered.tolist() == []
    assert cover("连衣裙", ["连衣裙"], SEGMENTER).tight.tolist() == [True]


def test_a_long_title_is_no_trouble() -> None:
    title = "连衣裙" * 3_000
    assert cover(title, ["连衣裙" * 100, "半身裙"], SEGMENTER).tight.tolist() == [True, False]
