"""Two people of a municipality answer what the centre wants to know: in two sittings, and without any script."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, Page, expect

from cms.demo.people import CONTACT, COORDINATOR, LEARNER

from .conftest import OpenPage
from .manners import scrolls_sideways, widest
from .steps import press, say, sign_in

pytestmark = pytest.mark.slow

SURVEY = "Hva trenger dere av oss?"
SMALLEST = {"width": 320, "height": 640}


def open_survey(page: Page, email: str) -> None:
    sign_in(page, email)
    page.get_by_role("link", name=SURVEY, exact=True).click()
    page.wait_for_load_state()


def question(page: Page, words: str) -> Locator:
    return page.locator(".survey__question").filter(has_text=words)


def test_contact_answers_in_two_sittings(open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    page = open_page()
    open_survey(page, CONTACT.email)
    axe(page)

    hanging = question(page, "Hvor mange hos dere var med på øvelsen?").last
    expect(hanging).to_be_hidden()
    asked = question(page, "Har dere øvd").first
    asked.get_by_label(say(page, "Yes"), exact=True).check()
    expect(hanging).to_be_visible()
    question(page, "Hvem samarbeider dere mest med").get_by_role("textbox").fill("Nabokommunen")
    expect(page.locator("[data-save-status]")).to_have_text(say(page, "Saved"))

    page.goto("/me/")
    page.get_by_role("link", name=SURVEY, exact=True).click()
    expect(question(page, "Hvem samarbeider dere mest med").get_by_role("textbox")).to_have_value("Nabokommunen")
    expect(hanging).to_be_visible()

    press(page, "Send answers")
    expect(page.locator(".error-summary")).to_be_visible()
    expect(question(page, "Hvem samarbeider dere mest med").get_by_role("textbox")).to_have_value("Nabokommunen")
    page.get_by_label("Øvelser", exact=True).check()
    press(page, "Send answers")

    page.wait_for_url("**/thanks/")
    axe(page)
    page.goto("/me/")
    expect(page.get_by_role("link", name=SURVEY, exact=True)).to_have_count(0)


def test_learner_answers_without_scripts_at_320_pixels(open_page: OpenPage) -> None:
    page = open_page(**SMALLEST, java_script_enabled=False)
    open_survey(page, LEARNER.email)
    assert not scrolls_sideways(page), widest(page)

    question(page, "Hvem samarbeider dere mest med").get_by_role("textbox").fill("Røde Kors")
    press(page, "Save for later")
    expect(question(page, "Hvem samarbeider dere mest med").get_by_role("textbox")).to_have_value("Røde Kors")
    expect(question(page, "Hvor mange hos dere var med").last.locator(".survey__only-if")).to_be_visible()
    page.get_by_label("Krisekommunikasjon", exact=True).check()
    press(page, "Send answers")

    page.wait_for_url("**/thanks/")
    assert not scrolls_sideways(page), widest(page)


def test_coordinator_reads_last_years_answers(open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    page = open_page(**SMALLEST)
    sign_in(page, COORDINATOR.email, landing="**/admin/")
    page.goto("/surveys/")
    axe(page)
    rows = page.locator("tbody tr").filter(has_text=SURVEY)
    fourteen = page.locator("td:last-child").get_by_text("14", exact=True)
    rows.filter(has=fourteen).get_by_role("link").click()

    charts = page.locator(".chart")
    expect(charts.last.locator(".bars__value").nth(0)).to_have_text("11 (79 %)")
    expect(charts.last.locator(".bars__value").nth(2)).to_have_text("2 (14 %)")
    assert not scrolls_sideways(page), widest(page)
    axe(page)
    charts.last.get_by_role("link").click()
    expect(page.locator(".bars dt").first).to_be_visible()
    axe(page)
