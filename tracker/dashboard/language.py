"""Which language a visitor reads: the address (`?lang=zh`), else TRACKER_LANG, else the catalogue's default."""

from __future__ import annotations

import streamlit as st

from tracker import i18n

NAMES = {"zh": "中文", "en": "English"}
"""Each language in itself."""

_KEY = "language"


def settle() -> str:
    """Make the visitor's language the one that every text of this run is in."""
    chosen = st.session_state.get(_KEY) or st.query_params.get("lang")
    language = chosen if chosen in NAMES else i18n.default_language()
    i18n.activate(language)
    return language


def switch(language: str) -> None:
    """The switch; the address keeps the choice, so that a reload does too."""
    st.segmented_control(
        "语言 / Language", list(NAMES), format_func=NAMES.__getitem__, default=language, required=True, key=_KEY
    )
    st.query_params["lang"] = language
