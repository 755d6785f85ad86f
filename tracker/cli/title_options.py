"""The options that commands on titles share, and the rule that they mean."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.store.place import Store
    from tracker.store.title_rules import Rule


class Format(StrEnum):
    """What answers about titles are printed as."""

    TABLE = "table"
    JSON = "json"
    CSV = "csv"


Platform = Annotated[str, typer.Option("--platform", metavar="NAME", help=_("Platform, such as taobao, 京东 or pdd."))]
From = Annotated[
    Path | None,
    typer.Option(
        "--from",
        metavar="FILE",
        help=_("A keyword file, not stored. Otherwise the store's newest list."),
        readable=False,
    ),
]
Must = Annotated[
    list[str] | None, typer.Option("--must", metavar="WORD", help=_("A word that has to stand in the title."))
]
Exclude = Annotated[
    list[str] | None, typer.Option("--exclude", metavar="WORD", help=_("A word that mustn't stand in the title."))
]
Weight = Annotated[
    str,
    typer.Option(
        "--weight",
        metavar="NAME",
        help=_("What keywords weigh: demand, opportunity, conversion, or a formula of tracker formula list."),
    ),
]
Limit = Annotated[int | None, typer.Option("--limit", metavar="N", min=1, help=_("Another limit than the platform's."))]
Form = Annotated[Format, typer.Option("--format", metavar="FORMAT", help=_("table, json or csv."))]


def limited(platform: str, store: Store, limit: int | None) -> Rule:
    """The rule of the platform's titles, with another limit where one is given.

    Raises InputError `title-rule-needed` where neither is known.
    """
    from dataclasses import replace

    from tracker.analysis.titles.rules import rule_of
    from tracker.errors import InputError
    from tracker.store.title_rules import Rule, list_title_rules

    rule = rule_of(platform, own=list_title_rules(store))
    if limit is None:
        if rule is None:
            raise InputError("title-rule-needed", platform=platform)
        return rule
    if rule is None:
        return Rule(platform, "title", limit, "characters", "--limit")
    return replace(rule, limit=limit, least=None, source="--limit", as_of=None, confidence=None, is_verified=True)
