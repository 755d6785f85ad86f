"""The page *Add data*: in by file, paste or form; a preview with its questions; then the batch, which can be undone."""

from __future__ import annotations

import streamlit as st

from tracker.dashboard import asking, columns, data, history, intake, page_readers, preview, remembered, text
from tracker.dashboard.widgets import told
from tracker.errors import TrackerError
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
        remembered.show()
        page_readers.show()


def _last() -> None:
    """What the last click did."""
    for batch in st.session_state.get("stored", []):
        said, button = st.columns([4, 1], vertical_alignment="center")
        with said:
            preview.stored(batch)
        if batch.accepted or batch.corrected:
            with button:
                history.undo_button(batch, sure=True)
    if "undone" in st.session_state:
        preview.undone(st.session_state.pop("undone"))
    for document, error in st.session_state.pop("refused", []):
        st.error(text.plain(f"{document}: {error}"))


def _before(way: str, documents: list[data.Intake]) -> None:
    """The preview of what is at hand, with the questions that it leaves open, and the button that stores it."""
    general = asking.options() if way != "type" else Options()
    looked = preview.look(documents, general)
    wanted: set[str] = set()
    for document, found in looked:
        wanted |= asking.needed(found)
        if isinstance(found, TrackerError):
            _refused(document, found)
        page_readers.offer(document, found)
    if way != "type":
        asking.ask(wanted)
    ready = [(document, found) for document, found in looked if not isinstance(found, TrackerError)]
    if not ready:
        return
    st.subheader(_("Preview: nothing is stored yet"))
    for document, found in ready:
        for each in found.previews:
            preview.show(document, each)
        preview.left(document, found.left)
    if st.button(_("Store"), type="primary", icon=":material/save:", key="store"):
        _store([document for document, _found in ready], general)


def _refused(document: data.Intake, error: TrackerError) -> None:
    """Why a document can't be stored as it is; where an answer would help, the question."""
    asks = asking.lifted_by(error.code) or error.code in columns.ASKED | page_readers.NEEDED
    (st.warning if asks else st.error)(text.plain(error))
    columns.ask(document, None, error.code, error.facts)
    columns.take_back(document)


def _store(documents: list[data.Intake], general: Options) -> None:
    stored, refused = [], []
    with st.spinner(_("Storing …")):
        for each in documents:
            try:
                stored += data.keep(each, columns.options(each, general)).batches
            except TrackerError as error:
                refused.append((each.name, str(error)))
    st.session_state["stored"], st.session_state["refused"] = stored, refused
    intake.clear()
    st.rerun()
