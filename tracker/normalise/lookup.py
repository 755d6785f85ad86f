"""Small tables beside the stage: what each distinct word, shop name and address means."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache, partial

from duckdb import DuckDBPyConnection

from tracker.normalise import reference, sql
from tracker.normalise.counts import parse_count
from tracker.normalise.fold import fold_header, fold_header_core
from tracker.normalise.layout import Layout
from tracker.normalise.money import currency_code
from tracker.normalise.needs import Needs
from tracker.normalise.stage import tidied
from tracker.normalise.words import load


def look_up(con: DuckDBPyConnection, layout: Layout, needs: Needs) -> None:
    """Make platform_name, source_name, availability_name, yes_name, role_name, judgement_name (text, slug), each where
    the kind has such a field; currency_name; platform_currency; shop_fold (text, name, folded); address."""
    _words(con, "platform_name", "platform", reference.platform_slug)
    con.execute("CREATE OR REPLACE TEMP TABLE platform_currency (platform VARCHAR, currency VARCHAR)")
    con.executemany(
        "INSERT INTO platform_currency VALUES (?, ?)",
        [(p.slug, p.currency) for p in reference.platforms().values()],
    )
    _words(con, "currency_name", "currency", currency_code)
    if layout.kind in {"listings", "shops", "sales"}:
        con.execute(
            f"""CREATE OR REPLACE TEMP TABLE shop_fold AS SELECT text, text_tidy AS name, fold(text_tidy) AS folded
            FROM {tidied("(SELECT DISTINCT shop_name AS text FROM stage WHERE shop_name IS NOT NULL)", ["text"])}"""
        )
    if layout.kind in {"listings", "shops"}:
        _addresses(con, needs.platform)
    if layout.kind == "listings":
        _drop_shared(con, needs.platform)
        stock = layout.column("availability")
        is_counted = stock is not None and _is_counted(stock.header)
        _words(con, "availability_name", "availability", _stock if is_counted else partial(_meaning, "availability"))
        _words(con, "yes_name", "is_own", lambda text: _meaning("yes", text))
        con.execute("CREATE OR REPLACE TEMP TABLE yes_name AS SELECT text, slug = 'true' AS value, slug FROM yes_name")
    elif layout.kind == "shops":
        _words(con, "role_name", "role", lambda text: _meaning("role", text))
        _words(con, "judgement_name", "judgement", _judgement)
    elif layout.table == "keywords":
        _words(con, "source_name", "source", reference.source_slug)


def key_in_link(con: DuckDBPyConnection, platform: str, url: str) -> str | None:
    """The listing's key that an import of this link on this platform takes; `con` is an empty workbench."""
    con.execute(sql.load("macros"))
    con.execute("CREATE TEMP TABLE stage AS SELECT ?::VARCHAR AS url, NULL::VARCHAR AS platform", [url])
    con.execute("CREATE TEMP TABLE platform_name AS SELECT ? AS text, ? AS slug", [platform, platform])
    _addresses(con, platform)
    row = con.execute("SELECT key FROM address").fetchone()
    return row[0] if row else None


def _words(con: DuckDBPyConnection, table: str, column: str, meaning: Callable[[str], str | None]) -> None:
    """Make `table` (text, slug) of the distinct texts of a column of `stage`."""
    found = con.execute(f"SELECT DISTINCT {column} FROM stage WHERE {column} IS NOT NULL").fetchall()
    texts = [text for (text,) in found]
    con.execute(
        f"""CREATE OR REPLACE TEMP TABLE {table} AS
        SELECT unnest($text::VARCHAR[]) AS text, unnest($slug::VARCHAR[]) AS slug""",
        {"text": texts, "slug": [meaning(text) for text in texts]},
    )


_NUMBER = re.compile(r"([+-]?\d+)(?:\.0+)?")


@cache
def _vocabulary(name: str) -> dict[str, str]:
    rows = load("words")[name]
    return {fold_header(word): slug for slug, words in rows.items() for word in words}


def _meaning(vocabulary: str, text: str) -> str | None:
    """The meaning of a word; null where it has none. A number is its own word: 1.0 is 1, and -1 is not."""
    number = _NUMBER.fullmatch(text.strip())
    return _vocabulary(vocabulary).get(number[1] if number else fold_header(text))


def _is_counted(header: str) -> bool:
    """Whether a header, or the last step of a path, names a stock that is counted."""
    counted = reference.fields("listings")["availability"].counted
    last = header.rpartition(".")[-1]
    return not counted.isdisjoint({fold_header(header), fold_header_core(header), fold_header(last)})


def _stock(text: str) -> str | None:
    """Whether there is any of a stock of so many; null where the number leaves that open, or there is none (-1)."""
    count = parse_count(text)
    if count.low is not None and count.low > 0:
        return "in_stock"
    return "out_of_stock" if count.high == 0 else _meaning("availability", text)


def _judgement(text: str) -> str | None:
    """Slugs of several judgements, such as `价格/服务`, in fixed order; null where a word is unknown."""
    words = [word for word in text.replace("、", "/").replace(",", "/").replace("，", "/").split("/") if word.strip()]
    slugs = {_meaning("judgement", word) for word in words}
    return None if None in slugs else " ".join(slug for slug in ("price", "quality", "service") if slug in slugs)


def _addresses(con: DuckDBPyConnection, platform: str | None) -> None:
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
        SELECT platform, url, address, id IS NULL AS is_bare, coalesce(id, nullif(
            regexp_replace(regexp_replace(regexp_replace(regexp_replace(address, '#.*$', ''),
            '([?&])(?:{tracking})=[^&]*', '\\1', 'g'), '([?&])&+', '\\1', 'g'), '[?&]+$', ''), '')) AS key
        FROM (SELECT *, {chosen} AS id FROM (SELECT *, url_tidy AS address FROM {tidied(urls, ["url"])}))""",
        {"platform": platform},
    )


def _drop_shared(con: DuckDBPyConnection, platform: str | None) -> None:
    """Forget the addresses without an id under which several titles stand at one time: they are those of a list, such
    as the page that was scraped, and no listing's own."""
    con.execute(
        """UPDATE address SET key = NULL, address = NULL
        WHERE is_bare AND (platform, key) IN (
            SELECT a.platform, a.key
            FROM stage s LEFT JOIN platform_name pf ON pf.text = s.platform
            JOIN address a ON a.url = s.url AND a.platform = coalesce(pf.slug, $platform) AND a.is_bare
            WHERE s.variant_key IS NULL
            GROUP BY a.platform, a.key, s.observed_at HAVING count(DISTINCT fold(s.title)) > 1)""",
        {"platform": platform},
    )


def _extract(pattern: str) -> str:
    return f"nullif(regexp_extract(address, '{pattern}', 1), '')"
