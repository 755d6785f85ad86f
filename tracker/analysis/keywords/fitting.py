"""Which keyword lists a platform's titles are weighed against."""

from __future__ import annotations

from collections.abc import Sequence

from tracker.analysis.keywords.lists import KeywordList


def fitting(lists: Sequence[KeywordList], platform: str) -> list[KeywordList]:
    """The lists of the platform, then those that name none; of either the ones with most keywords first, then the
    newest ones. Lists of other platforms don't fit."""
    own = [each for each in lists if each.platform in {platform, None} and each.keywords]
    return sorted(own, key=lambda each: (each.platform is None, -len(each.keywords), -each.until.timestamp()))
