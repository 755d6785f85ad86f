"""Words in the store: what the user says of a word of keywords and titles, in place of what is suggested."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from tracker.errors import InputError
from tracker.store.connect import reading, writing
from tracker.store.mappings import now
from tracker.store.place import Store

ROLES = ("core", "attribute", "audience", "scene", "brand", "filler")

_LONGEST = 60
"""Characters of a word; what is longer is a text."""


@dataclass(frozen=True, slots=True)
class Word:
    """What is said of a word, which who says it has folded as keywords are (`normalise/keyword.py`).

    `role`: one of ROLES; null: not said. `is_whole`: True: never cut, wherever it stands; False: never one word; null:
    not said.
    """

    word: str
    role: str | None = None
    is_whole: bool | None = None


def list_words(store: Store) -> list[Word]:
    """All words by their spelling; none where the store doesn't exist yet."""
    with reading(store) as con:
        rows = con.execute("SELECT word, role, is_whole FROM word ORDER BY word").fetchall()
    return [Word(*row) for row in rows]


def set_word(store: Store, said: Word) -> Word:
    """Keep what is said of a word beside what was said of it before: a role leaves the cut as it was, and the other way
    round. The word as it is kept.

    Raises InputError `word-unreadable`, StoreError.
    """
    _check(said)
    with writing(store) as con:
        before = con.execute("DELETE FROM store.word WHERE word = ? RETURNING role, is_whole", [said.word]).fetchone()
        role, is_whole = before or (None, None)
        kept = Word(said.word, said.role or role, is_whole if said.is_whole is None else said.is_whole)
        con.execute(
            "INSERT INTO store.word (word, role, is_whole, entered_at) VALUES (?, ?, ?, ?)", [*astuple(kept), now()]
        )
    return kept


def delete_word(store: Store, word: str) -> Word:
    """Forget what was said of a word, folded; what it was. Raises InputError `word-unknown`, StoreError."""
    with writing(store) as con:
        gone = con.execute("DELETE FROM store.word WHERE word = ? RETURNING word, role, is_whole", [word]).fetchone()
        if gone is None:
            raise InputError("word-unknown", word=word)
    return Word(*gone)


def _check(said: Word) -> None:
    """Raises InputError `word-unreadable`: which part makes no sense."""
    wrong = {
        "word": not any(map(str.isalnum, said.word)) or len(said.word) > _LONGEST,
        "role": said.role is not None and said.role not in ROLES,
        "nothing-said": said.role is None and said.is_whole is None,
        "apart": said.is_whole is False and len(said.word) == 1,
    }
    parts = [name for name, is_wrong in wrong.items() if is_wrong]
    if parts:
        raise InputError("word-unreadable", parts=", ".join(parts))
