"""Add data: rows typed by keyboard. They gather in a table below the form, can be changed there, and make one document.

Enter adds a row and leads back to the first field. What comes again (platform, category, date, source) stands above
the form and stays.
"""

from __future__ import annotations

from datetime import date

import pandas as pd
import streamlit as st
from streamlit.components.v2 import component

from tracker.dashboard import forms, labels, widgets
from tracker.dashboard.data import Intake
from tracker.i18n import gettext as _
from tracker.i18n import language

_EXAMPLES = {
    "price": {"zh": "59.00-129.00", "en": "59.00-129.00"},
    "sold": {"zh": "1.2万+人付款", "en": "10k+ sold"},
    "sales": {"zh": "1.2万+", "en": "10k+"},
    "click_ratio": {"zh": "12.3%", "en": "12.3%"},
}
"""What a field may hold, by language."""

_BACK_TO_FIRST = """
export default function () {
  const back = (event) => {
    if (event.key !== "Enter" || event.isComposing || event.target.tagName !== "INPUT") return;
    const form = event.target.closest(".st-key-typing [data-testid='stForm']");
    if (form) setTimeout(() => form.querySelector("input").focus(), 0);
  };
  document.addEventListener("keydown", back);
  return () => document.removeEventListener("keydown", back);
}
"""
"""After Enter the next row is typed from its first field on; an Enter that ends the input of a hanzi is none."""

Rows = list[dict[str, str]]


def documents() -> list[Intake]:
    """The typed rows as one document, once their preview was asked for; none while rows are typed."""
    kind = _kind()
    with st.container(key="typing"):
        _typing(kind)
    rows = _typed(kind)
    return [forms.to_document(kind, rows, language())] if rows and _is_ready(rows) else []


def clear() -> None:
    """Forget the rows; what comes again is kept."""
    for name in ("typed", "typed_ready"):
        st.session_state.pop(name, None)


def _typing(kind: str) -> None:
    """The form and its table. No fragment: a row sent while the page is still being drawn would be lost with one."""
    _above(kind)
    _form(kind)
    component("typed_rows_back_to_first", js=_BACK_TO_FIRST)(key="back-to-first")
    was_ready = bool(st.session_state.get("typed_ready"))
    rows = _table(kind)
    if rows and st.button(_("Preview"), key="typed-preview", type="primary"):
        st.session_state["typed_ready"] = rows
        st.rerun()
    if was_ready and not _is_ready(rows):  # what stands in the preview below is no longer what would be stored
        st.session_state.pop("typed_ready")
        st.rerun()


def _is_ready(rows: Rows) -> bool:
    return bool(st.session_state.get("typed_ready") == rows)


def label(field: forms.Field) -> str:
    """The field's label."""
    own = {"sold": _("Sold, as the page shows it"), "observed_at": _("Seen on")}
    return own.get(field.name) or labels.field(field.name)


def _kind() -> str:
    names = {
        "shops": _("Shops of the top ten"),
        "listings": _("Listings"),
        "keywords": _("Keywords"),
        "sales": _("Own sales"),
    }
    found = st.segmented_control(
        _("What did you see?"), list(names), format_func=names.__getitem__, default="shops", required=True, key="what"
    )
    return found or "shops"


def _above(kind: str) -> None:
    """The fields of what holds for all rows that follow."""
    kept = _kept(kind)
    last: dict[str, str] = st.session_state.setdefault("last_typed", {})
    for field, column in zip(kept, st.columns(len(kept)), strict=True):
        with column:
            last[field.name] = _kept_field(kind, field, last.get(field.name, ""))


def _kept(kind: str) -> list[forms.Field]:
    return [field for field in forms.FORMS[kind] if field.name in forms.KEPT]


def _said_above(kind: str) -> dict[str, str]:
    """What stands above the form at this moment: a quick typist sends a row before the page was drawn anew."""
    said = {field.name: st.session_state.get(_above_key(kind, field)) for field in _kept(kind)}
    return {name: each.isoformat() if isinstance(each, date) else str(each or "") for name, each in said.items()}


def _above_key(kind: str, field: forms.Field) -> str:
    return f"{kind}-{field.name}"


def _kept_field(kind: str, field: forms.Field, last: str) -> str:
    name, key = label(field), _above_key(kind, field)
    if field.name in forms.NEEDED[kind]:
        name = f"{name} *"
    if field.name == "observed_at":
        day = st.date_input(name, value=date.fromisoformat(last) if last else "today", format="YYYY-MM-DD", key=key)
        return day.isoformat() if isinstance(day, date) else ""
    if field.name in {"platform", "source"}:
        return widgets.known(name, field.name, key, last or None)
    return st.text_input(name, value=last, key=key)


def _form(kind: str) -> None:
    fields, more = forms.in_order(kind)
    with st.form(f"type-{kind}", clear_on_submit=True):
        _fields(kind, fields)
        with st.expander(_("More fields")):
            _fields(kind, more)
        st.form_submit_button(
            _("Add row (Enter)"),
            on_click=_add,
            args=(kind, [field.name for field in (*fields, *more)]),
            type="primary",
        )
    if st.session_state.pop("typed_nothing", False):
        st.warning(_("Nothing was typed. Fill in at least: {field}").format(field=labels.field(forms.IDENTITY[kind])))


def _fields(kind: str, fields: list[forms.Field]) -> None:
    """The fields, three in a line, so that the Tab key goes along the lines."""
    for start in range(0, len(fields), 3):
        for column, field in zip(st.columns(3), fields[start : start + 3], strict=False):
            hint = _EXAMPLES.get(field.name, {}).get(language())
            if field.name == "rank" and kind == "shops":
                hint = _("{rank}, by itself; - for none").format(rank=forms.next_rank(_typed(kind)))
            name = f"{label(field)} *" if field.name in forms.NEEDED[kind] else label(field)
            column.text_input(name, key=_key(kind, field.name), placeholder=hint)


def _add(kind: str, names: list[str]) -> None:
    """A row of what was typed, behind the others as they stand in the table now."""
    own = {name: str(st.session_state.get(_key(kind, name)) or "").strip() for name in names}
    if not any(own.values()):
        st.session_state["typed_nothing"] = True
        return
    rows = _typed(kind)
    if kind == "shops":
        own["rank"] = {"": forms.next_rank(rows), "-": ""}.get(own["rank"], own["rank"])
    _keep(kind, [*rows, {**_said_above(kind), **own}])


def _key(kind: str, name: str) -> str:
    return f"typed-{kind}-{name}"


def _typed(kind: str) -> Rows:
    """The rows as they stand in the table."""
    rows: Rows = st.session_state.setdefault("typed", {}).get(kind, [])
    return rows


def _keep(kind: str, rows: Rows) -> None:
    """Show these rows in a table that begins anew."""
    st.session_state.setdefault("typed", {})[kind] = rows
    shown: dict[str, Rows] = st.session_state.setdefault("typed_shown", {})
    shown[kind] = rows
    st.session_state["typed_turn"] = int(st.session_state.get("typed_turn", 0)) + 1


def _table(kind: str) -> Rows:
    """The rows in a table where cells can be changed and rows removed; they come back as they are then."""
    if not _typed(kind):
        return []
    begun: Rows = st.session_state["typed_shown"][kind]
    fields = [each for each in forms.FORMS[kind] if any(row.get(each.name) for row in begun)]
    names = {label(each): each.name for each in fields}
    frame = pd.DataFrame([{shown: _worded(name, row.get(name, "")) for shown, name in names.items()} for row in begun])
    above = st.empty()
    edited = st.data_editor(
        frame, num_rows="delete", hide_index=True, key=f"rows-{kind}-{st.session_state.get('typed_turn', 0)}",
        column_config={shown: st.column_config.TextColumn(shown) for shown in names}, width="stretch",
    )  # fmt: skip
    rows = [
        begun[place] | {name: str(row[shown] or "") for shown, name in names.items()}
        for place, row in zip(edited.index.tolist(), edited.to_dict("records"), strict=True)
    ]
    said = _("Rows so far: {count}. A double click changes a cell; mark rows at the left edge to delete them.")
    above.caption(said.format(count=len(rows)))
    st.session_state["typed"][kind] = rows
    return rows


def _worded(name: str, text: str) -> str:
    """A platform or source by its name in the visitor's language."""
    named = {"platform": labels.platform, "source": labels.source}
    return named[name](text) if text and name in named else text
