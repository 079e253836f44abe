"""Joining an organisation and being let in, without any script on the smallest screen."""

import pytest
from playwright.sync_api import Page, expect

from cms.demo.people import CONTACT

from .conftest import OpenPage
from .manners import meet, scrolls_sideways, widest
from .steps import press, say, sign_in

pytestmark = pytest.mark.slow

ASKER = "bente@example.org"
SMALLEST = {"width": 320, "height": 640}


def test_somebody_asks_to_join_and_the_contact_lets_them_in(open_page: OpenPage) -> None:
    asker, contact = (open_page(**SMALLEST, java_script_enabled=False) for _ in range(2))

    sign_in(asker, ASKER)
    ask_to_join(asker, "Skogdal kommune")
    sign_in(contact, CONTACT.email)
    let_in(contact, "Bente Solli")

    asker.goto("/me/")
    mine = asker.locator("form[action^='/organisation/requests/']")  # a course may be asked for all the same
    expect(mine.get_by_role("button", name=say(asker, "Take the request back"))).to_have_count(0)


def ask_to_join(page: Page, name: str) -> None:
    page.goto("/organisation/register/")
    fits(page)
    page.locator("[name=q]").fill("skogdal")
    press(page.locator("main"), "Search")
    page.get_by_role("link", name=say(page, "Ask to join %(name)s") % {"name": name}).click()
    fits(page)
    press(page, "Send the request")
    expect(page.locator("main")).to_contain_text(name)
    fits(page)


def let_in(page: Page, name: str) -> None:
    page.goto("/organisation/")
    fits(page)
    page.get_by_role("button", name=f"{say(page, 'Approve')} {name}").click()
    expect(page.get_by_text(say(page, "%(name)s is let in.") % {"name": name})).to_be_visible()


def fits(page: Page) -> None:
    assert not scrolls_sideways(page), widest(page)


def test_pages_of_joining_are_accessible_and_norwegian(open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, CONTACT.email)

    page.goto("/organisation/register/?q=hjelpekorps")
    meet(page, "find-organisation")
    page.get_by_role("link", name=say(page, "Ask to join %(name)s") % {"name": "Skogdal Hjelpekorps"}).click()
    meet(page, "join-organisation")
    page.goto("/organisation/")
    meet(page, "organisation")
