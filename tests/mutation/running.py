"""Many cases, one after another: which grid, which mutation and how is told by the case's number alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.mutation import harmful, harmless
from tests.mutation.cases import Case, Mutation
from tests.mutation.grids import Grid, cut
from tests.mutation.oracle import Seen, bring_and_undo, judge, see, unmutated
from tracker.store.place import Store

CUTS = 4
"""Cuts of each grid; what each becomes unmutated is looked at once."""

_IMPORTED = 20
"""Of so many cases one is imported and undone, too."""

MUTATIONS: tuple[Mutation, ...] = (
    *(harmless.changed(each) for each in harmless.CHANGES),
    *harmless.FORMS,
    *[harmless.several] * 12,
    *(harmful.with_rows_deleted, harmful.with_columns_dropped, harmful.with_quote_broken, harmful.with_thousands),
    *(harmful.with_delimiter_lost, harmful.with_cell_emptied, harmful.with_huge_cell, harmful.cut_short),
    *(harmful.cut_at_line, harmful.flipped_in_part, harmful.spliced, harmful.cut_short, harmful.spliced),
    *(harmful.flipped(1, 1), harmful.flipped(2, 8), harmful.flipped(30, 300)),
)


@dataclass(slots=True)
class Tally:
    """What came of the cases: how many by kind, refusals by code, facts compared, and what was wrong."""

    kinds: Counter[str] = field(default_factory=Counter)
    refusals: Counter[str] = field(default_factory=Counter)
    facts: int = 0
    imported: int = 0
    slowest: float = 0
    wrong: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Count what another run found, too."""
        self.kinds += other.kinds
        self.refusals += other.refusals
        self.facts += other.facts
        self.imported += other.imported
        self.slowest = max(self.slowest, other.slowest)
        self.wrong += other.wrong

    def told(self) -> str:
        """All of it in lines."""
        kinds = ", ".join(f"{count} {kind}" for kind, count in sorted(self.kinds.items()))
        codes = ", ".join(f"{count} {code}" for code, count in self.refusals.most_common())
        return (
            f"{self.kinds.total()} files: {kinds}\n{self.facts} facts compared; {self.imported} imported and undone; "
            f"refused: {codes}\nslowest {self.slowest:.1f} s\n"
        )


class Runner:
    """Runs cases over grids. `folder` takes files; `temporary` is where the program puts its own, and stays empty."""

    def __init__(self, grids: Sequence[Grid], folder: Path, temporary: Path, cuts: int = CUTS) -> None:
        self.grids, self.folder, self.temporary, self.cuts = grids, folder, temporary, cuts
        self.store = Store(folder / "none" / "none.duckdb")
        self.tally = Tally()
        self._known: dict[tuple[int, int], tuple[Grid, Seen]] = {}

    def run(self, numbers: Iterable[int]) -> Tally:
        """Run the cases of these numbers."""
        for number in numbers:
            self.one(number)
        return self.tally

    def one(self, number: int) -> None:
        """Make the case of a number, look what becomes of it, and judge that."""
        case, base = self.case(number)
        try:
            seen = see(self.store, case.body, case.name, case.options, self.folder)
            wrong = judge(base, case, seen)
            if number % _IMPORTED == 0:
                wrong += bring_and_undo(Store(self.folder / str(number) / "a.duckdb"), case, self.folder)
                self.tally.imported += 1
        except Exception as error:
            error.add_note(f"case {number}: {case.kind} of {case.grid.name}")
            raise
        wrong += [f"left behind: {path.name}" for path in self.temporary.iterdir()]
        self.tally.kinds[case.kind.partition(",")[0].split("'")[0].strip()] += 1
        self.tally.refusals.update([seen.refusal] if seen.refusal else [])
        self.tally.facts += sum(map(len, seen.facts.values())) if base.refusal is None else 0
        self.tally.slowest = max(self.tally.slowest, seen.seconds)
        self.tally.wrong += [f"case {number}, {case.kind} of {case.grid.name}: {each}" for each in wrong]

    def case(self, number: int) -> tuple[Case, Seen]:
        """The case of a number, and what its table becomes unmutated."""
        random = Random(number)
        mutation = MUTATIONS[number % len(MUTATIONS)]
        while True:
            grid, base = self._unmutated(random.randrange(len(self.grids)), random.randrange(self.cuts))
            if grid.rows and (case := mutation(grid, random)):
                return case, base

    def _unmutated(self, which: int, place: int) -> tuple[Grid, Seen]:
        if (which, place) not in self._known:
            grid = cut(self.grids[which], Random(which * CUTS + place))
            self._known[which, place] = grid, unmutated(self.store, grid, self.folder)
        return self._known[which, place]
