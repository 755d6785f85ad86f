"""docs/cli.md: every command with its help, arguments, options and example."""

from __future__ import annotations

from typing import Any

from making.markdown import MADE, table


def cli_page() -> str:
    """The page."""
    from typer.main import get_command

    from tracker.cli.app import app

    parts = [
        "# The command line\n",
        MADE,
        "Answers go to standard output; progress, notes and errors to standard error.\n",
        "Exit codes: 0 done, 1 finished with rejections or findings, 2 stopped, 130 interrupted. "
        "`tracker import` ends with 2 where nothing was imported or the store could not be used, and with 1 "
        "where something was imported and a row, a cell or a file was refused.\n",
        "`--lang en|zh` may stand anywhere; without it TRACKER_LANG, then the system's language decides. "
        "TRACKER_DEBUG=1 shows the trace of an unexpected error.\n",
        "Questions and their columns: [questions.md](questions.md). What can be imported: [formats.md](formats.md).\n",
    ]
    parts += [_command(name, each) for name, each in _commands("tracker", get_command(app))]
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
        parts.append(table(("argument", "meaning"), [(f"`{_metavar(each)}`", each.help or "") for each in arguments]))
    if options:
        rows = [(" ".join(f"`{name}`" for name in each.opts), _metavar(each), _meaning(each)) for each in options]
        parts.append(table(("option", "value", "meaning"), rows))
    return "\n".join(parts)


def _metavar(parameter: Any) -> str:
    """What stands for the value; nothing for a switch."""
    return parameter.metavar or ""


def _meaning(option: Any) -> str:
    required = " Required." if option.required else ""
    return f"{option.help}{required}"
