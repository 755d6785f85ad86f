"""Derived keys of several offers (~hash, ~hash#2, …): an offer that the store knows keeps the key it has there."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from tracker.store.facts import LISTINGS, same

_MOMENT = ("platform", "variant_key", "observed_at")
_GROUP = ("base", *_MOMENT)
"""What offers of one derived key share; `base` is the key without its number."""


def adopt_keys(con: DuckDBPyConnection) -> None:
    """Number the offers of the workbench's `told` that share a derived key again, where the store holds that key.

    An offer that says what a kept row says takes that row's key, so that files that overlap agree in any order. The
    others take the numbers left, from 1, in the order of the file.
    """
    derived = con.execute("SELECT 1 FROM typed WHERE starts_with(listing_key, '~') LIMIT 1").fetchone()
    if derived is None:
        return
    moment, values = ", ".join(_MOMENT), ", ".join(LISTINGS.values)
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE offer AS
        SELECT split_part(listing_key, '#', 1) AS base, {moment}, {values}, min(id) AS first_id, list(id) AS ids
        FROM typed WHERE starts_with(listing_key, '~') GROUP BY ALL""")
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE kept_offer AS
        SELECT split_part(s.listing_key, '#', 1) AS base,
               {", ".join(f"s.{each}" for each in _MOMENT + LISTINGS.values)},
               min(coalesce(TRY_CAST(split_part(s.listing_key, '#', 2) AS BIGINT), 1)) AS number
        FROM store.listing_snapshot s
        WHERE starts_with(s.listing_key, '~')
          AND EXISTS (FROM offer o WHERE o.base = split_part(s.listing_key, '#', 1) AND {same("o", "s", _MOMENT)})
        GROUP BY ALL""")
    group = ", ".join(_GROUP)
    con.execute(f"""
        CREATE OR REPLACE TEMP TABLE numbered AS
        WITH met AS (
            SELECT o.base, {", ".join(f"o.{each}" for each in _MOMENT)}, o.first_id, o.ids, k.number
            FROM offer o LEFT JOIN kept_offer k ON {same("o", "k", (*_GROUP, *LISTINGS.values))}
            WHERE EXISTS (FROM kept_offer k WHERE {same("k", "o", _GROUP)})
        ), free AS (
            SELECT {group}, number, row_number() OVER (PARTITION BY {group} ORDER BY number) AS place
            FROM (SELECT {group}, unnest(range(1, count(*) + 1)) AS number FROM met GROUP BY {group}) every
            WHERE NOT EXISTS (FROM met WHERE {same("met", "every", (*_GROUP, "number"))})
        ), waiting AS (
            SELECT *, row_number() OVER (PARTITION BY {group} ORDER BY first_id) AS place FROM met WHERE number IS NULL
        )
        SELECT base, unnest(ids) AS id, number FROM met WHERE number IS NOT NULL
        UNION ALL
        SELECT w.base, unnest(w.ids), f.number FROM waiting w JOIN free f ON {same("f", "w", (*_GROUP, "place"))}""")
    con.execute("""
        UPDATE told SET listing_key = numbered.base || if(numbered.number = 1, '', '#' || numbered.number)
        FROM numbered WHERE numbered.id = told.id""")
