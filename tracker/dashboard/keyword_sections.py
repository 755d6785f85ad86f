"""Keywords beside their trend: sources side by side, what moved between two lists, and where an opportunity lies."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pandas as pd
import streamlit as st

from tracker.analysis.keywords import formulas
from tracker.analysis.keywords.formulas import Formula, spoken
from tracker.dashboard import answers, data, keyword_map, labels, shown, terms, text, widgets, wordlist
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.normalise.keyword import fold_keyword
from tracker.store.words import ROLES, Word, set_word

MOVED = (
    "keyword", "status", "metric", "value", "before", "unit", "change_ratio", "rank", "rank_before", "rank_change",
    "reason", "document", "source_row", "document_before", "source_row_before",
)  # fmt: skip
SCORED = ("keyword", "score", "percentile", "inputs", "missing", "reason", "document", "source_row")
MADE_OF = (
    "root", "role", "role_reason", "keyword_count", "demand", "clicks", "buyers", "conversion_ratio", "demand_supply",
    "keyword", "document", "source_row",
)  # fmt: skip
"""Columns of the tables, in the order shown."""

Told = pd.DataFrame
"""The answer to `keyword-sources`: which metrics a source told, of how many keywords, until when."""


def beside(given: dict[str, Any]) -> None:
    """Sources side by side by folded keyword, and how alike their lists are."""
    known = {name: given[name] for name in ("platform", "category")}
    st.markdown(text.plain(data.aloud("keyword-merged", **known)))
    rows = data.frame("keyword-merged", **known)
    count = rows["source"].nunique()
    least = st.slider(_("Listed by at least so many sources"), 1, count, 1) if count > 1 else 1
    rows = _searched(rows[rows["source_count"] >= least])
    if rows.empty:
        return
    lists = _lists(rows)
    rows = rows.loc[_by_list(rows, lists)]
    st.dataframe(_wide(rows, lists.loc[rows.index]), hide_index=True, placeholder="")
    st.caption(
        _("Each source keeps its own unit; numbers of two columns can't be compared, places can. Spellings that fold "
          "alike (width, case, blanks, traditional characters) share a row. Of several regions or seed words the first "
          "is shown; the file has all.")
    )  # fmt: skip
    shown.take_away(rows, "sources")
    alike = data.frame("keyword-similarity", **known)
    if len(alike):
        st.subheader(_("How alike the lists are"))
        st.markdown(text.plain(data.aloud("keyword-similarity", **known)))
        named = alike.assign(
            source=alike["source"].map(labels.source), other_source=alike["other_source"].map(labels.source)
        )
        answers.table(
            named,
            ["comparison", "source", "until", "other_source", "other_until", "rbo", "common_count", "depth",
             "other_depth", "ordered_by", "other_ordered_by", "reason"],
            {"common_count": _("Keywords in common")},
        )  # fmt: skip
        st.caption(
            _("Rank-biased overlap: 1 where both lists hold the same keywords in the same order, the first places "
              "counting most; the range holds whatever stands beyond the places seen.")
        )  # fmt: skip


def _lists(rows: pd.DataFrame) -> pd.Series[str]:
    """What the list of each row is called: its source, with the platform and category where it has several."""
    names = rows["source"].map(labels.source)
    for column, show in (("platform", labels.platform), ("category", str)):
        told = rows[column].map(lambda each, show=show: " · " + ("—" if text.is_missing(each) else show(each)))
        several = rows.groupby("source")[column].transform(lambda each: each.nunique(dropna=False)) > 1
        names = names + told.where(several, "")
    return names


def _by_list(rows: pd.DataFrame, lists: pd.Series[str]) -> pd.Index[Any]:
    """The rows as the visitor sorts the keywords: by how many sources list them, or by the value of one list."""
    by, down = shown.order({"source_count": _("Sources")} | {each: each for each in sorted(lists.unique())})
    if by is None:
        return rows.index
    is_count = by == "source_count"
    first = rows if is_count else rows[lists == by]
    values = first.drop_duplicates("folded").set_index("folded")["source_count" if is_count else "value_low"]
    keys = rows["folded"].map(values)
    return keys.sort_values(ascending=not down, kind="stable", na_position="last").index


def _wide(rows: pd.DataFrame, lists: pd.Series[str]) -> pd.DataFrame:
    """A row for each folded keyword: its spellings, and of each list the place and the value of its first row."""
    spellings = rows.drop_duplicates(["folded", "keyword"])
    spelled = spellings.drop_duplicates("folded").set_index("folded")["keyword"]
    several = spellings[spellings["folded"].duplicated(keep=False)]
    spelled.update(several.groupby("folded", sort=False)["keyword"].agg(" | ".join))
    out = pd.DataFrame({_("Keyword"): spelled})
    out[_("Sources")] = rows.drop_duplicates("folded").set_index("folded")["source_count"]
    for name in sorted(lists.unique()):
        own = rows[lists == name].drop_duplicates("folded").set_index("folded")
        metric = own["metric"].dropna()
        ends = zip(own["value_low"], own["value_high"], own["unit"], strict=True)
        label = f"{name} · {labels.metric(metric.iloc[0])}" if len(metric) else name
        out[label] = pd.Series([text.bound(low, high, unit) for low, high, unit in ends], index=own.index)
        out[_("{source}, place").format(source=name)] = own["place"]
    return out.reset_index(drop=True)


def movers(given: dict[str, Any], metric: str | None, told: Told) -> None:
    """What is new, gone, risen and fallen between two lists of the source."""
    known = {name: given[name] for name in ("source", "platform", "category")}
    readings = data.frame("keyword-list-dates", **known)
    days = [pd.Timestamp(each) for each in sorted(readings["until"].unique(), reverse=True)]
    if len(days) < 2:
        st.info(_("One list alone can't be compared. Put in the list of another day, and what moved appears here."))
        return
    left, right, third = st.columns(3)
    with left:
        names = {each.isoformat(): text.moment(each - timedelta(days=1)) for each in days}
        now = widgets.choice(_("List of"), "list", list(names)[:-1], names.__getitem__)
    with right:
        earlier = [name for name in names if now is None or name < now]
        then = widgets.choice(_("Compared with"), "baseline", earlier, names.__getitem__)
    with third:
        status = widgets.choice(
            _("What happened"), "status", ["new", "gone", "riser", "faller", "steady", "open"],
            lambda each: terms.code("status", each), everything=_("everything"),
        )  # fmt: skip
    asked = {
        **known, "metric": metric if metric in set(told["metric"]) else None,
        "as_of": None if now is None else pd.Timestamp(now).to_pydatetime(),
        "baseline": None if then is None else pd.Timestamp(then).to_pydatetime(),
    }  # fmt: skip
    st.markdown(text.plain(data.aloud("keyword-movers", **asked)))
    rows = data.frame("keyword-movers", **asked)
    rows = _searched(rows if status is None else rows[rows["status"] == status])
    if rows.empty:
        return
    rows = shown.ordered(rows, MOVED[:10])
    answers.table(rows, MOVED, {"before": _("Value before")})
    st.caption(
        _("New: not in the list compared with, which has {before} keywords; gone: not in the newer one, which has "
          "{now}. A keyword beyond the end of a list may still be searched.").format(
            before=text.number(rows["baseline_count"].max()), now=text.number(rows["list_count"].max())
        )
    )  # fmt: skip
    shown.take_away(rows, f"movers-{given['source']}")


def opportunity(given: dict[str, Any], told: Told) -> None:
    """Demand against supply, and the keywords by one formula."""
    metrics = set(told["metric"])
    usable = [each for each in _formulas() if set(each.expression.metrics) <= metrics]
    if not usable:
        st.info(
            _("This list tells the inputs of no formula. Most of them take demand and the number of offers, such as "
              "搜索人气 and 在线商品数.")
        )  # fmt: skip
        return
    by_name = {each.name: each for each in usable}
    name = widgets.choice(
        _("Formula"), "formula", list(by_name), lambda each: text.short(by_name[each].labels[language()], 60)
    )
    formula = by_name[name or usable[0].name]
    _explain(formula)
    known = {name: given[name] for name in ("source", "platform", "category")}
    rows = data.frame("keyword-opportunity", **known, formula=formula.name)
    st.markdown(text.plain(data.aloud_first("keyword-opportunity", **known, formula=formula.name)))
    rows = _searched(rows)
    if rows.empty:
        return
    _map(rows, formula)
    rows = shown.ordered(rows, SCORED[:3])
    answers.table(rows.assign(**{name: rows[name].map(_spoken) for name in ("inputs", "missing")}), SCORED)
    st.caption(_("Place in the list: the share of the other scored keywords that are not better; as listed, by it."))
    shown.take_away(rows, f"opportunity-{given['source']}")


def roots(given: dict[str, Any]) -> None:
    """The words that the source's newest list is made of, with what stands behind each."""
    known = {name: given[name] for name in ("source", "platform", "category")}
    st.markdown(text.plain(data.aloud("keyword-roots", **known)))
    rows = data.frame("keyword-roots", **known)
    rows = rows[rows["keyword_count"] >= st.slider(_("In at least so many keywords"), 1, 10, 2)]
    if rows.empty:
        st.info(_("No word stands in so many keywords."))
        return
    ratios = {f"conversion_{end}": f"conversion_ratio_{end}" for end in ("low", "high")}
    whole = [f"{name}_{end}" for name in ("clicks", "buyers") for end in ("low", "high")]
    table = rows.assign(**{name: rows[name].round() for name in whole}).rename(columns=ratios)
    table = shown.ordered(table, MADE_OF[:9])
    answers.table(table, MADE_OF, {"keyword": _("Its greatest keyword")})
    rows = rows.loc[table.index]
    st.caption(
        _("Demand, clicks and buyers are sums over the keywords with the word. Who searches several of them is counted "
          "several times, so people are at most so many. Conversion and demand to supply are ratios of sums.")
    )  # fmt: skip
    _say_role(rows)
    shown.take_away(rows, f"roots-{given['source']}", "root")


def _say_role(rows: pd.DataFrame) -> None:
    """A form that says what a word is; what was said stands before what is suggested."""
    with st.expander(_("Say what a word is")), st.form("word-role", border=False):
        left, middle, right = st.columns([3, 3, 1], vertical_alignment="bottom")
        with left:
            root = st.selectbox(_("Word"), list(dict.fromkeys(rows["root"])))
        with middle:
            role = st.selectbox(_("Role"), ROLES, format_func=lambda each: terms.code("role", each))
        with right:
            is_said = st.form_submit_button(_("Keep"))
        if is_said and root and role:
            set_word(data.store(), Word(fold_keyword(root), role))
            st.rerun()


def _spoken(expression: str | None) -> str | None:
    """Metrics by their labels; null where nothing is said."""
    return None if text.is_missing(expression) else spoken(str(expression), language())


def _map(rows: pd.DataFrame, formula: Formula) -> None:
    drawn = keyword_map.points(rows)
    if len(drawn) < 2:
        st.info(_("A map needs demand and supply above zero of two keywords at least."))
        return
    first = rows.iloc[0]
    middle = keyword_map.medians(rows)
    st.altair_chart(
        keyword_map.chart(
            drawn, middle, first["demand_metric"], first["supply_metric"], formula.labels[language()]
        ),
        theme=None,
        width="stretch",
        alt=_("Demand against supply of the keywords"),
    )  # fmt: skip
    notes = [
        _("Both axes are logarithmic; dashed: the medians of demand ({demand}) and supply ({supply}).").format(
            demand=text.number(round(middle[0], 2)), supply=text.number(round(middle[1], 2))
        ),
        _("{shown} of {all} keywords are drawn, the best first; those without demand or supply, or with zero, can't "
          "be.").format(shown=text.number(len(drawn)), all=text.number(len(rows))),
    ]  # fmt: skip
    if drawn["bounded"].any():
        notes.append(_("Triangle: a bound, at its low end."))
    st.caption(("" if language() == "zh" else " ").join(notes))


def _explain(formula: Formula) -> None:
    """The formula with its inputs in words, which end is good, and what it rests on."""
    inputs = _(", ").join(f"{labels.metric(each)} ({each})" for each in formula.expression.metrics)
    good = _("more is better") if formula.direction == "high" else _("less is better")
    st.code(formula.expression.text, language=None)
    told = [_("Inputs: {inputs}; {good}.").format(inputs=inputs, good=good)]
    if formula.scale:
        told.append(_("Scale: {scale}.").format(scale=formula.scale[language()]))
    if formula.is_own:
        told.append(_("Your own formula."))
    else:
        told.append(
            _("Source: {source}; confidence {confidence}, as of {day}.").format(
                source=formula.source, confidence=formula.confidence, day=formula.as_of
            )
        )
    st.caption(text.plain(" ".join(told)))


def _formulas() -> list[Formula]:
    return [*formulas.packaged(), *formulas.own_formulas(data.store())]


def _searched(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows whose keyword holds what is searched."""
    wanted = st.text_input(
        _("Search in the keywords (several words: all of them)"), key="search", placeholder=_("for instance 连衣裙 夏")
    )
    found = wordlist.matching(rows, wanted)
    if found.empty:
        st.info(_("No keyword holds “{wanted}”.").format(wanted=text.plain(wanted)))
    return found
