"""A learner asks, the teacher answers and says what helps; somebody wrote too much, and it is hidden."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from cms.demo.people import LEARNER, TAUGHT, TEACHER

from .conftest import OpenPage
from .manners import scrolls_sideways, widest
from .steps import press, say, sign_in

pytestmark = pytest.mark.slow

DISCUSSION = f"/learn/{TAUGHT}/discussion/"
TITLE = "Hvem fører loggen første natta?"
ANSWER = "Den som tar imot varselet, til loggføreren er på plass."


def test_asked_answered_and_moderated(open_page: OpenPage, axe: Callable[[Page], None]) -> None:
    asker = open_page(width=320, height=640)
    sign_in(asker, LEARNER.email)
    asker.goto(DISCUSSION)
    axe(asker)
    assert not scrolls_sideways(asker), widest(asker)
    press(asker, "New thread", role="link")
    press(asker, "Send")
    expect(asker.locator(".error-summary")).to_be_visible()
    asker.locator("[name=title]").fill(TITLE)
    asker.locator("[name=text]").fill("Vi har bare to som kan systemet. " + "beredskap" * 40)
    axe(asker)
    press(asker, "Send")
    expect(asker.locator("h1")).to_have_text(TITLE)
    axe(asker)
    assert not scrolls_sideways(asker), widest(asker)

    teacher = open_page()
    sign_in(teacher, TEACHER.email, landing="**/admin/")
    teacher.goto(DISCUSSION)
    teacher.get_by_role("link", name=TITLE, exact=True).click()
    teacher.locator("[name=text]").fill(ANSWER)
    press(teacher, "Send")
    answer = teacher.locator(".post").filter(has_text=ANSWER)
    answer.locator("button[name=helpful]").click()
    axe(teacher)

    asker.reload()
    expect(asker.locator(".post--helpful")).to_contain_text(say(asker, "Helpful answer"))

    asker.goto(DISCUSSION)
    asker.get_by_role("link", name="Hvordan varsler dere når mobilnettet er nede?").click()
    careless = asker.locator(".post").filter(has_text="satellittelefonen på lageret")
    careless.locator("a[href$='/report/']").click()
    asker.locator("[name=reason]").first.check()
    axe(asker)
    press(asker, "Report")

    teacher.goto("/admin/discussion/")
    teacher.get_by_role("link", name="satellittelefonen på lageret").focus()
    teacher.keyboard.press("Enter")
    teacher.locator("[name=reason]").fill("Her står det hvor nøkkelen henger. Skriv det gjerne på nytt uten det.")
    teacher.locator("button[value=hidden]").click()
    teacher.wait_for_load_state()

    asker.reload()
    expect(asker.locator(".discussion")).to_contain_text(say(asker, "Hidden by a moderator."))
    expect(asker.locator(".discussion")).not_to_contain_text("satellittelefonen på lageret")
