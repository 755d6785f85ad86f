"""The pages of analysed answers over the sample market, as a person sees them in Chromium."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person, pixels_of
from tracker.dashboard.charts import PALETTE
from tracker.store.place import Store

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WAIT = 90_000
"""Milliseconds that the slowest page may take on a busy machine."""

PAGES = {"shops": ("店铺", 3), "products": ("商品", 5), "industry": ("行业", 3), "timing": ("时段", 2)}
"""Title, and how many charts the sample fills at least."""


@pytest.fixture
def sample(sample_store: Store, tmp_path: Path) -> None:
    """The sample market in the store that the server will open."""
    folder = tmp_path / "store"
    folder.mkdir()
    for path in sample_store.path.parent.iterdir():
        copied = folder / path.name
        if path.is_dir():
            shutil.copytree(path, copied)
        else:
            shutil.copy2(path, copied)


@pytest.mark.usefixtures("sample")
@pytest.mark.parametrize("address", list(PAGES))
def test_a_page_is_drawn_whole_and_fits_its_window(person: Person, address: str) -> None:
    title, charts = PAGES[address]
    person.open(address, title)
    expect(person.charts().nth(charts - 1)).to_be_visible(timeout=WAIT)
    expect(person.page.get_by_test_id("stStatusWidget")).to_have_count(0, timeout=WAIT)
    assert pixels_of(person.charts().first, PALETTE[0]) > 100
    expect(person.page.get_by_test_id("stAlertContentError")).to_have_count(0)
    wide = person.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@pytest.mark.usefixtures("sample")
def test_keywords_lead_from_the_trend_to_a_map_and_to_what_moved(person: Person) -> None:
    person.open("keywords", "关键词")
    expect(person.charts().first).to_be_visible(timeout=WAIT)
    person.rest()
    person.choose("来源", "生意参谋")
    person.rest()
    person.page.get_by_role("radio", name="机会").or_(person.page.get_by_role("button", name="机会")).first.click()
    person.sees("需求供给比")
    expect(person.charts().first).to_be_visible(timeout=WAIT)
    person.rest()
    assert pixels_of(person.charts().first, PALETTE[0]) > 20
    person.sees_in_table("茶歇裙")
    person.unfold("复制关键词")
    person.sees("茶歇裙")
    person.page.get_by_role("radio", name="变化").or_(person.page.get_by_role("button", name="变化")).first.click()
    person.sees("上升最多的是")
    expect(person.page.get_by_test_id("stAlertContentError")).to_have_count(0)
