from datetime import timedelta
from decimal import Decimal
from uuid import uuid4

import pytest

from events.door.domain.attendance import correct_attendance, settle_attendance
from events.door.domain.awards import (
    AlreadyRunning,
    AwardWords,
    NobodyToAward,
    NotSettled,
    advance_award,
    entitled_places,
    stale_awards,
    start_award,
)
from events.door.domain.check_ins import Scan, check_in
from events.door.models import AttendanceAward
from events.door.queries import award_progress
from learning.models import Certificate
from tests.factories.door import OPENS, OVER, make_coordinator, make_day, make_guest, scan
from tests.factories.people import make_organisation, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
WORDS = AwardWords("Fagdag om strømbrudd", "Deltok 25. februar 2027", hours=Decimal(6))


def settled(*guests):
    """An occurrence these people (accounts or addresses) came to, settled."""
    day, staff = make_day(), make_coordinator()
    for guest in guests:
        fields = {"email": guest} if isinstance(guest, str) else {"user": guest, "name": guest.name}
        scan(make_guest(day, **fields))
    settle_attendance(occurrence=day, by=staff, at=OVER)
    return day


def award(day, words=WORDS):
    record = start_award(occurrence=day, words=words, by=make_coordinator(), at=OVER)
    advance_award(award_id=record.pk, at=OVER)
    record.refresh_from_db()
    return record


def test_those_who_came_get_a_certificate_with_the_hours():
    ingrid, away = make_user("Ingrid Moen"), make_user()
    day = settled(ingrid)
    make_guest(day, user=away)

    record = award(day)

    certificate = Certificate.objects.get()
    assert (certificate.holder, certificate.hours, certificate.basis_kind) == (ingrid, Decimal(6), "attendance")
    assert certificate.basis_key == f"{day.uid}:{ingrid.pk}"
    assert (record.state, record.lines.get().certificate) == ("finished", certificate)


def test_assistant_earns_nothing_for_whose_address_they_share():
    day, ingrid = make_day(), make_user("Ingrid Moen", email="ingrid@example.org")
    make_guest(day, user=ingrid, email=ingrid.email)
    scan(make_guest(day, "Tor Vik", email=ingrid.email, is_assistant=True))
    settle_attendance(occurrence=day, by=make_coordinator(), at=OVER)

    with pytest.raises(NobodyToAward):
        award(day)


def test_organisation_of_the_place_stands_on_it():
    here = make_organisation()
    day, staff = make_day(), make_coordinator()
    scan(make_guest(day, user=make_user(), organisation=here))
    settle_attendance(occurrence=day, by=staff, at=OVER)

    award(day)

    assert Certificate.objects.get().organisation == here


def test_awarding_again_gives_to_those_who_have_none():
    day = settled(make_user(), "guest@example.org")
    first = award(day)
    assert award_progress(first) == (2, 1, 1)

    make_user(email="guest@example.org")
    second = award(day)

    assert award_progress(second) == (1, 0, 1)
    assert Certificate.objects.count() == 2
    with pytest.raises(NobodyToAward):
        award(day)


def test_two_places_of_one_person_are_one_certificate():
    ingrid = make_user()
    day, staff = make_day(), make_coordinator()
    scan(make_guest(day, user=ingrid))
    scan(make_guest(day, user=ingrid, email="jobb@example.org"))
    settle_attendance(occurrence=day, by=staff, at=OVER)

    record = award(day)

    assert Certificate.objects.count() == 1
    assert record.lines.count() == 2


def test_closed_account_gets_nothing():
    gone = make_user(is_active=False)

    record = award(settled(gone))

    assert record.lines.get().problem == "closed"
    assert Certificate.objects.count() == 0


def test_it_is_settled_first():
    with pytest.raises(NotSettled):
        award(make_day())


def test_one_award_at_a_time():
    day = settled(make_user())
    start_award(occurrence=day, words=WORDS, by=make_coordinator(), at=OVER)

    with pytest.raises(AlreadyRunning):
        start_award(occurrence=day, words=WORDS, by=make_coordinator(), at=OVER)


def test_worker_that_was_lost_is_followed_by_another():
    record = start_award(occurrence=settled(make_user()), words=WORDS, by=make_coordinator(), at=OVER)
    AttendanceAward.objects.update(attempts=1)
    later = OVER + timedelta(minutes=3)

    assert not advance_award(award_id=record.pk, at=OVER)
    assert Certificate.objects.count() == 0
    assert stale_awards(at=OVER) == []
    assert stale_awards(at=later) == [record.pk]
    advance_award(award_id=record.pk, at=later)

    assert Certificate.objects.count() == 1


def test_what_keeps_failing_is_given_up():
    record = start_award(occurrence=settled(make_user()), words=WORDS, by=make_coordinator(), at=OVER)
    AttendanceAward.objects.update(attempts=5)

    advance_award(award_id=record.pk, at=OVER + timedelta(minutes=3))

    assert AttendanceAward.objects.get().state == "failed"


def test_rule_asks_for_a_share_of_the_sessions():
    day, staff = make_day(), make_coordinator()
    keen, half = make_guest(day), make_guest(day)
    sessions = [uuid4() for _number in range(4)]
    for session in sessions:
        scan(keen, session_key=session)
    scan(half, session_key=sessions[0])
    correct_attendance(place=half, came=True, reason="Så henne", session_key=sessions[1], by=staff, at=OVER)

    def entitled(percent):
        return entitled_places(day, AwardWords("", "", least_percent=percent))

    assert entitled(0) == entitled(50) == [keen.pk, half.pk]
    assert entitled(51) == [keen.pk]


def test_rule_asks_for_minutes_of_those_who_have_any():
    day = make_day()
    room, short, long = make_guest(day), make_guest(day), make_guest(day)
    scan(room)
    for place, minutes in ((short, 20), (long, 60)):
        one = Scan(device="report", nonce=uuid4(), place_id=place.pk, source="import", minutes=minutes)
        check_in(occurrence=day, scan=one, by=None, at=OPENS)

    assert entitled_places(day, AwardWords("", "", least_minutes=30)) == [room.pk, long.pk]


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_award_once():
    record = start_award(occurrence=settled(make_user()), words=WORDS, by=make_coordinator(), at=OVER)
    AttendanceAward.objects.update(attempts=0)

    def work():
        return advance_award(award_id=record.pk, at=OVER)

    at_once(work, work, meet_before='UPDATE "door_attendanceaward"')

    assert Certificate.objects.count() == 1
