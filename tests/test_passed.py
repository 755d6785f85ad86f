"""`make check` leaves out the tests only where all of them passed on the very files."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests import passed


@pytest.fixture
def tree(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A tree of one file, that git knows."""
    monkeypatch.setattr(passed, "ROOT", tmp_path)
    monkeypatch.setattr(passed, "PASSED", tmp_path / ".pytest_cache/passed")
    subprocess.run(["git", "init", "-q"], cwd=tmp_path, check=True)
    (tmp_path / ".gitignore").write_text(".pytest_cache/\n", encoding="utf-8")
    (tmp_path / "裙 a.py").write_text("a", encoding="utf-8")
    return tmp_path


def test_a_change_a_new_file_and_a_lost_one_are_seen(tree: Path) -> None:
    states = [passed.state()]
    (tree / "裙 a.py").write_text("b", encoding="utf-8")
    states.append(passed.state())
    (tree / "b.py").write_text("", encoding="utf-8")
    states.append(passed.state())
    (tree / "裙 a.py").unlink()
    states.append(passed.state())
    assert None not in states
    assert len(set(states)) == 4


def test_what_was_changed_during_the_run_did_not_pass(tree: Path) -> None:
    begun = passed.state()
    (tree / "裙 a.py").write_text("b", encoding="utf-8")
    passed.keep(begun)
    assert not passed.PASSED.exists()
    passed.keep(passed.state())
    assert passed.PASSED.read_text(encoding="utf-8") == passed.state()


def test_without_git_nothing_is_kept(tree: Path) -> None:
    (tree / ".git/HEAD").unlink()
    assert passed.state() is None
    passed.keep(None)
    assert not passed.PASSED.exists()
