"""Products of our own grouping in the store: which listings are the same thing, or comparable. Said by the user."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from duckdb import DuckDBPyConnection

from tracker.errors import InputError
from tracker.store.connect import reading, writing
from tracker.store.mappings import now
from tracker.store.place import Store

RELATIONS = ("exact", "equivalent")
UNITS = ("ml", "g")
"""The units in which a piece is measured: a litre is 1000 ml, a kilogram 1000 g."""

MOST_PIECES = 10_000


@dataclass(frozen=True, slots=True)
class Member:
    """A listing of a product. `variant_key` '': with all its variants. `pack_count`: pieces in a pack; `unit_amount`:
    how much is in a piece, in `unit` (ml or g); null where the user didn't say it."""

    platform: str
    listing_key: str
    variant_key: str = ""
    relation: str = "exact"
    pack_count: int | None = None
    unit_amount: Decimal | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """A product with its members, in the order of their keys."""

    name: str
    note: str | None
    members: tuple[Member, ...]


def list_products(store: Store) -> list[Product]:
    """All products by name; none where the store doesn't exist yet."""
    with reading(store) as con:
        named = con.execute("SELECT name, note FROM product ORDER BY name").fetchall()
        rows = con.execute(
            """SELECT product, platform, listing_key, variant_key, relation, pack_count, unit_amount, unit
            FROM product_member ORDER BY ALL"""
        ).fetchall()
    members: dict[str, list[Member]] = {}
    for product, *member in rows:
        members.setdefault(product, []).append(Member(*member))
    return [Product(name, note, tuple(members.get(name, ()))) for name, note in named]


def add_product(store: Store, name: str, note: str | None = None) -> None:
    """Add a product without members. Raises InputError `product-exists`, `name-needed`, StoreError."""
    wanted = name.strip()
    if not wanted:
        raise InputError("name-needed")
    with writing(store) as con:
        if _is_known(con, wanted):
            raise InputError("product-exists", product=wanted)
        con.execute("INSERT INTO store.product VALUES (?, ?, ?)", [wanted, note, now()])


def link(store: Store, product: str, member: Member) -> None:
    """Make a listing a member, in place of what was said of it in this product before.

    Raises InputError `product-unknown`, `pack-unreadable`, StoreError.
    """
    _check(member)
    with writing(store) as con:
        _known(con, product)
        _remove(con, product, member)
        con.execute(
            "INSERT INTO store.product_member VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
            [
                *(product, member.platform, member.listing_key, member.variant_key, member.relation),
                *(member.pack_count, member.unit_amount, member.unit, now()),
            ],
        )


def unlink(store: Store, product: str, member: Member) -> None:
    """Take a listing out of a product. Raises InputError `product-unknown`, `member-unknown`, StoreError."""
    with writing(store) as con:
        _known(con, product)
        if not _remove(con, product, member):
            raise InputError("member-unknown", product=product, listing=member.listing_key)


def delete_product(store: Store, name: str) -> None:
    """Forget a product and its members; the listings stay. Raises InputError `product-unknown`, StoreError."""
    with writing(store) as con:
        _known(con, name)
        con.execute("DELETE FROM store.product_member WHERE product = ?", [name])
        con.execute("DELETE FROM store.product WHERE name = ?", [name])


def _check(member: Member) -> None:
    """A pack has pieces, and an amount goes with its unit."""
    pieces, amount = member.pack_count, member.unit_amount
    is_pack = pieces is None or 1 <= pieces <= MOST_PIECES
    is_measured = (amount is None) == (member.unit is None) and (amount is None or amount > 0)
    if not (is_pack and is_measured and member.unit in {None, *UNITS}):
        raise InputError("pack-unreadable", most=MOST_PIECES, units=", ".join(UNITS))


def _remove(con: DuckDBPyConnection, product: str, member: Member) -> bool:
    gone = con.execute(
        """DELETE FROM store.product_member
        WHERE product = ? AND platform = ? AND listing_key = ? AND variant_key = ? RETURNING 1""",
        [product, member.platform, member.listing_key, member.variant_key],
    ).fetchall()
    return bool(gone)


def _is_known(con: DuckDBPyConnection, name: str) -> bool:
    return con.execute("SELECT 1 FROM store.product WHERE name = ?", [name]).fetchone() is not None


def _known(con: DuckDBPyConnection, name: str) -> None:
    """Raises InputError `product-unknown`."""
    if not _is_known(con, name):
        known = con.execute("SELECT name FROM store.product ORDER BY name LIMIT 5").fetchall()
        raise InputError("product-unknown", product=name, known=", ".join(each for (each,) in known) or "—")
