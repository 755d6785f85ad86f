"""Pieces that the pages share: filters that the address keeps, errors in words, tables."""

from __future__ import annotations

import logging
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, timedelta

import pandas as pd
import streamlit as st

from tracker.dashboard import labels, text
from tracker.errors import TrackerError
from tracker.i18n import gettext as _
from tracker.messages import rejection_message, render
from tracker.normalise import reference
from tracker.store.batches import Rejection

_LOG = logging.getLogger(__name__)

SPANS = {"all": None, "4w": 28, "12w": 84, "1y": 365, "own": None}
"""Periods to choose from, in days back from the newest observation."""

Period = tuple[datetime | None, datetime | None]
"""Half-open; null: from the beginning, to the end."""


@contextmanager
def told() -> Iterator[None]:
    """An error ends the block in words of ours; what they quote is no Markdown. One that nobody foresaw is told by
    its name, and goes to the log whole."""
    try:
        yield
    except TrackerError as error:
        st.error(text.plain(error))
    except Exception as error:  # noqa: BLE001 (the last one before the reader; a traceback is no answer)
        _LOG.exception("a page stopped")
        st.error(text.plain(render("unexpected", {"error": type(error).__name__})))


def choice(
    label: str,
    name: str,
    options: Sequence[str],
    show: Callable[[str], str],
    *,
    everything: str | None = None,
    first: str | None = None,
    place: str | None = None,
) -> str | None:
    """One of the options, or null for `everything` (offered where it is given). Kept in the address as `name`.

    Where nobody chose yet, `first` is chosen, else `everything` or the first option.
    """
    offered = ["", *options] if everything else list(options)
    wanted = _begin(name) or [first or ""]
    index = offered.index(wanted[0]) if wanted and wanted[0] in offered else 0
    found = st.selectbox(
        label, offered, index=index if offered else None, key=f"{place or ''}{name}",
        format_func=lambda each: everything or "" if each == "" else show(each),
        placeholder=_("nothing to choose from"),
        disabled=not offered,
    )  # fmt: skip
    _remember(name, [found or ""] if found or first else [])
    return found or None


def choices(
    label: str,
    name: str,
    options: Sequence[str],
    show: Callable[[str], str],
    *,
    default: Sequence[str],
    most: int,
    known: Collection[str] | None = None,
) -> list[str]:
    """Up to `most` of the options, or of those `known` beside them, which are typed. Kept in the address as `name`."""
    there = options if known is None else known
    wanted = [each for each in _begin(name) if each in there][:most]
    found = st.multiselect(
        label, list(dict.fromkeys([*options, *wanted])), default=wanted or list(default)[:most], format_func=show,
        key=name, max_selections=most, placeholder=_("search and choose"), select_all=False,
        accept_new_options=known is not None,
    )  # fmt: skip
    strange = [each for each in found if each not in there]
    if strange:
        st.warning(_("Not among them: {names}.").format(names=", ".join(map(text.plain, strange))))
    found = [each for each in found if each in there]
    _remember(name, found)
    return found


def segments(label: str, name: str, options: Sequence[str], show: Callable[[str], str]) -> str:
    """One of the options as a row of buttons; the first where nobody chose. Kept in the address as `name`."""
    wanted = _begin(name)
    found = st.segmented_control(
        label, options, default=wanted[0] if wanted and wanted[0] in options else options[0], format_func=show,
        key=name, label_visibility="collapsed",
    )  # fmt: skip
    chosen = found or options[0]
    _remember(name, [] if chosen == options[0] else [chosen])
    return chosen


def opened(label: str, name: str, options: Sequence[str], show: Callable[[str], str]) -> str | None:
    """The option that a row of buttons opens; null where nobody opened one, or it was closed. Kept as `segments` is."""
    wanted = _begin(name)
    found = st.segmented_control(
        label, options, default=wanted[0] if wanted and wanted[0] in options else None, format_func=show, key=name,
        label_visibility="collapsed",
    )  # fmt: skip
    _remember(name, [found] if found else [])
    return found


def known(label: str, name: str, key: str, last: str | None = None) -> str:
    """One of the known platforms or sources (`name`), or another that is typed; '' where none."""
    slugs = list(reference.platforms() if name == "platform" else reference.sources())
    show = labels.platform if name == "platform" else labels.source
    offered = slugs if last is None or last in slugs else [*slugs, last]
    found = st.selectbox(
        label, offered, index=offered.index(last) if last else None, format_func=show, accept_new_options=True, key=key,
        placeholder=_("choose, or type another"),
    )  # fmt: skip
    return found or ""


def period(newest: pd.Timestamp | None) -> Period:
    """The period to look at, counted back from the newest observation; not from today."""
    names = {
        "all": _("everything"),
        "4w": _("last 4 weeks"),
        "12w": _("last 12 weeks"),
        "1y": _("last year"),
        "own": _("own dates"),
    }
    span = choice(_("Period"), "period", list(SPANS), names.__getitem__)
    if span == "own":
        return _own_dates(newest)
    days = SPANS[span or "all"]
    if days is None or newest is None:
        return None, None
    return newest.normalize().to_pydatetime() - timedelta(days=days - 1), None


def _own_dates(newest: pd.Timestamp | None) -> Period:
    last = newest.date() if newest is not None else None
    first = last - timedelta(days=83) if last else None
    both = st.date_input(
        _("First and last day"), value=[first, last] if first and last else [], format="YYYY-MM-DD", key="own_dates"
    )
    days = [each for each in both if isinstance(each, date)] if isinstance(both, tuple) else []
    since = datetime.combine(days[0], datetime.min.time()) if days else None
    until = datetime.combine(days[1] + timedelta(days=1), datetime.min.time()) if len(days) == 2 else None
    return since, until


def rejections(found: Sequence[Rejection], total: int) -> None:
    """What was refused, as a table: where, the text as it stood, and why."""
    rows = [
        {
            _("Row"): each.row,
            _("Column"): each.column or "",
            _("Text"): each.value or "",
            _("Refused"): _("whole row") if each.scope == "row" else _("one cell"),
            _("Why"): rejection_message(each.code, each.column, each.value),
        }
        for each in found
    ]
    st.dataframe(
        pd.DataFrame(rows), hide_index=True, column_config={_("Why"): st.column_config.TextColumn(width="large")}
    )
    if total > len(found):
        st.caption(_("The first {shown} are shown.").format(shown=len(found)))


def nothing_yet(message: str, page: object) -> None:
    """A page without data says what to do."""
    st.info(message)
    st.page_link(page, label=_("Go to: Add data"), icon=":material/upload_file:")  # type: ignore[arg-type]
    st.caption(_("To look around first, type `tracker demo` in a terminal: it opens a made-up market."))


def _begin(name: str) -> list[str]:
    """What the address says of a filter, else what it was when the page was last seen."""
    return st.query_params.get_all(name) or st.session_state.setdefault("filters", {}).get(name, [])


def _remember(name: str, values: list[str]) -> None:
    st.session_state.setdefault("filters", {})[name] = values
    if values:
        st.query_params[name] = values
    elif name in st.query_params:
        del st.query_params[name]
