"""Every word of the dashboard is in the catalogue, once and with the same places to fill in."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.support import ROOT

FOLDER = ROOT / "tracker" / "locale" / "zh" / "LC_MESSAGES"

OF_THE_DASHBOARD = ("dashboard.po", "pages*.po")
"""The catalogue of its frame and first pages, and those of the pages of analysed answers."""


def catalogue(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}


def known(*patterns: str) -> dict[str, str]:
    """What these catalogues hold."""
    found: dict[str, str] = {}
    for path in (path for each in patterns for path in sorted(FOLDER.glob(each))):
        found |= catalogue(path)
    return found


def said() -> set[str]:
    found = extract_from_dir(ROOT / "tracker" / "dashboard", [("**.py", "python")], {}, keywords={"_": None})
    return {str(message) for _file, _line, message, _comments, _context in found}


def test_everything_that_the_dashboard_says_is_translated() -> None:
    translated = known("*.po")
    assert {each for each in said() if not translated.get(each)} == set()


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    assert set(known(*OF_THE_DASHBOARD)) - said() == set()


def test_translations_fill_in_the_same_places() -> None:
    for text, translated in known(*OF_THE_DASHBOARD).items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", translated)), text


def test_catalogues_never_contradict_one_another() -> None:
    """They are merged when read: a text in two of them would be said in the words of the last."""
    seen: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.po")):
        for text, translated in catalogue(path).items():
            assert seen.setdefault(text, translated) == translated, (path.name, text)
