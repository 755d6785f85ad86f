"""A chart on the page, with its caption: the unit, how to read it, and what was left out."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from tracker.dashboard import charts, text
from tracker.i18n import gettext as _
from tracker.i18n import language


def figure(
    title: str,
    points: pd.DataFrame,
    unit: str,
    how: str,
    *,
    more: str = "",
    ratio: bool = False,
    rank: bool = False,
    spread: bool = False,
    decided: pd.DataFrame | None = None,
) -> None:
    """Draw the points' first series, as many as one chart carries; where some are left out, say so. `spread`: the
    band is no bound but a spread, and `how` tells of it. `decided`: decisions to draw, those in the time of the points
    and a tenth of it around."""
    st.subheader(text.plain(title))
    if points["value"].isna().all():
        st.caption(_("Somebody looked, and the pages showed no number."))
        return
    names = list(dict.fromkeys(points["series"]))
    shown = points[points["series"].isin(names[: charts.MOST])]
    if len(names) == 1:
        st.caption(text.plain(names[0]))
    near = _near(shown, decided)
    st.altair_chart(
        charts.lines(shown, unit, ratio=ratio, rank=rank, decided=near), theme=None, width="stretch",
        alt=_alt(title, shown, unit),
    )  # fmt: skip
    notes = [_("Unit: {unit}.").format(unit=text.plain(unit)), how, *_marks(shown, spread=spread)]
    notes += [text.plain(more)] if more else []
    if near is not None and len(near):
        notes.append(_("Dashed rule: something was changed on the listing then."))
    if len(names) > charts.MOST:
        notes.append(
            _("{shown} of {all} lines are drawn; narrow the filters to see the others.").format(
                shown=charts.MOST, all=len(names)
            )
        )
    st.caption(("" if language() == "zh" else " ").join(notes))


def _near(points: pd.DataFrame, decided: pd.DataFrame | None) -> pd.DataFrame | None:
    """The decisions that a chart of these points has room for."""
    if decided is None or decided.empty:
        return None
    first, last = points["at"].min(), points["at"].max()
    room = max((last - first) / 10, pd.Timedelta(days=7))
    return decided[decided["at"].between(first - room, last + room)]


def _marks(points: pd.DataFrame, *, spread: bool) -> list[str]:
    """How to read the marks that this chart holds."""
    notes = []
    if points.groupby("series")["segment"].nunique().gt(1).any():
        notes.append(_("A line is broken where nobody looked, or nothing was shown."))
    if not spread and (points["high"] > points["low"]).any():
        notes.append(_("Shaded: the range from the low to the high end."))
    if points["open"].any():
        notes.append(_("Arrow ↑: at least so much; the page showed no upper end."))
    if points["off"].any():
        notes.append(_("Hollow point: out of stock or delisted."))
    if points["value"].isna().any():
        notes.append(_("Cross ✕: somebody looked, and there was no number."))
    return notes


def _alt(title: str, points: pd.DataFrame, unit: str) -> str:
    """The chart in a sentence, for those who can't see it."""
    first, last = text.moment(points["at"].min()), text.moment(points["at"].max())
    return _("{title}: {lines} lines, {points} points from {first} to {last}, unit {unit}").format(
        title=title, lines=points["series"].nunique(), points=int(points["value"].notna().sum()),
        first=first, last=last, unit=unit,
    )  # fmt: skip
