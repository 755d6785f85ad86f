"""Answers to screen: the only place that knows streamlit. entry.py is the table of contents, launch.py starts it."""
