"""A day awarded from its list of participants, and what those who were there can show afterwards."""

import pytest
from openbadgeslib.ob3 import OB3LdpVerifier, OB3Verifier
from playwright.sync_api import Page, expect

from cms.demo.people import CONTACT, COURSE_OWNER
from tests.demo_site import DemoSite

from .accessibility import findings
from .conftest import OpenPage
from .manners import LOOKS, scrolls_sideways, widest
from .steps import at, press, say, sign_in

pytestmark = pytest.mark.slow

GUEST = "leila@example.org"


def download(page: Page, link: str) -> bytes:
    with page.expect_download() as started:
        page.get_by_role("link", name=say(page, link), exact=True).click()
    return started.value.path().read_bytes()


def award_the_day(page: Page) -> None:
    page.goto("/awards/")
    page.locator("[name=kind][value=attendance]").check()
    page.locator("[name=title]").fill("Nettverksmøte om vannforsyning")
    page.locator("[name=basis_text]").fill("Deltok på nettverksmøtet i Granåsen")
    page.locator("[name=hours]").fill("3")
    page.locator("[name=people]").fill(f"Navn;E-post\nLeila Hassan;{GUEST}\nUkjent;borte@example.org")
    press(page, "Check the list")


def open_badge(page: Page) -> None:
    """The newest certificate stands first. Its badge is signed by the worker, in a moment."""
    page.goto("/me/")
    press(page.locator(".certificate-card").first, "Digital badge", role="link")
    for _try in range(60):
        if page.get_by_role("link", name=say(page, "Picture (PNG)"), exact=True).count():
            return
        page.wait_for_timeout(500)
        page.reload()
    raise AssertionError("the badge was not signed within 30 s")


def test_list_is_awarded_and_a_guest_takes_a_badge_home_that_others_can_check(
    open_page: OpenPage, site: DemoSite
) -> None:
    staff = open_page()
    sign_in(staff, COURSE_OWNER.email, landing="**/admin/")
    award_the_day(staff)
    expect(staff.locator("tbody")).to_contain_text("borte@example.org")
    with staff.expect_navigation():
        staff.locator("main form button[type=submit]").click()
    expect(staff.get_by_role("button", name=say(staff, "Make the PDFs again"))).to_be_visible(timeout=30_000)

    guest = open_page(width=390, height=844)
    sign_in(guest, GUEST)
    open_badge(guest)
    document = OB3Verifier.extract_token_from_png(download(guest, "Picture (PNG)"))

    did = f"did:web:127.0.0.1%3A{site.port}"
    verifier = OB3LdpVerifier.for_issuer_did(did, download=lambda url: _fetched(guest, site, url))
    badge = verifier.verify(
        document, check_status=True, download=lambda url: _fetched(guest, site, url), verify_status_list=False
    )
    assert badge.achievement.name == "Nettverksmøte om vannforsyning"


def _fetched(page: Page, site: DemoSite, url: str) -> bytes:
    """The demo has no https; what is asked for there is fetched without."""
    return page.request.get(url.replace(f"https://127.0.0.1:{site.port}", site.url)).body()


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_pages_of_certificates_are_accessible(open_page: OpenPage, site: DemoSite, width: int, scheme: str) -> None:
    page = open_page(width=width, color_scheme=scheme)
    sign_in(page, CONTACT.email)
    open_badge(page)
    badge = at(page)
    page.goto("/organisation/")

    found = problems(page, [badge, "/me/hours/", f"{at(page)}hours/"])
    page.context.clear_cookies()
    sign_in(page, COURSE_OWNER.email, landing="**/admin/")
    page.goto("/awards/")
    found += problems(page, ["/awards/", str(page.locator("table a").first.get_attribute("href"))])

    assert found == []


def problems(page: Page, addresses: list[str]) -> list[str]:
    found = []
    for address in addresses:
        page.goto(address)
        found += [f"{address}: {line}" for line in findings(page)]
        found += [f"{address}: wider than the window: {widest(page)}"] if scrolls_sideways(page) else []
    return found
