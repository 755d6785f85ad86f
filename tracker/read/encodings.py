"""Which encoding bytes without a mark are written in: each one's text is weighed by the characters of its language.

Bytes of one encoding mostly decode in another one too, as text that nobody writes. So every reading of a sample gets
a likelihood, by how frequent its characters are (encodings.toml), and the best one counts only where it stands out.
"""

from __future__ import annotations

import functools
import math
import re
import tomllib
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from importlib.resources import files
from typing import Any, NamedTuple

SAMPLE = 1 << 16
"""Bytes that are weighed, of lines that hold more than ASCII."""

_STANDS_OUT = 5.0
"""The best reading is exp(5), some 150 times, likelier than the next one that differs."""

_LEAST = {"hanzi": -10.0, "latin": -5.2, "marks": -6.0, "alphabet": -6.0}
"""The mean likelihood of a character beyond ASCII, as a logarithm, below which a text is none of its language."""

_ASCII = math.log(1 / 40)
_WRONG = math.log(1e-12)
"""A byte that is no character, or a character that nobody types: controls, private and unassigned ones."""

_RARE = {"hanzi": math.log(0.03 / 20_000), "latin": math.log(0.01 / 60)}
_RARE |= {"marks": _RARE["latin"], "alphabet": _RARE["latin"]}
_MARKS = math.log(0.06 / 120)
_COMMON = 0.91
_FLAT = 30
"""Of so many times N frequent characters, number n has a share proportional to 1 / (n + 2 + N)."""

_MIXED = -3.0
"""For each letter that touches one of another alphabet, each pair of accented Latin letters, and what isn't spelled so
in any language."""

_SEPARATORS = [[(sign, 0) for sign in b",;|\t\r\n 0123456789"], [(0, sign) for sign in b",;|\t\r\n 0123456789"]]
"""Pairs of bytes that are separators, line ends and digits in UTF-16, little-endian and big-endian."""

_TYPED = re.compile(r"[\u2010-\u203b\u2103\u2116\u2122\u2190-\u2199\u2460-\u2473\u25a0-\u25ff\u2605\u3000-\u3017"
                    r"\uff01-\uff5e\uffe0-\uffe5\u00a0-\u00bf\u00d7\u00f7\u20ac]")  # fmt: skip
_TOUCHING = re.compile(r"(?<=[A-Za-z])[^\W\d_a-zA-Z]|[^\W\d_a-zA-Z](?=[A-Za-z])")
_PAIRED = re.compile(r"[^\W\d_a-zA-Z](?=[^\W\d_a-zA-Z])")
_UNSPELLED = re.compile(
    r"[а-ѓѕ-џα-ώ](?=[А-ЯЀ-ЏΑ-Ϋ])|ς(?=[α-ώ])|[ά-ίό-ώ](?=[α-ώ]*[ά-ίό-ώ])"
    r"|[เ-ไ](?![ก-ฮ])|(?<![ก-ฮ])[ัิ-ฺ็]|(?<![ก-ฮัิ-ู])[่-๎]|(?<![ก-ฮ่-๋ัาิ-ู็])[ะาำ]"
    r"|(?<=[^\W\d_])[¤¦-©¬®-¶№؟](?=[^\W\d_])|(?<=[^\W\d_a-zA-Z])[@^`~|](?=[^\W\d_a-zA-Z])"
)
"""What no language writes: a capital behind a small letter, two accents or a last letter amid a Greek word, a vowel or
tone of Thai without its consonant, a sign amid a word."""


class Language(NamedTuple):
    """Characters of a language by their likelihood as a logarithm, and the encodings that it is written in."""

    script: str
    codecs: tuple[str, ...]
    prior: float
    likelihood: Mapping[str, float]


class _Reading(NamedTuple):
    """A sample read in an encoding. `mean`: of its characters beyond ASCII."""

    codec: str
    script: str
    text: str
    likelihood: float
    mean: float


def guess(sample: bytes, hint: str | None = None) -> str | None:
    """The encoding, by Python's name; null where no reading is text of a language that is known, or none stands out.

    `sample`: lines that aren't all ASCII. `hint`: what the document itself says of its encoding; it is believed among
    likely readings, not against the text.
    """
    readings = sorted(_readings(sample, _codec(hint)), key=lambda each: -each.likelihood)
    if not readings:
        return None
    best = readings[0]
    other = next((each for each in readings if each.text != best.text), None)
    if best.mean < _LEAST[best.script] or (best.script == "alphabet" and _is_one_letter(best.text)):
        return None
    if other is not None and best.likelihood - other.likelihood < _STANDS_OUT:
        return None
    return best.codec


def is_broken_utf8(sample: bytes) -> bool:
    """Whether bytes that are no UTF-8 were UTF-8 once: most of what isn't ASCII still is."""
    text = sample.decode("utf-8", errors="surrogateescape")
    wrong = sum(1 for sign in text if "\udc80" <= sign <= "\udcff")
    good = sum(1 for sign in text if sign > "\x7f" and not _is_odd(sign)) - wrong
    return good >= 4 and good >= 3 * wrong


def is_odd_utf8(sample: bytes) -> bool:
    """Whether all that isn't ASCII are letters of phonetics, combining marks and the like, in UTF-8."""
    try:
        text = sample.decode("utf-8")
    except UnicodeDecodeError:
        return False
    beyond = {sign for sign in text if sign > "\x7f"}
    return bool(beyond) and all(map(_is_odd, beyond))


def _is_odd(sign: str) -> bool:
    return "\u0180" <= sign <= "\u036f" or "\u0700" <= sign <= "\u07ff"


def may_be_hanzi(sample: bytes) -> bool:
    """Whether the bytes are common hanzi in GB18030."""
    return any(each.codec == "gb18030" and each.mean > _LEAST["hanzi"] for each in _readings(sample, None))


def utf16(head: bytes) -> str | None:
    """`utf-16-le` or `utf-16-be` by where the NULs of a document without a mark stand; null for other text.

    Digits, separators and line ends have a NUL behind or before them; a hanzi may have one too, on either side.
    """
    if head.count(0) * 50 <= len(head):
        return None
    pairs = Counter(zip(head[0::2], head[1::2], strict=False))
    little, big = (sum(pairs[pair] for pair in each) for each in _SEPARATORS)
    if max(little, big) * 50 <= len(head):
        return None
    if little > 2 * big:
        return "utf-16-le"
    return "utf-16-be" if big > 2 * little else None


def tried() -> str:
    """The encodings that are looked for, to be told."""
    return ", ".join(["utf-8", "utf-16", *dict.fromkeys(codec for each in _languages() for codec in each.codecs)])


def sample_of(chunks: Iterable[bytes]) -> bytes:
    """The lines of a document that aren't all ASCII, up to SAMPLE bytes."""
    found = bytearray()
    rest = b""
    for chunk in chunks:
        *lines, rest = re.split(rb"(?<=[\r\n])", rest + chunk)
        for line in lines:
            if not line.isascii():
                found += line
        if len(found) + len(rest) > SAMPLE:
            break
    if not rest.isascii():
        found += rest
    return bytes(found[:SAMPLE])


def _readings(sample: bytes, hint: str | None) -> Iterator[_Reading]:
    for codec in dict.fromkeys(codec for each in _languages() for codec in each.codecs):
        text = sample.decode(codec, errors="surrogateescape")
        counts = Counter(text)
        beyond = sum(count for sign, count in counts.items() if sign > "\x7f")
        for language in _languages():
            if codec in language.codecs and beyond:
                weight = sum(count * _likelihood(sign, language) for sign, count in counts.items() if sign > "\x7f")
                weight += _MIXED * _mixtures(text, language.script)
                ascii_ = _ASCII * (len(text) - beyond)
                trust = 10.0 if codec == hint else 0.0
                prior = language.prior - language.codecs.index(codec)
                yield _Reading(codec, language.script, text, weight + ascii_ + prior + trust, weight / beyond)


def _is_one_letter(text: str) -> bool:
    return len({sign for sign in text if sign > "\x7f"}) < 2


def _mixtures(text: str, script: str) -> int:
    """Places where letters meet that don't in the script."""
    if script == "hanzi":
        return 0
    unspelled = len(_UNSPELLED.findall(text))
    if script == "alphabet":
        return len(_TOUCHING.findall(text)) + unspelled
    return len(_PAIRED.findall(text)) + unspelled if script == "latin" else unspelled


def _likelihood(sign: str, language: Language) -> float:
    if (found := language.likelihood.get(sign)) is not None:
        return found
    if unicodedata.category(sign) in {"Cc", "Co", "Cs", "Cn"}:
        return _WRONG
    return _MARKS if _TYPED.match(sign) else _RARE[language.script]


def _codec(name: str | None) -> str | None:
    """The encoding that a document names, as one of ours: GBK and GB2312 are GB18030."""
    folded = (name or "").strip().lower().replace("_", "-")
    return _NAMES.get(folded, folded or None)


_NAMES = {
    "gbk": "gb18030",
    "gb2312": "gb18030",
    "cp936": "gb18030",
    "big5": "big5hkscs",
    "big5-hkscs": "big5hkscs",
    "shift-jis": "cp932",
    "shift_jis": "cp932",
    "sjis": "cp932",
    "windows-31j": "cp932",
    "euc-jp": "euc_jp",
    "euc-kr": "cp949",
    "ks-c-5601-1987": "cp949",
    "iso-8859-1": "cp1252",
    "latin1": "cp1252",
    "iso-8859-2": "cp1250",
    "iso-8859-9": "cp1254",
    "tis-620": "cp874",
} | {f"windows-{number}": f"cp{number}" for number in (874, *range(1250, 1259))}
"""Names of encodings in documents, where they differ from Python's."""


@functools.cache
def _languages() -> tuple[Language, ...]:
    rows = tomllib.loads(files("tracker.read").joinpath("encodings.toml").read_text(encoding="utf-8"))["language"]
    return tuple(_language(row) for row in rows)


def _language(row: Mapping[str, Any]) -> Language:
    common: str = row["common"]
    shares = {sign: 1 / (place + 2 + len(common) / _FLAT) for place, sign in enumerate(common)}
    whole = sum(shares.values())
    return Language(
        script=row["script"],
        codecs=tuple(row["codecs"]),
        prior=row["prior"],
        likelihood={sign: math.log(_COMMON * share / whole) for sign, share in shares.items()},
    )
