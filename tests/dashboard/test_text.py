"""Numbers, bounds and foreign text as a person reads them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pandas as pd
import pytest

from tracker.dashboard import text


@pytest.mark.parametrize(
    ("low", "high", "unit", "shown"),
    [
        (12000, None, None, "≥ 12,000"),
        (12000, 12000, None, "12,000"),
        (Decimal("59.0000"), Decimal("129.5000"), None, "59–129.5"),
        (0, 1, None, "0–1"),
        (None, 10, None, "≤ 10"),
        (None, None, None, ""),
        (float("nan"), pd.NA, None, ""),
        (0.1234, 0.1234, "ratio", "12.34%"),
        (1.0588, 1.0588, "ratio", "105.88%"),
        (0, 0, None, "0"),
    ],
)
def test_bound(low: Any, high: Any, unit: str | None, shown: str) -> None:
    assert text.bound(low, high, unit) == shown


def test_moment_leaves_midnight_out() -> None:
    assert text.moment(pd.Timestamp("2026-06-01")) == "2026-06-01"
    assert text.moment(pd.Timestamp("2026-06-01 09:30")) == "2026-06-01 09:30"
    assert text.moment(pd.NaT) == ""


def test_plain_takes_every_mark_out_of_markdown() -> None:
    assert text.plain("**a** [x](javascript:1)\n# <b>") == r"\*\*a\*\* \[x\]\(javascript\:1\) \# \<b\>"


@pytest.mark.parametrize("address", ["https://evil.example/x", "WWW.evil.example", "somebody@evil.example"])
def test_plain_makes_no_link_of_an_address(address: str) -> None:
    shown = text.plain(address)
    assert "\u2060" in shown
    assert shown.replace("\\", "").replace("\u2060", "") == address


def test_short_counts_a_hanzi_as_two() -> None:
    assert text.short("法式碎花连衣裙", 8) == "法式碎花…"
    assert text.short("dress", 8) == "dress"


def test_distinct_keeps_cut_names_apart() -> None:
    long = "法式碎花连衣裙女夏季收腰显瘦"
    names = text.distinct([long + "一", long + "二"])
    assert len(set(names.values())) == 2
