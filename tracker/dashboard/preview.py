"""Add data, second half: what storing would do, shown before anything is written, and what it did."""

from __future__ import annotations

import hashlib

import pandas as pd
import streamlit as st

from tracker.dashboard import data, labels, text, widgets
from tracker.dashboard.data import Intake
from tracker.errors import TrackerError
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.ingest import Preview, Previewed
from tracker.normalise.meaning import Column
from tracker.normalise.options import Options
from tracker.store.batches import Batch
from tracker.store.undo import Undone

Looked = list[tuple[Intake, Previewed | TrackerError]]
"""Each document with what it would bring, or with the reason why it can't be stored."""

ROWS = 20
"""Rows of a preview that are shown."""


def look(documents: list[Intake], options: Options) -> Looked:
    """Preview the documents. One is read again only when it, the options or the store have changed."""
    known: dict[tuple[str, ...], Previewed | TrackerError] = st.session_state.get("previews", {})
    found: dict[tuple[str, ...], Previewed | TrackerError] = {}
    place, traces = data.state()
    looked: Looked = []
    for each in documents:
        digest = hashlib.sha256(each.data).hexdigest()
        key = (each.name, digest, options.as_json(), place, str(traces), language())
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


def show(preview: Preview) -> None:
    """One table of a document: what it is, its columns, its rows as they will be stored, what is refused."""
    with st.container(border=True):
        st.text(preview.document + (f" · {preview.sheet}" if preview.sheet else ""))
        export = preview.layout.export
        known = [labels.kind(preview.layout.kind), *([text.plain(export.name)] if export else [])]
        st.caption(
            _("Taken for: {kind}. Header in row {row}.").format(kind=" · ".join(known), row=preview.layout.header_row)
        )
        counts = [
            (_("New"), preview.counts.accepted),
            (_("Already stored"), preview.counts.duplicates),
            (_("Corrections"), preview.counts.corrected),
            (_("Rejected rows"), preview.rejected),
        ]
        for column, (label, count) in zip(st.columns(4), counts, strict=True):
            column.metric(label, text.number(count))
        _columns(preview)
        st.markdown("**" + _("The first rows, as they will be stored") + "**")
        rows = preview.rows[:ROWS]
        if rows:
            st.dataframe(widgets.facts(preview.columns, rows), hide_index=True)
        else:
            st.caption(_("No row can be stored."))
        if preview.rejections:
            st.markdown("**" + _("What is refused, and why") + "**")
            widgets.rejections(preview.rejections, max(preview.rejected, len(preview.rejections)))


def _columns(preview: Preview) -> None:
    """Which meaning each column was given, and which columns nobody uses."""
    st.markdown("**" + _("What each column was taken for") + "**")
    rows = [{_("Column in the file"): each.header, _("Taken for"): _meaning(each)} for each in preview.layout.columns]
    rows += [{_("Column in the file"): each, _("Taken for"): _("not used")} for each in preview.layout.unused]
    st.dataframe(pd.DataFrame(rows), hide_index=True, height=min(38 + 35 * len(rows), 260))


def _meaning(column: Column) -> str:
    if column.field == "term":
        return _("values of the keyword “{keyword}”").format(keyword=column.keyword)
    word = labels.field(column.field)
    if column.sold_kind:
        word += f" ({labels.sold_kind(column.sold_kind)})"
    return f"{word}, {column.month}" if column.month else word


def stored(batch: Batch) -> None:
    """What an import did."""
    numbers = {
        "batch": batch.batch_id, "new": text.number(batch.accepted), "same": text.number(batch.duplicates),
        "corrected": text.number(batch.corrected), "rejected": text.number(batch.rejected),
        "document": text.plain(batch.document),
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
