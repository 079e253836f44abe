"""What is kept about a person, a copy of it, and the way out; which mail comes; and a crisis that stops every clock."""

import io
import re
import zipfile

import pytest
from playwright.sync_api import Page, expect

from cms.demo.people import DEMO_PASSWORD

from .conftest import OpenPage
from .manners import meet, scrolls_sideways, widest
from .steps import at, fill_in_sign_up, follow_confirmation_link, open_confirmation_mail, press, say, sign_in

pytestmark = pytest.mark.slow

# People of no other journey: what happens to them stays.
LEAVING, CHOOSING, COVERED, ELSEWHERE = (
    "snart.borte@example.org",
    "gro@example.org",
    "bente@example.org",
    "ingrid@example.org",
)
REASON = "Flom i hele bygda"
SMALLEST = {"width": 320, "height": 640}


def test_copy_is_fetched_and_the_person_is_erased(open_page: OpenPage) -> None:
    page = open_page(**SMALLEST)
    page.goto("/privacy/")
    meet(page, "privacy-register")
    open_an_account(page)
    page.goto("/me/privacy/")
    meet(page, "privacy-mine")

    press(page, "Make a copy")
    fetch = page.get_by_role("link", name=say(page, "Fetch the copy"))
    expect(fetch).to_be_visible(timeout=30_000)
    assert LEAVING in text_of(fetched(page))

    page.get_by_role("button", name=say(page, "I say yes"), exact=True).first.click()
    expect(page.get_by_role("button", name=say(page, "Take it back"))).to_be_visible()
    press(page, "Erase me…", role="link")
    meet(page, "privacy-erase")
    press(page, "Erase me for good")
    meet(page, "privacy-erase-refused")
    page.locator("[name=understood]").check()
    page.locator("[name=address]").fill(LEAVING)
    press(page, "Erase me for good")
    assert at(page) == "/privacy/erased/"
    meet(page, "privacy-erased")
    page.goto("/me/")
    assert at(page) == "/accounts/login/"


def open_an_account(page: Page) -> None:
    page.goto("/accounts/signup/")
    fill_in_sign_up(page, name="Snart Borte", email=LEAVING)
    open_confirmation_mail(page, LEAVING)
    follow_confirmation_link(page)
    press(page, "Yes, it is mine")
    page.goto("/me/")
    if at(page) != "/me/":
        sign_in(page, LEAVING)


def fetched(page: Page) -> bytes:
    """The archive, after showing once more that it is them."""
    press(page, "Fetch the copy", role="link")
    meet(page, "privacy-is-it-you")
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    press(page, "Go on")
    page.wait_for_url("**/me/privacy/*")
    with page.expect_download() as started:
        press(page, "Save the file (ZIP)", role="link")
    assert started.value.suggested_filename.endswith(".zip")
    return started.value.path().read_bytes()


def text_of(archive: bytes) -> str:
    with zipfile.ZipFile(io.BytesIO(archive)) as opened:
        return "".join(opened.read(name).decode() for name in opened.namelist() if name.endswith(".json"))


def test_what_can_wait_is_turned_off_and_stays_so(open_page: OpenPage) -> None:
    page = open_page(**SMALLEST, java_script_enabled=False)
    sign_in(page, CHOOSING)
    page.goto("/me/mail/")
    assert not scrolls_sideways(page), widest(page)
    page.locator("main input[type=radio][value=never]").first.check()
    press(page, "Save")

    expect(page.locator(".alert--success")).to_be_visible()
    page.goto("/me/mail/")
    expect(page.locator("main input[type=radio][value=never]").first).to_be_checked()


def test_crisis_is_read_by_whom_it_hits_and_ends(open_page: OpenPage) -> None:
    staff, covered, other = open_page(), open_page(**SMALLEST), open_page()
    sign_in(staff, "koordinator@example.org", landing="**")
    sign_in(covered, COVERED)
    sign_in(other, ELSEWHERE)

    declare(staff)
    covered.goto("/me/")
    expect(covered.locator(".alert").filter(has_text=REASON)).to_be_visible()
    meet(covered, "pause-covered")
    other.goto("/me/")
    assert REASON not in other.content()

    staff.goto("/admin/crisis-pause/")
    staff.get_by_role("link", name=re.compile("Elvestad")).click()
    press(staff, "End the pause")
    covered.goto("/me/")
    assert REASON not in covered.content()


def declare(staff: Page) -> None:
    staff.goto("/admin/crisis-pause/")
    staff.locator("[name=scope][value=organisation]").check()
    staff.locator("[name=organisation]").select_option(label="Elvestad kommune")
    staff.locator("[name=reason]").fill(REASON)
    press(staff, "See whom it covers")
    expect(staff.locator("main")).to_contain_text("Elvestad kommune")
    press(staff, "Declare the pause")
