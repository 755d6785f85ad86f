"""Every word of the dashboard is in the catalogue, once and with the same places to fill in."""

from __future__ import annotations

import re
from pathlib import Path

from babel.messages.extract import extract_from_dir
from babel.messages.pofile import read_po

from tests.support import ROOT

FOLDER = ROOT / "tracker" / "locale" / "zh" / "LC_MESSAGES"


def catalogue(path: Path) -> dict[str, str]:
    with path.open("rb") as file:
        return {str(each.id): str(each.string) for each in read_po(file) if each.id}


def said() -> set[str]:
    found = extract_from_dir(ROOT / "tracker" / "dashboard", [("**.py", "python")], {}, keywords={"_": None})
    return {str(message) for _file, _line, message, _comments, _context in found}


def test_everything_that_the_dashboard_says_is_translated() -> None:
    known = catalogue(FOLDER / "dashboard.po")
    assert {each for each in said() if not known.get(each)} == set()


def test_the_catalogue_holds_nothing_that_nobody_says() -> None:
    assert set(catalogue(FOLDER / "dashboard.po")) - said() == set()


def test_translations_fill_in_the_same_places() -> None:
    for text, translated in catalogue(FOLDER / "dashboard.po").items():
        assert sorted(re.findall(r"{\w+}", text)) == sorted(re.findall(r"{\w+}", translated)), text


def test_catalogues_never_contradict_one_another() -> None:
    """They are merged when read: a text in two of them would be said in the words of the last."""
    seen: dict[str, str] = {}
    for path in sorted(FOLDER.glob("*.po")):
        for text, translated in catalogue(path).items():
            assert seen.setdefault(text, translated) == translated, (path.name, text)
