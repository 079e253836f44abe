"""One place and two who want it: the second waits, is offered the place when the first gives it back, and says yes.
All of it on the smallest screen, without any script.
"""

from datetime import timedelta

from playwright.sync_api import Page, expect

from cms import clock
from cms.demo.people import COORDINATOR

from .conftest import OpenPage
from .manners import scrolls_sideways, widest
from .steps import press, say, sign_in

TITLE = "Fagdag om evakuering"
DAY = clock.today() + timedelta(days=70)
SMALLEST = {"width": 320, "height": 640, "java_script_enabled": False}
FIRST, SECOND = ("Ingrid Moen", "ingrid.moen@example.org"), ("Sven Aronsson", "sven.aronsson2@example.org")


def test_one_waits_and_gets_the_place_of_another(open_page: OpenPage) -> None:
    coordinator = open_page()
    sign_in(coordinator, COORDINATOR.email, landing="**/admin/")
    form = open_day(coordinator)
    first, second = open_page(**SMALLEST), open_page(**SMALLEST)

    fill_in(first, form, *FIRST)
    fill_in(second, form, *SECOND)
    press(first, "Sign up")
    expect(first.locator("h1")).to_have_text(say(first, "You have a place"))
    fits(first)

    wait_in_line(second)
    give_back(first)
    take_offer(second)


def open_day(coordinator: Page) -> str:
    """A day with one place, open for sign-up; return the address of its form."""
    coordinator.goto("/admin/events/new/")
    values = {"title": TITLE, "starts": "10:00", "ends": "16:00", "venue": "Elvestad kulturhus", "places": "1"}
    for name, value in (values | {"day": DAY.isoformat()}).items():
        coordinator.locator(f"[name={name}]").fill(value)
    press(coordinator, "Make it as a draft")
    coordinator.goto(f"{coordinator.url}open/")
    coordinator.locator("main form button[type=submit]").first.click()
    expect(coordinator.locator(".messages")).to_be_visible()
    seen = coordinator.get_by_role("link", name=say(coordinator, "See it as visitors do")).get_attribute("href")
    return f"{seen}sign-up/"


def fill_in(visitor: Page, form: str, name: str, email: str) -> None:
    visitor.goto(form)
    fits(visitor)
    visitor.locator("[name=name]").fill(name)
    visitor.locator("[name=email]").fill(email)
    visitor.locator("[name=terms]").check()


def wait_in_line(visitor: Page) -> None:
    """All was taken while they wrote; what they wrote stands there still."""
    press(visitor, "Sign up")
    expect(visitor.locator("[role=alert]").first).to_contain_text(say(visitor, "All places were taken while you wrote"))
    expect(visitor.locator("[name=name]")).to_have_value(SECOND[0])
    fits(visitor)
    press(visitor, "Put me on the waiting list")
    expect(visitor.locator("h1")).to_have_text(say(visitor, "You are on the waiting list"))
    fits(visitor)


def give_back(visitor: Page) -> None:
    open_mail(visitor, FIRST[1], "/bookings/")
    press(visitor, "Cancel the booking", role="link")
    fits(visitor)
    press(visitor, "Yes, give back")
    expect(visitor.locator("h1")).to_have_text(say(visitor, "This booking is over"))


def take_offer(visitor: Page) -> None:
    """The link of the mail leads to one button."""
    open_mail(visitor, SECOND[1], "/offer/")
    fits(visitor)
    press(visitor, "Yes, we come")
    expect(visitor.locator("h1")).to_have_text(say(visitor, "You have a place"))
    fits(visitor)


def open_mail(visitor: Page, email: str, link: str) -> None:
    """Look into the outbox of the demo until the worker has written; follow the link in the newest mail that has it.

    The entry for the calendar may come before or after.
    """
    for _try in range(40):
        visitor.goto("/demo/outbox/")
        mails = visitor.locator(".results > li").filter(has_text=email).get_by_role("link")
        for address in [mail.get_attribute("href") for mail in mails.all()[:4]]:
            visitor.goto(str(address))
            found = visitor.locator(f"main a[href*='{link}']")
            if found.count():
                found.first.click()
                return
        visitor.wait_for_timeout(500)
    raise AssertionError(f"no mail with {link} for {email}")


def fits(visitor: Page) -> None:
    assert not scrolls_sideways(visitor), f"{visitor.url} scrolls sideways: {widest(visitor)}"
