"""Every page of signing in, on the smallest screen and a wide one, in the light and in the dark: axe finds nothing and
nothing sticks out. `SAMVIRKE_PICTURES=1` keeps pictures of them."""

import os
from collections.abc import Iterator
from http import HTTPStatus
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from cms.demo.people import DEMO_PASSWORD
from tests.demo_site import DemoSite

from .accessibility import findings
from .conftest import OpenPage
from .manners import LOOKS, scrolls_sideways, take_picture, widest
from .signing_in import PasskeyDevice, arrive, ask_for_link, open_link_in_mail, set_up_app, sign_out, write_password
from .steps import press

# Every page on the way in; what people do there, the other journeys of signing in tell in every run.
pytestmark = pytest.mark.slow

# Of no other journey: app and passkey stay theirs, and each finds one link in the outbox.
PERSON = "silje@example.org"
BY_LINK = {
    (320, "dark"): "leila@example.org",
    (320, "light"): "trond@example.org",
    (1280, "dark"): "mona@example.org",
    (1280, "light"): "stian@example.org",
}
FOR_VISITORS = {
    "login": "/accounts/login/",
    "link-ask": "/accounts/link/",
    "link-sent": "/accounts/link/sent/",
    "link-closed": "/accounts/link/made-up/",
    "sign-up": "/accounts/signup/",
    "inbox": "/accounts/confirm-email/",
    "confirm-closed": "/accounts/confirm-email/made-up/",
    "reset": "/accounts/password/reset/",
    "reset-sent": "/accounts/password/reset/done/",
    "reset-closed": "/accounts/password/reset/key/1-made-up/",
    "reset-done": "/accounts/password/reset/key/done/",
    "account-closed": "/accounts/inactive/",
    "house": "/accounts/oidc/nabo/login/",
    "house-failed": "/accounts/oidc/nabo/login/callback/?error=server_error",
    "house-cancelled": "/accounts/linked/login/cancelled/",
}
FOR_ONESELF = {
    "security": "/me/security/",
    "two-step": "/accounts/2fa/",
    "codes": "/accounts/2fa/recovery-codes/",
    "codes-new": "/accounts/2fa/recovery-codes/generate/",
    "app-off": "/accounts/2fa/totp/deactivate/",
    "passkeys": "/accounts/2fa/webauthn/",
    "passkey-add": "/accounts/2fa/webauthn/add/",
    "sessions": "/accounts/sessions/",
    "linked": "/accounts/linked/",
    "addresses": "/accounts/email/",
    "password": "/accounts/password/change/",
    "again": "/accounts/reauthenticate/",
    "again-code": "/accounts/2fa/reauthenticate/",
    "again-passkey": "/accounts/2fa/webauthn/reauthenticate/",
    "sign-out": "/accounts/logout/",
}


def by_name(site: DemoSite) -> str:
    return site.url.replace("127.0.0.1", "localhost")


@pytest.fixture(scope="module")
def protected(browser: Browser, strict: DemoSite) -> Iterator[dict[str, Any]]:
    """The cookies of somebody who has set up an app and a passkey."""
    page = browser.new_page(base_url=by_name(strict), locale="nb-NO")
    PasskeyDevice(page)
    write_password(page, PERSON)
    page.goto("/accounts/2fa/totp/activate/")
    set_up_app(page)
    page.goto("/accounts/2fa/webauthn/add/")
    page.locator("[name=name]").fill("Kontor-PC med et ganske langt navn i tredje etasje")
    press(page, "Add the passkey")
    arrive(page, "/accounts/2fa/")
    yield dict(page.context.storage_state())
    page.close()


class Looker:
    """Gathers what is wrong with page after page."""

    def __init__(self, look: str) -> None:
        self.look, self.wrong = look, list[str]()

    def at(self, page: Page, name: str, address: str = "") -> None:
        if address and (answer := page.goto(address)) and answer.status == HTTPStatus.NOT_FOUND:
            self.wrong.append(f"{name}: nothing is at {address}")
        page.wait_for_load_state()
        if os.environ.get("SAMVIRKE_PICTURES"):
            take_picture(page, f"sign-in-{name}-{self.look}")
        self.wrong += [f"{name}: {line}" for line in findings(page)]
        if scrolls_sideways(page):
            self.wrong.append(f"{name} scrolls sideways: {widest(page)}")


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_on_the_way_in(open_page: OpenPage, strict: DemoSite, width: int, scheme: str) -> None:
    page, looker = open_page(at=by_name(strict), width=width, color_scheme=scheme), Looker(scheme)
    PasskeyDevice(page)

    for name, address in FOR_VISITORS.items():
        looker.at(page, name, address)
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(f"nobody-{width}-{scheme}@example.org")
    page.locator("[name=password]").fill("feil-passord")
    press(page.locator("main"), "Sign in")
    looker.at(page, "login-wrong")
    press(page, "Sign in with a passkey")
    page.locator("[data-passkey-error]").wait_for()
    looker.at(page, "login-passkey-wrong")
    page.goto("/accounts/link/")
    press(page, "Send me a link")
    looker.at(page, "link-ask-wrong")
    page.goto("/accounts/signup/")
    press(page.locator("main"), "Create an account")
    looker.at(page, "sign-up-wrong")

    assert looker.wrong == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_of_links_and_second_steps(
    open_page: OpenPage, strict: DemoSite, protected: dict[str, Any], width: int, scheme: str
) -> None:
    page, looker = open_page(at=strict.url, width=width, color_scheme=scheme), Looker(scheme)

    page.goto("/accounts/login/")
    ask_for_link(page, BY_LINK[width, scheme])
    open_link_in_mail(page, BY_LINK[width, scheme])
    looker.at(page, "link-open")
    press(page.locator("main"), "Sign in")
    arrive(page, "/me/")
    looker.at(page, "security-bare", "/me/security/")
    looker.at(page, "two-step-bare", "/accounts/2fa/")
    page.goto("/accounts/2fa/totp/activate/")
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    press(page, "Go on")
    arrive(page, "/accounts/2fa/totp/activate/")
    looker.at(page, "app")
    page.locator("[name=code]").fill("000000")
    press(page, "Turn it on")
    looker.at(page, "app-wrong")
    sign_out(page)
    write_password(page, PERSON)
    looker.at(page, "second-step")
    page.locator("[name=code]").fill("000000")
    press(page.locator("main"), "Sign in")
    looker.at(page, "second-step-wrong")

    assert looker.wrong == []


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_of_ones_own_security(
    open_page: OpenPage, strict: DemoSite, protected: dict[str, Any], width: int, scheme: str
) -> None:
    page = open_page(at=by_name(strict), width=width, color_scheme=scheme, storage_state=protected)
    looker = Looker(scheme)

    for name, address in FOR_ONESELF.items():
        looker.at(page, name, address)
    page.goto("/accounts/2fa/webauthn/")
    page.locator("main a[href$='/edit/']").click()
    looker.at(page, "passkey-rename")
    page.goto("/accounts/2fa/webauthn/")
    page.locator("main a[href$='/remove/']").click()
    looker.at(page, "passkey-remove")

    assert looker.wrong == []
