"""Single steps of a person's way through the site, as sentences for the journeys."""

import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.utils.translation import gettext, override
from playwright.sync_api import Locator, Page, expect

from cms.demo.people import DEMO_PASSWORD

from .demo_facts import Question, quizzes_of


def say(page: Page, text: str) -> str:
    """What the interface says on this page. The journeys name things as the source does, in English."""
    with override(page.locator("html").get_attribute("lang")):
        return gettext(text)


def press(part: Page | Locator, text: str, *, role: Any = "button") -> None:
    """Click what is named exactly so."""
    page = part if isinstance(part, Page) else part.page
    part.get_by_role(role, name=say(page, text), exact=True).click()
    page.wait_for_load_state()


# --- Accounts --------------------------------------------------------------------------------


def sign_in(page: Page, email: str, *, landing: str = "**/me/") -> None:
    page.goto("/accounts/login/")
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(DEMO_PASSWORD)
    press(page.locator("main"), "Sign in")
    page.wait_for_url(landing)


def fill_in_sign_up(page: Page, *, name: str, email: str) -> None:
    page.locator("[name=name]").fill(name)
    page.locator("[name=email]").fill(email)
    page.locator("[name=password1]").fill(DEMO_PASSWORD)
    page.locator("[name=password2]").fill(DEMO_PASSWORD)
    press(page, "Create an account")


def open_confirmation_mail(page: Page, email: str) -> None:
    """From the page that says "look in your inbox" to the newest mail to this address."""
    press(page, "Open the outbox", role="link")
    page.locator(".results > li").filter(has_text=email).first.get_by_role("link").click()


def follow_confirmation_link(page: Page) -> None:
    page.locator("main a[href*='/accounts/confirm-email/']").click()


# --- Courses ---------------------------------------------------------------------------------


def at(page: Page) -> str:
    return urlsplit(page.url).path


def read_lesson(page: Page) -> None:
    press(page, "I have read this")


def go_to_next_lesson(page: Page) -> None:
    page.locator("a[rel=next]").click()


def is_quiz(page: Page) -> bool:
    return page.locator("form.quiz__form").count() > 0


def questions_on(page: Page, var: Path) -> list[Question]:
    """The quiz on this page, with its key."""
    action = page.locator("form.quiz__form").get_attribute("action") or ""
    return quizzes_of(var)[action.split("/")[-3]]


def give_answer(page: Page, question: Question, answer: Any) -> None:
    kind, name = question["type"], f"q-{question['id']}"
    if kind in ("single_choice", "multiple_choice", "true_false"):
        for option in answer if isinstance(answer, list) else [answer]:
            page.locator(f'[id="{name}-{option}"]').check()
    elif isinstance(answer, dict):
        for part, value in answer.items():
            page.locator(f'[name="{name}-{part}"]').select_option(str(value))
    else:
        page.locator(f'[name="{name}"]').fill(str(answer))


def answer_given(page: Page, question: Question) -> Any:
    """What the page shows as answered, in the shape of `give_answer`."""
    kind, name = question["type"], f"q-{question['id']}"
    if kind in ("single_choice", "multiple_choice", "true_false"):
        chosen = [box.get_attribute("value") for box in page.locator(f'[name="{name}"]:checked').all()]
        return chosen if kind == "multiple_choice" else chosen[0]
    if kind in ("ordering", "matching"):
        fields = page.locator(f'select[name^="{name}-"]').all()
        given = {str(field.get_attribute("name")).removeprefix(f"{name}-"): field.input_value() for field in fields}
        return {part: int(value) if kind == "ordering" else value for part, value in given.items()}
    return page.locator(f'[name="{name}"]').input_value()


def address_of(page: Page, link: str) -> str:
    return str(page.get_by_role("link", name=say(page, link)).get_attribute("href"))


def fetch_pdf(page: Page, address: str) -> bytes:
    """Ask for the certificate until the worker has made it, as its waiting page does."""
    for _try in range(60):
        answer = page.request.get(address)
        if answer.status == 200:
            assert answer.headers["content-type"] == "application/pdf"
            return answer.body()
        assert answer.status == 202
        page.wait_for_timeout(500)
    raise AssertionError("the PDF was not made within 30 s")


def expect_heading(page: Page, text: str) -> None:
    expect(page.locator("h1")).to_have_text(re.compile(re.escape(text)))
