"""Mail with a calendar entry: its form, as Python's own parser and a real mail server read it."""

from email import message_from_bytes, policy

import pytest
from django.utils import translation

from cms.mail.calendar_part import CalendarPart, WrongMethod
from cms.mail.domain.outbox import send, take_words_out
from cms.mail.domain.set_up import SMTP
from cms.mail.email import as_email
from tests.factories.mail import AT, post
from tests.mail_server import mail_server

pytestmark = pytest.mark.django_db


def entry(method="REQUEST"):
    lines = ("BEGIN:VCALENDAR", f"METHOD:{method}", f"SUMMARY:Øvelse 🚒 {'æ' * 300}", "END:VCALENDAR", "")
    return "\r\n".join(lines)


def read(message):
    return message_from_bytes(as_email(message, at=AT).message().as_bytes(), policy=policy.default)


def shape(part):
    if not part.is_multipart():
        return part.get_content_type()
    return part.get_content_subtype(), [shape(one) for one in part.iter_parts()]


@pytest.mark.parametrize("method", ["REQUEST", "CANCEL"])
def test_entry_stands_among_the_alternatives_and_is_attached(method):
    mail = read(post(calendar=CalendarPart(entry(method), method)))

    inner = ("alternative", ["text/plain", "text/html", "text/calendar"])
    assert shape(mail) == ("mixed", [inner, "application/ics"])
    inline = mail.get_payload()[0].get_payload()[2]
    assert (inline.get_param("method"), inline.get_content_charset()) == (method, "utf-8")
    assert inline.get_content_disposition() is None
    (attached,) = mail.iter_attachments()
    assert attached.get_filename() == "invite.ics"
    for part in (inline, attached):
        assert part["Content-Transfer-Encoding"] == "base64"
        assert part.get_payload(decode=True) == entry(method).encode()


def test_headers_are_those_of_any_mail():
    with_entry, without = (read(post(**more)) for more in ({"calendar": CalendarPart(entry(), "REQUEST")}, {}))

    assert {"Subject", "From", "To", "Auto-Submitted", "Message-ID"} <= set(with_entry)
    assert set(with_entry) | {"Content-Transfer-Encoding"} == set(without) | {"Content-Transfer-Encoding"}
    assert shape(without) == ("alternative", ["text/plain", "text/html"])


@pytest.mark.parametrize(
    ("text", "method"),
    [(entry("REQUEST"), "CANCEL"), (entry("PUBLISH"), "PUBLISH"), ("BEGIN:VCALENDAR\r\n", "REQUEST"), ("", "")],
)
def test_method_of_entry_and_mail_are_one(text, method):
    with pytest.raises(WrongMethod):
        CalendarPart(text, method)


def test_entry_goes_with_the_words_of_a_mail():
    message = post(calendar=CalendarPart(entry(), "REQUEST"), idempotency_key="calendar:1")

    take_words_out(key_prefix="calendar:")

    message.refresh_from_db()
    assert (message.text, message.calendar) == ("", "")


@pytest.mark.service
def test_real_mail_server_gets_it_whole(settings):
    with mail_server() as (postbox, port), translation.override("en"):
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", port
        message = post(calendar=CalendarPart(entry(), "REQUEST"))
        assert send(message_id=message.pk, at=AT)

    (mail,) = postbox.mails
    assert shape(mail)[0] == "mixed"
    (inline,) = [part for part in mail.walk() if part.get_content_type() == "text/calendar"]
    assert inline.get_payload(decode=True) == entry().encode()
    assert inline.get_param("method") == "REQUEST"
