"""How long a title may be on each platform: reference/title_rules.toml, and what the user says in its place."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from datetime import date

from tracker.normalise.fold import fold_header
from tracker.normalise.reference import platform_slug, platforms
from tracker.normalise.words import load
from tracker.store.title_rules import UNITS, Rule

__all__ = ["UNITS", "Rule", "field_label", "length", "platform_label", "platform_of", "rule_of", "rules", "unit_label"]


@functools.cache
def rules() -> tuple[Rule, ...]:
    """The packaged rules in the order of the file; of one platform and field, several where the rule changed."""
    return tuple(
        Rule(
            row["platform"],
            row.get("field", "title"),
            row["limit"],
            row["unit"],
            row["source"],
            row["as_of"],
            row["confidence"],
            row.get("least"),
            row.get("holds_from"),
            row.get("is_verified", True),
            notes={language: row[language] for language in ("en", "zh") if language in row},
        )
        for row in load("title_rules")["rules"]
    )


def rule_of(platform: str, field: str = "title", own: Sequence[Rule] = (), on: date | None = None) -> Rule | None:
    """The rule of a platform's field that holds on a day (null: the newest one), the user's own before the packaged
    ones whatever the day; null where none is known."""
    for rule in own:
        if (rule.platform, rule.field) == (platform, field):
            return rule
    begun = [
        rule
        for rule in rules()
        if (rule.platform, rule.field) == (platform, field)
        and (on is None or rule.holds_from is None or rule.holds_from <= on)
    ]
    return max(begun, key=lambda rule: rule.holds_from or date.min, default=None)


def length(text: str, unit: str) -> int:
    """How long the text is as it is written, in one of UNITS; the parts of a text are as long as it is. Never counted
    by an encoder of GBK: it has no emoji. Raises KeyError for another unit."""
    if unit == "gbk":
        return 2 * len(text) - sum(char.isascii() for char in text)
    if unit == "bytes":
        return len(text.encode("utf-8", errors="surrogatepass"))
    return {"hanzi": len, "characters": len}[unit](text)


def platform_of(text: str) -> str:
    """The slug of what somebody wrote for a platform, those without listings in the store (有赞, Google) too."""
    folded = fold_header(text)
    for slug, row in load("title_rules")["names"].items():
        if folded in {fold_header(name) for name in (slug, row["en"], row["zh"], *row["names"])}:
            return str(slug)
    return platform_slug(text)


def platform_label(slug: str, language: str) -> str:
    """What a platform is called; an unknown one by its slug."""
    known = platforms().get(slug)
    row = known.labels if known else load("title_rules")["names"].get(slug, {})
    return str(row.get(language, slug))


def unit_label(unit: str, language: str) -> str:
    """How a unit counts, in words."""
    return str(load("title_rules")["units"].get(unit, {}).get(language, unit))


def field_label(field: str, language: str) -> str:
    """What a field is called; one that no packaged rule has is called by its own name."""
    return str(load("title_rules")["fields"].get(field, {}).get(language, field))
