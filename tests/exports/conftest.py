"""The flag that writes what the cases of exports become today; the diff is to be read before it is kept."""

from __future__ import annotations

import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--write-expected", action="store_true", help="write expected.json of the cases of exports anew")
