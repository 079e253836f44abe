"""Before a place is taken back, what follows is shown, and why is asked for."""

import pytest

from cms.mail.models import OutboxMessage
from events.models import BookingNote
from tests.factories.bookings import order, somebody
from tests.factories.events import make_category, make_occurrence, make_place
from tests.factories.people import make_user
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return order(make_category(size=1), somebody(1, name="Bjørn Moen")).places.get()


def path(place, occurrence=None):
    return f"/admin/events/{(occurrence or place.occurrence).pk}/people/{place.pk}/take-back/"


def html(response):
    return " ".join(response.content.decode().split())


def test_page_says_whose_place_it_is_and_what_follows(client, place):
    assert "Nobody waits" in html(client.get(path(place)))
    make_place(place.category, state="waiting")

    page = html(client.get(path(place)))

    assert "Bjørn Moen" in page
    assert "1 other waits: whoever is next is asked at once" in page
    assert path(place) in html(client.get(f"/admin/events/{place.occurrence_id}/people/"))


def test_reason_stands_in_the_mail_of_both(client, place, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        response = client.post(path(place), {"reason": "Bestilt to ganger"})

    assert response["location"] == f"/admin/events/{place.occurrence_id}/people/"
    mails = {one.kind.rpartition("/")[2]: one.text for one in OutboxMessage.objects.all()}
    for kind in ("booking_cancelled", "place_cancelled"):
        assert "Bestilt to ganger" in mails[kind]
        assert "Vi har tatt tilbake" in mails[kind]
        assert "Var det ikke du" not in mails[kind]


def test_without_a_reason_nothing_happens(client, place):
    assert client.post(path(place), {"reason": " "}).status_code == 422

    place.refresh_from_db()
    assert (place.state, BookingNote.objects.count()) == ("confirmed", 0)


def test_only_who_runs_events_and_only_of_this_event(client, place):
    assert signed_in(make_user()).post(path(place), {"reason": "x"}).status_code in {302, 403}
    assert client.post(path(place, make_occurrence()), {"reason": "x"}).status_code == 404


def test_place_that_is_taken_back_already_leads_to_the_list_with_the_reason(client, place):
    client.post(path(place), {"reason": "Bestilt to ganger"})

    again = client.get(path(place), follow=True)

    assert again.redirect_chain == [(f"/admin/events/{place.occurrence_id}/people/?group=ended", 302)]
    assert "There is nothing to take back." in html(again)
    assert 'Taken back<p class="help">Bestilt to ganger</p>' in html(again)
    assert client.post(path(place), {"reason": "Igjen"}).status_code == 302
    assert BookingNote.objects.count() == 1


def test_log_says_that_it_was_taken_back(client, place):
    client.post(path(place), {"reason": "Bestilt to ganger"})

    log = html(client.get(f"/admin/events/{place.occurrence_id}/log/"))

    assert "Took the place back" in log
    assert "Cancelled the place" not in log
