"""The main job of the house: a visitor becomes somebody who can show a certificate. On a phone, in bokmål."""

import io
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from tests.demo_site import DemoSite

from . import steps
from .conftest import OpenPage
from .demo_facts import Question, key_of
from .manners import meet
from .steps import press, say

NAME, EMAIL = "Tora Ødegård", "tora.odegard@example.org"
COURSE, SLUG = "Beredskapsplikten på en dag", "beredskapsplikten-pa-en-dag"
PHONE = {"width": 390, "height": 844}
LESSONS, FIRST_REFLECTION, FIRST_QUIZ = 13, 2, 3
THOUGHT = "Varslingslista vår er fra 2024. Den må jeg se på i morgen."


def test_visitor_earns_a_certificate_that_anybody_can_check(open_page: OpenPage, site: DemoSite) -> None:
    page = open_page(**PHONE)

    find_course(page)
    make_account(page)
    enrol(page)
    take_course(page, site.var)
    address = fetch_certificate(page)

    see_that_it_is_valid(open_page(**PHONE), address)


def find_course(page: Page) -> None:
    """From the front page through the catalogue: search, then one choice."""
    page.goto("/")
    meet(page, "01-front-page")
    press(page, "Menu")
    page.locator("#menu").get_by_role("link", name="Kurs", exact=True).click()
    meet(page, "02-catalogue")
    page.get_by_label(say(page, "Search for courses")).fill("beredskapsplikt")
    press(page, "Search")
    page.get_by_text(say(page, "Narrow down"), exact=True).click()
    page.get_by_label(say(page, "Introductory"), exact=True).check()
    press(page, "Show courses")
    meet(page, "03-catalogue-narrowed")
    page.locator("main").get_by_role("link", name=COURSE).click()
    steps.expect_heading(page, COURSE)
    meet(page, "04-course")


def make_account(page: Page) -> None:
    """Sign up from the course, confirm through the outbox, and be back at the course, signed in."""
    press(page, "Sign in to start", role="link")
    meet(page, "05-sign-in")
    press(page.locator("main"), "Create an account", role="link")
    meet(page, "06-sign-up")
    steps.fill_in_sign_up(page, name=NAME, email="tora")
    meet(page, "07-sign-up-with-errors")
    steps.fill_in_sign_up(page, name=NAME, email=EMAIL)
    meet(page, "08-look-in-your-inbox")
    steps.open_confirmation_mail(page, EMAIL)
    meet(page, "09-mail")
    steps.follow_confirmation_link(page)
    meet(page, "10-confirm")
    press(page, "Yes, it is mine")


def enrol(page: Page) -> None:
    """Confirming led back to the course."""
    steps.expect_heading(page, COURSE)
    meet(page, "11-course-signed-in")
    press(page, "Start the course")
    meet(page, "12-outline")


def take_course(page: Page, var: Path) -> None:
    """Every lesson in turn: read it, think, pass its quiz."""
    page.locator(".resume__button").click()
    for number in range(1, LESSONS + 1):
        meet(page, f"13-lesson-{number:02}")
        if steps.is_quiz(page):
            take_quiz(page, var, number)
            continue
        if number == FIRST_REFLECTION:
            reflect(page)
        press(page, "I have read this")
    steps.expect_heading(page, COURSE)
    meet(page, "14-completed")


def reflect(page: Page) -> None:
    """What is written saves itself, and is there after a reload."""
    page.locator(".reflection-form textarea").fill(THOUGHT)
    expect(page.locator(".reflection-form [data-save-status] svg")).to_be_visible()
    page.reload()
    expect(page.locator(".reflection-form textarea")).to_have_value(THOUGHT)


def take_quiz(page: Page, var: Path, number: int) -> None:
    if number == FIRST_QUIZ:
        fail_quiz(page, var)
    key = key_of(steps.questions_on(page, var))
    for question, answer in key:
        steps.give_answer(page, question, answer)
    if number == FIRST_QUIZ:
        see_answers_again_after_reload(page, key)
    press(page, "Hand in")
    expect(page.locator(".verdict--good")).to_be_visible()
    if number in (FIRST_QUIZ, LESSONS):
        meet(page, f"13-lesson-{number:02}-passed")
    page.locator(".verdict .button").first.click()


def fail_quiz(page: Page, var: Path) -> None:
    """Answer one question wrongly, be told what is missing, hand in as it is, read the feedback, try again."""
    question = next(each for each in steps.questions_on(page, var) if each["type"] == "single_choice")
    wrong = next(option for option in question["options"] if not option["correct"])
    steps.give_answer(page, question, wrong["id"])
    press(page, "Hand in")
    expect(page.locator(".error-summary")).to_be_focused()
    meet(page, "15-quiz-missing")
    press(page, "Hand in as it is")
    expect(page.locator(".verdict--warn")).to_be_visible()
    expect(page.locator("main")).to_contain_text(wrong["feedback"])
    meet(page, "15-quiz-failed")
    press(page, "Try it once more", role="link")


def see_answers_again_after_reload(page: Page, key: list[tuple[Question, Any]]) -> None:
    expect(page.locator(".quiz__form [data-save-status] svg")).to_be_visible()
    page.reload()
    assert [steps.answer_given(page, question) for question, _answer in key] == [answer for _question, answer in key]


def fetch_certificate(page: Page) -> str:
    """The PDF names the learner, and its QR code leads to the public page. Return the public address."""
    document = PdfReader(io.BytesIO(steps.fetch_pdf(page, steps.address_of(page, "Download PDF"))))
    address = steps.address_of(page, "Public page of this certificate")
    assert NAME in document.pages[0].extract_text()
    assert address.split("/")[2] in document.pages[0].extract_text()
    page.goto("/me/")
    meet(page, "16-my-day")
    return address


def see_that_it_is_valid(stranger: Page, address: str) -> None:
    stranger.goto(address)
    steps.expect_heading(stranger, say(stranger, "This certificate is valid"))
    expect(stranger.locator("main")).to_contain_text(NAME)
    meet(stranger, "17-verify")
