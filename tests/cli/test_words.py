"""`tracker word`: said, listed, taken back."""

from __future__ import annotations

import pytest

from tests.cli.conftest import Tracker


def test_a_word_from_its_role_to_its_end(tracker: Tracker) -> None:
    assert tracker("word", "list", "--json").json == []
    assert tracker("word", "set", "防曬衣", "--role", "core", "--json").json == {
        "word": "防晒衣",
        "role": "core",
        "is_whole": None,
    }
    ran = tracker("word", "set", "防晒 衣", "--whole", "--json")
    assert ran.json == {"word": "防晒衣", "role": "core", "is_whole": True}
    assert tracker("word", "set", "连衣裙", "--apart", "--json").json["is_whole"] is False
    assert [each["word"] for each in tracker("word", "list", "--json").json] == ["连衣裙", "防晒衣"]
    assert "防晒衣" in tracker("word", "list").out
    assert tracker("word", "delete", "防晒衣", "--json").json["role"] == "core"
    assert [each["word"] for each in tracker("word", "list", "--json").json] == ["连衣裙"]


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("set", "连衣裙"), "nothing-said"),
        (("set", "！", "--whole"), "word"),
        (("set", "裙" * 61, "--whole"), "60"),
        (("set", "裙", "--apart"), "apart"),
        (("delete", "裙"), "裙"),
    ],
)
def test_what_makes_no_sense_is_told_and_keeps_nothing(tracker: Tracker, words: tuple[str, ...], told: str) -> None:
    ran = tracker("word", *words)
    assert (ran.code, told in ran.err) == (2, True)
    assert tracker("word", "list", "--json").json == []
