from datetime import timedelta

import pytest
import time_machine
from django.core.cache import cache
from django.test import Client

from cms.mail.models import OutboxMessage
from events.models import Interest
from tests.factories.events import AT, make_occurrence, make_series
from tests.factories.people import make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]


def url(occurrence, rest=""):
    return f"/events/{occurrence.uid}/interest/{rest}"


@pytest.fixture
def occurrence():
    return make_occurrence(state="announced")


def test_guest_asks_and_confirms(occurrence):
    client = Client()
    assert b"Your e-mail" in client.get(url(occurrence), headers={"accept-language": "en"}).content

    client.post(url(occurrence), {"email": "ingrid@example.org"})
    link = "/events/interest/" + OutboxMessage.objects.get().text.partition("/events/interest/")[2].split()[0]
    assert client.get(link).status_code == 200
    assert Interest.objects.count() == 0
    client.post(link)

    assert Interest.objects.get().email == "ingrid@example.org"
    again = client.get(link, headers={"accept-language": "en"}).content.decode()
    assert ("We tell you when sign-up opens" in again, "Yes, tell me" in again) == (True, False)
    client.post(link, {"do": "take_back"})
    assert Interest.objects.count() == 0


def test_answer_is_the_same_whether_the_address_is_known_or_not(occurrence):
    known = make_user(email="known@example.org")
    Interest.objects.create(occurrence=occurrence, user=known, email=known.email, asked_at=AT)
    client = Client()

    answers, costs = [], []
    for email in ("known@example.org", "unknown@example.org"):
        cache.clear()
        with count_queries() as asked:
            answers.append(client.post(url(occurrence), {"email": email}).content)
        costs.append(len(asked))

    assert answers[0] == answers[1]
    assert costs[0] == costs[1]


def test_signed_in_people_are_noted_at_once_and_can_take_it_back(occurrence):
    ingrid = make_user()
    client = signed_in(ingrid)

    client.post(url(occurrence))
    noted = Interest.objects.get()
    assert (noted.user, noted.email, noted.language) == (ingrid, ingrid.email, "nb")

    client.post(url(occurrence, "take-back/"))
    assert Interest.objects.count() == 0
    assert OutboxMessage.objects.count() == 0


def test_nobody_fills_a_mailbox_and_nobody_asks_without_end(occurrence):
    client = Client()
    answers = [client.post(url(occurrence), {"email": "ingrid@example.org"}).status_code for _ in range(5)]
    assert answers == [200] * 5
    assert OutboxMessage.objects.count() == 3

    answers = [client.post(url(occurrence), {"email": f"{n}@example.org"}).status_code for n in range(16)]
    assert answers == [200] * 15 + [429]


def test_wrong_address_is_said_and_typed_in_again(occurrence):
    answer = Client().post(url(occurrence), {"email": "ingrid@"})

    assert 'value="ingrid@"' in answer.content.decode()
    assert OutboxMessage.objects.count() == 0


@pytest.mark.parametrize("state", ["open", "closed", "done", "cancelled"])
def test_what_does_not_open_says_so(state):
    assert Client().get(url(make_occurrence(state=state))).status_code == 410


def test_drafts_and_members_meetings_are_not_there():
    hidden = [make_occurrence(state="draft"), make_occurrence(make_series(members_only=True), state="announced")]

    for one in hidden:
        for client in (Client(), signed_in(make_user())):
            assert client.get(url(one)).status_code == 404
            assert client.post(url(one), {"email": "a@example.org"}).status_code == 404


def test_old_link_says_so(occurrence):
    client = Client()
    client.post(url(occurrence), {"email": "ingrid@example.org"})
    link = "/events/interest/" + OutboxMessage.objects.get().text.partition("/events/interest/")[2].split()[0]

    with time_machine.travel(AT + timedelta(days=4), tick=False):
        assert client.post(link).status_code == 410
    assert client.get("/events/interest/forged/").status_code == 410
    assert Interest.objects.count() == 0
