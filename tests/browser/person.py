"""What a person does and sees in the browser: open a page, drop a file, read a table, look at a chart."""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import Locator, Page, expect

PATIENCE_MS = 30_000
"""How long an expectation is polled."""

_IS_STILL = "() => document.getAnimations().every(each => each.playState !== 'running')"

expect.set_options(timeout=PATIENCE_MS)


class Person:
    """One browser page on the app."""

    def __init__(self, page: Page, server: str) -> None:
        self.page, self.server = page, server
        page.set_default_timeout(PATIENCE_MS)

    def open(self, address: str, title: str, language: str = "zh") -> None:
        """Open a page and wait for its title."""
        self.page.goto(f"{self.server}/{address}?lang={language}")
        expect(self.page.get_by_role("heading", name=title, exact=True)).to_be_visible()

    def go(self, title: str) -> None:
        """Follow the link in the sidebar."""
        self.page.get_by_test_id("stSidebarNav").get_by_role("link", name=title).click()
        expect(self.page.get_by_role("heading", name=title, exact=True)).to_be_visible()

    def drop(self, path: Path) -> None:
        """Give a file to the uploader."""
        self.page.locator('input[type="file"]').set_input_files(path)

    def click(self, name: str) -> None:
        """Press the button of that name."""
        self.page.get_by_role("button", name=name).click()

    def choose(self, box: str, option: str, *, stays: bool = True) -> None:
        """Open a box of choices, type an option, and take it once it is offered. A box that asks (`stays` false) goes
        when it is answered."""
        field, options = self.page.get_by_role("combobox", name=box), self.page.get_by_role("option")
        expect(field).to_be_visible()
        self.rest()  # a list that is open closes when the page moves
        field.click()
        expect(options.first).to_be_visible()
        self.page.keyboard.type(option)
        self.page.get_by_role("option", name=option, exact=True).click()
        expect(options).to_have_count(0)
        if stays:
            expect(field.first).to_have_value(option)  # the box of before may stand beside the new one for a moment
        expect(field).to_have_count(int(stays))

    def rest(self) -> None:
        """Wait until the page is done and nothing on it moves."""
        expect(self.page.get_by_test_id("stApp")).to_have_attribute("data-test-script-state", "notRunning")
        self.page.wait_for_function(_IS_STILL)

    def unfold(self, label: str) -> None:
        """Open what is folded away, once the page is done: a page that is made anew folds it up again."""
        self.rest()
        self.page.get_by_text(label).click()

    def sees(self, text: str) -> None:
        """The text is on the page."""
        expect(self.page.get_by_text(text).first).to_be_visible()

    def sees_in_table(self, *cells: str) -> None:
        """Some table of the page has these cells (tables are canvases with an accessible table inside)."""
        for cell in cells:
            grid = self.page.locator('[data-testid="stDataFrame"] [role="gridcell"]')
            expect(grid.filter(has_text=cell).first).to_be_attached()

    def mark_row(self, number: int) -> None:
        """Mark a row (from 1) of the first table at its left edge, once the table stands where it will stand."""
        self.rest()
        table = self.page.get_by_test_id("stDataFrame").first
        row = table.locator(f'[role="row"][aria-rowindex="{number + 1}"]')
        expect(row).to_be_attached()
        table.scroll_into_view_if_needed()
        self.rest()
        table.click(position={"x": 15, "y": 35 * (number + 0.5)})
        expect(row).to_have_attribute("aria-selected", "true")

    def charts(self) -> Locator:
        """The charts of the page."""
        return self.page.get_by_test_id("stVegaLiteChart")


def pixels_of(chart: Locator, colour: str) -> int:
    """How many pixels of a chart have about a colour (#rrggbb)."""
    wanted = tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))
    image = Image.open(io.BytesIO(chart.screenshot())).convert("RGB")
    found = image.getcolors(image.width * image.height) or []
    return sum(count for count, each in found if all(abs(a - b) < 12 for a, b in zip(each, wanted, strict=True)))
