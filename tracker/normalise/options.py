"""What the user says beside a document, and the settings that reading depends on."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass


@dataclass(frozen=True, slots=True)
class Options:
    """The options of an import. Null: the document has to say it. `observed_on` is a date or time as written;
    `date_order` is `day-first` or `month-first`. `columns`: pairs of a column and its meaning (see
    tracker.normalise.mapping), sorted."""

    kind: str = "auto"
    platform: str | None = None
    source: str | None = None
    category: str | None = None
    shop: str | None = None
    observed_on: str | None = None
    currency: str | None = None
    columns: tuple[tuple[str, str], ...] = ()
    date_order: str | None = None

    def as_json(self) -> str:
        """The options that were given, as canonical JSON: equal texts mean equal imports."""
        given = {name: value for name, value in asdict(self).items() if value not in (None, "auto", ())}
        return json.dumps(given, sort_keys=True, ensure_ascii=False)
