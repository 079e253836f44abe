"""What the demo's municipalities are asked: the contact's matrix, a person's way on, the centre's overview."""

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from cms.demo.people import COORDINATOR
from tests.demo_site import DemoSite

from .accessibility import findings
from .conftest import OpenPage
from .manners import LOOKS, scrolls_sideways
from .steps import press, say, sign_in

pytestmark = pytest.mark.slow

CONTACT, DEPUTY = "bente@example.org", "leila@example.org"


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_contact_reads_the_matrix_at_every_width(open_page: OpenPage, site: DemoSite, width: int, scheme: Any) -> None:
    page = open_page(width=width, color_scheme=scheme)
    sign_in(page, CONTACT)
    page.goto("/organisation/")
    press(page, "See the whole overview", role="link")

    assert page.locator(".standings__cell--vacant").count()
    assert page.locator(".standings__cell--covered").count()
    assert findings(page) == []
    assert not scrolls_sideways(page)


def test_deputy_goes_from_what_is_asked_to_the_path_and_on_to_a_course(open_page: OpenPage, site: DemoSite) -> None:
    page = open_page(width=390, height=844, java_script_enabled=False)
    sign_in(page, DEPUTY)
    page.locator("section[aria-labelledby=asked-of-me] .resume a.button").first.click()
    expect(page.locator("h1")).to_have_text("Ny beredskapsrådgiver")
    page.locator("section[aria-labelledby=where-i-am] .button").click()

    assert "/learn/" in page.url


def test_coordinator_sees_how_all_stand_in_words_chart_and_table(open_page: OpenPage, site: DemoSite) -> None:
    page = open_page()
    sign_in(page, COORDINATOR.email, landing="**/admin/")
    page.goto("/admin/requirements/standings/")

    assert findings(page) == []
    assert all(number > 0 for number in altogether(page)), "the demo shows covered, due soon, overdue and vacant"
    with page.expect_download() as download:
        press(page, "Export as CSV")
    assert download.value.suggested_filename.endswith(".csv")


def altogether(page: Page) -> list[int]:
    """Sums of the table's columns: covered, due soon, overdue, vacant."""
    caption = say(page, "Organisation by organisation")
    rows = page.locator("table", has_text=caption).locator("tbody tr").all()
    cells = [[int(cell) for cell in row.locator("td").all_inner_texts()[1:5]] for row in rows]
    return [sum(column) for column in zip(*cells, strict=True)]
