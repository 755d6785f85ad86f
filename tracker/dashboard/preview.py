"""Add data, second half: what storing would do, shown before anything is written, and what it did."""

from __future__ import annotations

from collections.abc import Iterable

import pandas as pd
import streamlit as st

from tracker.dashboard import beside, columns, data, labels, reasons, text, widgets
from tracker.dashboard.data import Intake
from tracker.errors import TrackerError
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.ingest import NO_TABLE, Preview, Previewed
from tracker.messages import render
from tracker.model import Left
from tracker.normalise.options import Options
from tracker.store.batches import Batch
from tracker.store.undo import Undone

Looked = list[tuple[Intake, Previewed | TrackerError]]
"""Each document with what it would bring, or with the reason why it can't be stored."""

ROWS = 20
"""Rows of a preview that are shown."""

_COLOURS = {
    beside.REFUSED: "background-color: #fde3e3; color: #7d1414",
    beside.ASKED: "background-color: #fff1cc; color: #5c4300",
    "": "",
}


def look(documents: list[Intake], general: Options) -> Looked:
    """Preview the documents. One is read again only when it, what was said beside it, or the store have changed."""
    columns.hear()
    known: dict[tuple[str, ...], Previewed | TrackerError] = st.session_state.get("previews", {})
    found: dict[tuple[str, ...], Previewed | TrackerError] = {}
    place, traces = data.state()
    looked: Looked = []
    for each in documents:
        options = columns.options(each, general)
        key = (each.name, data.digest(each), options.as_json(), place, str(traces), language())
        found[key] = known[key] if key in known else _look(each, options)
        looked.append((each, found[key]))
    st.session_state["previews"] = found
    return looked


def _look(document: Intake, options: Options) -> Previewed | TrackerError:
    with st.spinner(_("Reading …")):
        try:
            return data.preview(document, options)
        except TrackerError as error:
            return error


def show(document: Intake, preview: Preview) -> None:
    """One table of a document: what it is, its columns, its rows as they will be stored, what is refused."""
    with st.container(border=True):
        st.text(preview.document + (f" · {preview.sheet}" if preview.sheet else ""))
        _facts(preview)
        counts = [
            (_("New"), preview.counts.accepted),
            (_("Already stored"), preview.counts.duplicates),
            (_("Corrections"), preview.counts.corrected),
            (_("Rejected rows"), preview.rejected),
        ]
        for column, (label, count) in zip(st.columns(4), counts, strict=True):
            column.metric(label, text.number(count))
        columns.show(document, preview)
        _rows(preview)
        if preview.rejections:
            st.markdown("**" + _("What is refused, and why") + "**")
            widgets.rejections(preview.rejections, max(preview.rejected, len(preview.rejections)))


def _facts(preview: Preview) -> None:
    """What the table is known as, and what holds for all its rows, each with where it was taken from."""
    known = [labels.kind(preview.layout.kind), *filter(None, [text.plain(reasons.form(preview))])]
    row = preview.layout.header_row
    said = _("Taken for: {kind}. Header in row {row}.") if row else _("Taken for: {kind}. It has no header.")
    told = [said.format(kind=" · ".join(known), row=row)]
    told += [
        _("{fact}: {value} – {origin}.").format(fact=name, value=text.plain(value), origin=origin)
        for name, value, origin in reasons.facts(preview)
    ]
    st.caption("  \n".join(told))


def _rows(preview: Preview) -> None:
    st.markdown("**" + _("The first rows, as they will be stored") + "**")
    found = beside.rows(preview, ROWS)
    if not found:
        st.caption(_("No row can be stored."))
        return
    shown, marks = beside.frame(found)
    css = pd.DataFrame({name: [_COLOURS[each] for each in marks[name]] for name in marks})
    st.dataframe(shown.style.apply(lambda _frame: css, axis=None), hide_index=True)
    present = {each for name in marks for each in marks[name]}
    signs = {
        beside.REFUSED: _("{sign} can't be read, stays empty").format(sign=beside.REFUSED),
        beside.ASKED: _("{sign} not sure").format(sign=beside.ASKED),
    }
    legend = [words for sign, words in signs.items() if sign in present]
    if legend:
        st.caption(" · ".join(legend))


def left(document: Intake, parts: Iterable[Left]) -> None:
    """The parts of a document (sheets, files of an archive) that are not stored, with why, and what would help."""
    for part in parts:
        why = render(part.code, {"document": document.name, **part.facts})
        name = text.plain(part.sheet or document.name)
        said = _("Left out: **{part}**. {why}").format(part=name, why=text.plain(why))
        if part.code in NO_TABLE:
            st.info(said)
        else:
            st.warning(said)
            columns.ask(document, part.sheet, part.code, dict(part.facts))


def stored(batch: Batch) -> None:
    """What an import did."""
    numbers = {
        "batch": batch.batch_id, "new": text.number(batch.accepted), "same": text.number(batch.duplicates),
        "corrected": text.number(batch.corrected), "rejected": text.number(batch.rejected),
        "document": text.plain(batch.document + (f" · {batch.sheet}" if batch.sheet else "")),
    }  # fmt: skip
    if batch.undone_at is None and not batch.accepted and not batch.corrected and batch.duplicates:
        st.info(_("{document} says nothing new: all {same} rows are stored already.").format(**numbers))
        return
    st.success(
        _("Stored as batch {batch}, {document}: {new} new, {same} already stored, {corrected} corrections, "
          "{rejected} rejected.").format(**numbers)
    )  # fmt: skip


def undone(done: Undone) -> None:
    """What an undo did."""
    st.success(
        _("Batch {batch} is undone, {document}: {removed} values removed, {back} older ones stand again, "
          "{kept} stay because another batch says the same.").format(
            batch=done.batch_id, document=text.plain(done.document), removed=text.number(done.removed),
            back=text.number(done.brought_back), kept=text.number(done.taken_over),
        )
    )  # fmt: skip
