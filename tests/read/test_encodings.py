"""Text in the encodings of our users' programs, told by what it says; never one taken for another in silence."""

from __future__ import annotations

import codecs
import random
import sys
from pathlib import Path

import pytest

from tracker.collect.file import from_bytes
from tracker.errors import DocumentRefused
from tracker.read import decode as decoding
from tracker.read.decode import decode
from tracker.read.encodings import guess, sample_of

TABLES = {
    "简体": [
        ["日期", "店铺名称", "宝贝标题", "价格"],
        ["2026-03-01", "小鹿家女装", "法式碎花连衣裙女夏收腰显瘦", "59.00"],
    ],
    "繁體": [
        ["日期", "店鋪名稱", "商品標題", "價格"],
        ["2026-03-01", "小鹿家女裝", "法式碎花連衣裙女夏收腰顯瘦", "59.00"],
    ],
    "日本": [["商品名", "価格", "レビュー件数"], ["レディース ワンピース 春夏", "3,980円", "12件"]],
    "한국": [["상품명", "가격", "리뷰수"], ["여성 원피스 봄신상", "39,000원", "12"]],
    "русский": [["Название", "Цена", "Отзывы"], ["Платье женское летнее", "1299", "12"]],
    "ไทย": [["ชื่อสินค้า", "ราคา", "ขายแล้ว"], ["เดรสผู้หญิง แขนสั้น", "299", "12"]],
    "français": [["Désignation", "Prix", "Qté vendue"], ["Robe d’été à fleurs", "39,99 €", "12"]],
}
WRITTEN = [
    *(
        ("简体", each)
        for each in ("utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be", "utf-32")
    ),
    *(("繁體", each) for each in ("utf-8", "big5", "big5hkscs", "cp950", "gb18030", "utf-16-le")),
    *(("日本", each) for each in ("utf-8", "cp932", "euc_jp", "utf-16-be")),
    *(("한국", each) for each in ("utf-8", "cp949", "euc_kr")),
    *(("русский", each) for each in ("utf-8", "cp1251", "utf-16-le")),
    *(("ไทย", each) for each in ("utf-8", "cp874")),
    *(("français", each) for each in ("utf-8", "cp1252", "utf-16-le")),
]
COMMERCE = [
    "包邮",
    "正品",
    "旗舰店",
    "新款",
    "夏季",
    "连衣裙",
    "女",
    "显瘦",
    "纯棉",
    "短袖",
    "宽松",
    "大码",
    "运动鞋",
    "男",
    "透气",
    "手机壳",
    "保温杯",
    "不锈钢",
    "儿童",
    "玩具",
]
COMMERCE_TRADITIONAL = [
    "免運",
    "正品",
    "旗艦店",
    "新款",
    "夏季",
    "洋裝",
    "女",
    "顯瘦",
    "純棉",
    "短袖",
    "寬鬆",
    "大碼",
    "運動鞋",
    "男",
    "透氣",
    "手機殼",
    "保溫杯",
    "不鏽鋼",
    "兒童",
    "玩具",
]


def text(language: str, times: int) -> str:
    header, row = TABLES[language]
    return "\r\n".join(
        ",".join(f'"{cell}"' if "," in cell else cell for cell in line) for line in [header, *[row] * times]
    )


def decoded(data: bytes, folder: Path, hint: str | None = None) -> str:
    return decode(from_bytes(data, "x.csv", folder), folder, hint).path.read_bytes().decode("utf-8")


@pytest.mark.parametrize("times", [1, 3, 5000], ids=["2 rows", "4 rows", "long"])
@pytest.mark.parametrize(("language", "encoding"), WRITTEN)
def test_a_table_is_told_by_what_it_says(language: str, encoding: str, times: int, tmp_path: Path) -> None:
    said = text(language, times)
    assert decoded(said.encode(encoding), tmp_path) == said


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16-le", "utf-16-be", "utf-32-le", "gb18030"])
@pytest.mark.parametrize("said", ["Keywords,5\n", "关键词,搜索\n"])
def test_a_mark_tells_the_encoding(encoding: str, said: str, tmp_path: Path) -> None:
    """GB18030 has one, too, by which tools mark even plain ASCII."""
    assert decoded(("\ufeff" + said).encode(encoding), tmp_path) == said


@pytest.mark.parametrize(
    ("bytes_", "said"),
    [
        (codecs.BOM_UTF8 + "标题,价格\n连衣裙,5\n".encode("gbk"), "标题,价格\n连衣裙,5\n"),
        (codecs.BOM_UTF16_LE + "标题,价格\n连衣裙,5\n".encode(), "标题,价格\n连衣裙,5\n"),
        (codecs.BOM_UTF16_LE + "标题,价格\n一一一,5\n".encode("utf-16-le"), "标题,价格\n一一一,5\n"),
        ("标题,价格\n一一一一一一,5\n".encode("utf-16-be"), "标题,价格\n一一一一一一,5\n"),
        ("标题,价格\n裙\0,5\n".encode(), "标题,价格\n裙\0,5\n"),
    ],
    ids=["utf-8 mark before gbk", "utf-16 mark before utf-8", "utf-16 with NULs", "utf-16 without mark", "a NUL"],
)
def test_a_mark_that_lies_is_not_believed(bytes_: bytes, said: str, tmp_path: Path) -> None:
    assert decoded(bytes_, tmp_path) == said


def test_what_a_page_says_of_itself_is_believed_only_in_doubt(tmp_path: Path) -> None:
    assert decoded("标题,价格".encode(), tmp_path, hint="gbk") == "标题,价格"
    short = "żur,5\n".encode("cp1250")
    with pytest.raises(DocumentRefused, match="can't be told apart"):
        decoded(short, tmp_path)
    assert decoded(short, tmp_path, hint="windows-1250") == "żur,5\n"


def test_two_bytes_of_gbk_that_happen_to_be_utf8(tmp_path: Path) -> None:
    """A lone sign is in doubt, a few are not, and letters of Romanian stay what they are."""
    with pytest.raises(DocumentRefused, match="can't be told apart"):
        decoded("a,裙".encode("gbk"), tmp_path)
    assert decoded("a,裙,女裙,裙子".encode("gbk"), tmp_path) == "a,裙,女裙,裙子"
    assert decoded("a,Bucureștiș".encode(), tmp_path) == "a,Bucureștiș"


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "utf-16-le", "big5"])
@pytest.mark.parametrize("cut", [True, False], ids=["cut off", "a wrong byte"])
def test_a_byte_that_is_no_character_is_told_with_its_line(encoding: str, cut: bool, tmp_path: Path) -> None:
    said = text("繁體", 30)
    data = said.encode(encoding)
    if cut:
        data, line = (said + "\r\n裙").encode(encoding)[:-1], 32
    elif encoding == "utf-16-le":
        data, line = data + "\r\n裙".encode(encoding) + b"\x00\xd8\x41\x00", 32
    else:
        place = data.index(b"2026", len(data) // 2)
        data, line = data[:place] + b"\xff\xff" + data[place:], data[:place].count(b"\n") + 1
    with pytest.raises(DocumentRefused) as refused:
        decoded(data, tmp_path)
    assert refused.value.code == "encoding-damaged"
    assert refused.value.facts["line"] == line


@pytest.mark.parametrize(
    "seed", [*range(40), *(pytest.param(seed, marks=pytest.mark.soak) for seed in range(40, 3000))]
)
def test_big5_and_gb18030_are_never_taken_for_one_another(seed: int) -> None:
    """Titles of one to eight words in either encoding: told rightly, or not told."""
    chance = random.Random(seed)
    for words, encoding in ((COMMERCE, "gb18030"), (COMMERCE_TRADITIONAL, "big5")):
        said = f"Title,Price\n{''.join(chance.choices(words, k=chance.randint(1, 8)))},59\n"
        found = guess(sample_of([said.encode(encoding)]))
        assert found is None or said.encode(encoding).decode(found) == said


@pytest.mark.parametrize("data", [b"\xff\xff,1\n", bytes(range(128, 256)) * 20, b"a\x81\n"])
def test_bytes_that_are_no_text_are_refused(data: bytes, tmp_path: Path) -> None:
    with pytest.raises(DocumentRefused) as refused:
        decoded(b"a,b\n" + data, tmp_path)
    assert refused.value.code in {"encoding-unknown", "encoding-damaged"}


def test_a_sample_ends_and_holds_no_ascii_lines() -> None:
    lines = [b"abc\n" * 1000, "裙\n".encode("gbk") * 200_000]
    assert 0 < len(sample_of(lines)) <= 1 << 18
    assert b"abc" not in sample_of(lines)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "big5hkscs", "cp932", "utf-16-le"])
@pytest.mark.parametrize("end", ["", 'x\\"y\0'])
def test_a_large_file_is_decoded_in_halves_and_is_the_same_text(
    encoding: str, end: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    hanzi = {"big5hkscs": "連衣裙誠功許蓋", "cp932": "商品表ソ能十"}.get(encoding, "法式碎花连衣裙")
    text = "\r\n".join(f"{hanzi},{number}" for number in range(300)) + "\r\n" + end
    document = from_bytes(text.encode(encoding), "t.csv", tmp_path)
    whole = decode(document, tmp_path, name="whole.csv")
    monkeypatch.setattr(decoding, "_LARGE", 100)
    halves = decode(document, tmp_path, name="halves.csv")
    assert halves.path.read_bytes() == whole.path.read_bytes()
    assert halves.path.read_bytes().decode() == text
    assert halves._replace(path=whole.path) == whole
    assert {path.name for path in tmp_path.iterdir()} - {"whole.csv", "halves.csv"} == {document.path.name}


@pytest.mark.parametrize("place", [20, 280])
def test_a_large_file_that_is_damaged_is_refused_with_the_line(
    place: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(decoding, "_LARGE", 100)
    lines = [f"法式碎花连衣裙,{number}\n".encode("gb18030") for number in range(300)]
    lines[place - 1] = b"\xff" + lines[place - 1]
    with pytest.raises(DocumentRefused) as refused:
        decode(from_bytes(b"".join(lines), "t.csv", tmp_path), tmp_path)
    assert (refused.value.code, refused.value.facts["line"]) == ("encoding-damaged", place)


def test_a_large_file_is_decoded_where_no_second_process_can_help(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A Python that can't run the child, as in some packed programs."""
    monkeypatch.setattr(decoding, "_LARGE", 100)
    monkeypatch.setattr(sys, "executable", "/bin/false")
    text = "法式碎花连衣裙,59\n" * 300
    found = decode(from_bytes(text.encode("gb18030"), "t.csv", tmp_path), tmp_path)
    assert (found.path.read_text(encoding="utf-8"), found.lines) == (text, 300)
