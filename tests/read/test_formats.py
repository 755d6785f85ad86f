"""Files that hold no table: each is told by what it is, and what to do instead; never by its name alone."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.read.parts import refusal
from tracker import i18n
from tracker.collect.file import from_bytes, from_path
from tracker.messages import FOUND
from tracker.read import sniff
from tracker.read.readers import READERS


def zipped(*names: str) -> bytes:
    body = io.BytesIO()
    with zipfile.ZipFile(body, "w") as archive:
        for name in names:
            archive.writestr(name, "application/vnd.oasis.opendocument.text" if name == "mimetype" else "<x/>")
    return body.getvalue()


OLE2 = bytes.fromhex("D0CF11E0A1B11AE1") + bytes(504)
FILES = {
    "pdf": b"%PDF-1.7\n%\xe2\xe3",
    "picture": b"\xff\xd8\xff\xe0\x00\x10JFIF",
    "picture (webp)": b"RIFF\x10\x00\x00\x00WEBPVP8 ",
    "picture (heic)": b"\x00\x00\x00\x18ftypheic",
    "video": b"\x00\x00\x00\x18ftypmp42",
    "database": b"SQLite format 3\x00" + bytes(80),
    "parquet": b"PAR1" + bytes(20),
    "archive-other": b"Rar!\x1a\x07\x01\x00",
    "archive-other (7z)": b"7z\xbc\xaf\x27\x1c" + bytes(9),
    "shortcut": b"[InternetShortcut]\r\nURL=https://x.example/\r\n",
    "shortcut (lnk)": bytes.fromhex("4c0000000114020000000000c000000000000046") + bytes(60),
    "webarchive": b"bplist00" + bytes(40),
    "program": b"MZ\x90\x00" + bytes(60),
    "rich-text": b"{\\rtf1\\ansi a\\tab b}",
    "document": zipped("[Content_Types].xml", "word/document.xml"),
    "document (odt)": zipped("mimetype", "content.xml"),
    "slides": zipped("[Content_Types].xml", "ppt/presentation.xml"),
    "book": zipped("META-INF/container.xml", "a.xhtml"),
    "program (apk)": zipped("AndroidManifest.xml", "classes.dex"),
    "numbers": zipped("Index/Document.iwa"),
    "ole2": OLE2 + "WordDocument".encode("utf-16-le"),
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"></svg>',
    "xml": b'<?xml version="1.0"?><catalog><a/></catalog>',
    "remarks": b"<!-- a -->\n<!--\nb -->\n",
    "unknown": bytes(range(32)) * 4,
}


@pytest.mark.parametrize(("name", "body"), FILES.items())
def test_a_file_that_holds_no_table_is_named(name: str, body: bytes, tmp_path: Path) -> None:
    refused = refusal(body, tmp_path)
    found = name.partition(" ")[0]
    assert (refused.code, refused.facts["found"]) == ("no-reader", found)
    for language in ("en", "zh"):
        i18n.activate(language)
        words = [i18n.gettext(each) for each in FOUND[found]]
        assert all(each in str(refused) for each in words)
    i18n.activate("en")


def test_a_download_that_is_not_finished(tmp_path: Path) -> None:
    assert refusal(b"a,b\n1,2\n", tmp_path, "a.csv.crdownload").facts["found"] == "incomplete"


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?><rss version="2.0"><channel/></rss>',
        b'\xef\xbb\xbf<feed xmlns="http://www.w3.org/2005/Atom"/>',
        b'<!-- a --><rdf:RDF xmlns:rdf="x"/>',
    ],
)
def test_a_feed(body: bytes, tmp_path: Path) -> None:
    assert refusal(body, tmp_path).code == "news-not-yet"


def test_each_file_of_the_corpus_has_one_reader(corpus: Callable[[str], Path]) -> None:
    expected = {"listings": {"delimited", "workbook"}, "keywords": {"delimited"}, "trends": {"delimited", "trends"}}
    for path in sorted(corpus("").rglob("*.*")):
        document = from_path(path)
        claims = [reader.name for reader in READERS if reader.identify(document)]
        if path.parent.name == "feeds":
            assert claims == [], path.name
        elif path.parent.name == "pages":
            assert claims == ["json" if path.suffix == ".json" else "html"], path.name
        elif path.parent.name in expected:
            assert len(claims) == 1, path.name
            assert claims[0] in expected[path.parent.name], path.name


@pytest.mark.parametrize(
    ("body", "kind"),
    [
        (b"  \r\n<TABLE><TR><TD>a", "html"),
        (b"<!-- saved --><div>", "html"),
        ("﻿<table>".encode(), "html"),
        ("<table>".encode("utf-16"), "html"),
        ('{"a": 12345, "b": 6}'.encode("utf-16-le"), "json"),
        (b"[1, 2]\n", "text"),
        (b"[a],[b]\n", "text"),
        ("标题,价格".encode("gbk"), "text"),
        (b"Date: 2026\nPrice: 5\n", "text"),
        (b"<a,b>\n", "html"),
    ],
)
def test_kinds_of_text(body: bytes, kind: str, tmp_path: Path) -> None:
    assert sniff.kind(from_bytes(body, "x", tmp_path)) == kind
