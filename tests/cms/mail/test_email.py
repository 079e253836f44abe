"""A row as a mail: what its headers say, and what they do not."""

from datetime import timedelta
from email.utils import parsedate_to_datetime

import pytest

from cms.mail.domain.outbox import send
from cms.mail.email import as_email
from tests.factories.mail import AT, post, remind
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

SITE = "http://localhost:8000"


@pytest.fixture
def reader():
    return make_user("Ingrid Moen", email="ingrid@example.org")


def headers(message, at=AT):
    return dict(as_email(message, at=at).message().items())


def test_essential_mail_says_that_a_machine_wrote_it_and_has_no_way_out(reader):
    message = post(to_user=reader)

    said = headers(message)

    assert {"Auto-Submitted": "auto-generated", "Content-Language": "nb"}.items() <= said.items()
    assert parsedate_to_datetime(said["Date"]) == AT
    assert "List-Unsubscribe" not in said
    assert "unsubscribe" not in message.text + message.html.replace("<!--unsubscribe-->", "")


def test_other_mail_has_a_way_out_in_headers_text_and_html(reader):
    message = remind(reader, html="<html><body><p>Hei</p></body></html>")

    said = headers(message)

    url = said["List-Unsubscribe"].replace("\n", "").replace(" ", "").strip("<>")
    assert url.startswith(f"{SITE}/mail/unsubscribe/")
    assert said["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert message.text.count(url) == 1
    assert message.html.count(url) == 1
    assert f"{SITE}/me/mail/" in message.text


def test_identity_of_a_mail_stays_and_tells_nothing(reader):
    first, second = post(), post()
    later = AT + timedelta(hours=3)

    assert headers(first)["Message-ID"] == headers(first, at=later)["Message-ID"]
    assert headers(first)["Message-ID"] != headers(second)["Message-ID"]
    assert headers(first)["Message-ID"].endswith("@localhost>")


def test_headers_hold_nothing_of_the_person_but_the_address(reader):
    said = headers(remind(reader, subject="Hei"))

    assert set(said) == {
        *("Content-Type", "MIME-Version", "Subject", "From", "To", "Date", "Message-ID"),
        *("Auto-Submitted", "Content-Language", "List-Unsubscribe", "List-Unsubscribe-Post"),
    }
    del said["To"]
    assert not [value for value in said.values() if "Ingrid" in value or "ingrid@" in value]


def test_mail_of_text_only_gets_our_layout(mailoutbox):
    message = post(text="Hei <b>du</b>,\n\nles https://example.org/a?b=1&c=2 først.")

    send(message_id=message.pk, at=AT)

    html = mailoutbox[0].alternatives[0].content
    assert '<html lang="nb">' in html
    assert "<p>Hei &lt;b&gt;du&lt;/b&gt;,</p>" in html
    assert 'href="https://example.org/a?b=1&amp;c=2"' in html
