"""Every kind of page in the light and in the dark, on a wide screen: axe finds nothing, least of all pale text."""

import pytest
from playwright.sync_api import Page

from cms.demo.people import CONTACT, LEARNER
from tests.demo_site import DemoSite

from .accessibility import findings
from .conftest import OpenPage
from .demo_facts import attempts_of, code_of, lessons_of
from .steps import sign_in

COURSE = "beredskapsplikten-pa-en-dag"
OPEN_TO_ALL = {
    "home": "/nb/",
    "catalogue": "/nb/kurs/",
    "course": f"/nb/kurs/{COURSE}/",
    "news": "/nb/aktuelt/",
    "contact": "/nb/kontakt/",
    "search": "/nb/search/?q=beredskap",
    "sign in": "/accounts/login/",
    "sign up": "/accounts/signup/",
    "verify form": "/verify/",
    "unknown certificate": "/verify/0000-0000-0000-0/",
    "not found": "/nb/finnes-ikke/",
    "styleguide": "/styleguide/",
}
SCHEMES = ["light", "dark"]
# The way to the certificate meets these kinds of page in the light already.
DARK_FIRST = [pytest.param("light", marks=pytest.mark.slow), "dark"]


def axe_on(page: Page, addresses: dict[str, str]) -> list[str]:
    """What axe finds on all of these pages together."""
    found = []
    for name, address in addresses.items():
        page.goto(address)
        found += [f"{name}: {line}" for line in findings(page)]
    return found


@pytest.mark.parametrize("scheme", SCHEMES)
def test_pages_for_everybody_are_accessible(open_page: OpenPage, scheme: str) -> None:
    page = open_page(color_scheme=scheme)

    assert axe_on(page, OPEN_TO_ALL) == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", DARK_FIRST)
def test_pages_of_a_learner_are_accessible(open_page: OpenPage, site: DemoSite, scheme: str) -> None:
    page = open_page(color_scheme=scheme)
    sign_in(page, LEARNER.email)
    reading, _reflection, quiz, *_later = lessons_of(site.var, COURSE)

    assert axe_on(page, {"my day": "/me/", "outline": f"/learn/{COURSE}/", "lesson": reading, "quiz": quiz}) == []


@pytest.mark.slow
@pytest.mark.parametrize("scheme", DARK_FIRST)
def test_pages_of_a_contact_are_accessible(open_page: OpenPage, site: DemoSite, scheme: str) -> None:
    """The organisation's contact has completed a course so long ago that the certificate has expired."""
    page = open_page(color_scheme=scheme)
    sign_in(page, CONTACT.email)
    attempt, expired = attempts_of(site.var, CONTACT.email)[0], code_of(site.var, CONTACT.name)

    addresses = {"my day": "/me/", "attempt": attempt, "expired certificate": f"/verify/{expired}/"}
    assert axe_on(page, addresses | {"organisation": "/organisation/", "completed": f"/learn/{COURSE}/"}) == []
