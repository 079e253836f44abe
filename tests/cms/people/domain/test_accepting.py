"""Accepting: once, in time, by whoever the address belongs to."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from wagtail.models import ModelLogEntry

from cms.people.domain.accepting import (
    AccountExists,
    InvitationExpired,
    InvitationForAnother,
    InvitationUnknown,
    accept_invitation,
    open_account,
)
from cms.people.domain.invitations import (
    InvitationUsed,
    InvitationWithdrawn,
    OrganisationNotInUse,
    renew_invitation,
    withdraw_invitation,
)
from cms.people.models import Membership, Unit, User
from tests.factories.invitations import AT, make_invitation, newest_token
from tests.factories.people import make_membership, make_organisation, make_user
from tests.races import at_once, take_away_locks

KARI = "kari@example.org"
SOON = AT + timedelta(days=1)
LATE = AT + timedelta(days=14)


def accept(user, *, token=None, at=SOON):
    return accept_invitation(token=token or newest_token(), user=user, at=at)


def make_kari(**fields):
    return make_user("Kari Nordmann", email=KARI, **fields)


@pytest.mark.django_db
def test_accepting_makes_a_member_from_that_day_with_role_and_unit():
    place = make_organisation()
    unit = Unit.objects.create(organisation=place, name="Beredskap")
    invitation = make_invitation(organisation=place, role="crisis_team", unit=unit)
    kari = make_kari()

    membership = accept(kari)

    assert (membership.user, membership.organisation, membership.role) == (kari, place, "crisis_team")
    assert (membership.unit, membership.starts_on, membership.ends_on) == (unit, SOON.date(), None)
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by, invitation.accepted_at) == ("accepted", kari, SOON)
    assert ModelLogEntry.objects.get(action="people.accept_invitation").user == kari


@pytest.mark.django_db
def test_link_works_until_its_moment_and_not_then():
    make_invitation()
    kari = make_kari()

    with pytest.raises(InvitationExpired):
        accept(kari, at=LATE)

    assert not Membership.objects.exists()
    assert accept(kari, at=LATE - timedelta(seconds=1))


@pytest.mark.django_db
def test_renewed_link_works_where_the_old_had_expired():
    invitation = make_invitation()
    renew_invitation(invitation=invitation, by=None, at=LATE)

    assert accept(make_kari(), at=LATE + timedelta(days=1))


@pytest.mark.django_db
def test_used_link_works_no_more():
    invitation = make_invitation()
    kari = make_kari()
    accept(kari)

    with pytest.raises(InvitationUsed):
        accept(kari)
    for verb in (renew_invitation, withdraw_invitation):
        with pytest.raises(InvitationUsed):
            verb(invitation=invitation, by=None, at=SOON)


@pytest.mark.django_db
def test_withdrawn_link_works_no_more():
    invitation = make_invitation()
    withdraw_invitation(invitation=invitation, by=None, at=AT)

    with pytest.raises(InvitationWithdrawn):
        accept(make_kari())
    with pytest.raises(InvitationWithdrawn):
        renew_invitation(invitation=invitation, by=None, at=AT)


@pytest.mark.django_db
@pytest.mark.parametrize("token", ["", "x", "å" * 43, "\x00", "\ud800"])
def test_made_up_link_is_unknown(token):
    make_invitation()

    with pytest.raises(InvitationUnknown):
        accept_invitation(token=token, user=make_kari(), at=SOON)


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["", "another", "unconfirmed"])
def test_invitation_is_for_whoever_has_confirmed_its_address(address):
    make_invitation()
    per = make_user("Per", email="per@example.org")
    if address:
        EmailAddress.objects.create(user=per, email=KARI if address == "unconfirmed" else "x@example.org")

    with pytest.raises(InvitationForAnother):
        accept(per)

    assert not Membership.objects.exists()


@pytest.mark.django_db
def test_second_confirmed_address_will_do():
    make_invitation()
    kari = make_user("Kari", email="kari.privat@example.org")
    EmailAddress.objects.create(user=kari, email=KARI, verified=True)

    assert accept(kari).user == kari


@pytest.mark.django_db
def test_organisation_closed_meanwhile_cannot_be_joined():
    place = make_invitation().organisation
    place.state = "closed"
    place.save()

    with pytest.raises(OrganisationNotInUse):
        accept(make_kari())


@pytest.mark.django_db
def test_role_held_meanwhile_is_kept_as_it_is():
    place = make_invitation().organisation
    kari = make_kari()
    held = make_membership(kari, place)

    assert accept(kari) == held
    assert Membership.objects.count() == 1


def accept_in_two_tabs():
    make_invitation()
    kari, token = make_kari(), newest_token()
    return at_once(*[lambda: accept(kari, token=token)] * 2, meet_before='UPDATE "people_invitation"')


@pytest.mark.django_db(transaction=True)
def test_two_tabs_accept_once():
    outcomes = accept_in_two_tabs()

    assert {type(outcome) for outcome in outcomes} == {Membership, InvitationUsed}
    assert Membership.objects.count() == 1
    assert ModelLogEntry.objects.filter(action="people.accept_invitation").count() == 1


@pytest.mark.django_db(transaction=True)
def test_two_tabs_would_both_accept_without_the_lock(monkeypatch):
    take_away_locks(monkeypatch)

    outcomes = accept_in_two_tabs()

    assert [type(outcome) for outcome in outcomes] == [Membership, Membership]
    assert ModelLogEntry.objects.filter(action="people.accept_invitation").count() == 2


# --- An account by invitation ----------------------------------------------------------------------


def take_account(**values):
    given = {"token": newest_token(), "name": "Kari Nordmann", "password_hash": "x", "language": "nn", "at": SOON}
    return open_account(**given | values)


@pytest.mark.django_db
def test_link_proves_the_address_of_a_new_account():
    make_invitation()

    kari = take_account()

    assert (kari.email, kari.name, kari.language, kari.is_staff) == (KARI, "Kari Nordmann", "nn", False)
    assert EmailAddress.objects.get(user=kari).verified
    assert accept(kari)


@pytest.mark.django_db
def test_account_an_import_made_becomes_its_owners():
    made = make_user("K. Nordmann", email=KARI, password=None, confirmed=False)
    make_invitation()

    kari = take_account()

    assert (kari, User.objects.count()) == (made, 1)
    kari.refresh_from_db()
    assert (kari.name, kari.password) == ("Kari Nordmann", "x")
    assert EmailAddress.objects.get(user=kari).verified


@pytest.mark.django_db
@pytest.mark.parametrize(
    "fields",
    [
        {},
        {"confirmed": False},
        {"password": None},
        {"password": None, "confirmed": False, "is_staff": True},
        {"password": None, "confirmed": False, "is_active": False},
        {"password": None, "confirmed": False, "last_login": AT},
    ],
)
def test_account_in_use_is_never_taken_over(fields):
    person = make_kari(**fields)
    make_invitation()

    with pytest.raises(AccountExists):
        take_account()

    before = person.password
    person.refresh_from_db()
    assert (person.password, person.name) == (before, "Kari Nordmann")


@pytest.mark.django_db
def test_expired_link_opens_no_account():
    make_invitation()

    with pytest.raises(InvitationExpired):
        take_account(at=LATE)

    assert not User.objects.exists()
