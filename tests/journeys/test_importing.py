"""A list with mistakes in it: seen line by line before anything is written, mended and imported."""

import csv
import io

import pytest
from playwright.sync_api import Page, expect

from tests.demo_site import DemoSite

from .accessibility import findings
from .conftest import OpenPage
from .demo_facts import rows
from .manners import scrolls_sideways, widest
from .steps import at, press, say, sign_in

pytestmark = pytest.mark.slow

COORDINATOR, CONTACT = "koordinator@example.org", "solveig@example.org"
HEAD = "e-post;navn;organisasjon;rolle"
RIGHT = ["aase.lie@example.org;Åse Lie;Granåsen kommune;medlem", "per@example.org;Per O'Neill;GRANÅSEN KOMMUNE;"]
WRONG = ["ole@example;=1+1;Granåsen kommune;", "siv@example.org;Siv;Ukjent kommune;keiser"]
MENDED = ["ole@example.org;Ole Lie;Granåsen kommune;", "siv@example.org;Siv;Granåsen kommune;loggfører"]
HELD = """
    SELECT person.email, membership.role FROM people_membership AS membership
    JOIN people_user AS person ON person.id = membership.user_id
    JOIN people_organisation AS organisation ON organisation.id = membership.organisation_id
    WHERE organisation.name = ? AND person.email IN (?, ?, ?, ?)
"""


def upload(page: Page, *lines: str, head: str = HEAD) -> None:
    """As an older spreadsheet saves it: semicolons, Windows-1252."""
    content = "\r\n".join([head, *lines]).encode("cp1252")
    page.locator("[name=file]").set_input_files({"name": "folk.csv", "mimeType": "text/csv", "buffer": content})
    with page.expect_navigation():
        press(page, "Upload and check")


def begin(page: Page) -> None:
    """The one button of the page: import the lines that are right. Loading again before it has left would stop it."""
    with page.expect_navigation():
        page.locator("main form button[type=submit]").click()


def refused(page: Page) -> list[list[str]]:
    """Row and column of every refused line; the reason is said beside them."""
    lines = page.locator("section:has(#problems) tbody tr")
    expect(lines.first).to_be_visible()
    found = [line.locator("th, td").all_inner_texts() for line in lines.all()]
    assert all(cells[3].strip() for cells in found)
    return [[cells[0].split()[-1], cells[1]] for cells in found]


def looks_well(page: Page) -> None:
    page.wait_for_load_state()
    assert findings(page) == []
    assert not scrolls_sideways(page), widest(page)


def wait_for_state(page: Page, state: str, *, by_hand: bool = False) -> None:
    """The page tells by itself how far the list has come; without scripts its reader loads it again."""
    words = say(page, state)
    for _try in range(60 if by_hand else 1):
        if by_hand and words not in page.locator(".page-head .lead").inner_text():
            page.wait_for_timeout(500)
            page.reload()
    expect(page.locator(".page-head .lead")).to_contain_text(words, timeout=30_000)


def numbers(page: Page) -> list[str]:
    return page.locator("main .facts dd").all_inner_texts()


def test_coordinator_mends_a_list_and_imports_it(open_page: OpenPage, site: DemoSite) -> None:
    page = open_page()
    sign_in(page, COORDINATOR, landing="**/*")
    page.goto("/imports/")
    looks_well(page)

    page.get_by_label(say(page, "People"), exact=True).check()
    upload(page, *RIGHT, *WRONG)
    wait_for_state(page, "Checked, nothing is written yet")
    looks_well(page)

    assert refused(page) == [["4", "e-post"], ["5", "rolle"], ["5", "organisasjon"]]
    assert numbers(page) == ["4", "2", "0", "2"]
    assert report(page)[1][:2] == ["4", "e-post"]
    assert held(site) == []

    page.goto("/imports/")
    page.get_by_label(say(page, "People"), exact=True).check()
    upload(page, *RIGHT, *MENDED)
    wait_for_state(page, "Checked, nothing is written yet")
    begin(page)
    wait_for_state(page, "Finished")
    looks_well(page)

    assert numbers(page) == ["4", "4", "0", "0"]
    assert held(site) == [
        ("aase.lie@example.org", "member"),
        ("ole@example.org", "member"),
        ("per@example.org", "member"),
        ("siv@example.org", "log_keeper"),
    ]


def report(page: Page) -> list[list[str]]:
    address = page.get_by_role("link", name=say(page, "Download the report (CSV)")).get_attribute("href")
    text = page.request.get(str(address)).body().decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text), delimiter=";"))


def held(site: DemoSite) -> list[tuple[str, str]]:
    emails = sorted(line.split(";")[0] for line in [*RIGHT, *MENDED])
    return sorted(rows(site.var, HELD, "Granåsen kommune", *emails))


def test_contact_imports_without_scripts_at_320_pixels(open_page: OpenPage, site: DemoSite) -> None:
    page = open_page(width=320, height=640, java_script_enabled=False)
    sign_in(page, CONTACT)
    page.goto("/organisation/")
    home = at(page)
    page.goto(f"{home}import/")
    assert not scrolls_sideways(page), widest(page)

    upload(page, "nina.ny@example.org;Nina Ny", "ola.ny;Ola Ny", head="e-post;navn")
    wait_for_state(page, "Checked, nothing is written yet", by_hand=True)
    assert not scrolls_sideways(page), widest(page)
    assert refused(page) == [["3", "e-post"]]
    begin(page)
    wait_for_state(page, "Finished", by_hand=True)
    assert not scrolls_sideways(page), widest(page)

    page.locator(f"main a[href='{home}']").last.click()
    expect(page.locator("main").get_by_role("link", name="Nina Ny", exact=True)).to_be_visible()
