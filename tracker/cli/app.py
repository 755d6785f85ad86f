"""The commands of `tracker`, and what holds for all of them."""

from __future__ import annotations

from typing import Annotated

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
