from datetime import timedelta

import pytest

from cms.mail.models import OutboxMessage
from cms.people.models import User
from cms.privacy.domain import inactivity
from cms.privacy.domain.retention import apply_retention
from cms.privacy.models import Erasure, InactivityWarning
from tests.factories.learning import AT
from tests.factories.people import make_admin, make_membership, make_organisation, make_user

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def make_idle(days=1200, **fields):
    long_ago = AT - days * DAY
    return make_user(date_joined=long_ago, last_login=long_ago, **fields)


def run(at=AT):
    return apply_retention(by=None, at=at).counts


def test_idle_person_is_warned_once_and_erased_two_months_later():
    person = make_idle(email="kari@example.org", language="en")

    assert run()["account.unused"] == 1
    assert run(AT + DAY)["account.unused"] == 0
    assert run(AT + 59 * DAY)["account.warned"] == 0
    assert User.objects.get(pk=person.pk).email == "kari@example.org"
    assert run(AT + 60 * DAY)["account.warned"] == 1

    assert (Erasure.objects.get().user, Erasure.objects.get().reason) == (person, "inactive")
    assert User.objects.get(pk=person.pk).name == ""


def test_warning_says_the_day_and_how_to_stay():
    make_idle(email="kari@example.org", language="en")

    run()

    mail = OutboxMessage.objects.get(to_address="kari@example.org")
    assert (mail.kind, mail.subject) == ("privacy.account_unused", "Your account will be erased on 1 January 2027")
    assert "/accounts/login/" in mail.text


def test_signing_in_keeps_the_account():
    person = make_idle()
    run()
    User.objects.filter(pk=person.pk).update(last_login=AT + 5 * DAY)

    assert run(AT + 60 * DAY)["account.warned"] == 0

    assert (Erasure.objects.count(), InactivityWarning.objects.count()) == (0, 0)


@pytest.mark.parametrize("days", [0, 500, 1094])
def test_person_who_was_here_lately_is_left_alone(days):
    make_idle(days)

    assert run()["account.unused"] == 0


def test_person_who_never_signed_in_counts_from_the_day_they_joined():
    make_user(date_joined=AT - 1200 * DAY)
    make_user(date_joined=AT - 10 * DAY)

    assert run()["account.unused"] == 1


def test_administrator_is_not_erased_by_a_timer():
    make_admin(date_joined=AT - 3000 * DAY, last_login=AT - 3000 * DAY)

    assert run()["account.unused"] == 0


def test_erased_person_is_not_warned():
    person = make_idle()
    run()
    run(AT + 60 * DAY)

    assert run(AT + 3000 * DAY)["account.unused"] == 0
    assert Erasure.objects.get().user == person


def test_crisis_stops_the_clock_for_those_it_hits(monkeypatch):
    """A pause is declared by another app, so its one question is answered here in its place."""
    hit, other = make_organisation("Skogdal"), make_organisation("Fjordvik")
    make_membership(make_idle(), hit)
    free = make_idle()
    make_membership(free, other)
    monkeypatch.setattr(inactivity, "timers_paused", lambda *, organisation_id, at: organisation_id == hit.pk)

    assert run()["account.unused"] == 1
    assert InactivityWarning.objects.get().user == free


def test_crisis_after_the_warning_puts_erasure_off(monkeypatch):
    person = make_idle()
    make_membership(person, make_organisation())
    run()

    with monkeypatch.context() as crisis:
        crisis.setattr(inactivity, "timers_paused", lambda *, organisation_id, at: True)
        assert run(AT + 60 * DAY)["account.warned"] == 0
    assert run(AT + 61 * DAY)["account.warned"] == 1
