"""The page *Titles* as a person uses it in Chromium: type versions, read what they cover, take a draft."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.person import Person
from tracker.store.place import Store

pytestmark = [pytest.mark.browser, pytest.mark.xdist_group("browser")]

WAIT = 90_000
"""Milliseconds that the page may take on a busy machine."""


@pytest.fixture
def sample(sample_store: Store, tmp_path: Path) -> None:
    """The sample market in the store that the server will open."""
    shutil.copytree(sample_store.path.parent, tmp_path / "store", dirs_exist_ok=True)


@pytest.mark.usefixtures("sample")
def test_a_person_compares_versions_and_sees_what_is_risky(person: Person) -> None:
    page = person.page
    person.open("titles", "标题")
    typed = page.get_by_label("标题，每行一个（最多 6 个）")
    expect(typed).to_have_value("蕾丝连衣裙女2026夏季新款轻熟风修身温柔风提花泡泡袖衬衫裙", timeout=WAIT)
    typed.fill("碎花连衣裙女夏季最佳\n<b>雪纺</b>**连衣裙**")
    typed.press("Control+Enter")
    expect(page.get_by_role("tab", name="版本 2")).to_be_visible(timeout=WAIT)
    person.rest()
    heading = page.get_by_role("heading", level=4).first
    expect(heading).to_have_text("碎花连衣裙女夏季最佳")
    assert heading.locator("span", has_text="最佳").last.evaluate(
        "each => getComputedStyle(each).backgroundColor !== 'rgba(0, 0, 0, 0)'"
    )
    expect(page.get_by_text("《广告法》第九条第（三）项点名禁止。")).to_be_visible()
    page.get_by_role("tab", name="版本 2").click()
    expect(page.get_by_role("heading", name="<b>雪纺</b>**连衣裙**")).to_be_visible()
    expect(page.get_by_test_id("stAlertContentError")).to_have_count(0)
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    assert wide <= 0


@pytest.mark.usefixtures("sample")
def test_a_draft_is_taken_as_a_version(person: Person) -> None:
    page = person.page
    person.open("titles", "标题")
    person.click("起草标题")
    page.get_by_role("button", name="拿去修改").first.click(timeout=WAIT)
    expect(page.get_by_role("tab", name="版本 2")).to_be_visible(timeout=WAIT)


@pytest.mark.usefixtures("sample")
def test_what_is_typed_is_heard_without_a_key_or_a_click(person: Person) -> None:
    page = person.page
    person.open("titles", "标题")
    typed = page.get_by_label("标题，每行一个（最多 6 个）")
    expect(page.get_by_role("tab", name="版本 1")).to_be_visible(timeout=WAIT)
    person.rest()
    typed.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("\n碎花连衣裙")
    expect(page.get_by_role("tab", name="版本 2")).to_be_visible(timeout=WAIT)
    opener = "少有标题使用的关键词"
    page.get_by_role("radio", name=opener).or_(page.get_by_role("button", name=opener)).first.click()
    person.sees("个，使用它的标题不超过 10%")
    typed.click()
    page.keyboard.press("Control+End")
    page.keyboard.type("女夏")
    page.get_by_role("tab", name="版本 2").click()
    expect(page.get_by_role("heading", level=4, name="碎花连衣裙女夏")).to_be_visible(timeout=WAIT)
    person.sees("个，使用它的标题不超过 10%")
