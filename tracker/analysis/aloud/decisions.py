"""What a user changed, and what came of it, in words."""

from __future__ import annotations

from tracker.analysis.aloud import Sentence

SENTENCES: dict[str, Sentence] = {}
