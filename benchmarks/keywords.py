"""What the questions of keyword lists cost on lists of 100,000 keywords: python benchmarks/keywords.py [KEYWORDS].

Two lists of one source a week apart with six metrics, and one of another source with two. The floor, measured in the
same run, reads the keyword, metric and low end of the newest list's readings into Arrow: what every answer rests on.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import duckdb

from tracker.analysis.asking import ask_arrow
from tracker.analysis.keywords import formulas
from tracker.analysis.keywords.lists import lists
from tracker.store.connect import writing
from tracker.store.place import Store

RUNS = 3

READINGS = """INSERT INTO store.keyword_reading (source, platform, keyword, metric, since, until, category, value_low,
    value_high, unit, rank, batch_id, source_row, source_column, standing)
SELECT l.source, l.platform, concat('连衣裙', CASE WHEN l.batch = 2 THEN (k * 7) % {n} + {n} // 10 ELSE k END),
    m.metric, l.since, l.since + INTERVAL 7 DAY, '连衣裙', value,
    CASE WHEN k % 50 = 0 THEN NULL ELSE value END, m.unit, k + 1,
    l.batch, k + 2, m.metric, true
FROM (VALUES ('sycm', 'taobao', TIMESTAMP '2026-06-01', 1), ('sycm', 'taobao', TIMESTAMP '2026-06-08', 2),
             ('helium10', 'amazon', TIMESTAMP '2026-06-08', 3)) l(source, platform, since, batch),
    range({n}) t(k),
    (VALUES ('search_popularity', 'index', 100000), ('click_ratio', 'ratio', 1), ('conversion_ratio', 'ratio', 0.1),
            ('supply', 'count', 1000000), ('mall_click_ratio', 'ratio', 1), ('cpc', 'CNY', 5)) m(metric, unit, top),
    LATERAL (SELECT (m.top * (hash(k * 31 + l.batch * 7, m.metric) % 100000) / 100000)::DECIMAL(24, 6) AS value)
WHERE l.source = 'sycm' OR m.metric IN ('search_popularity', 'supply')"""

TITLES = """INSERT INTO store.listing_snapshot (platform, listing_key, variant_key, observed_at, title, category,
    batch_id, source_row, standing)
SELECT 'taobao', i::VARCHAR, '', TIMESTAMP '2026-06-14', concat('法式碎花连衣裙', i * 13, '女夏新款'), '连衣裙', 4, i,
    true
FROM range(1000) t(i)"""

FLOOR = """SELECT keyword, metric, value_low::DOUBLE FROM keyword_reading
WHERE standing AND source = 'sycm' AND until = TIMESTAMP '2026-06-15'"""

QUESTIONS: tuple[tuple[str, Mapping[str, Any]], ...] = (
    ("keyword-sources", {}),
    ("keyword-list-dates", {"source": "sycm"}),
    ("keyword-lists", {"source": "sycm"}),
    ("keyword-opportunity", {"source": "sycm"}),
    ("keyword-opportunity", {"source": "sycm", "formula": "demand-supply-ratio"}),
    ("keyword-movers", {"source": "sycm"}),
    ("keyword-similarity", {}),
    ("keyword-merged", {}),
    ("title-density", {"source": "sycm"}),
)


def main() -> None:
    """Print the table."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with TemporaryDirectory() as folder:
        store = Store(Path(folder) / "tracker.duckdb")
        with writing(store) as con:
            con.execute(
                "INSERT INTO store.batch (batch_id, kind, document) "
                "SELECT i, 'keywords', concat(i, '.csv') FROM range(1, 5) t(i)"
            )
            con.execute(READINGS.format(n=count))
            con.execute(TITLES)
        floor, _rows = _seconds(lambda: _floor(store))
        print(f"{count:,} keywords; floor {floor:.3f} s")
        for name, given in QUESTIONS:
            seconds, rows = _seconds(lambda name=name, given=given: ask_arrow(store, name, given).num_rows)  # type: ignore[misc]
            said = " ".join(str(each) for each in given.values())
            print(f"{name} {said}: {rows:,} rows, {seconds:.2f} s, {seconds / floor:.1f} x floor")
        table = ask_arrow(store, "keyword-lists", {"source": "sycm"})
        (words,) = lists(table)
        for weighting in formulas.WEIGHTINGS:
            seconds, rows = _seconds(lambda by=weighting: len(formulas.weigh(words, by).values))  # type: ignore[misc]
            print(f"weigh {weighting}: {rows:,} keywords, {seconds:.3f} s")


def _floor(store: Store) -> int:
    with duckdb.connect(str(store.path), read_only=True) as con:
        return con.sql(FLOOR).to_arrow_table().num_rows


def _seconds(run: Callable[[], int]) -> tuple[float, int]:
    """The fastest of some runs, and the rows."""
    best, rows = float("inf"), 0
    for _again in range(RUNS):
        start = time.perf_counter()
        rows = run()
        best = min(best, time.perf_counter() - start)
    return best, rows


if __name__ == "__main__":
    main()
