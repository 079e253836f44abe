"""The way through a course with the keyboard alone. Whatever has the focus must show it."""

from playwright.sync_api import Locator, Page, expect

from cms.demo.people import EDITOR
from tests.demo_site import wait_for

from .conftest import OpenPage
from .steps import expect_heading, say, sign_in

COURSE = "planlegg-en-diskusjonsovelse-pa-fire-uker"  # open in any order, so its quiz can be reached at once
# Is what has the focus within the window, and marked by an outline (its own, or that of its card)?
SHOWS_FOCUS = """() => {
  const node = document.activeElement;
  const box = node.getBoundingClientRect();
  const marks = [node, node.closest(".card") || node].map(each => getComputedStyle(each));
  const outlined = marks.some(mark => mark.outlineStyle !== "none" && parseFloat(mark.outlineWidth) >= 2);
  const inWindow = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
  return outlined && inWindow && box.width > 0;
}"""


def test_skip_link_leads_past_the_menu(page: Page) -> None:
    page.goto("/nb/")

    page.keyboard.press("Tab")
    expect(page.locator(".skip-link")).to_be_focused()
    assert shows_focus(page)
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    expect(page.locator("main a").first).to_be_focused()


def test_menu_on_a_phone_opens_closes_and_leads_on(open_page: OpenPage) -> None:
    page = open_page(width=390, height=844)
    page.goto("/nb/")
    menu, button = page.locator("#menu"), page.get_by_role("button", name=say(page, "Menu"), exact=True)

    tab_to(page, button)
    page.keyboard.press("Enter")
    expect(menu).to_be_visible()
    page.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    expect(button).to_be_focused()
    page.keyboard.press("Enter")
    tab_to(page, menu.get_by_role("link", name="Kurs", exact=True))
    page.keyboard.press("Enter")

    expect_heading(page, "Kurs")


def test_language_menu_opens_and_closes(page: Page) -> None:
    page.goto("/nb/")
    language = page.locator("details.language")

    tab_to(page, language.locator("summary"))
    page.keyboard.press("Enter")
    expect(language).to_have_attribute("open", "")
    page.keyboard.press("Escape")

    expect(language).not_to_have_attribute("open", "")
    expect(language.locator("summary")).to_be_focused()


def test_learner_enrols_answers_and_hands_in(page: Page) -> None:
    sign_in(page, EDITOR.email, landing="**/admin/")
    page.goto(f"/nb/kurs/{COURSE}/")

    press_by_keyboard(page, page.get_by_role("button", name=say(page, "Start the course"), exact=True))
    expect(page).to_have_url(f"/learn/{COURSE}/")
    press_by_keyboard(page, page.locator(".outline__lesson a").nth(2))
    choose_second_option(page)
    press_by_keyboard(page, page.get_by_role("button", name=say(page, "Hand in"), exact=True))
    expect(page.locator(".error-summary")).to_be_focused()
    press_by_keyboard(page, page.get_by_role("button", name=say(page, "Hand in as it is"), exact=True))

    expect(page.locator(".verdict")).to_be_visible()
    expect(page.locator("input[type=radio]").nth(1)).to_be_checked()


def choose_second_option(page: Page) -> None:
    """Arrow keys move within a group of radio buttons."""
    first, second = (page.locator("fieldset.question input[type=radio]").nth(place) for place in (0, 1))
    tab_to(page, first)
    page.keyboard.press("ArrowDown")
    expect(second).to_be_focused()
    expect(second).to_be_checked()
    assert shows_focus(page)


def press_by_keyboard(page: Page, target: Locator) -> None:
    tab_to(page, target)
    page.keyboard.press("Enter")
    page.wait_for_load_state()


def tab_to(page: Page, target: Locator, *, at_most: int = 80) -> None:
    """Press Tab until the target has the focus; every stop on the way must show it."""
    expect(target).to_be_visible()
    wanted = target.element_handle()
    for _stop in range(at_most):
        page.keyboard.press("Tab")
        assert shows_focus(page), f"no focus to be seen at {page.evaluate('document.activeElement.outerHTML')}"
        if page.evaluate("wanted => document.activeElement === wanted", wanted):
            return
    raise AssertionError(f"Tab never reached {target}")


def shows_focus(page: Page) -> bool:
    """A moment is allowed for what slides into view."""
    return wait_for(lambda: page.evaluate(SHOWS_FOCUS), seconds=1)
