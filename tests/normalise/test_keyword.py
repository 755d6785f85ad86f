"""Keywords folded for comparing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tracker.normalise.keyword import fold_keyword, fold_keywords


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("連衣裙", "连衣裙"),
        ("连衣裙　夏", "连衣裙夏"),
        ("Ｖ領 连衣裙", "v领连衣裙"),
        (" Summer   Dress\t", "summer dress"),
        ("Straße", "strasse"),
        ("iPhone 15 手机壳", "iphone 15手机壳"),
        ("㎡", "m2"),
        ("ワンピース 夏", "ワンピース夏"),
        ("여름 원피스", "여름 원피스"),
        ('=HYPERLINK("x")', '=hyperlink("x")'),
    ],
)
def test_spellings_of_one_keyword_fold_alike(text: str, folded: str) -> None:
    assert fold_keyword(text) == folded


@given(st.text(alphabet=st.sampled_from("连連衣裙 　aÀＡ1①ー夏\n😀"), max_size=12))
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold_keyword(fold_keyword(text)) == fold_keyword(text)


ODD = st.text(alphabet=st.sampled_from("连連衣裙乾坤 　aÀßＡ1①ーé\u0301夏\n\x1e\x00\ue000가😀"), max_size=8)


@given(st.lists(ODD, max_size=8))
def test_keywords_folded_together_are_those_folded_alone(texts: list[str]) -> None:
    assert fold_keywords(texts) == [fold_keyword(text) for text in texts]
