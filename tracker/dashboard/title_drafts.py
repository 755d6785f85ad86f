"""Drafts of a title on a page: what they are made of, and each with what it covers and a button that copies it."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

import streamlit as st

from tracker.analysis.keywords.formulas import Formula
from tracker.analysis.keywords.lists import KeywordList
from tracker.analysis.titles.drafts import Draft, Drafts, make_drafts
from tracker.analysis.titles.segment import Segmenter
from tracker.analysis.titles.warnings import warnings_of, weighed_by
from tracker.dashboard import data, text
from tracker.i18n import gettext as _
from tracker.store.title_rules import Rule

SHOWN = 60
"""Keywords that are named of each draft."""

Take = Callable[[str], None]


def render(
    words: KeywordList,
    of: tuple[object, ...],
    segmenter: Segmenter,
    rule: Rule,
    weighting: str,
    own: Sequence[Formula],
    take: Take,
) -> None:
    """Ask what must stand and what mustn't, and draft. `of`: what tells the list from others of the store. `take` is
    called with a draft that the user wants to work on."""
    must, excluded = _asked()
    if not st.button(_("Draft titles"), type="primary", icon=":material/edit_note:") and not st.session_state.get(
        _OPEN
    ):
        st.caption(
            _("The best set of words within the limit is searched for and proven, or told with what it may lack. It "
              "says what a title covers, never how it will rank.")
        )  # fmt: skip
        return
    st.session_state[_OPEN] = True
    limit = (rule.platform, rule.limit, rule.unit)
    made = _drafts(data.state(), of, limit, must, excluded, weighting, _of=(words, segmenter, rule, tuple(own)))
    st.caption(_basis(words, made))
    for place, draft in enumerate(made.drafts):
        with st.container(border=True):
            _draft(draft, made, place, take)


_OPEN = "title-drafts-open"


def _asked() -> tuple[tuple[str, ...], tuple[str, ...]]:
    left, right = st.columns(2)
    with left:
        must = st.text_input(_("Words that must stand"), key="drafts-must", placeholder=_("for instance 连衣裙 夏季"))
    with right:
        excluded = st.text_input(_("Words that mustn't stand"), key="drafts-not", placeholder=_("for instance 冬"))
    return _separate(must), _separate(excluded)


def _separate(said: str) -> tuple[str, ...]:
    """Words that blanks, commas or semicolons part; quotes keep blanks: `"summer dress" red`."""
    found = re.findall(r'"([^"]+)"|“([^”]+)”|([^\s,，、;；"“”]+)', said)
    return tuple(each for group in found for each in group if each)


@st.cache_data(max_entries=32, show_spinner=False)
def _drafts(
    of: data.State,
    words: tuple[object, ...],
    limit: tuple[str, int, str],
    must: tuple[str, ...],
    excluded: tuple[str, ...],
    weighting: str,
    *,
    _of: tuple[KeywordList, Segmenter, Rule, tuple[Formula, ...]],
) -> Drafts:
    """The drafts; kept as long as store, list, rule and wishes are the same."""
    keywords, segmenter, rule, own = _of
    return make_drafts(keywords, segmenter, rule, weighting=weighting, must=must, excluded=excluded, own=own)


def _basis(words: KeywordList, made: Drafts) -> str:
    said = _("Of {count} keywords, weighed by {formula}.")
    return text.plain(said.format(count=text.number(len(words.keywords)), formula=weighed_by(made.weights)))


def _draft(draft: Draft, made: Drafts, place: int, take: Take) -> None:
    st.code(draft.title or " ", language=None, wrap_lines=True)
    share = draft.weight_covered / draft.weight_total if draft.weight_total else None
    facts = [
        _("length {length} of {limit}").format(length=draft.length, limit=made.rule.limit),
        _("covers {covered} keywords, {tight} of them in one piece").format(
            covered=text.number(len(draft.covered)), tight=text.number(len(draft.tight))
        ),
    ]
    if share is not None:
        facts.append(_("{share} of the weight").format(share=text.percent(round(share, 4))))
    facts.append(_proven(draft))
    if draft.leaning:
        facts.append(_("leans to words that are easier to win") if made.other else _("leans to many small words"))
    st.markdown(text.plain(" · ".join(facts)))
    for warning in warnings_of(draft, made) if place == 0 else []:
        st.caption(text.plain(warning))
    with st.expander(_("What it covers")):
        tight = set(draft.tight)
        named = [f"**{text.plain(each)}**" if each in tight else text.plain(each) for each in draft.covered[:SHOWN]]
        st.markdown(" · ".join(named) or "—")
        st.caption(_("The heaviest first; those in bold stand in one piece."))
    st.button(_("Work on this title"), key=f"draft-take-{place}", on_click=take, args=(draft.title,))


def _proven(draft: Draft) -> str:
    if draft.optimal:
        return _("proven: no title within the limit covers more")
    return _("another title could cover up to {gap} more").format(gap=text.percent(round(draft.gap_ratio, 4)))
