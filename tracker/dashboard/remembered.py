"""Add data: what was said of columns and is remembered, each with the way to forget it."""

from __future__ import annotations

import streamlit as st

from tracker.dashboard import data, reasons, text
from tracker.errors import TrackerError
from tracker.i18n import gettext as _
from tracker.store.mappings import ColumnMapping


def show() -> None:
    """All of them, folded away; nothing where nothing is remembered."""
    found = data.list_mappings()
    if not found:
        return
    with st.expander(_("Remembered answers about columns: {count}").format(count=len(found))):
        st.caption(_("They hold for every table with the same headers, in whatever order the columns stand."))
        for each in found:
            _one(each)


def _one(mapping: ColumnMapping) -> None:
    said, button = st.columns([5, 1], vertical_alignment="center")
    with said:
        answers = "; ".join(f"{column} → {reasons.said(means)}" for column, means in mapping.columns.items())
        st.text(answers)
        st.caption(
            _("Said with {document} on {when}. Headers: {headers}").format(
                document=text.plain(mapping.document), when=text.local(mapping.entered_at),
                headers=text.plain(text.short(", ".join(mapping.headers), 120)),
            )
        )  # fmt: skip
    if button.button(_("Forget"), key=f"forget-{mapping.fingerprint}", icon=":material/delete:"):
        try:
            data.forget_mapping(mapping.fingerprint)
        except TrackerError as error:
            st.error(text.plain(error))
            return
        st.rerun()
