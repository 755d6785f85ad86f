"""Weekly targets in the store: what a shop of ours is to sell, as the user plans it."""

from __future__ import annotations

import re
from dataclasses import astuple, dataclass, replace
from datetime import date, timedelta
from decimal import Decimal

from tracker.errors import InputError
from tracker.store.connect import reading, writing
from tracker.store.mappings import now
from tracker.store.place import Store

MEASURES = ("units", "orders", "amount")
GROWTH = Decimal("0.1")
"""The growth from week to week that is planned where the user names none."""

_MOST_GROWTH = 10
_MOST_FACTOR = 100


@dataclass(frozen=True, slots=True)
class Target:
    """A plan: `start_value` in the week of `since` (a Monday), `growth_ratio` more each week (0.1 is 10 %), never more
    than `saturation` (null: none stated). `high_factor`, `low_factor`: a week of that season over a usual one; null:
    not said. `high_months`: months of high season, 1 to 12, ascending; empty: not said."""

    platform: str
    shop: str
    measure: str
    since: date
    start_value: Decimal
    currency: str | None = None
    growth_ratio: Decimal = GROWTH
    saturation: Decimal | None = None
    high_factor: Decimal | None = None
    low_factor: Decimal | None = None
    high_months: tuple[int, ...] = ()


def list_targets(store: Store) -> list[Target]:
    """All targets by platform, shop, measure and begin; none where the store doesn't exist yet."""
    with reading(store) as con:
        rows = con.execute(
            """SELECT platform, shop, measure, since, start_value, currency, growth_ratio, saturation, high_factor,
                      low_factor, high_months
            FROM target ORDER BY platform, shop, measure, since"""
        ).fetchall()
    return [replace(Target(*row), high_months=months(row[-1] or "")) for row in rows]


def set_target(store: Store, target: Target) -> Target:
    """Keep a target in place of the one of the same shop, measure and week; as it is kept, from the Monday of its week.

    Raises InputError `target-unreadable`, StoreError.
    """
    _check(target)
    kept = _settled(target)
    *said, high = astuple(kept)
    with writing(store) as con:
        con.execute("DELETE FROM store.target WHERE platform = ? AND shop = ? AND measure = ? AND since = ?", said[:4])
        con.execute(
            """INSERT INTO store.target (platform, shop, measure, since, start_value, currency, growth_ratio,
                saturation, high_factor, low_factor, high_months, entered_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [*said, " ".join(map(str, high)) or None, now()],
        )
    return kept


def delete_target(store: Store, platform: str, shop: str, measure: str | None = None) -> int:
    """Forget the targets of a shop, of one measure or of all (null); how many they were.

    Raises InputError `target-unknown`, StoreError.
    """
    with writing(store) as con:
        gone = con.execute(
            """DELETE FROM store.target WHERE platform = ? AND shop = ? AND coalesce(measure = ?, true) RETURNING 1""",
            [platform, shop, measure],
        ).fetchall()
        if not gone:
            raise InputError("target-unknown", platform=platform, shop=shop)
    return len(gone)


def months(text: str) -> tuple[int, ...]:
    """The months that a text such as `5 6 11` or `5,6,11` names, ascending. Raises InputError `months-unreadable`."""
    words = [word for word in re.split(r"[\s,，、;]+", text) if word]
    if not all(word.isdecimal() and 1 <= int(word) <= 12 for word in words):
        raise InputError("months-unreadable", value=text)
    return tuple(sorted({int(word) for word in words}))


def _settled(target: Target) -> Target:
    """The target as it is kept: from the Monday of its week, months ascending."""
    monday = target.since - timedelta(days=target.since.weekday())
    return replace(target, since=monday, high_months=tuple(sorted(set(target.high_months))))


def _check(target: Target) -> None:
    """Raises InputError `target-unreadable`: which part of the plan makes no sense."""
    factors = [each for each in (target.high_factor, target.low_factor) if each is not None]
    wrong = {
        "start": target.start_value < 0,
        "growth": not -1 < target.growth_ratio <= _MOST_GROWTH,
        "saturation": target.saturation is not None and target.saturation < 0,
        "factor": not all(0 < each <= _MOST_FACTOR for each in factors),
        "measure": target.measure not in MEASURES,
        "currency": (target.measure == "amount") != (target.currency is not None),
        "shop": not target.shop.strip(),
    }
    parts = [name for name, is_wrong in wrong.items() if is_wrong]
    if parts:
        raise InputError("target-unreadable", parts=", ".join(parts))
