"""What a table says that can't be kept: table `rejected`, rows first, then cells."""

from __future__ import annotations

from duckdb import DuckDBPyConnection

from tracker.normalise import parse, reference
from tracker.normalise.column import Column
from tracker.normalise.layout import Layout

_IDENTITY = {
    "listings": "coalesce(s.title, s.url, s.listing_key)",
    "shops": "s.shop_name",
    "keywords": "s.keyword",
    "sales": "s.shop_name",
}
"""The text by which a person finds a refused row again."""

_WORDS = {
    "currency": "currency_name",
    "availability": "availability_name",
    "is_own": "yes_name",
    "role": "role_name",
    "judgement": "judgement_name",
}
"""Fields of known words, and the tables that tell them (see lookup)."""

_COUNTED = {"review_count": "reviews", "followers": "followers", "listings": ""}
"""Counters that are no sales, and the kind that a text may name in their column; '' where it may name none."""

_NOT_RESOLVED = "s.source_row NOT IN (SELECT source_row FROM told WHERE listed_at IS NOT NULL)"
"""Of a listing time such as `3天前`: the time of reading doesn't tell it."""


def reject(con: DuckDBPyConnection, layout: Layout) -> None:
    """Make `rejected`: first whole rows, then cells of the rows that aren't shifted."""
    date = layout.column("observed_at")
    hour = "coalesce(s.hour, s.observed_at)" if layout.table == "sales" else "NULL"
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE rejected AS
        SELECT 'row' AS scope, source_row,
               CASE WHEN starts_with(code, 'date-') THEN $date::VARCHAR END AS source_column,
               CASE WHEN starts_with(code, 'date-') THEN s.observed_at
                    WHEN code = 'hour-unreadable' THEN {hour}
                    WHEN code = 'key-rounded' THEN {"s.listing_key" if layout.table == "listings" else "NULL"}
                    WHEN code = 'columns-shifted' THEN line.text ELSE {_IDENTITY[layout.table]} END AS value, code
        FROM (SELECT DISTINCT source_row, row_code AS code FROM told WHERE row_code IS NOT NULL)
        JOIN stage s USING (source_row)
        LEFT JOIN (SELECT source_row, left(concat_ws(' | ', {_all_cells(con)}), 300) AS text FROM raw
                   WHERE source_row IN (SELECT source_row FROM told WHERE row_code = 'columns-shifted')) line
             USING (source_row)""",
        {"date": date.header if date else None},
    )
    con.execute("""CREATE OR REPLACE TEMP TABLE no_row AS
        SELECT source_row FROM rejected WHERE code IN ('columns-shifted', 'row-is-total')""")
    for column in layout.columns:
        _reject_cells(con, layout.table, column)
    if layout.table == "keywords":
        con.execute("""INSERT INTO rejected
            SELECT 'cell', v.source_row, v.source_column, v.text, r.code
            FROM value v JOIN readings r ON r.type = v.type AND r.text = v.text AND r.code IS NOT NULL
            WHERE v.source_row NOT IN (FROM no_row)""")


def _reject_cells(con: DuckDBPyConnection, kind: str, column: Column) -> None:
    field = reference.fields(kind).get(column.field)
    if field is None or field.ends or column.field in {"observed_at", "hour"}:
        return
    if field.type in parse.PARSERS:
        table = parse.PARSERS[field.type][0]
        condition, code = _refused(kind, field)
    elif field.type == "time":
        table, condition, code = "moments", f"r.field = '{field.name}' AND r.code IS NOT NULL", "r.code"
        if field.name == "listed_at":
            condition += f" AND (r.ago_unit IS NULL OR {_NOT_RESOLVED})"
    elif field.name in _WORDS:
        table, condition, code = _WORDS[field.name], "r.slug IS NULL", "'word-unknown'"
        if field.name == "currency":
            condition += " AND trim(r.text) NOT IN ('$', '¥', '￥', 'kr', 'Rs')"  # a sign is known, if of several
    else:
        return
    con.execute(
        f"""INSERT INTO rejected
        SELECT 'cell', s.source_row, ?::VARCHAR, s."{field.name}", {code}
        FROM stage s JOIN {table} r ON r.text = s."{field.name}" AND {condition}
        WHERE s.source_row NOT IN (FROM no_row)""",
        [column.header],
    )


def _refused(kind: str, field: reference.Field) -> tuple[str, str]:
    """Which readings `r` of a number's cell are refused, and the code that says why, both as SQL."""
    condition, code = "r.code IS NOT NULL", "r.code"
    if kind == "sales":
        return f"({condition} OR r.low IS DISTINCT FROM r.high)", "coalesce(r.code, 'exact-needed')"
    if field.name in {"sold", "sales"}:
        return f"({condition} OR NOT is_sale(r.mark))", "coalesce(r.code, 'not-a-sale')"
    if field.name in _COUNTED:
        kept = _COUNTED[field.name]
        condition = f"({condition} OR coalesce(r.mark, '{kept}') <> '{kept}')"
        return condition, "coalesce(nullif(r.code, 'not-a-sale'), 'count-of-other')"
    if kind == "listings" and field.type == "money":
        condition += " AND r.text NOT IN (SELECT text FROM labelled)"
        if field.name in {"price", "price_list"}:
            condition = f"({condition} OR (s.source_row IN (FROM scaled) AND r.low <> 0))"
            code = "coalesce(r.code, 'price-scaled')"
        return condition, code
    if field.name == "good_review_share":
        return f"({condition} OR r.low NOT BETWEEN 0 AND 1)", "coalesce(r.code, 'ratio-unreadable')"
    return condition, code


def _all_cells(con: DuckDBPyConnection) -> str:
    names = (name for (name, *_) in con.execute("DESCRIBE raw").fetchall())
    return ", ".join(name for name in names if name.startswith("c") and name != "cells")
