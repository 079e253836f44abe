"""Two places on invoice: a treasurer books them, the coordinator invoices, is paid, and credits one."""

import re
from collections.abc import Callable

from playwright.sync_api import Page, expect

from cms.demo.people import COORDINATOR
from tests.demo_site import DemoSite

from .conftest import OpenPage
from .demo_facts import open_conference
from .manners import scrolls_sideways, widest
from .steps import press, say, sign_in

NAME, TREASURER, NUMBER, REFERENCE = "Gro Lindseth", "gro@example.org", "310 000 027", "Kasse 4"
PHONE = {"width": 320, "height": 640}
BOTH, ONE = "NOK 3 000,00", "NOK 1 500,00"


def test_two_places_are_invoiced_paid_and_one_credited(
    open_page: OpenPage, site: DemoSite, axe: Callable[[Page], None]
) -> None:
    conference = open_conference(site.var)
    treasurer, coordinator = open_page(**PHONE), open_page()

    booking = book_two(treasurer, f"/events/{conference.uid}/sign-up/")
    sign_in(coordinator, COORDINATOR.email, landing="**/admin/")
    kid = invoice(coordinator, conference.number)
    open_paper(coordinator)
    pay(coordinator, kid)
    credit_one(coordinator)
    axe(coordinator)

    treasurer.goto(booking)
    expect(treasurer.locator("#invoices + ul")).to_contain_text(say(treasurer, "Paid too much"))
    assert not scrolls_sideways(treasurer), widest(treasurer)
    axe(treasurer)


def book_two(treasurer: Page, form: str) -> str:
    """For her municipality; return the address of the booking."""
    sign_in(treasurer, TREASURER)
    treasurer.goto(form)
    treasurer.get_by_label(re.compile("^Kommune")).fill("2")
    treasurer.locator("[name=payer-number]").fill(NUMBER)
    treasurer.locator("[name=payer-reference]").fill(REFERENCE)
    treasurer.locator("[name=terms]").check()
    press(treasurer, "Sign up")
    treasurer.wait_for_url("**/bookings/**")
    return treasurer.url


def invoice(coordinator: Page, conference: int) -> str:
    """On the page before, which is reached from the booking's row; return the KID that stands on the invoice."""
    coordinator.goto(f"/admin/invoices/event/{conference}/")
    row = coordinator.locator("tbody tr").filter(has_text=NAME)
    row.get_by_role("link").first.click()
    expect(coordinator.locator("main")).to_contain_text(spaced(BOTH))
    press(coordinator.locator("main"), "Yes, issue and send")
    expect(coordinator.locator(".messages")).to_contain_text(say(coordinator, "The invoice is issued and sent."))
    main = coordinator.locator("main")
    expect(main).to_contain_text(REFERENCE)
    expect(main).to_contain_text(spaced(BOTH))
    found = re.search(r"KID\W*(\d{11})", main.inner_text())
    assert found
    return found[1]


def open_paper(coordinator: Page) -> None:
    """Twice: it is the same paper, to the byte."""
    address = coordinator.get_by_role("link", name=say(coordinator, "Open the PDF")).get_attribute("href")
    papers = [coordinator.request.get(str(address)) for _time in range(2)]
    assert [(one.status, one.headers["content-type"]) for one in papers] == [(200, "application/pdf")] * 2
    assert papers[0].body().startswith(b"%PDF-")
    assert papers[0].body() == papers[1].body()


def pay(coordinator: Page, kid: str) -> None:
    """What the bank calls it leads to the invoice; the sum stands there already."""
    coordinator.goto("/admin/invoices/payment/")
    coordinator.locator("[name=named]").fill(f"{kid[:4]} {kid[4:]}")
    press(coordinator.locator("main"), "Find the invoice")
    coordinator.locator("[name=reference]").fill(f"Bank {kid}")
    press(coordinator.locator("main"), "Register")
    expect(coordinator.locator("main .desk-facts")).to_contain_text(say(coordinator, "Paid"))


def credit_one(coordinator: Page) -> None:
    coordinator.locator("main a[href$='/credit/']").click()
    coordinator.locator("[name^=line-]").fill("1")
    coordinator.locator("[name=reason]").fill("En av oss er syk")
    coordinator.locator("[name=then][value=waived]").check()
    press(coordinator.locator("main"), "Issue the credit note")
    facts = coordinator.locator("main .desk-facts")
    expect(facts).to_contain_text(say(coordinator, "Paid too much"))
    expect(facts).to_contain_text(spaced(ONE))


def spaced(amount: str) -> re.Pattern[str]:
    """However wide the spaces within it are."""
    return re.compile(re.escape(amount).replace(r"\ ", r"\s"))
