"""Zips and gzips of documents, and those that mean harm."""

from __future__ import annotations

import gzip
import io
import struct
import zipfile
from pathlib import Path

import pytest

from tests.read.parts import parts, refusal
from tests.read.workbooks import ods
from tracker.model import Left, RawTable

CSV = "标题,价格\n裙,19.9\n"


def zipped(members: dict[str, bytes | str], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w", how) as archive:
        for name, member in members.items():
            archive.writestr(name, member)
    return body.getvalue()


def told(body: bytes, folder: Path) -> list[tuple[str | None, str | None]]:
    """Each part's name, and its code where it is left."""
    return [(each.sheet, each.code if isinstance(each, Left) else None) for each in parts(body, folder)]


def test_every_member_is_read_by_its_reader(tmp_path: Path) -> None:
    body = zipped(
        {
            "一月/淘宝.csv": CSV.encode("gb18030"),
            "京东.ods": ods(["标题", "价格"], ["裙", 19.9]),
            "页.html": "<table><tr><td>a<td>b<tr><td>1<td>2</table>",
            "a.jsonl": '{"a": 1, "b": 2}\n{"a": 3, "b": 4}\n',
            "b.csv.gz": gzip.compress(CSV.encode()),
            "照片.png": b"\x89PNG\r\n\x1a\n",
            "空.csv": b"",
            "inner.zip": zipped({"c.csv": CSV}),
            "feed.xml": "<rss version='2.0'><channel/></rss>",
        }
    )
    assert told(body, tmp_path) == [
        ("一月/淘宝.csv", None),
        ("京东.ods › 商品", None),
        ("页.html", None),
        ("a.jsonl", None),
        ("b.csv.gz", "archive-nested"),
        ("照片.png", "no-reader"),
        ("空.csv", "document-empty"),
        ("inner.zip", "archive-nested"),
        ("feed.xml", "news-not-yet"),
    ]


def test_what_systems_add_is_passed_over(tmp_path: Path) -> None:
    names = ["__MACOSX/._a.csv", ".DS_Store", "x/.hidden.csv", "Thumbs.db", "x/"]
    body = zipped({**dict.fromkeys(names, b"\0"), "a.csv": CSV})
    assert told(body, tmp_path) == [("a.csv", None)]
    assert refusal(zipped({"__MACOSX/._a.csv": b"x"}), tmp_path).code == "archive-empty"


def test_names_of_chinese_windows(tmp_path: Path) -> None:
    body = zipped({"AAAAAA.csv": CSV})
    assert told(body.replace(b"AAAAAA", "连衣裙".encode("gb18030")), tmp_path) == [("连衣裙.csv", None)]


def test_two_members_of_one_name(tmp_path: Path) -> None:
    body = zipped({"a.csv": CSV, "b.csv": CSV}).replace(b"b.csv", b"a.csv")
    assert told(body, tmp_path) == [("a.csv", None), ("a.csv (2)", None)]


@pytest.mark.parametrize("name", ["../../out.csv", "/out/out.csv", "C:\\out.csv", "a/../../out.csv"])
def test_no_path_leads_out_of_the_folder(name: str, tmp_path: Path) -> None:
    within = tmp_path / "a" / "b" / "c"
    within.mkdir(parents=True)
    (found,) = parts(zipped({name: CSV}), within)
    assert isinstance(found, RawTable)
    assert {path for path in tmp_path.rglob("*") if path.is_file()} == {
        path for path in within.rglob("*") if path.is_file()
    }


def test_a_gzip_holds_one_document(tmp_path: Path) -> None:
    assert told(gzip.compress(CSV.encode()), tmp_path) == [(None, None)]


def test_a_locked_member_is_left_and_a_locked_archive_refused(tmp_path: Path) -> None:
    body = bytearray(zipped({"a.csv": CSV, "b.csv": CSV}))
    entries = [place for place in range(len(body)) if body.startswith(b"PK\x01\x02", place)]
    body[entries[1] + 8] |= 1
    assert told(bytes(body), tmp_path) == [("a.csv", None), ("b.csv", "archive-encrypted")]
    body[entries[0] + 8] |= 1
    assert refusal(bytes(body), tmp_path / "folder").code == "archive-encrypted"


def lying(size: int, body: bytes) -> bytes:
    """A zip that tells of another size than its member has."""
    whole = bytearray(zipped({"a.csv": body}))
    struct.pack_into("<L", whole, whole.index(b"PK\x01\x02") + 24, size)
    return bytes(whole)


BOMBS = {
    "a member of zeros": (zipped({"a.csv": bytes(20_000_000)}), "unpacked_ratio"),
    "more than the limit in sum": (lying(2_100_000_000, b"a,b\n1,2\n"), "unpacked_bytes"),
    "many members": (zipped({f"{number}.csv": b"" for number in range(10_001)}), "zip_entries"),
    "a gzip of zeros": (gzip.compress(bytes(50_000_000)), "unpacked_ratio"),
}


@pytest.mark.parametrize(("body", "what"), BOMBS.values(), ids=BOMBS)
def test_an_archive_that_would_fill_the_disk_is_refused(body: bytes, what: str, tmp_path: Path) -> None:
    refused = refusal(body, tmp_path)
    assert (refused.code, refused.facts["what"]) == ("archive-too-large", what)
    assert sum(path.stat().st_size for path in (tmp_path / "folder").rglob("*") if path.is_file()) < 12_000_000


def test_a_member_that_is_larger_than_it_says_is_left(tmp_path: Path) -> None:
    assert told(lying(100, b"a,b\n" + b"1,2\n" * 1_000_000), tmp_path) == [("a.csv", "archive-unreadable")]


def test_members_share_one_limit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_MAX_UNPACKED_MB", "1")
    body = zipped({"a.csv": b"1,2\n" * 150_000, "b.csv": b"1,2\n" * 150_000})
    assert refusal(body, tmp_path).facts["what"] == "unpacked_bytes"


@pytest.mark.parametrize("body", [b"PK\x03\x04", zipped({"a.csv": CSV})[:-10], b"\x1f\x8b\x08\x00" + bytes(20)])
def test_damaged_archives(body: bytes, tmp_path: Path) -> None:
    refused = refusal(body, tmp_path)
    assert refused.code == "archive-unreadable"
    assert refused.facts["reason"]


def test_a_member_whose_own_name_is_damaged_is_left(tmp_path: Path) -> None:
    """Its name in the directory is whole, the one before its bytes says UTF-8 and is none."""
    body = zipped({"淘宝.csv": CSV, "京东.csv": CSV})
    name = "淘宝.csv".encode()
    damaged = body.replace(name, b"\xff" + name[1:], 1)
    assert told(damaged, tmp_path) == [("淘宝.csv", "archive-unreadable"), ("京东.csv", None)]
