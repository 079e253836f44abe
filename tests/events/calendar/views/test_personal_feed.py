"""A person's own feed: rules 17 and 18, and that nobody else's days are in it."""

from datetime import date, timedelta

import pytest
import time_machine
from allauth.account.models import EmailAddress

from cms.privacy.domain.erasure import erase_person
from events.calendar.domain.tokens import hash_of, make_token, revoke_token, token_row
from events.calendar.models import FeedToken
from events.enums import Mode, PlaceMode, PlaceState
from events.models import Answer, JoinLink, Need, Place, Question
from events.networks.models import NetworkMember
from learning.joining.models import CourseGroup
from learning.models import Course
from learning.requirements.domain.obligations import refresh_obligations
from tests.events.calendar.reading import blocks_of, events_of, titles_of
from tests.factories.events import AT, STARTS, make_category, make_occurrence, make_place, make_series
from tests.factories.joining import make_group
from tests.factories.joining import make_place as make_group_place
from tests.factories.networks import make_member, make_network
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.requirements import make_requirement
from tests.queries import clear_caches, count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]
DAY = timedelta(days=1)


@pytest.fixture
def reader():
    return make_user("Ingrid Moen", email="ingrid@example.org", language="nb")


def address(user):
    return f"/calendar/me/{make_token(user=user, by=user, at=AT)}.ics"


def statuses(client, url):
    return {str(event["SUMMARY"]): str(event["STATUS"]) for event in events_of(client.get(url).content)}


# --- 18: what it holds -----------------------------------------------------------------------------


def test_own_places_stand_in_it_hopes_as_tentative_and_nobody_elses(client, reader):
    for state in PlaceState:
        category = make_category(make_occurrence(make_series(title=state.value)))
        make_place(category, user=reader, state=state)
        make_place(category, user=make_user(), state=state)
    make_place(user=make_user())

    assert statuses(client, address(reader)) == {
        "confirmed": "CONFIRMED",
        "held": "TENTATIVE",
        "pending": "TENTATIVE",
        "waiting": "TENTATIVE",
        "offered": "TENTATIVE",
    }


def test_offer_that_ran_out_is_gone_before_anybody_tidies_up(client, reader):
    make_place(user=reader, state=PlaceState.OFFERED, expires_at=AT - DAY)

    assert statuses(client, address(reader)) == {}


def test_several_places_of_one_person_are_one_entry_the_certain_one(client, reader):
    category = make_category()
    make_place(category, user=reader, email="one@example.org")
    make_place(category, user=reader, email="two@example.org", state=PlaceState.WAITING)

    assert statuses(client, address(reader)) == {"Langvarig strømbrudd": "CONFIRMED"}


def test_name_and_number_are_those_of_the_public_feed(client, reader):
    make_place(make_category(make_occurrence(sequence=4)), user=reader)

    (mine,), (public,) = (blocks_of(client.get(url).content) for url in (address(reader), "/calendar/all.ics"))

    assert [mine[name] for name in ("UID", "SEQUENCE")] == [public[name] for name in ("UID", "SEQUENCE")]


def test_nothing_secret_about_anybody_is_in_it(client, reader):
    occurrence = make_occurrence(mode=Mode.HYBRID)
    JoinLink.objects.create(occurrence=occurrence, url="https://teams.example.com/secret")
    category = make_category(occurrence, mode=PlaceMode.ONLINE)
    place = make_place(category, user=reader)
    make_place(category, booking=place.booking, name="Kari Nordmann", email="kari@example.org")
    question = Question.objects.create(occurrence=occurrence, texts={"nb": "Mat"}, kind="line")
    Need.objects.create(place=place, question=question, value="nøtteallergi", delete_on=date(2027, 3, 1))
    Answer.objects.create(place=place, question=question, value="nøtteallergi")

    body = client.get(address(reader)).content.decode()

    (block,) = blocks_of(body.encode())
    join = f"http://localhost:8000/events/{occurrence.uid}/join/"
    assert block["CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO"] == join
    assert join in block["DESCRIPTION"]
    for secret in ("teams.example", "Kari", "kari@", "nøtte", "Mat", place.code, place.booking.reference, "SOURCE"):
        assert secret not in body, secret
    assert "ingrid@example.org" not in body


def test_place_of_a_guest_stands_in_it_by_their_address_with_the_way_in_of_who_is_signed_in(client, reader):
    occurrence = make_occurrence()
    make_place(make_category(occurrence, mode=PlaceMode.ONLINE), email="Ingrid@example.org")
    make_place(email="unproved@example.org")
    reader.emailaddress_set.create(email="unproved@example.org", verified=False)

    (block,) = blocks_of(client.get(address(reader)).content)

    join = f"http://localhost:8000/events/{occurrence.uid}/join/"
    assert block["CONFERENCE;VALUE=URI;FEATURE=AUDIO,VIDEO"] == join


def test_meetings_of_own_networks_stand_in_it_and_in_no_public_feed(client, reader):
    theirs = make_network("Mitt nettverk")
    make_member(theirs, reader)
    make_occurrence(theirs)
    make_occurrence(make_network("Et annet"))

    assert titles_of(client.get(address(reader)).content) == ["Mitt nettverk"]
    assert titles_of(client.get(address(make_user())).content) == []
    assert titles_of(client.get("/calendar/all.ics").content) == []


def test_place_at_a_meeting_of_ones_network_is_one_entry(client, reader):
    theirs = make_network("Mitt nettverk")
    make_member(theirs, reader)
    make_place(make_category(make_occurrence(theirs)), user=reader, state=PlaceState.WAITING)

    assert statuses(client, address(reader)) == {"Mitt nettverk": "TENTATIVE"}


def test_place_booked_as_a_guest_stands_in_it_once_the_address_is_shown_to_be_theirs(client, reader):
    make_place(email="Ingrid@Example.org")
    EmailAddress.objects.filter(user=reader).delete()
    url = address(reader)
    before = statuses(client, url)

    EmailAddress.objects.create(user=reader, email=reader.email, verified=True)

    assert (before, statuses(client, url)) == ({}, {"Langvarig strømbrudd": "CONFIRMED"})


def test_course_days_and_deadlines_are_whole_days_that_take_no_time(client, reader):
    group = make_group(starts_on=date(2026, 12, 1), ends_on=date(2027, 2, 1))
    make_group_place(group, learner=reader)
    make_group_place(group, learner=make_user())
    organisation = make_organisation()
    make_membership(reader, organisation, role="preparedness_adviser", starts_on=date(2026, 11, 1))
    make_requirement(names={"nb": "ROS-kompetanse"}, grace_days=90)
    refresh_obligations(at=AT)

    found = blocks_of(client.get(f"{address(reader)}?lang=en").content)

    assert [(one["DTSTART;VALUE=DATE"], one["DTEND;VALUE=DATE"], one["SUMMARY"]) for one in found] == [
        ("20261201", "20261202", "Course starts: Beredskapsplikten"),
        ("20270130", "20270131", "Deadline: ROS-kompetanse"),
        ("20270201", "20270202", "Deadline: Beredskapsplikten"),
    ]
    assert {one["TRANSP"] for one in found} == {"TRANSPARENT"}


def test_deadline_that_moves_is_another_entry(client, reader):
    group = make_group(starts_on=date(2026, 12, 1), ends_on=date(2027, 2, 1))
    make_group_place(group, learner=reader)
    url = address(reader)
    before = {one["UID"] for one in blocks_of(client.get(url).content)}

    type(group).objects.update(ends_on=date(2027, 3, 1))

    assert len(before & {one["UID"] for one in blocks_of(client.get(url).content)}) == 1


# --- 17: its address -------------------------------------------------------------------------------


def test_secret_is_long_and_only_its_hash_is_kept(reader):
    token = make_token(user=reader, by=reader, at=AT)

    row = FeedToken.objects.get()
    assert len(token) == 32  # 192 bits
    assert row.token_hash == hash_of(token)
    assert token not in str(FeedToken.objects.values().get())


def test_replaced_and_revoked_addresses_lead_nowhere(client, reader):
    first = address(reader)
    second = address(reader)

    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)
    assert revoke_token(user=reader, by=reader, at=AT)
    assert client.get(second).status_code == 404
    assert not revoke_token(user=reader, by=reader, at=AT)


def test_address_dies_with_the_account(client, reader):
    url = address(reader)
    reader.is_active = False
    reader.save()

    assert client.get(url).status_code == 404


def test_address_of_an_erased_person_is_dead_and_forgotten(client, reader):
    url = address(reader)

    erase_person(user=reader, by=reader, at=AT)

    assert client.get(url).status_code == 404
    assert not FeedToken.objects.exists()


def test_use_is_remembered_to_the_hour(client, reader):
    url = address(reader)
    seen = []
    for minutes in (0, 30, 61):
        with time_machine.travel(AT + timedelta(minutes=minutes), tick=False):
            client.get(url)
        seen.append(FeedToken.objects.get().last_used_at - AT)

    assert seen == [timedelta(0), timedelta(0), timedelta(minutes=61)]


def test_address_is_told_to_nobody(client, reader):
    response = client.get(address(reader))

    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.headers["X-Robots-Tag"] == "noindex"
    assert response.headers["Cache-Control"] == "private, max-age=900"
    assert not response.cookies


def test_answer_that_nothing_changed_keeps_the_address_as_secret(client, reader):
    make_place(user=reader)
    url = address(reader)
    again = client.get(url, headers={"If-None-Match": client.get(url).headers["ETag"]})

    assert again.status_code == 304
    assert again.headers["Referrer-Policy"] == "no-referrer"
    assert again.headers["Cache-Control"] == "private, max-age=900"


def cancel_place(place):
    Place.objects.filter(pk=place.pk).update(state=PlaceState.CANCELLED)


def take_part_online(place):
    Place.objects.filter(pk=place.pk).update(mode=PlaceMode.ONLINE)


def rename_course(_place):
    Course.objects.update(title="Et annet navn")


def move_group(_place):
    CourseGroup.objects.update(ends_on=date(2027, 3, 1))


def leave_network(_place):
    NetworkMember.objects.update(left_on=AT.date())


@pytest.mark.parametrize("change", [cancel_place, take_part_online, rename_course, move_group, leave_network])
def test_whatever_changes_shows_at_once_and_to_its_reader_alone(client, reader, change):
    place = make_place(user=reader)
    make_group_place(make_group(starts_on=date(2026, 12, 1), ends_on=date(2027, 2, 1)), learner=reader)
    network = make_network("Mitt nettverk")
    make_member(network, reader)
    make_occurrence(network)
    mine, other = address(reader), address(make_user())
    kept, others = client.get(mine), client.get(other)
    assert client.get(mine).content == kept.content

    change(place)

    now = client.get(mine, headers={"If-None-Match": kept.headers["ETag"]})
    assert now.status_code == 200
    assert now.content != kept.content
    assert client.get(other, headers={"If-None-Match": others.headers["ETag"]}).status_code == 304
    assert events_of(others.content) == []


def test_one_address_is_asked_so_often_and_no_oftener(client, reader, monkeypatch):
    monkeypatch.setattr("events.calendar.views.feeds.LIMITS", {"personal_feed": "2/h/key"})
    mine, other = address(reader), address(make_user())

    answers = [client.get(url).status_code for url in (mine, mine, mine, other)]

    assert answers == [200, 200, 429, 200]
    assert client.get(mine).headers["Retry-After"] == "3600"


def test_secret_is_in_no_log(client, caplog, reader):
    url = address(reader)
    revoke_token(user=reader, by=reader, at=AT)

    client.get(url)

    (record,) = [one for one in caplog.records if one.name == "django.request"]
    assert record.getMessage() == "Not Found: /calendar/me/…"


def test_token_that_is_no_text_is_nobodys():
    assert token_row("\udcff") is None


@pytest.mark.parametrize("number", [1, 20])
def test_queries_do_not_grow(client, reader, number):
    network = make_network()
    make_member(network, reader)
    url = address(reader)
    client.get(url)
    for day in range(number):
        make_place(make_category(make_occurrence(starts_at=STARTS + day * DAY)), user=reader)
        make_occurrence(network, starts_at=STARTS + day * DAY)
    clear_caches()

    with count_queries() as first:
        response = client.get(url)
    with count_queries() as warm:
        client.get(url)
    with count_queries() as known:
        client.get(url, headers={"If-None-Match": response.headers["ETag"]})

    # Token and person; places, networks, groups, deadlines. To write it takes these again, and the name of the centre.
    assert (len(first), len(warm), len(known)) == (10, 5, 5)
