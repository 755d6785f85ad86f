"""The decision log of one listing: what was changed and what stood before and after, a form for the next, marks for
charts. Pages call `render` for the log and `marks` for what charts draw."""

from __future__ import annotations

from datetime import date, datetime, time
from typing import Any

import pandas as pd
import streamlit as st

from tracker.dashboard import answers, data, text
from tracker.dashboard.terms import code
from tracker.i18n import gettext as _
from tracker.store.decisions import KINDS, Decision

SPANS = (3, 90)
"""The shortest and the longest time that can be compared, in days."""

_USUAL = 14


def render(platform: str, listing: str) -> None:
    """The log of a listing: its decisions, each with what stood before and after, and a form to write down another."""
    st.subheader(_("Decision log"))
    found = data.frame("decisions", platform=platform, listing=listing)
    if found.empty:
        st.caption(_("Nothing was written down yet. Write down what you change here, and see before and after."))
    else:
        _before_and_after(platform, listing)
        _written(found)
    _form(platform, listing, found)


def marks(platform: str, listing: str) -> pd.DataFrame:
    """What charts draw of a listing's decisions: `at`, `label` and `tip`, one row each; empty where there are none."""
    found = data.frame("decisions", platform=platform, listing=listing)
    rows = [
        {"at": row["changed_at"], "label": code("changed", str(row["kind"])), "tip": _said(row)}
        for row in found.to_dict("records")
    ]
    return pd.DataFrame(rows, columns=["at", "label", "tip"])


def _before_and_after(platform: str, listing: str) -> None:
    days = st.slider(
        _("Days to compare on each side"), *SPANS, value=_USUAL, key=f"decision-days-{platform}-{listing}",
        help=_("Take whole weeks, for days of the week differ."),
    )  # fmt: skip
    rows = data.frame("decision-effects", platform=platform, listing=listing, days=days)
    st.markdown(text.plain(data.aloud("decision-effects", platform=platform, listing=listing, days=days)))
    told = rows[rows["before_low"].notna() | rows["after_low"].notna()]
    columns = (
        *("decision_id", "changed_at", "effect_of", "effect", "value_before", "value_after", "times", "interval"),
        *("effect_unit", "sold_kind", "before_since", "before_until", "after_since", "after_until"),
        *("confounded_count", "event_names", "reason", "document_before", "source_row_before", "document"),
        "source_row",
    )
    if len(told):
        answers.table(_worded(told), columns)
        st.caption(
            _("Ranges are what the observations allow. The interval adds what chance does: by how much the shop's days "
              "differ, and of counters at least. “Better” and “worse” say before and after, not because.")
        )  # fmt: skip


def _worded(rows: pd.DataFrame) -> pd.DataFrame:
    """The answer under the names that tables have words for."""
    from tracker.analysis.shopping import events
    from tracker.i18n import language

    def named(slugs: Any) -> str:
        known = events()
        told = [] if text.is_missing(slugs) else [known[slug].labels[language()] for slug in slugs.split()]
        return _(", ").join(told)

    renamed = {"measure": "effect_of", "verdict": "effect", "unit": "effect_unit"}
    for old, new in (("before", "value_before"), ("after", "value_after"), ("ratio", "times")):
        renamed |= {f"{old}_{end}": f"{new}_{end}" for end in ("low", "high")}
    out = rows.rename(columns=renamed).assign(event_names=rows["events"].map(named))
    numbers = [
        name for name in out.columns if name.rpartition("_")[0] in {"value_before", "value_after", "times", "interval"}
    ]
    return out.assign(**{name: out[name].round(2) for name in numbers})


def _written(found: pd.DataFrame) -> None:
    """What was written down, beside what was seen, each with the way to forget it."""
    for row in found.to_dict("records"):
        said, button = st.columns([6, 1], vertical_alignment="center")
        with said:
            st.text(f"#{row['decision_id']} · {text.moment(row['changed_at'])} · {_said(row)}")
            st.caption(text.plain(code("seen", str(row["seen"]))))
        if button.button(_("Forget"), key=f"decision-{row['decision_id']}", icon=":material/delete:"):
            try:
                data.forget_decision(int(row["decision_id"]))
            except data.TrackerError as error:
                st.error(text.plain(error))
                return
            st.rerun()


def _said(row: dict[Any, Any]) -> str:
    """A decision in a line: what, from, to, and the note."""
    before, after, note = (
        None if text.is_missing(row[each]) else row[each] for each in ("said_before", "said_after", "note")
    )
    change = " → ".join(each for each in (before, after) if each)
    return " · ".join(each for each in (code("changed", str(row["kind"])), change, note) if each)


def _form(platform: str, listing: str, found: pd.DataFrame) -> None:
    place = f"{platform}-{listing}"
    with st.expander(_("Write down a change"), expanded=found.empty):
        with st.form(f"decide-{place}", clear_on_submit=True, border=False):
            first, second, third = st.columns(3)
            kinds = {code("changed", each): each for each in KINDS}
            chosen = first.selectbox(_("What was changed"), list(kinds), key=f"decide-kind-{place}")
            day = second.date_input(_("Day"), value=None, format="YYYY-MM-DD", key=f"decide-day-{place}")
            hour = third.time_input(_("Time, where you know it"), value=None, key=f"decide-time-{place}")
            before = st.text_input(_("Before"), key=f"decide-before-{place}")
            after = st.text_input(_("After"), key=f"decide-after-{place}")
            note = st.text_input(_("Note"), key=f"decide-note-{place}")
            if not st.form_submit_button(_("Write down"), icon=":material/edit_note:"):
                return
        if not isinstance(day, date):
            st.error(_("Say on which day it was changed."))
            return
        decision = Decision(
            platform, listing, kinds[chosen], datetime.combine(day, hour or time(0)), before, after, note
        )
        try:
            data.decide(decision)
        except data.TrackerError as error:
            st.error(text.plain(error))
            return
        st.rerun()
