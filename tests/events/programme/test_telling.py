"""Material is ready: those who came are told, once each, guests by the link of their place."""

import pytest
import time_machine

from cms.mail.models import OutboxMessage
from events.door.domain.attendance import correct_attendance, settle_attendance
from events.programme.links import materials_url
from events.programme.tasks import look_after_materials
from events.programme.telling import tell_of_materials
from tests.factories.door import OVER, make_coordinator, make_day, make_guest, scan
from tests.factories.events import make_place
from tests.factories.people import make_user
from tests.factories.programme import make_material

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def afterwards():
    with time_machine.travel(OVER, tick=False):
        yield


def readers():
    rows = OutboxMessage.objects.filter(kind="programme/mail/materials_ready")
    return sorted(rows.values_list("to_address", flat=True))


def day_with_material():
    occurrence = make_day()
    make_material(occurrence)
    return occurrence


def test_settling_tells_who_came_once_and_nobody_else(django_capture_on_commit_callbacks):
    occurrence = day_with_material()
    scan(make_place(occurrence.categories.first(), user=make_user("Ingrid", email="ingrid@example.org")))
    guest = make_guest(occurrence, email="kari@example.org")
    scan(guest)
    absent = make_guest(occurrence, email="borte@example.org")

    with django_capture_on_commit_callbacks(execute=True):
        settle_attendance(occurrence=occurrence, by=make_coordinator(), at=OVER)
    tell_of_materials(occurrence_id=occurrence.pk, at=OVER)

    assert readers() == ["ingrid@example.org", "kari@example.org"]
    assert materials_url(guest) in OutboxMessage.objects.get(to_address="kari@example.org").text
    assert "?place=" not in OutboxMessage.objects.get(to_address="ingrid@example.org").text

    with django_capture_on_commit_callbacks(execute=True):
        correct_attendance(place=absent, came=True, reason="Sto i køen", by=make_coordinator(), at=OVER)
    assert len(readers()) == 3


def test_material_that_comes_later_is_found_by_the_tick():
    occurrence = make_day()
    scan(make_guest(occurrence, email="kari@example.org"))
    settle_attendance(occurrence=occurrence, by=make_coordinator(), at=OVER)
    look_after_materials()
    assert readers() == []

    make_material(occurrence)
    look_after_materials()
    look_after_materials()

    assert readers() == ["kari@example.org"]


def test_nobody_is_told_before_it_is_settled():
    occurrence = day_with_material()
    scan(make_guest(occurrence))

    assert tell_of_materials(occurrence_id=occurrence.pk, at=OVER) == 0


def test_guest_who_did_not_come_loses_the_way_to_material(client):
    occurrence = day_with_material()
    came, absent = make_guest(occurrence), make_guest(occurrence, "Borte")
    scan(came)
    settle_attendance(occurrence=occurrence, by=make_coordinator(), at=OVER)

    assert client.get(materials_url(came)).context["groups"]
    assert not client.get(materials_url(absent)).context["groups"]
