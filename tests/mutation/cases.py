"""A mutated file, and what may become of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from random import Random

from tests.mutation.grids import Grid


@dataclass(frozen=True, slots=True)
class Case:
    """One file to import. `places`: the origin of each of its rows (null: none of the grid's), by the number that the
    document gives it; null where the bytes were changed, so that rows may stand elsewhere.

    `harmed`: origins whose values may be others. `whole`: every row that isn't harmed must come through. `lossy`:
    columns or words of the header are gone, so that values may be absent. `blank`: blanks in texts may have changed.
    `refusals`: codes that may be the answer; null: any. `touched`: how many places of the bytes were changed.
    """

    kind: str
    name: str
    body: bytes
    grid: Grid
    places: Mapping[int, int | None] | None
    harmed: frozenset[int] = frozenset()
    whole: bool = True
    lossy: bool = False
    blank: bool = False
    refusals: frozenset[str] | None = frozenset()
    touched: int = 0
    options: Mapping[str, str] = field(default_factory=dict)


Mutation = Callable[[Grid, Random], Case | None]
"""Makes a case of a grid; null where the grid has nothing to mutate so."""


def places(grid: Grid) -> dict[int, int | None]:
    """The origin of each row by its number in the document."""
    first = len(grid.above) + 2
    return {first + place: row.origin for place, row in enumerate(grid.rows)}


def harmed(grid: Grid) -> frozenset[int]:
    """The origins of the rows that were changed."""
    return frozenset(row.origin for row in grid.rows if row.harmed and row.origin is not None)
