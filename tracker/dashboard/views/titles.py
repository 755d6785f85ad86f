"""The page *Titles*: own titles and versions of them against a keyword list, the platform's rule and rivals."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import numpy as np
import streamlit as st

from tracker.analysis.asking import ask_arrow
from tracker.analysis.keywords.fitting import fitting, serving
from tracker.analysis.keywords.formulas import WEIGHTINGS, own_formulas, packaged
from tracker.analysis.keywords.lists import KeywordList
from tracker.analysis.titles.market import Market, Title, basis_of, read_market
from tracker.analysis.titles.rules import Rule, platform_label, rules
from tracker.analysis.titles.score import Basis, side_by_side
from tracker.analysis.titles.warnings import weighed_by
from tracker.dashboard import (
    data,
    decision_log,
    labels,
    live,
    text,
    title_drafts,
    title_rule,
    title_scores,
    title_sections,
    widgets,
)
from tracker.dashboard.places import page
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.store.place import Store

MOST = 6
"""Versions that are compared."""

MOST_RIVALS = 5
"""Rivals' titles that stand beside them."""

_TEXT = "titles-text"


def render() -> None:
    """Draw the page."""
    st.title(_("Titles"))
    ((_all, lists),), markets = _lists(data.state(), None), data.markets()
    if not lists and markets.empty:
        widgets.nothing_yet(
            _("Neither a keyword list nor a listing is stored yet. Put in a keyword list of 生意参谋 or any other "
              "source, and the titles of your listings and of the first ten shops: here you see what a title covers "
              "of it."),
            page("add-data"),
        )  # fmt: skip
    platform, category, words, weighting = _filters()
    rule = title_rule.current(platform)
    title_rule.render(platform, rule)
    market = _market(data.state(), platform, category)
    versions, listing = _versions(market)
    rivals = _rivals(market)
    of = category, *_key(words)
    basis = _basis(data.state(), of, platform, weighting, _of=(words, rule, market))
    st.caption(text.plain(_told(words, basis, category)))
    titles = [*versions, *rivals]
    if titles:
        names = [_("Version {number}").format(number=place + 1) for place in range(len(versions))]
        names += [_("Rival {number}").format(number=place + 1) for place in range(len(rivals))]
        title_scores.render(side_by_side(titles, basis), names, basis)
        st.caption(_("This is what the titles cover. How they will rank, nobody can tell from here."))
    else:
        st.info(_("Type or paste a title above, or take one of yours: what it covers, lacks and risks appears here."))
    title_sections.render(platform, category, of, weighting, basis)
    if words.keywords and rule is not None:
        st.subheader(_("Drafts"))
        title_drafts.render(words, of, basis.segmenter, rule, weighting, own_formulas(data.store()), _take)
    if listing is not None:
        decision_log.render(platform, listing.listing_key)
    elif market.own:
        st.caption(
            _("Choose one of your listings above to write down what you change on it, and to see before and after.")
        )


def _filters() -> tuple[str, str | None, KeywordList, str]:
    """Platform, category, list and weighting; an empty list where none fits."""
    markets = data.markets()
    watched = markets.groupby("platform")["row_count"].sum().sort_values(ascending=False, kind="stable")
    slugs = list(dict.fromkeys([*watched.index, *(rule.platform for rule in rules())]))
    columns = st.columns(4)
    with columns[0]:
        platform = widgets.choice(
            _("Platform"), "platform", slugs, lambda slug: platform_label(slug, language()), place="titles-"
        )
    platform = platform or slugs[0]
    with columns[1]:
        names = sorted(markets.loc[markets["platform"] == platform, "category"].dropna().unique())
        category = widgets.choice(
            _("Category"), "category", names, str, everything=_("all categories"), place="titles-"
        )
    parts = _lists(data.state(), category)
    found = [(each, named) for named, lists in parts for each in fitting(lists, platform)]
    fits = {str(place): each for place, each in enumerate(found)}
    with columns[2]:
        chosen = widgets.choice(_("Keyword list"), "list", list(fits), lambda place: _list_name(*fits[place]))
    with columns[3]:
        words = fits[chosen][0] if chosen else _nothing(platform)
        shown = _weightings(words)
        weighting = widgets.choice(_("Weigh keywords by"), "weight", list(shown), shown.__getitem__)
    return platform, category, words, weighting or WEIGHTINGS[0]


def _weightings(words: KeywordList) -> dict[str, str]:
    """What keywords may be weighed by, in words; of formulas those whose metrics the list tells."""
    known = (*packaged(), *own_formulas(data.store()))
    return {
        "demand": _("Demand: how much is searched"),
        "opportunity": _("Opportunity: demand beside supply"),
        "conversion": _("Conversion: who buys"),
        **{each.name: each.labels[language()] for each in known if words.tells(each.expression.metrics)},
    }


def _versions(market: Market) -> tuple[list[str], Title | None]:
    """The titles typed, one a line, at first one of our own; and the listing of ours that was chosen."""
    own = {f"{each.title} · {each.listing_key}": each for each in market.own}
    found = None
    if _TEXT not in st.session_state:
        st.session_state[_TEXT] = next((each.title for each in own.values()), "")
    typed = st.text_area(
        _("Titles, one a line (up to {most})").format(most=MOST), key=_TEXT, height=120,
        placeholder=_("Paste a title here, and versions of it below"),
    )  # fmt: skip
    live.hear(_TEXT)
    if own:
        left, right = st.columns([5, 1], vertical_alignment="bottom")
        with left:
            chosen = st.selectbox(_("One of your listings"), list(own), key="titles-own", index=None,
                                  placeholder=_("search and choose"))  # fmt: skip
        with right:
            found = own.get(chosen or "")
            st.button(_("Add it"), disabled=found is None, on_click=_take, args=(found.title if found else "",))
    lines = [line.strip() for line in typed.splitlines() if line.strip()]
    if len(lines) > MOST:
        st.caption(_("The first {shown} are shown.").format(shown=MOST))
    return lines[:MOST], found


def _take(title: str) -> None:
    """Put a title below the others."""
    before = str(st.session_state.get(_TEXT, "")).rstrip()
    st.session_state[_TEXT] = f"{before}\n{title}" if before else title


def _rivals(market: Market) -> list[str]:
    offered = {_rival_name(each): each.title for each in market.rivals}
    if not offered:
        return []
    chosen = st.multiselect(
        _("Rivals' titles beside them (first ten shops, up to {most})").format(most=MOST_RIVALS), list(offered),
        key="titles-rivals", max_selections=MOST_RIVALS, placeholder=_("search and choose"), select_all=False,
    )  # fmt: skip
    return [offered[each] for each in chosen if each in offered]


def _rival_name(title: Title) -> str:
    return f"{title.shop_rank} · {title.shop_name} · {title.title}"


def _list_name(words: KeywordList, category: str | None) -> str:
    parts = [labels.source(words.source), *(each for each in (words.region, category) if each)]
    parts.append(_("{count} keywords").format(count=text.number(len(words.keywords))))
    return " · ".join(parts)


def _told(words: KeywordList, basis: Basis, category: str | None) -> str:
    if not words.keywords and category is not None:
        said = _("No keyword list fits this platform and {category}: length, risky words and brands are told all the "
                 "same.")  # fmt: skip
        return said.format(category=category)
    if not words.keywords:
        return _("No keyword list fits this platform: length, risky words and brands are told all the same.")
    said = _("Against {count} keywords of {source}, {since} to {until}, weighed by {formula}.")
    return said.format(
        count=text.number(len(words.keywords)),
        source=labels.source(words.source),
        since=text.moment(words.since),
        until=text.moment(words.until - timedelta(days=1)),
        formula=weighed_by(basis.weights),
    )


def _nothing(platform: str) -> KeywordList:
    """A list without keywords."""
    never = datetime(1970, 1, 1)  # noqa: DTZ001 - the market's wall time has no zone
    return KeywordList("", platform, None, [], {}, {}, np.empty(0), never, never, ())


def _key(words: KeywordList) -> tuple[object, ...]:
    """What tells two lists of one category apart."""
    return words.source, words.platform, words.region, words.until, words.documents, len(words.keywords)


@st.cache_resource(max_entries=4, show_spinner=False)
def _lists(of: data.State, category: str | None) -> list[tuple[str | None, list[KeywordList]]]:
    return serving(ask_arrow(Store(Path(of[0])), "keyword-lists"), category)


@st.cache_resource(max_entries=16, show_spinner=False)
def _market(of: data.State, platform: str, category: str | None) -> Market:
    return read_market(Store(Path(of[0])), platform, category)


@st.cache_resource(max_entries=16, show_spinner=False)
def _basis(
    of: data.State,
    words: tuple[object, ...],
    platform: str,
    weighting: str,
    *,
    _of: tuple[KeywordList, Rule | None, Market],
) -> Basis:
    """What is the same while somebody types."""
    return basis_of(Store(Path(of[0])), _of[0], platform, _of[1], _of[2], weighting)
