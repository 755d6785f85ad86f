"""The keyword list that operators pass on: readings as csv, xlsx or json, or bare keywords as txt."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime

from tracker.analysis.asking import ask
from tracker.export.answers import to_csv, to_json
from tracker.export.workbook import to_xlsx
from tracker.store.place import Store
from tracker.store.questions import Answer

QUESTION = "keyword-readings"


def keyword_list(
    store: Store,
    *,
    source: str | None = None,
    platform: str | None = None,
    category: str | None = None,
    keyword: str | None = None,
    metric: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> Answer:
    """The answer to `keyword-readings`, one row a reading; parameters as there. Raises StoreError."""
    given = {
        "source": source,
        "platform": platform,
        "category": category,
        "keyword": keyword,
        "metric": metric,
        "since": since,
        "until": until,
    }
    return ask(store, QUESTION, given)


def to_txt(answer: Answer) -> bytes:
    """Each distinct keyword on a line of its own, in the order of the answer; UTF-8 without BOM, LF.

    A line break inside a keyword becomes a blank.
    """
    place = answer.columns.index("keyword")
    keywords = dict.fromkeys(" ".join(str(row[place]).splitlines()) for row in answer.rows)
    return "".join(f"{keyword}\n" for keyword in keywords if keyword.strip()).encode()


def in_order(answer: Answer, keywords: Sequence[str]) -> Answer:
    """The answer's rows by these keywords in turn; rows of other keywords behind them, each as they stood."""
    place = answer.columns.index("keyword")
    rank = {keyword: number for number, keyword in enumerate(keywords)}
    return Answer(answer.columns, sorted(answer.rows, key=lambda row: rank.get(row[place], len(rank))))


def _xlsx(answer: Answer) -> bytes:
    return to_xlsx(answer, "keywords")


FORMATS: dict[str, Callable[[Answer], bytes]] = {"csv": to_csv, "xlsx": _xlsx, "txt": to_txt, "json": to_json}
"""How each suffix of a file is written."""
