"""The keyword list that operators pass on: readings as csv, xlsx or json, or bare keywords as txt."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from tracker.analysis.asking import ask_arrow, rows
from tracker.analysis.rows import distinct, values
from tracker.export.answers import to_csv, to_json
from tracker.export.workbook import to_xlsx
from tracker.store.place import Store
from tracker.store.questions import Answer

if TYPE_CHECKING:
    from pyarrow import Table

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
) -> Table:
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
    return ask_arrow(store, QUESTION, given)


def to_txt(answer: Answer | Table) -> bytes:
    """Each distinct keyword on a line of its own, in the order of the answer; UTF-8 without BOM, LF.

    A line break inside a keyword becomes a blank.
    """
    if isinstance(answer, Answer):
        place = answer.columns.index("keyword")
        spelled = [row[place] for row in answer.rows]
    else:
        spelled = values(answer.column("keyword"))
    keywords = dict.fromkeys(" ".join(str(each).splitlines()) for each in dict.fromkeys(spelled))
    return "".join(f"{keyword}\n" for keyword in keywords if keyword.strip()).encode()


def in_order(answer: Table, keywords: Sequence[str]) -> Table:
    """The answer's rows by these keywords in turn; rows of other keywords behind them, each as they stood."""
    import numpy as np

    rank = {keyword: number for number, keyword in enumerate(keywords)}
    known, places = distinct(answer.column("keyword"))
    ranks = np.array([rank.get(each, len(rank)) for each in known])
    return answer.take(np.argsort(ranks[places], kind="stable"))


def of_keywords(answer: Table, keywords: Iterable[str]) -> Table:
    """The answer's rows of these keywords."""
    import pyarrow as pa
    import pyarrow.compute as pc

    return answer.filter(pc.is_in(answer.column("keyword"), pa.array(keywords, pa.string())))


def _xlsx(answer: Answer | Table) -> bytes:
    return to_xlsx(answer if isinstance(answer, Answer) else rows(answer), "keywords")


FORMATS: dict[str, Callable[[Answer | Table], bytes]] = {
    "csv": to_csv, "xlsx": _xlsx, "txt": to_txt, "json": to_json,
}  # fmt: skip
"""How each suffix of a file is written."""
