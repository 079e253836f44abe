import pytest
from django.contrib.auth.models import AnonymousUser

from cms.people.roles import COORDINATOR, DOOR_STAFF, EDITOR
from events.rules import is_own_booking, may_run_events, may_work_the_door
from tests.factories.events import make_booking
from tests.factories.people import make_admin, make_holder_of, make_user

pytestmark = pytest.mark.django_db


def test_coordinators_and_administrators_run_events():
    people = [make_holder_of(COORDINATOR), make_admin(), make_holder_of(DOOR_STAFF), make_holder_of(EDITOR)]
    people += [make_user(), make_holder_of(COORDINATOR, is_active=False), AnonymousUser()]

    assert [may_run_events(person) for person in people] == [True, True, False, False, False, False, False]


def test_door_staff_work_the_door_too():
    people = [make_holder_of(COORDINATOR), make_holder_of(DOOR_STAFF), make_holder_of(EDITOR), AnonymousUser()]

    assert [may_work_the_door(person) for person in people] == [True, True, False, False]


def test_a_booking_is_its_contacts_own():
    ingrid = make_user()
    booking = make_booking(contact=ingrid)

    assert is_own_booking(ingrid, booking)
    assert not is_own_booking(make_user(), booking)
    assert not is_own_booking(AnonymousUser(), make_booking(contact=None))
