"""How long titles may be, as the user says it: rules in the store that stand in place of the packaged ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from dataclasses import field as made_of
from datetime import date

from tracker.errors import InputError
from tracker.store.connect import reading, writing
from tracker.store.mappings import now
from tracker.store.place import Store

UNITS = ("gbk", "hanzi", "characters", "bytes")
"""What lengths are counted in; reference/title_rules.toml says how."""

CONFIDENCES = ("A", "B", "C", "D")

_MOST = 10_000


@dataclass(frozen=True, slots=True)
class Rule:
    """How long a text in a field of a platform may be: `limit`, and at least `least` (null: none told), counted in
    `unit`. `source`: where it is from; `as_of`: when it was so; `confidence`: A to D (each null: not said).
    `holds_from`: the rule's first day (null: none told). `notes`: what to know beside it, by language. `is_own`: said
    by the user."""

    platform: str
    field: str
    limit: int
    unit: str
    source: str | None = None
    as_of: date | None = None
    confidence: str | None = None
    least: int | None = None
    holds_from: date | None = None
    is_verified: bool = True
    is_own: bool = False
    notes: Mapping[str, str] = made_of(default_factory=dict)


def list_title_rules(store: Store) -> list[Rule]:
    """The user's own rules by platform and field; none where the store doesn't exist yet."""
    with reading(store) as con:
        rows = con.execute(
            """SELECT platform, field, "limit", unit, source, as_of, confidence FROM title_rule
            ORDER BY platform, field"""
        ).fetchall()
    return [replace(Rule(*row), is_own=True) for row in rows]


def set_title_rule(store: Store, rule: Rule) -> Rule:
    """Keep the rule in place of an own one of the same platform and field; as it is kept.

    Raises InputError `title-rule-unreadable`, StoreError.
    """
    _check(rule)
    kept = Rule(rule.platform, rule.field, rule.limit, rule.unit, rule.source, rule.as_of, rule.confidence, is_own=True)
    said = [kept.platform, kept.field, kept.limit, kept.unit, kept.source, kept.as_of, kept.confidence, now()]
    with writing(store) as con:
        con.execute("DELETE FROM store.title_rule WHERE platform = ? AND field = ?", said[:2])
        con.execute(
            """INSERT INTO store.title_rule (platform, field, "limit", unit, source, as_of, confidence, entered_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)""",
            said,
        )
    return kept


def delete_title_rule(store: Store, platform: str, name: str) -> None:
    """Forget the user's rule of a platform's field; the packaged one holds again.

    Raises InputError `title-rule-unknown`, StoreError.
    """
    with writing(store) as con:
        gone = con.execute(
            "DELETE FROM store.title_rule WHERE platform = ? AND field = ? RETURNING 1", [platform, name]
        ).fetchall()
        if not gone:
            raise InputError("title-rule-unknown", platform=platform, field=name)


def _check(rule: Rule) -> None:
    """Raises InputError `title-rule-unreadable`: which part of the rule makes no sense."""
    wrong = {
        "platform": not rule.platform.strip(),
        "field": not rule.field.strip(),
        "limit": not 1 <= rule.limit <= _MOST,
        "unit": rule.unit not in UNITS,
        "confidence": rule.confidence not in {None, *CONFIDENCES},
    }
    parts = [name for name, is_wrong in wrong.items() if is_wrong]
    if parts:
        raise InputError("title-rule-unreadable", parts=", ".join(parts), most=_MOST, units=", ".join(UNITS))
