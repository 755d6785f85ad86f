"""Words of keywords and titles, in words."""

from __future__ import annotations

from tracker.analysis.aloud import Sentence

SENTENCES: dict[str, Sentence] = {}
