"""Tables to take along, the list for the door, needs, and the log."""

import json
from datetime import timedelta

import pytest
from wagtail.models import ModelLogEntry

from cms.privacy.models import AccessLogEntry
from events.desk.door_list import door_lines, door_list_pdf, family_first
from events.models import Answer, Need
from events.programme.domain.sessions import remove_session
from tests.cms.test_exports import read_xlsx
from tests.factories.bookings import order, somebody
from tests.factories.events import AT, make_booking, make_category, make_place, make_question
from tests.factories.people import make_user
from tests.factories.programme import WHO, make_material, make_room, make_session, make_speaker, make_track
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def url(occurrence, rest):
    return f"/admin/events/{occurrence.pk}/{rest}"


def fetched(client, occurrence, rest):
    return b"".join(client.get(url(occurrence, rest)).streaming_content)


@pytest.fixture
def category():
    return make_category(name="Kommune")


@pytest.fixture
def answered(category):
    """A place with an answer of each sort."""
    place = make_place(category, name="Åse Moen", email="ase@example.org")
    role = make_question(category.occurrence, text="Rolle", kind="choices", options=["leder", "annet"])
    diet = make_question(category.occurrence, text="Mat", retention="sensitive")
    Answer.objects.create(place=place, question=role, value=["leder", "annet"])
    Need.objects.create(place=place, question=diet, value="Cøliaki", delete_on="2027-03-11")
    return place


def test_people_as_csv_xlsx_and_json(client, category, coordinator):
    make_place(category, name="=cmd|' /C calc'!A0", email="x@example.org")
    occurrence = category.occurrence

    text = fetched(client, occurrence, "people/export/people/csv/").decode()
    book = read_xlsx(fetched(client, occurrence, "people/export/people/xlsx/"))
    told = json.loads(fetched(client, occurrence, "people/export/people/json/"))

    assert "'=cmd" in text
    assert book[1][0] == ("inlineStr", "=cmd|' /C calc'!A0")
    assert told["rows"][0]["email"] == "x@example.org"
    lines = ModelLogEntry.objects.filter(action="events.export_people", user=coordinator)
    assert sorted(line.data["form"] for line in lines) == ["csv", "json", "xlsx"]


def test_table_is_the_list_as_it_is_narrowed_down(client, category):
    make_place(category, name="Åse")
    make_place(category, name="Per", state="waiting")

    told = json.loads(fetched(client, category.occurrence, "people/export/people/json/?group=waiting"))

    assert [row["name"] for row in told["rows"]] == ["Per"]


@pytest.mark.parametrize("form", ["csv", "xlsx", "json"])
@pytest.mark.parametrize("what", ["people", "answers"])
def test_needs_stand_in_no_table(client, answered, what, form):
    content = fetched(client, answered.occurrence, f"people/export/{what}/{form}/")
    text = str(read_xlsx(content)) if form == "xlsx" else content.decode()

    assert "Åse Moen" in text
    assert "Cøliaki" not in text
    assert "Mat" not in text
    assert ("Rolle" in text) is (what == "answers")
    assert ("leder" in text) is (what == "answers")


@pytest.mark.parametrize("rest", ["people/export/needs/csv/", "people/export/people/exe/"])
def test_other_tables_are_not_there(client, category, rest):
    assert client.get(url(category.occurrence, rest)).status_code == 404


@pytest.mark.parametrize("number", [1, 30])
def test_answers_cost_the_same_however_many_come(client, category, number):
    question = make_question(category.occurrence)
    for _ in range(number):
        Answer.objects.create(place=make_place(category), question=question, value="Hamar")
    fetched(client, category.occurrence, "people/export/answers/csv/")

    with count_queries() as asked:
        fetched(client, category.occurrence, "people/export/answers/csv/")

    assert len(asked) == 11, asked


# --- The door list -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("Ingrid Moen", "Moen, Ingrid"),
        ("Anne Lise von der Lippe", "von der Lippe, Anne Lise"),
        ("Madonna", "Madonna"),
        ("De Vries", "Vries, De"),
        ("", ""),
    ],
)
def test_family_name_comes_first(name, shown):
    assert family_first(name) == shown


def test_door_list_is_sorted_by_family_name_with_ticket_and_mode(client, category):
    occurrence = category.occurrence
    for name in ("Bo Åsen", "Åse Berg", "Liv Ødegård"):
        make_place(category, name=name)
    make_place(category, name="", email="", booking=make_booking(occurrence, name="Kari Dahl"))
    make_place(make_category(occurrence, name="Skjerm", mode="online"), name="Per Aas")
    make_place(category, name="Ola Venter", state="waiting")

    page = client.get(url(occurrence, "people/door-list/?mode=room"))

    names = [one.name for one in page.context["lines"]]
    assert names == ["Berg, Åse", "Ødegård, Liv", "Åsen, Bo", "Kari Dahl, for somebody"]
    assert "Kommune" in page.content.decode()
    assert door_lines(occurrence)[0].name == "Aas, Per"
    assert ModelLogEntry.objects.filter(action="events.door_list").count() == 1


def test_door_list_says_what_is_to_be_shown(category, client):
    student = make_category(category.occurrence, name="Student", audience="student")
    make_place(student, name="Åse Berg")
    make_place(category, name="Liv Ødegård")

    tickets = [one.ticket for one in client.get(url(category.occurrence, "people/door-list/")).context["lines"]]

    assert tickets == ["Student (to be shown at the door)", "Kommune"]


def test_door_list_as_pdf(category, client):
    make_place(category, name="Åse " + "Moen" * 30)

    drawn = client.get(url(category.occurrence, "people/door-list/?form=pdf"))

    assert drawn.content.startswith(b"%PDF")
    assert door_list_pdf(category.occurrence, []).startswith(b"%PDF")


# --- Needs -------------------------------------------------------------------------------------


def test_needs_are_counted_without_names(client, answered):
    page = url(answered.occurrence, "people/needs/")
    assert "Cøliaki" not in client.get(page).content.decode()
    assert not ModelLogEntry.objects.filter(action="events.count_needs").exists()

    text = client.post(page).content.decode()

    assert "Cøliaki" in text
    assert "Åse Moen" not in text
    assert ModelLogEntry.objects.filter(action="events.count_needs").count() == 1


def test_list_for_the_kitchen_is_taken_along(client, answered):
    table = client.post(url(answered.occurrence, "people/needs/"), {"csv": "1"})

    lines = b"".join(table).decode("utf-8-sig").splitlines()
    assert lines[0] == "Question;Answer;People"
    assert ["Cøliaki;1" in line for line in lines[1:]] == [True]
    assert "kitchen-2027-02-25.csv" in table["Content-Disposition"]
    assert ModelLogEntry.objects.filter(action="events.count_needs").count() == 1


def test_needs_of_one_are_read_with_a_reason_they_see(client, coordinator, answered):
    answered.user = make_user()
    answered.save()
    page = url(answered.occurrence, f"people/{answered.pk}/needs/")
    assert "Cøliaki" not in client.get(page).content.decode()
    assert client.post(page, {"reason": " "}).status_code == 422

    assert "Cøliaki" in client.post(page, {"reason": "Bestiller mat"}).content.decode()

    entry = AccessLogEntry.objects.get(subject=answered.user)
    assert (entry.reader, entry.reason) == (coordinator, "Bestiller mat")


# --- The log -----------------------------------------------------------------------------------


def whats(response):
    return [(line.what, line.about) for line in response.context["lines"]]


def test_log_tells_everything_about_this_occurrence_in_words(client, category):
    occurrence = category.occurrence
    booking = order(category, somebody(1, name="Åse Moen"))
    order(make_category(), somebody(2, name="En annen dag"))
    client.post(url(occurrence, f"people/{booking.places.get().pk}/take-back/"), {"reason": "Bestilt to ganger"})

    page = client.get(url(occurrence, "log/"))

    assert whats(page) == [
        ("Cancelled the place", "Åse Moen"),
        ("Booked places", f"Booking {booking.reference}, Ingrid Moen"),
    ]
    assert [line.more for line in page.context["lines"]] == ["", "Confirmed · 1 in all"]
    assert whats(client.get(url(occurrence, "log/?kind=event"))) == []
    assert len(whats(client.get(url(occurrence, "log/?kind=bookings")))) == 2
    assert len(whats(client.get(url(occurrence, "log/?person=åse")))) == 1
    assert whats(client.get(url(occurrence, "log/?person=Thorvald"))) == []
    assert len(whats(client.get(url(occurrence, "log/?kind=x&p=99")))) == 2


def test_log_holds_what_names_the_occurrence(client, category):
    page = {"texts_nb": "Rolle", "kind": "line", "retention": "normal", "position": "0"}
    client.post(url(category.occurrence, "questions/new/"), page)

    about = [("Set or changed the question at sign-up", "Rolle")]
    assert whats(client.get(url(category.occurrence, "log/?kind=tickets"))) == about
    assert whats(client.get(url(category.occurrence, "log/"))) == about
    assert whats(client.get(url(category.occurrence, "log/?kind=rest"))) == []


def test_log_names_what_the_programme_is_made_of(client, category):
    occurrence = category.occurrence
    speaker = make_speaker(occurrence, "Åse Moen", consents=False)
    gone = make_session(occurrence, "Bort")
    make_session(occurrence, "Mørkt", room=make_room(occurrence), track=make_track(occurrence))
    make_material(occurrence, title="Lysark")
    client.post(url(occurrence, f"speakers/{speaker.pk}/"), {"do": "consent"})
    remove_session(session=gone, **WHO)

    lines = whats(client.get(url(occurrence, "log/?kind=rest")))

    assert sorted(lines) == [
        ("Added the material", "Lysark"),
        ("Added the session", ""),
        ("Added the session", "Mørkt"),
        ("Added the speaker", "Åse Moen"),
        ("Removed the session", ""),
        ("Set or changed the room", "Storsalen"),
        ("Set or changed the track", "Strøm"),
        ("Wrote down for the speaker that they consent to stand in the programme", "Åse Moen"),
    ]


def test_table_that_was_taken_is_said_in_words(client, category):
    fetched(client, category.occurrence, "people/export/people/xlsx/")

    (line,) = client.get(url(category.occurrence, "log/")).context["lines"]
    assert line.more == "Format: xlsx, Table: people"


@pytest.mark.parametrize("number", [1, 30])
def test_log_costs_the_same_however_long_the_programme_is(client, category, number):
    for each in range(number):
        make_session(category.occurrence, f"Økt {each}")
    client.get(url(category.occurrence, "log/"))

    with count_queries() as asked:
        client.get(url(category.occurrence, "log/"))

    assert len(asked) == 15, asked


@pytest.mark.parametrize("number", [1, 30])
def test_log_costs_the_same_however_much_happened(client, category, number):
    for each in range(number):
        order(category, somebody(each), at=AT - timedelta(minutes=each))
    client.get(url(category.occurrence, "log/"))

    with count_queries() as asked:
        client.get(url(category.occurrence, "log/"))

    assert len(asked) == 15, asked
