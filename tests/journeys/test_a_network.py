"""A network keeps itself going: its leader makes a meeting, a member comes, and what was decided is read by members and
by nobody else.
"""

import io

from playwright.sync_api import Page, expect
from pypdf import PdfReader

from cms import clock
from cms.demo.people import DOOR_STAFF, LEARNER
from events.networks.demo_texts import LEADER, TITLE
from tests.demo_site import DemoSite

from .conftest import OpenPage
from .demo_facts import bring_day
from .manners import scrolls_sideways, widest
from .steps import at, press, say, sign_in

MEETING, DECISION, FILE = "Møte om drikkevann", "Alle prøver nødvannet før påske.", "Plan for nødvann"


def test_a_meeting_is_made_held_and_remembered(open_page: OpenPage, site: DemoSite) -> None:
    leader, member, outsider = open_page(width=320, height=640), open_page(), open_page()
    sign_in(leader, LEADER)
    home = make_meeting(leader)
    uid = at(leader).split("/")[-2]

    sign_in(member, LEARNER.email)
    take_part(member, f"/events/{uid}/")
    bring_day(site.var, uid, hours=-1)
    write_minutes(leader, f"{home}minutes/{uid}/write/")
    put_file_up(leader, home)

    read(member, home, f"{home}minutes/{uid}/")
    sign_in(outsider, DOOR_STAFF.email)
    kept = (f"{home}minutes/{uid}/", f"{home}minutes/{uid}/minutes.pdf", f"{home}meetings/{uid}/", f"/events/{uid}/")
    assert {outsider.request.get(address).status for address in kept} == {404}
    outsider.goto(home)
    expect(outsider.get_by_text(MEETING)).to_have_count(0)
    expect(outsider.get_by_text(FILE)).to_have_count(0)


def make_meeting(leader: Page) -> str:
    """From the list of networks to the meeting; return the address of the network."""
    leader.goto("/networks/")
    leader.get_by_role("link", name=TITLE).first.click()
    leader.wait_for_load_state()
    home = at(leader)
    press(leader, "New meeting", role="link")
    day = clock.today().replace(year=clock.today().year + 1, day=1).isoformat()
    for name, value in {"title": MEETING, "day": day, "starts": "09:00", "ends": "10:00"}.items():
        leader.locator(f"[name={name}]").fill(value)
    fits(leader)
    press(leader, "Make the meeting")
    expect(leader.locator("h1")).to_have_text(MEETING)
    fits(leader)
    return home


def take_part(member: Page, address: str) -> None:
    member.goto(f"{address}sign-up/")
    terms = member.locator("[name=terms]")
    if terms.count():
        terms.check()
    press(member, "Sign up")
    expect(member.locator("h1")).to_have_text(say(member, "You have a place"))


def write_minutes(leader: Page, address: str) -> None:
    leader.goto(address)
    leader.locator("[name=text]").fill("# Sak 1\n- Skogdal har tre døgn\n\nVi møttes digitalt.")
    leader.locator("[name=decisions-0-text]").fill(DECISION)
    press(leader, "Publish and tell the members")
    expect(leader.get_by_text(DECISION)).to_be_visible()
    fits(leader)


def put_file_up(leader: Page, home: str) -> None:
    leader.goto(f"{home}files/new/")
    leader.locator("[name=title]").fill(FILE)
    plan = {"name": "nodvann.txt", "mimeType": "text/plain", "buffer": b"Hent vann ved brannstasjonen."}
    leader.locator("[name=file]").set_input_files(plan)  # type: ignore[arg-type]
    press(leader, "Put it up")
    expect(leader.get_by_role("link", name=FILE, exact=True)).to_be_visible()


def read(member: Page, home: str, minutes: str) -> None:
    member.goto(minutes)
    expect(member.get_by_text(DECISION)).to_be_visible()
    paper = member.request.get(f"{minutes}minutes.pdf")
    words = " ".join(page.extract_text() for page in PdfReader(io.BytesIO(paper.body())).pages)
    assert DECISION in " ".join(words.split())
    press(member, "I have read them")
    member.goto(home)
    with member.expect_download() as download:
        member.get_by_role("link", name=FILE, exact=True).click()
    assert download.value.suggested_filename == "nodvann.txt"


def fits(page: Page) -> None:
    assert not scrolls_sideways(page), widest(page)
