"""The pages, opened without a browser; they show the store that TRACKER_STORE names."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from streamlit.testing.v1 import AppTest

from tracker.i18n import activate
from tracker.store.place import Store

Page = Callable[..., AppTest]


@pytest.fixture(autouse=True)
def _english() -> Iterator[None]:
    """Each test begins and ends in English."""
    activate("en")
    yield
    activate("en")


@pytest.fixture
def open_page(monkeypatch: pytest.MonkeyPatch) -> Page:
    """Open a page of a store in a language, with filters as the address gives them."""

    def opened(store: Store, address: str, language: str = "en", **filters: str | list[str]) -> AppTest:
        monkeypatch.setenv("TRACKER_STORE", str(store.path))
        script = f"from tracker.dashboard.entry import main\n\nmain({address!r})\n"
        app = AppTest.from_string(script, default_timeout=60)
        app.query_params["lang"] = language
        for name, value in filters.items():
            app.query_params[name] = value
        return app.run()

    return opened
