"""`tracker export`: answers as files for other programs and people."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(
        help=_("Write answers to files."),
        no_args_is_help=True,
        epilog=shared.example("tracker export keywords -o k.xlsx"),
    )
    group.callback()(_nothing)
    group.command(
        "keywords",
        help=shared.paragraphs(
            _("Write the keyword readings to a file; its suffix chooses the format."),
            _(
                "csv, xlsx and json: every reading on a row of its own. txt: each keyword once. In csv a "
                "text that a spreadsheet would run as a formula gets an apostrophe before it; in xlsx it is "
                "plain text."
            ),
        ),
        epilog=shared.example("tracker export keywords -o keywords.xlsx --source sycm --since 2026-06-01"),
    )(keywords)
    app.add_typer(group, name="export")


def _nothing(lang: shared.Lang = None) -> None:
    """Make `keywords` a command of its own though it is the only one."""


def keywords(
    *,
    output_file: Annotated[
        Path,
        typer.Option("-o", "--output", metavar="FILE", help=_("The file to write: .csv, .xlsx, .txt or .json.")),
    ],
    source: shared.Source = None,
    platform: shared.Platform = None,
    category: shared.Category = None,
    keyword: shared.Keyword = None,
    metric: shared.Metric = None,
    since: shared.Since = None,
    until: shared.Until = None,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Write the keyword list, and tell how many rows it has."""
    from tracker.analysis.asking import ask
    from tracker.cli import output
    from tracker.cli.asking import parameters
    from tracker.cli.paths import write_answer
    from tracker.errors import InputError
    from tracker.export.keywords import FORMATS, QUESTION
    from tracker.store.place import locate

    suffix = output_file.suffix.lower().removeprefix(".")
    if suffix not in FORMATS:
        raise InputError("format-unknown", path=output_file, known=", ".join(f".{each}" for each in FORMATS))
    given = parameters(
        source=source,
        platform=platform,
        category=category,
        keyword=keyword,
        metric=metric,
        since=since,
        until=until,
    )
    place = locate(store)
    answer = ask(place, QUESTION, given)
    write_answer(place, output_file, FORMATS[suffix](answer))
    output.note(_("Rows: {count}").format(count=len(answer.rows)))
