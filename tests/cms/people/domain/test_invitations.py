"""Inviting people: fresh links, one invitation for a person and a role, nobody who is there."""

from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone
from wagtail.models import ModelLogEntry

from cms.mail.models import OutboxMessage
from cms.people.domain.accepting import InvitationUnknown, accept_invitation
from cms.people.domain.invitations import AlreadyMember, OrganisationNotInUse, hash_of
from cms.people.domain.joining import approve_request, ask_to_join
from cms.people.domain.memberships import give_membership
from cms.people.emails import WrongEmail, WrongName
from cms.people.models import Invitation, User
from tests.factories.invitations import AT, make_invitation, newest_token
from tests.factories.people import make_admin, make_contact, make_membership, make_organisation, make_user
from tests.races import at_once

KARI = "kari@example.org"
SOON = AT + timedelta(days=1)
LATE = AT + timedelta(days=14)


def accept(user, *, token=None, at=SOON):
    return accept_invitation(token=token or newest_token(), user=user, at=at)


def make_kari(**fields):
    return make_user("Kari Nordmann", email=KARI, **fields)


# --- Inviting --------------------------------------------------------------------------------------


@pytest.mark.django_db
def test_invitation_goes_out_with_its_secret_only_in_the_mail():
    by = make_user("Håkon Nygård")
    invitation = make_invitation(" Kari@Example.ORG", name="Kari", language="sv", role="contact", by=by)

    message = OutboxMessage.objects.get()
    token = newest_token()
    assert (invitation.email, invitation.state, invitation.expires_at) == (KARI, "sent", LATE)
    assert (message.to_address, message.to_user, message.language) == (KARI, None, "sv")
    assert "Håkon Nygård" in message.text
    assert invitation.token_hash == hash_of(token)
    assert token not in str(Invitation.objects.values().get())
    line = ModelLogEntry.objects.get(action="people.invite")
    assert (line.user, line.data) == (by, {"organisation": invitation.organisation_id, "role": "contact"})


@pytest.mark.django_db
def test_inviting_again_sends_a_fresh_link_of_the_same_invitation():
    first = make_invitation()
    old = newest_token()

    again = make_invitation(KARI.upper(), organisation=first.organisation, at=SOON, name="Kari")

    assert (again.pk, again.name, again.expires_at) == (first.pk, "Kari", SOON + timedelta(days=14))
    assert OutboxMessage.objects.count() == 2
    with pytest.raises(InvitationUnknown):
        accept(make_kari(), token=old)
    assert accept(User.objects.get(email=KARI)).organisation == first.organisation


@pytest.mark.django_db
def test_one_may_be_invited_to_several_roles_and_organisations():
    first = make_invitation()
    make_invitation(organisation=first.organisation, role="log_keeper")
    make_invitation(organisation=make_organisation("Elvestad"))

    assert Invitation.objects.filter(email=KARI, state="sent").count() == 3


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["primary", "another"])
def test_who_has_the_role_already_is_not_invited(address):
    kari, place = make_kari(), make_organisation()
    make_membership(kari, place)
    EmailAddress.objects.create(user=kari, email="kari@skogdal.example", verified=True)

    with pytest.raises(AlreadyMember):
        make_invitation(KARI if address == "primary" else "kari@skogdal.example", organisation=place)

    assert not OutboxMessage.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("state", ["pending", "refused", "closed"])
def test_nobody_is_invited_to_an_organisation_not_in_use(state):
    with pytest.raises(OrganisationNotInUse):
        make_invitation(organisation=make_organisation(state=state))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("values", "wrong"),
    [({"email": "kari@exаmple.org"}, WrongEmail), ({"email": "kari"}, WrongEmail), ({"name": "Å" * 201}, WrongName)],
)
def test_what_is_no_address_or_name_is_refused(values, wrong):
    with pytest.raises(wrong):
        make_invitation(**values)

    assert not Invitation.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_inviting_twice_at_once_is_one_invitation_with_the_link_that_works():
    place = make_organisation()
    outcomes = at_once(
        *[lambda: make_invitation(organisation=place)] * 2, meet_before='INSERT INTO "people_invitation"'
    )

    assert {type(outcome) for outcome in outcomes} == {Invitation}
    assert Invitation.objects.count() == 1


@pytest.mark.django_db
def test_who_has_the_role_for_some_time_yet_is_not_invited():
    kari, place = make_kari(), make_organisation()
    make_membership(kari, place, ends_on=timezone.localdate(AT) + timedelta(days=9))

    with pytest.raises(AlreadyMember):
        make_invitation(organisation=place)


@pytest.mark.django_db
@pytest.mark.parametrize("way", ["given", "request approved", "in the admin"])
def test_invitation_is_closed_when_the_role_comes_another_way(way, client):
    kari, invitation = make_kari(), make_invitation()
    place, other = invitation.organisation, make_invitation(organisation=invitation.organisation, role="log_keeper")
    if way == "given":
        give_membership(user=kari, organisation=place, role="member", starts_on=timezone.localdate(AT), by=None, at=AT)
    elif way == "request approved":
        request = ask_to_join(user=kari, organisation=place, at=AT)
        approve_request(request=request, by=make_contact(place), at=AT)
    else:
        client.force_login(make_admin())
        values = {"user": kari.pk, "organisation": place.pk, "role": "member", "starts_on": "2026-01-01"}
        client.post("/admin/memberships/new/", values | {"ends_on": ""})

    invitation.refresh_from_db()
    other.refresh_from_db()
    assert (invitation.state, invitation.accepted_by, other.state) == ("accepted", kari, "sent")
    assert ModelLogEntry.objects.filter(action="people.close_invitation").count() == 1
