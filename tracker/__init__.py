"""Tracker keeps what an operator saw of a market, and answers questions about it."""

__version__ = "0.1.0"
