"""The user's language: English texts in the code, other languages in gettext catalogues, read from their .po files."""

from __future__ import annotations

import contextvars
import functools
import os
from importlib.resources import files
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from gettext import NullTranslations

LANGUAGES = ("en", "zh")
"""English is the language of the source; each other one has catalogues in tracker/locale/."""

_active: contextvars.ContextVar[str | None] = contextvars.ContextVar("language", default=None)


def activate(language: str) -> None:
    """Make it the language of this thread: a visitor of the dashboard has one of their own. Others than LANGUAGES
    are read as English."""
    _active.set(language if language in LANGUAGES else "en")


def language() -> str:
    """The language in use."""
    return _active.get() or default_language()


def default_language() -> str:
    """The language where nobody chose: TRACKER_LANG, else the system's."""
    for name in ("TRACKER_LANG", "LC_ALL", "LC_MESSAGES", "LANG"):
        value = os.environ.get(name, "")
        if value:
            return "zh" if value.lower().startswith("zh") else "en"
    return "zh" if _system_locale().startswith(("zh", "chinese")) else "en"


def gettext(text: str) -> str:
    """The text in the language in use; the text itself where the catalogues lack it."""
    chosen = language()
    return text if chosen == "en" else _catalogue(chosen).gettext(text)


def N_(text: str) -> str:  # noqa: N802 (gettext's own name for it)
    """Mark a text for the catalogues that is translated later, where it is used."""
    return text


@functools.cache
def _catalogue(language: str) -> NullTranslations:
    from gettext import GNUTranslations
    from io import BytesIO

    from babel.messages.catalog import Catalog
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    merged = Catalog(locale=language)
    for each in sorted(files("tracker").joinpath(f"locale/{language}/LC_MESSAGES").iterdir(), key=lambda f: f.name):
        if each.name.endswith(".po"):
            for message in read_po(BytesIO(each.read_bytes()), locale=language):
                if message.id:
                    merged.add(message.id, message.string)
    compiled = BytesIO()
    write_mo(compiled, merged)
    compiled.seek(0)
    return GNUTranslations(compiled)


def _system_locale() -> str:
    """What Windows and macOS say outside the environment."""
    import locale

    return (locale.getlocale()[0] or "").lower()
