"""The command `tracker`: settle the language, run the command line, tell an error in words."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from tracker.i18n import activate, default_language

_LANGUAGES = ("en", "zh")


def main(argv: Sequence[str] | None = None) -> int:
    """Run one command. The exit code: 0 done, 1 with rejections or findings, 2 stopped, 130 interrupted."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    activate(asked_language(sys.argv[1:] if argv is None else argv) or default_language())
    # The texts of --help are read when these modules are imported: in the language that is active by now.
    from typer.main import get_command

    from tracker.cli import output, usage
    from tracker.cli.app import app
    from tracker.errors import TrackerError, unforeseen

    try:
        return usage.run(usage.translated(get_command(app)), argv)
    except SystemExit as end:
        return end.code if isinstance(end.code, int) else 2
    except TrackerError as error:
        output.complain(str(error))
        return 2
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 (see docs/decisions/0006-last-resort.md)
        output.complain(str(unforeseen(error)))
        return 2


def asked_language(argv: Sequence[str]) -> str | None:
    """The language that --lang names anywhere in the arguments, or null."""
    for place, word in enumerate(argv):
        name, _, value = word.partition("=")
        if name == "--lang":
            chosen = value or "".join(argv[place + 1 : place + 2])
            return chosen if chosen in _LANGUAGES else None
    return None


if __name__ == "__main__":
    sys.exit(main())
