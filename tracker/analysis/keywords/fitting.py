"""Which keyword lists a platform's titles are weighed against."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from tracker.analysis.keywords.lists import KeywordList, lists

if TYPE_CHECKING:
    from pyarrow import Table


def fitting(lists: Sequence[KeywordList], platform: str) -> list[KeywordList]:
    """The lists of the platform, then those that name none; of either the ones with most keywords first, then the
    newest ones. Lists of other platforms don't fit."""
    own = [each for each in lists if each.platform in {platform, None} and each.keywords]
    return sorted(own, key=lambda each: (each.platform is None, -len(each.keywords), -each.until.timestamp()))


def serving(readings: Table, category: str | None) -> list[tuple[str | None, list[KeywordList]]]:
    """The lists in an answer to `keyword-lists` that serve a category, each part with the category that it names: those
    that name it, then those that name none. Without a category all are one part."""
    import pyarrow.compute as pc

    if category is None:
        return [(None, lists(readings))]
    of = readings.column("category")
    own, anyone = readings.filter(pc.equal(of, category)), readings.filter(pc.is_null(of))
    return [(category, lists(own)), (None, lists(anyone))]
