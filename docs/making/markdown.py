"""Pieces of Markdown that several pages use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

MADE = "<!-- Made by docs/generate.py; change the code, not this page. -->\n"
"""Stands below the title of each page."""


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A table; a `|` in a cell is escaped."""
    lines = [head, ["---"] * len(head), *rows]
    return "".join("| " + " | ".join(cell.replace("|", "\\|") for cell in line) + " |\n" for line in lines)


def code(text: str) -> str:
    """A text as it stands; none for an empty one."""
    mark = "``" if "`" in text else "`"
    return f"{mark}{text}{mark}" if text else ""


def codes(texts: Iterable[str]) -> str:
    """Several texts as they stand."""
    return ", ".join(map(code, texts))


def both(labels: dict[str, str]) -> str:
    """A name in both languages; once where it is the same in both."""
    return labels["zh"] if labels["zh"] == labels["en"] else f"{labels['en']} · {labels['zh']}"


def fold(summary: str, text: str) -> str:
    """A text that is shown on a click."""
    return f"<details><summary>{summary}</summary>\n\n{text}\n</details>\n"


def contents(titles: Iterable[tuple[str, str]]) -> str:
    """A list of links: title and what follows it."""
    return "".join(f"- [{title}](#{anchor(title)}){more}\n" for title, more in titles)


def anchor(title: str) -> str:
    """What GitHub calls the place of a heading."""
    return re.sub(r"[^\w\- ]", "", title.lower()).replace(" ", "-")
