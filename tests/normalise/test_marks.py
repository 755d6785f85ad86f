"""Missing marks, booleans and stock states, and the folding that every parser begins with."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.normalise.strings_of_marks import BOOLEANS, FOLDED, MISSING, PRESENT, STOCK
from tests.normalise.writings import wide
from tracker.model import Moment, Period, Reading
from tracker.normalise.counts import parse_count, parse_rank
from tracker.normalise.fold import fold_header
from tracker.normalise.marks import fold, is_missing
from tracker.normalise.periods import parse_period
from tracker.normalise.pricing import parse_money
from tracker.normalise.ratings import parse_rating
from tracker.normalise.ratios import parse_index, parse_ratio
from tracker.normalise.times import parse_time
from tracker.normalise.words import load

READERS = [parse_money, parse_count, parse_rank, parse_ratio, parse_index, parse_rating]
MARKS = [text for group in MISSING.values() for text in group]
WORDS = [
    (vocabulary, *row)
    for vocabulary, table in (("yes", BOOLEANS), ("availability", STOCK))
    for group in table.values()
    for row in group
]


@pytest.mark.parametrize("text", MARKS, ids=repr)
def test_missing_marks(text: str) -> None:
    """Every parser reads a missing mark as nothing observed, without a code."""
    assert is_missing(text)
    assert [read(text) for read in READERS] == [Reading()] * len(READERS)
    assert parse_time(text, None, "Asia/Shanghai") == Moment()
    assert parse_period(text, None, "Asia/Shanghai") == Period()


@pytest.mark.parametrize("text", PRESENT, ids=repr)
def test_present(text: str) -> None:
    assert not is_missing(text)


@pytest.mark.parametrize(("text", "folded"), FOLDED, ids=[text for text, _ in FOLDED])
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


@pytest.mark.parametrize(("vocabulary", "text", "slug"), WORDS, ids=[f"{row[0]} {row[1]}" for row in WORDS])
def test_words_of_cells(vocabulary: str, text: str, slug: str | None) -> None:
    assert known(vocabulary).get(fold_header(text)) == slug


@pytest.mark.parametrize("vocabulary", ["availability", "role", "judgement", "yes"])
def test_no_word_means_two_things(vocabulary: str) -> None:
    words = [fold_header(word) for row in load("words")[vocabulary].values() for word in set(map(fold_header, row))]
    assert len(words) == len(set(words))


def known(vocabulary: str) -> dict[str, str]:
    """Folded word to slug, as lookup makes it."""
    return {fold_header(word): slug for slug, words in load("words")[vocabulary].items() for word in words}


def test_the_tables_are_long() -> None:
    assert len(MARKS) + len(PRESENT) + len(WORDS) > 190


@given(st.text())
def test_is_missing_answers_for_any_text(text: str) -> None:
    assert is_missing(text) == is_missing(f" {text}\u3000")
    assert is_missing(text) == is_missing(wide(text))


@given(st.text())
def test_folding_again_changes_nothing_that_is_no_list(text: str) -> None:
    once = fold(text)
    if not once.startswith("["):
        assert fold(once) == once
