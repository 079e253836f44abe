"""A teacher works through what was handed in without touching the mouse."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cms.demo.people import TEACHER

from .conftest import OpenPage
from .manners import scrolls_sideways, widest
from .steps import say, sign_in

pytestmark = pytest.mark.slow

QUEUE = "/admin/learning/assignments/"


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is meant has the focus."""
    for _step in range(60):
        if page.locator(selector).first.evaluate("element => element === document.activeElement"):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"Tab never comes to {selector}")


def test_two_submissions_are_assessed_by_keyboard(open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    page = open_page()
    sign_in(page, TEACHER.email, landing="**/admin/")
    page.goto(QUEUE)
    expect(page.locator("table.listing tbody tr")).to_have_count(2)
    axe(page)

    tab_to(page, "a[accesskey=n]")
    page.keyboard.press("Enter")
    page.wait_for_url(f"**{QUEUE}*/")
    first = page.url
    axe(page)
    tab_to(page, ".assess-ways a")
    page.keyboard.press("Enter")
    for place in range(3):
        tab_to(page, f".assess-form fieldset:nth-of-type({place + 1}) input:checked")
        page.keyboard.press("ArrowDown")
    tab_to(page, "#comment")
    page.keyboard.type(" Nesten.")
    page.keyboard.press("Control+Enter")

    page.wait_for_url(lambda url: QUEUE in url and url != first)
    expect(page.locator("input[type=radio]:checked")).to_have_count(0)
    page.set_viewport_size({"width": 320, "height": 640})
    assert not scrolls_sideways(page), widest(page)
    for place in range(3):
        tab_to(page, f".assess-form fieldset:nth-of-type({place + 1}) input")
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Control+Enter")

    page.wait_for_url(f"**{QUEUE}")
    expect(page.locator("main")).to_contain_text(say(page, "Nothing waits to be assessed."))
