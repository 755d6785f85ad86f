"""The few things of Streamlit's own that no option reaches: its English words inside the file uploader."""

from __future__ import annotations

import streamlit as st

_UPLOADER = """<style>
[data-testid="stFileUploaderDropzone"] button span[data-testid="stIconMaterial"] ~ * {{ font-size: 0; }}
</style>"""


def apply(language: str) -> None:
    """Say Streamlit's own words in the language."""
