"""`tracker decision`: what was changed on a listing, and when."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from datetime import datetime

    from tracker.store.decisions import Decision
    from tracker.store.place import Store

PlatformOf = Annotated[str, typer.Argument(metavar="PLATFORM", help=_("Platform, such as taobao, 京东 or pdd."))]
ListingOf = Annotated[str, typer.Argument(metavar="LISTING", help=_("The listing: its ID, its link, or its title."))]


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(
        help=_("Write down what you changed on a listing, and see what came of it."),
        no_args_is_help=True,
        epilog=shared.example("tracker decision list"),
    )
    group.callback()(_group)
    group.command(
        "add",
        help=shared.paragraphs(
            _("Write down that you changed the title or price of a listing, or something else of it."),
            _("Of a day without an hour, the day counts neither as before nor as after."),
        ),
        epilog=shared.example(
            "tracker decision add taobao 100015036589 --kind price --on 2026-05-26 --before 159 --after 129"
        ),
    )(add)
    group.command("list", help=_("List the decisions."), epilog=shared.example("tracker decision list"))(list_decisions)
    group.command("delete", help=_("Forget a decision."), epilog=shared.example("tracker decision delete 3"))(delete)
    app.add_typer(group, name="decision")


def _group(lang: shared.Lang = None) -> None:
    """Take --lang before the command, too."""


def add(
    *,
    platform: PlatformOf,
    listing: ListingOf,
    kind: Annotated[str, typer.Option("--kind", metavar="title|price|other", help=_("What you changed."))],
    on: Annotated[
        str, typer.Option("--on", metavar="DATE", help=_("When: a date or a time, such as “2026-06-01 14:30”."))
    ],
    before: Annotated[
        str | None, typer.Option("--before", metavar="TEXT", help=_("The title or price that it had."))
    ] = None,
    after: Annotated[
        str | None, typer.Option("--after", metavar="TEXT", help=_("The title or price that it has now."))
    ] = None,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help=_("Why, or what you expect of it."))
    ] = None,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Keep a decision, and say so where nothing was ever seen of its listing."""
    from tracker.cli import output
    from tracker.normalise.reference import platform_slug
    from tracker.store import decisions
    from tracker.store.place import locate

    place, slug = locate(store), platform_slug(platform)
    key = _key(place, slug, listing)
    kept = decisions.add_decision(
        place, decisions.Decision(slug, key, kind.strip().lower(), _moment(on), before, after, note)
    )
    is_known = decisions.is_known(place, slug, kept.listing_key)
    if as_json:
        output.emit_json({**_json(kept), "is_known": is_known})
    else:
        output.note(
            _("Decision {decision} is written down. What came of it: tracker ask decision-effects").format(
                decision=kept.decision_id
            )
        )
    if not is_known:
        output.note(
            _("Nothing was seen yet of listing {listing} on {platform}. Check its ID, or import what you see of it.")
            .format(listing=kept.listing_key, platform=slug)
        )  # fmt: skip


def list_decisions(
    platform: shared.Platform = None,
    listing: Annotated[
        str | None, typer.Option("--listing", metavar="ID", help=_("One listing's decisions, by its ID."))
    ] = None,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """List the decisions."""
    from tracker.cli import output
    from tracker.normalise.reference import platform_slug
    from tracker.store import decisions
    from tracker.store.place import locate

    found = decisions.list_decisions(locate(store), platform_slug(platform) if platform else None, listing)
    if as_json:
        output.emit_json(list(map(_json, found)))
    elif found:
        head = ("#", _("platform"), _("listing"), _("kind"), _("on"), _("before"), _("after"), _("note"))
        rows = [
            (each.decision_id, each.platform, each.listing_key, each.kind, each.changed_at, each.before, each.after,
             each.note)
            for each in found
        ]  # fmt: skip
        output.out().print(output.table(head, rows, right=(0,)))
        output.note(_("What came of them: tracker ask decision-effects"))
    else:
        output.out().print(output.plain(_("There is no decision yet. Write one down with: tracker decision add")))


def delete(
    decision: Annotated[
        int, typer.Argument(metavar="NUMBER", help=_("The decision's number, as `tracker decision list` shows it."))
    ],
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Forget a decision."""
    from tracker.cli import output
    from tracker.store.decisions import delete_decision
    from tracker.store.place import locate

    gone = delete_decision(locate(store), decision)
    if as_json:
        output.emit_json({**_json(gone), "deleted": True})
    else:
        output.note(_("Decision {decision} is forgotten.").format(decision=gone.decision_id))


def _key(store: Store, platform: str, text: str) -> str:
    """The listing that an ID, a link or a title means; what no listing is known by is taken for an ID.

    Raises InputError `listing-ambiguous`.
    """
    from tracker.errors import InputError
    from tracker.store.connect import reading
    from tracker.trace.find import listing_key

    with reading(store) as con:
        try:
            return listing_key(con, platform, text)
        except InputError as error:
            if error.code != "listing-unknown":
                raise
            return text.strip()


def _moment(text: str) -> datetime:
    """Raises InputError `parameter-unreadable`."""
    from tracker.errors import InputError
    from tracker.ingest import timezone
    from tracker.normalise.times import parse_time

    at = parse_time(text, None, timezone()).at
    if at is None:
        raise InputError("parameter-unreadable", parameter="--on", value=text)
    return at


def _json(decision: Decision) -> dict[str, Any]:
    from dataclasses import asdict

    said = asdict(decision)
    return {"decision_id": said.pop("decision_id"), **said}
