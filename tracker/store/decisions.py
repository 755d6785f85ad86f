"""Decisions in the store: what the user changed on a listing, and when. What came of it is asked, not stored."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from tracker.errors import InputError
from tracker.store.connect import reading, writing
from tracker.store.mappings import now
from tracker.store.place import Store

KINDS = ("title", "price", "other")

_LONGEST = 10_000
"""Characters of a text that a decision keeps."""


@dataclass(frozen=True, slots=True)
class Decision:
    """A change that the user made. `changed_at`: market's wall time; midnight where only the day is known. `before`,
    `after`: the title or price as the user says it; null: not said. `decision_id`: null until it is kept."""

    platform: str
    listing_key: str
    kind: str
    changed_at: datetime
    before: str | None = None
    after: str | None = None
    note: str | None = None
    decision_id: int | None = None


def list_decisions(store: Store, platform: str | None = None, listing_key: str | None = None) -> list[Decision]:
    """Decisions by their ids, of all listings or of those named; none where the store doesn't exist yet."""
    with reading(store) as con:
        rows = con.execute(
            """SELECT platform, listing_key, kind, changed_at, before_text, after_text, note, decision_id
            FROM decision
            WHERE coalesce(platform = $1, true) AND coalesce(listing_key = $2, true)
            ORDER BY decision_id""",
            [platform, listing_key],
        ).fetchall()
    return [Decision(*row) for row in rows]


def add_decision(store: Store, decision: Decision) -> Decision:
    """Keep a decision under the next id; as it is kept, its texts without blanks around them.

    The listing needn't be known: a decision may be written down before the listing is first seen.
    Raises InputError `decision-kind-unknown`, `decision-unreadable`, StoreError.
    """
    said = _settled(decision)
    with writing(store) as con:
        (last,) = con.execute("SELECT coalesce(max(decision_id), 0) FROM store.decision").fetchone() or (0,)
        kept = replace(said, decision_id=last + 1)
        con.execute(
            """INSERT INTO store.decision (decision_id, platform, listing_key, kind, changed_at, before_text,
                after_text, note, entered_at)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)""",
            [kept.decision_id, kept.platform, kept.listing_key, kept.kind, kept.changed_at, kept.before, kept.after,
             kept.note, now()],
        )  # fmt: skip
    return kept


def delete_decision(store: Store, decision_id: int) -> Decision:
    """Forget a decision; what it was. Raises InputError `decision-unknown`, StoreError."""
    with writing(store) as con:
        gone = con.execute(
            """DELETE FROM store.decision WHERE decision_id = ?
            RETURNING platform, listing_key, kind, changed_at, before_text, after_text, note, decision_id""",
            [decision_id],
        ).fetchone()
        if gone is None:
            raise InputError("decision-unknown", decision=decision_id)
    return Decision(*gone)


def is_known(store: Store, platform: str, listing_key: str) -> bool:
    """Whether anything was ever seen of the listing."""
    with reading(store) as con:
        found = con.execute(
            "SELECT 1 FROM listing_snapshot WHERE standing AND platform = ? AND listing_key = ? LIMIT 1",
            [platform, listing_key],
        ).fetchone()
    return found is not None


def _settled(decision: Decision) -> Decision:
    """The decision as it is kept; a text of blanks says nothing. Raises as `add_decision` does."""
    if decision.kind not in KINDS:
        raise InputError("decision-kind-unknown", kind=decision.kind, known=", ".join(KINDS))
    before, after, note = ((text or "").strip() or None for text in (decision.before, decision.after, decision.note))
    key = decision.listing_key.strip()
    wrong = {
        "listing": not key,
        "platform": not decision.platform.strip(),
        "text": any(len(text or "") > _LONGEST for text in (key, before, after, note)),
    }
    parts = [name for name, is_wrong in wrong.items() if is_wrong]
    if parts:
        raise InputError("decision-unreadable", parts=", ".join(parts), limit=_LONGEST)
    return replace(decision, listing_key=key, before=before, after=after, note=note)
