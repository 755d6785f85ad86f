"""Options that several commands share."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer

from tracker.i18n import gettext as _


class Language(StrEnum):
    """The languages of messages."""

    EN = "en"
    ZH = "zh"


Store = Annotated[
    Path | None,
    typer.Option(
        "--store",
        metavar="FILE",
        help=_("The store to use. Otherwise TRACKER_STORE, ./data/tracker.duckdb, or your data folder."),
        readable=False,  # Tracker tells it in its own words
    ),
]
Lang = Annotated[
    Language | None, typer.Option("--lang", metavar="en|zh", help=_("Language of messages: English or 中文."))
]
Json = Annotated[bool, typer.Option("--json", help=_("Print JSON instead of a table."))]
Batch = Annotated[
    int, typer.Argument(metavar="BATCH", help=_("The number of the import, as `tracker batches` shows it."))
]
Platform = Annotated[
    str | None, typer.Option("--platform", metavar="NAME", help=_("Platform, such as taobao, 京东 or pdd."))
]
Source = Annotated[
    str | None,
    typer.Option("--source", metavar="NAME", help=_("Source of keywords, such as sycm or 百度指数.")),
]
Category = Annotated[str | None, typer.Option("--category", metavar="NAME", help=_("Your category, such as 连衣裙."))]
Keyword = Annotated[
    str | None, typer.Option("--keyword", metavar="TEXT", help=_("One keyword, as the source spells it."))
]
Metric = Annotated[
    str | None, typer.Option("--metric", metavar="NAME", help=_("One metric, such as search_popularity."))
]
Since = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help=_("From this date or time on, such as 2026-06-01.")),
]
Until = Annotated[
    str | None,
    typer.Option("--until", metavar="DATE", help=_("Before this date or time; the day itself is not in it.")),
]
AsOf = Annotated[
    str | None,
    typer.Option(
        "--as-of", metavar="DATE", help=_("Only what had been observed up to this moment; of a date, the whole day.")
    ),
]
Output = Annotated[
    Path | None, typer.Option("-o", "--output", metavar="FILE", help=_("Write to a file."), readable=False)
]


def paragraphs(*texts: str) -> str:
    """A command's help; the first paragraph stands in the list of commands too."""
    return "\n\n".join(texts)


def example(line: str) -> str:
    """The last line of a command's help."""
    return _("Example:") + f" {line}"
