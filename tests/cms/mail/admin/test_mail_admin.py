"""Mail in the admin: how it looks, what can be done to it, by whom, and what it says of the set-up."""

import pytest
from django.contrib.auth.models import Permission
from wagtail.models import ModelLogEntry

from cms.mail.domain.outbox import NotFailed, NotWaiting, cancel_message, retry_message
from cms.mail.enums import MessageState
from cms.mail.messages import name_of_kind
from cms.mail.models import OutboxMessage, RefusedAddress
from cms.people import roles
from tests.factories.mail import AT, post
from tests.factories.people import make_admin, make_holder_of, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


@pytest.fixture
def admin(client):
    admin = make_admin(language="en", email="admin@example.org")
    client.force_login(admin)
    return admin


def in_state(state, **values):
    message = post(**values)
    sent_at = AT if state == "sent" else None
    OutboxMessage.objects.filter(pk=message.pk).update(state=state, sent_at=sent_at, attempts=8, last_error="550 No")
    message.refresh_from_db()
    return message


# --- By hand ------------------------------------------------------------------------------------


def test_message_that_was_given_up_is_tried_again_from_the_start(mailoutbox, django_capture_on_commit_callbacks):
    by, message = make_admin(), in_state("failed")

    with django_capture_on_commit_callbacks(execute=True):
        retried = retry_message(message=message, by=by, at=AT)

    assert (retried.state, retried.attempts, retried.due_at) == ("due", 0, AT)
    assert len(mailoutbox) == 1
    assert ModelLogEntry.objects.get(action="mail.retry").user == by


@pytest.mark.parametrize("state", sorted(set(MessageState.values) - {"failed"}))
def test_nothing_else_is_tried_again(state):
    message = in_state(state)

    with pytest.raises(NotFailed):
        retry_message(message=message, by=None, at=AT)


@pytest.mark.parametrize("state", ["due", "held"])
def test_message_that_waits_is_cancelled(state, mailoutbox):
    message = cancel_message(message=in_state(state), by=None, at=AT)

    assert message.state == "cancelled"
    assert mailoutbox == []


@pytest.mark.parametrize("state", sorted(set(MessageState.values) - {"due", "held"}))
def test_it_is_too_late_to_cancel_anything_else(state):
    message = in_state(state)

    with pytest.raises(NotWaiting):
        cancel_message(message=message, by=None, at=AT)
    message.refresh_from_db()
    assert message.state == state


def test_buttons_ask_first_and_then_do(client, admin):
    failed, due = in_state("failed"), post(subject="Venter")
    assert f"/admin/mail/{failed.pk}/retry/" in client.get(f"/admin/outbox/inspect/{failed.pk}/").content.decode()
    assert f"/admin/mail/{due.pk}/cancel/" in client.get(f"/admin/outbox/inspect/{due.pk}/").content.decode()

    for message, verb, words in ((failed, "retry", "tried again now"), (due, "cancel", "is cancelled")):
        address = f"/admin/mail/{message.pk}/{verb}/"
        assert message.subject in client.get(address).content.decode()
        assert words in client.post(address, follow=True).content.decode()

    assert client.post(f"/admin/mail/{due.pk}/cancel/", follow=True).content.decode().count("It is too late") == 1
    assert client.post(f"/admin/mail/{due.pk}/retry/", follow=True).content.decode().count("Only mail that was") == 1
    assert client.get("/admin/mail/0/retry/").status_code == 404


def test_message_shows_as_it_looks_in_a_frame_that_runs_nothing(client, admin):
    message = post(html="<p>Hei</p><script>alert(1)</script>")

    inspected = client.get(f"/admin/outbox/inspect/{message.pk}/").content.decode()
    frame = client.get(f"/admin/mail/{message.pk}/html/")

    assert f'sandbox src="/admin/mail/{message.pk}/html/"' in inspected
    assert "<script>alert" not in inspected
    assert frame.content.decode() == message.html
    policy = frame["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert policy.endswith("sandbox")
    assert "script-src" not in policy


# --- Addresses ----------------------------------------------------------------------------------


def with_access(person):
    person.user_permissions.add(Permission.objects.get(codename="access_admin"))
    return person


def test_coordinator_sees_refused_addresses_and_can_trust_one_again(client):
    refused = RefusedAddress.objects.create(address="borte@example.org", reason="550 No such user", refused_at=AT)
    coordinator = with_access(make_holder_of(roles.COORDINATOR, language="en"))
    client.force_login(coordinator)

    assert "borte@example.org" in client.get("/admin/refused_addresses/").content.decode()
    assert "550 No such user" in client.get(f"/admin/refused_addresses/inspect/{refused.pk}/").content.decode()
    client.post(f"/admin/mail/addresses/{refused.pk}/trust/")

    assert not RefusedAddress.objects.exists()
    assert ModelLogEntry.objects.get(action="mail.trust").user == coordinator


# --- How messages read --------------------------------------------------------------------------


def test_every_message_can_be_looked_at(client, admin):
    listing = client.get("/admin/mail/messages/").content.decode()

    assert "Certificate issued" in listing
    for language, words in (("nb", "Kursbeviset ditt"), ("en", "Your certificate")):
        page = client.get(f"/admin/mail/messages/learning.certificate_issued/?language={language}").content.decode()
        frame = client.get(f"/admin/mail/messages/html/learning.certificate_issued/?language={language}")
        assert words in page
        assert words in frame.content.decode()
        assert "default-src 'none'" in frame["Content-Security-Policy"]
    for address in ("", "html/"):
        assert client.get(f"/admin/mail/messages/{address}account/email/password_reset_key/").status_code == 200
        assert client.get(f"/admin/mail/messages/{address}unknown/").status_code == 404
        assert client.get(f"/admin/mail/messages/{address}mail/mail/digest/?language=xx").status_code == 200


def test_looking_at_messages_asks_for_nobodys_mail(client, admin):
    post(text="Hemmelig")
    client.get("/admin/mail/messages/mail/mail/digest/")

    with count_queries() as asked:
        page = client.get("/admin/mail/messages/mail/mail/digest/").content.decode()

    assert not [sql for sql in asked if "mail_outbox" in sql]
    assert "Hemmelig" not in page


# --- Set-up -------------------------------------------------------------------------------------


def test_set_up_is_shown_without_the_password(client, admin, settings):
    settings.EMAIL_HOST, settings.EMAIL_PORT, settings.EMAIL_USE_TLS = "smtp.example.org", 2587, True
    settings.EMAIL_HOST_USER, settings.EMAIL_HOST_PASSWORD = "samvirke", "correct-horse-battery"
    settings.DEFAULT_FROM_EMAIL = "Samvirke <post@beredskap.example.org>"

    html = client.get("/admin/mail/set-up/").content.decode()

    for words in ("smtp.example.org", "2587", "STARTTLS", "is set (never shown)", "_dmarc.beredskap.example.org"):
        assert words in html
    assert "correct-horse-battery" not in html
    assert "Mail does not leave this site" in html


def test_site_that_keeps_its_mail_says_so_and_sends_none(client, admin, mailoutbox):
    html = client.post("/admin/mail/set-up/").content.decode()

    assert "Nothing was sent" in html
    assert (mailoutbox, OutboxMessage.objects.count()) == ([], 0)


# --- Who may ------------------------------------------------------------------------------------


def addresses():
    message = in_state("failed")
    refused = RefusedAddress.objects.create(address="borte@example.org", reason="550", refused_at=AT)
    return {
        "outbox": "/admin/outbox/",
        "html": f"/admin/mail/{message.pk}/html/",
        "retry": f"/admin/mail/{message.pk}/retry/",
        "cancel": f"/admin/mail/{message.pk}/cancel/",
        "refused": "/admin/refused_addresses/",
        "trust": f"/admin/mail/addresses/{refused.pk}/trust/",
        "messages": "/admin/mail/messages/",
        "preview": "/admin/mail/messages/mail/mail/digest/",
        "frame": "/admin/mail/messages/html/mail/mail/digest/",
        "set-up": "/admin/mail/set-up/",
    }


@pytest.mark.parametrize(
    ("role", "rights", "may"),
    [
        (
            roles.COORDINATOR,
            [],
            {"outbox", "html", "retry", "cancel", "refused", "trust", "messages", "preview", "frame"},
        ),
        (roles.TEACHER, ["view_outboxmessage"], {"outbox", "html", "messages", "preview", "frame"}),
        (roles.TEACHER, ["change_outboxmessage"], {"retry", "cancel"}),
        (roles.TEACHER, [], set()),
        (roles.AUDITOR, [], set()),
    ],
)
def test_who_may_look_and_who_may_mend(client, role, rights, may):
    person = with_access(make_holder_of(role))
    person.user_permissions.add(*Permission.objects.filter(codename__in=rights))
    client.force_login(person)

    opened = {name for name, address in addresses().items() if client.get(address).status_code == 200}

    assert opened == may


def test_who_may_not_changes_nothing(client):
    there = addresses()
    for person in (with_access(make_holder_of(roles.TEACHER)), make_user()):
        client.force_login(person)
        for name in ("retry", "cancel", "trust", "set-up"):
            assert client.post(there[name]).status_code == 302

    assert OutboxMessage.objects.get().state == "failed"
    assert RefusedAddress.objects.exists()


# --- In words -----------------------------------------------------------------------------------


def test_mail_is_called_by_its_kind_and_who_gets_it(client, admin):
    message = post(to_address="kari@example.org")

    html = client.get(f"/admin/outbox/inspect/{message.pk}/").content.decode()

    assert f"{name_of_kind(message.kind)} → kari@example.org" in html
    assert f"Mail {message.pk}" not in html


@pytest.mark.parametrize("state", ["sent", "sending", "failed", "cancelled", "skipped"])
def test_what_waits_no_longer_is_not_due(client, admin, state):
    """While it is sent, the moment says when another worker would take it up: ten minutes later."""
    message = in_state(state)

    listed = client.get("/admin/outbox/")
    inspected = client.get(f"/admin/outbox/inspect/{message.pk}/")

    due = next(column for column in listed.context["table"].columns.values() if column.name == "due_at")
    assert (due.label, due.get_value(message)) == ("To be sent", "–")
    assert next(field for field in inspected.context["fields"] if field["label"] == "Due")["value"] == "–"
