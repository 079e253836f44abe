"""One's own page of calendars: the address stands in one answer and nowhere after."""

import re

import pytest

from cms.audit import ModelLogEntry
from events.calendar.models import FeedToken
from tests.factories.events import make_place
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today", "in_english")]
PAGE = "/me/calendar/"


@pytest.fixture
def reader(client):
    user = make_user("Ingrid Moen", language="en")
    client.force_login(user)
    return user


def text(client):
    return client.get(PAGE).content.decode()


def address_in(html):
    return re.search(r"<code>http://localhost:8000(/calendar/me/[\w-]{32}\.ics)</code>", html)[1]


def test_visitors_are_asked_to_sign_in(client):
    assert client.get(PAGE).url == f"/accounts/login/?next={PAGE}"


def test_address_is_shown_once_works_and_is_never_shown_again(client, reader):
    assert "/calendar/me/" not in text(client)

    answer = client.post(PAGE, {"do": "make"})

    html = answer.content.decode()
    path = address_in(html)
    assert client.get(path).status_code == 200
    assert f"webcal://localhost:8000{path}" in html
    assert "no-store" in answer.headers["Cache-Control"]
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "/calendar/me/" not in text(client)
    assert "A calendar program last asked" in text(client)


def test_new_address_replaces_the_old_one_and_both_can_be_taken_back(client, reader):
    first, second = (address_in(client.post(PAGE, {"do": "make"}).content.decode()) for _ in range(2))
    assert (client.get(first).status_code, client.get(second).status_code) == (404, 200)

    client.post(PAGE, {"do": "revoke"})

    assert client.get(second).status_code == 404
    assert not FeedToken.objects.exists()
    lines = ModelLogEntry.objects.filter(action__startswith="calendars.").order_by("pk")
    assert list(lines.values_list("action", flat=True)) == [
        "calendars.make_token",
        "calendars.replace_token",
        "calendars.revoke_token",
    ]


def test_looking_makes_no_address_and_nobody_makes_one_for_others(client, reader):
    text(client)
    client.post(PAGE, {"do": "make", "user": make_user().pk})

    assert [one.user for one in FeedToken.objects.all()] == [reader]


def test_way_there_hangs_on_my_day_of_who_has_days(client, reader):
    assert PAGE not in client.get("/me/").content.decode()

    make_place(user=reader)

    assert PAGE in client.get("/me/").content.decode()
