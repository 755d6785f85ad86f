"""Words of keywords and titles, in words."""

from __future__ import annotations

from tracker.analysis.aloud import Sentence, names
from tracker.analysis.keywords.formulas import spoken
from tracker.analysis.words import bound, number
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.store.questions import Answer, Given


def keyword_roots(answer: Answer, given: Given) -> str:
    """How many words the lists have, which are core, and what stands behind the first one."""
    rows = answer.records()
    top = rows[0]
    text = _(
        "{roots} words of {sources} sources; {core} of them are core. {root}: in {keywords} of {all} keywords."
    ).format(
        roots=number(len(rows)),
        sources=number(len({row["source"] for row in rows})),
        core=number(sum(row["role"] == "core" for row in rows)),
        root=top["root"],
        keywords=number(top["keyword_count"]),
        all=number(top["list_count"]),
    )
    if top["demand_low"] is None:
        return text
    more = _("Their demand adds up to {demand} ({metric}); who searches several is in it several times.")
    demand = bound(_rounded(top["demand_low"]), _rounded(top["demand_high"]))
    return names.joined([text, more.format(demand=demand, metric=spoken(top["demand_metric"], language()))])


def title_words(answer: Answer, given: Given) -> str:
    """How many runs of words there are, and what stands behind the first one."""
    rows = answer.records()
    top = rows[0]
    text = _("{grams} words and runs of words. {gram}: in {listings} titles of {shops} shops.").format(
        grams=number(len(rows)),
        gram=top["gram"],
        listings=number(top["listing_count"]),
        shops=number(top["shop_count"]),
    )
    if top["sold_low"] is None:
        return text
    more = _("The counters of {count} of those listings add up to {sold} ({kind}).").format(
        count=number(top["sold_count"]),
        sold=bound(top["sold_low"], top["sold_high"]),
        kind=names.sold_kind(top["sold_kind"]),
    )
    return names.joined([text, more])


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


SENTENCES: dict[str, Sentence] = {"keyword-roots": keyword_roots, "title-words": title_words}
