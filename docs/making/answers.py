"""docs/questions.md: every question with its parameters and columns; docs/refusals.md: every code with its message."""

from __future__ import annotations

from making.markdown import MADE, table


def questions_page() -> str:
    """Every question with its parameters and columns."""
    from tracker.store.questions import questions

    parts = [
        "# Questions\n",
        MADE,
        "`tracker ask NAME` answers one. A column `x_low` with `x_high` is a bound: both ends equal "
        "where the number is exact, a null end where it is open, both null where nothing was observed. "
        "Times are the market's wall time, periods half-open: since is in, until is not.\n",
        "In JSON a decimal is a number, a timestamp `2026-04-06T00:00:00`, a date `2026-04-06`, a missing "
        "value null. In CSV every field is quoted, a timestamp is `2026-04-06 00:00:00`, a missing value is "
        "empty, and a text that a spreadsheet would run as a formula has an apostrophe before it.\n",
    ]
    for question in questions().values():
        parts.append(f"## {question.name}\n")
        parts.append(f"{question.answers}\n")
        parts.append(f"One row for each: {', '.join(f'`{name}`' for name in question.grain)}.\n")
        parts.append(
            table(
                ("option", "type", "meaning"),
                [(f"`--{p.name.replace('_', '-')}`", *p[1:]) for p in question.parameters],
            )
        )
        parts.append(table(("column", "type", "meaning"), [(f"`{c.name}`", *c[1:]) for c in question.columns]))
    return "\n".join(parts)


def refusals_page() -> str:
    """Every code of an error, a rejected row or a rejected cell, with its message."""
    from tracker.messages import REJECTED, STOPPED

    parts = ["# What is refused, and why\n", MADE]
    for title, texts in (("Errors that stop a step", STOPPED), ("Rows and cells that are refused", REJECTED)):
        parts.append(f"## {title}\n")
        parts.append(table(("code", "message"), [(f"`{code}`", text) for code, text in texts.items()]))
    return "\n".join(parts)
