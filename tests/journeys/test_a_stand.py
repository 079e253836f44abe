"""A badge at a stand: the visitor says yes on a phone, the exhibitor's camera reads it, and the yes is taken back."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone
from playwright.sync_api import Browser, expect

from events.enums import OccurrenceState
from events.exhibitors.links import scan_url
from events.exhibitors.models import Lead
from events.place_links import place_token
from tests.factories.events import make_category, make_place
from tests.factories.exhibitors import make_exhibitor, make_fair, make_package

from .accessibility import findings
from .conftest import QUIET
from .test_the_door import address_of, browser_path, picture_of

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.slow]


def test_a_visitor_says_yes_and_the_camera_of_a_stand_reads_the_badge(
    browser: Browser, live_server: Any, tmp_path: Path
) -> None:
    now = timezone.now()
    fair = make_fair(starts_at=now + timedelta(hours=1), state=OccurrenceState.OPEN)
    exhibitor = make_exhibitor(make_package(fair, at=now), at=now)
    visitor = make_place(make_category(fair), name="Kari Li", code="KARISTICKETCODE2")
    film = picture_of(visitor.code, tmp_path)
    pretended = ["--use-fake-ui-for-media-stream", "--use-fake-device-for-media-stream"]
    seeing = browser.browser_type.launch(
        executable_path=browser_path(), args=[*QUIET, *pretended, f"--use-file-for-fake-video-capture={film}"]
    )
    page = seeing.new_page(
        base_url=address_of(live_server), viewport={"width": 320, "height": 640}, locale="en", color_scheme="dark"
    )
    complaints: list[str] = []
    page.on("pageerror", lambda error: complaints.append(str(error)))
    ticket, scanning = f"/places/{place_token(visitor)}/", scan_url(exhibitor)

    page.goto(ticket)
    page.get_by_label("Name", exact=True).first.check()
    page.get_by_role("button", name="Save what I share").click()
    expect(page.get_by_text("get what you have ticked")).to_be_visible()
    assert findings(page) == []

    page.goto(scanning[scanning.index("/exhibiting/") :])
    page.get_by_role("button", name="Use the camera").click()
    expect(page.locator(".door-answer__headline")).to_have_text("Written down")
    expect(page.locator(".door-answer__name")).to_have_text("Kari Li")
    assert findings(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.goto(ticket)
    page.get_by_label("Name", exact=True).first.uncheck()
    page.get_by_role("button", name="Save what I share").click()
    expect(page.get_by_text("You share nothing with exhibitors.")).to_be_visible()
    assert Lead.objects.count() == 0
    assert complaints == []
    seeing.close()
