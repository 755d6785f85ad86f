"""The columns of a time line: a time, then one column for each keyword."""

from __future__ import annotations

import re

from tracker.normalise import mapping, reference
from tracker.normalise.column import Column
from tracker.normalise.fold import fold_header
from tracker.normalise.headers import Header

_TERM = re.compile(r"^(?P<keyword>.+): \((?P<region>[^()]*(?:\([^()]*\))?[^()]*)\)$")
_PARTIAL = "ispartial"
_VALUE_WORDS = frozenset(
    {"cnt", "count", "value", "values", "index", "num", "number", "值", "数值", "数量", "指数", "热度"}
)


def timeline(header: Header, known: set[int], *, bare: bool) -> list[Column]:
    """A time column first, then one column a keyword: `连衣裙: (中国)` as Google Trends writes it, or, where the user
    said that it is a trend, or a column tells which values are of a period that isn't over (pytrends' isPartial), the
    bare keyword."""
    words = header.words
    partial = {index for index, word in enumerate(words) if fold_header(word) == _PARTIAL}
    bare = bare or bool(partial)
    if fold_header(words[0]) not in reference.fields("trend")["observed_at"].aliases:
        return []
    found = [] if 0 in known else [Column(0, words[0].strip(), "observed_at")]
    for index, word in enumerate(map(str.strip, words)):
        if index in known or index in partial or any(each.header == word for each in found):
            continue  # the first of equal headers is used, as of fields and metrics
        term = _TERM.match(word)
        if index and term:
            found.append(Column(index, word, mapping.TERM, keyword=term["keyword"], region=term["region"]))
        elif index and word:
            if not bare or fold_header(word) in _VALUE_WORDS:
                return []
            found.append(Column(index, word, mapping.TERM, keyword=word))
    return found if len(found) + len(known) > 1 else []
