"""The page *Keywords*: a source's keywords over true time and as a list, movers, opportunity, sources side by side."""

from __future__ import annotations

from functools import partial
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from tracker.analysis import asking
from tracker.dashboard import charts, data, keyword_sections, labels, series, shown, text, widgets, wordlist
from tracker.dashboard.figure import figure
from tracker.dashboard.places import page
from tracker.export.keywords import FORMATS, in_order, keyword_list, of_keywords
from tracker.i18n import gettext as _
from tracker.i18n import language
from tracker.normalise import reference

TOP = 5
"""Keywords that the chart begins with."""

OFFERED = 2000
"""Keywords that the chart's box offers; a browser takes seconds for more. Others are typed."""

READ = ("platform", "keyword", "metric", "value_low", "value_high", "unit", "rank", "region", "since", "until")
"""What the page needs of each reading."""

ROWS = 500
"""Rows of the table under the chart."""

SECTIONS = ("trend", "movers", "opportunity", "roots", "sources")


def render() -> None:
    """Draw the page."""
    st.title(_("Keywords"))
    told = data.frame("keyword-sources")
    if told.empty:
        widgets.nothing_yet(
            _("No keyword is stored yet. Put in a list of 生意参谋, Baidu Index, Keyword Planner or any other source, "
              "and its trend appears here."),
            page("add-data"),
        )  # fmt: skip
        return
    given, metric = _filters(told)
    section = widgets.segments(_("Section"), "section", SECTIONS, _sections().__getitem__)
    own = wordlist.within(told, **{name: given[name] for name in ("source", "platform", "category")})
    if section == "movers":
        keyword_sections.movers(given, metric, own)
    elif section == "opportunity":
        keyword_sections.opportunity(given, own)
    elif section == "roots":
        keyword_sections.roots(given)
    elif section == "sources":
        keyword_sections.beside(given)
    else:
        _over_time(given, metric)


def _sections() -> dict[str, str]:
    return {
        "trend": _("Trend and list"),
        "movers": _("What moved"),
        "opportunity": _("Opportunity"),
        "roots": _("Roots"),
        "sources": _("Sources side by side"),
    }


def _over_time(given: dict[str, Any], metric: str | None) -> None:
    read = _read(data.state(), metric, **given)
    if read is None:
        st.info(_("Nothing was read of this choice in this period. Choose a wider one."))
        return
    _trend(read, metric, given)
    _list(metric, given)


def _readings(**given: Any) -> pd.DataFrame:
    return asking.frame(data.answer("keyword-readings", **given).select(READ))


@st.cache_data(max_entries=8, show_spinner=False)
def _read(of: data.State, metric: str | None, **given: Any) -> list[str] | None:
    """The keywords of which the metric was read, the highest first; null where nothing at all was read."""
    readings = _readings(**given)
    return None if readings.empty else wordlist.highest(readings, metric or "")


def _filters(told: pd.DataFrame) -> tuple[dict[str, Any], str | None]:
    """Source, platform and category where there are several, metric, period."""
    columns = st.columns(3)
    with columns[0]:
        found = told.groupby("source")["keyword_count"].max().sort_values(ascending=False, kind="stable")
        source = widgets.choice(_("Source"), "source", list(found.index), labels.source)
    rows = told[told["source"] == source]
    with columns[1]:
        wanted = wordlist.metrics(rows)
        known = reference.sources().get(source or "")
        first = known.timeline if known and known.timeline in wanted else wanted[0]
        ordered = [first, *[each for each in wanted if each != first]]
        metric = widgets.choice(_("Metric"), "metric", [each for each in ordered if each], labels.metric)
    given: dict[str, Any] = {"source": source}
    given["platform"], given["category"] = _narrow(rows)
    with columns[2]:
        given["since"], given["until"] = widgets.period(rows["newest_since"].max())
    return given, metric


def _narrow(rows: pd.DataFrame) -> tuple[str | None, str | None]:
    platforms = sorted(rows["platform"].dropna().unique())
    categories = sorted(rows["category"].dropna().unique())
    platform = category = None
    left, right, _rest = st.columns(3) if platforms or categories else (None, None, None)
    if left and platforms:
        with left:
            platform = widgets.choice(
                _("Platform"), "platform", platforms, labels.platform, everything=_("all platforms"), place="keywords-"
            )
    if right and categories:
        with right:
            category = widgets.choice(
                _("Category"), "category", categories, str, everything=_("all categories"), place="keywords-"
            )
    return platform, category


def _trend(known: list[str], metric: str | None, given: dict[str, Any]) -> None:
    """The chosen keywords over time."""
    if metric is None or not known:
        st.info(_("This metric was not read in this period. Choose a wider one, or another metric."))
        return
    chosen = widgets.choices(
        _("Keywords in the chart (up to {most})").format(most=charts.MOST), "keyword", sorted(known[:OFFERED]), str,
        default=known[:TOP], most=charts.MOST, known=set(known) if len(known) > OFFERED else None,
    )  # fmt: skip
    if len(known) > OFFERED:
        st.caption(_("The box offers the {count} highest; type others in full.").format(count=text.number(OFFERED)))
    if not chosen:
        st.info(_("Choose a keyword to see how it moved."))
        return
    trend = pd.concat(
        [data.frame("keyword-trend", keyword=keyword, metric=metric, **given) for keyword in chosen],
        ignore_index=True,
    )
    name = f"{labels.metric(metric)} · {labels.source(given['source'])}"
    for unit, points in series.readings(trend).items():
        figure(
            name, points, labels.unit(unit), _("Each point is one period of the source, at its first day."),
            ratio=unit == "ratio", rank=unit == "rank",
        )  # fmt: skip
    if len(series.of_usual_length(trend)) < len(trend):
        st.caption(
            _("Figures over longer or shorter periods, such as a year's average, are not drawn; the table has them.")
        )
    with st.expander(_("Where do these numbers come from?")):
        _evidence(trend)


def _evidence(trend: pd.DataFrame) -> None:
    rows = trend.sort_values("since", ascending=False, kind="stable").head(ROWS)
    ends = zip(rows["value_low"], rows["value_high"], rows["unit"], strict=True)
    table = {
        _("Keyword"): rows["keyword"],
        _("Period from"): rows["since"].map(text.moment),
        _("Period until"): (rows["until"] - pd.Timedelta(days=1)).map(text.moment),
        _("Value"): [text.bound(low, high, None if text.is_missing(unit) else unit) for low, high, unit in ends],
        _("Region"): rows["region"].fillna(""),
        _("Document"): rows["document"],
        _("Row"): rows["source_row"],
    }
    st.dataframe(pd.DataFrame(table), hide_index=True)
    if len(trend) > ROWS:
        st.caption(_("The newest {shown} of {all} rows.").format(shown=ROWS, all=text.number(len(trend))))


class Listed(NamedTuple):
    """The keyword list as it is shown, which of its columns are ratios, and what it holds."""

    table: pd.DataFrame
    ratios: list[str]
    readings: int
    first: pd.Timestamp
    last: pd.Timestamp


@st.cache_data(max_entries=8, show_spinner=False)
def _listed(of: data.State, metric: str | None, wanted: str, lang: str, **given: Any) -> Listed | None:
    """The newest readings whose keywords hold what is wanted, by the metric; null where none does."""
    found = wordlist.matching(_readings(**given), wanted)
    if found.empty:
        return None
    table, ratios = wordlist.wide(found)
    sorted_by = next((name for name in (labels.metric(metric or ""), labels.field("rank")) if name in table), None)
    if sorted_by:
        table = table.sort_values(sorted_by, ascending=sorted_by == labels.field("rank"), kind="stable")
    last = found["until"].max() - pd.Timedelta(days=1)
    return Listed(table, ratios, len(found), found["since"].min(), last)


def _list(metric: str | None, given: dict[str, Any]) -> None:
    """The newest readings, searched and sorted, and the button that takes them away."""
    st.subheader(_("Keyword list"))
    wanted = st.text_input(
        _("Search in the keywords (several words: all of them)"), key="search", placeholder=_("for instance 连衣裙 夏")
    )
    found = _listed(data.state(), metric, wanted, language(), **given)
    if found is None:
        st.info(_("No keyword holds “{wanted}”.").format(wanted=text.plain(wanted)))
        return
    table, ratios = found.table, found.ratios
    by, down = shown.order({name: name for name in map(str, table)})
    if by is not None:
        table = table.sort_values(by, ascending=not down, kind="stable", na_position="last")
    config: dict[str, Any] = {
        name: st.column_config.NumberColumn(format="%.2f%%" if name in ratios else "localized")
        for name in table.select_dtypes("number").columns
    }
    st.dataframe(table, hide_index=True, column_config=config, placeholder="")
    keywords = list(table[labels.field("keyword")].unique())
    st.caption(
        _("{keywords} keywords, {readings} readings from {first} to {last}.").format(
            keywords=text.number(len(keywords)),
            readings=text.number(found.readings),
            first=text.moment(found.first),
            last=text.moment(found.last),
        )
    )
    _export(keywords, given)


def _export(keywords: list[str], given: dict[str, Any]) -> None:
    """Every reading of the listed keywords in the period, in a file, in the order of the keywords."""
    names = shown.form_names()
    left, right, _rest = st.columns([2, 2, 4], vertical_alignment="bottom")
    with left:
        form = widgets.choice(_("Format"), "format", [each for each in names if each in FORMATS], names.__getitem__)
    form = form or "csv"
    with right:
        st.download_button(
            _("Export as {format}").format(format=form),
            data=partial(_written, form, keywords, given),
            file_name=f"{shown.file_name(str(given['source']))}.{form}",
            mime=shown.MIME[form],
            icon=":material/download:",
            type="primary",
            on_click="ignore",
            key=f"export-{form}",
        )
    st.caption(
        _("The file holds every reading of these keywords in the period, in this order, with its file and row. A click "
          "on a header sorts the screen alone.")
    )  # fmt: skip


def _written(form: str, keywords: list[str], given: dict[str, Any]) -> bytes:
    readings = of_keywords(keyword_list(data.store(), **given), keywords)
    return FORMATS[form](in_order(readings, keywords))
