"""Handing mail to a real mail server: what arrives, and what becomes of each kind of refusal."""

import socket

import pytest
from django.utils import translation

from cms.mail.domain.outbox import MAX_ATTEMPTS, send
from cms.mail.domain.set_up import SMTP, send_test_mail
from cms.mail.models import RefusedAddress
from tests.factories.mail import AT, post, remind
from tests.factories.people import make_user
from tests.mail_server import PASSWORD, USER, mail_server, self_signed

pytestmark = [pytest.mark.django_db, pytest.mark.service]


@pytest.fixture(autouse=True)
def english():
    with translation.override("en"):
        yield


@pytest.fixture
def hand_in(settings):
    """Set mail up for a server at a port of this machine."""

    def use(port, **values):
        settings.EMAIL_BACKEND, settings.EMAIL_HOST, settings.EMAIL_PORT = SMTP, "127.0.0.1", port
        settings.DEFAULT_FROM_EMAIL = "Samvirke <post@samvirke.example.org>"
        for name, value in values.items():
            setattr(settings, name, value)

    return use


@pytest.fixture
def postbox(hand_in):
    with mail_server() as (postbox, port):
        hand_in(port)
        yield postbox


def facts(message):
    message.refresh_from_db()
    return message.state, message.attempts, message.last_error


# --- The outbox -------------------------------------------------------------------------------------


def test_mail_arrives_as_text_and_html_with_its_headers(postbox):
    reader = make_user("Ingrid Moen", email="ingrid@example.org")
    message = remind(reader, subject="Øvelsen nærmer seg", text="Hei Åse!")

    assert send(message_id=message.pk, at=AT)

    (mail,) = postbox.mails
    assert (mail["To"], mail["From"], mail["Subject"]) == (
        "ingrid@example.org",
        "Samvirke <post@samvirke.example.org>",
        "Øvelsen nærmer seg",
    )
    text, html = (mail.get_body([kind]).get_content() for kind in ("plain", "html"))
    assert text.startswith("Hei Åse!")
    assert "Hei Åse!" in html
    url = mail["List-Unsubscribe"].strip(" <>")
    assert url in text
    assert (mail["List-Unsubscribe-Post"], mail["Auto-Submitted"]) == ("List-Unsubscribe=One-Click", "auto-generated")
    assert mail["Message-ID"].endswith("@samvirke.example.org>")


@pytest.mark.parametrize(
    ("step", "answer", "state", "marked"),
    [
        ("RCPT", "550 5.1.1 No such user", "failed", True),
        ("RCPT", "550 Unknown", "failed", True),
        ("RCPT", "550 5.7.1 Relaying denied", "failed", False),
        ("RCPT", "451 4.7.1 Greylisted", "due", False),
        ("DATA", "554 5.6.0 Not like this", "failed", False),
        ("DATA", "452 4.3.1 Disk full", "due", False),
        # The sender is our own set-up: somebody mends it.
        ("MAIL", "550 5.1.8 Sender unknown", "due", False),
        ("MAIL", "421 4.3.2 Closing", "due", False),
    ],
)
def test_refusal_for_good_is_not_tried_again_and_one_for_now_is(postbox, step, answer, state, marked):
    postbox.answers[step] = answer
    message = post(to_address="Borte@Example.org")

    assert not send(message_id=message.pk, at=AT)

    assert facts(message)[:2] == (state, 1)
    assert answer.split(" ", 1)[1].split()[-1] in message.last_error
    refused = list(RefusedAddress.objects.values_list("address", "reason", "refused_at"))
    assert refused == ([("borte@example.org", answer, AT)] if marked else [])


def test_address_that_works_again_loses_its_mark(postbox):
    postbox.answers["RCPT"] = "550 5.1.1 No such user"
    reader = make_user(email="ingrid@example.org")
    send(message_id=post(to_address=reader.email).pk, at=AT)
    assert remind(reader).why == "refused"

    del postbox.answers["RCPT"]
    assert send(message_id=post(to_address=reader.email).pk, at=AT)

    assert not RefusedAddress.objects.exists()
    assert remind(reader).state == "due"


def test_nothing_answers_is_tried_again(hand_in):
    hand_in(closed_port())
    message = post()

    assert not send(message_id=message.pk, at=AT)

    state, attempts, error = facts(message)
    assert (state, attempts) == ("due", 1)
    assert "refused" in error
    assert MAX_ATTEMPTS > 1


def closed_port():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return taken.getsockname()[1]


# --- The test mail ----------------------------------------------------------------------------------


def outcome():
    return send_test_mail(to_address="admin@example.org")


def test_test_mail_goes_straight_through(postbox):
    done = outcome()

    assert (done.worked, done.said) == (True, "")
    (mail,) = postbox.mails
    assert (mail["To"], mail["Subject"]) == ("admin@example.org", "Test of the mail set-up")


@pytest.mark.parametrize(
    ("step", "answer", "words"),
    [
        ("MAIL", "550 5.1.8 Sender unknown", "does not accept the sender's address"),
        ("RCPT", "550 5.7.1 Relaying denied", "does not accept your address"),
        ("RCPT", "451 4.7.1 Greylisted", "does not accept your address"),
        ("DATA", "554 5.6.0 Not like this", "took the addresses, but not the mail"),
    ],
)
def test_refusal_of_the_test_mail_is_said_with_the_servers_own_answer(postbox, step, answer, words):
    postbox.answers[step] = answer

    done = outcome()

    assert (done.worked, done.said) == (False, answer)
    assert words in done.words


@pytest.mark.filterwarnings("ignore:Requiring AUTH while not requiring TLS")
def test_right_password_lets_in_and_a_wrong_one_is_said(hand_in):
    with mail_server(password=True) as (postbox, port):
        hand_in(port, EMAIL_HOST_USER=USER, EMAIL_HOST_PASSWORD=PASSWORD)
        assert outcome().worked
        hand_in(port, EMAIL_HOST_USER=USER, EMAIL_HOST_PASSWORD="wrong")
        done = outcome()

    assert not done.worked
    assert done.said.startswith("535")
    assert "refused user name or password" in done.words
    assert len(postbox.mails) == 1


@pytest.mark.parametrize("setting", ["EMAIL_USE_TLS", "EMAIL_USE_SSL"])
def test_server_without_tls_is_said(hand_in, setting):
    with mail_server() as (_postbox, port):
        hand_in(port, **{setting: True})
        done = outcome()

    assert not done.worked
    assert "No secure connection." in done.words


def test_certificate_that_nobody_vouches_for_is_said(hand_in, tmp_path):
    with mail_server(tls=self_signed(tmp_path)) as (_postbox, port):
        hand_in(port, EMAIL_USE_TLS=True)
        done = outcome()

    assert "No secure connection." in done.words
    assert "CERTIFICATE_VERIFY_FAILED" in done.said


def test_nobody_at_the_port_is_said(hand_in):
    hand_in(closed_port())

    assert outcome().words == "Nothing answers at this host and port (EMAIL_HOST, EMAIL_PORT)."


def test_host_that_does_not_exist_is_said(hand_in, settings):
    hand_in(25)
    settings.EMAIL_HOST = "mail.invalid"

    assert "Is the host's name right" in outcome().words


def test_silent_server_is_given_up_in_time(hand_in, monkeypatch):
    monkeypatch.setattr("cms.mail.domain.set_up.TIMEOUT", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        hand_in(silent.getsockname()[1])
        done = outcome()

    assert "did not answer in time" in done.words


def test_two_kinds_of_tls_do_not_fit_together(hand_in):
    hand_in(25, EMAIL_USE_TLS=True, EMAIL_USE_SSL=True)

    assert "choose either EMAIL_USE_TLS or EMAIL_USE_SSL" in outcome().words
