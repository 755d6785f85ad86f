"""The cells of a raw table under the names of their fields: view `stage`, and table `value` for metrics."""

from __future__ import annotations

from collections.abc import Iterable

from duckdb import DuckDBPyConnection

from tracker.model import Period
from tracker.normalise import reference
from tracker.normalise.column import Column
from tracker.normalise.layout import Layout
from tracker.normalise.needs import Needs
from tracker.normalise.periods import parse_period

_TIDIED_LATER = {"url", "shop_name"}
"""Texts whose distinct ones have a table of their own: `address` and `shop_fold` (see lookup)."""

_BARE = r"\s*[-+<>]?\s*[0-9][0-9.,]*\s*"
_STEPS = (
    ("", "_bare", "trimmed({})"),
    ("_bare", "_open", "unlisted({})"),
    ("_open", "_tidy", "if({0} = '' OR is_missing({0}), NULL, {0})"),
)


def stage_fields(con: DuckDBPyConnection, layout: Layout) -> None:
    """Make `stage`: a column of text for each field of the kind, null where the table has none.

    What is looked at once per distinct text stays as it stands here, and is cleaned there.
    """
    fields = reference.fields(layout.table)
    places = {name: f"c{column.index}" for name in fields if (column := layout.column(name))}
    con.execute("CREATE OR REPLACE TEMP TABLE constant (field VARCHAR, text VARCHAR)")
    if layout.constants:
        con.executemany("INSERT INTO constant VALUES (?, ?)", list(layout.constants.items()))
    named = [name for name in places if fields[name].type == "text" and name not in _TIDIED_LATER]
    untidy = {places[name] for name in named if _is_untidy(con, places[name])}
    texts = {name: f"{place}_tidy" if place in untidy else f"nullif({place}, '')" for name, place in places.items()}
    texts |= {column.field: with_unit(column) for column in layout.columns if column.unit and column.field in fields}
    for first, last in reference.ends(layout.table).items():
        if layout.column(first) and layout.column(last):
            texts[first] = f"spanned_{fields[first].type}({texts[first]}, {texts[last]})"
    texts |= {name: f"(SELECT text FROM constant WHERE field = '{name}')" for name in layout.constants}
    parts = [f'{texts.get(name, "NULL::VARCHAR")} AS "{name}"' for name, field in fields.items() if not field.ends]
    if "sold" in fields:
        parts.append(
            f"nullif({places['sold']}, '') AS sold_stood" if "sold" in places else "NULL::VARCHAR AS sold_stood"
        )
    relation = tidied("raw", untidy) if untidy else "raw"
    con.execute(f"CREATE OR REPLACE TEMP VIEW stage AS SELECT source_row, cells, {', '.join(parts)} FROM {relation}")


def _is_untidy(con: DuckDBPyConnection, column: str) -> bool:
    return con.execute(f"SELECT 1 FROM raw WHERE is_untidy({column}) LIMIT 1").fetchone() is not None


def with_unit(column: Column) -> str:
    """The cell with the unit of its header behind it where it is a bare number."""
    place = f"c{column.index}"
    return (
        f"CASE WHEN regexp_full_match({place}, '{_BARE}') THEN {place} || '{column.unit}' ELSE nullif({place}, '') END"
    )


def tidied(relation: str, columns: Iterable[str]) -> str:
    """A relation with a column NAME_tidy for each of the columns: no blanks around the text, taken out of a list of
    one, null where it is empty or a missing mark. One step at a time, for a macro repeats what it is given."""
    for before, after, step in _STEPS:
        made = ", ".join(f"{step.format(name + before)} AS {name}{after}" for name in columns)
        relation = f"(SELECT *, {made} FROM {relation})"
    return relation


def stage_values(con: DuckDBPyConnection, layout: Layout, needs: Needs) -> None:
    """Make `value`: a row for each cell of a metric. A bare time line holds its source's usual metric."""
    source = reference.sources().get(needs.source or "")
    timeline = (source.timeline if source else None) or "search_index"
    con.execute(
        """CREATE OR REPLACE TEMP TABLE metric_column (place VARCHAR, column_no BIGINT, source_column VARCHAR,
        metric VARCHAR, unit VARCHAR, type VARCHAR, keyword VARCHAR, region VARCHAR,
        since TIMESTAMP, until TIMESTAMP)"""
    )
    rows, texts = [], []
    for column in layout.columns:
        metric = reference.metrics().get(timeline if column.field == "term" else column.field)
        if metric is None or column.field in reference.fields("keywords"):
            continue
        month = parse_period(column.month, None, "UTC") if column.month else Period()
        start = (f"c{column.index}", column.index + 1, column.header, metric.slug, metric.unit, metric.type)
        rows.append((*start, column.keyword, column.region, month.since, month.until))
        texts.append(f"{with_unit(column)} AS c{column.index}" if column.unit else f"c{column.index}")
    if rows:
        con.executemany(f"INSERT INTO metric_column VALUES ({', '.join('?' * 10)})", rows)
    cells = (
        f"""UNPIVOT (SELECT source_row, {", ".join(texts)} FROM raw)
        ON {", ".join(row[0] for row in rows)} INTO NAME place VALUE text"""
        if rows
        else "SELECT NULL::BIGINT AS source_row, NULL::VARCHAR AS place, NULL::VARCHAR AS text WHERE false"
    )
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE value AS
        SELECT cell.source_row, about.* EXCLUDE (place), cell.text
        FROM ({cells}) cell JOIN metric_column about USING (place) WHERE cell.text <> ''"""
    )
