"""The ways in, as a person takes them: a link by mail, a code from an app, a passkey."""

import pytest
from playwright.sync_api import Page, expect

from cms.demo.people import SIGN_INS
from tests.database import ROOT
from tests.demo_site import DemoSite

from . import signing_in
from .conftest import OpenPage
from .manners import scrolls_sideways, widest
from .signing_in import PasskeyDevice, arrive, code_of, set_up_app, sign_out, write_code, write_password
from .steps import at, press, say, sign_in

# People of no other journey: what they set up stays with them.
BY_LINK, BY_APP, BY_PASSKEY = "nina@example.org", "petter@example.org", "gro@example.org"
SMALLEST = {"width": 320, "height": 640}


def fits(page: Page) -> None:
    page.wait_for_load_state()
    assert not scrolls_sideways(page), f"{page.url}: {widest(page)}"


# --- A link by mail ---------------------------------------------------------------------------------


def test_link_by_mail_signs_in_without_scripts_at_320_pixels(open_page: OpenPage) -> None:
    page = open_page(**SMALLEST, java_script_enabled=False)
    page.goto("/accounts/login/?next=/me/profile/")
    fits(page)

    signing_in.ask_for_link(page, BY_LINK)
    fits(page)
    signing_in.open_link_in_mail(page, BY_LINK)
    fits(page)
    link = page.url
    expect(page.locator("main")).to_contain_text(BY_LINK)
    press(page.locator("main"), "Sign in")

    assert at(page) == "/me/profile/"
    page.goto(link)
    expect(page.locator("h1")).to_have_text(say(page, "The link no longer works"))
    fits(page)


# --- A code from an app -----------------------------------------------------------------------------


@pytest.mark.slow
def test_app_is_set_up_and_asked_for_without_scripts_at_320_pixels(open_page: OpenPage) -> None:
    page = open_page(**SMALLEST, java_script_enabled=False)
    sign_in(page, BY_APP)

    press(page, "Sign-in and security", role="link")
    fits(page)
    press(page, "Set up an app", role="link")
    fits(page)
    secret = set_up_app(page)
    fits(page)
    recovery = page.locator("main li code").first.inner_text()
    sign_out(page)

    write_password(page, BY_APP)
    fits(page)
    write_code(page, "000000")
    expect(page.locator(".error-summary")).to_be_visible()
    write_code(page, code_of(secret, later=1))
    assert at(page) == "/me/"
    sign_out(page)

    write_password(page, BY_APP)
    write_code(page, recovery)
    assert at(page) == "/me/"


# --- A passkey --------------------------------------------------------------------------------------


@pytest.fixture
def named(site: DemoSite) -> str:
    """The demo by its name: browsers make no passkeys for a number."""
    return site.url.replace("127.0.0.1", "localhost")


def test_passkey_is_added_and_signs_in(open_page: OpenPage, named: str) -> None:
    page = open_page(at=named)
    device = PasskeyDevice(page)
    sign_in(page, BY_PASSKEY)

    page.goto("/me/security/")
    press(page, "Add a passkey", role="link")
    page.locator("[name=name]").fill("Kontor-PC")
    press(page, "Add the passkey")
    arrive(page, "/accounts/2fa/recovery-codes/")
    assert device.passkeys() == 1
    page.goto("/accounts/2fa/webauthn/")
    expect(page.locator("main h2")).to_have_text("Kontor-PC")
    sign_out(page)

    page.goto("/accounts/login/?next=/me/profile/")
    press(page, "Sign in with a passkey")
    arrive(page, "/me/profile/")
    sign_out(page)

    write_password(page, BY_PASSKEY)
    press(page, "Use a passkey")
    arrive(page, "/me/")


def test_passkey_that_is_not_used_is_said(open_page: OpenPage, named: str) -> None:
    page = open_page(at=named)
    PasskeyDevice(page)  # it holds none yet
    page.goto("/accounts/login/")

    press(page, "Sign in with a passkey")

    expect(page.locator("[data-passkey-error]")).to_be_visible()
    expect(page.locator("[data-passkey-address]")).to_be_hidden()


def test_address_that_is_a_number_is_said_to_be_no_place_for_passkeys(page: Page) -> None:
    page.goto("/accounts/login/")

    press(page, "Sign in with a passkey")

    expect(page.locator("[data-passkey-address]")).to_be_visible()
    expect(page.locator("[data-passkey-error]")).to_be_hidden()


# --- The demo's own people --------------------------------------------------------------------------


# One outside the admin and one inside it in every run; the others in the long watch.
EACH_SIGN_IN = [
    pytest.param(role, email, password, id=role, marks=() if role in ("Learner", "Coordinator") else pytest.mark.slow)
    for role, email, password in SIGN_INS
]


@pytest.mark.parametrize(("role", "email", "password"), EACH_SIGN_IN)
def test_sign_ins_of_the_readme_lead_where_it_says(open_page: OpenPage, role: str, email: str, password: str) -> None:
    page = open_page()
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    press(page.locator("main"), "Sign in")

    answer = page.goto(start_in_readme(email))

    assert answer is not None
    assert answer.status == 200
    assert at(page).startswith(start_in_readme(email)), f"{role} is led to {page.url}"


def start_in_readme(email: str) -> str:
    """The last column of the README's table of sign-ins."""
    row = next(line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if f"`{email}`" in line)
    return row.split("|")[4].strip().strip("`")
