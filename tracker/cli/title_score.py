"""`tracker title score`: what titles cover, lack and risk, several versions side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import options as shared
from tracker.cli import title_options
from tracker.cli.title_options import Format
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.store.place import Store
    from tracker.store.title_rules import Rule


def register(group: typer.Typer) -> None:
    """Add the command to `tracker title`."""
    group.command(
        "score",
        help=shared.paragraphs(
            _("Score titles: length, keywords covered, words missing or idle, risky words and brands."),
            _("Several titles stand side by side. What they cover is told, not their rank."),
        ),
        epilog=shared.example("tracker title score 法式碎花连衣裙女夏 --platform taobao --category 连衣裙"),
    )(score_titles)


def score_titles(
    *,
    titles: Annotated[
        list[str] | None,
        typer.Argument(metavar="TITLE", help=_("Titles; - reads one a line from standard input.")),
    ] = None,
    platform: title_options.Platform,
    path: title_options.From = None,
    listing: Annotated[
        str | None,
        typer.Option("--listing", metavar="ID", help=_("The newest title of this listing, before the others.")),
    ] = None,
    category: shared.Category = None,
    source: shared.Source = None,
    limit: title_options.Limit = None,
    weight: title_options.Weight = "demand",
    form: title_options.Form = Format.TABLE,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Print the scores."""
    from tracker.analysis.titles.market import basis_of, read_market
    from tracker.analysis.titles.rules import platform_of
    from tracker.analysis.titles.score import side_by_side
    from tracker.cli import title_told
    from tracker.cli.keyword_file import keyword_list_of
    from tracker.errors import InputError
    from tracker.store.place import locate

    place, slug = locate(store), platform_of(platform)
    versions = [*_of_listing(place, slug, listing), *_given(titles or [])]
    if not versions:
        raise InputError("title-needed")
    words = keyword_list_of(path, place, slug, source, category)
    market = read_market(place, slug, category)
    basis = basis_of(place, words, slug, _rule(place, slug, limit), market, weight)
    scores = side_by_side(versions, basis)
    {Format.JSON: title_told.as_json, Format.CSV: title_told.as_csv, Format.TABLE: title_told.as_table}[form](
        scores, basis
    )


def _given(titles: list[str]) -> list[str]:
    """The titles; of `-` the lines of standard input that aren't empty. Bytes that are no text become a sign."""
    import sys

    found: list[str] = []
    for title in titles:
        if title == "-":
            text = sys.stdin.buffer.read().decode("utf-8-sig", errors="replace")
            found += [line for line in text.splitlines() if line.strip()]
        else:
            found.append(title.encode(errors="surrogateescape").decode(errors="replace"))
    return found


def _of_listing(store: Store, platform: str, listing: str | None) -> list[str]:
    """Raises InputError `title-unknown`."""
    from tracker.analysis.asking import ask
    from tracker.errors import InputError

    if listing is None:
        return []
    rows = ask(store, "listing-titles", {"platform": platform, "listing": listing}).records()
    if not rows:
        raise InputError("title-unknown", listing=listing, platform=platform)
    return [row["title"] for row in rows]


def _rule(store: Store, platform: str, limit: int | None) -> Rule | None:
    """The rule of the platform's titles, with another limit where one is given; null where neither is known."""
    from tracker.analysis.titles.rules import rule_of
    from tracker.store.title_rules import list_title_rules

    known = limit is not None or rule_of(platform, own=list_title_rules(store)) is not None
    return title_options.limited(platform, store, limit) if known else None
