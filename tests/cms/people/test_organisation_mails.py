"""What is written about organisations and requests: in the reader's language, with what they need, nothing more."""

from datetime import UTC, datetime

import pytest

from cms.mail.models import OutboxMessage
from cms.people import organisation_mails as mails
from cms.people import roles
from cms.people.models import JoinRequest
from tests.factories.people import make_contact, make_holder_of, make_organisation, make_user

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
LANGUAGES = ("nb", "nn", "sv", "en")


def ask(language="nb", *, name="Ola Tveit", state="waiting", **organisation):
    person = make_user(name, email="ola@example.org", language=language)
    answered = None if state == "waiting" else AT
    return JoinRequest.objects.create(
        user=person,
        organisation=make_organisation(**organisation),
        role="log_keeper",
        message="Hei & hopp",
        state=state,
        asked_at=AT,
        answered_at=answered,
    )


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_message_is_written_in_the_readers_language(language):
    request = ask(language)
    make_contact(request.organisation, language=language)
    make_holder_of(roles.COORDINATOR, language=language)

    mails.registration_waiting(request, at=AT)
    mails.join_requested(request, at=AT)
    mails.registration_answered(request, reason="", at=AT)
    mails.join_answered(request, at=AT)

    greeting = {"nb": "Hei", "nn": "Hei", "sv": "Hej", "en": "Hello"}[language]
    written = list(OutboxMessage.objects.all())
    assert len(written) == 4
    for message in written:
        assert (message.language, "\n" in message.subject) == (language, False)
        for body in (message.text, message.html):
            assert greeting in body
            assert "Skogdal kommune" in body
            assert "http" in body


def test_words_differ_between_the_four_languages():
    request, texts = ask(state="approved"), set()
    for language in LANGUAGES:
        request.user.language = language
        OutboxMessage.objects.all().delete()
        mails.join_answered(request, at=AT)
        texts.add(OutboxMessage.objects.get().text)

    assert len(texts) == len(LANGUAGES)


def test_names_are_escaped_in_html_only():
    request = ask(name="Siân <b>O'Neill</b>", state="waiting")
    make_contact(request.organisation)

    mails.join_requested(request, at=AT)

    message = OutboxMessage.objects.get()
    assert "Siân <b>O'Neill</b>" in message.subject
    assert "Siân <b>O'Neill</b>" in message.text
    assert "Hei & hopp" in message.text
    assert "<b>O" not in message.html


def test_message_is_written_once():
    request = ask()
    make_contact(request.organisation)

    for _ in range(2):
        mails.join_requested(request, at=AT)

    assert OutboxMessage.objects.count() == 1


def test_refusal_does_not_tell_what_others_called_the_organisation():
    request = ask(state="refused")
    request.organisation.state, request.organisation.number = "refused", "310000019"

    mails.registration_answered(request, reason="Finnes fra før", at=AT)

    message = OutboxMessage.objects.get()
    for words in (message.subject, message.text, message.html):
        assert "310 000 019" in words
        assert "Skogdal" not in words
