"""Brand words in titles: brands that listings name, and words that the user calls brands."""

from __future__ import annotations

import re
from collections.abc import Iterable

from tracker.analysis.titles.folding import folded, whole_word

_SHORTEST = 2
"""Characters of a brand; of shorter ones too many stand in any title."""


class Brands:
    """Finds brands in titles, folded. A brand written in two languages (`HSTYLE/韩都衣舍`) is found in either."""

    def __init__(self, names: Iterable[str]) -> None:
        said = {folded(part).text.strip() for name in names for part in re.split(r"[/／|]", name)}
        words = sorted((each for each in said if len(each) >= _SHORTEST), key=lambda each: (-len(each), each))
        self._pattern = re.compile("|".join(map(whole_word, words))) if words else None

    def found(self, title: str) -> list[str]:
        """The brands in the title, as it spells them, each once."""
        if self._pattern is None:
            return []
        text, places = folded(title)
        spans = (each.span() for each in self._pattern.finditer(text))
        return list(dict.fromkeys(title[places[start] : places[end - 1] + 1] for start, end in spans))
