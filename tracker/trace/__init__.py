"""From a stored number back to its cell: document, sheet, row, column, and the text as it stands there.

`listing`, `shop`, `sales` and `keyword` answer for one thing that was observed; `Trace` is what they answer with.
"""

from __future__ import annotations

from tracker.trace.model import Also, Evidence, Problem, Snapshot, Trace, Value
from tracker.trace.tracing import keyword, listing, sales, shop

__all__ = ["Also", "Evidence", "Problem", "Snapshot", "Trace", "Value", "keyword", "listing", "sales", "shop"]
