"""Which files a folder holds, and files that can't be opened."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from tracker.collect.file import below, from_path
from tracker.errors import DocumentRefused

LINKS = pytest.mark.skipif(sys.platform == "win32", reason="Windows makes links for administrators only")


def refusal(path: Path) -> str:
    with pytest.raises(DocumentRefused) as refused:
        from_path(path)
    assert refused.value.facts["reason"]
    return refused.value.code


def test_files_are_found_in_all_folders_but_hidden_ones(tmp_path: Path) -> None:
    for name in ("b.csv", "a/2.csv", "a/1.csv", ".git/c.csv", "a/.hidden/d.csv", "a/.e.csv"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x", encoding="utf-8")
    assert below(tmp_path) == [tmp_path / name for name in ("a/1.csv", "a/2.csv", "b.csv")]


@LINKS
@pytest.mark.parametrize("to", ["nowhere.csv", "link.csv"])
def test_a_link_to_nothing_is_found_and_refused(tmp_path: Path, to: str) -> None:
    link = tmp_path / "link.csv"
    link.symlink_to(to)
    assert below(tmp_path) == [link]
    assert refusal(link) == "document-unreadable"


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="nothing is closed to this user")
def test_a_folder_that_cannot_be_listed_is_found_and_refused(tmp_path: Path) -> None:
    closed = tmp_path / "closed"
    closed.mkdir(mode=0)
    (tmp_path / "a.csv").write_text("x", encoding="utf-8")
    try:
        assert below(tmp_path) == [tmp_path / "a.csv", closed]
        assert refusal(closed) == "document-unreadable"
    finally:
        closed.chmod(0o700)
