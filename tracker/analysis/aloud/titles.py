"""Titles and what they cover, in words."""

from __future__ import annotations

from typing import Any

from tracker.analysis.aloud import Sentence
from tracker.analysis.aloud.names import joined, platform, source
from tracker.analysis.words import bound, moment, number
from tracker.i18n import N_
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given

QUESTIONS = (
    N_("What is the newest title of each listing, and where does its shop stand on the newest board?"),
    N_("What does the newest title of each listing cover of the newest keyword lists, and what does it lack?"),
)
"""What this theme's questions answer, as their heads say it."""

TOP = 10
"""Places of a board."""


def listing_titles(answer: Answer, given: Given) -> str:
    """How many titles there are, and how many of them are of shops on the newest boards."""
    rows = answer.records()
    if len(rows) == 1:
        return _("The newest title of {listing} on {platform}, seen on {day}: “{title}”.").format(
            listing=rows[0]["listing_key"],
            platform=platform(rows[0]["platform"]),
            day=moment(rows[0]["observed_at"].date()),
            title=rows[0]["title"],
        )
    ranked = sum(row["shop_rank"] is not None and row["shop_rank"] <= TOP for row in rows)
    return _("{count} newest titles; {ranked} are of shops among the first ten of their newest board.").format(
        count=number(len(rows)), ranked=number(ranked)
    )


def title_coverage(answer: Answer, given: Given) -> str:
    """What a single title covers; of several, the range against the longest list, and how many are too long."""
    rows = answer.records()
    compared = [row for row in rows if row["reason"] is None]
    titles = {(row["platform"], row["listing_key"]): row for row in rows}
    longest = max(compared, key=lambda row: row["keyword_count"], default=None)
    parts = []
    if longest is None:
        parts.append(_("No keyword list fits these titles."))
    elif len(titles) == 1:
        parts += [_covers(longest), _lacks(longest)]
    else:
        of_list = [row for row in compared if (row["source"], row["region"]) == (longest["source"], longest["region"])]
        counts = [row["covered_count"] for row in of_list]
        parts.append(
            _("{count} titles against {source}: they cover {covered} of its keywords each.").format(
                count=number(len(of_list)), source=source(longest["source"]), covered=bound(min(counts), max(counts))
            )
        )
    long = sum(row["limit"] is not None and row["length"] > row["limit"] for row in titles.values())
    parts += [_("{count} are longer than their platform allows.").format(count=number(long))] if long else []
    return joined(parts)


def _covers(row: dict[str, Any]) -> str:
    facts = {
        "title": row["title"],
        "covered": number(row["covered_count"]),
        "count": number(row["keyword_count"]),
        "source": source(row["source"]),
        "tight": number(row["tight_count"]),
    }
    if row["metric"] is None or row["demand_covered_low"] is None:
        return _("“{title}” covers {covered} of {count} keywords of {source}, {tight} of them in one piece.").format(
            **facts
        )
    return _(
        "“{title}” covers {covered} of {count} keywords of {source}, {tight} of them in one piece; their demand adds "
        "up to {demand} of {total}, searchers of several keywords counted for each."
    ).format(
        demand=bound(row["demand_covered_low"], row["demand_covered_high"]),
        total=bound(row["demand_total_low"], row["demand_total_high"]),
        **facts,
    )


def _lacks(row: dict[str, Any]) -> str:
    if row["missing"] is None:
        return ""
    return _("Any one of these words would cover more: {words}.").format(
        words=_(", ").join(row["missing"].split(" | "))
    )


SENTENCES: dict[str, Sentence] = {"listing-titles": listing_titles, "title-coverage": title_coverage}
