"""Where each page is: its address, its title, and the way to it from another page."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.navigation.page import StreamlitPage

from tracker.i18n import gettext as _


def page(address: str, render: Callable[[], None] | None = None, *, first: bool = False) -> StreamlitPage:
    """A page, titled in the language of the run. Without `render` it can be linked to."""
    title, icon = {
        "add-data": (_("Add data"), ":material/upload_file:"),
        "prices": (_("Prices and sales"), ":material/show_chart:"),
        "keywords": (_("Keywords"), ":material/search:"),
        "titles": (_("Titles"), ":material/title:"),
        "shops": (_("Shops"), ":material/storefront:"),
        "products": (_("Products"), ":material/sell:"),
        "industry": (_("Industry"), ":material/monitoring:"),
        "timing": (_("Timing"), ":material/schedule:"),
    }[address]
    return st.Page(render or _nowhere, title=title, icon=icon, url_path=address, default=first)


def _nowhere() -> None:
    """Stands in for a page that is only linked to."""
