"""Where the numbers of one listing come from: the cells of the observation that was chosen, and the file itself."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import PurePath

import pandas as pd
import streamlit as st

from tracker.dashboard import data, labels, text
from tracker.errors import TrackerError
from tracker.i18n import gettext as _
from tracker.trace import Also, Evidence, Snapshot, Value

_Observation = tuple[datetime, str]
"""When it was seen, and which variant."""


def show(platform: str, key: str, history: pd.DataFrame) -> None:
    """An observation to choose; of that one, each value with the text as it stands in the file, and the file. No file
    is read before one is chosen."""
    rows = history.sort_values("observed_at", ascending=False)
    observations: list[_Observation] = [
        (at.to_pydatetime(), variant) for at, variant in zip(rows["observed_at"], rows["variant_key"], strict=True)
    ]
    chosen = st.selectbox(
        _("Show the cells of the file for one observation"), observations, index=None, format_func=_name,
        key=f"observation-{platform}-{key}", placeholder=_("choose an observation"),
    )  # fmt: skip
    if chosen is None:
        return
    try:
        traced = data.traced(platform, key, *chosen)
    except TrackerError as error:
        st.error(text.plain(error))
        return
    for snapshot in traced.snapshots:
        _snapshot(snapshot)


def _name(observation: _Observation) -> str:
    at, variant = observation
    return text.moment(at) + (f" · {variant}" if variant else "")


def _snapshot(snapshot: Snapshot) -> None:
    where = snapshot.evidence
    st.caption(text.plain(_place(where)))
    if where.problem:
        st.warning(text.plain(where.problem.message))
    table = {
        _("Field"): [labels.field(each.field) for each in snapshot.values],
        _("Value"): [_shown(each) for each in snapshot.values],
        _("Taken from"): [labels.origin(each) for each in snapshot.values],
        _("Column in the file"): [each.header or "" for each in snapshot.values],
        _("Text in the file"): [each.text or "" for each in snapshot.values],
    }
    st.dataframe(pd.DataFrame(table), hide_index=True, key=f"trace-{where.batch_id}-{where.row}")
    for other in snapshot.also:
        st.caption(text.plain(_("Also said by {place}").format(place=_place(other))))
    if where.problem is None or where.problem.code != "document-damaged":
        st.download_button(
            _("Download the file as it came: {name}").format(name=text.plain(where.document)),
            data=partial(data.document, where.sha256),
            file_name=PurePath(where.document).name,
            mime="application/octet-stream",
            icon=":material/download:",
            on_click="ignore",
            key=f"document-{where.batch_id}-{where.row}",
        )


def _place(where: Evidence | Also) -> str:
    name = where.document + (f" › {where.sheet}" if where.sheet else "")
    return _("{document}, row {row} · batch {batch}, put in {when}").format(
        document=name, row=where.row, batch=where.batch_id, when=text.local(where.entered_at)
    )


def _shown(value: Value) -> str:
    if value.is_bound:
        return text.bound(value.low, value.high)
    return labels.word(value.field, text.cell(value.value))
