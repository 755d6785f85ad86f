"""Take away the keywords that a page shows: a file of these rows in this order, and their words to copy."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

import pandas as pd
import streamlit as st

from tracker.dashboard import terms, text, widgets
from tracker.export.keywords import FORMATS
from tracker.i18n import gettext as _
from tracker.store.questions import Answer

MIME = {
    "csv": "text/csv",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "txt": "text/plain",
    "json": "application/json",
}

COPIED = 2000
"""Keywords that the box to copy from holds; the file has all."""


def order(names: Mapping[str, str]) -> tuple[str | None, bool]:
    """What the visitor sorts by, of columns under their labels (null: as listed), and whether the greatest come
    first."""
    left, right, _rest = st.columns([2, 2, 4], vertical_alignment="bottom")
    with left:
        by = widgets.choice(_("Sort by"), "sort", list(names), names.__getitem__, everything=_("as listed"))
    with right:
        down = st.toggle(_("Greatest first"), value=True, disabled=by is None, key="sort-down")
    return by, down


def ordered(rows: pd.DataFrame, columns: Sequence[str]) -> pd.DataFrame:
    """The rows as the visitor sorts them: by one of the columns (as `answers.table` takes them; a bound by its low
    end), what is missing last."""
    by, down = order({name: terms.column(name) for name in columns})
    if by is None:
        return rows
    keys = [by] if by in rows else [f"{by}_low", f"{by}_high"]
    return rows.sort_values(keys, ascending=not down, kind="stable", na_position="last")


def take_away(rows: pd.DataFrame, name: str, words: str = "keyword") -> None:
    """A button for a file of the rows, as they stand, with all columns of the answer, and the keywords to copy.

    `words`: the column that a text file and the copy hold.
    """
    names = form_names()
    left, right, _rest = st.columns([2, 2, 4], vertical_alignment="bottom")
    with left:
        form = widgets.choice(_("Format"), "format", list(names), names.__getitem__) or "csv"
    with right:
        st.download_button(
            _("Export as {format}").format(format=form),
            data=lambda: written(rows, form, words),
            file_name=f"{file_name(name)}.{form}",
            mime=MIME[form],
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            key=f"export-{form}",
        )
    st.caption(
        _("The file holds these rows in this order, with where each stands. A click on a header sorts the screen "
          "alone.")
    )  # fmt: skip
    with st.expander(_("Copy the keywords")):
        every = rows[words].drop_duplicates()
        st.code("\n".join(" ".join(str(each).split()) for each in every.head(COPIED)), language=None, height=220)
        if len(every) > COPIED:
            st.caption(_("The first {shown} of {all} rows.").format(shown=COPIED, all=text.number(len(every))))


def written(rows: pd.DataFrame, form: str, words: str = "keyword") -> bytes:
    """The rows as a file of this format; a text file holds the column `words` alone."""
    if form == "txt":
        return FORMATS[form](Answer(("keyword",), [(each,) for each in rows[words]]))
    return FORMATS[form](answer(rows))


def form_names() -> dict[str, str]:
    """What the formats of a file are called."""
    return {
        "csv": _("CSV, opens in Excel"),
        "xlsx": _("Excel workbook"),
        "txt": _("Text, a keyword per line"),
        "json": _("JSON"),
    }


def file_name(name: str) -> str:
    """A name that every system takes."""
    return f"keywords-{re.sub(r'[^0-9A-Za-z-]+', '_', name)}"


def answer(rows: pd.DataFrame) -> Answer:
    """The rows as an answer: what is missing is null, times are Python's."""
    columns = [_values(rows[name]) for name in rows.columns]
    return Answer(tuple(rows.columns), list(zip(*columns, strict=True)))


def _values(column: pd.Series[Any]) -> list[Any]:
    if pd.api.types.is_datetime64_any_dtype(column):
        return [None if pd.isna(each) else each.to_pydatetime() for each in column]
    return [None if text.is_missing(each) else each for each in column.tolist()]
