"""A raw table to typed rows and rejections: `raw` in, `typed` and `rejected` out, all on one workbench.

typed     the columns of the kind's fact table, with id (ascending in the document's order), source_row, source_column
rejected  scope, source_row, source_column, value, code
"""

from __future__ import annotations

import calendar
import tomllib
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import cache
from importlib.resources import files

from duckdb import DuckDBPyConnection

from tracker.errors import DocumentRefused
from tracker.normalise import parse, reference, sql
from tracker.normalise.fold import fold_header
from tracker.normalise.layout import Column, Layout
from tracker.normalise.needs import Needs, settle
from tracker.normalise.options import Options
from tracker.normalise.times import parse_time


def normalise(con: DuckDBPyConnection, layout: Layout, options: Options, document: str, zone: str) -> Needs:
    """Make `typed` and `rejected` of `raw`. Raises DocumentRefused where a fact that all rows need is absent, or
    where rows of a keyword list can't be told apart (`rows-alike`)."""
    con.execute(sql.load("macros"))
    _stage(con, layout)
    needs = settle(con, layout, options, document, zone)
    if layout.kind in {"keywords", "trend"}:
        _stage_values(con, layout, needs)
    _read(con, layout, zone)
    _look_up(con, layout, options)
    if layout.kind in {"listings", "shops"}:
        _addresses(con, needs)
    con.execute(sql.load("keywords" if layout.kind == "trend" else layout.kind), _facts(con, layout, options, needs))
    if layout.kind == "listings":
        con.execute(sql.load("derived_keys"))
    con.execute("CREATE OR REPLACE TEMP VIEW typed AS SELECT * EXCLUDE (row_code) FROM told WHERE row_code IS NULL")
    _reject(con, layout)
    if layout.kind == "keywords":
        _refuse_alike(con, document)
    return needs


def _stage(con: DuckDBPyConnection, layout: Layout) -> None:
    """Make `stage`: a column of text for each field of the kind, null where the table has none.

    What is looked at once per distinct text stays as it stands here, and is cleaned there.
    """
    kind = "keywords" if layout.kind == "trend" else layout.kind
    places = {name: f"c{column.index}" for name in reference.fields(kind) if (column := layout.column(name))}
    named = [name for name in places if reference.fields(kind)[name].type == "text" and name not in _TIDIED_LATER]
    untidy = {places[name] for name in named if _is_untidy(con, places[name])}
    texts = {name: f"{place}_tidy" if place in untidy else f"nullif({place}, '')" for name, place in places.items()}
    parts = [f'{texts.get(name, "NULL::VARCHAR")} AS "{name}"' for name in reference.fields(kind)]
    relation = _tidied("raw", untidy) if untidy else "raw"
    con.execute(f"CREATE OR REPLACE TEMP VIEW stage AS SELECT source_row, cells, {', '.join(parts)} FROM {relation}")


def _is_untidy(con: DuckDBPyConnection, column: str) -> bool:
    return con.execute(f"SELECT 1 FROM raw WHERE is_untidy({column}) LIMIT 1").fetchone() is not None


def _tidied(relation: str, columns: Iterable[str]) -> str:
    """A relation with a column NAME_tidy for each of the columns: no blanks around the text, taken out of a list of
    one, null where it is empty or a missing mark. One step at a time, for a macro repeats what it is given."""
    for before, after, step in (
        ("", "_bare", "trimmed({})"),
        ("_bare", "_open", "unlisted({})"),
        ("_open", "_tidy", _NAMED),
    ):
        made = ", ".join(f"{step.format(name + before)} AS {name}{after}" for name in columns)
        relation = f"(SELECT *, {made} FROM {relation})"
    return relation


_NAMED = "if({0} = '' OR is_missing({0}), NULL, {0})"
_TIDIED_LATER = {"url", "shop_name"}
"""Texts whose distinct ones have a table: `address` and `shop_fold`."""


def _stage_values(con: DuckDBPyConnection, layout: Layout, needs: Needs) -> None:
    """Make `value`: a row for each cell of a metric. A bare time line holds its source's usual metric."""
    source = reference.sources().get(needs.source or "")
    timeline = (source.timeline if source else None) or "search_index"
    con.execute(
        """CREATE OR REPLACE TEMP TABLE value (source_row BIGINT, column_no BIGINT, source_column VARCHAR,
        metric VARCHAR, unit VARCHAR, type VARCHAR, keyword VARCHAR, region VARCHAR, since TIMESTAMP, until TIMESTAMP,
        text VARCHAR)"""
    )
    for column in layout.columns:
        metric = reference.metrics().get(timeline if column.field == "term" else column.field)
        if metric is None or column.field in reference.fields("keywords"):
            continue
        since, until = _month(column.month) if column.month else (None, None)
        con.execute(
            f"""INSERT INTO value SELECT source_row, ?, ?, ?, ?, ?, ?, ?, ?, ?, c{column.index} FROM raw
            WHERE c{column.index} <> ''""",
            [
                *(column.index + 1, column.header, metric.slug, metric.unit, metric.type),
                *(column.keyword, column.region, since, until),
            ],
        )


def _month(text: str) -> tuple[datetime, datetime]:
    """The period of a month such as `Oct 2020`."""
    first = parse_time(f"1 {text}", None, "UTC").at
    if first is None:
        raise DocumentRefused("option-unreadable", option="month", value=text)
    after = calendar.monthrange(first.year, first.month)[1]
    return first, datetime.fromordinal(first.toordinal() + after)


def _read(con: DuckDBPyConnection, layout: Layout, zone: str) -> None:
    columns: dict[str, list[str]] = {}
    times: list[str] = []
    kind = "keywords" if layout.kind == "trend" else layout.kind
    for name, field in reference.fields(kind).items():
        if field.type == "time" and layout.column(name):
            times.append(name)
        elif field.type in parse.PARSERS and layout.column(name):
            columns.setdefault(field.type, []).append(name)
    parse.read_values(con, "stage", columns)
    parse.read_times(con, "stage", times, zone)
    if kind == "keywords":
        parse.read_metric_values(con)


def _look_up(con: DuckDBPyConnection, layout: Layout, options: Options) -> None:
    """Make the small tables that turn words into slugs, and names of shops into keys."""
    _words(con, "platform_name", "platform", reference.platform_slug)
    con.execute("CREATE OR REPLACE TEMP TABLE platform_currency (platform VARCHAR, currency VARCHAR)")
    con.executemany(
        "INSERT INTO platform_currency VALUES (?, ?)",
        [(p.slug, p.currency) for p in reference.platforms().values()],
    )
    if layout.kind in {"listings", "shops"}:
        con.execute(
            f"""CREATE OR REPLACE TEMP TABLE shop_fold AS SELECT text, text_tidy AS name, fold(text_tidy) AS folded
            FROM {_tidied("(SELECT DISTINCT shop_name AS text FROM stage WHERE shop_name IS NOT NULL)", ["text"])}"""
        )
    if layout.kind == "listings":
        _words(con, "availability_name", "availability", lambda text: _meaning("availability", text))
        _words(con, "yes_name", "is_own", lambda text: _meaning("yes", text))
        con.execute("CREATE OR REPLACE TEMP TABLE yes_name AS SELECT text, slug = 'true' AS value, slug FROM yes_name")
    elif layout.kind == "shops":
        _words(con, "role_name", "role", lambda text: _meaning("role", text))
        _words(con, "judgement_name", "judgement", _judgement)
    else:
        _words(con, "source_name", "source", reference.source_slug)


def _words(con: DuckDBPyConnection, table: str, column: str, meaning: Callable[[str], str | None]) -> None:
    """Make `table` (text, slug) of the distinct texts of a column of `stage`."""
    found = con.execute(f"SELECT DISTINCT {column} FROM stage WHERE {column} IS NOT NULL").fetchall()
    texts = [text for (text,) in found]
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE {table} AS
        SELECT unnest($text::VARCHAR[]) AS text, unnest($slug::VARCHAR[]) AS slug""",
        {"text": texts, "slug": [meaning(text) for text in texts]},
    )


@cache
def _vocabulary(name: str) -> dict[str, str]:
    rows = tomllib.loads(files("tracker").joinpath("reference/words.toml").read_text(encoding="utf-8"))[name]
    return {fold_header(word): slug for slug, words in rows.items() for word in words}


def _meaning(vocabulary: str, text: str) -> str | None:
    return _vocabulary(vocabulary).get(fold_header(text))


def _judgement(text: str) -> str | None:
    """Slugs of several judgements, such as `价格/服务`, in fixed order; null where a word is unknown."""
    words = [word for word in text.replace("、", "/").replace(",", "/").replace("，", "/").split("/") if word.strip()]
    slugs = {_meaning("judgement", word) for word in words}
    return None if None in slugs else " ".join(slug for slug in ("price", "quality", "service") if slug in slugs)


def _addresses(con: DuckDBPyConnection, needs: Needs) -> None:
    """Make `address` (platform, url, address, key). `address`: url cleaned; `key`: the listing's id in it, else the
    address without what tells how somebody came there."""
    present = con.execute("SELECT slug FROM platform_name").fetchall()
    slugs = {slug for (slug,) in present} or set(reference.platforms())
    cases = [
        f"WHEN '{platform.slug}' THEN coalesce({', '.join(_extract(key) for key in platform.keys)})"
        for platform in reference.platforms().values()
        if platform.slug in slugs
    ]
    chosen = f"CASE platform {' '.join(cases)} END" if cases else "NULL::VARCHAR"
    tracking = "|".join(reference.tracking_parameters())
    urls = """(SELECT DISTINCT coalesce(pf.slug, $platform) AS platform, s.url
        FROM stage s LEFT JOIN platform_name pf ON pf.text = s.platform WHERE s.url IS NOT NULL)"""
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE address AS
        SELECT platform, url, address, coalesce({chosen}, nullif(
            regexp_replace(regexp_replace(regexp_replace(regexp_replace(address, '#.*$', ''),
            '([?&])(?:{tracking})=[^&]*', '\\1', 'g'), '&&+', '&', 'g'), '[?&]+$', ''), '')) AS key
        FROM (SELECT *, url_tidy AS address FROM {_tidied(urls, ["url"])})""",
        {"platform": needs.platform},
    )


def _extract(pattern: str) -> str:
    return f"nullif(regexp_extract(address, '{pattern}', 1), '')"


def _facts(con: DuckDBPyConnection, layout: Layout, options: Options, needs: Needs) -> dict[str, object]:
    """The parameters of the kind's SQL."""
    common: dict[str, object] = {
        "platform": needs.platform,
        "category": options.category,
        "currency": options.currency.upper() if options.currency else None,
        "observed_on": needs.observed_on,
        "width": layout.width,
    }
    if layout.kind == "listings":
        sold = layout.column("sold")
        return {**common, "shop": options.shop, "sold_kind": sold.sold_kind if sold else None}
    if layout.kind == "shops":
        return {**common, "shop": options.shop}
    rank = layout.column("rank")
    period = {"since": needs.since, "until": needs.until, "step": needs.step}
    named = {
        "source": needs.source,
        "rank_header": rank.header if rank else None,
        "timeline": layout.kind == "trend",
    }
    return {**common, **period, **named}


def _reject(con: DuckDBPyConnection, layout: Layout) -> None:
    """Make `rejected`: first whole rows, then cells of the rows that aren't shifted."""
    date = layout.column("observed_at")
    kind = "keywords" if layout.kind == "trend" else layout.kind
    name = {
        "listings": "coalesce(s.title, s.url, s.listing_key)",
        "shops": "s.shop_name",
        "keywords": "s.keyword",
    }[kind]
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE rejected AS
        SELECT 'row' AS scope, source_row,
               CASE WHEN starts_with(code, 'date-') THEN $date::VARCHAR END AS source_column,
               CASE WHEN starts_with(code, 'date-') THEN s.observed_at
                    WHEN code = 'columns-shifted' THEN line.text ELSE {name} END AS value, code
        FROM (SELECT DISTINCT source_row, row_code AS code FROM told WHERE row_code IS NOT NULL)
        JOIN stage s USING (source_row)
        LEFT JOIN (SELECT source_row, left(concat_ws(' | ', {_all_cells(con)}), 300) AS text FROM raw
                   WHERE source_row IN (SELECT source_row FROM told WHERE row_code = 'columns-shifted')) line
             USING (source_row)""",
        {"date": date.header if date else None},
    )
    for column in layout.columns:
        _reject_cells(con, kind, column)
    if kind == "keywords":
        con.execute("""INSERT INTO rejected
            SELECT 'cell', v.source_row, v.source_column, v.text, r.code
            FROM value v JOIN readings r ON r.type = v.type AND r.text = v.text AND r.code IS NOT NULL
            WHERE v.source_row NOT IN (SELECT source_row FROM rejected WHERE code = 'columns-shifted')""")


def _reject_cells(con: DuckDBPyConnection, kind: str, column: Column) -> None:
    field = reference.fields(kind).get(column.field)
    if field is None or column.field == "observed_at":
        return
    words = {
        "availability": "availability_name",
        "is_own": "yes_name",
        "role": "role_name",
        "judgement": "judgement_name",
    }
    if field.type in parse.PARSERS:
        table, condition, code = parse.PARSERS[field.type][0], "r.code IS NOT NULL", "r.code"
        if field.name in {"sold", "sales"}:
            condition, code = f"({condition} OR NOT is_sale(r.mark))", "coalesce(r.code, 'not-a-sale')"
    elif field.type == "time":
        table, condition, code = "moments", f"r.field = '{field.name}' AND r.code IS NOT NULL", "r.code"
    elif field.name in words:
        table, condition, code = words[field.name], "r.slug IS NULL", "'word-unknown'"
    else:
        return
    con.execute(
        f"""INSERT INTO rejected
        SELECT 'cell', s.source_row, ?::VARCHAR, s."{field.name}", {code}
        FROM stage s JOIN {table} r ON r.text = s."{field.name}" AND {condition}
        WHERE s.source_row NOT IN (SELECT source_row FROM rejected WHERE code = 'columns-shifted')""",
        [column.header],
    )


def _all_cells(con: DuckDBPyConnection) -> str:
    names: Iterable[str] = (name for (name, *_) in con.execute("DESCRIBE raw").fetchall())
    return ", ".join(name for name in names if name.startswith("c") and name != "cells")


def _refuse_alike(con: DuckDBPyConnection, document: str) -> None:
    """Refuse a keyword list most of whose readings contradict an earlier one of the same keyword, metric and period:
    the column that tells its rows apart is missing."""
    row = con.execute("""
        SELECT count(*), count(DISTINCT (source, keyword, metric, since, until, region)), count(DISTINCT keyword)
        FROM (SELECT DISTINCT source, keyword, metric, since, until, region, value_low, value_high FROM typed)
        """).fetchone()
    readings, keys, keywords = row if row else (0, 0, 0)
    if readings > 2 * keys:
        raise DocumentRefused("rows-alike", document=document, readings=readings, keywords=keywords)
