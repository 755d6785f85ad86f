"""The user's own readers of pages in the store: keep, list, get, delete; and as JSON, to hand on to others."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from duckdb import DuckDBPyConnection

from tracker.errors import InputError
from tracker.model import PageField, PageRule
from tracker.store.connect import reading, writing
from tracker.store.place import Store

_VERSION = 1
_LONGEST = 1000
"""Characters of a name or selector; all of a page's own are far shorter."""

_MOST_FIELDS = 30
_FIELD = re.compile(r"[a-z_]{1,40}")


def list_rules(store: Store) -> list[PageRule]:
    """All rules by name; none where the store doesn't exist yet."""
    with reading(store) as con:
        return rules_of(con)


def rules_of(con: DuckDBPyConnection) -> list[PageRule]:
    """All rules by name, of a store that is open."""
    rows = con.execute("SELECT name, host, platform, row_selector, fields FROM page_rule ORDER BY name").fetchall()
    return [_rule(*row) for row in rows]


def get_rule(store: Store, name: str) -> PageRule:
    """One rule. Raises InputError reader-unknown (name, known)."""
    rules = list_rules(store)
    for rule in rules:
        if rule.name == name:
            return rule
    raise InputError("reader-unknown", name=name, known=", ".join(rule.name for rule in rules))


def keep_rules(store: Store, rules: Iterable[PageRule]) -> None:
    """Keep rules, all or none; one of the same name takes the place of the one before."""
    with writing(store) as con:
        now = datetime.now(UTC).replace(tzinfo=None)
        for rule in rules:
            fields = json.dumps([list(field) for field in rule.fields], ensure_ascii=False)
            con.execute("DELETE FROM store.page_rule WHERE name = ?", [rule.name])
            con.execute(
                "INSERT INTO store.page_rule VALUES (?, ?, ?, ?, ?, ?)",
                [rule.name, rule.host, rule.platform, rule.row_selector, fields, now],
            )


def delete_rule(store: Store, name: str) -> None:
    """Forget one rule. Raises InputError reader-unknown (name, known)."""
    get_rule(store, name)
    with writing(store) as con:
        con.execute("DELETE FROM store.page_rule WHERE name = ?", [name])


def to_json(rules: Iterable[PageRule]) -> str:
    """Rules as JSON text that `from_json` reads."""
    said = [
        {
            "name": rule.name,
            "host": rule.host,
            "platform": rule.platform,
            "row_selector": rule.row_selector,
            "fields": [field._asdict() for field in rule.fields],
        }
        for rule in rules
    ]
    return json.dumps({"version": _VERSION, "readers": said}, ensure_ascii=False, indent=2)


def from_json(text: str, document: str) -> list[PageRule]:
    """The rules of a JSON text. Raises InputError readers-unreadable (document): nothing of it can be trusted then."""
    try:
        said = json.loads(text)
        return [_checked(each) for each in said["readers"]]
    except (ValueError, KeyError, TypeError, RecursionError) as error:
        raise InputError("readers-unreadable", document=document) from error


def _checked(said: dict[str, Any]) -> PageRule:
    """Raises KeyError, TypeError, ValueError where it isn't a rule."""
    fields = tuple(
        PageField(_text(each["field"]), _text(each["selector"]), _maybe(each.get("attribute")))
        for each in said["fields"]
    )
    names = [each.field for each in fields]
    if not fields or len(fields) > _MOST_FIELDS or not all(map(_FIELD.fullmatch, names)) or "title" not in names:
        raise ValueError(names)
    name = _text(said["name"]).strip()
    if not name:
        raise ValueError(name)
    return PageRule(name, _maybe(said["host"]), _maybe(said["platform"]), _maybe(said["row_selector"]), fields)


def _text(value: object) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST:
        raise TypeError(value)
    return value


def _maybe(value: object) -> str | None:
    return None if value is None else _text(value)


def _rule(name: str, host: str | None, platform: str | None, row_selector: str | None, fields: str) -> PageRule:
    return PageRule(name, host, platform, row_selector, tuple(PageField(*field) for field in json.loads(fields)))
