"""Indices of an industry to the points of a chart (tracker.dashboard.series): what is 100, and where the line breaks.
Pure: frames in, frames out."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping
from typing import Any

import pandas as pd

from tracker.dashboard import labels, series, terms, text
from tracker.i18n import gettext as _
from tracker.normalise import reference


def main_metrics(rows: pd.DataFrame) -> dict[str, str]:
    """By source the metric that stands for it in a chart of all sources: that of its time lines, else the first that
    was read, in the order of the reference. `rows`: keyword rows of `industry`."""
    found = {}
    for source, own in rows.groupby("source", sort=True):
        known = reference.sources().get(str(source))
        wanted = known.timeline if known else None
        read = set(own["metric"])
        ordered = [each for each in (wanted, *reference.metrics(), *sorted(read)) if each in read]
        found[str(source)] = str(ordered[0])
    return found


def rebased(rows: pd.DataFrame) -> pd.DataFrame:
    """Keyword rows of `industry`, each source's main metric as a line that begins at 100. A source whose readings have
    periods of several lengths has a line of the length that has most; a line needs two periods. After a break the line
    is another one, for its 100 is another one. `base`: in words, what is 100."""
    keyed = rows.assign(platform=rows["platform"].astype(object))
    main = keyed[keyed["metric"].eq(keyed["source"].map(main_metrics(keyed)))]
    keys = ["source", "metric", "unit", "category", "platform", "region", "seed"]
    counted = main.groupby([*keys, "period"], dropna=False)["since"].transform("size")
    most = counted.groupby([main[each] for each in keys], dropna=False).transform("max")
    lines = main[counted.eq(most) & counted.gt(1)]
    apart = ("category", "platform", "region", "seed", "period", "unit")
    several = [each for each in apart if lines.groupby("source")[each].nunique(dropna=False).gt(1).any()]
    several += ["base_since"] if lines["segment"].nunique() > 1 else []
    names = [" · ".join([labels.source(each["source"]), *_said(each, several)]) for each in lines.to_dict("records")]
    low, high = lines["rebased_low"].round(1), lines["rebased_high"].round(1)
    points = lines.assign(
        at=pd.to_datetime(lines["since"]), series=names, group=names, value=low, low=low, high=high,
        open=low.notna() & high.isna(), note=_matched(lines), where="",
        text=[text.bound(*each) for each in zip(low, high, strict=True)],
        base=[
            f"{name} – {labels.metric(metric)}{_(', ')}{text.moment(base)}"
            for name, metric, base in zip(names, lines["metric"], lines["base_since"], strict=True)
        ],
    )  # fmt: skip
    days: dict[str, Iterable[Any]] = {str(name): own["at"] for name, own in points.groupby("series")}
    return series.segments(points.drop(columns="segment"), days)[[*series.COLUMNS, "base"]]


def bases(points: pd.DataFrame) -> str:
    """What is 100, in a sentence."""
    return _("100 is: {bases}.").format(bases=_("; ").join(dict.fromkeys(points["base"])))


def _matched(rows: pd.DataFrame) -> list[str]:
    """How many keywords of a period stood in the one before, too."""
    return [
        ""
        if text.is_missing(matched)
        else _("{matched} of {all} keywords matched").format(matched=text.number(matched), all=text.number(every))
        for matched, every in zip(rows["matched_count"], rows["item_count"], strict=True)
    ]


def _said(row: Mapping[Hashable, Any], several: list[str]) -> list[str]:
    """What tells lines apart, in words."""
    return [
        _("from {day}").format(day=text.moment(row[each])) if each == "base_since" else terms.code(each, str(row[each]))
        for each in several
        if not text.is_missing(row[each])
    ]
