"""The pages that are made from the code are current, and tell of every command and question."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from tests.support import ROOT
from tracker.messages import REJECTED, STOPPED
from tracker.store.questions import questions

COMMANDS = [
    "import",
    "batches",
    "rejections",
    "undo",
    "ask",
    "trace",
    "trace-keyword",
    "trace-shop",
    "document",
    "mappings",
    "mappings show",
    "mappings set",
    "mappings delete",
    "mappings export",
    "mappings import",
    "export keywords",
    "reader learn",
    "reader list",
    "reader show",
    "reader delete",
    "reader export",
    "reader import",
    "serve",
    "demo",
    "audit",
    "status",
]


def test_the_pages_are_current() -> None:
    ran = subprocess.run(
        [sys.executable, str(ROOT / "docs" / "generate.py"), "--check"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.stderr == ""
    assert ran.returncode == 0


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_is_documented_with_an_example(command: str) -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    section = re.search(rf"^## tracker {command}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section is not None
    assert f"```\ntracker {command}" in section[1]
    assert "`--store`" in section[1]
    assert "`--lang`" in section[1]


def test_no_command_is_missing_here() -> None:
    page = (ROOT / "docs" / "cli.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^## tracker (.+)$", page, re.MULTILINE)) == {*COMMANDS, "export", "reader"}


@pytest.mark.parametrize("name", list(questions()))
def test_every_question_is_documented_with_its_columns(name: str) -> None:
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {name}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section is not None
    assert all(f"| `{each.name}` |" in section[1] for each in questions()[name].columns)
    assert all(f"| `--{each.name}` |" in section[1] for each in questions()[name].parameters)


def test_every_code_is_documented() -> None:
    page = (ROOT / "docs" / "refusals.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE)) == {*STOPPED, *REJECTED}
