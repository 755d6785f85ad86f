"""Titles and what they cover, in words."""

from __future__ import annotations

from tracker.analysis.aloud import Sentence

SENTENCES: dict[str, Sentence] = {}
