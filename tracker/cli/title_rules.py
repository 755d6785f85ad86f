"""`tracker title rules`: how long titles may be on each platform, and rules of one's own in their place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli import options as shared
from tracker.cli import usage
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from datetime import date

    from tracker.store.title_rules import Rule

PlatformOf = Annotated[str, typer.Argument(metavar="PLATFORM", help=_("Platform, such as taobao, 京东 or pdd."))]
Field = Annotated[
    str,
    typer.Option("--field", metavar="NAME", help=_("Of what: title, subtitle, search_terms, … Otherwise title.")),
]


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(
        help=_("How long titles may be on each platform, with source and date; say it yourself where it isn't so."),
        invoke_without_command=True,
        epilog=shared.example("tracker title rules --platform amazon"),
    )
    group.callback()(list_rules)
    group.command(
        "set",
        help=_("Set a rule of your own, in place of the one that comes with Tracker."),
        epilog=shared.example("tracker title rules set jd --limit 90 --unit gbk --source 后台 --as-of 2026-11-01"),
    )(set_rule)
    group.command(
        "delete",
        help=_("Forget a rule of your own; the one that comes with Tracker holds again."),
        epilog=shared.example("tracker title rules delete jd"),
    )(delete)
    app.add_typer(group, name="rules")


def list_rules(
    context: typer.Context,
    platform: shared.Platform = None,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """List the rules: the user's own, and the packaged ones that hold where there is none."""
    if context.invoked_subcommand is not None:
        usage.refuse_before(context, {"--platform": platform, "--store": store, "--json": as_json})
        return
    from tracker.analysis.titles import rules as known
    from tracker.cli import output
    from tracker.store.place import locate
    from tracker.store.title_rules import list_title_rules

    own = list_title_rules(locate(store))
    own_keys = {(each.platform, each.field) for each in own}
    found = [*own, *(each for each in known.rules() if (each.platform, each.field) not in own_keys)]
    if platform is not None:
        slug = known.platform_of(platform)
        found = [each for each in found if each.platform == slug]
    if as_json:
        output.emit_json(list(map(as_record, found)))
    elif found:
        head = (_("platform"), _("field"), _("at most"), _("at least"), _("unit"), _("since"))
        says = (_("source"), _("as of"), _("confidence"), _("note"))
        output.out().print(output.table((*head, *says), list(map(_row, found)), right=(2, 3)))
    else:
        output.out().print(
            output.plain(
                _("No rule of {platform} is known. Set one: tracker title rules set").format(platform=platform)
            )
        )


def set_rule(
    *,
    platform: PlatformOf,
    limit: Annotated[int, typer.Option("--limit", metavar="N", help=_("The most that is allowed."))],
    unit: Annotated[
        str,
        typer.Option(
            "--unit",
            metavar="UNIT",
            help=_("gbk (ASCII 1, all others 2), hanzi or characters (each 1), or bytes (of UTF-8)."),
        ),
    ],
    field: Field = "title",
    source: Annotated[
        str | None, typer.Option("--source", metavar="TEXT", help=_("Where you have it from, such as a page."))
    ] = None,
    as_of: Annotated[str | None, typer.Option("--as-of", metavar="DATE", help=_("When it was so."))] = None,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Keep a rule."""
    from tracker.analysis.titles.rules import platform_of
    from tracker.cli import output
    from tracker.store.place import locate
    from tracker.store.title_rules import Rule, set_title_rule

    on = None if as_of is None else _day(as_of)
    kept = set_title_rule(
        locate(store), Rule(platform_of(platform), field.strip(), limit, unit.strip().casefold(), source, on)
    )
    if as_json:
        output.emit_json(as_record(kept))
    else:
        output.note(
            _("On {platform}, a {field} may have {limit} {unit} now.").format(
                platform=kept.platform, field=kept.field, limit=kept.limit, unit=kept.unit
            )
        )


def delete(
    *,
    platform: PlatformOf,
    field: Field = "title",
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Forget a rule."""
    from tracker.analysis.titles.rules import platform_of
    from tracker.cli import output
    from tracker.store.place import locate
    from tracker.store.title_rules import delete_title_rule

    slug = platform_of(platform)
    delete_title_rule(locate(store), slug, field.strip())
    if as_json:
        output.emit_json({"platform": slug, "field": field.strip(), "deleted": 1})
    else:
        output.note(_("Your rule of {platform} is forgotten.").format(platform=slug))


def as_record(rule: Rule) -> dict[str, Any]:
    """The rule as JSON tells it."""
    from dataclasses import asdict

    from tracker.i18n import language

    said = asdict(rule)
    notes = said.pop("notes")
    return {**said, "note": notes.get(language())}


def _row(rule: Rule) -> tuple[object, ...]:
    from tracker.i18n import language

    doubt = (_("your own"),) if rule.is_own else () if rule.is_verified else (_("nobody checked it"),)
    note = rule.notes.get(language())
    return (
        rule.platform,
        rule.field,
        rule.limit,
        rule.least,
        rule.unit,
        rule.holds_from,
        rule.source,
        rule.as_of,
        rule.confidence,
        " · ".join((*doubt, *((note,) if note else ()))),
    )


def _day(text: str) -> date:
    """Raises InputError `option-unreadable`."""
    from datetime import date

    from tracker.errors import InputError

    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError("option-unreadable", option="--as-of", value=text) from error
