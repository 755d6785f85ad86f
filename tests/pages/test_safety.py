"""Pages that mean harm, and pages that are damaged: a refusal or what is on them, quickly, and nothing that runs."""

from __future__ import annotations

import contextlib
import random
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.pages.conftest import ReadPage
from tracker.errors import DocumentRefused
from tracker.model import Document, PageField, PageRule
from tracker.read import page
from tracker.read.child import TooLargeError, UnreadableError
from tracker.read.page_guard import guard
from tracker.read.rule_outline import outline

Refusal = Callable[..., DocumentRefused]


@pytest.mark.parametrize(
    "body",
    [
        "<div>" * 100_000,
        "<div></span>" * 100_000,
        "<span><div></span>" * 5_000,
        "<b>" * 50_000,
        "<DIV>" * 50_000,
        "<x-y>" * 50_000,
        "<svg>" * 5_000,
        "<p><section>" * 5_000,
        "<div a='>' b=\">\">" * 5_000,
        "<ul><li>" * 50_000,
        "<table><tr><td>" * 50_000,
        "<script<table><tr><td>" * 50_000,
        "<style-x>" * 50_000,
    ],
)
def test_a_page_that_is_too_deep_is_refused_before_it_is_parsed(body: str, refusal: Refusal) -> None:
    error = refusal(body)
    assert error.code == "page-too-large"
    assert error.facts == {"document": "page.html", "what": "levels", "size": None, "limit": 100}


@pytest.mark.parametrize("quote", ["", '"', "'"])
def test_an_element_with_too_many_attributes_is_refused(quote: str, refusal: Refusal) -> None:
    attributes = " ".join(f"a{n}={quote}x{quote}" for n in range(100_000))
    error = refusal(f"<div {attributes}>")
    assert error.code == "page-unreadable"
    assert "more than 1,000 attributes" in str(error)


@pytest.mark.parametrize(
    "body",
    [b"<a <" * 200_000, b"<!--" * 200_000, b"<script>" * 100_000, b"<a '\"" * 100_000, b"<div a=\"" * 100_000, b"<" * 500_000, b"<a " + b"=" * 500_000, b"</div>" * 200_000],
)  # fmt: skip
def test_the_guard_itself_takes_time_by_the_length_alone(body: bytes) -> None:
    """Quadratic, each of these would take minutes."""
    start = time.perf_counter()
    with contextlib.suppress(TooLargeError, UnreadableError):
        guard(body)
    assert time.perf_counter() - start < 10


@pytest.mark.parametrize(
    "html",
    [
        "<ul>" + "<li>a" * 5_000 + "</ul>",
        "<p>" * 5_000,
        "<div><p>a</div>" * 5_000,
        "<br>" * 5_000 + "<img><input>" * 500,
        "<table>" + "<tr><td>1<td>2" * 5_000,
        "<select>" + "<option>1" * 5_000,
        "<script>" + "'<div>'" * 5_000 + "</script>",
        "<script>" + "</script-x><div>" * 5_000 + "</script>",
        "<!-- " + "<div>" * 5_000 + " -->",
        "<div><b>x</div>" * 500,
        "<style>" + "<div>" * 500 + "</style><textarea>" + "<div>" * 500 + "</textarea>",
    ],
)
def test_a_long_page_is_not_taken_for_a_deep_one(html: str, read_page: ReadPage) -> None:
    read = read_page(PRODUCT.replace("NAME", "袜子") + html)
    assert read is not None
    assert read.only["title"] == "袜子"


def test_a_page_that_is_too_large_is_left_to_readers_of_tables_and_not_outlined(
    read_page: ReadPage, save: Callable[[str], Document], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TRACKER_MAX_PAGE_MB", "1")
    html = PRODUCT + "<p>" + "x" * 1_000_000
    assert read_page(html) is None
    with pytest.raises(DocumentRefused) as refused:
        outline(save(html), tmp_path)
    assert refused.value.code == "page-too-large"
    assert (refused.value.facts["what"], refused.value.facts["limit"]) == ("file_bytes", 1_000_000)


PRODUCT = '<div itemscope itemtype="https://schema.org/Product"><b itemprop="name">NAME</b><i itemprop="offers" itemscope><u itemprop="price">5</u></i>LINK</div>'


@pytest.mark.parametrize(
    "href", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "vbscript:x", "https://", "http://a b/", "\\\\host\\x", "https://[bad"]
)  # fmt: skip
def test_only_addresses_of_the_web_are_kept(href: str, read_page: ReadPage) -> None:
    read = read_page(PRODUCT.replace("LINK", f'<a itemprop="url" href="{href}">x</a>'))
    assert read is not None
    assert "url" not in read.only


def test_texts_are_cut_and_have_no_control_characters(read_page: ReadPage) -> None:
    read = read_page(PRODUCT.replace("NAME", "袜\0\r\n\t" + "子" * 100_000))
    assert read is not None
    assert len(read.only["title"]) == 2000
    assert not set("\0\r\n\t") & set(read.only["title"])


def test_what_scripts_hold_is_no_text(read_page: ReadPage) -> None:
    read = read_page(PRODUCT.replace("NAME", "袜<script>evil()</script><style>x{}</style><template>t</template>子"))
    assert read is not None
    assert read.only["title"] == "袜子"


@pytest.mark.parametrize("selector", ["a[", ">>", "::x", "a:hover(", "*" * 5000, ":has(" * 50])
def test_a_selector_that_is_none_finds_nothing(selector: str, read_page: ReadPage) -> None:
    rule = PageRule("x", None, None, selector, (PageField("title", selector), PageField("price", selector, "x")))
    assert read_page("<html><body><p>" + "words " * 50, (rule,)) is None


@pytest.mark.parametrize(
    ("encoding", "declared"),
    [
        (e, d)
        for e in ("utf-8", "utf-8-sig", "gb18030", "utf-16")
        for d in ("utf-8", "gbk", "no-such", "punycode", "hex", "")
    ]
    + [("utf-8", "iso-8859-1"), ("big5", "big5"), ("shift_jis", "Shift_JIS")],
)
def test_the_bytes_tell_the_encoding_before_the_page_does(encoding: str, declared: str, read_page: ReadPage) -> None:
    html = f'<html><head><meta charset="{declared}"></head><body>{PRODUCT.replace("NAME", "洋服 青")}'
    read = read_page(html.encode(encoding))
    assert read is not None
    assert read.only["title"] == "洋服 青"


def test_damaged_pages_cost_a_child_at_most(read_page: ReadPage) -> None:
    """A seeded sample of pages with bytes changed, cut and doubled."""
    chance = random.Random(7)
    whole = (PRODUCT.replace("NAME", "袜子") * 20).encode()
    read = 0
    for _ in range(15):
        body = bytearray(whole)
        for _ in range(chance.randrange(1, 40)):
            body[chance.randrange(len(body))] = chance.randrange(256)
        start = chance.randrange(len(body))
        with contextlib.suppress(DocumentRefused):  # any other error fails the test
            read += read_page(bytes(body[start:] + body[:start])) is not None
    assert 0 < read < 15, "some are read, some refused or no page of products"


@pytest.mark.parametrize(
    ("html", "platform"),
    [
        ('<link rel="canonical" href="https://detail.tmall.com/item.htm?id=1">', "Tmall"),
        ("<!-- saved from url=(0031)https://mobile.yangkeduo.com/ -->", "Pinduoduo"),
        ('<meta property="og:url" content="https://www.lazada.sg/x">', "Lazada"),
        ("<p>x", "unknown platform"),
    ],
)
def test_an_unknown_page_names_its_marketplace_and_the_next_step(
    html: str, platform: str, save: Callable[[str], Document]
) -> None:
    error = page.unknown(save(html))
    assert (error.code, error.facts["platform"]) == ("page-unknown", platform)
    assert "tracker reader learn" in str(error)
