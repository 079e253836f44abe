"""The whole life of a conference: a date to save, sign-up, a rush, a waiting list, invoices, badges, the door,
certificates, a survey.
"""

import re
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from urllib.parse import urlsplit

import requests
from playwright.sync_api import Page, expect

from cms import clock
from cms.demo.people import COORDINATOR, DOOR_STAFF, LEARNER
from tests.demo_site import DemoSite, wait_for

from .conftest import OpenPage
from .demo_facts import bring_day, places_of
from .steps import address_of, at, press, say, sign_in

TITLE = "Konferanse om det første døgnet"
DAY = clock.today() + timedelta(days=90)
SURVEY = "Hva syntes du om kurset?"
PLACES, RUSH = 5, 9
CURIOUS = "Bjørg Vatne"
# Of whoever pays without the number of an organisation.
ADDRESS = "Storgata 4, 9902 Elvestad"
PHONE = {"width": 390, "height": 844}


def test_a_conference_from_its_date_to_its_survey(
    open_page: OpenPage, site: DemoSite, axe: Callable[[Page], None]
) -> None:
    coordinator, visitor, learner = open_page(), open_page(**PHONE), open_page(**PHONE)
    event = hear_of_it(coordinator, visitor)
    desk = at(coordinator)
    axe(visitor)

    sign_in(learner, LEARNER.email)
    sign_up(learner, event)
    rush(site, event, free=PLACES - 1)
    wait_in_line(visitor, event)
    axe(visitor)
    give_back_and_promote(visitor, site, event)

    invoice_all(coordinator, desk, axe)
    print_badges(coordinator, event, axe)
    bring_day(site.var, uid_in(event), hours=-1)
    enter(open_page(**PHONE), site, event, axe)
    bring_day(site.var, uid_in(event), hours=-30)
    plan_survey(coordinator, desk)
    award(coordinator, event)
    expect_certificate(learner, axe)
    answer_survey(learner, axe)


# --- Before ----------------------------------------------------------------------------------------


def hear_of_it(coordinator: Page, visitor: Page) -> str:
    """A date to save, somebody who wants to know, and the mail when sign-up opens. The address of the event."""
    sign_in(coordinator, COORDINATOR.email, landing="**/admin/")
    desk = save_the_date(coordinator, TITLE)
    event = address_of_event(coordinator)
    want_to_know(visitor, event)
    take_step(coordinator, desk, "open")
    follow_mail(visitor, address_at("bjorg", event), event)
    expect(visitor.locator("h1")).to_have_text(TITLE)
    expect(visitor.locator("main")).to_contain_text(say(visitor, "Open for sign-up"))
    return event


def save_the_date(coordinator: Page, title: str) -> str:
    """A conference with few places, announced; return its page at the desk."""
    coordinator.goto("/admin/events/new/")
    coordinator.locator("[name=kind]").select_option("conference")
    values = {"title": title, "starts": "10:00", "ends": "16:00", "venue": "Elvestad kulturhus", "places": str(PLACES)}
    for name, value in (values | {"day": DAY.isoformat(), "price": "1000"}).items():
        coordinator.locator(f"[name={name}]").fill(value)
    press(coordinator, "Make it as a draft")
    desk = at(coordinator)
    take_step(coordinator, desk, "announce")
    return desk


def take_step(coordinator: Page, desk: str, step: str) -> None:
    coordinator.goto(f"{desk}{step}/")
    coordinator.locator("main form button[type=submit]").first.click()
    expect(coordinator.locator(".messages")).to_be_visible()


def address_of_event(coordinator: Page) -> str:
    return urlsplit(address_of(coordinator, "See it as visitors do")).path


def want_to_know(visitor: Page, event: str) -> None:
    """Interest counts once the link in the mail was opened."""
    visitor.goto(event)
    expect(visitor.locator("main")).to_contain_text(say(visitor, "Save the date"))
    press(visitor.locator("main"), "Tell me when sign-up opens", role="link")
    visitor.locator("[name=email]").fill(address_at("bjorg", event))
    press(visitor, "Tell me")
    follow_mail(visitor, address_at("bjorg", event), "/events/interest/")
    press(visitor.locator("main"), "Yes, tell me")
    expect(visitor.locator("h1")).to_have_text(say(visitor, "We tell you when sign-up opens"))


# --- Signing up ------------------------------------------------------------------------------------


def sign_up(visitor: Page, event: str) -> None:
    """For her municipality, which is invoiced: as a public body by its buyer reference."""
    visitor.goto(f"{event}sign-up/")
    visitor.locator("[name$=reference]").fill("INGRID01")
    visitor.locator("[name=terms]").check()
    press(visitor, "Sign up")
    visitor.wait_for_url("**/bookings/**")


def rush(site: DemoSite, event: str, *, free: int) -> None:
    """More people than places press the button at the same moment: all that is left goes, once, and nobody hangs."""
    forms = [Guest(site.url, event, number) for number in range(1, RUSH + 1)]
    with ThreadPoolExecutor(RUSH) as pool:
        answers = Counter(pool.map(Guest.send, forms))

    assert answers == {"has a place": free, "sold out": RUSH - free}
    assert Counter(place.state for place in places_of(site.var, uid_in(event))) == {"confirmed": PLACES}


class Guest:
    """Somebody with the form open, in a browser of their own."""

    def __init__(self, address: str, event: str, number: int) -> None:
        self.session, self.form = requests.Session(), f"{address}{event}sign-up/"
        page = self.session.get(self.form, headers={"Accept-Language": "nb"}, timeout=60).text
        self.fields = dict(re.findall(r'<input type="hidden" name="([\w-]+)" value="([^"]*)"', page))
        tickets = re.findall(r'name="(number-\d+)"', page)
        mine = {"name": f"Gjest {number}", "email": address_at(f"gjest{number}", event), "comes": "on", "terms": "on"}
        self.fields |= mine | {tickets[0]: "1", "names": "later", "payer-address": ADDRESS}

    def send(self) -> str:
        headers = {"Accept-Language": "nb", "Referer": self.form}
        answer = self.session.post(self.form, self.fields, headers=headers, timeout=60)
        if answer.status_code == 409:
            return "sold out"
        return "has a place" if "/signed-up/" in answer.url else f"{answer.status_code} {answer.url}"


def wait_in_line(visitor: Page, event: str) -> None:
    visitor.goto(f"{event}sign-up/")
    visitor.locator("[name=name]").fill(CURIOUS)
    visitor.locator("[name=email]").fill(address_at("bjorg", event))
    visitor.locator("[name=payer-address]").fill(ADDRESS)
    visitor.locator("[name=terms]").check()
    press(visitor, "Put me on the waiting list")
    expect(visitor.locator("h1")).to_have_text(say(visitor, "You are on the waiting list"))


def give_back_and_promote(visitor: Page, site: DemoSite, event: str) -> None:
    """One of the guests gives a place back; who waits is offered it, and takes it with one click."""
    guest = next(place for place in places_of(site.var, uid_in(event)) if place.email.startswith("gjest"))
    follow_mail(visitor, guest.email, "/bookings/")
    press(visitor, "Cancel the booking", role="link")
    press(visitor, "Yes, give back")
    expect(visitor.locator("h1")).to_have_text(say(visitor, "This booking is over"))
    follow_mail(visitor, address_at("bjorg", event), "/offer/")
    press(visitor, "Yes, we come")
    expect(visitor.locator("h1")).to_have_text(say(visitor, "You have a place"))


# --- Money -----------------------------------------------------------------------------------------


def invoice_all(coordinator: Page, desk: str, axe: Callable[[Page], None]) -> None:
    """Looked at, and one press: everybody who has a place and pays for it has an invoice, which is a paper."""
    number = desk.strip("/").split("/")[-1]
    coordinator.goto(f"/admin/invoices/event/{number}/")
    press(coordinator.locator("main"), "Invoice all", role="link")
    expect(coordinator.locator("main tbody tr")).to_have_count(PLACES)
    axe(coordinator)
    press(coordinator.locator("main"), "Yes, issue and send")

    def are_issued() -> bool:
        coordinator.goto(f"/admin/invoices/?event={number}")
        return coordinator.locator("main tbody tr").count() == PLACES

    assert wait_for(are_issued, seconds=30)
    axe(coordinator)
    address = coordinator.locator("main tbody th a").first.get_attribute("href")
    paper = coordinator.request.get(f"{address}pdf/")
    assert (paper.status, paper.headers["content-type"], paper.body()[:5]) == (200, "application/pdf", b"%PDF-")


# --- The day, and after ----------------------------------------------------------------------------


def print_badges(coordinator: Page, event: str, axe: Callable[[Page], None]) -> None:
    coordinator.goto(door_of(event) + "attendance/")
    axe(coordinator)
    sheet = coordinator.request.get(door_of(event) + "badges/?format=a7")
    assert (sheet.status, sheet.headers["content-type"], sheet.body()[:5]) == (200, "application/pdf", b"%PDF-")


def enter(staff: Page, site: DemoSite, event: str, axe: Callable[[Page], None]) -> None:
    """The doors of today show it; a ticket is good once, and the second time it says when it was used."""
    sign_in(staff, DOOR_STAFF.email)
    staff.goto("/check-in/")
    press(staff.locator("main"), TITLE, role="link")
    codes = {place.email: place.code for place in places_of(site.var, uid_in(event)) if place.state == "confirmed"}
    for email in (LEARNER.email, address_at("bjorg", event)):
        scan(staff, codes[email], "Welcome")
    scan(staff, codes[LEARNER.email], "Already checked in")
    axe(staff)
    # The door's page asks again and again how many are in, and the door closes a day after.
    staff.goto("/me/")


def scan(staff: Page, code: str, said: str) -> None:
    staff.locator("#code").fill(code)
    staff.keyboard.press("Enter")
    expect(staff.locator(".door-answer__headline")).to_have_text(say(staff, said))


def award(coordinator: Page, event: str) -> None:
    """It is over: who came is settled, and who came gets a certificate."""
    coordinator.goto(door_of(event) + "attendance/")
    press(coordinator, "Settle who came")
    press(coordinator, "Certificates for those who came", role="link")
    coordinator.locator("[name=hours]").fill("5")
    press(coordinator, "See who gets one")
    press(coordinator, "Award")
    expect(coordinator.locator("main")).to_contain_text(LEARNER.name)


def expect_certificate(learner: Page, axe: Callable[[Page], None]) -> None:
    mine = learner.locator("section[aria-labelledby=my-certificates]")

    def is_there() -> bool:
        learner.goto("/me/")
        return mine.get_by_text(TITLE).count() > 0

    assert wait_for(is_there, seconds=30)
    axe(learner)


def plan_survey(coordinator: Page, desk: str) -> None:
    """Asked of those who came, as soon as it is settled who that was."""
    coordinator.goto(desk)
    press(coordinator.locator("main"), "Ask those who come (survey)", role="link")
    coordinator.locator("[name=survey]").select_option(label=SURVEY)
    coordinator.locator("[name=day]").fill((clock.today() - timedelta(days=1)).isoformat())
    press(coordinator, "Plan the survey")
    expect(coordinator.locator(".messages")).to_be_visible()


def answer_survey(learner: Page, axe: Callable[[Page], None]) -> None:
    """It stands on her own day, says what it is about, and takes a minute."""
    asked = learner.locator("main li").filter(has_text=TITLE).locator("a[href*='/me/surveys/']")

    def is_asked() -> bool:
        learner.goto("/me/")
        return asked.count() > 0

    assert wait_for(is_asked, seconds=30)
    asked.first.click()
    learner.locator(".survey__question input[type=radio]").first.check()
    axe(learner)
    press(learner, "Send answers")
    learner.wait_for_url("**/thanks/")


def door_of(event: str) -> str:
    return f"/check-in/{uid_in(event)}/"


def address_at(name: str, event: str) -> str:
    """Nobody else's mail comes to it, and none of another event."""
    return f"{name}.{uid_in(event)[:8]}@example.org"


def uid_in(event: str) -> str:
    return event.split("/")[2]


def follow_mail(visitor: Page, email: str, link: str) -> None:
    """Look into the outbox of the demo until the worker has written; follow the link in the newest mail that has it."""
    for _try in range(60):
        visitor.goto("/demo/outbox/")
        mails = visitor.locator(".results > li").filter(has_text=email).get_by_role("link")
        for address in [mail.get_attribute("href") for mail in mails.all()[:4]]:
            visitor.goto(str(address))
            found = visitor.locator(f"main a[href*='{link}']")
            if found.count():
                found.first.click()
                visitor.wait_for_load_state()
                return
        visitor.wait_for_timeout(500)
    raise AssertionError(f"no mail with {link} for {email}")
