"""How long each question takes on 1 and on 10 million listing snapshots, beside a plain scan of the columns it needs.

    python benchmarks/questions.py [--folder FOLDER] [--rows 1000000 10000000] [--runs 5] [--question NAME …] [--json]

The stores hold two years of daily looks at listings of 400 shops in 20 categories on 3 platforms, weekly boards of
shops, weekly readings of keywords and hourly own sales. They are made once and kept in FOLDER (default: in the
system's folder for temporary files), sorted as imports leave them. A question is asked as everybody asks it: lock,
attached store, query and step. Each figure is the median of the runs after one that warms up; `cpu` is the computing
time of all threads, which other work on the machine disturbs less. The floor reads, in the same run and way, the
columns of listing_snapshot that the question's query names, from the rows of the same listing, shop or category.
A question of one listing or shop is to take 50 ms, of one category 300 ms, and at most 4 times as long on 10 times the
rows.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import duckdb

from tracker.analysis.asking import ask_arrow
from tracker.errors import TrackerError
from tracker.store import arrange, migrate
from tracker.store.connect import attached, reading, workbench
from tracker.store.place import Store
from tracker.store.questions import Question, questions

BOUNDS_MS = {"listing": 50, "shop": 50, "category": 300}
GROWTH = 4
DAYS = 730
TABLE = "listing_snapshot"

LISTINGS = """
INSERT INTO store.listing_snapshot BY NAME
WITH listing AS (
    SELECT i, ['taobao', 'jd', 'pdd'][1 + i % 3] AS platform,
           (600000000000 + hash(i) % 100000000000)::VARCHAR AS listing_key, 'category ' || (i % 20) AS category,
           i % 400 AS shop, 20 + hash(i * 7) % 300 AS base, 1 + hash(i * 3) % 40 AS rate
    FROM range($listings) t(i)
)
SELECT platform, listing_key, '' AS variant_key, TIMESTAMP '2024-11-01' + INTERVAL 1 DAY * k AS observed_at,
       's' || shop AS shop_key, 'shop ' || shop AS shop_name,
       'dress of summer, number ' || i AS title, 'https://item.example/' || listing_key AS url, category,
       (base * if(hash(i * 1000 + k // 7) % 10 = 0, 0.85, 1))::DECIMAL(18,2) AS price_low, price_low AS price_high,
       (base * 1.5)::DECIMAL(18,2) AS price_list, 'CNY' AS currency,
       if(rate * k < 1000, rate * k, rate * k // 1000 * 1000) AS sold_low,
       if(rate * k < 1000, sold_low, sold_low + 999) AS sold_high, 'sold' AS sold_kind,
       sold_low::VARCHAR AS sold_raw, rate * k // 20 AS review_low, review_low AS review_high, 4.8 AS rating,
       if(hash(i * 31 + k) % 50 = 0, 'out_of_stock', 'in_stock') AS availability,
       TIMESTAMP '2024-10-01 10:00' + INTERVAL 1 HOUR * (i % 700) AS listed_at,
       1 + i % 100 AS position, shop = 7 AS is_own, k + 1 AS batch_id, i AS source_row, true AS standing
FROM range($days) d(k), listing ORDER BY k, i
"""
SHOPS = """
INSERT INTO store.shop_snapshot BY NAME
SELECT ['taobao', 'jd', 'pdd'][1 + p] AS platform, 's' || shop AS shop_key, 'category ' || (shop % 20) AS category,
       TIMESTAMP '2024-11-01' + INTERVAL 7 DAY * w AS observed_at, 'shop ' || shop AS shop_name,
       if(shop = 7, 'own', 'competitor') AS role,
       row_number() OVER (PARTITION BY p, shop % 20, w ORDER BY hash(shop * 1000 + w // 4)) AS rank,
       1000 + hash(shop * 100 + w) % 5000 AS sales_low, sales_low AS sales_high, 4.5 + shop % 5 / 10 AS score_service,
       4.6 AS score_description, 4.7 AS score_logistics, $days + 1 + w AS batch_id,
       shop * 3 + p AS source_row, true AS standing
FROM range(400) s(shop), range(3) q(p), range($days // 7) d(w)
QUALIFY rank <= 10 ORDER BY w, p, shop
"""
KEYWORDS = """
INSERT INTO store.keyword_reading BY NAME
SELECT ['sycm', 'baidu-index'][1 + s] AS source, if(s = 0, 'taobao', NULL) AS platform, 'word ' || i AS keyword,
       ['search_popularity', 'search_index'][1 + s] AS metric,
       TIMESTAMP '2024-11-01' + INTERVAL 7 DAY * w AS since, since + INTERVAL 7 DAY AS until,
       'category ' || (i % 20) AS category, 1000 + hash(i * 1000 + w) % 9000 AS value_low, value_low AS value_high,
       'index' AS unit, $days * 2 + w AS batch_id, i * 2 + s AS source_row, 'value' AS source_column, true AS standing
FROM range(400) k(i), range(2) q(s), range($days // 7) d(w) ORDER BY w, s, i
"""
OWN_SALES = """
INSERT INTO store.own_sales BY NAME
SELECT 'taobao' AS platform, 's7' AS shop_key, TIMESTAMP '2024-11-01' + INTERVAL 1 HOUR * h AS since,
       since + INTERVAL 1 HOUR AS until, 'shop 7' AS shop_name, hash(h) % 9 AS order_count, hash(h) % 11 AS unit_count,
       unit_count * 59 AS amount, 'CNY' AS currency, $days * 3 AS batch_id, h AS source_row, true AS standing
FROM range($days * 24) t(h)
"""
BATCHES = """
INSERT INTO store.batch BY NAME
SELECT batch_id, kind, 'sha ' || batch_id AS sha256, 'document ' || batch_id AS document
FROM (SELECT DISTINCT batch_id, 'listings' AS kind FROM store.listing_snapshot
      UNION SELECT DISTINCT batch_id, 'shops' FROM store.shop_snapshot
      UNION SELECT DISTINCT batch_id, 'keywords' FROM store.keyword_reading
      UNION SELECT DISTINCT batch_id, 'sales' FROM store.own_sales)
"""


class Figure(NamedTuple):
    """Milliseconds of a question on one store, of its floor, and the rows it answered with."""

    ms: float
    cpu_ms: float
    floor_ms: float
    rows: int


def main() -> None:
    """Make the stores where they are absent, ask everything, print the table."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--folder", type=Path, default=Path(tempfile.gettempdir()) / "tracker-benchmark")
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000_000, 10_000_000])
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--question", nargs="+", choices=list(questions()), default=list(questions()))
    parser.add_argument("--json", action="store_true")
    given = parser.parse_args()
    stores = [made(given.folder, rows) for rows in given.rows]
    results = []
    for name in given.question:
        question = questions()[name]
        for scope, value in scopes(stores[0], question):
            try:
                figures = [figure(store, question, scope, value, given.runs) for store in stores]
            except TrackerError as error:
                print(f"{name} of one {scope}: {error}", file=sys.stderr)
                continue
            results.append(told(name, scope, figures))
            if not given.json:
                print(line(results[-1], given.rows, head=len(results) == 1), flush=True)
    if given.json:
        print(json.dumps(results, indent=1))


def made(folder: Path, rows: int) -> Store:
    """The store of so many snapshots; made under another name, and named when it is whole."""
    schema = migrate.migrations()[-1].number
    store, part = (Store(folder.resolve() / f"{rows}-{schema}{end}") for end in (".duckdb", ".part.duckdb"))
    if store.path.exists():
        return store
    folder.mkdir(parents=True, exist_ok=True)
    for path in folder.glob(f"{part.path.name}*"):
        path.unlink()
    with (
        tempfile.TemporaryDirectory(dir=folder) as bench,
        workbench(Path(bench), part) as con,
        attached(con, part, write=True),
    ):
        for statement in (LISTINGS, SHOPS, KEYWORDS, OWN_SALES, BATCHES):
            values = {"listings": rows // DAYS + 1, "days": DAYS}
            con.execute(statement, {name: values[name] for name in set(re.findall(r"\$(\w+)", statement))})
        con.execute("CHECKPOINT store")
        while arrange.arrange(con):
            con.execute("CHECKPOINT store")
    part.path.rename(store.path)
    return store


def scopes(store: Store, question: Question) -> list[tuple[str, str]]:
    """One listing, shop and category to ask about, as far as the question can be asked about one."""
    with reading(store) as con:
        row = con.execute(
            f"SELECT listing_key, shop_key, category FROM {TABLE} WHERE shop_key = 's7' LIMIT 1"
        ).fetchone()
    values = dict(zip(("listing", "shop", "category"), row or (), strict=True))
    names = {each.name for each in question.parameters}
    return [(scope, value) for scope, value in values.items() if scope in names]


def figure(store: Store, question: Question, scope: str, value: str, runs: int) -> Figure:
    """The question and its floor on one store, in turns."""
    answer = ask_arrow(store, question.name, {scope: value})
    scan = floor(store, question, scope, value)
    asked, scanned = [], []
    for run in range(runs + 1):
        took = timed(lambda: ask_arrow(store, question.name, {scope: value}))
        if run:
            asked.append(took)
            scanned.append(timed(scan))
    return Figure(
        statistics.median(wall for wall, _ in asked),
        statistics.median(cpu for _, cpu in asked),
        statistics.median(wall for wall, _ in scanned),
        answer.num_rows,
    )


def floor(store: Store, question: Question, scope: str, value: str) -> Callable[[], object]:
    """A scan of the columns of the snapshots that the query names, from the rows of the scope."""
    query = "\n".join(text for text in question.sql.splitlines() if not text.startswith("--"))
    table = TABLE if TABLE in query else "shop_snapshot" if "shop_snapshot" in query else "keyword_reading"
    with reading(store) as con:
        columns = [name for name, *_ in con.execute(f"DESCRIBE {table}").fetchall()]
    needed = [name for name in columns if re.search(rf"\b{name}\b", query)]
    column = {"listing": "listing_key", "shop": "shop_key", "category": "category"}[scope]
    condition = f"{column} = $value" if column in columns else "$value <> ''"
    text = f"SELECT bit_xor(hash({', '.join(needed)})) FROM {table} WHERE standing AND {condition}"

    def scan() -> object:
        with reading(store) as con:
            return con.execute(text, {"value": value}).fetchone()

    return scan


def timed(step: Callable[[], object]) -> tuple[float, float]:
    """Milliseconds on the wall, and of all threads of this process."""
    wall, cpu = time.perf_counter(), time.process_time()
    step()
    return (time.perf_counter() - wall) * 1000, (time.process_time() - cpu) * 1000


def told(name: str, scope: str, figures: list[Figure]) -> dict[str, object]:
    """One line of the table."""
    growth = figures[-1].ms / figures[0].ms
    return {
        "question": name,
        "scope": scope,
        "ms": [round(each.ms, 1) for each in figures],
        "cpu_ms": [round(each.cpu_ms, 1) for each in figures],
        "rows": figures[-1].rows,
        "growth": round(growth, 2),
        "floor_ms": round(figures[-1].floor_ms, 1),
        "ratio": round(figures[-1].ms / figures[-1].floor_ms, 2),
        "bound_ms": BOUNDS_MS[scope],
        "met": figures[-1].ms <= BOUNDS_MS[scope] and growth <= GROWTH,
    }


def line(result: dict[str, object], rows: list[int], *, head: bool) -> str:
    """A line of the printed table, below its head where it is the first."""
    widths = "{:20}{:10}" + "{:>12}" * len(rows) + "{:>9}{:>9}{:>9}{:>9}{:>8}  {}"
    ms = [str(each) for each in result["ms"]]  # type: ignore[attr-defined]
    cpu = result["cpu_ms"][-1]  # type: ignore[index]
    keys = ("growth", "floor_ms", "ratio")
    cells = [result["question"], result["scope"], *ms, cpu, *(result[key] for key in keys), result["bound_ms"]]
    text = widths.format(*map(str, cells), "met" if result["met"] else "NOT MET")
    if not head:
        return text
    heads = [
        "question",
        "of one",
        *(f"{each:,} ms"[-12:] for each in rows),
        "cpu",
        *keys[:1],
        "floor",
        "x floor",
        "bound",
    ]
    machine = f"DuckDB {duckdb.__version__}, {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}"
    return machine + "\n" + widths.format(*heads, "") + "\n" + text


if __name__ == "__main__":
    main()
