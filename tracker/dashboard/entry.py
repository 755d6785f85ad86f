"""The table of contents: the pages, the language, and which store is open. `tracker serve` runs this file."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from tracker.dashboard import data, language, look, text
from tracker.dashboard.places import page
from tracker.dashboard.views import add_data, industry, keywords, prices, products, shops, timing, titles
from tracker.dashboard.widgets import told
from tracker.i18n import gettext as _

# Each page by its address, in the order of the sidebar.
PAGES = {
    "add-data": add_data.render,
    "shops": shops.render,
    "products": products.render,
    "prices": prices.render,
    "keywords": keywords.render,
    "titles": titles.render,
    "industry": industry.render,
    "timing": timing.render,
}


# A picture of our own: Streamlit would fetch the icon of the page from a font server.
MARK = Path(__file__).with_name("mark.png")


def main(first: str = "add-data") -> None:
    """Draw the page that the address names; `first` where it names none."""
    chosen = language.settle()
    st.set_page_config(page_title=_("Tracker"), page_icon=str(MARK), layout="wide")
    look.apply()
    here = st.navigation([page(address, render, first=address == first) for address, render in PAGES.items()])
    with st.sidebar:
        language.switch(chosen)
        with told():
            st.caption(_("Store on this computer: {path}").format(path=text.plain(data.store().path)))
    with told():
        here.run()


if __name__ == "__main__":
    main()
