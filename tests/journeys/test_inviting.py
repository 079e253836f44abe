"""A contact person invites two. One accepts, without scripts on the smallest screen; the other link is taken back."""

import re

import pytest
from playwright.sync_api import Page, expect

from cms.demo.people import DEMO_PASSWORD

from .accessibility import findings
from .conftest import OpenPage
from .manners import scrolls_sideways, widest
from .steps import at, press, say, sign_in

pytestmark = pytest.mark.slow

CONTACT = "bente@example.org"
KARI, PER = "kari.invitert@example.org", "per.invitert@example.org"


def test_one_of_two_accepts_and_the_other_link_is_taken_back(open_page: OpenPage) -> None:
    contact = open_page()
    guest = open_page(width=320, height=640, java_script_enabled=False)
    sign_in(contact, CONTACT)
    contact.goto("/organisation/")
    home = at(contact)

    invite(contact, f"Kari Invitert <{KARI}>\n{PER}")
    assert invited(contact) == {"Kari Invitert", PER}
    kari, per = link_to(guest, KARI), link_to(guest, PER)
    accept(guest, kari)

    contact.goto(home)
    looks_well(contact)
    expect(contact.locator("table").get_by_role("link", name="Kari Invitert", exact=True)).to_be_visible()
    assert invited(contact) == {PER}
    contact.get_by_role("button", name=re.compile(f"{say(contact, 'Take back')}.*{PER}")).click()
    contact.wait_for_load_state()
    assert contact.locator("#invitations").count() == 0
    for link in (kari, per):
        assert use_again(open_page(), link) == 410


def looks_well(page: Page) -> None:
    assert findings(page) == []
    assert not scrolls_sideways(page), widest(page)


def fits(page: Page) -> None:
    page.wait_for_load_state()
    assert not scrolls_sideways(page), widest(page)


def invite(page: Page, people: str) -> None:
    press(page, "Invite people", role="link")
    looks_well(page)
    page.locator("[name=people]").fill(people)
    press(page, "Send invitations")
    expect(page.locator(".alert--success")).to_be_visible()


def invited(page: Page) -> set[str]:
    """Who stands in the list of open invitations."""
    cells = page.locator("section:has(> #invitations) tbody th").all_inner_texts()
    return {cell.split("\n")[0].strip() for cell in cells}


def link_to(page: Page, email: str) -> str:
    """From the mail, as it lies in the demo's outbox."""
    page.goto("/demo/outbox/")
    page.locator(".results > li").filter(has_text=email).first.get_by_role("link").click()
    fits(page)
    found = re.search(r"/invitation/[\w-]+/", page.content())
    assert found
    return found[0]


def accept(page: Page, link: str) -> None:
    page.goto(link)
    fits(page)
    assert page.locator("[name=name]").input_value() == "Kari Invitert"
    page.locator("[name=password1]").fill(DEMO_PASSWORD)
    page.locator("[name=password2]").fill("something else")
    press(page, "Create account and accept")
    expect(page.locator("[name=password2]")).to_have_attribute("aria-invalid", "true")
    fits(page)
    page.locator("[name=password1]").fill(DEMO_PASSWORD)
    page.locator("[name=password2]").fill(DEMO_PASSWORD)
    press(page, "Create account and accept")
    page.wait_for_url("**/me/")
    fits(page)
    expect(page.locator("main")).to_contain_text("Kari Invitert")


def use_again(page: Page, link: str) -> int:
    answer = page.goto(link)
    assert answer
    looks_well(page)
    return answer.status
