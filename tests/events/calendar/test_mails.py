"""What calendar mail looks like (§4.4)."""

import pytest

from cms.mail.email import as_email
from cms.mail.models import OutboxMessage
from events.enums import Mode, PlaceMode
from events.models import JoinLink
from tests.events.calendar.mailing import confirmed, settle
from tests.events.calendar.reading import lines_of
from tests.factories.events import AT, make_occurrence, make_place
from tests.factories.people import make_user

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("today")]


def test_mail_is_a_request_from_its_sender_to_one_person(settings):
    settings.DEFAULT_FROM_EMAIL = "Samvirke <post@samvirke.example.org>"
    reader = make_user("Ingrid Moen", email="ingrid@example.org", language="nb")
    place = confirmed(user=reader)
    make_place(place.category, email="kari@example.org", name="Kari Nordmann")
    settle(place.occurrence, emails={"ingrid@example.org"})

    message = OutboxMessage.objects.get()
    mail = as_email(message, at=AT).message()
    (part,) = [one for one in mail.walk() if one.get_content_type() == "text/calendar"]
    lines = lines_of(part.get_payload(decode=True))

    assert part.get_param("method") == "REQUEST"
    assert "METHOD:REQUEST" in lines
    assert f"UID:{place.occurrence.uid}@localhost" in lines
    (organiser,) = [line for line in lines if line.startswith("ORGANIZER")]
    assert organiser.rpartition("mailto:")[2] in mail["From"]
    (attendee,) = [line for line in lines if line.startswith("ATTENDEE")]
    assert attendee.endswith(":mailto:ingrid@example.org")
    assert {"PARTSTAT=ACCEPTED", "RSVP=FALSE", 'CN="Ingrid Moen"'} <= set(attendee.rpartition(":mailto")[0].split(";"))
    assert "kari" not in message.calendar.lower()
    assert (message.to_user, message.category) == (reader, "essential")


def test_guests_way_in_stands_in_the_words_of_the_mail_not_in_the_entry():
    occurrence = make_occurrence(mode=Mode.ONLINE, venue="")
    JoinLink.objects.create(occurrence=occurrence, url="https://teams.example.com/secret")
    place = confirmed(occurrence=occurrence, mode=PlaceMode.ONLINE)

    settle(occurrence)

    message = OutboxMessage.objects.get()
    assert "http://localhost:8000/join/" in message.text
    assert "/join/" not in message.calendar
    for secret in ("teams.example.com", place.booking.reference):
        assert secret not in message.text + message.html + message.calendar
    assert place.code not in message.calendar
