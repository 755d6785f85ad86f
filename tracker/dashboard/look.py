"""The few words of Streamlit's own that no option reaches, said in the language by a style sheet of ours."""

from __future__ import annotations

import json

import streamlit as st

from tracker.dashboard.settings import SERVER_OPTIONS
from tracker.i18n import gettext as _

_SHEET = """<style>
[data-testid="InputInstructions"], [data-testid="stStatusWidget"] button {{ display: none; }}
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p,
[data-testid="stFileUploaderDropzoneInstructions"] span {{ font-size: 0; }}
[data-testid="stFileUploaderDropzone"] [data-testid="stBaseButton-secondary"] p::after,
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{ font-size: 1rem; content: {choose}; }}
[data-testid="stFileUploaderDropzoneInstructions"] span::after {{ font-size: 0.875rem; content: {drop}; }}
</style>"""


def apply() -> None:
    """The file uploader's button and hint; hints to press Enter, and a button to stop, are left out."""
    drop = _("or drop them here, up to {size} MB each").format(size=SERVER_OPTIONS["server.maxUploadSize"])
    st.html(_SHEET.format(choose=_quoted(_("Choose files")), drop=_quoted(drop)))


def _quoted(text: str) -> str:
    """A CSS string."""
    return json.dumps(text.replace("<", ""), ensure_ascii=False)
