"""Speakers hear when the event they speak at is moved, postponed or called off."""

import pytest

from cms.mail.models import OutboxMessage
from events.consequences import consequences_of
from events.domain.notices import send_some
from events.domain.occurrences import postpone
from events.models import Notice
from events.programme.domain.speakers import invite_speaker, withdraw_consent
from tests.factories.events import AT, make_category, make_occurrence, make_place
from tests.factories.programme import WHO, make_speaker
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def told(occurrence):
    postpone(occurrence=occurrence, reason="Storm.", **WHO)
    asked_before = set(OutboxMessage.objects.values_list("pk", flat=True))
    while send_some(notice_id=Notice.objects.get().pk, at=AT):
        pass
    return OutboxMessage.objects.exclude(pk__in=asked_before)


def test_speakers_without_a_place_are_told_in_their_language():
    occurrence = make_occurrence()
    make_speaker(occurrence, "Ingrid Moen", email="ingrid@example.org")
    invite_speaker(speaker=make_speaker(occurrence, "Per", email="per@example.org", consents=False), **WHO)

    messages = {one.to_address: one for one in told(occurrence)}

    assert sorted(messages) == ["ingrid@example.org", "per@example.org"]
    text = messages["ingrid@example.org"].text
    assert "Hello Ingrid Moen," in text
    assert "It is postponed" in text
    assert "You keep your place" not in text


def test_who_was_not_asked_yet_or_has_said_no_is_left_in_peace():
    occurrence = make_occurrence()
    make_speaker(occurrence, "Kari", email="kari@example.org", consents=False)
    withdraw_consent(speaker=make_speaker(occurrence, "Ola", email="ola@example.org"), **WHO)
    make_speaker(occurrence, "Nina")

    assert consequences_of(occurrence).mails == 0
    assert not told(occurrence).exists()


def test_who_has_a_place_too_gets_one_mail_about_it_and_is_counted_once():
    occurrence = make_occurrence()
    make_place(make_category(occurrence), email="Ingrid@example.org")
    make_speaker(occurrence, email="ingrid@example.org")
    make_speaker(occurrence, "Per", email="per@example.org")

    with count_queries() as asked:
        touched = consequences_of(occurrence)
    messages = list(told(occurrence).order_by("pk"))

    addresses = {one.to_address.lower() for one in messages}
    assert touched.mails == len(messages) == len(addresses)
    assert {"ingrid@example.org", "per@example.org"} <= addresses
    assert len(asked) == 3, asked
