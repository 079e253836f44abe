from datetime import UTC, date, datetime

import pytest
from allauth.account.models import EmailAddress
from django.contrib.auth.hashers import make_password
from django.utils import translation
from wagtail.models import ModelLogEntry

from cms.people.domain.people import EmailTaken, join_organisation, register_person
from cms.people.models import Membership, User
from tests.factories.people import PASSWORD, make_admin, make_organisation, make_user
from tests.races import at_once

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def register(email="Kari.Nordmann@Example.org", **values):
    words = {"name": "Kari Nordmann", "language": "nn", "password_hash": make_password(PASSWORD), "by": None, "at": AT}
    return register_person(email=email, **(words | values))


@pytest.mark.django_db
def test_registered_person_can_sign_in_at_once(client):
    user = register()

    assert (user.email, user.language, user.date_joined) == ("kari.nordmann@example.org", "nn", AT)
    assert not user.is_staff
    address = EmailAddress.objects.get()
    assert (address.user, address.email, address.verified, address.primary) == (user, user.email, True, True)
    response = client.post("/accounts/login/", {"login": "KARI.nordmann@example.org", "password": PASSWORD})
    assert (response.status_code, response.url) == (302, "/me/")


@pytest.mark.django_db
@pytest.mark.parametrize("again", ["kari@example.org", "KARI@EXAMPLE.ORG", " kari@example.org "])
def test_address_is_registered_once(again):
    register("kari@example.org")

    with pytest.raises(EmailTaken):
        register(again)

    assert User.objects.count() == EmailAddress.objects.count() == 1


@pytest.mark.django_db
def test_log_names_the_person_by_number_only():
    admin = make_admin()

    with translation.override("en"):
        user = register(by=admin)

    entry = ModelLogEntry.objects.get(action="people.register")
    assert (entry.user, entry.object_id, entry.timestamp) == (admin, str(user.pk), AT)
    assert entry.label == f"person {user.pk}"
    assert "Kari" not in f"{entry.label}{entry.data}"
    assert "kari" not in f"{entry.label}{entry.data}"


@pytest.mark.django_db
def test_joining_twice_is_one_membership_with_one_line_in_the_log():
    person, place = make_user("Kari Nordmann"), make_organisation("Skogdal kommune")
    join = {"user": person, "organisation": place, "role": "contact", "by": None, "at": AT}

    with translation.override("en"):
        first = join_organisation(**join, starts_on=date(2026, 1, 1))
    second = join_organisation(**join, starts_on=date(2026, 5, 1))

    assert first == second
    assert Membership.objects.get().starts_on == date(2026, 1, 1)
    entry = ModelLogEntry.objects.get(action="people.join")
    assert entry.data == {"user": person.pk, "organisation": place.pk}
    assert entry.label == f"membership {first.pk}"


@pytest.mark.django_db
def test_joining_again_after_an_end_is_a_new_membership():
    person, place = make_user(), make_organisation()
    join = {"user": person, "organisation": place, "by": None, "at": AT}
    ended = join_organisation(**join, starts_on=date(2020, 1, 1))
    ended.ends_on = date(2021, 1, 1)
    ended.save()

    assert join_organisation(**join, starts_on=date(2026, 1, 1)) != ended


@pytest.mark.django_db(transaction=True)
def test_registering_twice_at_once_makes_one_person():
    outcomes = at_once(register, register, meet_before="INSERT INTO")

    assert User.objects.count() == EmailAddress.objects.count() == 1
    assert sum(isinstance(outcome, User) for outcome in outcomes) == 1


@pytest.mark.django_db(transaction=True)
def test_joining_twice_at_once_makes_one_membership():
    person, place = make_user(), make_organisation()

    def join():
        return join_organisation(user=person, organisation=place, starts_on=date(2026, 1, 1), by=None, at=AT)

    first, second = at_once(join, join, meet_before="INSERT INTO")

    assert first == second
    assert Membership.objects.count() == 1
