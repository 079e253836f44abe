"""A coordinator makes a professional day: from nothing to published and open for sign-up in at most twelve pages."""

from datetime import date, timedelta

from playwright.sync_api import Page, Request, expect

from cms.demo.people import COORDINATOR

from .conftest import OpenPage
from .steps import at, press, say, sign_in

MOST_PAGES = 12
TITLE = "Når mobilnettet faller ut"


def test_a_day_goes_from_nothing_to_open_in_twelve_pages(open_page: OpenPage, axe) -> None:
    page = open_page()
    sign_in(page, COORDINATOR.email, landing="**/admin/")
    loads = count_loads(page)

    page.goto("/admin/events/")
    press(page.locator("main"), "New event", role="link")
    fill_in(page)
    press(page.locator("main"), "Make it as a draft")
    expect(page.locator(".messages")).to_contain_text(TITLE)
    press(page.locator("main"), "Open sign-up", role="link")
    press(page.locator("main"), "Open sign-up")
    expect(page.locator("main")).to_contain_text(say(page, "Open for sign-up"))

    # The list, the form, the event, the question before it opens, and the event again; with the two forms' answers.
    assert 5 <= len(loads) <= MOST_PAGES, loads
    # Messages fade in, and are hard to read meanwhile.
    page.reload()
    axe(page)
    see_it_as_a_visitor(open_page(width=320), page)


def count_loads(page: Page) -> list[str]:
    """Every page this window asks for from now on: also what a form is answered with, and where that leads."""
    loads: list[str] = []

    def count(request: Request) -> None:
        if request.is_navigation_request() and request.frame == page.main_frame:
            loads.append(f"{request.method} {request.url}")

    page.on("request", count)
    return loads


def fill_in(page: Page) -> None:
    day = date.today() + timedelta(days=60)  # noqa: DTZ011  the demo's own clock
    page.locator("[name=title]").fill(TITLE)
    page.locator("[name=day]").fill(day.isoformat())
    page.locator("[name=starts]").fill("10:00")
    page.locator("[name=ends]").fill("15:00")
    page.locator("[name=venue]").fill("Elvestad kulturhus")
    page.locator("[name=places]").fill("40")
    page.locator("[name=deadline]").fill((day - timedelta(days=7)).isoformat())


def see_it_as_a_visitor(visitor: Page, coordinator: Page) -> None:
    """Somebody without an account finds its page published below the event calendar, and the way in is open."""
    link = coordinator.get_by_role("link", name=say(coordinator, "See it as visitors do"), exact=True)
    visitor.goto(link.get_attribute("href") or "")
    assert at(visitor) == "/nb/arrangementer/nar-mobilnettet-faller-ut/"
    expect(visitor.locator("h1")).to_have_text(TITLE)
    press(visitor.locator("main"), "Sign up", role="link")
    expect(visitor.locator("h1")).to_have_text(say(visitor, "Sign up"))
    expect(visitor.locator("[name=email]")).to_be_visible()
