"""A day at the door: a camera that reads, two doors, a connection that goes and comes, and nothing lost."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import segno
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Browser, BrowserContext, Page, expect

from events.door.domain.attendance import settle_attendance
from events.door.domain.presence import check_report
from events.door.models import CheckIn
from events.door.report_reader import Attended
from tests.factories.door import make_coordinator, make_day, make_door_staff, make_guest, scan
from tests.factories.programme import make_session

from .accessibility import findings
from .conftest import QUIET, browser_path

pytestmark = pytest.mark.django_db(transaction=True)
SIDE = 400


def picture_of(code: str, folder: Path) -> Path:
    """What the camera sees: a film of one still, as Chromium's pretended camera takes it (Y4M)."""
    symbol = segno.make(code, error="m", micro=False)
    module = SIDE // (int(symbol.symbol_size()[0]) + 8)
    grey = bytearray(b"\xff" * SIDE * SIDE)
    for row, line in enumerate(symbol.matrix):
        for column, dark in enumerate(line):
            for down in range(module if dark else 0):
                start = ((row + 4) * module + down) * SIDE + (column + 4) * module
                grey[start : start + module] = bytes(module)
    film = folder / "ticket.y4m"
    frame = b"FRAME\n" + bytes(grey) + b"\x80" * (SIDE * SIDE // 2)
    film.write_bytes(f"YUV4MPEG2 W{SIDE} H{SIDE} F5:1 Ip C420\n".encode() + frame * 5)
    return film


@pytest.fixture
def day() -> Any:
    return make_day(starts_at=timezone.now() + timedelta(minutes=10))


@pytest.fixture
def staff(client: Client) -> Client:
    client.force_login(make_door_staff(language="en"))
    return client


class Door:
    """A device of its own at one door, with a watch over what its pages complain of."""

    def __init__(self, browser: Browser, address: str, client: Client, **options: Any) -> None:
        viewport: Any = {"width": 320, "height": 640}
        self.context: BrowserContext = browser.new_context(base_url=address, viewport=viewport, **options)
        self.address = address
        self.sign_in(client)
        self.page: Page = self.context.new_page()
        self.complaints: list[str] = []
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", lambda one: self.complaints.append(one.text) if "Security" in one.text else None)

    def sign_in(self, client: Client) -> None:
        cookie: Any = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": self.address}
        self.context.add_cookies([cookie])

    def scan(self, code: str, said: str) -> None:
        self.page.fill("#code", code)
        self.page.keyboard.press("Enter")
        expect(self.page.locator(".door-answer__headline")).to_have_text(said)
        expect(self.page.locator("#code")).to_be_focused()


@pytest.fixture
def camera_browser(browser: Browser, tmp_path: Path, day: Any) -> Iterator[Browser]:
    """One whose camera sees the ticket of a guest of the day."""
    film = picture_of(make_guest(day, "Kari Li", code="KARISTICKETCODE2").code, tmp_path)
    pretended = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    seeing = browser.browser_type.launch(
        executable_path=browser_path(), args=[*QUIET, *pretended, f"--use-file-for-fake-video-capture={film}"]
    )
    yield seeing
    seeing.close()


def address_of(live_server: Any) -> str:
    """By name: browsers take that for safe enough for a camera and a worker, as they do https."""
    return str(live_server.url).replace("127.0.0.1", "localhost")


def test_camera_reads_a_ticket_and_the_answer_is_large(
    camera_browser: Browser, live_server: Any, staff: Client, day: Any
) -> None:
    door = Door(camera_browser, address_of(live_server), staff, color_scheme="dark")
    door.page.goto(f"/check-in/{day.uid}/")

    door.page.get_by_role("button", name="Use the camera").click()

    expect(door.page.locator(".door-answer__headline")).to_have_text("Welcome")
    expect(door.page.locator(".door-answer__name")).to_have_text("Kari Li")
    assert findings(door.page) == []
    assert door.page.evaluate("document.documentElement.scrollWidth") <= 320
    # The ticket stays before the camera: it is one scan.
    door.page.wait_for_timeout(1500)
    assert CheckIn.objects.count() == 1
    assert door.complaints == []
    door.context.close()


def test_door_goes_on_without_a_connection_and_nothing_is_lost(
    browser: Browser, live_server: Any, staff: Client, day: Any
) -> None:
    ingrid, ola, kari = (make_guest(day, name) for name in ("Ingrid Moen", "Ola Dahl", "Kari Li"))
    door = Door(browser, address_of(live_server), staff)
    page = door.page
    page.goto(f"/check-in/{day.uid}/")
    door.scan(ingrid.code, "Welcome")
    door.scan(ingrid.code, "Already checked in")
    kept_for_later(page, f"/check-in/{day.uid}/")

    door.context.set_offline(True)
    door.scan(ola.code, "Welcome")
    door.scan(ola.code, "Already checked in")
    door.scan("hva som helst", "Not on this device’s list")
    page.reload()
    door.scan(kari.code, "Welcome")
    expect(page.locator("[data-queue]")).to_have_text("4")
    assert findings(page) == []
    assert "Ingrid Moen" not in page.content()

    door.context.set_offline(False)
    expect(page.locator("[data-link]")).to_be_hidden(timeout=20_000)
    kept = CheckIn.objects.filter(offline=True).order_by("scanned_at")
    assert list(kept.values_list("place__name", "result", "conflict")) == [
        ("Ola Dahl", "ok", ""),
        ("Ola Dahl", "already", ""),
        (None, "unknown", ""),
        ("Kari Li", "ok", ""),
    ]
    assert door.complaints == []
    door.context.close()


def kept_for_later(page: Page, address: str) -> None:
    """Asked from here: the page lets nobody evaluate words in it, as waiting for a function does."""
    asked = """async address => await caches.match(address)
        && Object.keys(localStorage).some(key => key.endsWith(':codes')) && 'kept'"""
    for _time in range(100):
        if page.evaluate(asked, address) == "kept":
            return
        page.wait_for_timeout(100)
    raise AssertionError(address)


def test_who_signs_in_again_in_another_tab_sends_what_waits(
    browser: Browser, live_server: Any, staff: Client, day: Any
) -> None:
    ola = make_guest(day, "Ola Dahl")
    door = Door(browser, address_of(live_server), staff)
    door.page.goto(f"/check-in/{day.uid}/")
    kept_for_later(door.page, f"/check-in/{day.uid}/")
    staff.logout()

    door.scan(ola.code, "Welcome")
    expect(door.page.locator("[data-link-said]")).to_contain_text("You are signed out")
    staff.force_login(make_door_staff("Siri Dørvakt", language="en"))
    # The token of the forms is a new one then, as the cookie is.
    door.context.clear_cookies()
    door.sign_in(staff)

    expect(door.page.locator("[data-link]")).to_be_hidden(timeout=20_000)
    assert CheckIn.objects.get(offline=True).place == ola
    door.context.close()


def test_what_waits_for_a_session_is_sent_from_the_door_of_the_day_too(
    browser: Browser, live_server: Any, staff: Client, day: Any
) -> None:
    ola, session = make_guest(day, "Ola Dahl"), make_session(day)
    door = Door(browser, address_of(live_server), staff)
    page, whole, there = door.page, f"/check-in/{day.uid}/", f"/check-in/{day.uid}/?session={session.key}"
    for address in (whole, there):
        page.goto(address)
        kept_for_later(page, address)

    door.context.set_offline(True)
    door.scan(ola.code, "Welcome")
    page.goto(whole)
    expect(page.locator("[data-queue]")).to_have_text("1")
    door.context.set_offline(False)

    expect(page.locator("[data-link]")).to_be_hidden(timeout=20_000)
    assert CheckIn.objects.get().session_key == session.key
    assert door.complaints == []
    door.context.close()


def test_who_is_looked_up_is_shown_as_here_and_taken_back(
    browser: Browser, live_server: Any, staff: Client, day: Any
) -> None:
    make_guest(day, "Berit Nygård")
    door = Door(browser, address_of(live_server), staff)
    page, found = door.page, door.page.locator(".door-found")
    page.goto(f"/check-in/{day.uid}/?q=nygard")

    found.get_by_role("button", name="Check in").click()
    expect(page.locator(".door-answer__headline")).to_have_text("Welcome")
    expect(found).to_contain_text("Here")
    expect(found.get_by_role("button", name="Check in")).to_have_count(0)
    expect(page.locator(".door-log").get_by_role("button", name="Undo")).to_be_visible()
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    found.get_by_role("button", name="Undo").click()
    expect(found.get_by_role("button", name="Check in")).to_be_visible()
    assert CheckIn.objects.filter(kind="undo").count() == 1
    assert door.complaints == []
    door.context.close()


@pytest.mark.slow
def test_what_coordinators_do_afterwards_is_for_everybody(browser: Browser, live_server: Any, client: Client) -> None:
    """Every page on a phone in the dark: accessible, and no wider than the window."""
    now = timezone.now()
    day, staff = make_day(starts_at=now - timedelta(hours=7)), make_coordinator(language="en")
    scan(make_guest(day, "Bartholomeus-Christoffer Wilhelmsen-Østergaard", email="b@example.org"), at=now)
    make_guest(day, "Ola Dahl")
    people = [Attended(2, "Ola Dahl", "", 50), Attended(3, "Somebody with a long name", "somebody@example.org", 5)]
    report = check_report(occurrence=day, people=people, by=staff, at=now)
    session = make_session(day, "Når lyset går og ingen vet hvor lommelykta ligger")
    settle_attendance(occurrence=day, by=staff, at=now)
    client.force_login(staff)
    door = Door(browser, address_of(live_server), client, color_scheme="dark")

    pages = ["", "?q=ola", "conflicts/", "attendance/", "online/", f"online/{report.pk}/", "certificates/"]
    for what in (*pages, f"attendance/?session={session.key}"):
        door.page.goto(f"/check-in/{day.uid}/{what}")
        assert findings(door.page) == [], what
        assert door.page.evaluate("document.documentElement.scrollWidth") <= 320, what
    door.page.goto(f"/check-in/{day.uid}/without-booking/")
    assert findings(door.page) == []
    assert door.complaints == []
    door.context.close()
