"""An answer on a page: its sentence, its rows as a table a person reads, and how to read it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from tracker.dashboard import data, labels, terms, text
from tracker.i18n import gettext as _
from tracker.store.questions import Value

ROWS = 300
"""Rows of a table on a page; the command line has all."""

_IN_UNIT = {"value", "before", "first", "last"}
"""Bounds in the unit that their row names."""


def section(
    title: str, name: str, columns: Sequence[str], how: str, *, rows: pd.DataFrame | None = None, **given: Value
) -> pd.DataFrame:
    """A heading, the answer read aloud, its table, and how to read it; returns the answer's rows.

    `columns` in the order shown; `x` stands for `x_low` and `x_high` where the answer has a bound. `rows`: a part of
    the answer to show instead of all. Of what is `given`, the question is asked what it takes.
    """
    st.subheader(text.plain(title))
    known = {each: value for each, value in given.items() if each in data.parameters(name)}
    found = data.frame(name, **known)
    st.markdown(text.plain(data.aloud(name, **known)))
    shown = found if rows is None else rows
    if len(shown):
        table(shown, columns)
        st.caption(how)
    return found


def table(rows: pd.DataFrame, columns: Sequence[str], called: Mapping[str, str] | None = None) -> None:
    """Rows of an answer under labels; columns without any value are left out. `called`: columns whose label says
    something else here."""
    names = {terms.column(name): label for name, label in (called or {}).items()}
    st.dataframe(worded(rows.head(ROWS), columns).rename(columns=names), hide_index=True, placeholder="")
    if len(rows) > ROWS:
        st.caption(_("The first {shown} of {all} rows.").format(shown=ROWS, all=text.number(len(rows))))


def worded(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The columns of an answer as people read them, under labels in the visitor's language."""
    made: dict[str, Any] = {}
    for name in columns:
        cells = _cells(rows, name)
        if any(not text.is_missing(each) and each != "" for each in cells):
            made[terms.column(name)] = cells
    return pd.DataFrame(made)


def _cells(rows: pd.DataFrame, name: str) -> list[Any]:
    """One column; a bound in words, codes translated, shares as percentages, numbers as numbers."""
    unit = "ratio" if name.endswith(("ratio", "share", "growth", "progress")) else None
    if f"{name}_low" in rows and f"{name}_high" in rows:
        units = rows["unit"] if name in _IN_UNIT and "unit" in rows else [unit] * len(rows)
        ends = (_shown(rows[f"{name}_{end}"], unit) for end in ("low", "high"))
        return [text.bound(*each) for each in zip(*ends, units, strict=True)]
    values = rows[name]
    if name == "platform":
        return [labels.platform(None if text.is_missing(each) else each) for each in values]
    if unit:
        return [text.percent(each) for each in _shown(values, unit)]
    if pd.api.types.is_bool_dtype(values):
        return [_("yes") if each else "" for each in values]
    if pd.api.types.is_numeric_dtype(values):
        return list(values)
    return ["" if text.is_missing(each) else _word(name, each) for each in values]


def _shown(values: pd.Series[Any], unit: str | None) -> pd.Series[Any]:
    """Numbers to as many places as a table shows: a tenth of a percent, else four."""
    return values.round(3 if unit else 4)


def _word(name: str, value: Any) -> str:
    return terms.code(name, value) if isinstance(value, str) else text.cell(value)
