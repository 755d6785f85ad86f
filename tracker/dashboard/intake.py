"""Add data, first half: the ways in (files with their templates, a pasted block, typed rows)."""

from __future__ import annotations

import streamlit as st

from tracker.dashboard import asking, columns, forms, labels, rows
from tracker.dashboard.data import Intake
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.package_data import templates_folder

_TEMPLATES = {
    "shops": {"zh": "店铺模板", "en": "shops"},
    "listings": {"zh": "商品模板", "en": "listings"},
    "keywords": {"zh": "关键词模板", "en": "keywords"},
    "sales": {"zh": "本店销售模板", "en": "own-sales"},
}
"""The templates by kind and language; each is there as csv and xlsx."""


def ways() -> str:
    """How the data comes in: files, paste, or type."""
    names = {"files": _("Drop files"), "paste": _("Paste a block"), "type": _("Type rows")}
    found = st.segmented_control(
        _("How does it come in?"), list(names), format_func=names.__getitem__, default="files", required=True, key="way"
    )
    return found or "files"


def documents(way: str) -> list[Intake]:
    """The documents at hand, none of them stored yet."""
    if way == "files":
        return _files()
    return _paste() if way == "paste" else rows.documents()


def clear() -> None:
    """Forget the documents and what was said beside them; the next ones begin anew."""
    asking.clear()
    columns.forget()
    rows.clear()
    st.session_state.pop("pasted", None)


def _files() -> list[Intake]:
    found = st.file_uploader(
        _("Files: CSV, TSV or text in any encoding, Excel (xlsx, xls, xlsb), ods, HTML tables, JSON, zip, saved pages "
          "(html, mhtml); what counts is the content, not the name"),
        accept_multiple_files=True,
        key=f"files-{asking.turn()}",
    )  # fmt: skip
    if not found:
        _templates()
    return [Intake(each.name, each.getvalue()) for each in found or []]


def _templates() -> None:
    """The files to fill in, in the language of the page."""
    with st.expander(_("No file yet? Take a template to fill in")):
        for kind, names in _TEMPLATES.items():
            name = names[language()]
            label, csv, xlsx = st.columns([2, 3, 3], vertical_alignment="center")
            label.text(labels.kind(kind))
            for place, suffix in ((xlsx, "xlsx"), (csv, "csv")):
                place.download_button(
                    f"{name}.{suffix}", data=(templates_folder() / f"{name}.{suffix}").read_bytes(),
                    file_name=f"{name}.{suffix}", key=f"template-{kind}-{suffix}", icon=":material/download:",
                    on_click="ignore", width="stretch",
                )  # fmt: skip


def _paste() -> list[Intake]:
    """A block with its header row; or lines without one, of a kind that is chosen."""
    names = {
        "table": _("Cells with their header row"),
        "shops": _("Shops, one a line, the best first"),
        "listings": _("Listings, one a line"),
        "keywords": _("Keywords, one a line"),
    }
    shape = st.segmented_control(
        _("What stands in it?"), list(names), format_func=names.__getitem__, default="table", required=True, key="shape"
    ) or "table"  # fmt: skip
    kind = "listings" if shape == "table" else shape
    fields = forms.FORMS["listings"][:7] if shape == "table" else forms.of_line(kind)
    headers = [field.zh if language() == "zh" else field.en for field in fields]
    label = _("Copy the cells in Excel with their header row, and paste them here")
    if shape != "table":
        label = _("One a line, parts with a comma or tab between, later ones may be left out: {parts}").format(
            parts=" | ".join(rows.label(each) for each in fields)
        )
    with st.form(f"paste-{shape}-{asking.turn()}", border=False):
        block = st.text_area(
            label,
            height=180,
            key=f"block-{shape}-{asking.turn()}",
            placeholder="\t".join(headers) if shape == "table" else _LINES[kind][language()],
        )
        if st.form_submit_button(_("Preview"), type="primary"):
            st.session_state["pasted"] = (shape, block)
    said, block = st.session_state.get("pasted") or (shape, "")
    if said != shape or not block.strip():
        return []
    return [forms.pasted(block) if shape == "table" else forms.lines(kind, block, language())]


_LINES = {
    "shops": {"zh": "晴川女装, 3.2万, 4.8\n木棉的店, 1万+, 4.7", "en": "Clear River, 32000, 4.8\nKapok, 10k+, 4.7"},
    "listings": {
        "zh": "法式碎花连衣裙, 129, 1.2万+人付款\n真丝半身裙, 259.00-299.00, 88人付款",
        "en": "Floral dress, 129, 12k+ sold\nSilk skirt, 259.00-299.00, 88 sold",
    },
    "keywords": {"zh": "连衣裙, 110019\n半身裙, 86220", "en": "dress, 110019\nskirt, 86220"},
}
"""What such lines look like, by kind and language."""
