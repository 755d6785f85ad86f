"""Sales, revenue and concentration, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tracker.analysis.aloud import Sentence
from tracker.analysis.aloud.names import gap, joined, market, platform
from tracker.analysis.words import bound, moment, number
from tracker.i18n import N_
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given

QUESTIONS = (
    N_("What can have been sold of each listing between one look at its counter and the next?"),
    N_("How many units a day does each listing sell, as narrowly as its counter tells?"),
    N_("What share of the sales of the shops recorded does each shop have?"),
    N_("How concentrated are the sales of the shops recorded, look by look?"),
    N_("How many reviews did each listing gain between one look and the next?"),
    N_("Which listings rose most between two looks: in units sold, reviews and place in lists?"),
)
"""What this theme's questions answer, as their heads say it."""

MOST_BOARDS = 3
"""A sentence each for so many boards; then how many more there are."""

Row = Mapping[str, Any]


def _listings(rows: Iterable[Row]) -> str:
    """How many listings the rows speak of."""
    return number(len({(row["platform"], row["listing_key"]) for row in rows}))


def _why_not(rows: Iterable[Row]) -> str:
    """How many rows have no number, reason by reason; '' where all have one."""
    words = {
        "counter-fell": _("{count} because the counter fell"),
        "window-unknown": _("{count} because nobody knows what the counter covers"),
        "no-counter": _("{count} because no counter was shown"),
        "too-few": _("{count} because it was read once"),
        "never-crossed": _("{count} because no step of the counter was crossed"),
        "reviews-fell": _("{count} because reviews were removed"),
        "crossed-once": _("{count} because only one step of the counter was crossed"),
    }
    counts = Counter(row["reason"] for row in rows if row["reason"] is not None)
    if not counts:
        return ""
    parts = [words[reason].format(count=number(counts[reason])) for reason in words if counts[reason]]
    return _("Not computed: {parts}.").format(parts=_("; ").join(parts))


def sales_periods(answer: Answer, given: Given) -> str:
    """How many periods are bounded, how many of them exactly, why others aren't; of one listing, its newest bounds."""
    rows = answer.records()
    known = [row for row in rows if row["reason"] is None]
    exact = sum(row["units_low"] == row["units_high"] for row in known)
    said = [
        _("{known} periods of {count} listings tell what can have been sold, {exact} of them exactly.").format(
            known=number(len(known)), count=_listings(known), exact=number(exact)
        ),
        _why_not(rows),
    ]
    if known and len({(row["platform"], row["listing_key"], row["sold_kind"]) for row in known}) == 1:
        newest = known[-1]
        said.append(
            _("The newest: {units} units from {since} to {until}.").format(
                units=bound(newest["units_low"], newest["units_high"]),
                since=moment(newest["since"]),
                until=moment(newest["until"]),
            )
        )
    return joined(said)


def sales_rate(answer: Answer, given: Given) -> str:
    """How many listings have a rate, and the fastest by its low end; why others have none."""
    rows = answer.records()
    known = [row for row in rows if row["reason"] is None]
    said = [_("{known} of {rows} counters tell a rate.").format(known=number(len(known)), rows=number(len(rows)))]
    fastest = max(known, key=lambda row: row["rate_low"], default=None)
    if fastest and fastest["rate_low"] <= 0:
        said.append(_("None of them surely sells anything."))
    elif fastest:
        said.append(
            _("The fastest surely sells {rate} units a day: {title} ({platform}).").format(
                rate=bound(round(fastest["rate_low"], 2), _rounded(fastest["rate_high"])),
                title=fastest["title"] or fastest["listing_key"],
                platform=platform(fastest["platform"]),
            )
        )
    return joined((*said, _why_not(rows)))


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, 2)


def _by_board(rows: Iterable[Row]) -> list[list[Row]]:
    """The rows of each platform and category."""
    boards: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        boards.setdefault((row["platform"], row["category"]), []).append(row)
    return list(boards.values())


def _joined(said: list[str]) -> str:
    """The first few sentences, and how many more boards the answer has."""
    more = len(said) - MOST_BOARDS
    return joined(said[:MOST_BOARDS]) + (
        gap() + _("The answer has {count} more boards.").format(count=number(more)) if more > 0 else ""
    )


def sales_shares(answer: Answer, given: Given) -> str:
    """Of each board, the shop that surely has the largest share of units, or of revenue where no units are known."""
    said = []
    for rows in _by_board(answer.records()):
        measures = [each for each in ("units", "amount") if any(row[f"{each}_share_low"] is not None for row in rows)]
        measure = measures[0] if measures else None
        if measure is None:
            said.append(
                _none_sold(rows[0], rows[0]["look_on"])
                if all(row["reason"] == "none-sold" for row in rows)
                else _("Of the shops recorded on {platform}, no shares of sales can be told.").format(
                    platform=market(rows[0])
                )
            )
            continue
        top = max(rows, key=lambda row: -1 if row[f"{measure}_share_low"] is None else row[f"{measure}_share_low"])
        text = (
            _("Of the units of {known} shops recorded on {platform} on {day}, {shop} has {share}.")
            if measure == "units"
            else _("Of the revenue of {known} shops recorded on {platform} on {day}, {shop} has {share}.")
        )
        said.append(
            text.format(
                known=number(top[f"{measure}_count"]),
                platform=market(top),
                day=moment(top["look_on"]),
                shop=top["shop_name"] or top["shop_key"],
                share=_share(top[f"{measure}_share_low"], top[f"{measure}_share_high"]),
            )
        )
    return _joined(said)


def _none_sold(row: Row, day: object) -> str:
    """Sales were seen, and they are zero: not the same as not knowing them."""
    return _("Of the shops recorded on {platform} on {day}, none whose sales are known sold anything.").format(
        platform=market(row), day=moment(day)
    )


def _share(low: float, high: float) -> str:
    return bound(round(low, 3), round(high, 3), "ratio")


def concentration(answer: Answer, given: Given) -> str:
    """Of each board, the newest look's HHI and share of the four largest, by units where they are known."""
    said = []
    for rows in _by_board(answer.records()):
        newest = [row for row in rows if row["look_on"] == rows[-1]["look_on"]]
        known = [row for row in newest if row["reason"] is None]
        if not known:
            said.append(
                _none_sold(newest[0], newest[0]["look_on"])
                if all(row["reason"] == "none-sold" for row in newest)
                else _("On {platform}, too few sales were recorded on {day} to tell how concentrated they are.").format(
                    platform=market(newest[0]), day=moment(newest[0]["look_on"])
                )
            )
            continue
        told = next((row for row in known if row["measure"] == "units"), known[0])
        text = (
            _("Units of {known} shops recorded on {platform} on {day}: HHI {hhi}; the four largest have {share}.")
            if told["measure"] == "units"
            else _(
                "Revenue of {known} shops recorded on {platform} on {day}: HHI {hhi}; the four largest have {share}."
            )
        )
        said.append(
            text.format(
                known=number(told["known_count"]),
                platform=market(told),
                day=moment(told["look_on"]),
                hhi=bound(round(told["hhi_low"]), round(told["hhi_high"])),
                share=_share(told["cr4_low"], told["cr4_high"]),
            )
        )
    return _joined(said)


def review_velocity(answer: Answer, given: Given) -> str:
    """How many spans are known, and the fastest by its low end; how often reviews were removed."""
    rows = answer.records()
    known = [row for row in rows if row["reason"] is None]
    said = [
        _("Reviews gained are known for {known} spans between looks at {count} listings.").format(
            known=number(len(known)), count=_listings(known)
        )
    ]
    fastest = max(known, key=lambda row: row["per_day_low"], default=None)
    if fastest and fastest["per_day_low"] <= 0:
        said.append(_("In none of them reviews were surely gained."))
    elif fastest:
        said.append(
            _("The fastest surely gained {rate} reviews a day, from {since} to {until}: {title} ({platform}).").format(
                rate=bound(round(fastest["per_day_low"], 2), _rounded(fastest["per_day_high"])),
                since=moment(fastest["since"]),
                until=moment(fastest["until"]),
                title=fastest["title"] or fastest["listing_key"],
                platform=platform(fastest["platform"]),
            )
        )
    return joined((*said, _why_not(rows)))


def hits(answer: Answer, given: Given) -> str:
    """Of each market, the first hit with what its rank rests on, and how many rose of how many compared."""
    said = []
    for rows in _by_board(answer.records()):
        first, new = rows[0], sum(row["is_new"] for row in rows)
        risen = sum(row["hit_rank"] is not None for row in rows)
        text = _("On {platform}, {risen} of {compared} listings seen on {before} and {day} surely rose; {new} are new.")
        said.append(
            text.format(
                platform=market(first),
                risen=number(risen),
                compared=number(first["compared_count"]),
                before=moment(first["before_on"]),
                day=moment(first["look_on"]),
                new=number(new),
            )
        )
        if first["hit_rank"] is not None:
            said[-1] += gap() + _("First: {title} ({parts}).").format(
                title=first["title"] or first["listing_key"], parts=_("; ").join(_rise(first))
            )
    return _joined(said)


def _rise(row: Row) -> list[str]:
    """What a hit's ranks rest on."""
    parts = []
    if row["units_rank"] is not None:
        parts.append(_("{units} units sold").format(units=bound(row["units_low"], row["units_high"])))
    if row["reviews_rank"] is not None:
        parts.append(_("{reviews} reviews gained").format(reviews=bound(row["reviews_low"], row["reviews_high"])))
    if row["position_rank"] is not None:
        parts.append(_("{places} places improved").format(places=number(row["position_improved"])))
    return parts


SENTENCES: dict[str, Sentence] = {
    "sales-periods": sales_periods,
    "sales-rate": sales_rate,
    "sales-shares": sales_shares,
    "concentration": concentration,
    "review-velocity": review_velocity,
    "hits": hits,
}
