"""The commands of `tracker`, and what holds for all of them."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from tracker import __version__
from tracker.cli import (
    asking,
    batches,
    checking,
    decisions,
    exporting,
    formulas,
    importing,
    mapping,
    products,
    readers,
    roles,
    serving,
    targets,
    titles,
    tracing,
)
from tracker.cli.options import Lang
from tracker.i18n import gettext as _

app = typer.Typer(
    name="tracker",
    help=_("Prices, sales and keywords of a marketplace, kept from the files you already have."),
    epilog=_("Begin with:") + " tracker demo",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
)

_MODULES = (
    importing,
    batches,
    asking,
    tracing,
    mapping,
    readers,
    exporting,
    serving,
    checking,
    products,
    targets,
    roles,
    decisions,
    titles,
    formulas,
)
for module in _MODULES:
    module.register(app)


def _version(asked: bool) -> None:
    if asked:
        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def common(
    lang: Lang = None,
    version: Annotated[
        bool,
        typer.Option("--version", help=_("Show the version, and end."), is_eager=True, callback=_version),
    ] = False,
) -> None:
    """Take the options that may stand before the command; --lang was heard before (tracker.main)."""


def translated(command: Any) -> Any:
    """The command with its own --help, and those of all below it, in the language of the run."""
    option = command.get_help_option(typer.Context(command))
    if option is not None:
        option.help = _("Show this message and exit.")
    for each in getattr(command, "commands", {}).values():
        translated(each)
    return command


def _translate_panels() -> None:
    """Give Typer's own headings in the language of the run."""
    from typer import rich_utils

    rich_utils.ARGUMENTS_PANEL_TITLE = _("Arguments")
    rich_utils.OPTIONS_PANEL_TITLE = _("Options")
    rich_utils.COMMANDS_PANEL_TITLE = _("Commands")
    rich_utils.ERRORS_PANEL_TITLE = _("Error")
    rich_utils.DEFAULT_STRING = _("[default: {}]")
    rich_utils.REQUIRED_LONG_STRING = _("[required]")
    rich_utils.RICH_HELP = _("Try [blue]'{command_path} {help_option}'[/] for help.")


_translate_panels()
