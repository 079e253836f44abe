"""A contact person on a Monday morning: what is vacant, who is here, somebody has left, proof for the inspection."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from cms.demo.people import CONTACT
from tests.demo_site import DemoSite

from .accessibility import findings
from .conftest import OpenPage
from .manners import LOOKS, meet, scrolls_sideways, widest
from .steps import at, press, say, sign_in

# Of another municipality than the journeys before: what is removed here is missed nowhere else.
OTHER_CONTACT = "solveig@example.org"


def vacancies(page: Page) -> list[str]:
    return [text.strip() for text in page.locator("section:has(> * > #vacant-roles) .vacancy strong").all_inner_texts()]


def remove(page: Page, name: str) -> None:
    page.locator("table").get_by_role("link", name=name, exact=True).click()
    press(page, "Remove from the organisation", role="link")
    press(page, "Remove from the organisation")


def evidence_names(page: Page) -> set[str]:
    """Names in the table that the button downloads."""
    address = page.get_by_role("link", name=say(page, "Download as table (CSV)"), exact=True).get_attribute("href")
    answer = page.request.get(str(address))
    assert answer.headers["content-type"].startswith("text/csv")
    rows = list(csv.reader(io.StringIO(answer.body().decode("utf-8-sig")), delimiter=";"))
    return {row[3] for row in rows[1:]}


def test_contact_removes_a_person_and_sees_the_vacancy_the_same_day(open_page: OpenPage, site: DemoSite) -> None:
    page = open_page(width=390, height=844)
    sign_in(page, OTHER_CONTACT)
    page.goto("/organisation/")
    meet(page, "organisation", language="nn")
    before, home = vacancies(page), at(page)
    assert before

    remove(page, "Magnus Teigen")
    expect(page.locator(".alert--success")).to_be_visible()
    page.goto(home)

    assert len(vacancies(page)) == len(before) + 1
    with page.expect_download() as download:
        page.get_by_role("link", name=say(page, "Download as table (CSV)"), exact=True).click()
    assert download.value.suggested_filename.startswith("fjellbygda-kommune-")
    names = evidence_names(page)
    assert "Solveig Kvamme" in names
    assert "Magnus Teigen" not in names
    page.goto("/me/")
    expect(page.locator("#waiting-for-me")).to_be_visible()


@pytest.mark.slow
def test_the_same_without_scripts_at_320_pixels(open_page: OpenPage, site: DemoSite) -> None:
    page = open_page(width=320, height=640, java_script_enabled=False)
    sign_in(page, "hanne@example.org")
    page.goto("/organisation/")
    before, home = vacancies(page), at(page)

    remove(page, "Mona Ruud")
    page.goto(home)

    assert len(vacancies(page)) == len(before) + 1
    assert "Mona Ruud" not in evidence_names(page)
    press(page, "Open to print", role="link")
    expect(page.locator("#evidence-roles")).to_be_visible()
    assert not scrolls_sideways(page), widest(page)


@pytest.mark.slow
@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_every_page_of_an_organisation_is_accessible(
    open_page: OpenPage, site: DemoSite, width: int, scheme: str
) -> None:
    page = open_page(width=width, color_scheme=scheme)
    sign_in(page, CONTACT.email)
    page.goto("/organisation/")
    home = at(page)
    person = str(page.locator("a[href*='/people/']").first.get_attribute("href"))
    give = str(page.locator("a[href*='/give-role/']").first.get_attribute("href"))
    own = ["expected-roles/", "language/", "invoice-address/", "units/", "evidence/", "?p-show=left", "?p-name=x"]

    found = []
    for address in (home, *(home + rest for rest in own), person, f"{person}remove/", give, "/me/", "/me/profile/"):
        page.goto(address)
        found += [f"{address}: {line}" for line in findings(page)]
        found += [f"{address}: wider than the window: {widest(page)}"] if scrolls_sideways(page) else []

    assert found == []
