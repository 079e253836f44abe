import json
import re
from datetime import timedelta
from uuid import uuid4

import pytest

from events.door.domain.check_ins import remember_codes
from events.door.models import CheckIn
from events.door.offline import code_hash
from events.enums import OccurrenceState, PlaceState
from events.models import Place
from events.words import when_in_words
from tests.factories.door import OPENS, make_coordinator, make_day, make_guest, scan
from tests.factories.people import make_user
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("on_the_day")]


def at(day, what=""):
    return f"/check-in/{day.uid}/{what}"


def said(client, day, code, **fields):
    """What the door's page says after a plain form."""
    answer = client.post(at(day, "scan/"), {"code": code, "nonce": str(uuid4()), **fields}, follow=True)
    page = answer.content.decode()
    found = re.search(r'data-tone="(\w+)".*?headline">(.*?)</p>', page, re.DOTALL)
    return (found[1], found[2], page) if found else ("", "", page)


def test_list_has_the_doors_of_these_days(client, staff):
    make_day(venue="Her")
    make_day(venue="Neste uke", starts_at=OPENS + timedelta(days=7))
    make_day(venue="Avlyst", state=OccurrenceState.CANCELLED)

    page = client.get("/check-in/").content.decode()

    assert "Her" in page
    assert "Neste uke" not in page
    assert "Avlyst" not in page


def test_no_doors_is_said(client, staff):
    assert "No doors are open" in client.get("/check-in/").content.decode()


def test_ticket_lets_in_and_says_who(client, staff):
    ingrid = make_guest(make_day())

    tone, headline, page = said(client, ingrid.occurrence, ingrid.code)

    assert (tone, headline) == ("good", "Welcome")
    assert "Ingrid Moen" in page
    assert CheckIn.objects.get().by == staff


def test_second_scan_says_when_and_at_which_door(client, staff):
    ingrid = make_guest(make_day())
    client.post(at(ingrid.occurrence, "door/"), {"door": "Hovedinngang"})
    said(client, ingrid.occurrence, ingrid.code)

    tone, headline, page = said(client, ingrid.occurrence, ingrid.code)

    assert (tone, headline) == ("warn", "Already checked in")
    assert "Came in 10:30, Hovedinngang." in page


def test_cancelled_foreign_old_and_unknown_codes_each_say_so(client, staff):
    day = make_day()
    gone = make_guest(day, state=PlaceState.CANCELLED)
    elsewhere = make_guest(make_day(titles={"nb": "Nettverksmøte"}), "Per Åsen")
    kari = make_guest(day, "Kari")
    remember_codes(places=[kari], at=OPENS)
    Place.objects.filter(pk=kari.pk).update(code="nyttnyttnytt")

    assert said(client, day, gone.code)[:2] == ("bad", "Cancelled")
    tone, headline, page = said(client, day, elsewhere.code)
    assert (tone, headline) == ("bad", "Another event")
    assert "This ticket is for Nettverksmøte" in page
    assert elsewhere.name not in page
    assert said(client, day, kari.code)[:2] == ("bad", "No longer valid")
    assert said(client, day, "7K4M-QWX2")[:2] == ("bad", "Unknown code")


def test_script_gets_the_answer_alone(client, staff):
    ingrid = make_guest(make_day())

    answer = client.post(
        at(ingrid.occurrence, "scan/"),
        {"code": ingrid.code, "nonce": str(uuid4())},
        headers={"x-requested-with": "door"},
    )

    assert "Welcome" in answer.content.decode()
    assert "<html" not in answer.content.decode()


def test_form_sent_twice_is_one_scan(client, staff):
    ingrid, nonce = make_guest(make_day()), str(uuid4())

    for _time in range(2):
        assert said(client, ingrid.occurrence, ingrid.code, nonce=nonce)[1] == "Welcome"

    assert CheckIn.objects.count() == 1


def test_search_finds_by_name_and_organisation_and_checks_in(client, staff):
    day = make_day(people=2)
    ingrid = make_guest(day, "Åse Ødegård")
    ingrid.booking.organisation_name = "Skogdal kommune"
    ingrid.booking.save()

    for words in ("åse", "ødeg", "skogdal", "Åse skogdal", "ase odegard", "ödeg", ingrid.code):
        page = client.get(at(day), {"q": words}).content.decode()
        assert page.count(' name="place"') == 1, words
        assert "Åse Ødegård" in page
    answer = client.post(at(day, "scan/"), {"place": ingrid.pk, "nonce": str(uuid4())}, follow=True)

    assert "Welcome" in answer.content.decode()
    assert "Nobody is called that here" in client.get(at(day), {"q": "finnes ikke"}).content.decode()


def test_undo_and_let_in_all_the_same(client, staff):
    ingrid = make_guest(make_day(), state=PlaceState.WAITING)
    day = ingrid.occurrence
    page = said(client, day, ingrid.code)[2]
    assert "Let in all the same" in page

    assert said(client, day, "", place=ingrid.pk, forced="yes")[1] == "Welcome"
    row = CheckIn.objects.get(result="ok")
    client.post(at(day, f"undo/{row.pk}/"))
    answer = client.post(at(day, f"undo/{row.pk}/"), follow=True)

    assert "There is nothing to undo" in answer.content.decode()
    assert CheckIn.objects.filter(undoes=row).count() == 1


def undo_buttons(page, row):
    return page.count(f"/undo/{row.pk}/")


def test_whoever_is_in_can_be_undone_from_the_search_and_from_the_list(client, staff):
    ingrid = make_guest(make_day())
    day, sent = ingrid.occurrence, {"place": ingrid.pk, "q": "ingrid"}

    page = client.post(at(day, "scan/"), sent, follow=True).content.decode()

    row = CheckIn.objects.get()
    # In the answer, in the search and in what was scanned last.
    assert (undo_buttons(page, row), 'name="place"' in page) == (3, False)
    page = client.post(at(day, f"undo/{row.pk}/"), {"q": "ingrid"}, follow=True).content.decode()
    assert (undo_buttons(page, row), 'value="ingrid"' in page, 'name="place"' in page) == (0, True, True)


def test_who_is_in_already_can_be_undone_from_the_answer(client, staff):
    ingrid = make_guest(make_day())
    row = scan(ingrid)

    page = said(client, ingrid.occurrence, ingrid.code)[2]

    assert ("Already checked in" in page, undo_buttons(page, row)) == (True, 2)


def test_who_went_out_is_not_here_and_not_undone(client, staff):
    ingrid = make_guest(make_day())
    entry, _exit = scan(ingrid), scan(ingrid, kind="exit")

    page = client.get(at(ingrid.occurrence), {"q": "ingrid"}).content.decode()

    assert (undo_buttons(page, entry), 'name="place"' in page) == (0, True)


def test_who_is_in_a_session_is_undone_there(client, staff):
    ingrid, session = make_guest(make_day()), uuid4()
    row = scan(ingrid, session_key=session)
    day = ingrid.occurrence

    there = client.get(at(day), {"q": "ingrid", "session": session}).content.decode()
    elsewhere = client.get(at(day), {"q": "ingrid"}).content.decode()

    assert ('name="place"' in there, 'name="place"' in elsewhere) == (False, True)
    assert (undo_buttons(there, row), undo_buttons(elsewhere, row)) == (2, 1)


def test_scan_of_another_occurrence_is_not_undone_here(client, staff):
    row = scan(make_guest(make_day()))

    assert client.post(at(make_day(), f"undo/{row.pk}/")).status_code == 404


def batch(client, day, scans):
    return client.post(at(day, "batch/"), json.dumps({"scans": scans}), content_type="application/json")


def kept(code, **fields):
    return {"nonce": str(uuid4()), "code": code, "at": OPENS.isoformat(), "said": "ok", **fields}


def test_what_was_kept_is_taken_once(client, staff):
    ingrid = make_guest(make_day())
    scans = [kept(ingrid.code), kept(ingrid.code), kept("nobody")]

    first = batch(client, ingrid.occurrence, scans).json()
    again = batch(client, ingrid.occurrence, scans).json()

    assert first == again
    assert sorted(first["taken"]) == sorted(one["nonce"] for one in scans)
    assert first["conflicts"] == 2
    assert CheckIn.objects.count() == 3
    page = client.get(at(ingrid.occurrence, "conflicts/")).content.decode()
    assert page.count("<tr>") == 3
    assert "2 scans to look at" in client.get(at(ingrid.occurrence, "now/")).content.decode()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"[]",
        b"null",
        b"{}",
        b'{"scans": 1}',
        b'{"scans": [1]}',
        b'{"scans": [{}]}',
        b'{"scans": [{"nonce": 1}]}',
        b"\xff\xfe",
        b"[" * 100_000,
        json.dumps({"scans": [kept("a", said="hello")]}).encode(),
        json.dumps({"scans": [kept("a", at="yesterday")]}).encode(),
        json.dumps({"scans": [kept("a", at="2027-02-25T09:00:00")]}).encode(),
        json.dumps({"scans": [kept("a")] * 501}).encode(),
    ],
    ids=[str(number) for number in range(14)],
)
def test_what_is_no_list_of_scans_is_refused_whole(client, staff, body):
    answer = client.post(at(make_day(), "batch/"), body, content_type="application/json")

    assert answer.status_code == 400
    assert CheckIn.objects.count() == 0


def test_odd_signs_in_a_kept_scan_do_no_harm(client, staff):
    one = kept("\ud800\0", kind={"a": 1}, session=["x"])

    assert batch(client, make_day(), [one]).json()["taken"] == [one["nonce"]]


def test_device_takes_hashes_along_and_no_names(client, staff):
    ingrid = make_guest(make_day())
    make_guest(ingrid.occurrence, "Ola", state=PlaceState.CANCELLED)
    scan(ingrid)

    answer = client.get(at(ingrid.occurrence, "codes/"))

    assert answer.json() == {"good": [code_hash(ingrid.code)], "came": [code_hash(ingrid.code)]}
    assert ingrid.code not in answer.content.decode()


def test_second_day_begins_with_nobody_in(client, staff):
    ingrid = make_guest(make_day(starts_at=OPENS - timedelta(hours=23), hours_long=30))
    scan(ingrid, at=OPENS - timedelta(days=1))
    day = ingrid.occurrence

    page = client.get(at(day), {"q": "ingrid"}).content.decode()

    assert 'name="place"' in page
    assert client.get(at(day, "codes/")).json()["came"] == []


def test_device_knows_who_went_out_again(client, staff):
    ingrid = make_guest(make_day())
    scan(ingrid)
    scan(ingrid, kind="exit", at=OPENS + timedelta(minutes=5))

    assert client.get(at(ingrid.occurrence, "codes/")).json() == {"good": [code_hash(ingrid.code)], "came": []}


def test_door_of_a_session_has_its_own_list_and_counts(client, staff):
    ingrid, session = make_guest(make_day()), uuid4()
    scan(ingrid)
    day = ingrid.occurrence

    assert client.get(at(day, "codes/"), {"session": session}).json()["came"] == []
    page = client.post(at(day, "scan/"), {"code": ingrid.code, "session": session}, follow=True).content.decode()

    assert "Welcome" in page
    assert page.count(f'name="session" value="{session}"') >= 3
    assert f'data-door="{day.uid}/{session}"' in page
    assert client.get(at(day, "codes/"), {"session": session}).json()["came"] == [code_hash(ingrid.code)]


def test_page_kept_for_later_names_nobody(client, staff):
    ingrid = make_guest(make_day())
    scan(ingrid)

    assert "Ingrid Moen" in client.get(at(ingrid.occurrence)).content.decode()
    shell = client.get(at(ingrid.occurrence), {"shell": ""}).content.decode()
    assert "Ingrid Moen" not in shell
    assert 'data-offline="ok"' in shell


def test_worker_is_a_script_at_the_doors_address(client):
    answer = client.get("/check-in/worker.js")

    assert answer["Content-Type"].startswith("text/javascript")
    assert answer["Cache-Control"] == "no-cache"


ADDRESSES = ("", "now/", "codes/", "conflicts/")


def test_nobody_else_finds_the_door(client):
    row = scan(make_guest(make_day()))
    day = row.occurrence
    client.force_login(make_user())

    assert [client.get(at(day, what)).status_code for what in ADDRESSES] == [404] * 4
    posts = ("scan/", "batch/", "door/", f"undo/{row.pk}/")
    assert [client.post(at(day, what)).status_code for what in posts] == [404] * 4
    assert client.get("/check-in/").status_code == 404
    client.logout()
    assert client.get(at(day)).status_code == 302


def test_door_staff_see_the_doors_of_these_days_and_coordinators_all(client, staff):
    later = make_day(starts_at=OPENS + timedelta(days=30))

    assert client.get(at(later)).status_code == 404
    client.force_login(make_coordinator())
    assert client.get(at(later)).status_code == 200


@pytest.mark.parametrize("people", [3, 60])
def test_page_search_and_scan_cost_the_same_for_few_and_many(client, staff, people):
    day = make_day(people=people)
    guests = list(day.places.all())
    for guest in guests[: people // 2]:
        scan(guest)
    client.get(at(day))

    for call, most in (
        (lambda: client.get(at(day), {"q": "Deltaker"}), 11),
        (lambda: client.get(at(day, "now/")), 9),
        (lambda: client.get(at(day, "codes/")), 6),
        (lambda: client.get(at(day, "conflicts/")), 5),
        (
            lambda: client.post(
                at(day, "scan/"), {"code": guests[-1].code, "nonce": str(uuid4())}, headers={"x-requested-with": "door"}
            ),
            8,
        ),
    ):
        with count_queries() as asked:
            assert call().status_code == 200
        assert len(asked) == most, (len(asked), [one[:90] for one in asked])


def test_door_of_another_day_says_that_who_is_checked_in_counts(client):
    client.force_login(make_coordinator(language="en"))
    soon, later = make_day(), make_day(starts_at=OPENS + timedelta(days=90))

    assert "counts as having come" not in client.get(f"/check-in/{soon.uid}/").content.decode()
    assert "counts as having come" in client.get(f"/check-in/{later.uid}/").content.decode()


def test_door_of_two_days_says_both(client):
    client.force_login(make_coordinator(language="en"))
    day = make_day(starts_at=OPENS, ends_at=OPENS + timedelta(days=1))

    assert client.get(f"/check-in/{day.uid}/").context["occurrence"].ends_at.day != OPENS.day
    assert when_in_words(day) in client.get(f"/check-in/{day.uid}/").content.decode()
