"""Write the pages that are made from the code: docs/cli.md, questions.md, refusals.md, formats.md and docs/formats/.

`python docs/generate.py` writes them; with `--check` it writes nothing, and exits 1 where one is not current. What
each page says is made in docs/making/.
"""

from __future__ import annotations

import sys
from pathlib import Path

from making.answers import questions_page, refusals_page
from making.columns import columns_page
from making.commands import cli_page
from making.exports import exports_page
from making.formats import formats_page
from making.values import values_page

from tracker.i18n import activate

DOCS = Path(__file__).resolve().parent


def pages() -> dict[str, str]:
    """Each page's text by its name, in English."""
    activate("en")
    return {
        "cli.md": cli_page(),
        "questions.md": questions_page(),
        "refusals.md": refusals_page(),
        "formats.md": formats_page(),
        "formats/columns.md": columns_page(),
        "formats/exports.md": exports_page(),
        "formats/values.md": values_page(),
    }


def main(check: bool) -> int:
    """Write or check the pages; the exit code."""
    made = pages()
    old = [name for name, text in made.items() if not _is_current(DOCS / name, text)]
    for name in old:
        if check:
            print(f"docs/{name} is not current: python docs/generate.py", file=sys.stderr)  # noqa: T201 - a script
        else:
            (DOCS / name).write_text(made[name], encoding="utf-8", newline="\n")
    return 1 if check and old else 0


def _is_current(path: Path, text: str) -> bool:
    return path.exists() and path.read_text(encoding="utf-8") == text


if __name__ == "__main__":
    sys.exit(main("--check" in sys.argv[1:]))
