"""Words of the generated pages for the codes of the reference files: types, units, kinds of numbers and of counters."""

from __future__ import annotations

from making.markdown import both
from tracker.dashboard import labels
from tracker.i18n import activate
from tracker.normalise import reference

KINDS = {
    "listings": "Listings: offers on a marketplace · 商品",
    "shops": "Shops: the top ten of a category · 店铺",
    "keywords": "Keywords: metrics of search words · 关键词",
    "trend": "Trend: one keyword, or several, over time · 趋势",
    "sales": "Sales: of our own shop by day or hour · 本店销售",
}
"""The kinds of table, as --kind names them."""

TYPES = {
    "text": "text, as it stands",
    "money": "price or amount",
    "count": "count",
    "index": "number of an index",
    "ratio": "percentage or fraction",
    "rating": "rating, on its own scale",
    "rank": "rank, 1 is best",
    "hour": "hour of the day, 0 to 23",
    "time": "date or time",
    "flag": "yes or no",
}
"""How the cells of a field are read."""

FIXED = {"availability", "role", "judgement"}
"""Fields whose cells hold words of a list (reference/words.toml)."""

UNITS = {
    "index": "index",
    "count": "count",
    "ratio": "ratio",
    "rank": "rank",
    "days": "days",
    "currency": "money",
}
"""Units of metrics, as short as they stand in tables."""

UNITS_MEANT = {
    "index": "a scale of the source's own; never compared between sources",
    "count": "so many",
    "ratio": "0.10 is 10 %",
    "rank": "a place, 1 is best",
    "days": "so many days",
    "currency": "in the currency that the cell, the export or `--currency` names",
}

NUMBERS_MEANT = {
    "estimate": "a tool's guess of a count",
    "transform": "rises with a count that is not told",
    "score": "a vendor's own mark",
    "mean": "a mean over a period or over words",
    "share": "a part of a whole",
    "range": "low and high are both meant",
    "growth": "change against an earlier period",
}
"""What the numbers of a metric are, where the unit alone doesn't say it."""

CONFIDENCE = {
    "A": "official",
    "B": "a parser or test of a real export",
    "C": "one third party",
    "D": "not checked",
}
"""How well the headers of an export are known."""


COUNTERS = frozenset({"paid", "received", "sold", "monthly", "weekly", "daily", "unknown"})
"""The kinds of sold counters."""


def name(field: str, kind: str) -> str:
    """A field of that kind of table, or a metric, by its names in both languages."""
    if field not in reference.fields(kind):
        return both(reference.metrics()[field].labels)
    names = {}
    for language in ("zh", "en"):  # English last: it stays the language of the run
        activate(language)
        names[language] = labels.field(field)
    return both(names)


def counter(kind: str) -> str:
    """What a sold counter counts."""
    return labels.sold_kind(kind)


def unit(field: str, kind: str) -> tuple[str, str]:
    """The unit of a field or metric in a table of that kind, and what its numbers are."""
    known = reference.fields(kind).get(field)
    if known:
        return TYPES[known.type].partition(",")[0], ""
    metric = reference.metrics()[field]
    return UNITS[metric.unit], metric.numbers or ""
