"""Write the pages that are made from the code: docs/cli.md, docs/questions.md, docs/refusals.md.

`python docs/generate.py` writes them; with `--check` it writes nothing, and exits 1 where one is not current.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from tracker.i18n import activate

DOCS = Path(__file__).resolve().parent

_MADE = "<!-- Made by docs/generate.py; change the code, not this page. -->\n"


def pages() -> dict[str, str]:
    """Each page's text by its name, in English."""
    activate("en")
    return {"cli.md": cli_page(), "questions.md": questions_page(), "refusals.md": refusals_page()}


def cli_page() -> str:
    """Every command with its help, arguments, options and example."""
    from typer.main import get_command

    from tracker.cli.app import app

    parts = [
        "# The command line\n",
        _MADE,
        "Answers go to standard output; progress, notes and errors to standard error.\n",
        "Exit codes: 0 done, 1 finished with rejections or findings, 2 stopped, 130 interrupted. "
        "`tracker import` ends with 2 where nothing was imported or the store could not be used, and with 1 "
        "where something was imported and a row, a cell or a file was refused.\n",
        "`--lang en|zh` may stand anywhere; without it TRACKER_LANG, then the system's language decides. "
        "TRACKER_DEBUG=1 shows the trace of an unexpected error.\n",
        "Questions and their columns: [questions.md](questions.md).\n",
    ]
    parts += [_command(name, each) for name, each in _commands("tracker", get_command(app))]
    return "\n".join(parts)


def questions_page() -> str:
    """Every question with its parameters and columns."""
    from tracker.store.questions import questions

    parts = [
        "# Questions\n",
        _MADE,
        "`tracker ask NAME` answers one. A column `x_low` with `x_high` is a bound: both ends equal "
        "where the number is exact, a null end where it is open, both null where nothing was observed. "
        "Times are the market's wall time, periods half-open: since is in, until is not.\n",
        "In JSON a decimal is a number, a timestamp `2026-04-06T00:00:00`, a date `2026-04-06`, a missing "
        "value null. In CSV every field is quoted, a timestamp is `2026-04-06 00:00:00`, a missing value is "
        "empty, and a text that a spreadsheet would run as a formula has an apostrophe before it.\n",
    ]
    for question in questions().values():
        parts.append(f"## {question.name}\n")
        parts.append(f"{question.answers}\n")
        parts.append(f"One row for each: {', '.join(f'`{name}`' for name in question.grain)}.\n")
        parts.append(_table(("option", "type", "meaning"), [(f"`--{p.name}`", *p[1:]) for p in question.parameters]))
        parts.append(_table(("column", "type", "meaning"), [(f"`{c.name}`", *c[1:]) for c in question.columns]))
    return "\n".join(parts)


def refusals_page() -> str:
    """Every code of an error, a rejected row or a rejected cell, with its message."""
    from tracker.messages import REJECTED, STOPPED

    parts = ["# What is refused, and why\n", _MADE]
    for title, texts in (("Errors that stop a step", STOPPED), ("Rows and cells that are refused", REJECTED)):
        parts.append(f"## {title}\n")
        parts.append(_table(("code", "message"), [(f"`{code}`", text) for code, text in texts.items()]))
    return "\n".join(parts)


def _commands(path: str, command: Any) -> list[tuple[str, Any]]:
    """A command and those below it, with the words that call each."""
    below = getattr(command, "commands", {})
    return [
        (path, command),
        *(pair for name, each in below.items() for pair in _commands(f"{path} {name}", each)),
    ]


def _command(path: str, command: Any) -> str:
    parts = [f"## {path}\n", f"{command.help}\n"]
    if command.epilog:
        words, _, line = command.epilog.partition(": ")
        parts.append(f"{words}:\n\n```\n{line}\n```\n")
    arguments = [each for each in command.params if each.param_type_name == "argument"]
    options = [each for each in command.params if each.param_type_name == "option" and each.name != "help"]
    if arguments:
        parts.append(_table(("argument", "meaning"), [(f"`{_metavar(each)}`", each.help or "") for each in arguments]))
    if options:
        rows = [(" ".join(f"`{name}`" for name in each.opts), _metavar(each), _meaning(each)) for each in options]
        parts.append(_table(("option", "value", "meaning"), rows))
    return "\n".join(parts)


def _metavar(parameter: Any) -> str:
    """What stands for the value; nothing for a switch."""
    return parameter.metavar or ""


def _meaning(option: Any) -> str:
    required = " Required." if option.required else ""
    return f"{option.help}{required}"


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [head, tuple("---" for _ in head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def main(check: bool) -> int:
    """Write or check the pages; the exit code."""
    old = [name for name, text in pages().items() if not _is_current(DOCS / name, text)]
    for name in old:
        if check:
            print(f"docs/{name} is not current: python docs/generate.py", file=sys.stderr)  # noqa: T201 - a script
        else:
            (DOCS / name).write_text(pages()[name], encoding="utf-8", newline="\n")
    return 1 if check and old else 0


def _is_current(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
