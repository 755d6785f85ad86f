"""The layouts of marketplaces' pages that are known, from tracker/reference/pages/*.toml: which text is which field."""

from __future__ import annotations

import functools
import re
import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a field stands in a row; the words are explained in reference/pages/layouts.toml."""

    field: str
    select: tuple[str, ...]
    attributes: tuple[str | None, ...]
    drop: str | None = None
    join: str | None = None
    pattern: re.Pattern[str] | None = None
    decode: int = 0
    when: str | None = None
    says: re.Pattern[str] | None = None
    hits: float = 0.0


@dataclass(frozen=True, slots=True)
class Layout:
    """One layout. `rows` null: the page shows one item. `path` and `marker` null: that doesn't tell it."""

    name: str
    labels: dict[str, str]
    platform: str | None
    kind: str
    hosts: tuple[str, ...]
    path: re.Pattern[str] | None
    marker: str | None
    rows: str | None
    not_rows: str | None
    list_parameter: str | None
    page_parameter: str | None
    currency: str | None
    spots: tuple[Spot, ...]


@dataclass(frozen=True, slots=True)
class Wall:
    """One look of a page that shows a login. `most`: characters of a page in which `select` and `text` are asked."""

    name: str
    select: str | None
    url: re.Pattern[str] | None
    title: re.Pattern[str] | None
    text: re.Pattern[str] | None
    most: int


@functools.cache
def layouts() -> tuple[Layout, ...]:
    """All layouts, in the order of the file."""
    return tuple(_layout(name, about) for name, about in _table("pages/layouts.toml").items())


@functools.cache
def walls() -> tuple[Wall, ...]:
    """All looks of pages that show a login or a check for robots."""
    return tuple(
        Wall(
            name,
            about.get("select"),
            _pattern(about.get("url")),
            _pattern(about.get("title")),
            _pattern(about.get("text")),
            about.get("most", 0),
        )
        for name, about in _table("pages/walls.toml").items()
    )


@functools.cache
def traps() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """What makes an amount a part of a price: right before it, and right behind it."""
    words = _table("pages/traps.toml")
    before, after = ("|".join(f"(?:{each})" for each in words[name]) for name in ("before", "after"))
    sign = r"(?:us)?[$€£¥￥]?\s*"
    return (
        re.compile(rf"(?:{before})\W{{0,3}}{sign}$", re.IGNORECASE),
        re.compile(rf"\s*(?:[a-z]{{3}}\b|元|[$€£¥￥])?\s*(?:{after})", re.IGNORECASE),
    )


def platform_of(host: str | None) -> str | None:
    """The marketplace that a host belongs to; null where it is none that is known."""
    for slug, hosts in _platforms().items():
        if host and is_of(host, hosts):
            return slug
    return None


def platform_names(slug: str) -> dict[str, str]:
    """What a marketplace is called, by language."""
    about = _table("platforms.toml")[slug]
    return {language: about[language] for language in ("en", "zh")}


def is_of(host: str, hosts: tuple[str, ...]) -> bool:
    """Whether a host is one of these, or below one."""
    return any(host == each or host.endswith(f".{each}") for each in hosts)


def host_of(url: str | None) -> str | None:
    """The host of an address in lower case, without `www.`; null where it has none."""
    try:
        host = urlsplit(url or "").hostname
    except ValueError:
        return None
    return host.removeprefix("www.") if host else None


@functools.cache
def _platforms() -> dict[str, tuple[str, ...]]:
    return {slug: tuple(about["hosts"]) for slug, about in _table("platforms.toml").items()}


def _layout(name: str, about: dict[str, Any]) -> Layout:
    return Layout(
        name=name,
        labels={language: about[language] for language in ("en", "zh")},
        platform=about.get("platform"),
        kind=about["kind"],
        hosts=tuple(about.get("hosts", ())),
        path=_pattern(about.get("path")),
        marker=about.get("marker"),
        rows=about.get("rows"),
        not_rows=about.get("not_rows"),
        list_parameter=about.get("list"),
        page_parameter=about.get("page"),
        currency=about.get("currency"),
        spots=tuple(_spot(field, spot) for field, spot in about["fields"].items()),
    )


def _spot(field: str, about: dict[str, Any]) -> Spot:
    select = _several(about["select"])
    attributes = _several(about.get("attribute"))
    return Spot(
        field=field,
        select=select,
        attributes=attributes if len(attributes) == len(select) else attributes * len(select),
        drop=about.get("drop"),
        join=about.get("join"),
        pattern=_pattern(about.get("pattern")),
        decode=about.get("decode", 0),
        when=about.get("when"),
        says=_pattern(about.get("says")),
        hits=about.get("hits", 0.0),
    )


def _several(given: Any) -> tuple[Any, ...]:
    return tuple(given) if isinstance(given, list) else (given,)


def _pattern(given: str | None) -> re.Pattern[str] | None:
    return None if given is None else re.compile(given)


@functools.cache
def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(files("tracker").joinpath("reference", name).read_text(encoding="utf-8"))
