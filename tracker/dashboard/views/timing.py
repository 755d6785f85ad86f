"""The page *Timing*."""

from __future__ import annotations

import streamlit as st

from tracker.i18n import gettext as _


def render() -> None:
    """Draw the page."""
    st.title(_("Timing"))
