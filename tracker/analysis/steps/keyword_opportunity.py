"""keyword-opportunity: every formula whose inputs a list has, scored on all of its keywords."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.analysis.bounds import Bounds, stored
from tracker.analysis.keywords import formulas
from tracker.analysis.keywords.expression import evaluate
from tracker.analysis.keywords.formulas import Formula
from tracker.analysis.keywords.told import Places, Told, groups, told
from tracker.normalise.words import load
from tracker.store.formulas import SaidFormula
from tracker.store.questions import Given

if TYPE_CHECKING:
    from pyarrow import Array, Table

LIST = ("source", "platform", "category", "region")
REASONS = (None, "missing-input", "two-units", "division-by-zero", "unbounded")


class _List(NamedTuple):
    """One list, the table of all readings, and the list's rows in it; `head`: source, platform, category, region."""

    head: tuple[str | None, ...]
    rows: Places
    told: Told
    table: Table


def answer(gathered: Table, given: Given) -> Mapping[str, Any]:
    """A row per list, formula and keyword, the best first."""
    import pyarrow as pa
    import pyarrow.compute as pc

    is_reading = pc.is_valid(gathered.column("source"))
    own = _own(gathered.filter(pc.invert(is_reading)))
    table = gathered.filter(is_reading)
    order = _precedence(table)
    parts = [
        part
        for each in _lists(table, order)
        for formula in _wanted(own, given)
        if (part := _scored(each, formula)) is not None
    ]
    if not parts:
        return {name: pa.array([], pa.null()) for name in _COLUMNS}
    return {name: pa.chunked_array([part[name] for part in parts]) for name in _COLUMNS}


_COLUMNS = (
    *LIST, "keyword", "formula", "expression", "direction", "score_low", "score_high", "percentile", "inputs", "units",
    "missing", "reason", "demand_metric", "demand_low", "demand_high", "supply_metric", "supply_low", "supply_high",
    "list_length", "scored_count", "since", "until", "document", "source_row",
)  # fmt: skip


def _own(rows: Table) -> list[Formula]:
    columns = (rows.column(name).to_pylist() for name in ("keyword", "metric", "direction", "meaning"))
    return [formulas.own(SaidFormula(*each)) for each in sorted(zip(*columns, strict=True))]


def _wanted(own: Sequence[Formula], given: Given) -> Sequence[Formula]:
    name = given.get("formula")
    return [formulas.named(str(name), own)] if name is not None else [*formulas.packaged(), *own]


def _precedence(table: Table) -> Places:
    """The rows in the order in which they count: newest period first, of several that end together the one that began
    last; then as they were imported."""
    latest = [-table.column(name).to_numpy().astype("datetime64[us]").astype(np.int64) for name in ("until", "since")]
    kept = [table.column(name).to_numpy() for name in ("batch_id", "source_row")]
    if all(len(each) == 0 or (each == each[0]).all() for each in latest):
        latest = []
    return np.lexsort([*reversed([*latest, *kept])])


def _lists(table: Table, order: Places) -> Iterator[_List]:
    in_order = bool((np.diff(order) == 1).all())
    ordered = (table if in_order else table.take(order)).combine_chunks()
    found = groups(ordered, *LIST)
    for head, rows in sorted(found, key=lambda each: [(part is None, part or "") for part in each[0]]):
        yield _List(head, rows, told(ordered, rows), ordered)


def _scored(of: _List, formula: Formula) -> dict[str, Array] | None:
    """The rows of one formula; None where every keyword lacks an input."""
    metrics = formula.expression.metrics
    known, length = of.told, len(of.told.keywords)
    absent = np.array([_absent(known, name) for name in metrics])
    missing = np.array([1 << place for place in range(len(metrics))]) @ absent
    if not (missing == 0).any():
        return None
    scores = evaluate(formula.expression, known.measures, length)
    unbounded = np.isinf(scores.low) & np.isinf(scores.high)
    low, high = (np.where(unbounded, np.nan, end) for end in (scores.low, scores.high))
    two = any(name in known.two_units for name in metrics)
    reason = np.select([missing > 0, scores.is_undefined, unbounded], [2 if two else 1, 3, 4], 0)
    place = formulas.percentile(Bounds(low, high), formula.direction)
    best = np.lexsort([of.told.rows, -np.where(np.isnan(place), -1, place)])
    best = best[of.table.column("is_wanted").to_numpy()[known.rows[best]]]
    return _columns(of, formula, best, missing, reason, (low, high, place))


def _absent(known: Told, name: str) -> NDArray[np.bool_]:
    if name not in known.measures:
        return np.ones(len(known.keywords), np.bool_)
    return np.isnan(known.measures[name].low)


def _columns(
    of: _List,
    formula: Formula,
    best: Places,
    missing: NDArray[np.int64],
    reason: NDArray[np.int64],
    scores: tuple[NDArray[np.float64], NDArray[np.float64], NDArray[np.float64]],
) -> dict[str, Array]:
    import pyarrow as pa

    known, metrics = of.told, formula.expression.metrics
    low, high, place = scores
    count = len(best)
    # the row that a keyword leads back to: that of its first input, else its first one
    where = known.places.get(metrics[0], np.full(len(known.keywords), -1))
    where = np.where(where < 0, known.rows, where)[best]
    since, until = _span(of)
    units = " · ".join(f"{name} {known.units.get(name, '–') or '–'}" for name in metrics)
    same = {
        **dict(zip(LIST, of.head, strict=True)), "formula": formula.name, "expression": formula.expression.text,
        "direction": formula.direction, "units": units, "list_length": len(known.keywords),
        "scored_count": int((reason == 0).sum()), "since": since, "until": until,
    }  # fmt: skip
    made: dict[str, Array] = {
        name: pa.nulls(count, pa.string()) if value is None else pa.repeat(value, count) for name, value in same.items()
    }
    for axis in ("demand", "supply"):
        metric = next((each for each in load("opportunity")["axes"][axis] if each in known.measures), None)
        made[f"{axis}_metric"] = pa.nulls(count, pa.string()) if metric is None else pa.repeat(metric, count)
        nothing = np.full(len(known.keywords), np.nan)
        ends = known.measures[metric] if metric else Bounds(nothing, nothing)
        made[f"{axis}_low"], made[f"{axis}_high"] = (_numbers(end[best]) for end in ends)
    return made | {
        "keyword": known.keywords.take(best),
        "score_low": _numbers(low[best]),
        "score_high": _numbers(high[best]),
        "percentile": _numbers(place[best]),
        "inputs": _inputs(of, metrics, best),
        "missing": _coded(missing[best], _absences(metrics)),
        "reason": _coded(reason[best], REASONS),
        "document": of.table.column("document").chunk(0).take(where),
        "source_row": of.table.column("source_row").chunk(0).take(where),
    }


def _inputs(of: _List, metrics: Sequence[str], best: Places) -> Array:
    """The inputs of each keyword in words: `search_popularity 110,019 · supply 426,789`."""
    import pyarrow as pa
    import pyarrow.compute as pc

    shown = of.table.column("shown").chunk(0)
    words: list[Any] = []
    for name in metrics:
        at = of.told.places.get(name, np.full(len(of.told.keywords), -1))[best]
        words += ["·"] if words else []
        words += [name, pc.fill_null(shown.take(pa.array(at, mask=at < 0)), "–")]
    made: Array = pc.binary_join_element_wise(*words, " ")
    return made


def _absences(metrics: Sequence[str]) -> list[str | None]:
    """By which inputs are missing (bits, the first input the lowest), their names."""
    return [
        " ".join(name for place, name in enumerate(metrics) if bits >> place & 1) or None
        for bits in range(1 << len(metrics))
    ]


def _coded(codes: NDArray[np.int64], texts: Sequence[str | None]) -> Array:
    import pyarrow as pa

    return pa.array(texts, pa.string()).take(pa.array(codes))


def _numbers(values: NDArray[np.float64]) -> Array:
    import pyarrow as pa

    return pa.array(stored(values), from_pandas=True)


def _span(of: _List) -> tuple[Any, Any]:
    since, until = (
        of.table.column(name).take(of.rows).to_numpy().astype("datetime64[us]") for name in ("since", "until")
    )
    return since.min().item(), until.max().item()
