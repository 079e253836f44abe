from datetime import timedelta
from uuid import uuid4

import pytest

from events.door.at_the_door import conflicts_of, door_counts
from events.door.codes import kept_form, spellings
from events.door.domain.check_ins import NothingToUndo, Scan, check_in, receive, remember_codes, undo_check_in
from events.door.models import CheckIn
from events.door.queries import who_came
from events.enums import PlaceMode, PlaceState
from events.models import Place
from events.signals import places_confirmed
from learning.models.immutable import Unchangeable
from tests.factories.door import OPENS, make_day, make_guest, scan

pytestmark = pytest.mark.django_db
LATER = OPENS + timedelta(minutes=5)


def undo(row, *, at=LATER, **fields):
    return undo_check_in(check_in=row, scan=Scan(device="tablet", nonce=uuid4(), **fields), by=None, at=at)


def test_first_scan_lets_in_and_the_second_says_already():
    ingrid = make_guest(make_day())

    first = scan(ingrid, door="Hovedinngang")
    second = scan(ingrid, device="phone", at=LATER)

    assert (first.result, first.place, first.code) == ("ok", ingrid, "")
    assert second.result == "already"
    assert list(who_came(ingrid.occurrence)) == [ingrid]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (PlaceState.CANCELLED, "cancelled"),
        (PlaceState.RELEASED, "cancelled"),
        (PlaceState.REJECTED, "cancelled"),
        (PlaceState.WAITING, "waiting"),
        (PlaceState.OFFERED, "waiting"),
        (PlaceState.PENDING, "waiting"),
    ],
)
def test_place_that_does_not_hold_is_said_to_be_so(state, said):
    assert scan(make_guest(make_day(), state=state)).result == said
    assert not who_came(Place.objects.get().occurrence).exists()


def test_codes_of_others_and_of_nobody_each_say_so():
    here, elsewhere = make_day(), make_guest(make_day())

    assert scan(elsewhere, occurrence=here).result == "foreign"
    assert scan("7K4M-QWX2", occurrence=here).result == "unknown"
    assert scan("", occurrence=here).result == "unknown"
    assert list(CheckIn.objects.values_list("place", flat=True)) == [None, None, None]


def test_code_that_was_drawn_anew_is_old_and_names_nobody():
    ingrid = make_guest(make_day())
    photographed = ingrid.code
    places_confirmed.send(Place, places=[ingrid], at=OPENS)
    Place.objects.filter(pk=ingrid.pk).update(code="b2b2b2b2", name="Ola Dahl")

    row = scan(photographed, occurrence=ingrid.occurrence)

    assert (row.result, row.place, row.code) == ("old", None, photographed)
    assert scan("b2b2b2b2", occurrence=ingrid.occurrence).result == "ok"


def test_codes_are_remembered_once():
    ingrid = make_guest(make_day())

    remember_codes(places=[ingrid], at=OPENS)
    remember_codes(places=[ingrid], at=LATER)

    assert ingrid.codes.count() == 1


def test_what_is_scanned_by_mistake_is_not_kept_in_words():
    card = "BEGIN:VCARD\nFN:Kari Nordmann\nTEL:99 88 77 66"

    row = scan(card, occurrence=make_day())

    assert row.result == "unknown"
    assert "Kari" not in row.code
    assert row.code == kept_form(card)


@pytest.mark.parametrize("text", ["\0", "a" * 5000, "' OR 1=1 --", "𝔘𝔫𝔦", "\ud800", "%00", "http://x/y?z=1"])
def test_any_text_is_answered(text):
    assert scan(text, occurrence=make_day()).result == "unknown"


def test_code_may_be_typed_in_either_case_and_with_blanks():
    ingrid = make_guest(make_day(), code="ab12-cd34")

    assert scan(" AB12 -cd34\r\n", occurrence=ingrid.occurrence).result == "ok"
    assert spellings("Ab1") == ["Ab1", "ab1", "AB1"]


def test_scan_sent_twice_is_one_row():
    ingrid, nonce = make_guest(make_day()), uuid4()

    first, again = scan(ingrid, nonce=nonce), scan(ingrid, nonce=nonce, at=LATER)

    assert first == again
    assert again.result == "ok"
    assert scan(ingrid, nonce=nonce, device="phone").result == "already"


def test_unknown_code_sent_twice_is_one_row_too():
    day, nonce = make_day(), uuid4()

    assert scan("nobody", occurrence=day, nonce=nonce) == scan("nobody", occurrence=day, nonce=nonce)


def test_rows_are_never_changed():
    row = scan(make_guest(make_day()))

    with pytest.raises(Unchangeable):
        CheckIn.objects.update(result="cancelled")
    with pytest.raises(Unchangeable):
        row.save()
    with pytest.raises(Unchangeable):
        row.delete()


def test_undone_scan_lets_in_again():
    ingrid = make_guest(make_day())
    first = scan(ingrid)

    undo(first)

    assert not who_came(ingrid.occurrence).exists()
    assert door_counts(ingrid.occurrence).came == 0
    assert scan(ingrid, at=LATER).result == "ok"
    assert CheckIn.objects.get(pk=first.pk).result == "ok"


def test_undone_once():
    first = scan(make_guest(make_day()))
    row = undo(first)

    for one in (first, row, scan("nobody", occurrence=first.occurrence)):
        with pytest.raises(NothingToUndo):
            undo(one)


def test_who_went_out_comes_in_again():
    ingrid = make_guest(make_day())

    assert scan(ingrid, kind="exit").result == "not_in"
    assert scan(ingrid).result == "ok"
    assert scan(ingrid, kind="exit", at=LATER).result == "ok"
    assert scan(ingrid, at=LATER + timedelta(minutes=1)).result == "ok"
    assert door_counts(ingrid.occurrence).came == 1


def test_session_is_a_door_of_its_own():
    ingrid, session = make_guest(make_day()), uuid4()
    scan(ingrid)

    assert scan(ingrid, session_key=session, at=LATER).result == "ok"
    assert not who_came(ingrid.occurrence, session_key=uuid4()).exists()
    assert list(who_came(ingrid.occurrence, session_key=session)) == [ingrid]


@pytest.mark.parametrize("state", [PlaceState.CANCELLED, PlaceState.WAITING])
def test_staff_let_somebody_in_all_the_same(state):
    ingrid = make_guest(make_day(), state=state)

    row = scan(ingrid, forced=True)

    assert (row.result, row.forced, row.conflict) == ("ok", True, str(state))
    assert list(who_came(ingrid.occurrence)) == [ingrid]
    assert not conflicts_of(ingrid.occurrence).exists()


def test_code_of_nobody_cannot_be_forced():
    here, elsewhere = make_day(), make_guest(make_day())

    assert scan(elsewhere, occurrence=here, forced=True).result == "foreign"
    assert scan("nobody", occurrence=here, forced=True).result == "unknown"


def test_two_doors_without_a_connection_both_let_in_and_both_stand():
    ingrid = make_guest(make_day())
    a = Scan(device="a", nonce=uuid4(), code=ingrid.code, scanned_at=OPENS, decided="ok")
    b = Scan(device="b", nonce=uuid4(), code=ingrid.code, scanned_at=LATER, decided="ok")
    after = LATER + timedelta(hours=1)

    receive(occurrence=ingrid.occurrence, scans=[b, a], by=None, at=after)
    again = receive(occurrence=ingrid.occurrence, scans=[a, b], by=None, at=after)

    assert [(row.device, row.result, row.conflict) for row in again] == [("a", "ok", ""), ("b", "ok", "already")]
    assert CheckIn.objects.count() == 2
    assert [row.device for row in conflicts_of(ingrid.occurrence)] == ["b"]
    assert door_counts(ingrid.occurrence).came == 1


def test_cancelled_place_let_in_without_a_connection_is_shown_and_does_not_count():
    ola = make_guest(make_day(), state=PlaceState.CANCELLED)
    one = Scan(device="a", nonce=uuid4(), code=ola.code, scanned_at=OPENS, decided="ok")

    [row] = receive(occurrence=ola.occurrence, scans=[one], by=None, at=LATER)

    assert (row.result, row.conflict, row.offline, row.forced) == ("ok", "cancelled", True, False)
    assert not who_came(ola.occurrence).exists()


def test_code_of_nobody_let_in_without_a_connection_is_kept_as_decided():
    day = make_day()
    one = Scan(device="a", nonce=uuid4(), code="nobody", scanned_at=OPENS, decided="ok")

    [row] = receive(occurrence=day, scans=[one], by=None, at=LATER)

    assert (row.result, row.conflict, row.code, row.place) == ("ok", "unknown", "nobody", None)


def test_clock_of_a_device_that_is_ahead_is_not_believed():
    row = scan(make_guest(make_day()), scanned_at=LATER + timedelta(days=400), at=LATER)

    assert row.scanned_at == LATER


def test_place_found_by_search_is_checked_in_at_its_own_occurrence_only():
    ingrid, elsewhere = make_guest(make_day()), make_day()

    found = Scan(device="a", nonce=uuid4(), place_id=ingrid.pk)
    wrong = check_in(occurrence=elsewhere, scan=Scan(device="a", nonce=uuid4(), place_id=ingrid.pk), by=None, at=OPENS)

    assert check_in(occurrence=ingrid.occurrence, scan=found, by=None, at=OPENS).result == "ok"
    assert wrong.result == "unknown"


def test_counts_say_who_is_expected_where():
    day = make_day(people=2)
    scan(make_guest(day, mode=PlaceMode.ONLINE))
    make_guest(day, state=PlaceState.CANCELLED)

    assert door_counts(day) == (3, 1, 1)
