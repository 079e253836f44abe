"""Inviting by mail, and accepting."""

from datetime import timedelta

import pytest

from cms.mail.models import OutboxMessage
from cms.people.emails import WrongEmail
from events.networks.domain.invitations import (
    InvitationForAnother,
    InvitationOver,
    accept,
    invite,
    withdraw_invitation,
)
from events.networks.domain.members import AlreadyMember, Entry
from events.networks.links import LinkUnknown, invitation_token
from events.networks.models import NetworkInvitation, NetworkMember
from tests.factories.events import AT
from tests.factories.networks import WHO, make_member, make_network, make_person

pytestmark = pytest.mark.django_db


def make_invitation(series=None, email="ingrid@example.org", **how):
    return invite(series=series or make_network(joining="invited"), email=email, language="nb", **{**WHO, **how})


def accepted(invitation, user, at=AT):
    return accept(token=invitation_token(invitation), user=user, entry=Entry(), at=at)


def test_link_lets_the_invited_person_in_once():
    invitation = make_invitation(role="secretary")
    user = make_person(email="ingrid@example.org")
    assert invitation_token(invitation) in OutboxMessage.objects.get().text

    assert accepted(invitation, user).role == "secretary"
    with pytest.raises(InvitationOver):
        accepted(invitation, user)
    assert NetworkMember.objects.count() == 1


def test_link_is_for_its_address_alone():
    invitation = make_invitation()

    for stranger in (make_person(email="farid@example.org"), make_person(email="ingrid@example.org", confirmed=False)):
        with pytest.raises(InvitationForAnother):
            accepted(invitation, stranger)


def test_inviting_again_renews_the_link():
    first = make_invitation()
    old = invitation_token(first)
    second = make_invitation(first.series, role="leader")

    assert (second.pk, second.role) == (first.pk, "leader")
    with pytest.raises(LinkUnknown):
        accept(token=old, user=make_person(email="ingrid@example.org"), entry=Entry(), at=AT)
    assert OutboxMessage.objects.count() == 2


def test_old_and_withdrawn_links_lead_nowhere():
    invitation, user = make_invitation(), make_person(email="ingrid@example.org")

    with pytest.raises(InvitationOver):
        accepted(invitation, user, at=AT + timedelta(days=14))
    withdraw_invitation(invitation=invitation, **WHO)
    with pytest.raises(InvitationOver):
        accepted(invitation, user)
    for token in ("forged", "a:b", ""):
        with pytest.raises(LinkUnknown):
            accept(token=token, user=user, entry=Entry(), at=AT)


def test_accepted_invitation_is_not_withdrawn():
    invitation = make_invitation()
    accepted(invitation, make_person(email="ingrid@example.org"))

    with pytest.raises(InvitationOver):
        withdraw_invitation(invitation=invitation, **WHO)


def test_who_is_invited_is_somebody_and_no_member():
    member = make_member(user=make_person(email="ingrid@example.org"))

    with pytest.raises(WrongEmail):
        make_invitation(email="ingrid@")
    with pytest.raises(AlreadyMember):
        make_invitation(member.series)
    assert NetworkInvitation.objects.count() == 0
