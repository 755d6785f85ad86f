"""`tracker reader`: learn from a page, list, show, hand on, forget."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Tracker

PAGE = """<!-- saved from url=(0024)https://socks.example/all --><html><body>""" + "".join(
    f"<div class='card'><a href='/p/{n}'>Sock {n}</a><b>${n}.50</b></div>" for n in range(1, 5)
)
MARKS = ("--mark", "title=Sock 2", "--mark", "price=$2.50")


@pytest.fixture
def saved(tmp_path: Path) -> str:
    path = tmp_path / "page.html"
    path.write_text(PAGE, encoding="utf-8")
    return str(path)


def test_a_reader_is_learned_shown_handed_on_and_forgotten(tracker: Tracker, saved: str, tmp_path: Path) -> None:
    learned = tracker("reader", "learn", saved, *MARKS)
    assert learned.code == 0
    assert "Sock 1" in learned.out
    assert "$4.50" in learned.out
    assert "Rows found: 4" in learned.err
    assert "“socks.example” is kept" in learned.err
    (listed,) = tracker("reader", "list", "--json").json
    assert (listed["host"], listed["row_selector"]) == ("socks.example", "div.card")
    assert "socks.example" in tracker("reader", "list").out
    assert "div.card" in tracker("reader", "show", "socks.example").out
    target = str(tmp_path / "readers.json")
    assert tracker("reader", "export", "-o", target).code == 0
    assert tracker("reader", "delete", "socks.example").code == 0
    assert tracker("reader", "list", "--json").json == []
    assert tracker("reader", "import", target).code == 0
    assert tracker("reader", "list", "--json").json == [listed]


def test_a_dry_run_keeps_nothing(tracker: Tracker, saved: str) -> None:
    learned = tracker("reader", "learn", saved, *MARKS, "--name", "my", "--dry-run", "--json").json
    assert (learned["name"], learned["rows"], learned["kept"]) == ("my", 4, False)
    assert learned["first"][1] == {"title": "Sock 2", "price": "$2.50", "url": "https://socks.example/p/2"}
    assert "There is no reader yet" in tracker("reader", "list").out


def test_the_texts_of_a_page_with_their_paths(tracker: Tracker, saved: str) -> None:
    texts = tracker("reader", "learn", saved, "--outline", "--json").json
    assert texts[2] == {"text": "Sock 2", "path": "body > div:nth-child(2) > a:nth-child(1)"}
    marked = ("--mark", f"title={texts[2]['path']}", "--mark", "price=$2.50", "--dry-run", "--json")
    assert tracker("reader", "learn", saved, *marked).json["rows"] == 4


@pytest.mark.parametrize(
    ("marks", "said"),
    [
        ((), "needs a title"),
        (("--mark", "title"), "marks nothing"),
        (("--mark", "title=Sock 9", "--mark", "price=$2.50"), "“Sock 9” stands nowhere"),
        (("--mark", "title=Sock", "--mark", "price=$2.50"), "“Sock” stands in 4 places"),
        (("--mark", "title=Sock 2", "--mark", "colour=$2.50"), "“colour” can't be marked"),
    ],
)
def test_what_stops_it_is_told_with_the_next_step(
    tracker: Tracker, saved: str, marks: tuple[str, ...], said: str
) -> None:
    ran = tracker("reader", "learn", saved, *marks)
    assert ran.code == 2
    assert said in ran.err


def test_files_and_names_that_are_none(tracker: Tracker, saved: str) -> None:
    assert "holds no readers" in tracker("reader", "import", saved).err
    ran = tracker("reader", "import", "absent.json")
    assert (ran.code, "can't be opened" in ran.err) == (2, True)
    assert "There is no reader “x”" in tracker("reader", "show", "x").err
