"""Trends, seasons and the industry, in words."""

from __future__ import annotations

from collections import Counter
from typing import Any

from tracker.analysis.aloud import Sentence
from tracker.analysis.aloud.names import gap, joined, metric, platform, source
from tracker.analysis.words import bound, is_missing, moment, number, percent
from tracker.i18n import N_, language
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given

QUESTIONS = (
    N_("Does a series rise or fall, how fast, and is it more than chance?"),
    N_("Which points does a trend rest on, and which of them stand apart?"),
    N_("How does each reading compare with the same time a year before?"),
    N_("Which times of the year or days of the week run above and below their level?"),
    N_("How does the industry move: what each source says of its keywords, the asked prices, the sold counters?"),
    N_("Which shopping events fall into the time observed, and which come next?"),
)
"""What this theme's questions answer, as their heads say it."""

_SERIES = (
    "of",
    "platform",
    "source",
    "keyword",
    "metric",
    "region",
    "seed",
    "period",
    "listing_key",
    "sold_kind",
    "unit",
)


MEASURED = frozenset({"index", "count", "ratio", "rank", "days"})
"""Units of readings that aren't currencies: what they count their metric says."""


def trend(answer: Answer, given: Given) -> str:
    """Of one series its growth, interval and test; of several how many move, and how many would by chance."""
    rows = answer.records()
    if len(rows) == 1:
        return _one_trend(rows[0])
    level = round(1 - _confidence(given), 9)
    tested = [each for each in rows if each["direction"] != "too-short"]
    moves = Counter(each["direction"] for each in tested)
    said = _(
        "Of {series} series {tested} have 5 points or more: {rising} rise, {falling} fall, {still} show no trend. "
        "By chance alone about {chance} would seem to move."
    ).format(
        series=number(len(rows)),
        tested=number(len(tested)),
        rising=number(moves["rising"] + moves["worsening"]),
        falling=number(moves["falling"] + moves["improving"]),
        still=number(moves["no-trend"]),
        chance=number(round(len(tested) * level)),
    )
    best = max(tested, key=_strength, default=None)
    if best is None or best["direction"] == "no-trend":
        return said
    return said + gap() + _("The fastest: {name}, {growth} per week.").format(name=_name(best), growth=_growth(best))


def trend_points(answer: Answer, given: Given) -> str:
    """How many points of how many series, and what is peculiar about them."""
    rows = answer.records()
    said = _(
        "{points} points of {series} series, from {first} to {last}; {apart} stand apart and are kept, "
        "{gaps} begin after a gap, the first of each series included."
    )
    if all(each["is_outlier"] is None for each in rows):
        said = _(
            "{points} points of {series} series, from {first} to {last}: too few or too vague to tell which stand "
            "apart; {gaps} begin after a gap, the first of each series included."
        )
    return said.format(
        points=number(len(rows)),
        series=number(len({tuple(each[name] for name in _SERIES) for each in rows})),
        first=moment(min(each["point_at"] for each in rows)),
        last=moment(max(each["point_at"] for each in rows)),
        apart=number(sum(each["is_outlier"] is True for each in rows)),
        gaps=number(sum(each["gap"] for each in rows)),
    )


def year_over_year(answer: Answer, given: Given) -> str:
    """How many series reach back a year, and what the newest comparison of the longest of them is."""
    rows = answer.records()
    short = sum(each["reason"] == "too-short" for each in rows)
    series = len({tuple(each[name] for name in _SERIES) for each in rows})
    compared = [each for each in rows if not is_missing(each["growth_low"])]
    said = _(
        "{long} of {series} series span a year; {compared} points of theirs have one a year before to compare with."
    ).format(long=number(series - short), series=number(series), compared=number(len(compared)))
    if not compared:
        return said
    newest = max(compared, key=lambda each: (each["point_at"], each["aligned"] == "calendar"))
    growth = bound(_rounded(newest["growth_low"]), _rounded(newest["growth_high"]), unit="ratio")
    return (
        said
        + gap()
        + _("The newest: {name} changed by {growth} from {before} to {day}.").format(
            name=_name(newest), day=moment(newest["point_at"]), growth=growth, before=moment(newest["before_at"])
        )
    )


def seasons(answer: Answer, given: Given) -> str:
    """How many series are long enough; of one that is, its highest and lowest season."""
    rows = answer.records()
    computed = [each for each in rows if not is_missing(each["factor"])]
    names = ("source", "platform", "keyword", "metric", "unit", "region", "seed", "period")
    series = {tuple(each[name] for name in names) for each in rows}
    done = {tuple(each[name] for name in names) for each in computed}
    said = _("{done} of {series} series have two full cycles without a gap and can be told by season.").format(
        done=number(len(done)), series=number(len(series))
    )
    if not computed:
        return said
    strongest = max(each["strength"] for each in computed)
    first = next(each for each in computed if each["strength"] == strongest)
    same = [each for each in computed if all(each[name] == first[name] for name in names)]
    high, low = (pick(same, key=lambda each: each["factor"]) for pick in (max, min))
    if _rounded(high["factor"]) == _rounded(low["factor"]):
        return said + gap() + _("None of them has a season: all run level.")
    return (
        said
        + gap()
        + _(
            "The most seasonal: {name}, highest {high} ({above} of its level), lowest {low} ({below}), "
            "from {cycles} cycles."
        ).format(
            name=_keyword(first),
            high=_season(high),
            above=percent(_rounded(high["factor"])),
            low=_season(low),
            below=percent(_rounded(low["factor"])),
            cycles=number(round(first["cycle_count"], 1)),
        )
    )


def industry(answer: Answer, given: Given) -> str:
    """Where the series of the most keywords and that of the most prices stand against their first period."""
    rows = answer.records()
    names = ("series_kind", "category", "platform", "source", "metric", "unit", "region", "seed", "period")
    newest = {tuple(each[name] for name in names): each for each in rows}
    said = [
        _(
            "{series} series from {first} to {last}, each in a unit of its own; where one is chained, 100 is the first "
            "period without a break."
        ).format(
            series=number(len(newest)),
            first=moment(min(each["since"] for each in rows)),
            last=moment(max(each["since"] for each in rows)),
        )
    ]
    texts = {
        "keyword": _("Widest keywords: {name} at {level} from {base} to {since}, {count} keywords."),
        "price": _("Prices: {name} at {level} from {base} to {since}, {count} items."),
    }
    for kind, text in texts.items():
        of_kind = [each for each in newest.values() if each["series_kind"] == kind and _is_chained(each)]
        if of_kind:
            said.append(_standing(text, max(of_kind, key=lambda each: each["item_count"])))
    return joined(said)


def calendar(answer: Answer, given: Given) -> str:
    """How many events, and the three that come next."""
    rows = answer.records()
    label = f"label_{language()}"
    said = _("{count} events from {first} to {last}.").format(
        count=number(len(rows)), first=moment(rows[0]["day"]), last=moment(rows[-1]["day"])
    )
    coming = [each for each in rows if each["is_next"]][:3]
    if not coming:
        return said
    each = _("{event} in {days} days ({day})")
    nearest = _("; ").join(
        each.format(event=row[label], days=number(row["days_to"]), day=moment(row["day"])) for row in coming
    )
    return said + gap() + _("Next: {events}.").format(events=nearest)


def _is_chained(row: dict[str, Any]) -> bool:
    """Whether a period has one before it to which its series is chained; the base itself is always 100."""
    return row["base_since"] is not None and row["base_since"] < row["since"]


def _standing(text: str, row: dict[str, Any]) -> str:
    """A period of a chained series in that text."""
    unit = "" if row["unit"] in MEASURED else row["unit"]
    parts = (source(row["source"]), metric(row["metric"]), platform(row["platform"]), row["category"], unit)
    return text.format(
        name=" ".join(str(each) for each in parts if each),
        level=bound(_tenths(row["rebased_low"]), _tenths(row["rebased_high"])),
        base=moment(row["base_since"]),
        since=moment(row["since"]),
        count=number(row["item_count"]),
    )


def _one_trend(row: dict[str, Any]) -> str:
    """A series in words: what its points allow to say."""
    facts = {
        "name": _name(row),
        "points": number(row["point_count"]),
        "first": moment(row["first_at"]),
        "last": moment(row["last_at"]),
    }
    if row["direction"] == "too-short":
        return _("{name}: {points} points are too few to tell a trend; 5 are needed.").format(**facts)
    words = {
        "rising": _("rises"),
        "falling": _("falls"),
        "improving": _("improves"),
        "worsening": _("worsens"),
        "no-trend": _("shows no trend beyond chance"),
    }
    facts |= {"moves": words[row["direction"]], "p": _chance(row["p"])}
    said = _("{name} {moves}: {points} points from {first} to {last}, {p}.").format(**facts)
    growth = _growth(row)
    if not growth:
        return said
    more = _("The median change per week is {growth}; at the confidence asked for it lies between {least} and {most}.")
    return said + gap() + more.format(growth=growth, least=_or_open(row, "from"), most=_or_open(row, "to"))


def _growth(row: dict[str, Any]) -> str:
    """Growth per week, or the change in the series' unit where growth has no sense; '' where neither is known."""
    if not (is_missing(row["growth_low"]) and is_missing(row["growth_high"])):
        return bound(_rounded(row["growth_low"]), _rounded(row["growth_high"]), unit="ratio")
    said = bound(_change(row, "low"), _change(row, "high"))
    return f"{said} {_unit(row['unit'])}".rstrip() if said else ""


def _change(row: dict[str, Any], end: str) -> float | None:
    """A change per week in what the unit counts: of a ratio in percentage points."""
    value = row[f"change_{end}"]
    return None if is_missing(value) else _rounded(value * 100 if row["unit"] == "ratio" else value)


def _unit(unit: str | None) -> str:
    """The unit of a change, in words; '' for a source's own index and for counts, whose metric says what they are."""
    days = (unit or "").removeprefix("units-in-").removesuffix("-days")
    words = {
        "index": "",
        "count": "",
        "ratio": _("percentage points"),
        "rank": _("places"),
        "units-per-day": _("units a day"),
        "reviews-per-day": _("reviews a day"),
        f"units-in-{days}-days": _("units in {days} days").format(days=days),
    }
    return words.get(unit or "", unit or "")


def _or_open(row: dict[str, Any], end: str) -> str:
    """An end of the interval; a word where it is open."""
    if not is_missing(row[f"growth_{end}"]):
        return percent(_rounded(row[f"growth_{end}"]))
    return number(_change(row, end)) or _("unknown")


def _rounded(value: Any) -> float | None:
    """Three digits after the point for a ratio or a change: 16.7 %."""
    return None if is_missing(value) else round(float(value), 3) + 0.0  # -0.0 is 0


def _tenths(value: Any) -> float | None:
    return None if is_missing(value) else round(float(value), 1)


def _chance(p: float) -> str:
    return "p < 0.001" if p < 0.001 else f"p = {number(round(p, 3))}"


def _strength(row: dict[str, Any]) -> float:
    """How fast a series surely moves: its growth nearest to zero; below zero where it shows no trend."""
    if row["direction"] == "no-trend":
        return -1
    ends = [abs(row[name]) for name in ("growth_low", "growth_high") if not is_missing(row[name])]
    return min(ends, default=0)


def _name(row: dict[str, Any]) -> str:
    """What a series is called: keyword, metric and source, or title and what of it."""
    if row["keyword"]:
        return _keyword(row)
    of = {"price": _("price"), "sales": _("sales"), "reviews": _("reviews")}
    return f"{row['title'] or row['listing_key']} ({platform(row['platform'])}, {of[row['of']]})"


def _keyword(row: dict[str, Any]) -> str:
    return f"{row['keyword']} ({source(row['source'])}, {metric(row['metric'])})"


def _season(row: dict[str, Any]) -> str:
    """When a season is: a weekday by its name, a week or month by its number."""
    from babel.dates import get_day_names

    if row["period"] == "day":
        return _("on {day}").format(day=get_day_names("wide", locale=language())[row["season"] - 1])
    words = {"week": _("in week {season}"), "month": _("in month {season}")}
    return words[row["period"]].format(season=row["season"])


def _confidence(given: Given) -> float:
    value = given.get("confidence")
    return float(value) if isinstance(value, int | float) else 0.95


SENTENCES: dict[str, Sentence] = {
    "trend": trend,
    "trend-points": trend_points,
    "year-over-year": year_over_year,
    "seasons": seasons,
    "industry": industry,
    "calendar": calendar,
}
