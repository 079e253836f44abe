"""A course has changed: its owner sees what and for whom; who has completed it does what is new."""

import os

import pytest
from playwright.sync_api import Page, expect

from cms.demo.people import COURSE_OWNER
from tests.demo_site import DemoSite

from .accessibility import findings
from .conftest import OpenPage
from .demo_facts import rows
from .manners import LOOKS, scrolls_sideways, take_picture, widest
from .steps import press, say, sign_in

pytestmark = pytest.mark.slow

SLUG = "helhetlig-ros-i-praksis"
COURSE = f"/learn/{SLUG}/"
OFFERED = """
    SELECT person.email FROM mail_outboxmessage AS mail JOIN people_user AS person ON person.id = mail.to_user_id
    WHERE mail.kind = 'learning/mail/update_offered' ORDER BY person.email
"""
MOVED = """
    SELECT person.email FROM learning_activityfact AS fact
    JOIN learning_enrolment AS enrolment ON enrolment.id = fact.enrolment_id
    JOIN learning_course AS course ON course.id = enrolment.course_id
    JOIN people_user AS person ON person.id = enrolment.learner_id WHERE fact.verb = 'moved'
    AND enrolment.state = 'active' AND course.slug = 'helhetlig-ros-i-praksis' ORDER BY person.email
"""
COURSES = "SELECT id FROM learning_course WHERE slug = ?"


def look(page: Page, name: str) -> None:
    """Accessible, and no wider than the window."""
    page.wait_for_load_state()
    if os.environ.get("SAMVIRKE_PICTURES"):
        take_picture(page, name)
    assert not scrolls_sideways(page), f"{page.url} scrolls sideways: {widest(page)}"
    found = findings(page)
    assert not found, f"axe, {page.url}\n" + "\n".join(found)


@pytest.mark.parametrize(("width", "scheme"), LOOKS)
def test_learner_sees_what_has_changed_and_why_things_count(
    open_page: OpenPage, site: DemoSite, width: int, scheme: str
) -> None:
    page = open_page(width=width, color_scheme=scheme)
    sign_in(page, str(rows(site.var, MOVED)[0][0]))

    page.goto(COURSE)
    expect(page.locator(".alert--note").first).to_be_visible()
    look(page, f"moved-{width}-{scheme}")
    press(page.locator("main"), "What is done, and what is left", role="link")
    look(page, f"why-{width}-{scheme}")


def test_who_has_completed_does_what_is_new_and_gets_a_new_certificate(open_page: OpenPage, site: DemoSite) -> None:
    page = open_page()
    sign_in(page, str(rows(site.var, OFFERED)[0][0]))
    look(page, "offer-on-my-day")
    page.goto(COURSE)
    look(page, "offer-on-course")

    page.goto(f"{COURSE}update/")
    look(page, "what-is-new")
    press(page.locator("main"), "Begin")
    page.locator(".resume__button").click()
    press(page.locator("main"), "I have read this")

    expect(page).to_have_url(f"{site.url}{COURSE}")
    expect(page.locator(".alert--success").first).to_be_visible()
    page.goto("/me/")
    expect(page.get_by_text(say(page, "Replaced by a newer one")).first).to_be_visible()


@pytest.mark.parametrize("width", [320, pytest.param(1280, marks=pytest.mark.slow)])
def test_owner_sees_what_a_release_changed_and_who_was_moved(open_page: OpenPage, site: DemoSite, width: int) -> None:
    page = open_page(width=width)
    sign_in(page, COURSE_OWNER.email, landing="**/admin/")
    course = int(rows(site.var, COURSES, SLUG)[0][0])

    page.goto(f"/admin/learning/courses/{course}/releases/")
    look_at_admin(page, f"releases-{width}")
    page.goto(f"/admin/learning/courses/{course}/releases/1/2/")
    look_at_admin(page, f"compare-{width}")
    page.goto(f"/admin/learning/courses/{course}/releases/1/move/")
    look_at_admin(page, f"move-{width}")
    page.goto(f"/admin/learning/courses/{course}/releases/")
    page.locator("main table").nth(1).get_by_role("link").first.click()
    look_at_admin(page, f"move-run-{width}")
    page.locator("main tbody").get_by_role("link").first.click()
    look_at_admin(page, f"why-for-staff-{width}")


def look_at_admin(page: Page, name: str) -> None:
    """Wagtail's frame around it is its own; axe is asked all the same."""
    page.wait_for_load_state()
    if os.environ.get("SAMVIRKE_PICTURES"):
        take_picture(page, name)
    found = findings(page)
    assert not found, f"axe, {page.url}\n" + "\n".join(found)
