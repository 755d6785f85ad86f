"""`tracker product`: products of our own grouping, and the listings that are one of them."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from tracker.cli import options as shared
from tracker.i18n import gettext as _

if TYPE_CHECKING:
    from tracker.store.place import Store
    from tracker.store.products import Member

Name = Annotated[str, typer.Argument(metavar="NAME", help=_("The product's name, as you call it."))]
PlatformOf = Annotated[str, typer.Argument(metavar="PLATFORM", help=_("Platform, such as taobao, 京东 or pdd."))]
ListingOf = Annotated[
    str, typer.Argument(metavar="LISTING", help=_("The listing: its id, a link to it, or its whole title."))
]
Variant = Annotated[
    str, typer.Option("--variant", metavar="KEY", help=_("One variant of the listing; otherwise all of them."))
]


class Relation(StrEnum):
    """How a listing is the product."""

    EXACT = "exact"
    EQUIVALENT = "equivalent"


def register(app: typer.Typer) -> None:
    """Add the group and its commands."""
    group = typer.Typer(
        help=_("Group listings into products of your own, so that only comparable things are compared."),
        no_args_is_help=True,
        epilog=shared.example("tracker product list"),
    )
    group.callback()(_group)
    group.command("add", help=_("Add a product."), epilog=shared.example("tracker product add 法式碎花裙"))(add)
    group.command(
        "link",
        help=shared.paragraphs(
            _("Say that a listing is a product."),
            _("exact: the same thing. equivalent: comparable. Saying it again replaces what was said before."),
        ),
        epilog=shared.example("tracker product link 法式碎花裙 taobao 100010000000 --relation equivalent"),
    )(link)
    group.command(
        "unlink",
        help=_("Take a listing out of a product."),
        epilog=shared.example("tracker product unlink 法式碎花裙 taobao 100010000000"),
    )(unlink)
    group.command("list", help=_("List the products."), epilog=shared.example("tracker product list --json"))(
        list_products
    )
    group.command(
        "delete",
        help=_("Forget a product; its listings stay."),
        epilog=shared.example("tracker product delete 法式碎花裙"),
    )(delete)
    app.add_typer(group, name="product")


def _group(lang: shared.Lang = None) -> None:
    """Take --lang before the command, too."""


def add(
    name: Name,
    note: Annotated[
        str | None, typer.Option("--note", metavar="TEXT", help=_("What you want to remember of it."))
    ] = None,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Add a product."""
    from tracker.cli import output
    from tracker.store.place import locate
    from tracker.store.products import add_product

    add_product(locate(store), name, note)
    if as_json:
        output.emit_json({"product": name.strip(), "note": note})
    else:
        output.note(_("Added “{product}”. Say which listings it is: tracker product link").format(product=name.strip()))


def link(
    *,
    name: Name,
    platform: PlatformOf,
    listing: ListingOf,
    variant: Variant = "",
    relation: Annotated[
        Relation, typer.Option("--relation", metavar="exact|equivalent", help=_("exact or equivalent."))
    ] = Relation.EXACT,
    pack: Annotated[
        int | None, typer.Option("--pack", metavar="NUMBER", help=_("Pieces in a pack, where you know them."))
    ] = None,
    amount: Annotated[
        str | None, typer.Option("--amount", metavar="NUMBER", help=_("How much is in a piece, in --unit."))
    ] = None,
    unit: Annotated[str | None, typer.Option("--unit", metavar="ml|g", help=_("ml or g."))] = None,
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Link a listing."""
    from dataclasses import replace

    from tracker.cli import output
    from tracker.cli.numbers import optional
    from tracker.store import products
    from tracker.store.place import locate

    place = locate(store)
    member = replace(
        _member(place, platform, listing, variant),
        relation=relation.value,
        pack_count=pack,
        unit_amount=optional("--amount", amount),
        unit=unit,
    )
    products.link(place, name, member)
    if as_json:
        output.emit_json({"product": name, **_json(member)})
    else:
        output.note(_("“{product}” now holds listing {listing}.").format(product=name, listing=member.listing_key))


def unlink(
    *,
    name: Name,
    platform: PlatformOf,
    listing: ListingOf,
    variant: Variant = "",
    as_json: shared.Json = False,
    store: shared.Store = None,
    lang: shared.Lang = None,
) -> None:
    """Unlink a listing."""
    from tracker.cli import output
    from tracker.store import products
    from tracker.store.place import locate

    place = locate(store)
    member = _member(place, platform, listing, variant)
    products.unlink(place, name, member)
    if as_json:
        output.emit_json({"product": name, "platform": member.platform, "listing_key": member.listing_key})
    else:
        output.note(
            _("“{product}” no longer holds listing {listing}.").format(product=name, listing=member.listing_key)
        )


def list_products(as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """List the products with their members."""
    from tracker.cli import output
    from tracker.store import products
    from tracker.store.place import locate

    found = products.list_products(locate(store))
    if as_json:
        output.emit_json(
            [{"product": each.name, "note": each.note, "members": list(map(_json, each.members))} for each in found]
        )
    elif found:
        rows = [(each.name, len(each.members), each.note) for each in found]
        output.out().print(output.table((_("product"), _("listings"), _("note")), rows, right=(1,)))
        output.note(_("With prices: tracker ask products"))
    else:
        output.out().print(output.plain(_("There is no product yet. Add one with: tracker product add NAME")))


def delete(name: Name, as_json: shared.Json = False, store: shared.Store = None, lang: shared.Lang = None) -> None:
    """Forget a product."""
    from tracker.cli import output
    from tracker.store.place import locate
    from tracker.store.products import delete_product

    delete_product(locate(store), name)
    if as_json:
        output.emit_json({"product": name, "deleted": True})
    else:
        output.note(_("“{product}” is forgotten; its listings stay.").format(product=name))


def _member(store: Store, platform: str, listing: str, variant: str) -> Member:
    """The listing that is meant. Raises InputError `listing-unknown`, `listing-ambiguous`."""
    from tracker.normalise.reference import platform_slug
    from tracker.store.connect import reading
    from tracker.store.products import Member
    from tracker.trace.find import listing_key

    slug = platform_slug(platform)
    with reading(store) as con:
        return Member(slug, listing_key(con, slug, listing), variant)


def _json(member: Member) -> dict[str, object]:
    return {
        "platform": member.platform,
        "listing_key": member.listing_key,
        "variant_key": member.variant_key,
        "relation": member.relation,
        "pack_count": member.pack_count,
        "unit_amount": member.unit_amount,
        "unit": member.unit,
    }
