"""What the terminal gets: tables that fit it, texts as they are written, progress only where somebody waits."""

from __future__ import annotations

import io
from datetime import date, datetime
from decimal import Decimal
from importlib import import_module

import pytest
from rich.console import Console

from tracker.analysis.aloud import THEMES
from tracker.cli import grid, output, words
from tracker.cli.progress import Waiting
from tracker.main import asked_language
from tracker.store.audits import audits
from tracker.store.questions import Answer, questions


def drawn(answer: Answer, width: int) -> tuple[str, list[str]]:
    console = Console(file=io.StringIO(), width=width)
    shown = grid.fit(answer, width)
    console.print(shown.table)
    assert isinstance(console.file, io.StringIO)
    return console.file.getvalue(), shown.left_out


WIDE = Answer(
    ("platform", "url", "title", "price_low", "price_high", "note", "batch_id"),
    [("jd", "https://item.jd.com/1.html", "连衣裙", Decimal(59), Decimal(79), None, 1234)],
)


def test_a_wide_terminal_shows_every_column_that_has_a_value() -> None:
    text, left_out = drawn(WIDE, 200)
    assert [word for word in text.split() if word.isidentifier()][:5] == [
        "platform",
        "url",
        "title",
        "price",
        "batch_id",
    ]
    assert left_out == []
    assert "59–79" in text
    assert "1234" in text


def test_a_narrow_terminal_goes_without_provenance_first() -> None:
    text, left_out = drawn(WIDE, 40)
    assert left_out == ["batch_id", "url"]
    assert all(len(line) <= 40 for line in text.splitlines())
    assert "59–79" in text


@pytest.mark.parametrize(
    ("low", "high", "text"),
    [
        (None, None, ""),
        (0, 0, "0"),
        (10000, None, "≥ 10,000"),
        (None, 5, "≤ 5"),
        (0, 1, "0–1"),
        (Decimal("12.5000"), Decimal("12.5000"), "12.5"),
    ],
)
def test_a_bound_is_told_as_it_is_known(low: object, high: object, text: str) -> None:
    assert grid.bound(low, high) == text


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (True, "✓"),
        (1234567, "1,234,567"),
        (Decimal("1234.5600"), "1,234.56"),
        (Decimal("100.0000"), "100"),
        (datetime(2026, 6, 1), "2026-06-01"),  # noqa: DTZ001
        (datetime(2026, 6, 1, 9, 30), "2026-06-01 09:30"),  # noqa: DTZ001
        (date(2026, 6, 1), "2026-06-01"),
        (-0.8029651900000001, "-0.803"),
        (5000.0, "5,000"),
        (0.0, "0"),
        (0.00002, "2e-05"),
    ],
)
def test_a_value_is_told_as_people_read_it(value: object, text: str) -> None:
    assert output.cell(value) == text


def test_control_characters_do_not_reach_the_terminal() -> None:
    assert output.plain("a\x1b]0;title\x07b\x9bc\u202ed\te\nf").plain == "a ]0;title b cd e f"
    assert output.plain("a\nb", lines=True).plain == "a\nb"


# --- progress


def test_progress_tells_the_document_and_its_step() -> None:
    console = Console(file=io.StringIO(), force_terminal=True, width=80)
    with Waiting(2, console, patience_s=3600) as waiting:
        waiting.begin("first.csv")
        waiting.step("read")
        waiting.show()
        waiting.begin("second.csv")
        waiting.step("write")
    assert isinstance(console.file, io.StringIO)
    assert "second.csv" in console.file.getvalue()


def test_short_work_shows_no_progress() -> None:
    console = Console(file=io.StringIO(), force_terminal=True)
    with Waiting(1, console, patience_s=3600) as waiting:
        waiting.begin("a.csv")
        waiting.step("read")
    waiting.show()
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == ""


def test_no_progress_goes_into_a_file() -> None:
    console = Console(file=io.StringIO())
    with Waiting(1, console, patience_s=0) as waiting:
        waiting.begin("a.csv")
    assert isinstance(console.file, io.StringIO)
    assert console.file.getvalue() == ""


# --- language


@pytest.mark.parametrize(
    ("words", "language"),
    [
        (["ask", "--lang", "zh"], "zh"),
        (["--lang=en", "ask"], "en"),
        (["ask", "--lang"], None),
        (["ask", "--lang", "fr"], None),
        (["ask"], None),
    ],
)
def test_the_language_is_heard_anywhere_in_the_command(words: list[str], language: str | None) -> None:
    assert asked_language(words) == language


def test_what_sql_files_say_is_marked_for_translation() -> None:
    said = {each.answers for each in questions().values()} | {each.finds for each in audits()}
    themes = [import_module(f"tracker.analysis.aloud.{theme}") for theme in THEMES]
    marked = [*words.SAID_IN_SQL, *(text for theme in themes for text in getattr(theme, "QUESTIONS", ()))]
    assert sorted(marked) == sorted(said | {"documents that are absent or changed"})
