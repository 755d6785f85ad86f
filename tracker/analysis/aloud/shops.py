"""Shops, their boards, listings and advantages, in words."""

from __future__ import annotations

from tracker.analysis.aloud import Sentence

SENTENCES: dict[str, Sentence] = {}
