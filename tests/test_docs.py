"""The pages that are made from the code are current, and tell of all that the code knows; links lead somewhere."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support import ROOT
from tracker.messages import FOUND, REJECTED, STOPPED
from tracker.normalise import exports
from tracker.normalise.layout import KINDS
from tracker.normalise.reference import platforms, sources
from tracker.normalise.words import load
from tracker.read.readers import READERS
from tracker.settings import SETTINGS
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
    "trace-sales",
    "document",
    "mappings",
    "mappings show",
    "mappings set",
    "mappings delete",
    "mappings export",
    "mappings import",
    "export keywords",
    "export title",
    "formula list",
    "formula set",
    "formula delete",
    "reader learn",
    "reader list",
    "reader show",
    "reader delete",
    "reader export",
    "reader import",
    "product add",
    "product link",
    "product unlink",
    "product list",
    "product delete",
    "decision add",
    "decision list",
    "decision delete",
    "target set",
    "target list",
    "target delete",
    "title suggest",
    "title score",
    "title rules",
    "title rules set",
    "title rules delete",
    "word set",
    "word list",
    "word delete",
    "decision add",
    "decision list",
    "decision delete",
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
    assert set(re.findall(r"^## tracker (.+)$", page, re.MULTILINE)) == {
        *COMMANDS,
        "decision",
        "export",
        "formula",
        "product",
        "reader",
        "target",
        "title",
        "word",
    }


@pytest.mark.parametrize("name", list(questions()))
def test_every_question_is_documented_with_its_columns(name: str) -> None:
    page = (ROOT / "docs" / "questions.md").read_text(encoding="utf-8")
    section = re.search(rf"^## {name}$(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    assert section is not None
    assert all(f"| `{each.name}` |" in section[1] for each in questions()[name].columns)
    assert all(f"| `--{each.name.replace('_', '-')}` |" in section[1] for each in questions()[name].parameters)


def test_every_code_is_documented() -> None:
    page = (ROOT / "docs" / "refusals.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| `([\w-]+)` \|", page, re.MULTILINE)) == {*STOPPED, *REJECTED}


FORMATS = (ROOT / "docs" / "formats.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("export", exports.known(), ids=lambda export: export.id)
def test_every_export_is_listed_and_told_column_by_column(export: exports.Export) -> None:
    assert f"[{export.labels['en']}](formats/exports.md#" in FORMATS
    assert f"| {export.labels['zh']} |" in FORMATS
    section = re.search(
        rf"^### {re.escape(export.labels['en'])}$(.*?)(?=^##|\Z)", page("formats/exports"), re.MULTILINE | re.DOTALL
    )
    assert section is not None
    assert f"`{export.id}`" in section[1]
    for meaning in export.columns.values():
        field = meaning.partition(":")[0]
        assert field == exports.LEFT or f" `{field}`" in section[1], field
    if export.kind == exports.NOT_KEPT:
        assert export.holds["en"] in FORMATS
        assert export.holds["zh"] in section[1]
    else:
        assert "| column | kept as | unit | numbers |" in section[1]


def test_columns_of_real_exports_are_told_as_they_are_kept() -> None:
    told = page("formats/exports")
    assert "| `交易指数` | Trade index · 交易指数 `trade_index` | index | transform |" in told
    assert "`购买率` | Purchases to searches · 购买率 `purchase_ratio` | ratio | bare numbers are percentages |" in told
    assert "sold in 30 days | count | numbers are lower bounds |" in told
    assert "Left: `Segmentation`, `Competition`, " in told


@pytest.mark.parametrize("kind", KINDS)
def test_every_field_is_told_with_all_its_names(kind: str) -> None:
    text = page("formats/columns")
    for name, row in load("fields")[kind].items():
        assert f"\n| `{name}` |" in text
        written = [each for key in row if isinstance(row[key], list) for each in row[key]]
        for alias in [*written, *(each for names in row.get("kind", {}).values() for each in names)]:
            assert f"`{alias}`" in text


def test_every_metric_is_told_with_its_unit_and_names() -> None:
    text = page("formats/columns")
    for slug, row in load("metrics").items():
        assert f"| `{slug}` | {row['en']}" in text
        assert row["zh"] in text
        assert all(f"`{alias}`" in text for alias in row["aliases"])
    assert "| `difficulty` | Keyword difficulty · 关键词难度 | index | score |" in text


def test_every_form_of_values_is_told_with_what_it_is_read_as() -> None:
    text = page("formats/values")
    for about in load("values").values():
        for group in about["groups"]:
            assert f"{group['en']} · {group['zh']}" in FORMATS
            for example, reading in group["examples"]:
                assert f"`{example}`".replace("|", "\\|") in FORMATS
                assert reading not in REJECTED or f"| `{example}` | refused: [`{reading}`](../refusals.md) |" in text
    assert "| `1.2万+人付款` | people who paid: 12000 or more |" in text
    assert "| `59.00-129.00` | 59 to 129 |" in text
    assert "| `2024-W05` | from 2024-01-29 until 2024-02-05, which is not in it |" in text
    assert "| `3天前` | 3 days before it was seen |" in text


def test_everything_else_that_goes_in_is_told() -> None:
    for about in load("pages/layouts").values():
        assert f"| {about['en']} · {about['zh']} |" in FORMATS
    assert all(f"`{mark}`" in FORMATS for marks in load("words")["missing"].values() for mark in marks)
    assert all(f"`{host}`" in FORMATS for each in platforms().values() for host in each.hosts)
    assert all(f"| `{slug}` |" in FORMATS for slug in [*platforms(), *sources()])
    assert all(f"| `{name}` | {each.default:,} |" in FORMATS for name, each in SETTINGS.items())
    assert all(f"| {found} | {step} |" in FORMATS for found, step in FOUND.values())
    assert all(reader.looks_for[1:] in FORMATS for reader in READERS)


DOCUMENTS = [
    *sorted(ROOT.glob("*.md")),
    *sorted((ROOT / "docs").glob("*.md")),
    *sorted((ROOT / "docs").glob("[df]*/*.md")),
]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for link in re.findall(r"\]\(([^)\s]+)\)", re.sub(r"`[^`]*`", "", text)):
        target, _, place = link.partition("#")
        if "://" in target:
            continue
        found = path if not target else (path.parent / target).resolve()
        assert found.exists(), link
        if place:
            headings = re.findall(r"^#+ (.+)$", found.read_text(encoding="utf-8"), re.MULTILINE)
            assert place in {re.sub(r"[^\w\- ]", "", each.lower()).replace(" ", "-") for each in headings}, link


def page(name: str) -> str:
    return (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8")


@pytest.mark.parametrize("name", ["README.md", "README.zh-CN.md"])
def test_the_readmes_tell_how_many_exports_are_known_and_keep_their_commands(name: str) -> None:
    text = (ROOT / name).read_text(encoding="utf-8")
    assert re.search(rf"(?<!\d){len(exports.known())} ", text)
    assert "```\npip install . && tracker demo\n```" in text
    assert '```\npip install ".[test]" && pytest\n```' in text


def test_a_decision_is_fifteen_lines() -> None:
    lines = {path.name: len(path.read_text("utf-8").splitlines()) for path in (ROOT / "docs/decisions").glob("*.md")}
    assert {name: count for name, count in lines.items() if count > 15} == {}
