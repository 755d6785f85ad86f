"""`tracker title`: what a title covers and breaks, and how long it may be."""

from __future__ import annotations

import typer

from tracker.cli import options as shared
from tracker.cli import suggesting, title_rules, title_score
from tracker.i18n import gettext as _


def register(app: typer.Typer) -> typer.Typer:
    """Add the group and its commands; the group, for commands of other modules."""
    group = typer.Typer(
        help=_("Weigh titles against your keyword lists and the platform's rules."),
        no_args_is_help=True,
        epilog=shared.example("tracker title score 碎花连衣裙 --platform taobao"),
    )
    group.callback()(_group)
    title_score.register(group)
    suggesting.register(group)
    title_rules.register(group)
    app.add_typer(group, name="title")
    return group


def _group(lang: shared.Lang = None) -> None:
    """Take --lang before the command, too."""
