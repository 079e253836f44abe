"""A table of one goes through a tabletop without any script, on the smallest screen, and gets the lesson done."""

import pytest
from playwright.sync_api import Page, expect

from tests.demo_site import DemoSite

from .conftest import OpenPage
from .demo_facts import rows
from .manners import scrolls_sideways, widest
from .steps import press, say, sign_in

pytestmark = pytest.mark.slow

COURSE = "planlegg-en-diskusjonsovelse-pa-fire-uker"
LESSON = "Prøv selv: Strømmen går i Skogdal"
# The lesson stands in a module that opens to who has done what comes before it.
COMPLETED = """
    SELECT person.email FROM learning_enrolment AS enrolment
    JOIN learning_course AS course ON course.id = enrolment.course_id
    JOIN people_user AS person ON person.id = enrolment.learner_id
    WHERE course.slug = ? AND enrolment.state = 'completed' AND person.language = 'nb'
    AND enrolment.id NOT IN (SELECT enrolment_id FROM tabletop_participant) ORDER BY person.email
"""
SMALLEST = {"width": 320, "height": 640}


def fits(page: Page) -> None:
    assert not scrolls_sideways(page), widest(page)


def decide(page: Page, text: str, *, choice: str = "", on: str = "Go on") -> None:
    fits(page)
    if choice:
        page.get_by_label(choice).check()
    page.locator("textarea[name=text]").fill(text)
    press(page, "Write the decision down")
    fits(page)
    press(page, on)


def test_tabletop_is_run_and_debriefed_without_scripts_at_320_pixels(open_page: OpenPage, site: DemoSite) -> None:
    page = open_page(**SMALLEST, java_script_enabled=False)
    sign_in(page, str(rows(site.var, COMPLETED, COURSE)[0][0]))
    page.goto(f"/learn/{COURSE}/")
    page.get_by_role("link", name=LESSON).first.click()
    press(page, "Go to the tabletop", role="link")
    fits(page)
    press(page, "Begin")

    decide(page, "Kriseleder kaller inn", choice="Vi setter kriseledelsen nå")
    expect(page.get_by_text("Dere er tidlig ute.")).to_be_visible()
    decide(page, "Sykehjem, vann, informasjon")
    decide(page, "Aggregat fra Elvestad", choice="Vi holder dem der de er")
    decide(page, "Situasjonsrapport på nødnett", on="Go on to the debrief")

    for number, field in enumerate(page.locator("textarea").all(), start=1):
        field.fill(f"Svar {number}")
    page.get_by_label(say(page, "What will be done")).fill("Skrive ut listen over trygghetsalarmer")
    page.get_by_label(say(page, "Who sees to it")).fill("Leder for hjemmetjenesten")
    page.get_by_label(say(page, "By when")).fill("2027-03-01")
    fits(page)
    press(page, "Hand in the debrief")

    expect(page.get_by_text("Skrive ut listen over trygghetsalarmer").first).to_be_visible()
    fits(page)
    page.get_by_role("link", name=LESSON).click()
    expect(page.get_by_text(say(page, "This lesson is done."))).to_be_visible()
