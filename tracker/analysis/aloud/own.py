"""Own sales, targets, timing and products, in words."""

from __future__ import annotations

from tracker.analysis.aloud import Sentence
from tracker.analysis.words import moment, number
from tracker.i18n import gettext as _
from tracker.store.questions import Answer, Given


def own_sales(answer: Answer, given: Given) -> str:
    """How many hours and days of how many shops, and how many days between the ends have none."""
    rows = answer.records()
    shops = {(row["platform"], row["shop_key"]) for row in rows}
    days = {(row["platform"], row["shop_key"], row["since"].date()) for row in rows}
    hours = sum(row["hour"] is not None for row in rows)
    return _(
        "Sales of {shops} own shops on {days} shop days, from {first} to {last}; {hours} of {rows} rows tell of an "
        "hour. Days without a row were not exported, which is not zero."
    ).format(
        shops=number(len(shops)),
        days=number(len(days)),
        first=moment(min(row["since"] for row in rows)),
        last=moment(max(row["since"] for row in rows)),
        hours=number(hours),
        rows=number(len(rows)),
    )


SENTENCES: dict[str, Sentence] = {"own-sales": own_sales}
