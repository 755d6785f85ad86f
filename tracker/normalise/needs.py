"""The facts an import can't do without: when, where, and from which source; from the document, the user, or the
document's name where that is unambiguous; never invented. Each is told with where it was taken from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from duckdb import DuckDBPyConnection

from tracker.errors import DocumentRefused
from tracker.model import Period
from tracker.normalise import exports, names, reference
from tracker.normalise.fold import fold_header
from tracker.normalise.layout import Layout
from tracker.normalise.options import Options
from tracker.normalise.parse import ORDERS
from tracker.normalise.periods import parse_period
from tracker.normalise.times import parse_time

_MONTH_WORDS = frozenset(
    {"month", "月", "月份", "统计月份", "月度", "monat", "mes", "mois", "mês", "месяц", "mese"}
    | {"місяць", "tháng", "bulan", "maand", "miesiąc"}
)
_WEEK_WORDS = frozenset(
    {"week", "周", "周次", "週", "woche", "semana", "semaine", "неделя", "settimana"}
    | {"тиждень", "tuần", "minggu", "tydzień"}
)

Origins = Mapping[str, tuple[str, str]]
"""A fact (platform, source, observed_on, period) to its value as text and where it was taken from: option, export,
form, links, name (of the document), sheet, preamble."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a table stands: the names that may say something of it."""

    document: str
    sheet: str | None


@dataclass(frozen=True, slots=True)
class Needs:
    """What holds for every row that doesn't say otherwise. `step`: length of a reading's period (day, week, month)."""

    platform: str | None
    source: str | None
    observed_on: datetime | None
    since: datetime | None
    until: datetime | None
    step: str
    origins: Origins


def settle(con: DuckDBPyConnection, layout: Layout, options: Options, place: Place, zone: str) -> Needs:
    """The facts of a staged table.

    Raises DocumentRefused `platform-needed` (facts: hosts), `date-needed`, `source-needed`, `option-unreadable`.
    """
    origins: dict[str, tuple[str, str]] = {}
    observed_on = _observed_on(options, zone, origins)
    dated = _has(con, "observed_at")
    if layout.kind == "sales":
        return _of_sales(con, layout, options, place, origins, observed_on)
    if layout.kind in {"listings", "shops"}:
        platform = _platform(con, layout, options, place, origins)
        if observed_on is None and not dated:
            observed_on = _day_of_name(place, zone, origins)
        return Needs(platform, None, observed_on, None, None, "day", origins)
    period = _stated_period(layout, options, place, zone, origins)
    if period.since:
        observed_on = None  # the document says more than a day
        origins.pop("observed_on", None)
    elif observed_on is None and not dated:
        period = _period_of_name(place, zone, origins)
    metrics = [each for each in layout.columns if each.field in reference.metrics() or each.field == "term"]
    by_month = metrics and all(each.month for each in metrics)
    if not (observed_on or period.since or dated or by_month):
        raise DocumentRefused("date-needed", document=place.document)
    source = _source(con, layout, options, place, origins)
    platform = _platform_of_keywords(layout, options, origins)
    return Needs(platform, source, observed_on, period.since, period.until, _step(con, layout), origins)


def _of_sales(
    con: DuckDBPyConnection,
    layout: Layout,
    options: Options,
    place: Place,
    origins: dict[str, tuple[str, str]],
    observed_on: datetime | None,
) -> Needs:
    """The facts of own sales, which must name their shop. Raises DocumentRefused `shop-needed`, `platform-needed`."""
    if not (options.shop or _has(con, "shop_name") or _has(con, "shop_key")):
        raise DocumentRefused("shop-needed", document=place.document)
    platform = _platform(con, layout, options, place, origins)
    return Needs(platform, None, observed_on, None, None, "day", origins)


def _observed_on(options: Options, zone: str, origins: dict[str, tuple[str, str]]) -> datetime | None:
    if options.observed_on is None:
        return None
    moment = parse_time(options.observed_on, ORDERS.get(options.date_order or ""), zone)
    if moment.at is None:
        raise DocumentRefused("option-unreadable", option="--observed-on", value=options.observed_on)
    origins["observed_on"] = (options.observed_on, "option")
    return moment.at


def _day_of_name(place: Place, zone: str, origins: dict[str, tuple[str, str]]) -> datetime:
    """The last day that the sheet or the document names. Raises DocumentRefused `date-needed`."""
    for name, origin in ((place.sheet, "sheet"), (place.document, "name")):
        found = names.days_of(name, zone) if name else None
        if found and found.until:
            day = found.until - timedelta(days=1)
            origins["observed_on"] = (f"{day:%Y-%m-%d}", origin)
            return day
    raise DocumentRefused("date-needed", document=place.document)


def _stated_period(
    layout: Layout, options: Options, place: Place, zone: str, origins: dict[str, tuple[str, str]]
) -> Period:
    """The period that the document's form or its lines above the header state. Raises DocumentRefused
    `date-order-needed`, unless a day was said."""
    said, day_first = layout.said.period, ORDERS.get(options.date_order or "")
    if said:
        found = parse_period(said, day_first, zone)
        if found.code == "date-ambiguous" and options.observed_on is None:
            raise DocumentRefused("date-order-needed", document=place.document, value=said)
        if found.since:
            origins["period"] = (said, "form")
            return found
    since, until, line = exports.stated_period(layout.export, layout.preamble)
    if since and until:
        origins["period"] = (line, "preamble")
        return Period(since, until)
    return Period()


def _period_of_name(place: Place, zone: str, origins: dict[str, tuple[str, str]]) -> Period:
    """The period that the sheet or the document names."""
    for name, origin in ((place.sheet, "sheet"), (place.document, "name")):
        named = names.period_of(name, zone) if name else None
        if name and named:
            origins["period"] = (name, origin)
            return named
    return Period()


def _platform(
    con: DuckDBPyConnection, layout: Layout, options: Options, place: Place, origins: dict[str, tuple[str, str]]
) -> str | None:
    """The platform of all rows that name none. Raises DocumentRefused `platform-needed`."""
    if options.platform:
        origins["platform"] = (options.platform, "option")
        return reference.platform_slug(options.platform)
    named = _has(con, "platform")
    hosts = _hosts(con) if "url" in reference.fields(layout.table) else []
    found = {reference.host_platform(host) for (host,) in hosts}
    slug = found.pop() if len(found) == 1 else None
    if slug:
        origins["platform"] = (slug, "links")
        return slug
    if layout.export and layout.export.platform:
        origins["platform"] = (layout.export.platform, "export")
        return layout.export.platform
    if named:
        return None
    if not any(host for (host,) in hosts):  # links of other sites speak against a platform in the name
        for name, origin in ((place.sheet, "sheet"), (place.document, "name")):
            slug = names.platform_of(name) if name else None
            if slug:
                origins["platform"] = (slug, origin)
                return slug
    raise DocumentRefused(
        "platform-needed", document=place.document, hosts=", ".join(sorted(h for (h,) in hosts if h)[:5]) or "—"
    )


def _hosts(con: DuckDBPyConnection) -> list[tuple[str]]:
    """The hosts of the links in rows that name no platform."""
    return con.execute(
        """SELECT DISTINCT lower(regexp_extract(url, '^\\s*(?:https?:)?//([^/?#:\\s]+)', 1))
        FROM stage WHERE url IS NOT NULL AND platform IS NULL AND source_row NOT IN (FROM total)"""
    ).fetchall()


def _platform_of_keywords(layout: Layout, options: Options, origins: dict[str, tuple[str, str]]) -> str | None:
    """The platform that a keyword list speaks of: what the user says, else the export's own; it may be absent."""
    if options.platform:
        origins["platform"] = (options.platform, "option")
        return reference.platform_slug(options.platform)
    if layout.export and layout.export.platform:
        origins["platform"] = (layout.export.platform, "export")
        return layout.export.platform
    return None


def _has(con: DuckDBPyConnection, field: str) -> bool:
    """Whether any row fills in a field."""
    return con.execute(f'SELECT 1 FROM stage WHERE "{field}" IS NOT NULL LIMIT 1').fetchone() is not None


def _source(
    con: DuckDBPyConnection, layout: Layout, options: Options, place: Place, origins: dict[str, tuple[str, str]]
) -> str | None:
    if options.source:
        origins["source"] = (options.source, "option")
        return reference.source_slug(options.source)
    if _has(con, "source"):
        return None
    if layout.export and layout.export.source:
        origins["source"] = (layout.export.source, "export")
        return layout.export.source
    terms = [each for each in layout.columns if each.field == "term"]
    if terms and all(each.region for each in terms):
        origins["source"] = ("google-trends", "form")
        return "google-trends"
    for name, origin in ((place.sheet, "sheet"), (place.document, "name")):
        slug = names.source_of(name) if name else None
        if slug:
            origins["source"] = (slug, origin)
            return slug
    raise DocumentRefused("source-needed", document=place.document)


def _step(con: DuckDBPyConnection, layout: Layout) -> str:
    column = layout.column("observed_at")
    if column is None:
        return "day"
    word = fold_header(column.header)
    if word in _MONTH_WORDS:
        return "month"
    if word in _WEEK_WORDS:
        return "week"
    months = con.execute(
        "SELECT count(*) > 0 AND bool_and(regexp_full_match(observed_at, '\\d{4}[-/.年]\\d{1,2}月?')) FROM stage "
        "WHERE observed_at IS NOT NULL"
    ).fetchone()
    return "month" if months and months[0] else "day"
