"""The command line's own words, in the language of the run: its headings, and where it was refused.

Typer reads the command line; why it refuses one is told by tracker.cli.refused.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import typer

from tracker.cli import output
from tracker.errors import InputError
from tracker.i18n import gettext as _

REFUSED: Any = typer.BadParameter.__mro__[typer.BadParameter.__mro__.index(Exception) - 1]
"""The class of all that Typer refuses."""


def run(command: Any, argv: Sequence[str] | None) -> int:
    """Run a command line; null: that of the process. The exit code: 2 where it is refused, 130 where interrupted."""
    try:
        code = command(args=None if argv is None else list(argv), prog_name="tracker", standalone_mode=False)
    except typer.Abort:
        return 130
    except REFUSED as error:
        _tell(error, command, sys.argv[1:] if argv is None else argv)
        return 2
    return code if isinstance(code, int) else 0


# --- headings


class _Formatter(getattr(typer.Context, "formatter_class", object)):  # type: ignore[misc]
    """Writes the line of usage under a heading in the language of the run."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        super().write_usage(prog, args, _("Usage: "))


class _Context(typer.Context):
    formatter_class = _Formatter

    def get_help(self) -> str:
        _translate_panels()
        return super().get_help()


def _translate_panels() -> None:
    """Give the headings of help in the language of the run. Rich's part of Typer is loaded for help alone: it takes a
    third of the start."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = _("Options")
    rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
    rich_utils.DEFAULT_STRING = _("[default: {}]")
    rich_utils.REQUIRED_LONG_STRING = _("[required]")


def translated(command: Any) -> Any:
    """The command with its own words, and those of all below it, in the language of the run."""
    command.context_class = _Context
    command.options_metavar = _("[OPTIONS]")
    option = command.get_help_option(typer.Context(command))
    if option is not None:
        option.help = _("Show this message and exit.")
    for each in command.get_params(typer.Context(command)):
        if getattr(each, "is_flag", False):
            each.metavar = ""  # a switch takes no <bool>
    below = getattr(command, "commands", {})
    if below:
        command.subcommand_metavar = _("COMMAND [ARGS]...")
    for each in below.values():
        translated(each)
    return command


# --- refusals


def _tell(error: Any, command: Any, words: Sequence[str]) -> None:
    """Say on stderr what was refused, how the command is written, and where its help is."""
    from tracker.cli.refused import told

    if type(error).__name__ == "NoArgsIsHelpError":  # making it has shown the help
        return
    context = getattr(error, "ctx", None) or _reached(command, words)
    output.complain(told(error, context, words))
    output.note(context.get_usage())
    output.note(_("Help: {command}").format(command=f"{context.command_path} --help"))


def _reached(command: Any, words: Iterable[str]) -> Any:
    """The context of the last command that the words name: Typer's parser gives none."""
    context = command.context_class(command, info_name="tracker")
    for word in words:
        below = getattr(context.command, "commands", {}).get(word)
        if below is not None:
            context = below.context_class(below, info_name=word, parent=context)
    return context


def refuse_before(context: typer.Context, given: Mapping[str, object]) -> None:
    """Raises InputError `option-misplaced` where options, by their names, were given to a group and a command follows:
    nothing would hear them."""
    for option, value in given.items():
        if value:
            command = f"{context.command_path} {context.invoked_subcommand}"
            raise InputError("option-misplaced", option=option, command=command)
