"""A raw table to typed rows and rejections: `raw` in, `typed` and `rejected` out, all on one workbench.

typed     the columns of the kind's fact table, with id (ascending in the document's order), source_row, source_column
rejected  scope, source_row, source_column, value, code
"""

from __future__ import annotations

from collections.abc import Mapping

from duckdb import DuckDBPyConnection

from tracker.errors import DocumentRefused
from tracker.normalise import exports, parse, reference, sql
from tracker.normalise.fold import fold_header, fold_header_core
from tracker.normalise.layout import Layout
from tracker.normalise.lookup import look_up
from tracker.normalise.money import currency_code, settles_separators
from tracker.normalise.needs import Needs, Place, settle
from tracker.normalise.options import Options
from tracker.normalise.parse import Currencies
from tracker.normalise.rejected import reject
from tracker.normalise.stage import stage_fields, stage_values
from tracker.normalise.words import load

_ALIKE = 10
_MIXED = 1000
"""Pairs of currency and platform of a table that are looked at; with more of them it has no currency of its own."""


def normalise(con: DuckDBPyConnection, layout: Layout, options: Options, place: Place, zone: str) -> Needs:
    """Make `typed` and `rejected` of `raw`. Raises DocumentRefused where a fact that all rows need is absent, or
    where rows of a keyword list can't be told apart (`rows-alike`)."""
    con.execute(sql.load("macros"))
    stage_fields(con, layout)
    needs = settle(con, layout, options, place, zone)
    if layout.table == "keywords":
        stage_values(con, layout, needs)
        exports.widen_buckets(con, layout.export, layout.width)
    _read(con, layout, zone, options.date_order, _currencies(con, layout, options, needs))
    look_up(con, layout, needs)
    facts = _facts(con, layout, options, needs)
    if layout.kind == "listings":
        _note_scaled(con, facts)
    con.execute(sql.load(layout.table), facts)
    con.execute("UPDATE told SET row_code = 'row-is-total' WHERE source_row IN (FROM total)")
    if layout.kind == "listings":
        con.execute(sql.load("derived_keys"))
        if layout.column("title") and layout.column("variant_key"):
            con.execute(sql.load("variants"))
    con.execute("CREATE OR REPLACE TEMP VIEW typed AS SELECT * EXCLUDE (row_code) FROM told WHERE row_code IS NULL")
    reject(con, layout)
    if layout.kind == "keywords":
        _refuse_alike(con, place.document)
    return needs


def _read(con: DuckDBPyConnection, layout: Layout, zone: str, date_order: str | None, currencies: Currencies) -> None:
    if date_order is not None and date_order not in parse.ORDERS:
        raise DocumentRefused("option-unreadable", option="--date-order", value=date_order)
    columns: dict[str, list[str]] = {}
    times: list[str] = []
    for name, field in reference.fields(layout.table).items():
        if field.ends:
            continue
        if field.type == "time" and (layout.column(name) or name in layout.constants):
            times.append(name)
        elif field.type in parse.PARSERS and layout.column(name):
            columns.setdefault(field.type, []).append(name)
    parse.read_values(con, "stage", columns, currencies)
    parse.read_times(con, "stage", times, zone, date_order)
    if layout.table == "keywords":
        parse.read_metric_values(con, currencies.everywhere)


def _is_hourly(con: DuckDBPyConnection, layout: Layout) -> bool:
    """Whether a table of sales without a column of hours tells them by its times: 2026-06-22 09:00."""
    found = con.execute("SELECT bool_or(wall <> date_trunc('day', wall)) FROM moments WHERE field = 'observed_at'")
    row = found.fetchone()
    return layout.column("hour") is None and bool(row and row[0])


def _facts(con: DuckDBPyConnection, layout: Layout, options: Options, needs: Needs) -> dict[str, object]:
    """The parameters of the kind's SQL."""
    common: dict[str, object] = {
        "platform": needs.platform,
        "category": options.category,
        "currency": _currency(layout, options),
        "observed_on": needs.observed_on,
        "width": layout.width,
    }
    if layout.kind == "listings":
        sold = layout.column("sold")
        kind = sold.sold_kind if sold else None
        return {**common, "shop": options.shop, "sold_kind": kind, "on_sale": _is_on_sale(layout)}
    if layout.kind == "sales":
        del common["category"]  # sales are of a shop, whatever it sells
        return {**common, "shop": options.shop, "hourly": _is_hourly(con, layout)}
    if layout.kind == "shops":
        return {**common, "shop": options.shop}
    rank = layout.column("rank")
    period = {"since": needs.since, "until": needs.until, "step": needs.step}
    named = {
        "source": needs.source,
        "rank_header": rank.header if rank else None,
        "timeline": layout.kind == "trend",
        "region": layout.said.region,
        "seed": layout.said.seed,
    }
    return {**common, **period, **named}


def _note_scaled(con: DuckDBPyConnection, facts: Mapping[str, object]) -> None:
    """Make `scaled` (source_row): the rows whose prices may count parts of their currency (macro is_scaled)."""
    con.execute(
        """CREATE OR REPLACE TEMP TABLE scaled AS
        SELECT s.source_row FROM stage s
        LEFT JOIN platform_name pf ON pf.text = s.platform
        LEFT JOIN currency_name stated ON stated.text = s.currency
        WHERE is_scaled(coalesce(pf.slug, $platform), coalesce(stated.slug, $currency), s.price)""",
        {"platform": facts["platform"], "currency": facts["currency"]},
    )


def _is_on_sale(layout: Layout) -> bool:
    """Whether the prices are those of a sale, which has none where the thing is not on sale."""
    prices = layout.column("price")
    names = {fold_header(word) for word in load("words")["on_sale"]["words"]}
    return prices is not None and bool({fold_header(prices.header), fold_header_core(prices.header)} & names)


def _currency(layout: Layout, options: Options) -> str | None:
    """What the user says, else the header of the prices. Raises DocumentRefused `option-unreadable`."""
    if not options.currency:
        prices = layout.column("price") or layout.column("amount")
        return currency_code(prices.unit) if prices and prices.unit else None
    code = currency_code(options.currency)
    if code is None:
        raise DocumentRefused("option-unreadable", option="--currency", value=options.currency)
    return code


def _currencies(con: DuckDBPyConnection, layout: Layout, options: Options, needs: Needs) -> Currencies:
    """The currency that each price is in as far as it is known: that of its row, the user's, the header's, or its
    platform's only one."""
    stated = con.execute("SELECT DISTINCT currency, platform FROM stage LIMIT ?", [_MIXED + 1]).fetchall()
    said = _currency(layout, options)
    by_row = {(text, platform): _currency_of_row(text, platform or needs.platform, said) for text, platform in stated}
    if len(stated) > _MIXED or not any(map(settles_separators, by_row.values())):
        return Currencies(said)
    if len(set(by_row.values())) == 1:
        return Currencies(next(iter(by_row.values())))
    prices = [
        name for name, field in reference.fields(layout.table).items() if field.type == "money" and not field.ends
    ]
    found: dict[str, frozenset[str | None]] = {}
    for name in prices:
        rows = con.execute(
            f"SELECT DISTINCT {name}, currency, platform FROM stage WHERE regexp_matches({name}, ?)", [parse.SEPARATED]
        )
        for text, *row in rows.fetchall():
            found[text] = found.get(text, frozenset()) | {by_row[tuple(row)]}
    return Currencies(None, found)


def _currency_of_row(stated: str | None, platform: str | None, said: str | None) -> str | None:
    """In the order of the macro money_currency."""
    if stated:
        return currency_code(stated)
    known = reference.platforms().get(reference.platform_slug(platform or ""))
    return (known.currency if known else None) or said


def _refuse_alike(con: DuckDBPyConnection, document: str) -> None:
    """Refuse a keyword list of which more than _ALIKE readings speak of each keyword, metric and period: no correction
    goes that far, the column that tells its rows apart is missing."""
    row = con.execute("""
        SELECT count(*), count(DISTINCT (source, platform, keyword, metric, since, until, region, seed)),
               count(DISTINCT keyword)
        FROM (SELECT DISTINCT source, platform, keyword, metric, since, until, region, seed, value_low, value_high
              FROM typed)
        """).fetchone()
    readings, keys, keywords = row if row else (0, 0, 0)
    if readings > _ALIKE * keys:
        raise DocumentRefused("rows-alike", document=document, readings=readings, keywords=keywords)
