import pytest

from events.domain.details import change_details, set_join_link
from events.domain.terms import Details, SignUp
from events.models import JoinLink
from tests.events.domain.days import DAY, HOUR, WHO, announced, made
from tests.factories.events import AT, STARTS

pytestmark = pytest.mark.django_db


def test_details_that_calendars_do_not_hold_leave_the_sequence():
    occurrence = announced()

    changed = change_details(
        occurrence=occurrence, details=Details(sign_up=SignUp(closes_at=STARTS - DAY)), by=None, at=AT + HOUR
    )
    assert (changed.sequence, changed.changed_at) == (1, AT + HOUR)

    changed = change_details(occurrence=occurrence, details=Details(titles={"nb": "Ny"}), **WHO)
    assert changed.sequence == 2


def test_join_link_is_set_and_taken_away():
    occurrence = made()

    set_join_link(occurrence=occurrence, url="https://meet.example.org/x", opens_minutes=30, **WHO)
    assert (occurrence.join_link.url, occurrence.join_link.opens_minutes) == ("https://meet.example.org/x", 30)

    set_join_link(occurrence=occurrence, url="", opens_minutes=30, **WHO)
    assert JoinLink.objects.count() == 0
