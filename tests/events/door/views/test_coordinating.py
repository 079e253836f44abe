"""What coordinators do before and after the door."""

from datetime import timedelta
from uuid import uuid4

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import RequestFactory

from events.door.models import AttendanceCorrection, CheckIn, Settlement
from events.door.panels import panel
from events.door.queries import who_came
from events.enums import OccurrenceState, PlaceState
from learning.models import Certificate
from tests.factories.door import OPENS, OVER, make_day, make_door_staff, make_guest, scan
from tests.factories.people import make_user
from tests.factories.programme import make_session
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("afterwards")]


def at(day, what):
    return f"/check-in/{day.uid}/{what}"


def test_list_is_corrected_with_a_reason_and_settled(client, coordinator):
    ingrid = make_guest(make_day())
    day = ingrid.occurrence

    refused = client.post(at(day, f"attendance/{ingrid.pk}/"), {"came": "yes", "reason": " "}, follow=True)
    assert "Write why" in refused.content.decode()
    client.post(at(day, f"attendance/{ingrid.pk}/"), {"came": "yes", "reason": "Kom senere\0"})
    page = client.post(at(day, "attendance/settle/"), follow=True).content.decode()

    assert "Who came is settled" in page
    assert "Kom senere" in page
    assert (AttendanceCorrection.objects.count(), Settlement.objects.count()) == (1, 1)
    assert "A colleague has settled it" in client.post(at(day, "attendance/settle/"), follow=True).content.decode()


def test_whoever_was_let_in_without_a_place_is_corrected_too(client, coordinator):
    ingrid = make_guest(make_day(), state=PlaceState.CANCELLED)
    day = ingrid.occurrence
    gone = make_guest(day, "Ola Dahl", state=PlaceState.CANCELLED)
    scan(ingrid, decided="ok", at=OPENS)
    assert list(who_came(day)) == []
    page = client.get(at(day, "attendance/")).content.decode()
    assert ("Ingrid Moen" in page, "Ola Dahl" in page) == (True, False)

    client.post(at(day, f"attendance/{ingrid.pk}/"), {"came": "yes", "reason": "Hun var der"})

    assert list(who_came(day)) == [ingrid]
    assert client.post(at(day, f"attendance/{gone.pk}/"), {"came": "yes", "reason": "Han"}).status_code == 404


def test_list_stands_as_it_was_after_a_correction(client, coordinator):
    day = make_day(people=1)
    place, query = day.places.get(), "show=absent&q=%C3%A5se&page=3"

    back = client.post(at(day, f"attendance/{place.pk}/"), {"came": "yes", "reason": "Kom", "back": query})

    assert back.url == at(day, f"attendance/?{query}")


def test_list_of_one_session_is_corrected_by_itself(client, coordinator):
    day = make_day()
    session, other = make_session(day, "Når lyset går"), make_session(day, "Pumpene", after=90)
    ingrid, ola = make_guest(day, "Ingrid Moen"), make_guest(day, "Ola Dahl")
    scan(ingrid, session_key=session.key)
    query = f"show=came&session={session.key}"

    page = client.get(at(day, f"attendance/?{query}")).content.decode()
    assert ("Ingrid Moen" in page, "Ola Dahl" in page, "Når lyset går" in page) == (True, False, True)
    client.post(at(day, f"attendance/{ola.pk}/"), {"came": "yes", "reason": "Satt bakerst", "back": query})

    assert set(who_came(day, session_key=session.key)) == {ingrid, ola}
    assert list(who_came(day, session_key=other.key)) == []
    assert set(who_came(day)) == {ingrid, ola}
    nowhere = client.get(at(day, f"attendance/?session={uuid4()}")).content.decode()
    assert "Ingrid Moen" in nowhere


def test_list_shows_who_came_and_who_did_not(client, coordinator):
    day = make_day()
    scan(make_guest(day, "Ingrid Moen"))
    make_guest(day, "Ola Dahl")

    assert "Ola Dahl" not in client.get(at(day, "attendance/?show=came")).content.decode()
    assert "Ingrid Moen" not in client.get(at(day, "attendance/?show=absent")).content.decode()
    assert "Ola Dahl" in client.get(at(day, "attendance/?show=nonsense")).content.decode()
    found = client.get(at(day, "attendance/?q=dahl%00 ola")).content.decode()
    assert "Ola Dahl" in found
    assert "Ingrid Moen" not in found


def test_nobody_is_said_to_have_stayed_away_before_it_begins(client, coordinator):
    ola = make_guest(make_day(), "Ola Dahl")
    address = at(ola.occurrence, "attendance/")
    with time_machine.travel(OPENS - timedelta(days=60), tick=False):
        client.force_login(coordinator)
        page = client.get(address).content.decode()
        refused = client.post(f"{address}{ola.pk}/", {"came": "yes", "reason": "x"}, follow=True).content.decode()

    assert ("nobody can have come yet" in page, "Ola Dahl" in page) == (True, True)
    assert [words in page for words in ("Did come", "Who did not come", 'class="badge"')] == [False] * 3
    assert ("nobody can have come yet" in refused, AttendanceCorrection.objects.exists()) == (True, False)


def test_who_came_early_is_shown_before_it_begins(client, coordinator):
    ola = make_guest(make_day(), "Ola Dahl")
    scan(ola)
    with time_machine.travel(OPENS, tick=False):
        client.force_login(coordinator)
        page = client.get(at(ola.occurrence, "attendance/")).content.decode()

    assert ("nobody can have come yet" in page, "badge--good" in page) == (False, True)


def test_place_of_another_occurrence_is_not_corrected_here(client, coordinator):
    other = make_guest(make_day())

    answer = client.post(at(make_day(), f"attendance/{other.pk}/"), {"came": "yes", "reason": "x"})

    assert answer.status_code == 404


def test_certificates_follow_when_it_is_settled(client, coordinator, django_capture_on_commit_callbacks):
    ingrid = make_guest(make_day(hours=6), user=make_user("Ingrid Moen"))
    day = ingrid.occurrence
    scan(ingrid)
    assert "Settle who came first" in client.get(at(day, "certificates/")).content.decode()
    client.post(at(day, "attendance/settle/"))
    form = client.get(at(day, "certificates/"))
    assert 'value="Langvarig strømbrudd"' in form.content.decode()

    fields = {"title": "Fagdag", "basis_text": "Deltok", "hours": "6", "least_percent": "0", "least_minutes": "0"}
    shown = client.post(at(day, "certificates/"), fields).content.decode()
    assert ("1 person gets a certificate" in shown, "<li>Ingrid Moen</li>" in shown) == (True, True)
    assert not Certificate.objects.exists()

    fields["do"] = "award"
    with django_capture_on_commit_callbacks(execute=True):
        started = client.post(at(day, "certificates/"), fields)
    page = client.get(started.url).content.decode()

    assert Certificate.objects.get().number in page
    again = client.post(at(day, "certificates/"), fields)
    assert again.status_code == 422
    assert "Nobody is left to award" in again.content.decode()
    assert "Has a certificate" in client.get(at(day, "attendance/")).content.decode()


def test_who_gets_none_is_named_before(client, coordinator):
    day = make_day()
    for name, assists in (("Ingrid Moen", False), ("Ola Dahl", True)):
        scan(make_guest(day, name, is_assistant=assists))
    client.post(at(day, "attendance/settle/"))
    fields = {"title": "Fagdag", "basis_text": "Deltok", "least_percent": "0", "least_minutes": "0"}

    before = client.post(at(day, "certificates/"), fields).context["before"]

    assert {key: [one.name for one in rows] for key, rows in before.items()} == {
        "gets": ["Ingrid Moen"],
        "others": ["Ola Dahl"],
    }


def test_page_that_polls_gets_its_part_and_at_last_the_whole(client, coordinator):
    ingrid = make_guest(make_day(), user=make_user())
    scan(ingrid)
    client.post(at(ingrid.occurrence, "attendance/settle/"))
    fields = {"title": "Fagdag", "basis_text": "Deltok", "least_percent": "0", "least_minutes": "0", "do": "award"}
    started = client.post(at(ingrid.occurrence, "certificates/"), fields)

    part = client.get(started.url, headers={"hx-request": "true"})
    assert "0 of 1 awarded" in part.content.decode()
    assert "<html" not in part.content.decode()
    ingrid.occurrence.awards.update(state="finished")

    assert client.get(started.url, headers={"hx-request": "true"})["HX-Refresh"] == "true"


def report(text, name="rapport.csv"):
    return SimpleUploadedFile(name, text.encode("utf-16"))


def test_report_is_shown_before_it_is_written_in(client, coordinator):
    day = make_day()
    make_guest(day, "Åse Ødegård", email="ase@example.org")
    make_guest(day, "Ola Dahl")
    make_guest(day, "Kari Li")
    text = "Navn\tVarighet\tE-post\nÅse\t58m\tase@example.org\nOla Dahl\t50m\t\nKari Li\t9m\t\nUkjent\t1m\tx@a.org\n"

    sent = client.post(at(day, "online/"), {"file": report(text), "least_minutes": "5"})
    page = client.get(sent.url).content.decode()
    assert ("Åse Ødegård · 58 min" in page, "Ola Dahl · 50 min" in page, "Kari Li · 9 min" in page) == (True,) * 3
    assert "Nobody with this address or name has a place." in page
    assert CheckIn.objects.count() == 0
    line = day.presence_imports.get().lines.get(name="Ola Dahl")
    done = client.post(f"{sent.url}apply/", {"line": [str(line.pk), "x", "99999999999999999999"]}, follow=True)

    assert "2 people are checked in." in done.content.decode()
    assert "<p>1</p>" in done.content.decode()
    assert "written in already" in client.post(f"{sent.url}apply/", follow=True).content.decode()


def test_report_may_be_of_one_session_and_a_second_one_is_warned_of(client, coordinator):
    day = make_day()
    make_guest(day, email="ase@example.org")
    assert "What was the meeting of?" not in client.get(at(day, "online/")).content.decode()
    session = make_session(day, "Når lyset går")
    text = "Navn\tVarighet\tE-post\nÅse\t58m\tase@example.org\n"

    def read():
        fields = {"file": report(text), "least_minutes": "0", "session": str(session.key)}
        return client.post(at(day, "online/"), fields).url

    first = read()
    page = client.get(first).content.decode()
    assert ("Når lyset går" in page, "count twice" in page) == (True, False)
    client.post(f"{first}apply/")

    assert CheckIn.objects.get().session_key == session.key
    assert "count twice" in client.get(read()).content.decode()
    assert "count twice" not in client.get(first).content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({}, "This field is required"),
        ({"file": SimpleUploadedFile("a.csv", b"hei")}, "This is no attendance report"),
        ({"file": SimpleUploadedFile("a.csv", b"")}, "empty"),
        ({"file": SimpleUploadedFile("a.xlsx", b"PK\x03\x04" + bytes(300))}, "This is no attendance report"),
    ],
)
def test_what_is_no_report_is_said_so(client, coordinator, fields, words):
    answer = client.post(at(make_day(), "online/"), {"least_minutes": "0", **fields})

    assert answer.status_code == 422
    assert words in answer.content.decode()


def test_badges_are_a_document(client, coordinator):
    day = make_day(people=1)

    answer = client.get(at(day, "badges/?format=a7&part=1"))

    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    for asked in ("?format=", "?format=a3", "?format=a7&part=0", "?format=a7&part=x", "?format=a7&part=1001"):
        assert client.get(at(day, f"badges/{asked}")).status_code == 404


def test_door_staff_and_others_find_none_of_it(client, coordinator):
    ingrid = make_guest(make_day(starts_at=OVER - timedelta(hours=8)))
    day = ingrid.occurrence
    sent = client.post(at(day, "online/"), {"file": report("Navn\tVarighet\nA\t1m\n"), "least_minutes": "0"})
    gets = ["attendance/", "badges/?format=a7", "online/", "certificates/", "certificates/1/", "online/1/"]
    posts = [f"attendance/{ingrid.pk}/", "attendance/settle/", "online/", "certificates/"]

    for user in (make_door_staff(), make_user()):
        client.force_login(user)
        assert [client.get(at(day, one)).status_code for one in gets] == [404] * 6
        assert [client.post(at(day, one)).status_code for one in posts] == [404] * 4
        assert client.get(sent.url).status_code == client.post(f"{sent.url}apply/").status_code == 404


@pytest.mark.parametrize("people", [1, 12])
def test_pages_cost_the_same_for_few_and_many(client, coordinator, people):
    day = make_day(people=people)
    for place in day.places.all():
        scan(place)
    client.get(at(day, "attendance/"))

    with count_queries() as asked:
        client.get(at(day, "attendance/"))

    assert len(asked) == 10, (len(asked), [one[:90] for one in asked])


def panel_of(day):
    request = RequestFactory().get("/")
    return panel(request, occurrence=day)


def test_panel_says_how_many_came(client, coordinator):
    day = make_day(people=1)
    scan(make_guest(day))
    client.post(at(day, "attendance/settle/"))

    html = str(panel_of(day))

    assert 'id="door"' in html
    assert "50" in html
    assert panel_of(make_day(state=OccurrenceState.DRAFT)) is None


@pytest.mark.parametrize("people", [1, 12])
def test_panel_costs_the_same_for_few_and_many(coordinator, client, people):
    day = make_day(people=people)
    client.post(at(day, "attendance/settle/"))

    with count_queries() as asked:
        panel_of(day)

    assert len(asked) == 7, (len(asked), [one[:90] for one in asked])
