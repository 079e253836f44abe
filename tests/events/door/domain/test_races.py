"""Two doors at the same moment; each with its negative control."""

from uuid import uuid4

import pytest

from events.door.domain.check_ins import NothingToUndo, Scan, undo_check_in
from events.door.models import CheckIn
from tests.factories.door import OPENS, make_day, make_guest, scan
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db(transaction=True)
INSERT = 'INSERT INTO "door_checkin"'


def scan_at_two_doors():
    ingrid = make_guest(make_day())

    def at(device):
        return lambda: scan(ingrid, device=device).result

    return at_once(at("east"), at("west"), meet_before=INSERT)


def test_one_ticket_at_two_doors_lets_one_person_in():
    assert sorted(scan_at_two_doors()) == ["already", "ok"]


def test_without_the_lock_both_are_let_in(monkeypatch):
    take_away_locks(monkeypatch)

    assert scan_at_two_doors() == ["ok", "ok"]


def test_the_same_scan_twice_at_once_is_one_row():
    ingrid, nonce = make_guest(make_day()), uuid4()

    said = at_once(*[lambda: scan(ingrid, nonce=nonce)] * 2, meet_before=INSERT)

    assert said[0] == said[1]
    assert CheckIn.objects.count() == 1


def test_a_code_of_nobody_sent_twice_at_once_is_one_row():
    day, nonce = make_day(), uuid4()

    said = at_once(*[lambda: scan("nobody", occurrence=day, nonce=nonce)] * 2, meet_before=INSERT)

    assert said[0] == said[1]
    assert CheckIn.objects.count() == 1


def test_undone_at_two_doors_is_undone_once():
    row = scan(make_guest(make_day()))

    def undo():
        return undo_check_in(check_in=row, scan=Scan(device="east", nonce=uuid4()), by=None, at=OPENS)

    said = at_once(undo, undo, meet_before=INSERT)

    assert [type(one) for one in said if isinstance(one, Exception)] == [NothingToUndo]
    assert CheckIn.objects.filter(kind="undo").count() == 1
