"""Add data: make a reader of one's own for a saved page by marking one product, and the list of those that are kept."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import pandas as pd
import streamlit as st

from tracker.dashboard import data, labels, marking, text, widgets
from tracker.dashboard.data import Intake
from tracker.dashboard.marking import Line
from tracker.errors import TrackerError
from tracker.i18n import gettext as _
from tracker.ingest import Previewed
from tracker.read.page_layouts import platform_of
from tracker.read.rule_outline import Outline
from tracker.read.rules import MARKABLE, MEASURES, Learned, learn

NEEDED = frozenset({"page-unknown", "page-layout-changed"})
"""Codes of pages that only a reader of one's own can read."""

_SUFFIXES = (".html", ".htm", ".mhtml", ".mht")
_FIRST = ("title", "price", "sold")


def offer(document: Intake, found: Previewed | TrackerError) -> None:
    """The way to a reader of one's own: in the open where no other reads the page, else folded away."""
    code = found.code if isinstance(found, TrackerError) else None
    if code in NEEDED:
        with st.container(border=True):
            st.markdown("**" + _("Make your own reader of this page") + "**")
            _make(document)
    elif document.name.lower().endswith(_SUFFIXES):
        name = f"own-reader-{data.digest(document)}"
        box = st.expander(_("Make your own reader of this page"), key=name, on_change="rerun")
        if box.open:
            with box:
                _make(document)


def show() -> None:
    """The readers that are kept, folded away; nothing where there is none."""
    found = data.list_rules()
    if not found:
        return
    with st.expander(_("Your own readers of pages: {count}").format(count=len(found))):
        for rule in found:
            said, button = st.columns([5, 1], vertical_alignment="center")
            with said:
                st.text(rule.name)
                fields = " | ".join(labels.field(each.field) for each in rule.fields)
                st.caption(
                    _("Site: {host}. Reads: {fields}").format(host=text.plain(rule.host or "–"), fields=fields)
                )  # fmt: skip
            if button.button(_("Forget"), key=f"forget-reader-{rule.name}", icon=":material/delete:"):
                _do(partial(data.forget_rule, rule.name))


def _make(document: Intake) -> None:
    """Mark one product, see what the rule finds, keep it."""
    try:
        seen = _outline(document)
    except TrackerError as error:
        st.error(text.plain(error))
        return
    st.caption(
        _("Choose one product of the page: which line is its title, which its price or its sold counter. All other "
          "products are found by it.")
    )  # fmt: skip
    key = data.digest(document)
    found = marking.lines(seen)
    wanted = st.text_input(_("Search the lines of the page"), key=f"lines-{key}")
    shown = marking.holding(found, wanted)
    st.dataframe(pd.DataFrame({_("Lines of the page"): [line.text for line in shown]}), hide_index=True, height=220)
    marks = _marks(key, found, shown)
    if "title" not in marks or not set(marks) & set(MEASURES):
        st.caption(_("Still needed: a title, and a price, sales or another number."))
        return
    left, right = st.columns(2)
    name = left.text_input(_("Name of the reader"), value=seen.host or document.name, key=f"reader-name-{key}").strip()
    with right:
        platform = widgets.known(_("Platform"), "platform", f"reader-platform-{key}", platform_of(seen.host))
    try:
        learned = learn(seen, marks, name or None, platform or None)
    except TrackerError as error:
        st.warning(text.plain(error))
        return
    _result(learned)
    if st.button(_("Keep this reader"), type="primary", key=f"keep-reader-{key}"):
        _do(partial(data.keep_rule, learned.rule))


def _marks(key: str, found: list[Line], shown: list[Line]) -> dict[str, str]:
    """Field to the path of the line that was chosen for it."""
    texts = {line.path: line.text for line in found}
    marks: dict[str, str] = {}
    rest = [name for name in MARKABLE if name not in _FIRST]
    boxes = list(zip(_FIRST, st.columns(3), strict=True))
    with st.expander(_("More fields")):
        for start in range(0, len(rest), 3):
            boxes += zip(rest[start : start + 3], st.columns(3), strict=False)
    for field, place in boxes:
        box = f"mark-{field}-{key}"
        chosen: str | None = st.session_state.get(box)
        offered = [line.path for line in shown]
        if chosen in texts and chosen not in offered:
            offered = [chosen, *offered]
        path = place.selectbox(
            labels.field(field) + (" *" if field == "title" else ""), offered, index=None, key=box,
            format_func=lambda path: text.short(texts[path], 60), placeholder=_("choose its line"),
        )  # fmt: skip
        if path:
            marks[field] = path
    return marks


def _result(learned: Learned) -> None:
    if learned.rule.row_selector is None:
        st.info(_("The page shows one product."))
    else:
        st.info(_("Products found on this page: {count}. The first ones:").format(count=learned.rows))
    rows = [{labels.field(name): cell for name, cell in row.items()} for row in learned.first]
    st.dataframe(pd.DataFrame(rows), hide_index=True)


def _outline(document: Intake) -> Outline:
    """The page's texts, read once."""
    known: dict[str, Outline] = st.session_state.setdefault("outlines", {})
    digest = data.digest(document)
    if digest not in known:
        with st.spinner(_("Reading …")):
            found = data.outline(document)
        known.clear()
        known[digest] = found
    return known[digest]


def _do(change: Callable[[], None]) -> None:
    """Change what is kept, and draw the page anew."""
    try:
        change()
    except TrackerError as error:
        st.error(text.plain(error))
        return
    st.rerun()
