"""Ask a question: by its query alone, or by its query and the step that computes from the rows gathered."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tracker.analysis.rows import values
from tracker.store import questions
from tracker.store.place import Store
from tracker.store.questions import Answer, Entry, Given, Question

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pandas import DataFrame
    from pyarrow import Array, DataType, Table


def ask(store: Store, name: str, given: Given | None = None) -> Answer:
    """The answer; parameters that aren't given are null. A store that doesn't exist yet answers with no rows.

    Raises UnknownQuestion `question-unknown`, `parameter-unknown`, InputError for values out of range, StoreError.
    """
    return rows(ask_arrow(store, name, given))


def ask_frame(store: Store, name: str, given: Given | None = None) -> DataFrame:
    """The answer as a pandas frame, for display: decimals become floats there. Raises as `ask` does."""
    return frame(ask_arrow(store, name, given))


def rows(table: Table) -> Answer:
    """An answer's table as rows, decimals exact."""
    columns = map(values, table.columns)
    return Answer(tuple(table.column_names), list(zip(*columns, strict=True)))


def frame(table: Table) -> DataFrame:
    """An answer's table as a pandas frame, decimals as floats."""
    import pyarrow as pa

    for place, field in enumerate(table.schema):
        if pa.types.is_decimal(field.type):
            table = table.set_column(place, field.name, table.column(place).cast(pa.float64()))
    made: DataFrame = table.to_pandas()
    return made


def ask_arrow(store: Store, name: str, given: Given | None = None) -> Table:
    """The answer as an Arrow table, with the types of the question's head. Raises as `ask` does."""
    question = questions.get(name)
    said = questions.parameters(question, given or {})
    gathered = questions.fetch(store, question, said)
    if question.computed is None:
        return gathered
    step = import_module(f"tracker.analysis.steps.{question.computed}")
    return shaped(question, step.answer(gathered, said))


def shaped(question: Question, columns: Mapping[str, Any]) -> Table:
    """Columns (lists or numpy arrays of one length, by name) as a table under the question's columns and types.

    NaN and NaT are null. Floats are rounded to the scale of a DECIMAL. Raises KeyError where a column is missing.
    """
    import pyarrow as pa

    made = {each.name: _typed(each, columns[each.name]) for each in question.columns}
    return pa.table(made)


def _typed(entry: Entry, values: Any) -> Array:
    import pyarrow as pa

    to = _arrow_type(entry.type)
    if pa.types.is_decimal(to) and not isinstance(values, pa.Array | pa.ChunkedArray):
        from decimal import Decimal

        step = Decimal(1).scaleb(-to.scale)
        values = [None if _missing(each) else Decimal(str(each)).quantize(step) for each in values]
        return pa.array(values, to)
    array = values if isinstance(values, pa.Array | pa.ChunkedArray) else pa.array(values, from_pandas=True)
    return array.cast(to)


def _missing(value: Any) -> bool:
    return value is None or value != value  # noqa: PLR0124 - NaN alone differs from itself


def _arrow_type(name: str) -> DataType:
    import pyarrow as pa

    known = {
        "VARCHAR": pa.string(),
        "BIGINT": pa.int64(),
        "DOUBLE": pa.float64(),
        "BOOLEAN": pa.bool_(),
        "DATE": pa.date32(),
        "TIMESTAMP": pa.timestamp("us"),
    }
    if name.startswith("DECIMAL"):
        precision, scale = name.removeprefix("DECIMAL(").removesuffix(")").split(",")
        return pa.decimal128(int(precision), int(scale))
    return known[name]
