"""Scores of titles on a page: versions side by side, and of each what it covers, lacks and risks."""

from __future__ import annotations

from collections.abc import Sequence
from math import isinf

import pandas as pd
import streamlit as st

from tracker.analysis.titles.risks import Risk, level_label
from tracker.analysis.titles.score import Basis, Score, Span
from tracker.dashboard import labels, text
from tracker.i18n import gettext as _
from tracker.i18n import language

ROWS = 200
"""Covered keywords that a table shows, the heaviest first."""

COLOURS = {"explicit": "red", "unless-proven": "orange", "platform": "red", "category": "orange", "unverified": "gray"}
"""What marks the words of each level of risk."""


def render(scores: Sequence[Score], names: Sequence[str], of: Basis) -> None:
    """The scores under their names: a table side by side where there are several, then each in a tab of its own."""
    if len(scores) > 1:
        st.dataframe(
            pd.DataFrame([_row(each, name, of) for each, name in zip(scores, names, strict=True)]), hide_index=True
        )
    for tab, each in zip(st.tabs([text.plain(name) for name in names]), scores, strict=True):
        with tab:
            _one(each, of)


def marked(title: str, risks: Sequence[Risk]) -> str:
    """The title as Markdown, its risky words on a coloured ground; of words that overlap the first."""
    parts, end = [], 0
    for each in risks:
        if each.start < end:
            continue
        parts += [_kept(title[end : each.start]), f":{COLOURS[each.level]}-background[{_kept(each.text) or ' '}]"]
        end = each.end
    return "".join([*parts, _kept(title[end:])])


def span(of: Span) -> str:
    """A sum as a person reads it; '' where the list doesn't tell it."""
    return text.bound(of.low, None if isinf(of.high) else of.high)


def _kept(part: str) -> str:
    """A part of a title escaped, the blanks at its ends kept."""
    inside = text.plain(part)
    return f"{' ' if part[:1].isspace() else ''}{inside}{' ' if inside and part[-1:].isspace() else ''}"


def _bold(said: str) -> str:
    return f"**{said}**"


def _size(score: Score) -> str:
    return f"{score.length} / {score.limit}" if score.limit else str(score.length)


def _row(score: Score, name: str, of: Basis) -> dict[str, object]:
    return {
        _("Version"): name,
        _("Length"): _size(score),
        _("Keywords covered"): score.covered_count,
        _("in one piece"): score.tight_count,
        _("Demand covered"): span(score.demand_covered),
        _("Share of the weight"): "" if score.share is None else text.percent(round(score.share, 4)),
        _("Risky words"): _(", ").join(each.text for each in score.risks),
        _("Repeated"): _(", ").join(f"{word} ×{count}" for word, count in score.repeats),
        _("Title"): score.title,
    }


def _one(score: Score, of: Basis) -> None:
    st.markdown(f"#### {marked(score.title, score.risks)}")
    _figures(score, of)
    _remarks(score, of)
    left, right = st.columns([3, 2])
    with left:
        _missing(score, of)
    with right:
        _covered(score, of)
    if score.risks:
        _risks(score.risks)


def _figures(score: Score, of: Basis) -> None:
    columns = st.columns(4)
    note = None
    if score.over:
        note = _("{count} too many").format(count=score.over)
    elif score.under:
        note = _("{count} too few").format(count=score.under)
    columns[0].metric(_("Length"), _size(score), note, delta_color="inverse" if score.over else "off")
    columns[1].metric(_("Keywords covered"), f"{text.number(score.covered_count)} / {text.number(score.keyword_count)}")
    columns[2].metric(_("in one piece"), text.number(score.tight_count))
    share = "—" if score.share is None else text.percent(round(score.share, 4))
    columns[3].metric(_("Share of the weight"), share)
    if of.metric:
        st.caption(
            text.plain(
                _("{metric} of the keywords covered adds up to {covered} of {total}; who searches for several of them "
                  "counts for each.").format(
                    metric=labels.metric(of.metric), covered=span(score.demand_covered) or "—",
                    total=span(score.demand_total) or "—")
            )
        )  # fmt: skip


def _remarks(score: Score, of: Basis) -> None:
    """Words that bring nothing, repeated ones, brands."""
    if score.idle:
        few = (
            _("no keyword of the list has them, and few rivals") if of.rivals else _("no keyword of the list has them")
        )
        st.markdown(_("**Bring nothing** ({why}): {words}").format(why=few, words=_listed(score.idle)))
    if score.repeats:
        words = [f"{word} ×{count}" for word, count in score.repeats]
        st.markdown(_("**Repeated**: {words}").format(words=_listed(words)))
    if score.brands:
        st.markdown(_("**Brands**: {words}. Only with the right to name them.").format(words=_listed(score.brands)))


def _listed(words: Sequence[str]) -> str:
    return " · ".join(map(text.plain, words))


def _missing(score: Score, of: Basis) -> None:
    st.markdown(_bold(_("Missing words")))
    if not score.missing:
        st.caption(_("No single word would cover another keyword."))
        return
    rows = {_("Word"): [each.word for each in score.missing]}
    table = pd.DataFrame(rows)
    if of.rivals:
        table[_("Rivals' titles")] = [each.rivals for each in score.missing]
    table[_("Would cover")] = [each.keywords for each in score.missing]
    table[_("Demand")] = [span(each.demand) if each.keywords else "" for each in score.missing]
    table[_("Adds length")] = [each.cost for each in score.missing]
    st.dataframe(table, hide_index=True)
    rivals = _("{count} titles of the first ten shops are compared with.").format(count=of.rivals)
    st.caption(rivals if of.rivals else _("No titles of ranked shops are stored: put in a top-ten list and listings."))


def _covered(score: Score, of: Basis) -> None:
    st.markdown(_bold(_("Covered keywords")))
    if not score.covered:
        st.caption(_("It covers no keyword of the list."))
        return
    shown = score.covered[:ROWS]
    table = pd.DataFrame(
        {
            _("Keyword"): [each.keyword for each in shown],
            labels.metric(of.metric) if of.metric else _("Demand"): [span(each.demand) for each in shown],
            _("in one piece"): ["✓" if each.tight else "" for each in shown],
        }
    )
    st.dataframe(table, hide_index=True)
    if len(score.covered) > ROWS:
        st.caption(_("The first {shown} are shown.").format(shown=ROWS))


def _risks(risks: Sequence[Risk]) -> None:
    """Each reason once, with the words that it is of, its level and source."""
    st.markdown(_bold(_("Risky words")))
    found: dict[str, list[Risk]] = {}
    for each in risks:
        found.setdefault(each.name, []).append(each)
    for same in found.values():
        first = same[0]
        words = " · ".join(
            dict.fromkeys(f":{COLOURS[first.level]}-background[{_kept(each.text) or ' '}]" for each in same)
        )
        source = _("Source: {source}, as of {day}.").format(source=first.source, day=first.as_of)
        trust = _("Confidence {confidence}.").format(confidence=first.confidence)
        why = [level_label(first.level, language()), first.reasons[language()]]
        st.markdown(f"{words} {text.plain(' · '.join(why))}")
        st.caption(text.plain(f"{source} {trust}"))
    st.caption(
        _("Pointed at, never deleted. Whether a word may stand is for you and the law to say; the list isn't whole.")
    )
