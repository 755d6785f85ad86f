"""Keywords and titles cut into words: alike wherever the words stand, alone or by the million."""

from __future__ import annotations

import pickle
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tracker.analysis.titles import segment
from tracker.analysis.titles.segment import Segmenter, key


@pytest.mark.parametrize(
    ("title", "cut"),
    [
        ("碎花连衣裙女夏季2026新款", "碎花 连衣裙 女 夏季 2026 新款"),
        ("男鞋 36-37码 【现货】", "男 鞋 36-37码 现货"),
        ("洗发水500ml*2瓶", "洗发水 500ml 2瓶"),
        ("四件套3件套 1.5L", "四件套 3件套 1.5L"),
        ("A字裙 V领T恤", "A字裙 V领 T恤"),
        ("Nike Air-Max 90 Men's H&M", "Nike Air-Max 90 Men's H&M"),
        ("USB3.0 Type-C数据线1.5米", "USB3.0 Type-C 数据线 1.5米"),
        ("5G全网通8GB+256GB", "5G 全 网通 8GB 256GB"),
        ("脚垫3米色20㎡", "脚垫 3 米色 20㎡"),
        ("Ｖ領連衣裙５００ＭＬ", "Ｖ領 連衣裙 ５００ＭＬ"),
        ("плитка ワンピース夏 여름 été", "плитка ワンピース 夏 여름 été"),
        ('=HYPERLINK("x"),裙\n夏\r\n😀', "HYPERLINK x 裙 夏"),
        ("เสื้อผู้หญิง เสื้อ ยืด 5ชิ้น ชุดเดรสlinen", "เสื้อผู้หญิง เสื้อ ยืด 5 ชิ้น ชุดเดรสlinen"),
        ("साड़ी लाल दिल्ली क्‍षमा", "साड़ी लाल दिल्ली क्‍षमा"),
        ("فُستان أحمر می‌خواهم", "فُستان أحمر می‌خواهم"),
        ("a\u0301o da\u0300i nu\u031b\u0303裙cafe\u0301裙", "a\u0301o da\u0300i nu\u031b\u0303 裙 cafe\u0301 裙"),
        ("여름\u1112\u1161\u11ab원피스 ﾄﾞﾚｽ ハ\u3099ッグ", "여름\u1112\u1161\u11ab원피스 ﾄﾞﾚｽ ハ\u3099ッグ"),
        ("裙❤️女👨‍👩‍👧👍🏽dress‍👗 1️⃣葛󠄀裙\ud83d\ude00", "裙 女 dress 1 葛 裙"),
        ("\u0301裙 \u200d", "裙"),
        ("！！ ~😀", ""),
        ("", ""),
    ],
)
def test_numbers_with_their_measure_and_latin_words_stay_whole(title: str, cut: str) -> None:
    assert Segmenter().words(title) == cut.split()


@pytest.mark.parametrize(
    ("whole", "apart", "title", "cut"),
    [
        (["防晒衣"], [], "夏季防晒衣服", "夏季|防晒衣|服"),
        (["iPhone 15"], [], "iphone 15 iPhone 15手机", "iphone 15|iPhone 15|手机"),
        (["air max"], [], "Air Max90", "Air|Max90"),
        (["領帶"], [], "V领带", "V|领带"),
        (["5米"], [], "15米绳5米", "15米|绳|5米"),
        ([], ["连衣裙", "T恤", "500ml"], "连衣裙T恤500ml", "连|衣裙|T|恤|500|ml"),
        (["裙", "裙子"], ["裙子"], "裙子", "裙子"),
        (["！"], ["！"], "裙！", "裙"),
    ],
)
def test_what_was_said_of_words_comes_first(whole: list[str], apart: list[str], title: str, cut: str) -> None:
    assert "|".join(Segmenter(whole, apart=apart).words(title)) == cut


def test_full_width_and_traditional_forms_are_cut_as_the_plain_ones() -> None:
    plain, odd = Segmenter().many(["防晒连衣裙 A字裙 500ml 乾坤", "防曬連衣裙 Ａ字裙 ５００ml 乾坤"])
    assert list(map(key, odd)) == list(map(key, plain))


@pytest.mark.parametrize(
    "text", ["Café Dress", "áo dài nữ", "5émincés É字裙 éV领 5e", "ドレスパーカー", "여름 원피스", "दिल्ली"]
)
def test_composed_and_decomposed_forms_are_the_same_words(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    for made in (Segmenter(), Segmenter(["café dress"])):
        assert made.words(decomposed) == [unicodedata.normalize("NFD", word) for word in made.words(composed)]
        assert len(made.counts([composed, decomposed])) == len(set(made.words(composed)))


def test_counts_are_of_texts_and_not_of_mentions() -> None:
    assert Segmenter().counts(["女 裙 女", "女 連衣裙 连衣裙", ""]) == {"女": 2, "裙": 1, "连衣裙": 1}
    assert Segmenter().counts([]) == {}


def test_a_pickled_segmenter_cuts_as_before() -> None:
    made = Segmenter(["碎花连衣裙"], learned=["防晒衣"], apart=["朗逸速腾"])
    text = "碎花连衣裙防晒衣朗逸速腾"
    again = pickle.loads(pickle.dumps(made))  # noqa: S301 - its own
    assert again.words(text) == made.words(text) == ["碎花连衣裙", "防晒衣", *"朗逸速腾"]


TEXT = st.text(
    alphabet=st.sampled_from(
        "连衣裙防晒碎花女士領帶米色乾aABé3５05.-&'’ 　\n\r\x00\x1f！😀ワー㎡½ß\u0301가สื\u200d\ufe0f\u1112"
    ),
    max_size=14,
)


@settings(deadline=None)  # the first one reads the dictionary
@given(st.lists(TEXT, max_size=6))
def test_a_text_is_cut_alone_as_among_others(texts: list[str]) -> None:
    made = Segmenter(["连衣裙a", "领带"], learned=["防晒衣"], apart=["碎花"])
    assert made.many(texts) == [made.words(text) for text in texts]


@settings(deadline=None)
@given(TEXT)
def test_the_words_of_a_text_are_its_letters_and_digits(text: str) -> None:
    words = Segmenter(["连衣裙 a"], learned=["防晒衣"]).words(text)
    assert [char for char in "".join(words) if char.isalnum()] == [char for char in text if char.isalnum()]
    assert all(any(map(str.isalnum, word)) for word in words)


@settings(deadline=None)  # the first one reads the dictionary
@given(st.lists(TEXT, max_size=6))
def test_columns_and_counts_tell_what_the_words_tell(texts: list[str]) -> None:
    made = Segmenter(learned=["防晒衣"])
    cut = made.cut(texts)
    words = [[cut.vocabulary[n] for n in cut.ids[a:b]] for a, b in zip(cut.starts, cut.starts[1:], strict=False)]
    assert words == [[key(word) for word in each] for each in made.many(texts)]
    assert made.counts(texts) == {
        word: sum(word in each for each in words) for word in dict.fromkeys(word for each in words for word in each)
    }


def test_texts_longer_than_a_piece_are_cut_alike(monkeypatch: pytest.MonkeyPatch) -> None:
    texts = ["碎花连衣裙 女 500ml", "", "防晒衣" * 5, "裙"]
    whole = Segmenter().many(texts), Segmenter().counts(texts)
    monkeypatch.setattr(segment, "_MUCH", 7)
    assert (Segmenter().many(texts), Segmenter().counts(texts)) == whole
    assert Segmenter().cut(texts).starts.tolist() == [0, 4, 4, 14, 15]
