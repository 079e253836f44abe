"""An editor writes the page of a professional day, and visitors follow how far it has come."""

from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from cms import clock
from cms.demo.people import COORDINATOR, EDITOR

from .conftest import OpenPage
from .steps import at, press, say, sign_in

TITLE, LEAD = "Langvarig strømbrudd i vinterferien", "Hva gjør kommunen på dag tre?"
DAY = clock.today() + timedelta(days=60)


def test_editor_writes_a_day_and_visitors_follow_it(open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    editor, coordinator = open_page(), open_page()
    visitor = open_page(width=320, height=720, color_scheme="dark")
    sign_in(editor, EDITOR.email, landing="**/admin/")
    sign_in(coordinator, COORDINATOR.email, landing="**/admin/")
    make_event(coordinator)
    write_page(editor, coordinator)
    expect_on_page(visitor, "Save the date", path=take_step(coordinator, "announce"))
    axe(visitor)
    fits(visitor)
    take_step(coordinator, "open")
    expect_on_page(visitor, "Open for sign-up")
    look_through_calendar(visitor, axe)
    take_step(coordinator, "cancel", reason="Uvær")
    expect_on_page(visitor, "This is cancelled")
    axe(visitor)


def make_event(coordinator: Page) -> None:
    """One form: the occurrence is there as a draft, and so is its page."""
    coordinator.goto("/admin/events/new/")
    values = {"title": TITLE, "starts": "10:00", "ends": "16:00", "venue": "Elvestad kulturhus", "places": "60"}
    for name, value in (values | {"day": DAY.isoformat()}).items():
        coordinator.locator(f"[name={name}]").fill(value)
    press(coordinator, "Make it as a draft")
    expect(coordinator.locator("h1")).to_contain_text(TITLE)


def write_page(editor: Page, coordinator: Page) -> None:
    """The coordinator sees where; the editor writes and leaves publishing to the announcement."""
    address = coordinator.get_by_role("link", name=say(coordinator, "Write the page")).get_attribute("href")
    editor.goto(str(address))
    editor.locator("[name=lead]").fill(LEAD)
    press(editor.locator("footer"), "Save draft")
    expect(editor.locator(".messages")).to_contain_text(TITLE)


def take_step(coordinator: Page, step: str, *, reason: str = "") -> str:
    """From the desk through the question before the step; return where visitors see it."""
    page = at(coordinator)
    coordinator.goto(f"{page}{step}/")
    if reason:
        coordinator.locator("[name=reason]").fill(reason)
    coordinator.locator("main form button[type=submit]").first.click()
    expect(coordinator.locator(".messages")).to_be_visible()
    return str(coordinator.get_by_role("link", name=say(coordinator, "See it as visitors do")).get_attribute("href"))


def expect_on_page(visitor: Page, text: str, *, path: str = "") -> None:
    """The address of the occurrence leads to its page, which was written in words of its own."""
    if path:
        visitor.goto(path)
    else:
        visitor.reload()
    expect(visitor.locator("h1")).to_have_text(TITLE)
    expect(visitor.locator("main")).to_contain_text(LEAD)
    expect(visitor.locator("main")).to_contain_text(say(visitor, text))


def look_through_calendar(visitor: Page, axe: Callable[[Page], None]) -> None:
    """Every view on a phone, in the dark; the event stands in each."""
    here = visitor.url
    for view in ("list", "month", "near"):
        visitor.goto(f"/events/?view={view}&month={DAY:%Y-%m}")
        if view == "near":
            visitor.locator("[name=municipality]").select_option(index=1)
            press(visitor, "Show events")
        expect(visitor.get_by_role("link", name=TITLE)).to_be_visible()
        axe(visitor)
        fits(visitor)
    visitor.goto(here)


def fits(visitor: Page) -> None:
    assert visitor.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), visitor.url
