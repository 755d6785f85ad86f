"""The user's own formulas of keyword opportunity in the store. What an expression means is known to analysis alone."""

from __future__ import annotations

from dataclasses import astuple, dataclass

from tracker.errors import InputError
from tracker.store.connect import reading, writing
from tracker.store.mappings import now
from tracker.store.place import Store


@dataclass(frozen=True, slots=True)
class SaidFormula:
    """A formula as the user said it. `direction`: high or low, which end is good. `meaning`: null: not said."""

    name: str
    expression: str
    direction: str
    meaning: str | None = None


def list_formulas(store: Store) -> list[SaidFormula]:
    """All of them by name; none where the store doesn't exist yet."""
    with reading(store) as con:
        rows = con.execute("SELECT name, expression, direction, meaning FROM formula ORDER BY name").fetchall()
    return [SaidFormula(*row) for row in rows]


def put_formula(store: Store, formula: SaidFormula) -> None:
    """Keep a formula in place of the one of the same name. Raises StoreError."""
    with writing(store) as con:
        con.execute("DELETE FROM store.formula WHERE name = ?", [formula.name])
        con.execute(
            "INSERT INTO store.formula (name, expression, direction, meaning, entered_at) VALUES (?, ?, ?, ?, ?)",
            [*astuple(formula), now()],
        )


def delete_formula(store: Store, name: str) -> None:
    """Forget a formula. Raises InputError `formula-unknown`, StoreError."""
    with writing(store) as con:
        gone = con.execute("DELETE FROM store.formula WHERE name = ? RETURNING 1", [name]).fetchall()
        if not gone:
            known = con.execute("SELECT name FROM store.formula ORDER BY name").fetchall()
            raise InputError("formula-unknown", name=name, known=", ".join(each for (each,) in known) or "-")
