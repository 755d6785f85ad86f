"""Own sales, targets and timing, in words."""

from __future__ import annotations

from typing import Any

from tracker.analysis.aloud import Sentence
from tracker.analysis.aloud.names import gap
from tracker.analysis.aloud.products import SENTENCES as OF_PRODUCTS
from tracker.analysis.words import bound, moment, number, percent
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given


def own_sales(answer: Answer, given: Given) -> str:
    """How many hours and days of how many shops."""
    rows = answer.records()
    shops = {(row["platform"], row["shop_key"]) for row in rows}
    days = {(row["platform"], row["shop_key"], row["since"].date()) for row in rows}
    return _(
        "Sales of {shops} own shops on {days} shop days, from {first} to {last}; {hours} of {rows} rows tell of an "
        "hour. Days without a row were not exported, which is not zero."
    ).format(
        shops=number(len(shops)),
        days=number(len(days)),
        first=moment(min(row["since"] for row in rows)),
        last=moment(max(row["since"] for row in rows)),
        hours=number(sum(row["hour"] is not None for row in rows)),
        rows=number(len(rows)),
    )


def order_hours(answer: Answer, given: Given) -> str:
    """The best hour of the shop with most of them, and how many weeks stand behind it."""
    rows = answer.records()
    best = max(rows, key=lambda row: (row["orders_per_hour"], -row["weekday"], -row["hour"]))
    text = _(
        "{shop} gets most orders on {weekday} at {hour}:00: {orders} an hour on average, over {count} such hours in "
        "{weeks} weeks."
    ).format(
        shop=best["shop_name"] or best["shop_key"],
        weekday=weekday(best["weekday"]),
        hour=best["hour"],
        orders=number(round(best["orders_per_hour"], 1)),
        count=number(best["hour_count"]),
        weeks=number(best["week_count"]),
    )
    if best["share"] is None:
        return text + gap() + _("Shares are not told: some hours of the week were never exported.")
    return text + gap() + _("That is {share} of a week's orders.").format(share=percent(round(best["share"], 4)))


def targets(answer: Answer, given: Given) -> str:
    """The newest week that own sales say something of, beside its plan, else how many are planned; then the factors."""
    rows = answer.records()
    told = [row for row in rows if row["sold_low"] is not None and row["is_season"] is not False]
    if not told:
        text = _("{count} weekly targets are planned; no own sales of those weeks were imported.")
        return text.format(count=number(len(rows))) + _factors(rows, rows[0])
    row = max(told, key=lambda each: (each["since"], each["season"] == "high"))
    facts = {
        "shop": row["shop"],
        "week": moment(row["since"]),
        "planned": _measured(row, row["planned"], row["planned"]),
        "season": _("high season") if row["season"] == "high" else _("low season"),
        "sold": _measured(row, row["sold_low"], row["sold_high"]),
        "days": number(row["days_observed"]),
    }
    text = _("{shop}, week of {week}: planned {planned} ({season}), sold {sold} on {days} of 7 days.").format(**facts)
    if row["sold_high"] is None:
        text += gap() + _("Whether the week reached its plan is open.")
    elif not row["shortfall_low"]:
        text += gap() + _("The plan was reached.")
    else:
        lacks = _measured(row, row["shortfall_low"], row["shortfall_high"])
        text += gap() + _("{lacks} were lacking.").format(lacks=lacks)
    return text + _factors(rows, row)


def _factors(rows: list[dict[str, Any]], row: dict[str, Any]) -> str:
    """Where the factors of the row's plan are from, unless they were all said."""
    plan = ("platform", "shop", "measure", "target_since")
    factors = {each["season"]: each for each in rows if all(each[name] == row[name] for name in plan)}
    told = [each for each in factors.values() if each["factor_from"] == "seasons"]
    if told:
        return gap() + _(
            "{shop}: high season {high} and low season {low} of a usual week, from {series} ({years} years)."
        ).format(
            shop=row["shop"],
            high=number(round(factors["high"]["factor"], 2)),
            low=number(round(factors["low"]["factor"], 2)),
            series=told[0]["factor_series"],
            years=number(round(told[0]["factor_cycles"], 1)),
        )
    if all(each["factor_from"] == "none" for each in factors.values()):
        return gap() + _(
            "{shop}: nobody said seasonal factors, and no readings of its market show a season over two years, so no "
            "week is planned above or below a usual one."
        ).format(shop=row["shop"])
    return ""


def own_against_peers(answer: Answer, given: Given) -> str:
    """On the newest board: beside how many peers our sales lie surely above or below."""
    rows = answer.records()
    last = max((row["day"], row["platform"], row["own_shop_key"]) for row in rows)
    board = [row for row in rows if (row["day"], row["platform"], row["own_shop_key"]) == last and not row["is_own"]]
    own = next(row for row in rows if (row["day"], row["platform"], row["own_shop_key"]) == last)
    low, high = own["own_units_low"], own["own_units_high"]  # not their ratio: nothing is over a peer that sold none
    more = sum(row["sales_high"] is not None and low > row["sales_high"] for row in board)
    less = sum(row["sales_low"] is not None and high is not None and high < row["sales_low"] for row in board)
    return _(
        "In the thirty days to {day} {shop} sold {units} units ({days} of 30 days told): surely more than {more} and "
        "surely less than {less} of {count} peers on the board."
    ).format(
        day=moment(own["day"]),
        shop=own["own_shop_name"] or own["own_shop_key"],
        units=bound(own["own_units_low"], own["own_units_high"]),
        days=number(own["days_observed"]),
        more=number(more),
        less=number(less),
        count=number(len(board)),
    )


def slots(answer: Answer, given: Given) -> str:
    """The best slot by the score, labelled as the lore it is."""
    scored = [row for row in answer.records() if row["score"] is not None]
    if not scored:
        return _("No score: of no rival's listing the hour of its listing is known.")
    best = min(scored, key=lambda row: (row["rank"], row["platform"], row["shop_key"], row["weekday"], row["hour"]))
    return _(
        "Descriptive, no forecast: {weekday} at {hour}:00 has {share} of the orders of {shop}, and {strong} of "
        "{total} strong rivals' listings began at that hour of the week."
    ).format(
        weekday=weekday(best["weekday"]),
        hour=best["hour"],
        share=percent(round(best["demand_share"], 4)),
        shop=best["shop_name"] or best["shop_key"],
        strong=number(best["strong_count"]),
        total=number(best["strong_total"]),
    )


def weekday(day: int) -> str:
    """The name of a weekday, 1 Monday to 7 Sunday."""
    names = (_("Monday"), _("Tuesday"), _("Wednesday"), _("Thursday"), _("Friday"), _("Saturday"), _("Sunday"))
    return names[day - 1]


def _measured(row: dict[str, Any], low: Any, high: Any) -> str:
    """A bound in what the target counts."""
    names = {"units": _("units"), "orders": _("orders")}
    return f"{bound(_whole(low), _whole(high))} {names.get(row['measure'], row['currency'])}"


def _whole(value: Any) -> Any:
    return None if value is None else round(value)


SENTENCES: dict[str, Sentence] = {
    "own-sales": own_sales,
    "order-hours": order_hours,
    "targets": targets,
    "own-against-peers": own_against_peers,
    "slots": slots,
    **OF_PRODUCTS,
}
