"""The same way without any script, on the smallest screen. The course is Swedish: other people's words, our buttons."""

from pathlib import Path

from playwright.sync_api import Page, expect

from tests.demo_site import DemoSite

from . import steps
from .conftest import OpenPage
from .demo_facts import key_of
from .manners import scrolls_sideways, widest
from .steps import press, say

NAME, EMAIL = "Sven Aronsson", "sven.aronsson@example.org"
COURSE, LESSONS = "Krisberedskap för nya samordnare", 7
THOUGHT = "Vi behöver ett gemensamt rum för lägesbilden."
SMALLEST = {"width": 320, "height": 640}


def test_certificate_is_earned_without_scripts_at_320_pixels(open_page: OpenPage, site: DemoSite) -> None:
    page = open_page(**SMALLEST, java_script_enabled=False)

    find_course(page)
    make_account(page)
    press(page, "Start the course")
    take_course(page, site.var)
    document = steps.fetch_pdf(page, steps.address_of(page, "Download PDF"))
    press(page, "Public page of this certificate", role="link")

    steps.expect_heading(page, say(page, "This certificate is valid"))
    fits(page)
    assert document.startswith(b"%PDF-")


def find_course(page: Page) -> None:
    """The menu opens without scripts; the Swedish courses are one choice in the catalogue away."""
    page.goto("/")
    fits(page)
    press(page, "Menu")
    page.locator("#menu").get_by_role("link", name="Kurs", exact=True).click()
    fits(page)
    page.get_by_text(say(page, "Narrow down"), exact=True).click()
    page.get_by_label(say(page, "Swedish"), exact=True).check()
    press(page, "Show courses")
    fits(page)
    page.locator("main").get_by_role("link", name=COURSE).click()
    fits(page)


def make_account(page: Page) -> None:
    press(page, "Make an account", role="link")
    fits(page)
    steps.fill_in_sign_up(page, name=NAME, email=EMAIL)
    fits(page)
    steps.open_confirmation_mail(page, EMAIL)
    fits(page)
    steps.follow_confirmation_link(page)
    fits(page)
    press(page, "Yes, it is mine")
    steps.expect_heading(page, COURSE)


def take_course(page: Page, var: Path) -> None:
    fits(page)
    page.locator(".resume__button").click()
    for number in range(1, LESSONS + 1):
        fits(page)
        if steps.is_quiz(page):
            take_quiz(page, var)
            continue
        if number == 2:
            save_thought(page)
        press(page, "I have read this")
    steps.expect_heading(page, COURSE)
    fits(page)


def save_thought(page: Page) -> None:
    page.locator(".reflection-form textarea").fill(THOUGHT)
    press(page, "Save")
    expect(page.locator(".reflection-form textarea")).to_have_value(THOUGHT)


def take_quiz(page: Page, var: Path) -> None:
    """Answer the first question, save, find it answered; then the rest."""
    first, *rest = key_of(steps.questions_on(page, var))
    steps.give_answer(page, *first)
    press(page, "Save for later")
    assert steps.answer_given(page, first[0]) == first[1]
    for question, answer in rest:
        steps.give_answer(page, question, answer)
    press(page, "Hand in")
    expect(page.locator(".verdict--good")).to_be_visible()
    fits(page)
    page.locator(".verdict .button").first.click()


def fits(page: Page) -> None:
    page.wait_for_load_state()
    assert not scrolls_sideways(page), f"{page.url}: {widest(page)}"
