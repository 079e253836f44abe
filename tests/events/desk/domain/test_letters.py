"""Letters as the worker writes them: to each address once, however often it is asked."""

import uuid
from datetime import timedelta

import pytest
from django.http import QueryDict

from cms.long_work import MAX_ATTEMPTS
from cms.mail.links import unsubscribe_url
from cms.mail.models import OutboxMessage
from events.desk.domain import letters
from events.desk.domain.letters import (
    FormUsedAlready,
    NobodyToWriteTo,
    Words,
    advance_letter,
    number_of_readers,
    stale_letters,
    write_letter,
)
from events.desk.models import Letter
from events.desk.people import PeopleFilters
from events.place_links import booking_url, place_url
from tests.factories.events import AT, make_booking, make_category, make_place
from tests.factories.people import make_admin, make_user

pytestmark = pytest.mark.django_db
WORDS = {"subjects": {"nb": "Hei", "en": "Hello"}, "texts": {"nb": "Kjære {name}", "en": "Dear {name}"}}


@pytest.fixture
def category():
    return make_category()


def write(category, query="", *, key=None, kind="practical"):
    words = Words(**WORDS, kind=kind, key=key or uuid.uuid4())
    filters = PeopleFilters.of(QueryDict(query))
    return write_letter(occurrence=category.occurrence, filters=filters, words=words, by=make_admin(), at=AT)


def sent():
    return list(OutboxMessage.objects.order_by("to_address").values_list("to_address", flat=True))


def test_each_address_is_written_to_once(category):
    booking = make_booking(category.occurrence, email="contact@example.org", name="Kari")
    ticket = make_place(category, email="ase@example.org", name="Åse", booking=booking)
    make_place(category, email="ASE@example.org", name="Åse", booking=booking, is_assistant=True)
    for _unnamed in range(2):
        make_place(category, name="", email="", booking=booking)
    make_place(category, user=make_user("Ola", email="ola@example.org", language="en"), booking=booking)

    letter = write(category)
    assert not advance_letter(letter_id=letter.pk, at=AT)

    assert sent() == ["ase@example.org", "contact@example.org", "ola@example.org"]
    first, contact, english = OutboxMessage.objects.order_by("to_address")
    assert "Kjære Åse" in first.text
    assert place_url(ticket) in first.text
    assert "Kjære Kari" in contact.text
    assert booking_url(booking) in contact.text
    assert (english.subject, "Dear Ola" in english.text) == ("Hello", True)
    letter.refresh_from_db()
    assert (letter.state, letter.total, letter.written, letter.place_ids) == ("finished", 3, 3, [])


def test_worker_that_is_lost_goes_on_where_it_stopped(category, monkeypatch):
    for _place in range(5):
        make_place(category)
    monkeypatch.setattr(letters, "BATCH", 2)
    monkeypatch.setattr(letters, "SLICE", timedelta(0))
    letter = write(category)

    assert advance_letter(letter_id=letter.pk, at=AT)
    Letter.objects.update(attempts=1, moved_at=AT)
    assert not advance_letter(letter_id=letter.pk, at=AT)
    assert len(sent()) == 2
    late = AT + timedelta(minutes=3)
    assert stale_letters(at=late) == [letter.pk]
    while advance_letter(letter_id=letter.pk, at=late):
        pass
    assert not advance_letter(letter_id=letter.pk, at=late)

    assert len(sent()) == len(set(sent())) == 5


def test_letter_that_kills_its_worker_again_and_again_is_given_up(category):
    make_place(category)
    letter = write(category)
    Letter.objects.update(attempts=MAX_ATTEMPTS, moved_at=AT)

    assert not advance_letter(letter_id=letter.pk, at=AT + timedelta(minutes=3))

    letter.refresh_from_db()
    assert (letter.state, sent()) == ("failed", [])


def test_same_form_is_one_letter(category):
    make_place(category)
    key = uuid.uuid4()

    assert write(category, key=key) == write(category, key=key)
    other = make_category()
    make_place(other)
    with pytest.raises(FormUsedAlready):
        write(other, key=key)


def test_who_is_erased_meanwhile_is_passed_by(category):
    place = make_place(category, booking=make_booking(category.occurrence, email=""))
    letter = write(category)
    place.email = ""
    place.save()

    advance_letter(letter_id=letter.pk, at=AT)

    letter.refresh_from_db()
    assert (letter.state, letter.total, letter.written, sent()) == ("finished", 1, 0, [])


def test_news_go_to_those_who_can_say_no(category):
    make_place(category, email="guest@example.org")
    ola = make_user(email="ola@example.org")
    make_place(category, user=ola)
    occurrence = category.occurrence

    assert number_of_readers(PeopleFilters(), occurrence, kind="practical") == 2
    letter = write(category, kind="news")
    advance_letter(letter_id=letter.pk, at=AT)

    mail = OutboxMessage.objects.get()
    assert (mail.to_address, mail.category) == ("ola@example.org", "news")
    assert unsubscribe_url(ola, "news") in mail.text


def test_nobody_is_no_letter(category):
    make_place(category, state="cancelled")

    with pytest.raises(NobodyToWriteTo):
        write(category)
    assert write(category, "group=ended").total == 1


def test_letter_costs_the_same_however_many_get_it(category, django_assert_num_queries):
    for _place in range(12):
        make_place(category)
    words, by = Words(**WORDS), make_admin()

    with django_assert_num_queries(5):
        write_letter(occurrence=category.occurrence, filters=PeopleFilters(), words=words, by=by, at=AT)
