"""The values of one stored row, each with the cell or the other place that it was read from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from tracker.normalise import reference
from tracker.normalise.counts import parse_count
from tracker.normalise.mapping import TERM
from tracker.normalise.money import currency_code
from tracker.normalise.pricing import parse_money
from tracker.normalise.units import header_unit
from tracker.store.facts import FactTable
from tracker.trace.find import FactRow
from tracker.trace.kept import Source, Used
from tracker.trace.model import Value
from tracker.trace.rules import MONEY, Rule, rule

_SHARED_SIGNS = {None, "¥", "$"}
"""What names no single currency."""

_BESIDE = {"sold_raw"}
"""Columns that repeat the text of a cell."""


def values(fact: FactTable, row: FactRow, source: Source) -> tuple[Value, ...]:
    """Every value that is stored in the row, in the order of the table's columns."""
    return tuple(_Reading(fact, row, source).all())


class _Reading:
    """One row on its way to its values."""

    def __init__(self, fact: FactTable, row: FactRow, source: Source) -> None:
        self.fact, self.row, self.source = fact, row, source
        self.stored = row.columns
        self.measured: Used | None = None
        self.special: dict[str, Callable[[object], Value]] = {
            "currency": lambda value: self._currency("currency", value),
            "sold_kind": self._sold_kind,
            "flags": lambda value: self._derived("flags", value, *_flagged(str(value))),
        }
        if fact.name == "keyword_reading":
            self.measured = self._measured_column()
            self.special |= {
                "keyword": self._keyword,
                "metric": self._metric,
                "since": self._since,
                "until": self._until,
                "region": self._region,
                "unit": self._unit,
            }

    def all(self) -> Iterator[Value]:
        for name in self.fact.columns:
            value = self.stored[name]
            stem = name.removesuffix("_low")
            if name.endswith("_high") or name in _BESIDE:
                continue
            if stem != name:
                if value is not None or self.stored[f"{stem}_high"] is not None:
                    yield self._bound(stem)
            elif value not in {None, ""}:
                made = self.special.get(name)
                yield made(value) if made else self._single(name, value)

    def _bound(self, stem: str) -> Value:
        low, high = self.stored[f"{stem}_low"], self.stored[f"{stem}_high"]
        if stem == "value":
            return self._at(stem, low, high, True, self.measured)
        how = rule(self.fact.name, stem)
        columns = [found for each in how.cells or (stem,) if (found := self.source.column(each))]
        texts = ((column, self.source.text(self.row.row, column) or "") for column in columns)
        said = next((column for column, text in texts if how.fits(text, low) or how.fits(text, high)), None)
        column = said or next(iter(columns), None)
        made = self._at(stem, low, high, True, column)
        if column and stem == column.field:
            made = self._spanned(made, stem)
        return replace(made, text=self.stored["sold_raw"]) if stem == "sold" and made.text is None else made

    def _spanned(self, made: Value, field: str) -> Value:
        """The value with the text and header of the cell, if any, in which its span ends behind its own."""
        last = self.source.column(reference.ends(self.source.kind).get(field, ""))
        until = self.source.text(self.row.row, last) if last else None
        if last is None or not until:
            return made
        return replace(made, text=f"{made.text} – {until}", header=f"{made.header} – {last.header}")

    def _single(self, name: str, value: object) -> Value:
        """A value by its rule: a cell that says it, else what holds for all rows, else the options, else derived."""
        how = rule(self.fact.name, name)
        if name == "listing_key" and str(value).startswith("~"):
            return self._derived(name, value, *how.derived_from)
        columns = [found for each in how.cells or (name,) if (found := self.source.column(each))]
        texts = {column: self.source.text(self.row.row, column) for column in columns}
        for column, text in texts.items():
            if text is not None and how.fits(text, value):
                return self._at(name, value, value, False, column)
        if columns and None in texts.values():  # the row can't be read again: the column is all that is known
            return self._at(name, value, value, False, columns[0])
        outside = self._outside(name, value, how)
        said = [column for column, text in texts.items() if (text or "").strip()]
        if outside is None and said and (name == "listing_key" or not how.derived_from):
            return self._at(name, value, value, False, said[-1])
        return outside or self._derived(name, value, *how.derived_from)

    def _outside(self, name: str, value: object, how: Rule) -> Value | None:
        """What says it for all rows; null where nothing does."""
        facts, options = self.source.facts, self.source.batch.options
        found = next((facts[each] for each in (name, *how.facts) if each in facts), None)
        if found is not None:
            text, origin = found
            return self._by_links(name, value) if origin == "links" else Value(name, value, value, False, origin, text)
        if how.option and options.get(how.option):
            return Value(name, value, value, False, "option", str(options[how.option]))
        if name == "platform" and self.source.column("url"):
            return self._by_links(name, value)  # of a batch that keeps no facts
        return None

    def _by_links(self, name: str, value: object) -> Value:
        column = self.source.column("url")
        text = self.source.text(self.row.row, column) if column else None
        place = (column.header, column.index + 1) if column else (None, None)
        return Value(name, value, value, False, "links", text, *place)

    def _currency(self, name: str, value: object) -> Value:
        """As an import finds it: the price's own sign, its header, the currency column, the platform, the option."""
        for column in self._money_columns():
            text = self.source.text(self.row.row, column) or ""
            mark = parse_money(text).mark if text else None
            if mark not in _SHARED_SIGNS and mark == value:
                return self._at(name, value, value, False, column)
        stated = self.source.column("currency")
        if stated is not None and currency_code(self.source.text(self.row.row, stated) or "") == value:
            return self._at(name, value, value, False, stated)
        for column in self._money_columns():
            if currency_code((header_unit(column.header, "money") or "").strip()) == value:
                return self._headed(name, value, column)
        if "currency" in self.source.facts:
            text, origin = self.source.facts["currency"]
            return Value(name, value, value, False, origin, text)
        known = reference.platforms().get(str(self.stored["platform"] or ""))
        option = self.source.batch.options.get("currency")
        if option and not (known and known.currency == value):
            return Value(name, value, value, False, "option", str(option))
        return self._derived(name, value, "platform")

    def _money_columns(self) -> list[Used]:
        if self.fact.name == "keyword_reading":
            return [self.measured] if self.measured else []
        return [found for each in MONEY if (found := self.source.column(each))]

    def _sold_kind(self, value: object) -> Value:
        column = self.source.column("sold")
        text = (self.source.text(self.row.row, column) if column else None) or self.stored["sold_raw"]
        if column and text and parse_count(text).mark == value:
            return self._at("sold_kind", value, value, False, column)
        if value != "unknown" and column:
            return self._headed("sold_kind", value, column)
        return self._derived("sold_kind", value, "sold")

    def _measured_column(self) -> Used | None:
        """The column of a reading: its header, and where several bear it, the one of its metric."""
        headed = [each for each in self.source.columns if each.header == self.row.header]
        meant = [each for each in headed if each.field in {self.stored["metric"], TERM}]
        return next(iter(meant or headed), None)

    def _metric(self, value: object) -> Value:
        return self._headed("metric", value, self.measured)

    def _keyword(self, value: object) -> Value:
        if self.measured and self.measured.field == TERM:
            return self._headed("keyword", value, self.measured)
        return self._single("keyword", value)

    def _region(self, value: object) -> Value:
        if self.measured and self.measured.field == TERM and f"({value})" in self.measured.header:
            return self._headed("region", value, self.measured)
        return self._single("region", value)

    def _since(self, value: object) -> Value:
        return self._period("since", value) or self._single("since", value)

    def _until(self, value: object) -> Value:
        last = self.source.column("observed_until")
        if last is not None:
            return self._at("until", value, value, False, last)
        return self._period("until", value) or self._derived("until", value, "since")

    def _period(self, name: str, value: object) -> Value | None:
        """Where the period of a whole column or table is said: null where each row has its own."""
        metric = reference.metrics().get(str(self.stored["metric"]))
        if metric and metric.months and self.measured and re.match(metric.months, self.measured.header):
            return self._headed(name, value, self.measured)
        if "period" in self.source.facts:
            text, origin = self.source.facts["period"]
            return Value(name, value, value, False, origin, text)
        return None

    def _unit(self, value: object) -> Value:
        metric = reference.metrics().get(str(self.stored["metric"]))
        if metric and metric.unit == "currency":
            return self._currency("unit", value)
        return self._derived("unit", value, "metric")

    def _at(self, name: str, low: object, high: object, is_bound: bool, column: Used | None) -> Value:
        """A value of a cell; of an unknown place where the column isn't known."""
        if column is None:
            known = self.source.facts.get(name)
            text, origin = known or (None, "unknown" if not self.source.columns else "derived")
            return Value(name, low, high, is_bound, origin, text)
        text = self.source.text(self.row.row, column)
        return Value(name, low, high, is_bound, "cell", text, column.header, column.index + 1)

    def _headed(self, name: str, value: object, column: Used | None) -> Value:
        """A value that a column's header says."""
        if column is None:
            return Value(name, value, value, False, "header", self.row.header, self.row.header)
        return Value(name, value, value, False, "header", column.header, column.header, column.index + 1)

    def _derived(self, name: str, value: object, *of: str) -> Value:
        origin = "derived" if self.source.columns or name == "flags" else "unknown"
        return Value(name, value, value, False, origin, derived_from=of if origin == "derived" else ())


def _flagged(flags: str) -> tuple[str, ...]:
    """The fields that flags speak of."""
    about = {"currency-unknown": "currency", "key-derived": "listing_key"}
    return tuple(about[each] for each in flags.split() if each in about)
