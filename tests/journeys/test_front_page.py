"""The smallest journey: somebody opens the front page."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

WIDTHS = [320, 1440]


@pytest.mark.parametrize("width", WIDTHS)
def test_front_page_answers_and_is_accessible(page: Page, axe: Callable[[Page], None], width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})

    response = page.goto("/")

    assert response is not None
    assert response.status == 200
    expect(page.locator("h1")).to_be_visible()
    axe(page)


@pytest.mark.parametrize("width", WIDTHS)
def test_front_page_never_scrolls_sideways(page: Page, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    page.goto("/")

    assert page.evaluate("document.documentElement.scrollWidth") <= width
