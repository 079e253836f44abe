"""A question of the bank is opened and saved in the admin, with nothing broken on the way."""

from playwright.sync_api import expect

from cms.demo.people import COURSE_OWNER

from .conftest import OpenPage
from .steps import press, sign_in


def test_a_question_is_edited_without_a_script_error(open_page: OpenPage) -> None:
    page = open_page()
    sign_in(page, COURSE_OWNER.email, landing="**/admin/")

    page.goto("/admin/learning/bank/1/edit/")
    expect(page.locator("#question-root")).to_be_visible()
    page.locator("[name=note]").fill("Rettet en skrivefeil")
    press(page.locator("main"), "Save")

    expect(page.locator(".messages")).to_be_visible()
