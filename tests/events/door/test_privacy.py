"""Who is erased has been somewhere as a number only."""

import json
from datetime import timedelta

import pytest

from cms.privacy.answers import Subject, all_answers
from cms.privacy.domain.erasure import erase_person
from cms.privacy.domain.retention import apply_one
from events.door.domain.attendance import correct_attendance
from events.door.domain.check_ins import remember_codes
from events.door.domain.presence import check_report
from events.door.models import AttendanceCorrection, CheckIn, PresenceLine, TicketCode
from events.door.report_reader import Attended
from tests.factories.door import OPENS, OVER, make_coordinator, make_day, make_guest, scan
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db
REASON = "Åse sto i køen"


@pytest.fixture
def ase():
    user = make_user("Åse Ødegård", email="ase@example.org")
    place = make_guest(make_day(), user=user)
    remember_codes(places=[place], at=OPENS)
    scan(place)
    correct_attendance(place=place, came=False, reason=REASON, by=make_coordinator(), at=OVER)
    people = [Attended(2, "Åse Ødegård", "ase@example.org", 50)]
    check_report(occurrence=place.occurrence, people=people, by=make_coordinator(), at=OVER)
    return user


def test_person_gets_all_of_it(ase):
    subject = Subject.of(ase)
    mine = {one.label: one.export(subject) for one in all_answers() if one.label.startswith("door.")}

    assert {label for label, rows in mine.items() if rows} == {
        "door.checkin",
        "door.attendancecorrection",
        "door.ticketcode",
        "door.presenceline",
    }
    assert REASON in json.dumps(mine, default=str, ensure_ascii=False)


def test_numbers_stay_and_words_go(ase):
    erase_person(user=ase, by=None, at=OVER)

    assert CheckIn.objects.count() == 1
    assert AttendanceCorrection.objects.get().reason == ""
    assert not TicketCode.objects.exists()
    assert list(PresenceLine.objects.values_list("name", "email")) == [("", "")]


def test_reasons_go_after_two_years(ase):
    apply_one("door.reasons", at=OVER + timedelta(days=729))
    assert AttendanceCorrection.objects.get().reason == REASON
    apply_one("door.reasons", at=OVER + timedelta(days=731))

    assert AttendanceCorrection.objects.get().reason == ""


def test_lines_of_a_report_go_after_a_month(ase):
    apply_one("door.report_lines", at=OVER + timedelta(days=29))
    assert PresenceLine.objects.count() == 1
    apply_one("door.report_lines", at=OVER + timedelta(days=31))

    assert PresenceLine.objects.count() == 0
