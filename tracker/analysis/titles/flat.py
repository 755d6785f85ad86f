"""Many texts folded at once for cutting: as long as they were, so that each word is found again in the text itself."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from tracker.normalise.fold import simplified

END = "\n"
"""Stands behind each text in the joined ones, and nowhere else in the folded one."""

_SIGNS = 0x110000
_PLAIN = np.zeros(_SIGNS, np.uint32)
_IS_KNOWN = np.zeros(_SIGNS, np.bool_)
_IS_TRADITIONAL = np.zeros(_SIGNS, np.bool_)


class Flat(NamedTuple):
    """Texts of which each is followed by END. `spelled`: as they are; `folded`: without width, case and traditional
    forms, every character in its place; `changed`: the places of characters that folding changed, ascending."""

    spelled: str
    folded: str
    changed: NDArray[np.int64]


def flatten(texts: Sequence[str]) -> Flat:
    """The texts joined and folded character by character: NFKC and case where one character becomes one, traditional to
    simplified where the text stays as long. Control characters, line breaks in a text among them, are blanks."""
    spelled = END.join([*texts, ""])
    codes = np.frombuffer(spelled.encode("utf-32-le", "surrogatepass"), np.uint32)
    if not _IS_KNOWN[codes].all():
        _learn(np.unique(codes[~_IS_KNOWN[codes]]))
    plain = _PLAIN[codes]
    ends = np.cumsum([len(text) + 1 for text in texts], dtype=np.int64) - 1
    plain[ends] = ord(END)
    traditional = np.flatnonzero(_IS_TRADITIONAL[codes])
    if len(traditional):
        _simplify(plain, ends, np.unique(np.searchsorted(ends, traditional)))
    return Flat(spelled, plain.tobytes().decode("utf-32-le"), np.flatnonzero(plain != codes))


def _simplify(plain: NDArray[np.uint32], ends: NDArray[np.int64], rows: NDArray[np.int64]) -> None:
    """Write the simplified forms of these texts over them, each where it is as long as the text."""
    starts = np.concatenate([[0], ends[:-1] + 1])
    lines = [plain[starts[row] : ends[row]].tobytes().decode("utf-32-le") for row in rows.tolist()]
    for row, before, after in zip(rows.tolist(), lines, simplified(END.join(lines)).split(END), strict=True):
        if len(after) == len(before):
            plain[starts[row] : ends[row]] = np.frombuffer(after.encode("utf-32-le"), np.uint32)


def _learn(codes: NDArray[np.uint32]) -> None:
    """Enter what becomes of each of these characters. Entered twice it is the same, so threads don't wait."""
    chars = [_plain(code) for code in codes.tolist()]
    forms = simplified(END.join(chars)).split(END)
    _PLAIN[codes] = [ord(char) for char in chars]
    _IS_TRADITIONAL[codes] = [char != form for char, form in zip(chars, forms, strict=True)]
    _IS_KNOWN[codes] = True


def _plain(code: int) -> str:
    char = chr(code)
    if unicodedata.category(char) in {"Cc", "Cs", "Zl", "Zp"}:
        return " "
    narrow = unicodedata.normalize("NFKC", char)
    folded = narrow.casefold()
    return folded if len(folded) == 1 else narrow if len(narrow) == 1 else char
