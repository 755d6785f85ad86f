"""What rivals write, on the page *Titles*: the words of their titles, and heavy keywords that few titles have.

Each is computed when it is opened, and kept while somebody types: the page is drawn anew with every pause.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import streamlit as st

from tracker.analysis import asking
from tracker.analysis.aloud import names, read_aloud
from tracker.analysis.bounds import Bounds, stored
from tracker.analysis.keywords.lists import KeywordList
from tracker.analysis.titles.runs import in_list, phrase
from tracker.analysis.titles.score import Basis
from tracker.analysis.titles.warnings import weighed_by
from tracker.dashboard import answers, data, labels, shown, text, widgets, wordlist
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.normalise.keyword import fold_keyword

SECTIONS = ("words", "room")

FEW = 10
"""Percent of the titles that may have a keyword at first, for it to have room."""


Key = tuple[object, ...]


class Told(NamedTuple):
    """An answer beside the keyword list: read aloud, and its rows in the order shown."""

    aloud: str
    rows: pd.DataFrame


def render(platform: str, category: str | None, key: Key, weighting: str, of: Basis) -> None:
    """The buttons, and below them what is opened. `platform`, `category`: whose titles, category null for all; `key`:
    what tells the list from others of the store; `weighting`: what keywords are weighed by in the basis."""
    st.subheader(_("What rivals write"))
    called = {"words": _("Words of their titles"), "room": _("Keywords that few titles have")}
    section = widgets.opened(_("What rivals write"), "rivals", SECTIONS, called.__getitem__)
    if section == "words":
        _words(platform, category, key, of)
    elif section == "room":
        _room(platform, category, (*key, weighting), weighting, of)
    else:
        st.caption(
            _("Open one: the words that rivals' titles use, and what the counters of those listings show; or the "
              "heaviest keywords of the list that few titles have.")
        )  # fmt: skip


def _words(platform: str, category: str | None, key: Key, of: Basis) -> None:
    with st.spinner(_("Looking through the titles …")):
        found = _words_told(data.state(), platform, category, language(), key, _of=of)
    if found.rows.empty:
        st.info(
            _("No word stands in the titles of two rivals' listings here. Put in their listings, such as a saved page "
              "of search results or a table from a scraper, and the words they use appear here.")
        )  # fmt: skip
        return
    st.markdown(text.plain(found.aloud))
    left, right = st.columns(2)
    with left:
        sizes = {"1": _("one word"), "2": _("two words"), "3": _("three words")}
        size = widgets.choice(
            _("How many words"), "words", list(sizes), sizes.__getitem__, everything=_("one to three words")
        )
    with right:
        wanted = _searched()
    rows = found.rows if size is None else found.rows[found.rows["word_count"] == int(size)]
    rows = wordlist.matching(rows, " ".join(map(fold_keyword, wanted.split())), "phrase")
    if rows.empty:
        st.info(_none(wanted) or _("No run of so many words stands in the titles of two rivals' listings."))
        return
    kinds = list(rows["sold_kind"].dropna().unique())
    _table_of_words(rows, kinds, of)
    st.caption(_how_of_words(is_counted=bool(kinds), has_list=bool(of.words.keywords)))
    shown.take_away(rows, f"title-words-{platform}", "phrase")


def _table_of_words(rows: pd.DataFrame, kinds: Sequence[str], of: Basis) -> None:
    """`kinds`: what the counters count; of one kind the heading says it."""
    counted = _("Their counters, sum")
    if len(kinds) == 1:
        counted = _("Sum: {counter}").format(counter=names.sold_kind(kinds[0]))
    answers.table(
        rows,
        [*_of_categories(rows), "gram", "listing_count", "shop_count", "sold",
         *(["sold_kind"] if len(kinds) > 1 else []), *(["sold_count"] if kinds else []),
         *(["is_keyword", "keyword_count", "demand"] if of.words.keywords else []), "top_share", "own_count", "title",
         "document", "source_row"],
        {"listing_count": _("Rivals' listings"), "sold": counted, "keyword_count": _("Keywords with it"),
         "demand": _("{metric} of these, sum").format(metric=labels.metric(of.metric)) if of.metric else _("Demand"),
         "title": _("An example")},
    )  # fmt: skip


def _how_of_words(*, is_counted: bool, has_list: bool) -> str:
    notes = [_("Newest titles of listings that aren't ours; a title counts once for a word.")]
    if is_counted:
        notes.append(
            _("Those with the greatest counters come first. Counters are levels as the listings show them, not sales "
              "of a period; only those of one kind are added, and one with an open end leaves the sum open (≥).")
        )  # fmt: skip
    else:
        notes.append(_("None of these listings shows what it sold, so what most of them use comes first."))
    if has_list:
        notes.append(
            _("Beside them the keyword list chosen above: whether the words are a keyword of it, and how many of its "
              "keywords have them one behind the other; who searches several of these counts for each.")
        )  # fmt: skip
    notes.append(_("That a word sells is not said: titles and sales go together for many reasons."))
    return names.joined(notes)


def _room(platform: str, category: str | None, key: Key, weighting: str, of: Basis) -> None:
    if not of.words.keywords:
        st.info(
            _("No keyword list fits this platform. Put one in, of 生意参谋 or any other source: its heaviest keywords "
              "that few titles have appear here.")
        )  # fmt: skip
        return
    with st.spinner(_("Looking through the titles …")):
        found = _room_told(data.state(), platform, category, language(), key, _of=of)
    if found.rows.empty:
        st.info(
            _("No titles are stored that this list can be held against. Put in listings of its platform and category, "
              "such as a saved page of search results, and how many of their titles have each keyword appears here.")
        )  # fmt: skip
        return
    st.markdown(text.plain(found.aloud))
    left, right = st.columns(2)
    with left:
        few = st.slider(_("In at most so many percent of the titles"), 0, 100, FEW, key="titles-few")
    with right:
        wanted = _searched()
    rows = _kept(data.state(), platform, category, key, few, wanted, _rows=found.rows)
    if rows.empty:
        st.info(_none(wanted) or _("More of the titles have each of these keywords. Raise the limit."))
        return
    st.caption(text.plain(_how_many(rows, found.rows, few, of)))
    answers.table(
        rows,
        [*_of_categories(rows), "keyword", "demand", *(["weight"] if weighting != "demand" else []), "held_share",
         "covered_count", "exact_count", "title_count", "band", "page_exact_count", "page_count",
         *(["reason"] if rows["band"].notna().any() else []), "document", "source_row"],
        {"demand": labels.metric(of.metric) if of.metric else _("Demand"), "band": _("First ten results")},
    )  # fmt: skip
    st.caption(
        _("Titles of the listings seen on the newest day of each list or board, ours among them. A title has a keyword "
          "when it covers it, that is has all of its words in any order, or holds it in one piece; the larger of both "
          "counts is what the share says. Few titles are room, not a promise: buyers may be few too. The first ten "
          "results are told only where a search list named like the keyword was put in with its positions.")
    )  # fmt: skip
    shown.take_away(rows, f"title-room-{of.words.source}")


def _how_many(rows: pd.DataFrame, every: pd.DataFrame, few: int, of: Basis) -> str:
    said = _("{count} of {all} keywords are in at most {share} of the titles, the heaviest first: {formula}.")
    return said.format(
        count=text.number(rows["keyword"].nunique()),
        all=text.number(every["keyword"].nunique()),
        share=text.percent(few / 100),
        formula=weighed_by(of.weights),
    )


def _searched() -> str:
    return st.text_input(
        _("Search in them (several words: all of them)"), key="titles-search", placeholder=_("for instance 连衣裙 夏")
    )


def _none(wanted: str) -> str:
    """That nothing holds what is searched; '' where nothing is."""
    return _("Nothing here holds “{wanted}”.").format(wanted=text.plain(wanted)) if wanted.strip() else ""


def _of_categories(rows: pd.DataFrame) -> list[str]:
    """The category's column where there are several."""
    return ["category"] if rows["category"].nunique(dropna=False) > 1 else []


@st.cache_resource(max_entries=8, show_spinner=False)
def _words_told(at: data.State, platform: str, category: str | None, lang: str, key: Key, *, _of: Basis) -> Told:
    """The runs of words, with what the list says of each; `lang` and `key` tell answers apart."""
    given = {"platform": platform, "category": category}
    rows = data.frame("title-words", **given)
    phrases = [phrase(each) for each in rows["gram"]]
    there = in_list(phrases, _of)
    rows = rows.assign(
        phrase=phrases, is_keyword=there.is_keyword, keyword_count=there.keywords, **_ends("demand", there.demand),
        demand_metric=_of.metric,
    )  # fmt: skip
    return Told(data.aloud("title-words", **given), rows)


@st.cache_resource(max_entries=4, show_spinner=False)
def _room_told(at: data.State, platform: str, category: str | None, lang: str, key: Key, *, _of: Basis) -> Told:
    """The keywords of the list with how many titles hold them, the heaviest first, of equals those that fewer have."""
    words = _of.words
    given = {"platform": platform, "category": category, "source": words.source}
    table = _of_list(data.answer("title-density", **given), words)
    rows = asking.frame(table)
    rows = rows[~rows.duplicated(["keyword", "category"])]  # lists of several categories are one on this page
    place = pd.Index(words.keywords).get_indexer(pd.Index(rows["keyword"]))
    weight = _of.weights.values[place]
    rows = rows.assign(
        held_share=rows[["covered_count", "exact_count"]].max(axis=1) / rows["title_count"],
        weight=weight, **_ends("demand", Bounds(*(end[place] for end in _of.demand))), demand_metric=_of.metric,
    )  # fmt: skip
    order = np.lexsort((rows["held_share"], -np.where(np.isnan(weight), -np.inf, weight)))
    return Told(read_aloud("title-density", asking.rows(table), given), rows.iloc[order].reset_index(drop=True))


def _of_list(answer: pa.Table, words: KeywordList) -> pa.Table:
    """The rows of one list of the source."""
    for name, value in (("list_platform", words.platform), ("region", words.region)):
        column = answer.column(name)
        answer = answer.filter(pc.is_null(column) if value is None else pc.equal(column, value))
    return answer.filter(pc.is_in(answer.column("keyword"), pa.array(words.keywords, pa.string())))


@st.cache_resource(max_entries=8, show_spinner=False)
def _kept(
    at: data.State,
    platform: str,
    category: str | None,
    key: Key,
    few: int,
    wanted: str,
    *,
    _rows: pd.DataFrame,
) -> pd.DataFrame:
    """The keywords that at most so many percent of the titles have and that hold what is wanted."""
    held = _rows[["covered_count", "exact_count"]].max(axis=1)
    return wordlist.matching(_rows[held * 100 <= _rows["title_count"] * few], wanted)


def _ends(name: str, of: Bounds) -> dict[str, np.ndarray]:
    return {f"{name}_low": of.low, f"{name}_high": stored(of.high)}
