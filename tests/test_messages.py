"""Every text that a user meets exists in both languages, and every code has one."""

from __future__ import annotations

import ast
import re
import threading
from collections.abc import Iterator
from datetime import datetime
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.support import ROOT
from tracker import i18n
from tracker.errors import DocumentRefused
from tracker.messages import REJECTED, SIZES, STOPPED, rejection_message, render
from tracker.read import confined, delimited, zips

SOURCES = sorted((ROOT / "tracker").rglob("*.py"))
PLACEHOLDER = re.compile(r"\{(\w*)[^{}]*\}")


def catalogue() -> dict[str, str]:
    texts: dict[str, str] = {}
    for path in sorted((ROOT / "tracker/locale/zh/LC_MESSAGES").glob("*.po")):
        for message in read_po(BytesIO(path.read_bytes())):
            if message.id:
                texts[str(message.id)] = str(message.string)
    return texts


def marked() -> set[str]:
    """All texts that the code marks for translation."""
    found = extract_from_dir(str(ROOT / "tracker"), keywords={"_": None, "gettext": None, "N_": None})
    return {text for _, _, text, _, _ in found if isinstance(text, str)}


def raised() -> Iterator[tuple[str, set[str], str]]:
    """Code, facts and place of each error that the code raises by a literal code."""
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                if re.fullmatch(r"\w*(Error|Refused|Unknown\w+|Locked|Damaged|TooNew)", name) and name != "UnreadError":
                    code = node.args[0].value
                    if isinstance(code, str) and "-" in code:
                        facts = {each.arg for each in node.keywords if each.arg}
                        if path.name.endswith("child.py"):
                            facts.add("document")  # the parent, which knows its name, adds it
                        yield (
                            code,
                            facts if all(each.arg for each in node.keywords) else set("*"),
                            f"{path.name}:{node.lineno}",
                        )


def test_every_text_has_its_chinese() -> None:
    missing = marked() - {text for text, chinese in catalogue().items() if chinese}
    assert missing == set()


def test_a_text_has_one_chinese_in_all_catalogues() -> None:
    found: dict[str, set[str]] = {}
    for path in sorted((ROOT / "tracker/locale/zh/LC_MESSAGES").glob("*.po")):
        for message in read_po(BytesIO(path.read_bytes())):
            assert not message.fuzzy or not message.id, (path.name, message.id)
            found.setdefault(str(message.id), set()).add(str(message.string))
    assert {text: said for text, said in found.items() if text and len(said) > 1} == {}


def test_the_catalogue_holds_nothing_that_is_not_said() -> None:
    assert set(catalogue()) - marked() == set()


@pytest.mark.parametrize(("text", "chinese"), catalogue().items())
def test_both_languages_fill_in_the_same_facts(text: str, chinese: str) -> None:
    assert sorted(PLACEHOLDER.findall(text)) == sorted(PLACEHOLDER.findall(chinese))


def test_every_error_has_a_message_that_its_facts_fill() -> None:
    for code, facts, place in raised():
        needed = set(PLACEHOLDER.findall(STOPPED[code]))
        if "found" in facts:
            needed.discard("step")  # it goes with what was found
        assert facts == {"*"} or needed <= facts, (place, code, needed - facts)


def test_every_rejection_has_a_message() -> None:
    said = set()
    for path in SOURCES:
        if path.parent.name == "normalise":
            said |= set(
                re.findall(
                    r"\"((?:date|price|count|number|rank|ratio|rating|range)-[a-z-]+)\"",
                    path.read_text("utf-8"),
                )
            )
    for path in (ROOT / "tracker/sql/typed").glob("*.sql"):
        said |= set(re.findall(r"THEN '([a-z]+-[a-z-]+)'", path.read_text("utf-8")))
    said -= {"date-needed", "date-order-needed", "currency-unknown", "key-derived"}
    assert len(said) > 15
    assert said | {"word-unknown", "not-a-sale"} <= set(REJECTED)


@pytest.mark.parametrize("code", REJECTED)
def test_a_rejection_quotes_the_text_in_both_languages(code: str) -> None:
    i18n.activate("en")
    english = rejection_message(code, "价格", "面=议")
    i18n.activate("zh")
    chinese = rejection_message(code, "价格", "面=议")
    i18n.activate("en")
    assert english != chinese
    assert ("面=议" in english) == ("面=议" in chinese) == ("{value}" in REJECTED[code])


def test_a_code_without_message_is_told() -> None:
    with pytest.raises(LookupError):
        render("no-such-code", {})


def test_an_error_speaks_the_language_in_use() -> None:
    error = DocumentRefused("document-empty", document="a.csv")
    assert str(error).startswith("“a.csv” is empty.")
    i18n.activate("zh")
    assert str(error).startswith("「a.csv」是空文件。")
    i18n.activate("en")


def test_each_thread_has_a_language_of_its_own() -> None:
    i18n.activate("zh")
    seen: list[str] = []
    other = threading.Thread(target=lambda: (i18n.activate("en"), seen.append(i18n.language())))
    other.start()
    other.join()
    assert (seen, i18n.language()) == (["en"], "zh")
    i18n.activate("en")


@pytest.mark.parametrize(
    ("settings", "expected"),
    [
        ({"TRACKER_LANG": "zh", "LANG": "en_US.UTF-8"}, "zh"),
        ({"TRACKER_LANG": "en", "LANG": "zh_CN.UTF-8"}, "en"),
        ({"LC_ALL": "zh_TW.UTF-8", "LANG": "C"}, "zh"),
        ({"LANG": "zh_CN.GB18030"}, "zh"),
        ({"LANG": "C.UTF-8"}, "en"),
    ],
)
def test_the_language_where_nobody_chose(
    settings: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("TRACKER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in settings.items():
        monkeypatch.setenv(name, value)
    assert i18n.default_language() == expected


def test_english_needs_no_catalogue() -> None:
    """Start-up stays light: Babel is read only for another language."""
    import subprocess
    import sys

    program = "import sys, tracker.messages as m; m.render('no-rows', {'document': 'x'}); print('babel' in sys.modules)"
    out = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        env={"LANG": "C", "PATH": str(Path.cwd())},
    )
    assert out.stdout.strip() == "False"


def test_a_fact_that_nobody_gave_is_a_question_mark() -> None:
    assert render("no-rows", {}).startswith("“?” holds no rows.")


def test_a_long_value_is_cut() -> None:
    assert len(rejection_message("price-unreadable", None, "x" * 500_000)) < 200


def test_sizes_have_units_and_times_are_read_easily() -> None:
    large = {"document": "a.xlsx", "what": "unpacked_bytes", "size": None, "limit": 2_000_000_000}
    assert "(size unpacked: at most 2000 MB)" in render("workbook-too-large", large)
    undone = {"batch": 3, "undone_at": datetime(2026, 11, 24, 13, 45, 12, 123456)}  # noqa: DTZ001 - stored so, in UTC
    assert "on 2026-11-24 13:45 UTC." in render("batch-undone", undone)


def test_every_measure_of_a_workbook_has_words() -> None:
    pattern = re.compile(r"`what`\s+(?:is one of|may also be)\s(.*?)\.\n", re.DOTALL)
    docs = [each.__doc__ or "" for each in (confined.tables, zips.judged, delimited.read)]
    names = {each.strip() for doc in docs for list_ in pattern.findall(doc) for each in list_.split(",")}
    assert names == set(SIZES)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_a_field_that_a_message_names_is_on_the_screen(language: str) -> None:
    i18n.activate(language)
    for code, label in [
        ("date-needed", "Seen on"),
        ("platform-needed", "Platform"),
        ("source-needed", "Source"),
    ]:
        assert i18n.gettext(label) in render(code, {})
    i18n.activate("en")
