"""`tracker word`: what you say of the words of keywords and titles."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _

WordOf = Annotated[str, typer.Argument(metavar="WORD", help=_("The word, in any spelling."))]


class Role(StrEnum):
    """What a word does in a title."""

    CORE = "core"
    ATTRIBUTE = "attribute"
    AUDIENCE = "audience"
    SCENE = "scene"
    BRAND = "brand"
    FILLER = "filler"


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(
        help=_("Say what words are, and what is one word."),
        no_args_is_help=True,
        epilog=shared.example("tracker word list"),
    )
    group.callback()(_group)
    group.command(
        "set",
        help=shared.paragraphs(
            _("Say the role of a word, and whether it is one word."),
            _("What isn't said is suggested from your keyword lists: tracker ask keyword-roots"),
        ),
        epilog=shared.example("tracker word set 防晒衣 --role core --whole"),
    )(set_word)
    group.command(
        "list", help=_("List the words that something was said of."), epilog=shared.example("tracker word list")
    )(list_words)
    group.command(
        "delete", help=_("Forget what was said of a word."), epilog=shared.example("tracker word delete 防晒衣")
    )(delete)
    app.add_typer(group, name="word")


def _group(lang: shared.Lang = None) -> None:
    """Take --lang before the command, too."""


def set_word(
    *,
    word: WordOf,
    role: Annotated[
        Role | None,
        typer.Option(
            "--role",
            metavar="ROLE",
            help=_("What the word does: core, attribute, audience, scene, brand or filler."),
        ),
    ] = None,
    is_whole: Annotated[
        bool | None,
        typer.Option("--whole/--apart", help=_("Never cut it wherever it stands, or never take it as one word.")),
    ] = None,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Keep what is said of a word."""
    from dataclasses import asdict

    from tracker.cli import output
    from tracker.normalise.keyword import fold_keyword
    from tracker.store.place import locate
    from tracker.store.words import Word
    from tracker.store.words import set_word as keep

    kept = keep(locate(store), Word(fold_keyword(word), role.value if role else None, is_whole))
    if as_json:
        output.emit_json(asdict(kept))
    else:
        output.note(_("“{word}” is kept. See what it changes: tracker ask keyword-roots").format(word=kept.word))


def list_words(as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """List the words."""
    from dataclasses import asdict

    from tracker.cli import output
    from tracker.store import words
    from tracker.store.place import locate

    found = words.list_words(locate(store))
    if as_json:
        output.emit_json(list(map(asdict, found)))
    elif found:
        cut = {True: _("one word"), False: _("apart"), None: ""}
        rows = [(each.word, each.role or "", cut[each.is_whole]) for each in found]
        output.out().print(output.table((_("word"), _("role"), _("cut")), rows))
    else:
        output.out().print(output.plain(_("Nothing was said of a word yet. Say it with: tracker word set")))


def delete(*, word: WordOf, as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """Forget a word."""
    from dataclasses import asdict

    from tracker.cli import output
    from tracker.normalise.keyword import fold_keyword
    from tracker.store.place import locate
    from tracker.store.words import delete_word

    gone = delete_word(locate(store), fold_keyword(word))
    if as_json:
        output.emit_json(asdict(gone))
    else:
        output.note(_("What was said of “{word}” is forgotten.").format(word=gone.word))
