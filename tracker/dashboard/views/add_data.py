"""The page *Add data*: in by file, paste or form; a preview; then the batch, which can be undone."""

from __future__ import annotations

import streamlit as st

from tracker.dashboard import data, history, intake, preview, text
from tracker.dashboard.widgets import told
from tracker.errors import DocumentRefused, TrackerError
from tracker.i18n import gettext as _
from tracker.normalise.options import Options


def render() -> None:
    """Draw the page."""
    st.title(_("Add data"))
    st.caption(
        _("Put in what you saw of shops, listings and keywords. Nothing is stored before you have seen the preview, "
          "and every import can be undone.")
    )  # fmt: skip
    _last()
    way = intake.ways()
    documents = intake.documents(way)
    if documents:
        _before(way, documents)
    st.divider()
    with told():
        history.show(data.list_batches())


def _last() -> None:
    """What the last click did."""
    for batch in st.session_state.get("stored", []):
        preview.stored(batch)
        if batch.accepted or batch.corrected:
            history.undo_button(batch, sure=True)
    if "undone" in st.session_state:
        preview.undone(st.session_state.pop("undone"))
    for document, error in st.session_state.pop("refused", []):
        st.error(text.plain(f"{document}: {error}"))


def _before(way: str, documents: list[data.Intake]) -> None:
    """The preview of what is at hand, with the questions that it leaves open, and the button that stores it."""
    options = intake.options() if way != "type" else Options()
    looked = preview.look(documents, options)
    needed = set()
    for _document, found in looked:
        if isinstance(found, TrackerError):
            needs = intake.NEEDS.get(found.code) if isinstance(found, DocumentRefused) else None
            (st.warning if needs else st.error)(text.plain(found))
            needed |= {needs} if needs else set()
    if way != "type":
        intake.ask(needed)
    ready = [document for document, found in looked if not isinstance(found, TrackerError)]
    previews = [each for _document, found in looked if not isinstance(found, TrackerError) for each in found.previews]
    if previews:
        st.subheader(_("Preview: nothing is stored yet"))
    for each in previews:
        preview.show(each)
    if ready and st.button(_("Store"), type="primary", icon=":material/save:", key="store"):
        _store(ready, options)


def _store(documents: list[data.Intake], options: Options) -> None:
    stored, refused = [], []
    with st.spinner(_("Storing …")):
        for each in documents:
            try:
                stored += data.keep(each, options).batches
            except TrackerError as error:
                refused.append((each.name, str(error)))
    st.session_state["stored"], st.session_state["refused"] = stored, refused
    intake.clear()
    st.rerun()
