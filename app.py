"""The dashboard's entry for `streamlit run app.py`; the same one as `tracker serve` runs."""

from tracker.dashboard.entry import main

main()
