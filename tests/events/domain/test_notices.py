import re
from datetime import timedelta

import pytest
import time_machine

from cms.mail.models import OutboxMessage
from events.domain import occurrences
from events.domain.notices import BATCH, notices_to_send, send_some
from events.domain.terms import When, Where
from events.models import Booking, Interest, Notice
from events.place_links import booking_url, place_url
from events.tasks import look_after_occurrences
from tests.factories.events import AT, STARTS, make_booking, make_category, make_occurrence, make_place
from tests.factories.people import make_user
from tests.queries import count_queries
from tests.races import at_once

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


def cancelled(occurrence):
    occurrences.cancel(occurrence=occurrence, reason="Smitte i salen.", by=None, at=AT)
    return Notice.objects.get(done_at=None)


def send_all(notice):
    while send_some(notice_id=notice.pk, at=AT):
        pass


@pytest.mark.django_db
def test_everybody_who_counts_on_it_is_told_once():
    occurrence = make_occurrence()
    category = make_category(occurrence)
    ingrid = make_user("Ingrid Moen", email="ingrid@example.org", language="sv")
    booking = make_booking(occurrence, contact=ingrid, language="en")
    make_place(category, booking=booking, user=ingrid)
    make_place(category, booking=booking, email="PER@example.org")
    make_place(category, booking=booking, email="", name="")
    make_place(category, booking=make_booking(occurrence, email="per@example.org"), email="", state="waiting")
    make_place(category, booking=make_booking(occurrence, email="gone@example.org"), state="cancelled", email="g@e.org")
    Interest.objects.create(occurrence=occurrence, email="interested@example.org", asked_at=AT)

    send_all(cancelled(occurrence))

    told = OutboxMessage.objects.values_list("to_address", "language")
    assert sorted((address.lower(), language) for address, language in told) == [
        ("ingrid@example.org", "sv"),
        ("interested@example.org", "nb"),
        ("per@example.org", "en"),
    ]
    assert all("Smitte i salen." in one.text for one in OutboxMessage.objects.all())
    assert notices_to_send() == []


@pytest.mark.django_db
@time_machine.travel(AT, tick=False)
def test_who_is_told_that_it_moves_can_give_the_place_back_and_who_only_asked_has_none():
    place = make_place(make_category(), email="per@example.org")
    occurrence = place.occurrence
    Interest.objects.create(occurrence=occurrence, email="interested@example.org", asked_at=AT)
    when = When(starts_at=occurrence.starts_at + DAY, ends_at=occurrence.ends_at + DAY)
    occurrences.move(occurrence=occurrence, when=when, where=Where(), reason="", by=None, at=AT)

    send_all(Notice.objects.get())

    told = {one.to_address: one for one in OutboxMessage.objects.all()}
    assert place_url(place) in told["per@example.org"].text
    assert place_url(place) in told["per@example.org"].html
    assert booking_url(place.booking) in told["ingrid@example.org"].text
    assert "/places/" not in told["interested@example.org"].text
    assert "beholder plassen" not in told["interested@example.org"].text


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "said"),
    [
        (
            {"starts": DAY, "venue": "Rådhuset"},
            ["now held on 26 February", "Where: Rådhuset.", "It was to be on 25 February"],
        ),
        ({"venue": "Rådhuset"}, ["now held elsewhere: Rådhuset. It was to be: Elvestad kulturhus."]),
        ({"mode": "online"}, ["now held elsewhere: Online. It was to be: Elvestad kulturhus."]),
        ({"mode": "hybrid"}, ["has changed", "Elvestad kulturhus · In person and online"]),
        ({"ends": HOUR}, ["has changed", "11:00–18:00", "Elvestad kulturhus"]),
    ],
)
def test_mail_says_what_is_another(change, said):
    occurrence = make_place(make_category(), email="per@example.org").occurrence
    Booking.objects.update(language="en")
    starts = occurrence.starts_at + change.get("starts", timedelta(0))
    when = When(starts_at=starts, ends_at=starts + 6 * HOUR + change.get("ends", timedelta(0)))
    where = Where(mode=change.get("mode", "room"), venue=change.get("venue", occurrence.venue))
    occurrences.move(occurrence=occurrence, when=when, where=where, by=None, at=AT)

    send_all(Notice.objects.get())

    message = OutboxMessage.objects.get(to_address="per@example.org")
    for words in said:
        assert words in message.text
        assert words in message.html
    assert ("It was to be" in message.text) is ("has changed" not in message.text)


@pytest.mark.django_db
def test_a_worker_that_is_lost_loses_nobody(monkeypatch):
    monkeypatch.setattr("events.domain.notices.BATCH", 2)
    category = make_category()
    for _ in range(5):
        make_place(category)
    notice = cancelled(category.occurrence)

    send_some(notice_id=notice.pk, at=AT)
    assert notices_to_send() == [notice.pk]
    # Two told with their order's contact, who is the same for all.
    assert OutboxMessage.objects.count() == 3
    send_all(notice)

    assert OutboxMessage.objects.count() == 6
    send_all(notice)
    assert OutboxMessage.objects.count() == 6


@pytest.mark.django_db(transaction=True)
def test_two_workers_tell_everybody_once():
    category = make_category()
    for _ in range(4):
        make_place(category)
    values = {"kind": "cancelled", "was_to_start_at": STARTS, "made_at": AT}
    notice = Notice.objects.create(occurrence=category.occurrence, **values)

    at_once(lambda: send_all(notice), lambda: send_all(notice))
    send_all(notice)

    assert OutboxMessage.objects.count() == 5


@pytest.mark.django_db
def test_mail_says_what_was_and_what_is(django_capture_on_commit_callbacks):
    occurrence = make_occurrence()
    make_place(make_category(occurrence), booking=make_booking(occurrence, email="", name=""))
    when = When(starts_at=STARTS + DAY, ends_at=STARTS + DAY + timedelta(hours=6))

    with django_capture_on_commit_callbacks(execute=True):
        occurrences.move(occurrence=occurrence, when=when, where=Where(venue="Rådhuset"), by=None, at=AT)

    message = OutboxMessage.objects.get(kind="events/mail/occurrence_changed")
    assert message.subject.endswith("Langvarig strømbrudd")
    assert "26. februar 2027" in message.text
    assert "25. februar 2027" in message.text
    assert "Rådhuset" in message.text
    assert re.search(rf"/events/{occurrence.uid}/", message.html)
    assert Notice.objects.get().done_at


@pytest.mark.django_db
def test_tick_finds_notices_that_wait():
    category = make_category()
    make_place(category)
    notice = cancelled(category.occurrence)

    look_after_occurrences()

    notice.refresh_from_db()
    assert notice.done_at


@pytest.mark.django_db
def test_reading_a_batch_does_not_ask_for_each_place():
    category = make_category()
    for _ in range(3):
        make_place(category, user=make_user())
    notice = cancelled(category.occurrence)

    with count_queries() as asked:
        send_some(notice_id=notice.pk, at=AT)

    reads = [sql for sql in asked if sql.startswith("SELECT") and "events_" in sql]
    assert len(reads) == 2, reads
    assert BATCH == 100
