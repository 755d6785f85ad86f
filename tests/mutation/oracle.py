"""What became of a file, and whether that may be, given what the unmutated table becomes."""

from __future__ import annotations

import itertools
import re
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NamedTuple

from tests.mutation import writing
from tests.mutation.cases import Case
from tests.mutation.grids import Grid
from tests.support import facts
from tracker.collect.file import from_bytes
from tracker.errors import TrackerError
from tracker.ingest import import_document, preview_document
from tracker.messages import REJECTED, STOPPED, rejection_message
from tracker.normalise.options import Options
from tracker.store import audits
from tracker.store.place import Store
from tracker.store.undo import undo_batch

MOST_SECONDS = 20

FEWEST = 7
"""Rows of which one with a cell too few or too many can be told from the others; of fewer rows it can't."""

_DERIVED = {"listing_key", "shop_key", "currency", "flags", "sold_kind", "sold_raw"}
"""Fields that are made of others where their own column is gone."""

_OF_READING = ("keyword", "metric", "value_low", "value_high")

Fact = Mapping[str, Any]


class Seen(NamedTuple):
    """What a file became. `facts`: by the row's number, what would be stored of it. `texts`: of each of these rows the
    cells of the used columns, by the columns' meaning. `meanings`: those columns. `first`: the number of the
    unmutated table's first row."""

    refusal: str | None
    facts: dict[int, list[Fact]]
    texts: dict[int, dict[str, str]]
    meanings: frozenset[tuple[str, str]]
    kinds: frozenset[str]
    wrong: tuple[str, ...]
    seconds: float
    first: int = 2


def unmutated(store: Store, grid: Grid, folder: Path) -> Seen:
    """What the grid becomes as it is."""
    body = writing.text(writing.lines(grid)).encode()
    return see(store, body, f"{grid.name}.csv", grid.options, folder)._replace(first=len(grid.above) + 2)


def see(store: Store, body: bytes, name: str, options: Mapping[str, str], folder: Path) -> Seen:
    """Preview a file. Errors that aren't ours come out as they are."""
    start = time.perf_counter()
    found: dict[int, list[Fact]] = {}
    texts: dict[int, dict[str, str]] = {}
    meant: set[tuple[str, str]] = set()
    kinds: set[str] = set()
    wrong: list[str] = []
    refusal = None
    try:
        previews = preview_document(store, from_bytes(body, name, folder), Options(**options)).previews
    except TrackerError as error:
        previews, refusal = [], error.code
        wrong += _wrong_message(error, name)
    for preview in previews:
        columns = [_meaning(each) for each in preview.layout.columns]
        meant |= {(meaning, each.header) for meaning, each in zip(columns, preview.layout.columns, strict=True)}
        kinds.add(preview.layout.kind)
        for row, cells in zip(preview.rows, preview.texts, strict=True):
            number, *values = row
            found.setdefault(number, []).append(_fact(preview.columns[1:], values))
            texts[number] = {each: text or "" for each, text in zip(columns, cells, strict=True)}
        wrong += [f"no message for {each.code}" for each in preview.rejections if each.code not in REJECTED]
        for each in preview.rejections:
            rejection_message(each.code, each.column, each.value)
        if preview.read != sum(preview.counts) + preview.rejected:
            wrong.append("counts don't add up")
    return Seen(refusal, found, texts, frozenset(meant), frozenset(kinds), tuple(wrong), time.perf_counter() - start)


def bring_and_undo(store: Store, case: Case, folder: Path) -> list[str]:
    """What is wrong with an import of the file and its undo; the store is empty before and after."""
    try:
        done = import_document(store, from_bytes(case.body, case.name, folder), Options(**case.options))
    except TrackerError as error:
        left = [f"{name} of a refused file" for name, rows in facts(store).items() if rows]
        return [*left, *_wrong_message(error, case.name)]
    wrong = [
        f"batch {each.batch_id}: counts don't add up"
        for each in done.batches
        if each.read != each.accepted + each.duplicates + each.corrected + each.rejected
    ]
    wrong += [f"audit {each.audit}: {each.rows[:2]}" for each in audits.run(store) if each.rows]
    for batch in reversed(done.batches):
        undo_batch(store, batch.batch_id)
    return wrong + [f"{name} after undo" for name, rows in facts(store).items() if rows]


def judge(base: Seen, case: Case, seen: Seen) -> list[str]:
    """What is wrong with what a case became; nothing where all is well."""
    wrong = list(seen.wrong)
    if seen.seconds > MOST_SECONDS:
        wrong.append(f"took {seen.seconds:.1f} s")
    if seen.refusal is not None:
        if case.refusals is not None and seen.refusal not in case.refusals and seen.refusal != base.refusal:
            wrong.append(f"refused: {seen.refusal}")
        return wrong
    if base.refusal is not None:
        return wrong
    if case.blank:
        base, seen = _without_blanks(base), _without_blanks(seen)
    if case.places is None:
        return wrong + list(_of_damaged(base, case, seen))
    return wrong + list(_of_placed(base, case, seen, case.places))


def _of_placed(base: Seen, case: Case, seen: Seen, places: Mapping[int, int | None]) -> Iterator[str]:
    """Of a case whose rows are known by their number."""
    for number, found in seen.facts.items():
        if number not in places or (origin := places[number]) is None:
            yield f"row {number} is no row of the table: {found[0]}"
            continue
        expected = base.facts.get(base.first + origin, [])
        if origin in case.harmed:
            yield from _shifts(base, seen, number)
        elif case.lossy:
            yield from _lost(expected, found, number)
        elif Counter(map(_frozen, found)) != Counter(map(_frozen, expected)):
            yield f"row {number}: {_differences(expected, found)}"
    if case.whole:
        for number, origin in places.items():
            known = origin is not None and origin not in case.harmed and base.facts.get(base.first + origin)
            if known and number not in seen.facts:
                yield f"row {number} didn't come through"


def _of_damaged(base: Seen, case: Case, seen: Seen) -> Iterator[str]:
    """Of a case whose bytes were changed somewhere: rows that are new must be few, and be what their cells say."""
    known = {number: Counter(map(_frozen, each)) for number, each in base.facts.items()}
    new = [
        number for number, found in seen.facts.items()
        if Counter(map(_frozen, found)) not in known.values()
    ]  # fmt: skip
    if seen.meanings == base.meanings and len(new) > 3 * case.touched + 2:
        yield f"{len(new)} of {len(seen.facts)} rows are new: {_differences(next(iter(base.facts.values())), seen.facts[new[0]])}"
        return
    for number in new:
        if seen.meanings == base.meanings:
            yield from _shifts(base, seen, number)
        elif seen.kinds == base.kinds and len(base.texts) >= FEWEST:
            near = _nearest(base, seen.texts[number])
            if near is not None:
                yield from _moved(base.texts[near], seen.texts[number], number)


def _shifts(base: Seen, seen: Seen, number: int) -> Iterator[str]:
    if len(base.texts) < FEWEST:
        return
    near = _nearest(base, seen.texts[number])
    if near is not None:
        yield from _moved(base.texts[near], seen.texts[number], number)


def _nearest(base: Seen, texts: Mapping[str, str]) -> int | None:
    """The unmutated row that shares most cells; null where none shares any."""

    def shared(number: int) -> int:
        return sum(1 for name, text in base.texts[number].items() if text and text == texts.get(name))

    best = max(base.texts, key=shared, default=None)
    return best if best is not None and shared(best) else None


def _moved(before: Mapping[str, str], after: Mapping[str, str], number: int) -> Iterator[str]:
    """The cells that stand under another column than they did."""
    for (here, text), (there, was) in itertools.product(after.items(), before.items()):
        if here == there or len(text) < 2 or text != was:
            continue
        if text != before.get(here, text) and after.get(there) != was:
            yield f"row {number}: {text!r} of {there} stands under {here}"
            return


def _lost(expected: list[Fact], found: list[Fact], number: int) -> Iterator[str]:
    """What differs where it may only be absent."""
    if found and "metric" in found[0]:
        known = [tuple(each[name] for name in _OF_READING) for each in expected]
        for each in found:
            if tuple(each[name] for name in _OF_READING) not in known:
                yield f"row {number}: {each}"
        return
    for before, after in zip(expected, found, strict=False):
        for name, value in after.items():
            if name not in _DERIVED and value not in {None, ""} and value != before[name]:
                yield f"row {number}: {name} is {value!r}, not {before[name]!r}"
    if not expected:
        yield f"row {number} was rejected, and is stored"


def _differences(expected: list[Fact], found: list[Fact]) -> str:
    if len(expected) == len(found) == 1:
        one, other = expected[0], found[0]
        return ", ".join(f"{name} {one[name]!r} → {other.get(name)!r}" for name in one if one[name] != other.get(name))
    before, after = Counter(map(_frozen, expected)), Counter(map(_frozen, found))
    return f"{len(expected)} → {len(found)} facts: {[dict(each) for each in (before - after)][:1]} → {[dict(each) for each in (after - before)][:1]}"


def _fact(columns: tuple[str, ...], values: list[Any]) -> Fact:
    """A fact, without the number by which rows of one derived key are told apart."""
    fact = dict(zip(columns, values, strict=True))
    if str(fact.get("listing_key") or "").startswith("~"):
        fact["listing_key"] = fact["listing_key"].partition("#")[0]
    return fact


def _frozen(fact: Fact) -> tuple[tuple[str, Any], ...]:
    return tuple(fact.items())


def _without_blanks(seen: Seen) -> Seen:
    def put(value: Any) -> Any:
        return re.sub(r"\s+", " ", value).strip() if isinstance(value, str) else value

    return seen._replace(
        facts={
            number: [{name: put(value) for name, value in each.items()} for each in found]
            for number, found in seen.facts.items()
        }
    )


def _meaning(column: Any) -> str:
    return ":".join(filter(None, (column.field, column.keyword, column.month)))


def _wrong_message(error: TrackerError, name: str) -> list[str]:
    """What a refusal lacks: words, and the name of the file."""
    if error.code not in STOPPED or error.code == "unexpected":
        return [f"code {error.code}"]
    return [] if name in str(error) or "document" not in error.facts else [f"{error.code} doesn't name the file"]
