import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from wagtail.models import ModelLogEntry

from cms import clock
from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.models import ContactMessage
from cms.people.models import User
from cms.privacy.domain import erasure
from cms.privacy.domain.erasure import AlreadyErased, LastAdministrator, erase_person
from cms.privacy.models import Erasure
from learning.models import Certificate
from learning.verification import VALID, verdict_on
from tests.factories.learning import AT, make_certificate
from tests.factories.people import PASSWORD, make_admin, make_user
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db


def erase(user, **how):
    return erase_person(**{"user": user, "by": user, "at": AT, **how})


def test_erasure_leaves_a_line_of_numbers_and_codes():
    admin, person = make_admin(), make_user("Kari Nordmann", email="kari@example.org")

    done = erase(person, by=admin, reason="asked_centre")

    line = ModelLogEntry.objects.get(action="privacy.erase")
    assert (line.user, line.data) == (admin, {"erasure": done.pk, "reason": "asked_centre"})
    assert line.label.endswith(f" {person.pk}")
    assert (done.by, done.at, done.counts["people.user"]) == (admin, AT, 1)


def test_nobody_is_erased_twice():
    person = make_user()
    erase(person)

    with pytest.raises(AlreadyErased):
        erase(person)

    assert Erasure.objects.count() == 1


def test_last_administrator_is_not_erased():
    make_admin("Slutta", is_active=False, email="slutta@example.org")
    admin = make_admin(email="astrid@example.org")

    with pytest.raises(LastAdministrator):
        erase(admin)

    admin.refresh_from_db()
    assert (admin.email, Erasure.objects.count()) == ("astrid@example.org", 0)


def test_one_of_two_administrators_is_erased():
    admin, _other = make_admin(), make_admin()

    erase(admin)

    admin.refresh_from_db()
    assert (admin.is_superuser, admin.is_staff, admin.has_usable_password()) == (False, False, False)


def test_refusal_of_one_app_lets_go_of_nothing(monkeypatch):
    person = make_user("Kari Nordmann", email="kari@example.org")
    monkeypatch.setattr(erasure, "person_erased", lambda **_: 1 / 0)

    with pytest.raises(ZeroDivisionError):
        erase(person)

    person.refresh_from_db()
    assert (person.name, person.emailaddress_set.count()) == ("Kari Nordmann", 1)


def test_erased_person_cannot_sign_in_and_may_come_back_as_somebody_new(client):
    person = make_user("Kari Nordmann", email="kari@example.org")
    erase(person)

    client.post(reverse("account_login"), {"login": "kari@example.org", "password": PASSWORD})

    assert "_auth_user_id" not in client.session
    assert make_user("Kari Nordmann", email="kari@example.org").pk != person.pk


def test_every_session_of_the_person_ends_and_no_other():
    person, other = make_user(), make_user()
    devices = [Client(), Client()]
    for device in devices:
        device.force_login(person)
    stays = Client()
    stays.force_login(other)

    erase(person)

    assert [device.get("/me/").status_code for device in devices] == [302, 302]
    assert stays.get("/me/").status_code == 200
    assert Session.objects.count() == 1


def test_certificate_still_verifies_and_belongs_to_nobody():
    person = make_user("Kari Nordmann")
    certificate = make_certificate(person)

    erase(person)

    verdict = verdict_on(certificate.code, on=clock.today())
    assert (verdict.status, verdict.certificate.holder_name) == (VALID, "Kari Nordmann")
    assert Certificate.objects.get().holder is None


def test_somebody_of_the_same_name_keeps_theirs():
    person, namesake = make_user("Kari Nordmann"), make_user("Kari Nordmann")
    texts = {"subject": "Hei Kari Nordmann", "text": "Hei Kari Nordmann"}
    post_message(kind="people.invitation", to_address=namesake.email, to_user=namesake, language="nb", at=AT, **texts)
    ContactMessage.objects.create(
        name="Kari Nordmann", email=namesake.email, subject="x", message="x", language="nb", sent_at=AT
    )

    erase(person)

    namesake.refresh_from_db()
    assert namesake.name == "Kari Nordmann"
    assert OutboxMessage.objects.get(to_user=namesake).text == "Hei Kari Nordmann"
    assert ContactMessage.objects.get().email == namesake.email


def test_waiting_mail_about_the_person_is_not_sent(mailoutbox):
    person, other = make_user("Kari Nordmann", email="kari@example.org"), make_user()
    about = {"subject": "Kari Nordmann vil bli med", "text": "Fra kari@example.org"}
    post_message(kind="people.invitation", to_address=other.email, to_user=other, language="nb", at=AT, **about)

    erase(person)

    assert list(OutboxMessage.objects.values_list("kind", flat=True)) == ["privacy.erased"]


def test_log_of_the_accounts_earlier_names_is_unnamed_too():
    person = make_user("Kari Hansen")
    ModelLogEntry.objects.log_action(person, "wagtail.edit", user=person)
    person.name = "Kari Nordmann"
    person.save()

    erase(person)

    assert not ModelLogEntry.objects.filter(label__contains="Hansen").exists()


def test_command_erases_again_what_a_backup_brought_back(capsys):
    person = make_user("Kari Nordmann")

    call_command("erase_accounts", person.pk)
    call_command("erase_accounts", person.pk)

    assert capsys.readouterr().out.splitlines() == [f"{person.pk}: erased", f"{person.pk}: was erased already"]


def test_command_with_a_wrong_number_changes_nothing():
    person = make_user("Kari Nordmann")

    with pytest.raises(CommandError):
        call_command("erase_accounts", person.pk, person.pk + 999)

    assert Erasure.objects.count() == 0


@pytest.mark.django_db(transaction=True)
def test_two_administrators_who_leave_at_once_leave_one():
    first, second = make_admin(), make_admin()

    outcomes = at_once(lambda: erase(first), lambda: erase(second), meet_before='INSERT INTO "privacy_erasure"')

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["Erasure", "LastAdministrator"]
    assert User.objects.filter(is_superuser=True, is_active=True).count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_leave_nobody(monkeypatch):
    take_away_locks(monkeypatch)
    first, second = make_admin(), make_admin()

    at_once(lambda: erase(first), lambda: erase(second), meet_before='INSERT INTO "privacy_erasure"')

    assert User.objects.filter(is_superuser=True, is_active=True).count() == 0
