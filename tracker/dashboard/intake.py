"""Add data, first half: the three ways in (files, a pasted block, a typed row) and what the document doesn't say."""

from __future__ import annotations

from datetime import date

import streamlit as st

from tracker.dashboard import forms, labels
from tracker.dashboard.data import Intake
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.normalise import reference
from tracker.normalise.layout import KINDS
from tracker.normalise.options import Options

NEEDS = {"date-needed": "observed_on", "platform-needed": "platform", "source-needed": "source"}
"""A refusal that one of the options would lift."""

CURRENCIES = ("CNY", "USD", "EUR", "GBP", "JPY", "VND", "INR", "BRL", "MXN", "IDR", "THB", "PHP", "MYR", "SGD")


def ways() -> str:
    """How the data comes in: files, paste, or type."""
    names = {"files": _("Drop files"), "paste": _("Paste a block"), "type": _("Type a row")}
    found = st.segmented_control(
        _("How does it come in?"), list(names), format_func=names.__getitem__, default="files", required=True, key="way"
    )
    return found or "files"


def documents(way: str) -> list[Intake]:
    """The documents at hand, none of them stored yet."""
    if way == "files":
        return _files()
    return _paste() if way == "paste" else _typed()


def options() -> Options:
    """What the user has said beside the document, as it stands before its fields are drawn."""
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
    )


def ask(needed: set[str]) -> None:
    """Fields for what the document doesn't say: those it was refused for in the open, the rest folded away."""
    sticky: set[str] = st.session_state.setdefault("asked", set())
    sticky |= needed
    if sticky:
        for column, name in zip(st.columns(3), sorted(sticky), strict=False):
            with column:
                _FIELDS[name]()
    rest = [name for name in _FIELDS if name not in sticky]
    with st.expander(_("Tell what the file doesn't say (platform, date, category …)")):
        columns = st.columns(3)
        for index, name in enumerate(rest):
            with columns[index % 3]:
                _FIELDS[name]()


def clear() -> None:
    """Forget the documents and what was said beside them; the next ones begin anew."""
    st.session_state["round"] = _round() + 1
    for name in ("asked", "typed", "pasted"):
        st.session_state.pop(name, None)


def _round() -> int:
    return int(st.session_state.get("round", 0))


def _key(name: str) -> str:
    return f"said-{name}-{_round()}"


def _files() -> list[Intake]:
    found = st.file_uploader(
        _("Files: CSV, TSV or text in any encoding, Excel (xlsx, xls); what counts is the content, not the name"),
        accept_multiple_files=True,
        key=f"files-{_round()}",
    )
    return [Intake(each.name, each.getvalue()) for each in found or []]


def _paste() -> list[Intake]:
    headers = [field.zh if language() == "zh" else field.en for field in forms.FORMS["listings"][:7]]
    with st.form(f"paste-{_round()}", border=False):
        block = st.text_area(
            _("Copy the cells in Excel with their header row, and paste them here"),
            height=180,
            key=f"block-{_round()}",
            placeholder="\t".join(headers),
        )
        if st.form_submit_button(_("Preview"), type="primary"):
            st.session_state["pasted"] = block
    block = st.session_state.get("pasted") or ""
    return [forms.pasted(block)] if block.strip() else []


def _typed() -> list[Intake]:
    names = {"shops": _("A shop of the top ten"), "listings": _("A listing"), "keywords": _("A keyword")}
    kind = st.segmented_control(
        _("What did you see?"),
        list(names),
        format_func=names.__getitem__,
        default="listings",
        required=True,
        key="what",
    )
    kind = kind or "listings"
    with st.form(f"type-{kind}-{_round()}"):
        columns, values = st.columns(3), {}
        for index, field in enumerate(forms.FORMS[kind]):
            with columns[index % 3]:
                values[field.name] = _typed_field(kind, field)
        sent = st.form_submit_button(_("Preview"), type="primary")
    if sent:
        st.session_state["typed"] = None
        empty = forms.missing(kind, values)
        if empty:
            st.warning(_("Still needed: {fields}").format(fields=", ".join(_label(each) for each in empty)))
        else:
            kept = {name: values[name] for name in forms.KEPT if name in values}
            st.session_state["last_typed"] = {**st.session_state.get("last_typed", {}), **kept}
            st.session_state["typed"] = forms.to_document(kind, values, language())
    typed = st.session_state.get("typed")
    return [typed] if typed else []


def _typed_field(kind: str, field: forms.Field) -> str:
    label, key = _label(field), f"{kind}-{field.name}-{_round()}"
    if field.name in forms.NEEDED[kind]:
        label = f"{label} *"
    last: dict[str, str] = st.session_state.get("last_typed", {})
    if field.name == "observed_at":
        given = last.get("observed_at")
        day = st.date_input(label, value=date.fromisoformat(given) if given else "today", format="YYYY-MM-DD", key=key)
        return day.isoformat() if isinstance(day, date) else ""
    if field.name in {"platform", "source"}:
        return _known(label, field.name, key, last.get(field.name))
    return st.text_input(label, value=last.get(field.name, "") if field.name in forms.KEPT else "", key=key,
                         placeholder=_EXAMPLES.get(field.name))  # fmt: skip


_EXAMPLES = {"price": "59.00-129.00", "sold": "1.2万+", "sales": "1.2万+", "click_ratio": "12.3%"}


def _label(field: forms.Field) -> str:
    """The field's label."""
    own = {"sold": _("Sold, as the page shows it"), "observed_at": _("Seen on")}
    return own.get(field.name) or labels.field(field.name)


def _known(label: str, name: str, key: str, last: str | None = None) -> str:
    """One of the known platforms or sources, or another that is typed."""
    known = list(reference.platforms() if name == "platform" else reference.sources())
    show = labels.platform if name == "platform" else labels.source
    offered = known if last is None or last in known else [*known, last]
    found = st.selectbox(
        label, offered, index=offered.index(last) if last else None, format_func=show, accept_new_options=True, key=key,
        placeholder=_("choose, or type another"),
    )  # fmt: skip
    return found or ""


def _kind() -> None:
    st.selectbox(_("What it tells of"), ["auto", *KINDS], format_func=labels.kind, key=_key("kind"))


def _day() -> None:
    st.date_input(_("Seen on"), value=None, format="YYYY-MM-DD", key=_key("observed_on"))


def _currency() -> None:
    st.selectbox(
        _("Currency"), CURRENCIES, index=None, key=_key("currency"), format_func=labels.currency,
        accept_new_options=True, placeholder=_("as the file says"),
    )  # fmt: skip


_FIELDS = {
    "kind": _kind,
    "observed_on": _day,
    "platform": lambda: _known(_("Platform"), "platform", _key("platform")),
    "source": lambda: _known(_("Source"), "source", _key("source")),
    "category": lambda: st.text_input(_("Category"), key=_key("category")),
    "shop": lambda: st.text_input(_("Shop"), key=_key("shop")),
    "currency": _currency,
}
