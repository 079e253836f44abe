"""Steps of signing in: codes of an app, a passkey device in the browser, the house next door."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import urlsplit

import requests
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import CDPSession, Page

from cms.demo.people import DEMO_PASSWORD
from tests.demo_site import free_port, wait_for

from .steps import press, say

PERIOD = 30


def code_of(secret: str, *, later: int = 0) -> str:
    """What the app on the phone shows: now, or the one after that, which is taken half a minute early."""
    now = int(time.time()) // PERIOD
    return format_hotp_value(hotp_value(secret, now + later))


def set_up_app(page: Page) -> str:
    """From the page with the square to the app being on; return the key a person without a camera types."""
    secret = page.locator("main form code").inner_text()
    page.locator("[name=code]").fill(code_of(secret))
    press(page, "Turn it on")
    return secret


def write_password(page: Page, email: str) -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    press(page.locator("main"), "Sign in")


def write_code(page: Page, code: str) -> None:
    page.locator("[name=code]").fill(code)
    press(page.locator("main"), "Sign in")


def arrive(page: Page, path: str) -> None:
    """Wait until a script has led on to an address of ours."""
    page.wait_for_url(lambda url: urlsplit(url).path == path)


def sign_out(page: Page) -> None:
    page.goto("/accounts/logout/")
    press(page.locator("main"), "Sign out")


class PasskeyDevice:
    """Chromium's virtual authenticator, built into the machine: it keeps passkeys and knows its person."""

    def __init__(self, page: Page) -> None:
        self.session: CDPSession = page.context.new_cdp_session(page)
        self.session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        self.number = self.session.send("WebAuthn.addVirtualAuthenticator", {"options": options})["authenticatorId"]

    def passkeys(self) -> int:
        return len(self.session.send("WebAuthn.getCredentials", {"authenticatorId": self.number})["credentials"])

    def know_person(self, known: bool) -> None:
        """Whether the finger on the sensor is the right one."""
        self.session.send("WebAuthn.setUserVerified", {"authenticatorId": self.number, "isUserVerified": known})


@contextmanager
def house_next_door() -> Iterator[str]:
    """A real OpenID provider in a process of its own; its address."""
    port = free_port()
    command = [sys.executable, "-m", "oidc_provider_mock", "--port", str(port), "--require-nonce", "true"]
    environment = os.environ | {"AUTHLIB_INSECURE_TRANSPORT": "1", "PYTHONWARNINGS": ""}
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: _answers(url), seconds=30)
        yield url
    finally:
        process.terminate()
        process.wait(10)


def _answers(url: str) -> bool:
    try:
        return requests.get(url + "/.well-known/openid-configuration", timeout=2).ok
    except requests.ConnectionError:
        return False


def ask_for_link(page: Page, email: str) -> None:
    """From the sign-in page to the one that says a link is on its way."""
    press(page, "Send me a link by e-mail", role="link")
    page.locator("[name=email]").fill(email)
    press(page, "Send me a link")


def open_link_in_mail(page: Page, email: str) -> None:
    """Look into the demo's outbox until the worker has written the mail, and follow its link."""
    press(page, "Open the outbox", role="link")
    mail = page.locator(".results > li").filter(has_text=email).filter(has_text=say(page, "Your link to sign in"))
    for _try in range(60):
        if mail.count():
            break
        page.wait_for_timeout(500)
        page.reload()
    mail.first.get_by_role("link").click()
    page.locator("main a[href*='/accounts/link/']").click()
