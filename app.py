"""The dashboard's entry for `streamlit run app.py`; the same pages as `tracker serve` shows.

It holds an `App` because Streamlit imports such a file before it answers anybody: a plain script would run, and close
the server, with the first page only.
"""

import streamlit as st

from tracker.dashboard.launch import ENTRY
from tracker.dashboard.server import ask_nobody

ask_nobody()
app = st.App(ENTRY)

if __name__ == "__main__":  # run as a plain script, as Streamlit's AppTest does
    from tracker.dashboard.entry import main

    main()
