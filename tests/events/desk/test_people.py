"""Who comes: the list, what staff do, and the table to take along."""

import pytest
import time_machine

from events.door.models import AttendanceCorrection
from events.models import BookingNote
from tests.factories.events import AT, make_booking, make_category, make_occurrence, make_place
from tests.factories.people import make_admin, make_organisation, make_user
from tests.factories.programme import make_session
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def people(occurrence, rest=""):
    return f"/admin/events/{occurrence.pk}/people/{rest}"


def do(client, place, verb, **values):
    client.post(people(place.occurrence, f"{place.pk}/"), {"do": verb, "back": "group=waiting", **values})
    place.refresh_from_db()
    return place.state


def names(response):
    return [row["place"].name for row in response.context["rows"]]


@pytest.fixture
def category():
    return make_category(name="Kommune", size=2)


def test_list_is_narrowed_down(client, category):
    occurrence = category.occurrence
    make_place(category, name="Åse", email="ase@example.org")
    make_place(category, name="Berit", booking=make_booking(occurrence, organisation=make_organisation()))
    make_place(category, name="Per", state="waiting")
    make_place(category, name="Ola", state="cancelled")
    make_place(make_category(make_occurrence()), name="En annen dag")

    assert names(client.get(people(occurrence))) == ["Berit", "Åse"]
    assert names(client.get(people(occurrence, "?text=skogdal"))) == ["Berit"]
    assert names(client.get(people(occurrence, "?text=ase@"))) == ["Åse"]
    assert names(client.get(people(occurrence, "?group=waiting"))) == ["Per"]
    assert names(client.get(people(occurrence, "?group=ended"))) == ["Ola"]
    assert names(client.get(people(occurrence, f"?category={category.pk}&group=x"))) == ["Berit", "Åse"]
    assert names(client.get(people(occurrence, "?category=999999"))) == []


@pytest.mark.parametrize("number", [1, 30])
def test_list_costs_the_same_however_many_come(client, number):
    category = make_category()
    for _ in range(number):
        make_place(category, booking=make_booking(category.occurrence, organisation=make_organisation()))
    client.get(people(category.occurrence))

    with count_queries() as asked:
        client.get(people(category.occurrence))

    assert len(asked) == 17, asked


def test_staff_approve_and_say_no(client, category):
    first, second = make_place(category, state="pending"), make_place(category, state="pending")

    assert do(client, first, "approve") == "confirmed"
    assert do(client, second, "reject", reason="Bare for kommuner") == "rejected"
    assert BookingNote.objects.get().reason == "Bare for kommuner"
    assert do(client, second, "approve") == "rejected"


def test_order_of_the_line_is_changed_with_a_reason_alone(client, category):
    make_place(category)
    make_place(category)
    place = make_place(category, state="waiting")

    do(client, place, "forward", reason=" ")
    assert place.priority == 0
    do(client, place, "forward", reason="Skal holde innlegg")
    assert place.priority == 1
    do(client, place, "let-by", reason="Venter på svar fra sjefen")
    assert place.passed_over_at == AT


def test_list_is_narrowed_down_by_mode_organisation_and_names(client, category):
    occurrence = category.occurrence
    make_place(category, name="Åse", organisation=make_organisation(kind="company"))
    make_place(category, name="Berit", booking=make_booking(occurrence, organisation=make_organisation()))
    make_place(category, name="", email="")
    make_place(make_category(occurrence, name="Skjerm", mode="online"), name="Per")

    assert names(client.get(people(occurrence, "?mode=online"))) == ["Per"]
    assert names(client.get(people(occurrence, "?kind=municipality"))) == ["Berit"]
    assert names(client.get(people(occurrence, "?kind=company"))) == ["Åse"]
    assert names(client.get(people(occurrence, "?named=no"))) == [""]
    assert names(client.get(people(occurrence, "?named=yes&mode=room"))) == ["Berit", "Åse"]
    assert len(names(client.get(people(occurrence, "?mode=%00&kind=x&named=x&came=x&group=live")))) == 0


def test_list_is_narrowed_down_by_who_came(client, category):
    occurrence = category.occurrence
    session = make_session(occurrence)
    here, away = make_place(category, name="Åse"), make_place(category, name="Per")
    AttendanceCorrection.objects.create(place=here, came=True, at=AT)
    AttendanceCorrection.objects.create(place=away, session_key=session.key, came=True, at=AT)

    assert "came" not in [one.name for one in client.get(people(occurrence)).context["selects"]]
    with time_machine.travel(occurrence.starts_at, tick=False):
        client = signed_in(make_admin())
        assert names(client.get(people(occurrence, "?came=came"))) == ["Åse"]
        assert names(client.get(people(occurrence, "?came=absent"))) == ["Per"]
        assert names(client.get(people(occurrence, f"?session={session.key}"))) == ["Per"]
        assert names(client.get(people(occurrence, "?session=x"))) == []


def test_nobody_else_sees_or_changes_who_comes(client, category):
    place, other = make_place(category), signed_in(make_user())

    assert other.get(people(category.occurrence)).status_code in {302, 403}
    pending = make_place(category, state="pending")
    assert do(other, pending, "reject") == "pending"
    assert client.post(people(make_occurrence(), f"{pending.pk}/"), {"do": "reject"}).status_code == 404
    assert client.post(people(category.occurrence, f"{place.pk}/"), {"do": "x", "back": "%00&&"}).status_code == 302
