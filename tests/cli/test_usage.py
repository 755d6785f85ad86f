"""What Typer refuses of a command line, told in the language of the run and in Tracker's words.

The exact texts here tell, too, when a newer Typer words a refusal anew or tells its facts by other names: what isn't
known any more is told as Typer words it.
"""

from __future__ import annotations

import functools
import inspect
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path
from types import NoneType
from typing import Any, get_args, get_type_hints

import pytest
import typer

from tests.cli.conftest import Ran, Tracker
from tracker import i18n
from tracker.cli import refused, usage

HANZI = re.compile("[\u4e00-\u9fff]")

OF_TYPER = re.compile(
    "Invalid value|Input should|Missing|No such|Got unexpected|requires an? |does not take|Try |Usage|OPTIONS|COMMAND"
)
"""What English words of Typer's look like."""

PLATFORMS = ("Platform, such as taobao, 京东 or pdd.", "平台，如 taobao、京东、pdd。")

KINDS = [
    # missing
    ("title score x", f"--platform has to be given: {PLATFORMS[0]}", f"缺少 --platform：{PLATFORMS[1]}"),
    (
        "export keywords",
        "-o / --output has to be given: The file to write: .csv, .xlsx, .txt or .json.",
        "缺少 -o / --output：要写入的文件：.csv、.xlsx、.txt 或 .json。",
    ),
    (
        "undo",
        "BATCH has to be given: The number of the import, as `tracker batches` shows it.",
        "缺少 BATCH：导入的批次号，见 tracker batches。",
    ),
    (
        "import",
        "PATH has to be given: Files or folders to import; - reads standard input.",
        "缺少 PATH：要导入的文件或文件夹；- 表示标准输入。",
    ),
    # no value, or one too many
    (
        "title score x --platform",
        f"--platform needs a value behind it: {PLATFORMS[0]}",
        f"--platform 后面缺少值：{PLATFORMS[1]}",
    ),
    ("ask shops -o", "-o needs a value behind it: Write to a file.", "-o 后面缺少值：写入文件。"),
    ("status --json=yes", "--json takes no value: write it alone.", "--json 不带值，单独写即可。"),
    # values
    (
        "title score x --platform taobao --limit abc",
        "--limit takes a whole number of 1 or more, not “abc”.",
        "--limit 要填不小于 1 的整数；「abc」不行。",
    ),
    (
        "title score x --platform taobao --limit 0",
        "--limit takes a whole number of 1 or more, not “0”.",
        "--limit 要填不小于 1 的整数；「0」不行。",
    ),
    (
        "serve --port 99999",
        "--port takes a whole number from 1 to 65535, not “99999”.",
        "--port 要填介于 1 到 65535 的整数；「99999」不行。",
    ),
    (
        "serve --port=",
        "--port takes a whole number from 1 to 65535, not “ ”.",
        "--port 要填介于 1 到 65535 的整数；「 」不行。",
    ),
    (
        "title suggest --platform taobao --seconds nan",
        "--seconds takes a number of 0 or more, not “nan”.",
        "--seconds 要填不小于 0 的数字；「nan」不行。",
    ),
    (
        "ask listings --format nope",
        "--format takes one of table, csv, json, parquet, not “nope”.",
        "--format 要填以下之一：table, csv, json, parquet；「nope」不行。",
    ),
    ("undo abc", "BATCH takes a whole number, not “abc”.", "BATCH 要填整数；「abc」不行。"),
    ("undo 1.5", "BATCH takes a whole number, not “1.5”.", "BATCH 要填整数；「1.5」不行。"),
    ("status --lang fr", "--lang takes one of en, zh, not “fr”.", "--lang 要填以下之一：en, zh；「fr」不行。"),
    # options
    (
        "status --jsno",
        "tracker status has no option “--jsno”. Near to it: --json",
        "tracker status 没有「--jsno」这个选项。相近的有：--json",
    ),
    (
        "status --JSON",
        "tracker status has no option “--JSON”. Near to it: --json",
        "tracker status 没有「--JSON」这个选项。相近的有：--json",
    ),
    (
        "title score x -platform taobao",
        "tracker title score has no option “-platform”. Near to it: --platform",
        "tracker title score 没有「-platform」这个选项。相近的有：--platform",
    ),
    (
        "status -x",
        "tracker status has no option “-x”. It has: --json, --store, --lang, --help",
        "tracker status 没有「-x」这个选项。可用的选项：--json, --store, --lang, --help",
    ),
    (
        "--store a.duckdb status",
        "--store stands behind the command: tracker COMMAND --store",
        "--store 要写在命令后面：tracker 命令 --store",
    ),
    # commands
    (
        "titel",
        "tracker has no command “titel”. Near to it: title",
        "tracker 没有「titel」这个命令。相近的有：title",
    ),
    (
        "export x",
        "tracker export has no command “x”. It has: keywords, title",
        "tracker export 没有「x」这个命令。可用的命令：keywords, title",
    ),
    (
        "title --lang {language}",
        "A command has to follow tracker title: score, suggest, rules",
        "tracker title 后面还要写一个命令：score, suggest, rules",
    ),
    (
        "undo 1 2 3",
        "tracker undo has no use for “2 3”. Put quotation marks around a text that holds blanks.",
        "tracker undo 用不到「2 3」。文字里有空格时，请用英文引号括起来。",
    ),
]

PROGRAM = """
import contextlib, functools, io, json, sys, typer.main
from tracker.main import main
typer.main.get_command = functools.cache(typer.main.get_command)  # the same commands for all lines
told = []
for words in json.load(sys.stdin):
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = main(words)
    told.append([code, out.getvalue(), err.getvalue()])
json.dump(told, sys.stdout)
"""
"""Many command lines in one process, for texts of help are read once, in the language of its first."""


NOWHERE = str(Path(os.devnull) / "store.duckdb")
"""A line that should have been refused finds no store."""


def run_all(language: str, lines: list[list[str]]) -> list[Ran]:
    ran = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env={**os.environ, "TRACKER_LANG": language, "TRACKER_STORE": NOWHERE, "PYTHONIOENCODING": "utf-8"},
        input=json.dumps(lines).encode(),
        capture_output=True,
        check=True,
        timeout=300,
    )
    return [Ran(*each) for each in json.loads(ran.stdout)]


@functools.cache
def kinds(language: str) -> dict[str, Ran]:
    lines = [line.format(language=language) for line, _, _ in KINDS]
    return dict(zip(lines, run_all(language, [each.split() for each in lines]), strict=True))


@pytest.mark.parametrize(("line", "english", "chinese"), KINDS)
@pytest.mark.parametrize("language", ["en", "zh"])
def test_each_kind_of_refusal_is_told(line: str, english: str, chinese: str, language: str) -> None:
    code, out, err = kinds(language)[line.format(language=language)]
    told, written, where = err.splitlines()
    assert (code, out) == (2, "")
    assert told == (english if language == "en" else chinese)
    command = where.removesuffix(" --help").removeprefix("Help: " if language == "en" else "查看帮助：")
    assert written.startswith(f"Usage: {command} [OPTIONS]" if language == "en" else f"用法：{command} [选项]")


def tracker_command() -> Any:
    from typer.main import get_command

    from tracker.cli.app import app  # its texts are read when it is imported, in the language that is active by then

    return get_command(app)


def every_command(path: tuple[str, ...] = (), command: Any = None) -> Iterator[tuple[tuple[str, ...], Any]]:
    command = command or tracker_command()
    yield path, command
    for name, each in getattr(command, "commands", {}).items():
        yield from every_command((*path, name), each)


def leaf(hint: Any) -> Any:
    while inner := [each for each in get_args(hint) if each is not NoneType]:
        hint = inner[0]
    return hint


def provoked() -> Iterator[list[str]]:
    """What can be done wrong with each command: a line for each of its options and arguments."""
    for path, command in every_command():
        yield [*path, "--nope"] if path != ("ask",) else ["ask", "--since"]
        if hasattr(command, "commands"):
            yield [*path, "nope"]
            yield [*path, "--lang", "zh"] if not command.invoke_without_command else [*path, "--lang"]
        hints = get_type_hints(command.callback, include_extras=True)
        arguments = [each for each in command.params if each.param_type_name == "argument"]
        if any(each.required for each in arguments):
            yield [*path]
        if arguments and all(each.nargs == 1 for each in arguments) and path != ("ask",):
            yield [*path, *"123456789"]
        for parameter in command.params:
            kind = leaf(hints[parameter.name])
            if parameter.param_type_name == "argument":
                if kind is int:
                    yield [*path, "nope"]
                continue
            given = ["1" for _ in arguments]
            for name in parameter.opts:
                yield [*path, *given, f"{name}=nope" if parameter.is_flag else name]
            if isinstance(kind, type) and issubclass(kind, int | float | Enum) and kind is not bool:
                yield [*path, *given, parameter.opts[0], "nope"]


def test_nothing_that_any_command_refuses_is_told_in_typers_words() -> None:
    lines = list(provoked())
    assert len(lines) > 400
    for line, (code, out, err) in zip(lines, run_all("zh", lines), strict=True):
        told = err.splitlines()
        assert (code, out, len(told)) == (2, "", 3), (line, err)
        assert HANZI.search(told[0]), (line, err)
        assert "?" not in told[0], (line, err)
        assert not OF_TYPER.search(err), (line, err)


def test_typer_leaves_paths_to_tracker() -> None:
    """Whether a file can be opened is told where it is opened, as `document-unreadable` or `output-unwritable`."""
    checked = {
        (*path, name)
        for path, command in every_command()
        for name, hint in get_type_hints(command.callback, include_extras=True).items()
        for said in getattr(hint, "__metadata__", ())
        if leaf(hint) is Path and (said.readable or said.writable or said.exists or not said.file_okay)
    }
    assert checked == set()


# --- what is not known


def classes(above: type) -> Iterator[type]:
    for each in above.__subclasses__():
        yield each
        yield from classes(each)


def test_typer_has_no_kind_of_refusal_that_is_not_known() -> None:
    of_typer = {each.__name__ for each in classes(usage.REFUSED) if each.__module__.startswith(("typer.", "click."))}
    nothing_here = {"ClickException", "FileError", "BadArgumentUsage", "NoArgsIsHelpError", "NoSuchCommand"}
    assert of_typer - nothing_here == {*refused._KINDS}


USAGE_ERROR: Any = typer.BadParameter.__bases__[0]


def context(*path: str) -> Any:
    return usage._reached(usage.translated(tracker_command()), path)


def test_what_is_not_known_is_told_as_typer_words_it() -> None:
    undo = context("undo")
    for error in (
        USAGE_ERROR("Something new."),
        type("NewRefusal", (USAGE_ERROR,), {})("Something new."),
        typer.BadParameter("Something new."),
        typer.BadParameter("Something new.", param=undo.command.params[0]),
    ):
        told = refused.told(error, undo, ["undo"])
        assert told == error.format_message()
        assert "Something new." in told


@pytest.mark.parametrize("name", list(refused._KINDS))
def test_facts_by_other_names_stop_nothing(name: str) -> None:
    class Anew(usage.REFUSED):  # type: ignore[misc,name-defined]
        def __init__(self) -> None:
            Exception.__init__(self)

        def format_message(self) -> str:
            return "Something new."

    assert refused.told(type(name, (Anew,), {})(), context("undo"), ["undo"]) == "Something new."


def test_the_value_is_found_in_older_wording_too() -> None:
    """Typer until 0.24 names no cause: its message begins with the value."""
    port = next(each for each in context("serve").command.params if each.name == "port")
    for message, value in (
        ("'a\\'b' is not a valid integer range.", "a'b"),
        ("70000 is not in the range 1<=x<=65535.", "70000"),
    ):
        error = typer.BadParameter(message, param=port)
        assert (
            refused.told(error, context("serve"), []) == f"--port takes a whole number from 1 to 65535, not “{value}”."
        )


# --- arguments that mean harm


HOSTILE = "[red]a[/]\x1b[31m\x07\x9b2J\u202e\nb"


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        (("undo", HOSTILE), "“[red]a[/] [31m 2J b”"),
        ((HOSTILE,), "“[red]a[/] [31m 2J b”"),
        (("status", f"--{HOSTILE}"), "“--[red]a[/] [31m 2J b”"),
        (("serve", "--port", HOSTILE), "“[red]a[/] [31m 2J b”"),
        (("undo", "1", HOSTILE), "“[red]a[/]"),
        (("status", "\udcff"), "\\udcff"),
        (("undo", "9" * 5000), f"“{'9' * 80}…”"),
        (("x" * 100_000,), f"“{'x' * 80}…”"),
        (("status", "-" * 100_000), f"“{'-' * 80}…”"),
        (("status", *["x"] * 5000), f"“{'x ' * 40}…”"),
        (("'",), "“'”"),
        (('a\'. Did you mean "b"?',), '“a\'. Did you mean "b"?”'),
        (("",), "“ ”"),
    ],
)
def test_arguments_are_shown_as_plain_text(tracker: Tracker, words: tuple[str, ...], shown: str) -> None:
    code, out, err = tracker(*words)
    assert (code, out) == (2, "")
    assert shown in err
    assert len(err.splitlines()) == 3
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", err)
    assert len(err) < 1000


# --- the rest of the run


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("mappings", "--json", "show", "x"), "--json stands behind the command: tracker mappings show --json"),
        (
            ("title", "rules", "--store", "x.duckdb", "delete", "jd"),
            "--store stands behind the command: tracker title rules delete --store",
        ),
    ],
)
def test_an_option_that_nothing_would_hear_is_refused(tracker: Tracker, words: tuple[str, ...], told: str) -> None:
    assert tracker(*words) == (2, "", f"{told}\n")


def test_a_group_without_words_shows_its_help_alone(tracker: Tracker) -> None:
    code, out, err = tracker("title")
    assert (code, err) == (2, "")
    assert "Score titles" in out


@pytest.mark.parametrize("stop", [KeyboardInterrupt, typer.Abort])
def test_an_interrupted_command_ends_with_130(
    tracker: Tracker, monkeypatch: pytest.MonkeyPatch, stop: type[BaseException]
) -> None:
    def stopped(*_: object) -> None:
        raise stop

    monkeypatch.setattr("tracker.store.place.locate", stopped)
    assert tracker("status").code == 130


def test_the_words_of_the_process_are_read_where_none_are_given(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    from tracker.main import main

    monkeypatch.setattr(sys, "argv", ["tracker", "title", "score", "--platform"])
    i18n.activate("en")
    assert main() == 2
    assert "Usage: tracker title score" in capfd.readouterr().err


def test_help_has_its_usage_in_the_language_of_the_run() -> None:
    for language, line, switch in (
        ("en", "Usage: tracker title score [OPTIONS] [TITLE]...", "Show this message and exit."),
        ("zh", "用法：tracker title score [选项] [TITLE]...", "显示本说明后结束。"),
    ):
        (ran,) = run_all(language, [["title", "score", "--help"]])
        assert ran.code == 0
        assert line in ran.out
        assert re.search(rf"--help +{switch}", ran.out)
    (ran,) = run_all("zh", [["--help"]])
    assert "用法：tracker [选项] 命令 [参数]..." in ran.out


def test_the_start_loads_no_part_that_only_help_needs() -> None:
    program = (
        "import sys; from tracker.main import main; main(['--version']); main(['undo']);"
        "print(sorted({'typer.rich_utils', 'rich.markdown'} & set(sys.modules)))"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, check=True)
    assert ran.stdout.decode().splitlines()[-1] == "[]"


def test_every_argument_and_option_tells_what_it_means() -> None:
    """A missing one is told by its help."""
    for path, command in every_command():
        for parameter in command.params:
            assert inspect.cleandoc(parameter.help or ""), (path, parameter.name)
