"""Material goes to those who may have it, when it is time, and to nobody else."""

import pytest
import time_machine
from django.test import Client

from cms.people.roles import COORDINATOR, DOOR_STAFF
from events.programme import queries
from events.programme.domain.materials import Terms, add_link
from events.programme.links import materials_url, place_token
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place, make_series
from tests.factories.people import make_holder_of, make_user
from tests.factories.programme import PDF, WHO, make_material, make_session, make_speaker
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
AFTER = STARTS.replace(hour=20)


@pytest.fixture
def occurrence():
    return make_occurrence()


@pytest.fixture
def over():
    with time_machine.travel(AFTER, tick=False):
        yield


def listed(occurrence, client, query=""):
    response = client.get(f"/events/{occurrence.uid}/materials/{query}")
    assert response.status_code == 200
    return [one["title"] for group in response.context["groups"] for one in group["materials"]]


def status(material, client, query=""):
    response = client.get(f"/events/{material.occurrence.uid}/materials/{material.key}/{query}")
    if response.streaming:
        response.getvalue()  # read to its end, the file is closed
    return response.status_code


def everybody_else(occurrence):
    """Signed out, a stranger, door staff, and people whose place is none (any more), or is for something else."""
    category = make_category(occurrence)
    states = ("cancelled", "waiting", "offered", "pending", "released")
    places = [make_place(category, user=make_user(), state=state) for state in states]
    places.append(make_place(make_category(make_occurrence()), user=make_user()))
    return [
        Client(),
        signed_in(make_user()),
        signed_in(make_holder_of(DOOR_STAFF)),
        *(signed_in(one.user) for one in places),
    ]


def test_material_for_those_who_came_is_theirs_when_it_is_over(occurrence, over):
    material = make_material(occurrence, title="Lysark")
    came = signed_in(make_place(make_category(occurrence), user=make_user()).user)

    assert (listed(occurrence, came), status(material, came)) == (["Lysark"], 200)
    assert status(material, signed_in(make_holder_of(COORDINATOR))) == 200
    for client in everybody_else(occurrence):
        assert (listed(occurrence, client), status(material, client)) == ([], 404)


def test_who_booked_as_a_guest_comes_by_an_address_that_is_theirs(occurrence, over):
    material = make_material(occurrence, title="Lysark")
    make_place(make_category(occurrence), email="Kari@Example.org")
    kari, claims = make_user(email="kari@example.org"), make_user(email="kari@example.com", confirmed=False)
    make_place(make_category(occurrence), email="kari@example.com")

    assert (listed(occurrence, signed_in(kari)), status(material, signed_in(kari))) == (["Lysark"], 200)
    assert (listed(occurrence, signed_in(claims)), status(material, signed_in(claims))) == ([], 404)


def test_nothing_is_open_before_its_time(occurrence):
    usual = make_material(occurrence)
    early = make_material(occurrence, PDF + b"%%EOF", terms=Terms("everybody", AT))
    late = make_material(occurrence, PDF + b"%%EOF\n", terms=Terms("everybody", AFTER))
    user = make_place(make_category(occurrence), user=make_user()).user

    assert [status(one, signed_in(user)) for one in (usual, early, late)] == [404, 200, 404]
    assert [status(one, Client()) for one in (usual, early, late)] == [404, 200, 404]
    with time_machine.travel(AFTER, tick=False):
        assert [status(one, signed_in(user)) for one in (usual, early, late)] == [200, 200, 200]
        assert [status(one, Client()) for one in (usual, early, late)] == [404, 200, 200]


def test_what_nobody_has_looked_at_is_shown_to_the_staff_alone(occurrence, over):
    material = make_material(occurrence, speaker=make_speaker(occurrence), terms=Terms("everybody"))

    assert (listed(occurrence, Client()), status(material, Client())) == ([], 404)
    assert status(material, signed_in(make_holder_of(COORDINATOR))) == 200


def test_file_is_saved_and_never_shown_as_a_page(occurrence, over):
    material = make_material(occurrence, terms=Terms("everybody"))

    response = Client().get(f"/events/{occurrence.uid}/materials/{material.key}/")

    assert b"".join(response) == PDF
    assert response["Content-Disposition"] == 'attachment; filename="lysark.pdf"'
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert "no-store" in response["Cache-Control"]


def test_link_leads_on_and_material_of_another_occurrence_is_not_found(occurrence, over):
    link = add_link(occurrence=occurrence, url="https://example.org/film", terms=Terms("everybody"), **WHO)
    other = make_occurrence()

    response = Client().get(f"/events/{occurrence.uid}/materials/{link.key}/")

    assert (response.status_code, response.url) == (302, "https://example.org/film")
    assert Client().get(f"/events/{other.uid}/materials/{link.key}/").status_code == 404


def test_guests_come_by_the_link_of_their_place(over):
    occurrence = make_occurrence(make_series("network", members_only=True))
    material = make_material(occurrence, title="Lysark")
    category = make_category(occurrence)
    guest, gone = make_place(category), make_place(category, state="cancelled")
    elsewhere = make_place(make_category(make_occurrence()))
    assert materials_url(guest).endswith(f"/events/{occurrence.uid}/materials/?place={place_token(guest)}")

    query = f"?place={place_token(guest)}"
    assert (listed(occurrence, Client(), query), status(material, Client(), query)) == (["Lysark"], 200)
    for token in (place_token(gone), place_token(elsewhere), "forged", "a:b", ""):
        assert status(material, Client(), f"?place={token}") == 404
    guest.code = "NEWHOLDER"
    guest.save()
    assert status(material, Client(), query) == 404


def test_the_door_says_who_came(occurrence, over, monkeypatch):
    material = make_material(occurrence)
    category = make_category(occurrence)
    came, away, unknown = (make_place(category, user=make_user()) for _ in range(3))
    settled = {came.pk: True, away.pk: False}
    monkeypatch.setattr(queries, "_sources", [])
    queries.register_attendance(lambda place: settled.get(place.pk))

    assert [status(material, signed_in(place.user)) for place in (came, away, unknown)] == [200, 404, 200]


@pytest.mark.parametrize("number", [1, 15])
def test_list_costs_the_same_however_long(occurrence, over, number):
    for index in range(number):
        make_material(occurrence, PDF + b"%%EOF" * index, session=make_session(occurrence, after=index))
    client = signed_in(make_place(make_category(occurrence), user=make_user()).user)
    listed(occurrence, client)

    with count_queries() as asked:
        assert len(listed(occurrence, client)) == number

    assert len(asked) <= 10, asked
