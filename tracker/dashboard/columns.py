"""Add data: what each column was taken for, how sure that is, and where a person corrects it or answers a question.

What is said here goes into the options of the document, and the preview is made anew.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from tracker.dashboard import data, reasons, text
from tracker.dashboard.data import Intake
from tracker.i18n import gettext as _
from tracker.ingest import Preview
from tracker.normalise import mapping
from tracker.normalise.column import Column, Doubt
from tracker.normalise.layout import Layout
from tracker.normalise.options import Options

_MOST = 60
"""Columns that can be corrected one by one; a table with more has them in its own program too."""

ASKED = frozenset({"columns-doubtful", "keyword-needed"})
"""Codes of refusals that are questions about columns."""

_EXAMPLES = 3

_SAID = "said_columns"
_BOXES = "column_boxes"


@dataclass(frozen=True, slots=True)
class _Box:
    """A box as it was last drawn: the digest of its document, its column by name, and what it showed."""

    digest: str
    column: str
    asks_keyword: bool
    shown: str | None

    def meaning(self, chosen: str) -> str:
        if not self.asks_keyword:
            return chosen
        return f"{mapping.TERM}:{chosen.strip()}" if chosen.strip() else mapping.IGNORED


def hear() -> None:
    """Take up what was chosen in the boxes since they were drawn.

    They have no callbacks: one that a click interrupts is not called again, and the answer would be lost.
    """
    boxes: dict[str, _Box] = st.session_state.setdefault(_BOXES, {})
    said: dict[str, dict[str, str]] = st.session_state.setdefault(_SAID, {})
    for key, box in list(boxes.items()):
        chosen = st.session_state.get(key, box.shown)
        if chosen == box.shown:
            continue
        own = said.setdefault(box.digest, {})
        if chosen is None:
            own.pop(box.column, None)
        else:
            own[box.column] = box.meaning(chosen)
        boxes[key] = replace(box, shown=chosen)


def options(document: Intake, general: Options) -> Options:
    """What the user said beside the document, with what they said of its columns."""
    return replace(general, columns=tuple(sorted(_answers(document).items())))


def forget() -> None:
    """The next documents begin without answers."""
    st.session_state.pop(_SAID, None)
    st.session_state.pop(_BOXES, None)


def show(document: Intake, preview: Preview) -> None:
    """What each column was taken for, and folded away (open where something is asked) the way to correct it."""
    layout = preview.layout
    st.markdown("**" + _("What each column was taken for") + "**")
    rows = _told(layout)
    st.dataframe(
        pd.DataFrame(rows), hide_index=True, height=min(38 + 35 * len(rows), 260),
        column_config={_("How sure"): st.column_config.TextColumn(width="small")},
    )  # fmt: skip
    asked = reasons.questions(layout)
    if asked:
        st.warning(_("Please say what these columns are."), icon=":material/help:")
        for each in asked:
            _question(document, preview.sheet, layout, each, _examples(preview, each.index))
    if layout.header_row:
        _folded(
            document, preview.sheet, layout, lambda index: _examples(preview, index), {each.index for each in asked}
        )
    if asked or _answers(document):
        _promise()


def ask(document: Intake, sheet: str | None, code: str, facts: dict[str, object]) -> bool:
    """Ask what a document, or a part of it, was refused for, where that is a question about columns."""
    layout = facts.get("layout")
    if code == "columns-doubtful" and isinstance(layout, Layout):
        for each in layout.doubts:
            _question(document, sheet, layout, each, each.examples)
        _folded(document, sheet, layout, lambda _index: (), {each.index for each in layout.doubts})
    elif code == "keyword-needed":
        column = str(facts.get("column"))
        label = _("Which keyword are the numbers in column “{column}” of?").format(column=text.plain(column))
        _keyword(document, sheet, column, label, "", _("such as 连衣裙"))
    else:
        return False
    _promise()
    return True


def take_back(document: Intake) -> None:
    """The way back from answers with which the document can't be stored."""
    if _answers(document) and st.button(_("Take my answers back"), key=f"take-back-{data.digest(document)}"):
        st.session_state[_SAID].pop(data.digest(document))
        st.rerun()


def _answers(document: Intake) -> dict[str, str]:
    found: dict[str, str] = st.session_state.get(_SAID, {}).get(data.digest(document), {})
    return found


def _folded(
    document: Intake, sheet: str | None, layout: Layout, examples: Callable[[int], Sequence[str]], asked: set[int]
) -> None:
    """The boxes of the columns that nobody asks for, drawn when they are unfolded."""
    name = f"correct-{data.digest(document)}-{sheet}-{layout.header_row}"
    box = st.expander(_("Correct what a column means"), key=name, on_change="rerun")
    if box.open:
        with box:
            _corrections(document, sheet, layout, examples, asked)


def _promise() -> None:
    st.caption(_("When you store it, these answers are remembered for tables with the same headers."))


def _told(layout: Layout) -> list[dict[str, str]]:
    """A row for each column of the document that has a header or a meaning."""
    both: list[Column | Doubt] = [*layout.doubts, *layout.columns]
    found = {each.index: each for each in both}
    rows = []
    for index, cell in enumerate(layout.header):
        column = found.get(index)
        if column is None and not cell.strip():
            continue
        rows.append({
            _("Column in the file"): cell.strip() or f"#{index + 1}",
            _("Taken for"): reasons.taken_for(column),
            _("How sure"): reasons.sureness(column) if column else "",
            _("Why"): reasons.why(column) if column else "",
        })  # fmt: skip
    for index in layout.unnamed:
        rows.append({
            _("Column in the file"): f"#{index + 1}",
            _("Taken for"): reasons.taken_for(None),
            _("How sure"): "",
            _("Why"): _("it has no name"),
        })  # fmt: skip
    return rows


def _question(
    document: Intake, sheet: str | None, layout: Layout, column: Column | Doubt, examples: Sequence[str]
) -> None:
    cells = ", ".join(text.plain(text.short(each, 40)) for each in examples[:_EXAMPLES])
    asked = _("“{column}” ({cells}): is it {meaning}?").format(
        column=text.plain(column.header), cells=cells, meaning=reasons.meaning(column)
    )
    current = reasons.as_said(column) if isinstance(column, Column) else None
    first = [reasons.as_said(column) if isinstance(column, Column) else column.field, mapping.IGNORED]
    _select(document, sheet, layout, column.index, asked, current, first)


def _corrections(
    document: Intake, sheet: str | None, layout: Layout, examples: Callable[[int], Sequence[str]], asked: set[int]
) -> None:
    """A box for each column that isn't asked already."""
    columns = {each.index: each for each in layout.columns}
    named = [
        index for index, cell in enumerate(layout.header) if index not in asked and (cell.strip() or index in columns)
    ]
    for start in range(0, len(named[:_MOST]), 3):
        for place, index in zip(st.columns(3), named[start : min(start + 3, _MOST)], strict=False):
            column = columns.get(index)
            label = text.plain(layout.header[index].strip() or f"#{index + 1}")
            with place:
                if layout.kind == "trend" and index:
                    name = mapping.name_of(index, layout.header)
                    keyword = column.keyword if column and column.keyword else ""
                    _keyword(document, sheet, name, _("{column}: the keyword").format(column=label), keyword)
                else:
                    current = reasons.as_said(column) if column else mapping.IGNORED
                    _select(document, sheet, layout, index, label, current, [mapping.IGNORED])
                cells = ", ".join(text.short(each, 24) for each in examples(index)[:_EXAMPLES])
                if cells:
                    st.caption(text.plain(cells))
    if len(named) > _MOST:
        st.caption(_("The first {shown} are shown.").format(shown=_MOST))


def _select(
    document: Intake, sheet: str | None, layout: Layout, index: int, label: str, current: str | None, first: list[str]
) -> None:
    """A box of all that a column of this kind of table can mean; `current` null: not answered yet."""
    possible = list(dict.fromkeys([*first, *([current] if current else []), *reasons.possible(layout.kind)]))
    name = mapping.name_of(index, layout.header)
    key = f"means-{data.digest(document)}-{sheet}-{layout.kind}-{index}"
    _put(key, _Box(data.digest(document), name, asks_keyword=False, shown=current))
    st.selectbox(
        label, possible, index=None, key=key, format_func=reasons.said, placeholder=_("choose what it is")
    )  # fmt: skip


def _keyword(document: Intake, sheet: str | None, name: str, label: str, current: str, hint: str | None = None) -> None:
    """The keyword whose values over time stand in a column; without one the column is not used."""
    key = f"term-{data.digest(document)}-{sheet}-{name}"
    _put(key, _Box(data.digest(document), name, asks_keyword=True, shown=current))
    st.text_input(label, key=key, placeholder=hint or _("not used"))


def _put(key: str, box: _Box) -> None:
    """The box shows what the preview was made with, also where another answer changed it."""
    boxes: dict[str, _Box] = st.session_state.setdefault(_BOXES, {})
    if key not in st.session_state or st.session_state[key] != box.shown:
        st.session_state[key] = box.shown
    boxes[key] = box


def _examples(preview: Preview, index: int) -> Sequence[str]:
    """The first cells of a column that is used or asked; none of another one."""
    doubt = next((each for each in preview.layout.doubts if each.index == index), None)
    if doubt:
        return doubt.examples
    places = [place for place, each in enumerate(preview.layout.columns) if each.index == index]
    cells = [row[places[0]] for row in preview.texts] if places else []
    return [each for each in dict.fromkeys(cells) if each and each.strip()]
