"""As on a real site: staff need a second step before the admin opens, and an account of another house signs in."""

import pytest
from playwright.sync_api import Page, expect

from cms.demo.people import AUDITOR, COORDINATOR
from tests.demo_site import DemoSite

from .conftest import OpenPage
from .signing_in import PasskeyDevice, arrive, code_of, set_up_app, sign_out, write_code, write_password
from .steps import at, press, say

pytestmark = pytest.mark.slow


def test_staff_set_up_an_app_and_get_to_the_admin(open_page: OpenPage, strict: DemoSite) -> None:
    page = open_page(at=strict.url)
    write_password(page, COORDINATOR.email)
    assert at(page) == "/accounts/2fa/"

    press(page, "Set up an app", role="link")
    secret = set_up_app(page)
    press(page, "Go on", role="link")
    press(page, "Go to the admin", role="link")
    assert at(page) == "/admin/"

    sign_out(page)
    write_password(page, COORDINATOR.email)
    write_code(page, code_of(secret, later=1))
    assert at(page) == "/admin/"


def test_staff_set_up_a_passkey_and_get_to_the_admin(open_page: OpenPage, strict: DemoSite) -> None:
    page = open_page(at=strict.url.replace("127.0.0.1", "localhost"))
    PasskeyDevice(page)
    write_password(page, AUDITOR.email)
    assert at(page) == "/accounts/2fa/"

    press(page, "Add a passkey", role="link")
    press(page, "Add the passkey")
    arrive(page, "/accounts/2fa/recovery-codes/")
    sign_out(page)
    page.goto("/accounts/login/")
    press(page, "Sign in with a passkey")

    arrive(page, "/admin/")


@pytest.fixture
def neighbour(open_page: OpenPage, strict: DemoSite, house: str) -> Page:
    """Somebody who may also be asked by the other house. Its style sheet stands elsewhere and is not fetched."""
    styles = "https://cdn.jsdelivr.net"
    page = open_page(at=strict.url, also=(house, styles))
    page.route(f"{styles}/**", lambda route: route.fulfill(body="", content_type="text/css"))
    return page


def go_next_door(page: Page, house: str) -> None:
    page.goto("/accounts/login/")
    page.get_by_role("button", name="Nabohuset").click()
    page.wait_for_url(f"{house}/**")


def be_somebody_there(page: Page) -> None:
    page.get_by_role("textbox").fill("nabo-1")
    page.get_by_role("button", name="Authorize").click()


def test_account_of_another_house_signs_in(neighbour: Page, house: str) -> None:
    page = neighbour
    go_next_door(page, house)
    be_somebody_there(page)

    arrive(page, "/accounts/linked/signup/")
    page.locator("[name=name]").fill("Turid Nabo")
    page.locator("[name=email]").fill("turid@example.org")
    press(page, "Create an account")
    press(page, "Open the outbox", role="link")
    page.locator(".results > li").filter(has_text="turid@example.org").first.get_by_role("link").click()
    page.locator("main a[href*='/accounts/confirm-email/']").click()
    press(page, "Yes, it is mine")
    assert at(page) == "/me/"

    sign_out(page)
    go_next_door(page, house)
    be_somebody_there(page)
    arrive(page, "/me/")


def test_saying_no_next_door_is_said_here(neighbour: Page, house: str) -> None:
    go_next_door(neighbour, house)

    neighbour.get_by_role("button", name="Deny").click()

    arrive(neighbour, "/accounts/oidc/nabo/login/callback/")
    expect(neighbour.locator("h1")).to_have_text(say(neighbour, "You are not signed in"))
