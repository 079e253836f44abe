"""An editor changes a lesson and publishes the course; who is half way through it reads on as before."""

import re

import pytest
from playwright.sync_api import Page, expect

from cms.demo.people import ADMINISTRATOR, EDITOR, LEARNER
from tests.demo_site import DemoSite

from .conftest import OpenPage
from .demo_facts import lessons_of, page_number
from .steps import press, say, sign_in

pytestmark = pytest.mark.slow

COURSE, LESSON = "beredskapsplikten-pa-en-dag", "Rollene og de fire prinsippene"
SENTENCE = "Denne setningen er skrevet i dag."


def test_publishing_a_course_changes_nothing_for_who_is_half_way(open_page: OpenPage, site: DemoSite) -> None:
    learner, editor, newcomer = open_page(), open_page(), open_page()
    sign_in(learner, LEARNER.email)
    sign_in(editor, EDITOR.email, landing="**/admin/")
    sign_in(newcomer, ADMINISTRATOR.email, landing="**/admin/")
    number = page_number(site.var, LESSON, below=COURSE)
    learner.goto(lessons_of(site.var, COURSE)[1])

    edit_lesson(editor, number)
    see_preview(editor)
    publish_page(editor)
    publish_course(editor, number)

    learner.reload()
    expect(learner.locator("h1")).to_have_text(LESSON)
    expect(learner.locator("main")).not_to_contain_text(SENTENCE)
    enrol_and_open_lesson(newcomer)
    expect(newcomer.locator("main")).to_contain_text(SENTENCE)


def edit_lesson(editor: Page, number: int) -> None:
    """Write at the end of the first text block and save the draft."""
    editor.goto("/admin/")
    expect(editor.locator("h1")).to_be_visible()
    editor.goto(f"/admin/pages/{number}/edit/")
    text = editor.locator(".Draftail-Editor [contenteditable=true]").first
    text.click()
    editor.keyboard.press("Control+End")
    editor.keyboard.type(f" {SENTENCE}")
    kept = editor.locator(".w-field--draftail_rich_text_area input[type=hidden]").first
    expect(kept).to_have_value(re.compile(re.escape(SENTENCE)))
    press(editor, "Save draft")
    expect(editor.locator(".messages")).to_contain_text(LESSON)
    editor.reload()
    expect(text).to_contain_text(SENTENCE)


def see_preview(editor: Page) -> None:
    """Beside the editor stands the lesson as learners will see it."""
    editor.get_by_role("button", name=say(editor, "Toggle preview"), exact=True).click()
    expect(editor.frame_locator("iframe").first.locator("main")).to_contain_text(SENTENCE)


def publish_page(editor: Page) -> None:
    editor.get_by_role("button", name=say(editor, "More actions"), exact=True).click()
    press(editor.locator("footer"), "Publish")
    expect(editor.locator(".messages")).to_contain_text(LESSON)


def publish_course(editor: Page, number: int) -> None:
    """The lesson's header tells what no release has yet, and leads to the checks, the choice and the button."""
    editor.goto(f"/admin/pages/{number}/edit/")
    editor.get_by_role("button", name=say(editor, "Actions"), exact=True).click()
    waiting = re.escape(say(editor, "Publish course…")) + r" \(1 "
    editor.get_by_role("link", name=re.compile(waiting)).click()
    editor.locator("[name=under_way][value=stay]").check()
    press(editor.locator("main"), "Publish course")
    expect(editor.locator(".messages")).to_contain_text("2")


def enrol_and_open_lesson(newcomer: Page) -> None:
    newcomer.goto(f"/nb/kurs/{COURSE}/")
    press(newcomer, "Start the course")
    newcomer.locator(".resume__button").click()
    press(newcomer, "I have read this")
