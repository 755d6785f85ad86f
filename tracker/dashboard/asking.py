"""Add data: fields for what holds for all rows and the document doesn't say, such as platform and date."""

from __future__ import annotations

from datetime import date

import streamlit as st

from tracker.dashboard import labels, widgets
from tracker.errors import TrackerError
from tracker.i18n import gettext as _
from tracker.ingest import Previewed
from tracker.normalise.layout import KINDS
from tracker.normalise.options import Options

_LIFTS = {
    "date-needed": "observed_on",
    "date-missing": "observed_on",
    "date-order-needed": "date_order",
    "date-ambiguous": "date_order",
    "platform-needed": "platform",
    "platform-missing": "platform",
    "shop-needed": "shop",
    "source-needed": "source",
    "source-missing": "source",
    "currency-unknown": "currency",
}
"""Why a document, row or value is not stored whole, and the field that would lift it."""

CURRENCIES = ("CNY", "USD", "EUR", "GBP", "JPY", "VND", "INR", "BRL", "MXN", "IDR", "THB", "PHP", "MYR", "SGD")


def lifted_by(code: str) -> bool:
    """Whether an answer to one of the fields would lift the reason of a refusal."""
    return code in _LIFTS


def needed(found: Previewed | TrackerError) -> set[str]:
    """The fields that a document is asked for: those it, a part, a row or a price of it can't do without."""
    if isinstance(found, TrackerError):
        codes = {found.code}
    else:
        codes = {part.code for part in found.left}
        for preview in found.previews:
            codes |= {each.code for each in preview.rejections}
            flags = preview.columns.index("flags")
            codes |= {word for row in preview.rows for word in str(row[flags] or "").split()}
    return {_LIFTS[code] for code in codes if code in _LIFTS}


def options() -> Options:
    """What the user has said beside the documents, as it stands before its fields are drawn."""
    said = {name: st.session_state.get(_key(name)) or None for name in _FIELDS}
    day = said["observed_on"]
    return Options(
        kind=said["kind"] or "auto",
        platform=said["platform"],
        source=said["source"],
        category=(said["category"] or "").strip() or None,
        shop=(said["shop"] or "").strip() or None,
        observed_on=day.isoformat() if isinstance(day, date) else None,
        currency=said["currency"],
        date_order=said["date_order"],
    )


def ask(wanted: set[str]) -> None:
    """The fields: those that are wanted in the open, the rest folded away."""
    sticky: set[str] = st.session_state.setdefault("asked", set())
    sticky |= wanted
    if sticky:
        for column, name in zip(st.columns(3), [each for each in _FIELDS if each in sticky], strict=False):
            with column:
                _FIELDS[name]()
    rest = [name for name in _FIELDS if name not in sticky]
    with st.expander(_("Tell what the file doesn't say (platform, date, category …)")):
        columns = st.columns(3)
        for index, name in enumerate(rest):
            with columns[index % 3]:
                _FIELDS[name]()


def clear() -> None:
    """The next documents begin without answers."""
    st.session_state["round"] = turn() + 1
    st.session_state.pop("asked", None)


def turn() -> int:
    """How often something was stored; the keys of fields hold it, so that each turn begins empty."""
    return int(st.session_state.get("round", 0))


def _key(name: str) -> str:
    return f"said-{name}-{turn()}"


def _kind() -> None:
    st.selectbox(_("What it tells of"), ["auto", *KINDS], format_func=labels.kind, key=_key("kind"))


def _day() -> None:
    st.date_input(_("Seen on"), value=None, format="YYYY-MM-DD", key=_key("observed_on"))


def _currency() -> None:
    st.selectbox(
        _("Currency"), CURRENCIES, index=None, key=_key("currency"), format_func=labels.currency,
        accept_new_options=True, placeholder=_("as the file says"),
    )  # fmt: skip


def _date_order() -> None:
    names = {"day-first": _("day first: 03/04 is 3 April"), "month-first": _("month first: 03/04 is 4 March")}
    st.selectbox(
        _("Order of day and month"), list(names), index=None, key=_key("date_order"), format_func=names.__getitem__,
        placeholder=_("as the file says"),
    )  # fmt: skip


_FIELDS = {
    "kind": _kind,
    "observed_on": _day,
    "platform": lambda: widgets.known(_("Platform"), "platform", _key("platform")),
    "source": lambda: widgets.known(_("Source"), "source", _key("source")),
    "category": lambda: st.text_input(_("Category"), key=_key("category")),
    "shop": lambda: st.text_input(_("Shop"), key=_key("shop")),
    "currency": _currency,
    "date_order": _date_order,
}
