"""Keyword lists: side by side, moved, scored, and cut to roots."""
