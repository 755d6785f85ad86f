"""The facts an import can't do without: when, where, and from which source; from the document or the user, never
invented."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from duckdb import DuckDBPyConnection

from tracker.errors import DocumentRefused
from tracker.normalise import exports, reference
from tracker.normalise.fold import fold_header
from tracker.normalise.layout import Layout
from tracker.normalise.options import Options
from tracker.normalise.times import parse_time

_MONTH_WORDS = frozenset({"month", "月", "月份", "月度", "monat", "mes", "mois", "mês", "месяц"})
_WEEK_WORDS = frozenset({"week", "周", "週", "woche", "semana", "semaine", "неделя"})


@dataclass(frozen=True, slots=True)
class Needs:
    """What holds for every row that doesn't say otherwise. `step`: length of a reading's period (day, week, month)."""

    platform: str | None
    source: str | None
    observed_on: datetime | None
    since: datetime | None
    until: datetime | None
    step: str


def settle(con: DuckDBPyConnection, layout: Layout, options: Options, document: str, zone: str) -> Needs:
    """The facts of a staged table.

    Raises DocumentRefused `platform-needed` (facts: hosts), `date-needed`, `source-needed`, `option-unreadable`.
    """
    observed_on = _observed_on(options, zone)
    if layout.kind in {"listings", "shops"}:
        platform = _platform(con, layout, options, document)
        if observed_on is None and not _has(con, "observed_at"):
            raise DocumentRefused("date-needed", document=document)
        return Needs(platform, None, observed_on, None, None, "day")
    since, until = exports.stated_period(layout.export, layout.preamble)
    dated = observed_on or since or _has(con, "observed_at")
    metrics = [each for each in layout.columns if each.field in reference.metrics() or each.field == "term"]
    if not dated and not (metrics and all(each.month for each in metrics)):
        raise DocumentRefused("date-needed", document=document)
    platform = reference.platform_slug(options.platform) if options.platform else _platform_of(layout)
    return Needs(platform, _source(con, layout, options, document), observed_on, since, until, _step(con, layout))


def _observed_on(options: Options, zone: str) -> datetime | None:
    if options.observed_on is None:
        return None
    moment = parse_time(options.observed_on, None, zone)
    if moment.at is None:
        raise DocumentRefused("option-unreadable", option="--observed-on", value=options.observed_on)
    return moment.at


def _platform(con: DuckDBPyConnection, layout: Layout, options: Options, document: str) -> str | None:
    if options.platform:
        return reference.platform_slug(options.platform)
    if platform := _platform_of(layout):
        return platform
    named = _has(con, "platform")
    hosts = con.execute(
        """SELECT DISTINCT lower(regexp_extract(url, '^\\s*(?:https?:)?//([^/?#:\\s]+)', 1))
        FROM stage WHERE url IS NOT NULL AND platform IS NULL"""
    ).fetchall()
    found = {reference.host_platform(host) for (host,) in hosts}
    if len(found) == 1 and None not in found:
        return found.pop()
    if named:
        return None
    raise DocumentRefused(
        "platform-needed", document=document, hosts=", ".join(sorted(h for (h,) in hosts if h)[:5]) or "—"
    )


def _platform_of(layout: Layout) -> str | None:
    """The one platform that the export looks at, or null."""
    return layout.export.platform if layout.export else None


def _has(con: DuckDBPyConnection, field: str) -> bool:
    """Whether any row fills in a field."""
    return con.execute(f'SELECT 1 FROM stage WHERE "{field}" IS NOT NULL LIMIT 1').fetchone() is not None


def _source(con: DuckDBPyConnection, layout: Layout, options: Options, document: str) -> str | None:
    if options.source:
        return reference.source_slug(options.source)
    if _has(con, "source"):
        return None
    if layout.export:
        return layout.export.source
    if layout.kind == "trend" and all(each.region for each in layout.columns if each.field == "term"):
        return "google-trends"
    raise DocumentRefused("source-needed", document=document)


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
