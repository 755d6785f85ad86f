"""One text in other writings."""

from __future__ import annotations

_WIDE = {code: chr(code + 0xFEE0) for code in range(0x21, 0x7F)}


def wide(text: str) -> str:
    """The text with every ASCII sign in its full-width form, as Chinese input methods write it."""
    return text.translate(_WIDE)
