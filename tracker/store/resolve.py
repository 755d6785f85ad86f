"""Tell of each normalised row whether it is new, a duplicate or a correction, against the store and its own file.

Works on a workbench that holds `typed` (columns of the fact table, `id` ascending in the order of the file,
source_row, source_column) with the store attached as `store`. Leaves, all small beside `typed`:

kept       rows of the store, standing or superseded, that have a key of this file
twin       id, first_id: rows that say what an earlier row of the file says
met        id, kept_batch_id, kept_row, kept_column: rows that say what a kept row of the store says
corrected  id: rows that say something else of a key that is known already
older      id: rows that a later row of the same file corrects
"""

from __future__ import annotations

from typing import NamedTuple

from duckdb import DuckDBPyConnection

from tracker.store.adopt import adopt_keys
from tracker.store.facts import LISTINGS, FactTable, same


class Counts(NamedTuple):
    """Rows of the document by what became of them. A row of several readings counts once."""

    accepted: int
    duplicates: int
    corrected: int


def resolve(con: DuckDBPyConnection, fact: FactTable) -> Counts:
    """Make the five tables above, and count. Derived keys of listings are settled against the store first."""
    if fact is LISTINGS:
        adopt_keys(con)
    key, every = ", ".join(fact.key), ", ".join(fact.key + fact.values)
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE repeated_key AS
        SELECT hash({key}) AS h FROM typed GROUP BY 1 HAVING count(*) > 1"""
    )
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE candidate AS
        SELECT id, {every} FROM typed
        WHERE id IN (SELECT id FROM typed WHERE hash({key}) IN (FROM repeated_key))""")
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE twin AS
        SELECT id, first_id FROM (
            SELECT unnest(list(id)) AS id, min(id) AS first_id FROM candidate GROUP BY {every})
        WHERE id <> first_id""")
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE kept AS
        SELECT s.* FROM store.{fact.name} s
        WHERE s.{fact.time} BETWEEN (SELECT min({fact.time}) FROM typed) AND (SELECT max({fact.time}) FROM typed)
          AND EXISTS (FROM typed t WHERE {same("t", "s", fact.key)})""")
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE met AS
        SELECT t.id, s.batch_id AS kept_batch_id, s.source_row AS kept_row, s.source_column AS kept_column
        FROM typed t JOIN kept s ON {same("t", "s", fact.key + fact.values)}""")
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE chain AS
        SELECT id, row_number() OVER w AS place, count(*) OVER (PARTITION BY {key}) AS places
        FROM candidate WHERE id NOT IN (SELECT id FROM twin) AND id NOT IN (SELECT id FROM met)
        WINDOW w AS (PARTITION BY {key} ORDER BY id)""")
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE corrected AS
        SELECT id FROM chain WHERE place > 1
        UNION
        SELECT t.id FROM typed t SEMI JOIN kept s ON {same("t", "s", fact.key)}
        WHERE t.id NOT IN (SELECT id FROM met) AND t.id NOT IN (SELECT id FROM twin)""")
    con.execute("CREATE OR REPLACE TEMP TABLE older AS SELECT id FROM chain WHERE place < places")
    return _count(con)


def _count(con: DuckDBPyConnection) -> Counts:
    row = con.execute("""
        WITH known AS (
            SELECT id, true AS corrects FROM corrected
            UNION ALL SELECT id, false FROM twin
            UNION ALL SELECT id, false FROM met WHERE id NOT IN (SELECT id FROM twin)
        ), verdict AS (
            SELECT source_row, coalesce(bool_or(corrects), false) AS corrects,
                   bool_and(corrects IS NOT NULL AND NOT corrects) AS repeats
            FROM typed LEFT JOIN known USING (id)
            WHERE source_row IN (SELECT source_row FROM typed SEMI JOIN known USING (id))
            GROUP BY source_row)
        SELECT (SELECT count(DISTINCT source_row) FROM typed), count(*) FILTER (repeats), count(*) FILTER (corrects)
        FROM verdict""").fetchone()
    rows, repeats, corrects = row if row else (0, 0, 0)
    return Counts(rows - repeats - corrects, repeats, corrects)
