"""`tracker target`: what our shops are to sell week by week."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from datetime import date

    from tracker.store.targets import Target

PlatformOf = Annotated[str, typer.Argument(metavar="PLATFORM", help=_("Platform, such as taobao, 京东 or pdd."))]
ShopOf = Annotated[str, typer.Argument(metavar="SHOP", help=_("Your shop: its name or id, as in your own sales."))]


class Measure(StrEnum):
    """What a target counts."""

    UNITS = "units"
    ORDERS = "orders"
    AMOUNT = "amount"


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(
        help=_("Plan what your shops are to sell week by week."),
        no_args_is_help=True,
        epilog=shared.example("tracker target list"),
    )
    group.callback()(_group)
    group.command(
        "set",
        help=shared.paragraphs(
            _("Set a weekly target of a shop: where it starts, how it grows, and where it saturates."),
            _("The plan is: factor of the season × the smaller of saturation and start × (1 + growth) ^ weeks."),
        ),
        epilog=shared.example(
            "tracker target set taobao 棠梨七巷女装 --start 2000 --since 2026-06-01 --saturation 4000"
        ),
    )(set_target)
    group.command("list", help=_("List the targets."), epilog=shared.example("tracker target list"))(list_targets)
    group.command(
        "delete",
        help=_("Forget the targets of a shop."),
        epilog=shared.example("tracker target delete taobao 棠梨七巷女装 --measure units"),
    )(delete)
    app.add_typer(group, name="target")


def _group(lang: shared.Lang = None) -> None:
    """Take --lang before the command, too."""


def set_target(
    *,
    platform: PlatformOf,
    shop: ShopOf,
    start: Annotated[str, typer.Option("--start", metavar="NUMBER", help=_("What the first week is to bring."))],
    since: Annotated[
        str, typer.Option("--since", metavar="DATE", help=_("A day of the first week; weeks begin on Monday."))
    ],
    measure: Annotated[
        Measure, typer.Option("--measure", metavar="units|orders|amount", help=_("units, orders or amount."))
    ] = Measure.UNITS,
    currency: Annotated[
        str | None, typer.Option("--currency", metavar="CODE", help=_("Currency of an amount, such as CNY."))
    ] = None,
    growth: Annotated[
        str | None, typer.Option("--growth", metavar="RATIO", help=_("Growth a week, 0.1 or 10%. Otherwise 10%."))
    ] = None,
    saturation: Annotated[
        str | None,
        typer.Option("--saturation", metavar="NUMBER", help=_("What a week of a usual season brings at most.")),
    ] = None,
    high_factor: Annotated[
        str | None,
        typer.Option("--high-factor", metavar="NUMBER", help=_("A week of high season over a usual one, such as 1.3.")),
    ] = None,
    low_factor: Annotated[
        str | None,
        typer.Option("--low-factor", metavar="NUMBER", help=_("A week of low season over a usual one, such as 0.8.")),
    ] = None,
    high_months: Annotated[
        str, typer.Option("--high-months", metavar="MONTHS", help=_("The months of high season, such as “5 6 11”."))
    ] = "",
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Keep a target."""
    from tracker.cli import numbers, output
    from tracker.normalise.money import currency_code
    from tracker.normalise.reference import platform_slug
    from tracker.store import targets
    from tracker.store.place import locate

    kept = targets.set_target(
        locate(store),
        targets.Target(
            platform_slug(platform),
            shop.strip(),
            measure.value,
            _day(since),
            numbers.exact("--start", start),
            currency_code(currency) if currency else None,
            targets.GROWTH if growth is None else numbers.ratio("--growth", growth),
            numbers.optional("--saturation", saturation),
            numbers.optional("--high-factor", high_factor),
            numbers.optional("--low-factor", low_factor),
            targets.months(high_months),
        ),
    )
    if as_json:
        output.emit_json(_json(kept))
    else:
        output.note(_("Planned from Monday {since} on. See it: tracker ask targets").format(since=kept.since))


def list_targets(as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """List the targets."""
    from tracker.cli import output
    from tracker.store import targets
    from tracker.store.place import locate

    found = targets.list_targets(locate(store))
    if as_json:
        output.emit_json(list(map(_json, found)))
    elif found:
        head = (_("platform"), _("shop"), _("measure"), _("from"), _("start"), _("growth"), _("saturation"))
        rows = [
            (each.platform, each.shop, each.measure, each.since, each.start_value, each.growth_ratio, each.saturation)
            for each in found
        ]
        output.out().print(output.table(head, rows, right=(4, 5, 6)))
        output.note(_("Week by week: tracker ask targets"))
    else:
        output.out().print(output.plain(_("There is no target yet. Set one with: tracker target set")))


def delete(
    *,
    platform: PlatformOf,
    shop: ShopOf,
    measure: Annotated[
        Measure | None, typer.Option("--measure", metavar="units|orders|amount", help=_("Otherwise all measures."))
    ] = None,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Forget targets."""
    from tracker.cli import output
    from tracker.normalise.reference import platform_slug
    from tracker.store.place import locate
    from tracker.store.targets import delete_target

    slug = platform_slug(platform)
    count = delete_target(locate(store), slug, shop.strip(), measure.value if measure else None)
    if as_json:
        output.emit_json({"platform": slug, "shop": shop.strip(), "deleted": count})
    else:
        output.note(_("{count} targets of {shop} are forgotten.").format(count=count, shop=shop.strip()))


def _day(text: str) -> date:
    """Raises InputError `option-unreadable`."""
    from datetime import date

    from tracker.errors import InputError

    try:
        return date.fromisoformat(text.strip())
    except ValueError as error:
        raise InputError("option-unreadable", option="--since", value=text) from error


def _json(target: Target) -> dict[str, Any]:
    from dataclasses import asdict

    return {**asdict(target), "high_months": list(target.high_months)}
