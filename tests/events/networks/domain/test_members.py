"""Who comes into a network, and who goes."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from cms.mail.models import OutboxMessage
from events.members import series_of_member
from events.models import Series
from events.networks.domain.members import (
    AlreadyMember,
    Entry,
    HasLeft,
    NoOrganisation,
    NotOpen,
    ReasonMissing,
    agree,
    join,
    leave,
    remove,
    set_role,
)
from events.networks.domain.settings import NoNetwork, Setting, set_up
from events.networks.models import NetworkMember
from events.networks.rules import is_member, may_lead, may_write
from events.seeing import may_see
from tests.factories.events import AT, make_category, make_occurrence, make_place, make_series
from tests.factories.networks import WHO, make_member, make_network, make_person
from tests.factories.people import make_organisation, make_user

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=30)


def entry_of(user, **more):
    return Entry(user.memberships.get().organisation, **more)


def test_joining_an_open_network_is_dated_and_agreed():
    user = make_person()

    member = join(series=make_network(), user=user, entry=entry_of(user, shares_email=True), at=AT)

    assert (member.joined_on, member.left_on, member.role) == (AT.date(), None, "member")
    assert (member.agreed_at, member.agreed_words, member.shares_email) == (AT, "2026-11", True)
    assert member.organisation.name == "Skogdal kommune"


@pytest.mark.parametrize("joining", ["ask", "invited"])
def test_nobody_walks_into_a_network_that_is_not_open(joining):
    user = make_person()

    with pytest.raises(NotOpen):
        join(series=make_network(joining=joining), user=user, entry=entry_of(user), at=AT)


def test_network_nobody_has_set_up_is_by_invitation():
    user = make_person()

    with pytest.raises(NotOpen):
        join(series=make_series("network"), user=user, entry=entry_of(user), at=AT)


def test_one_joins_for_an_organisation_one_acts_for():
    series, user = make_network(), make_person()

    for other in (None, make_organisation("Elvestad kommune")):
        with pytest.raises(NoOrganisation):
            join(series=series, user=user, entry=Entry(other), at=AT)


def test_nobody_is_in_a_network_twice():
    member = make_member()

    with pytest.raises(AlreadyMember):
        join(series=member.series, user=member.user, entry=entry_of(member.user), at=AT)
    with pytest.raises(IntegrityError), transaction.atomic():
        NetworkMember.objects.create(series=member.series, user=member.user, joined_on=AT.date())


def test_who_left_comes_back_with_a_new_row():
    member = make_member()

    leave(member=member, at=LATER)
    again = make_member(member.series, member.user, at=LATER)

    rows = NetworkMember.objects.order_by("pk").values_list("pk", "joined_on", "left_on")
    assert list(rows) == [(member.pk, AT.date(), LATER.date()), (again.pk, LATER.date(), None)]
    with pytest.raises(HasLeft):
        leave(member=member, at=LATER)


def test_who_is_removed_is_told_why():
    member = make_member()

    with pytest.raises(ReasonMissing):
        remove(member=member, reason="  ", **WHO)
    remove(member=member, reason="Har sluttet i kommunen", **WHO)

    assert "Har sluttet i kommunen" in OutboxMessage.objects.get(kind="networks/mail/removed").text
    assert not is_member(member.user, member.series)


def test_leaving_gives_back_places_at_meetings_for_members():
    member = make_member()
    coming = make_place(make_category(make_occurrence(member.series)), user=member.user)
    elsewhere = make_place(make_category(make_occurrence()), user=member.user)
    other = make_place(coming.category, user=make_user())

    leave(member=member, at=AT)

    for place, state in ((coming, "cancelled"), (elsewhere, "confirmed"), (other, "confirmed")):
        place.refresh_from_db()
        assert place.state == state


def test_members_see_what_is_for_members_alone():
    member = make_member()
    meeting = make_occurrence(member.series)
    stranger = make_person("Farid Rahimi", "Elvestad kommune")

    assert may_see(member.user, meeting)
    assert not may_see(stranger, meeting)
    assert list(series_of_member(member.user)) == [member.series]
    assert list(series_of_member(stranger)) == []

    leave(member=member, at=AT)

    assert not may_see(member.user, meeting)
    assert list(series_of_member(member.user)) == []


def test_closed_account_is_no_member():
    member = make_member()
    type(member.user).objects.filter(pk=member.user.pk).update(is_active=False)

    assert list(series_of_member(member.user)) == []


@pytest.mark.parametrize(
    ("role", "leads", "writes"), [("member", False, False), ("secretary", False, True), ("leader", True, True)]
)
def test_leaders_may_in_their_own_network_and_no_other(role, leads, writes):
    member, other = make_member(role=role), make_network("Et annet")

    assert (may_lead(member.user, member.series), may_write(member.user, member.series)) == (leads, writes)
    assert (may_lead(member.user, other), may_write(member.user, other)) == (False, False)


def test_role_changes_at_once():
    member = make_member()
    assert not may_lead(member.user, member.series)

    set_role(member=member, role="leader", **WHO)

    assert may_lead(member.user, member.series)


def test_consent_is_given_by_the_member():
    member = make_member(agreed=False, shares_email=True)
    assert (member.agreed_at, member.shares_email) == (None, False)

    assert agree(member=member, shares_email=True, at=LATER).agreed_at == LATER


def test_conferences_have_no_members():
    with pytest.raises(NoNetwork):
        set_up(series=make_series(), setting=Setting(), **WHO)
    with pytest.raises(NoNetwork):
        make_member(make_series(), make_person())
    assert Series.objects.filter(network__isnull=False).count() == 0
