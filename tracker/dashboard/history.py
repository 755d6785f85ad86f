"""The list of batches: what came in and when, what it refused, and the undo of any of them."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from tracker.dashboard import data, labels, text, widgets
from tracker.errors import TrackerError
from tracker.i18n import gettext as _
from tracker.store.batches import Batch

REJECTIONS = 200
"""Rejections of a batch that are shown; `tracker rejections` prints all."""


def show(batches: list[Batch]) -> None:
    """All batches, the newest first, then one of them to look at and to undo."""
    st.subheader(_("What came in"))
    if not batches:
        st.caption(_("Nothing yet. Every import will be listed here, and can be undone."))
        return
    st.dataframe(
        pd.DataFrame([_row(each) for each in batches]), hide_index=True, height=min(38 + 35 * len(batches), 320)
    )
    known = {each.batch_id: each for each in batches}
    chosen = st.selectbox(
        _("Look at a batch, or undo it"), list(known), index=None, key="batch", placeholder=_("choose a batch"),
        format_func=lambda each: f"{each} · {known[each].document}",
    )  # fmt: skip
    if chosen is not None and chosen in known:
        _one(known[chosen])


def _row(batch: Batch) -> dict[str, object]:
    where = [labels.platform(batch.platform)] if batch.platform else []
    where += [labels.source(batch.source)] if batch.source else []
    return {
        _("Batch"): batch.batch_id,
        _("Document"): batch.document + (f" · {batch.sheet}" if batch.sheet else ""),
        _("Kind"): labels.kind(batch.kind),
        _("Platform or source"): " · ".join(where),
        _("New"): batch.accepted,
        _("Already stored"): batch.duplicates,
        _("Corrections"): batch.corrected,
        _("Rejected"): batch.rejected,
        _("Undone"): text.local(batch.undone_at),
        _("Category"): batch.category or "",
        _("Seen on, latest"): text.moment(batch.observed_at),
        _("Put in"): text.local(batch.entered_at),
    }


def _one(batch: Batch) -> None:
    if batch.undone_at is not None:
        st.caption(_("This batch was undone on {when}.").format(when=text.local(batch.undone_at)))
        return
    found = data.list_rejections(batch.batch_id, REJECTIONS)
    if found:
        widgets.rejections(found, max(batch.rejected, len(found)))
    else:
        st.caption(_("Nothing of this batch was refused."))
    undo_button(batch, sure=False)


def undo_button(batch: Batch, *, sure: bool) -> None:
    """Undo a batch: at once where `sure`, else after a second click."""
    key = f"undo-{batch.batch_id}-{sure}"
    label = _("Undo batch {batch}").format(batch=batch.batch_id)
    if sure:
        if st.button(label, icon=":material/undo:", key=key):
            _undo(batch)
        return
    if st.session_state.get("undo-asked") != batch.batch_id:
        if st.button(label + " …", icon=":material/undo:", key=key):
            st.session_state["undo-asked"] = batch.batch_id
            st.rerun()
        return
    st.warning(_("Undo takes back all that batch {batch} brought. Sure?").format(batch=batch.batch_id))
    yes, no, _rest = st.columns([2, 2, 6])
    if yes.button(_("Yes, undo it"), type="primary", key=f"{key}-yes"):
        _undo(batch)
    if no.button(_("No, keep it"), key=f"{key}-no"):
        st.session_state.pop("undo-asked")
        st.rerun()


def _undo(batch: Batch) -> None:
    try:
        done = data.undo(batch.batch_id)
    except TrackerError as error:
        st.error(text.plain(error))
        return
    st.session_state.pop("undo-asked", None)
    st.session_state["stored"] = [
        each for each in st.session_state.get("stored", []) if each.batch_id != batch.batch_id
    ]
    st.session_state["undone"] = done
    st.rerun()
