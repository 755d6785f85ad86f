"""Words joined to a title, and in which order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.analysis.titles.joining import ends, join, sparing
from tracker.analysis.titles.order import Wanted, arrange


@pytest.mark.parametrize(
    ("words", "title"),
    [
        (["summer", "dress"], "summer dress"),
        (["碎花", "连衣裙"], "碎花连衣裙"),
        (["碎花", "dress", "女"], "碎花dress女"),
        (["V领", "T恤"], "V领T恤"),
        (["500ml", "2瓶"], "500ml 2瓶"),
        (["A", "36-37码", "B"], "A 36-37码B"),
        (["ワンピース", "夏"], "ワンピース夏"),
        (["여름", "원피스"], "여름 원피스"),
        ([], ""),
    ],
)
def test_latin_words_take_one_blank_and_chinese_ones_none(words: list[str], title: str) -> None:
    assert join(words) == title


@given(st.lists(st.sampled_from(["dress", "裙", "V领", "男T"]), max_size=6))
def test_no_order_needs_fewer_blanks(words: list[str]) -> None:
    def blanks(order: tuple[int, ...]) -> int:
        return sum(ends(words[left]).ends and ends(words[right]).begins for left, right in pairwise(order))

    least = min(map(blanks, permutations(range(len(words)))))
    outer = [sum(ends(word) == kind for word in words) for kind in ((True, True), (False, False))]
    assert sorted(sparing(words)) == list(range(len(words)))
    assert blanks(tuple(sparing(words))) == least == max(0, outer[0] - 1 - outer[1])


def whole(titles: Sequence[str]) -> list[int]:
    """No word is cut otherwise in any title."""
    return [0] * len(titles)


def ordered(words: str, wanted: dict[str, float], limit: int = 1000) -> str:
    known = words.split()
    runs = [Wanted(tuple(known.index(word) for word in keyword.split()), weight) for keyword, weight in wanted.items()]
    return join(known[place] for place in arrange(known, runs, lambda title: len(title) <= limit, whole))


def test_the_heaviest_keyword_stands_tight() -> None:
    assert ordered("连衣裙 法式 碎花", {"法式 连衣裙": 5, "碎花 连衣裙": 9}) == "法式碎花连衣裙"


def test_keywords_that_overlap_all_stand_tight() -> None:
    wanted = {"碎花 连衣裙": 5.0, "法式 碎花": 4.0, "连衣裙 女": 3.0}
    assert ordered("女 连衣裙 碎花 法式", wanted) == "法式碎花连衣裙女"


def test_a_modifier_stands_before_its_head_and_what_follows_behind_it() -> None:
    wanted = {"碎花 连衣裙": 9.0, "收腰 连衣裙": 5.0, "连衣裙 夏季": 1.0}
    assert ordered("夏季 连衣裙 收腰 碎花", wanted) == "收腰碎花连衣裙夏季"


def test_latin_words_are_parted_where_blanks_would_not_fit() -> None:
    assert ordered("red blue 裙", {"red blue": 1.0}) == "red blue裙"
    assert ordered("red blue 裙", {"red blue": 1.0}, limit=8) in {"red裙blue", "blue裙red"}


def keywords_of(count: int) -> st.SearchStrategy[list[tuple[list[int], int]]]:
    """Keywords of up to three of so many words, with weights."""
    words = st.lists(st.integers(0, count - 1), min_size=1, max_size=3, unique=True)
    return st.lists(st.tuples(words, st.integers(1, 9)), max_size=8)


def tight_weight(order: Sequence[int], keywords: list[tuple[list[int], int]]) -> int:
    """What the keywords weigh that stand in one piece."""
    text = f" {' '.join(map(str, order))} "
    return sum(weight for words, weight in keywords if len(words) > 1 and f" {' '.join(map(str, words))} " in text)


def arranged(count: int, keywords: list[tuple[list[int], int]]) -> list[int]:
    wanted = [Wanted(tuple(words), float(weight)) for words, weight in keywords]
    return arrange([f"w{place}" for place in range(count)], wanted, lambda title: True, whole)


@given(
    st.integers(0, 6).flatmap(
        lambda count: st.tuples(st.just(count), keywords_of(max(count, 1)) if count else st.just([]))
    )
)
def test_of_few_words_no_order_stands_tighter(drawn: tuple[int, list[tuple[list[int], int]]]) -> None:
    count, keywords = drawn
    order = arranged(count, keywords)
    assert sorted(order) == list(range(count))
    assert tight_weight(order, keywords) == max(tight_weight(each, keywords) for each in permutations(range(count)))


@given(keywords_of(12))
def test_of_many_words_the_order_is_found_that_keeps_every_keyword_tight(keywords: list[tuple[list[int], int]]) -> None:
    hidden = list(range(12))[::-1]
    kept = [(hidden[min(words) : min(words) + len(words)], weight) for words, weight in keywords]
    order = arranged(12, kept)
    assert sorted(order) == list(range(12))
    assert tight_weight(order, kept) == tight_weight(hidden, kept)


def test_a_chain_that_greed_breaks_is_found() -> None:
    wanted = {"dress maxi casual": 995, "dress summer red": 963, "casual maxi": 708, "casual long dress": 455}
    assert "dress summer red" in ordered("dress maxi casual summer long red", wanted)
    assert "casual maxi" in ordered("dress maxi casual summer long red", wanted)
