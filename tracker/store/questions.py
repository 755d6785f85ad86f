"""Questions: the .sql files of sql/question/, whose heads are contracts, and their queries asked of a store.

A question whose head says `computed` needs more than SQL: its query gathers rows, and tracker.analysis answers.
"""

from __future__ import annotations

import functools
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from importlib.resources import files
from typing import TYPE_CHECKING, Any, NamedTuple

from tracker.errors import InputError, UnknownQuestion
from tracker.store.connect import reading
from tracker.store.place import Store

if TYPE_CHECKING:
    from pyarrow import Table

Value = str | int | float | bool | datetime | None
"""What a parameter may be."""

Given = Mapping[str, Value]

_ENTRY = re.compile(r"--   (?P<name>\w+) (?P<type>[A-Z]+(?:\([0-9, ]+\))?): (?P<meaning>.+)")


class Entry(NamedTuple):
    """A parameter or column of a question: its name, DuckDB type, and unit or meaning."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True)
class Question:
    """One question. `grain`: the columns of which no two rows of an answer agree. `computed`: the step of
    tracker.analysis that answers from the rows the query gathers; None: the query answers. `choices`: the words that
    a parameter may be, `ranges`: the numbers, both ends in, where the query itself would fail of others."""

    name: str
    answers: str
    grain: tuple[str, ...]
    parameters: tuple[Entry, ...]
    columns: tuple[Entry, ...]
    sql: str
    computed: str | None = None
    choices: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    ranges: Mapping[str, tuple[float, float]] = field(default_factory=dict)


class Answer(NamedTuple):
    """The rows of an answer, under the columns that the question's head names. Decimals are exact."""

    columns: tuple[str, ...]
    rows: list[tuple[Any, ...]]

    def records(self) -> list[dict[str, Any]]:
        """Each row by its columns' names."""
        return [dict(zip(self.columns, row, strict=True)) for row in self.rows]


@functools.cache
def questions() -> dict[str, Question]:
    """All questions by name, in the order of their names."""
    found = sorted(files("tracker").joinpath("sql/question").iterdir(), key=lambda each: each.name)
    parsed = (parse(each.read_text(encoding="utf-8")) for each in found if each.name.endswith(".sql"))
    return {question.name: question for question in parsed}


def parse(text: str) -> Question:
    """A question of its file's text: the head, whose lines begin with `--`, then the query."""
    said: dict[str, str] = {}
    entries: dict[str, list[Entry]] = {"parameters": [], "columns": []}
    section = ""
    for line in text.splitlines():
        if not line.startswith("--"):
            break
        entry = _ENTRY.fullmatch(line)
        if entry and section:
            entries[section].append(Entry(**entry.groupdict()))
            continue
        word, _, rest = line.removeprefix("-- ").partition(":")
        if word in entries and not rest:
            section = word
        elif word in {"question", "answers", "grain", "computed", "choices", "ranges"}:
            said[word] = rest.strip()
    return Question(
        name=said["question"],
        answers=said["answers"],
        grain=_listed(said["grain"]),
        parameters=tuple(entries["parameters"]),
        columns=tuple(entries["columns"]),
        sql=text,
        computed=said.get("computed"),
        choices=_named(said.get("choices", "")),
        ranges={name: (_number(low), _number(high)) for name, (low, high) in _named(said.get("ranges", "")).items()},
    )


def _number(text: str) -> float:
    """A whole number stays whole, as it is told."""
    return float(text) if "." in text else int(text)


def _named(text: str) -> dict[str, tuple[str, ...]]:
    """Lists by name, written `name = one, another; other = …`."""
    pairs = (each.partition("=") for each in text.split(";") if each.strip())
    return {name.strip(): _listed(values) for name, _, values in pairs}


def _listed(text: str) -> tuple[str, ...]:
    return tuple(each.strip() for each in text.split(","))


def get(name: str) -> Question:
    """The question of that name. Raises UnknownQuestion `question-unknown`."""
    try:
        return questions()[name]
    except KeyError:
        raise UnknownQuestion("question-unknown", name=name, known=", ".join(questions())) from None


def fetch(store: Store, question: Question, given: Given) -> Table:
    """The rows of the question's query as an Arrow table, with exact types. Raises as `parameters` does, StoreError."""
    with reading(store) as con:
        return con.sql(question.sql, params=parameters(question, given)).to_arrow_table()


def parameters(question: Question, given: Given) -> dict[str, Value]:
    """All parameters of the question by name; those that aren't given are null.

    Raises UnknownQuestion `parameter-unknown`, InputError `choice-unknown`, `number-out-of-range`.
    """
    names = [each.name for each in question.parameters]
    for name in given:
        if name not in names:
            raise UnknownQuestion("parameter-unknown", question=question.name, parameter=name, known=", ".join(names))
    for name, known in question.choices.items():
        if given.get(name) not in {None, *known}:
            raise InputError("choice-unknown", parameter=f"--{name}", value=given[name], known=", ".join(known))
    for name, (low, high) in question.ranges.items():
        value = given.get(name)
        if value is not None and (not isinstance(value, int | float) or not low <= value <= high):
            option = f"--{name.replace('_', '-')}"
            raise InputError("number-out-of-range", parameter=option, value=value, low=low, high=high)
    return {name: given.get(name) for name in names}
