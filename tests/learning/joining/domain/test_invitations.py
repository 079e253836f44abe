from datetime import timedelta

import pytest

from cms.people.domain.accepting import AccountExists, InvitationExpired, InvitationForAnother, InvitationUnknown
from cms.people.domain.invitations import InvitationUsed, InvitationWithdrawn
from cms.people.emails import WrongEmail
from cms.people.models import User
from learning.joining.domain.invitations import (
    VALID_FOR,
    TakesItAlready,
    accept_invitation,
    open_account_and_accept,
    renew_invitation,
    withdraw_invitation,
)
from learning.joining.models import CourseInvitation
from learning.joining.ways import ClosedForNew
from learning.models import Enrolment
from tests.factories.joining import AT, begin, course_with, make_course_invitation, make_group, newest_course_token
from tests.factories.people import make_user
from tests.races import at_once, take_away_locks


def kari(**fields):
    return make_user("Kari Nordmann", email="kari@example.org", **fields)


@pytest.mark.django_db
def test_accepting_enrols_once_though_the_course_is_not_open():
    invitation, user = make_course_invitation(), kari()

    enrolment = accept_invitation(token=newest_course_token(), user=user, at=AT)

    assert (enrolment.learner, enrolment.course) == (user, invitation.course)
    with pytest.raises(InvitationUsed):
        accept_invitation(token=newest_course_token(), user=user, at=AT)


@pytest.mark.django_db
def test_only_whoever_has_the_confirmed_address_accepts():
    make_course_invitation()

    for person in (make_user("Per Berg"), kari(confirmed=False)):
        with pytest.raises(InvitationForAnother):
            accept_invitation(token=newest_course_token(), user=person, at=AT)

    assert Enrolment.objects.count() == 0


@pytest.mark.django_db
def test_link_expires_and_a_fresh_one_takes_its_place():
    invitation, user = make_course_invitation(), kari()
    old = newest_course_token()

    with pytest.raises(InvitationExpired):
        accept_invitation(token=old, user=user, at=AT + VALID_FOR)
    renew_invitation(invitation=invitation, by=None, at=AT + VALID_FOR)

    with pytest.raises(InvitationUnknown):
        accept_invitation(token=old, user=user, at=AT)
    assert accept_invitation(token=newest_course_token(), user=user, at=AT + VALID_FOR + timedelta(days=1))


@pytest.mark.django_db
def test_withdrawn_link_lets_nobody_in():
    invitation, user = make_course_invitation(), kari()

    withdraw_invitation(invitation=invitation, by=None, at=AT)

    with pytest.raises(InvitationWithdrawn):
        accept_invitation(token=newest_course_token(), user=user, at=AT)
    with pytest.raises(InvitationWithdrawn):
        renew_invitation(invitation=invitation, by=None, at=AT)


@pytest.mark.django_db
def test_inviting_again_renews_the_one_that_is_out():
    first = make_course_invitation(name="Kari")

    second = make_course_invitation(first.course)

    assert first.pk == second.pk
    assert CourseInvitation.objects.count() == 1


@pytest.mark.django_db
def test_nobody_new_is_invited_or_comes_in_while_the_course_is_closed():
    invitation, user = make_course_invitation(), kari()
    course = course_with(invitation.course, is_closed=True)

    with pytest.raises(ClosedForNew):
        accept_invitation(token=newest_course_token(), user=user, at=AT)
    with pytest.raises(ClosedForNew):
        make_course_invitation(course, "per@example.org")


@pytest.mark.django_db
def test_who_takes_the_course_is_invited_into_a_group_only():
    enrolment = begin(learner=kari())
    course = course_with(enrolment.course)

    with pytest.raises(TakesItAlready):
        make_course_invitation(course)
    make_course_invitation(course, group=make_group(course))
    accepted = accept_invitation(token=newest_course_token(), user=enrolment.learner, at=AT)

    assert (accepted.pk, accepted.group_place.waits) == (enrolment.pk, False)


@pytest.mark.django_db
def test_somebody_without_an_account_gets_one_and_is_enrolled():
    make_course_invitation()
    values = {"name": "Kari Nordmann", "password_hash": "!x", "language": "nb", "at": AT}

    user = open_account_and_accept(token=newest_course_token(), **values)

    assert (user.email, user.emailaddress_set.get().verified) == ("kari@example.org", True)
    assert Enrolment.objects.get().learner == user


@pytest.mark.django_db
def test_account_that_is_used_is_not_given_away():
    make_course_invitation()
    kari()

    with pytest.raises(AccountExists):
        open_account_and_accept(token=newest_course_token(), name="En annen", password_hash="!x", language="nb", at=AT)

    assert User.objects.get(email="kari@example.org").name == "Kari Nordmann"
    assert Enrolment.objects.count() == 0


@pytest.mark.django_db
def test_wrong_address_is_refused():
    with pytest.raises(WrongEmail):
        make_course_invitation(email="kari@")


def accept_in_two_tabs():
    invitation, user = make_course_invitation(), kari()
    token = newest_course_token()
    calls = [lambda: accept_invitation(token=token, user=User.objects.get(pk=user.pk), at=AT)] * 2
    return invitation, at_once(*calls, meet_before='UPDATE "joining_courseinvitation"')


@pytest.mark.django_db(transaction=True)
def test_two_tabs_accept_once():
    _invitation, outcomes = accept_in_two_tabs()

    assert {type(outcome) for outcome in outcomes} == {Enrolment, InvitationUsed}


@pytest.mark.django_db(transaction=True)
def test_two_tabs_would_both_accept_without_the_lock(monkeypatch):
    take_away_locks(monkeypatch)

    _invitation, outcomes = accept_in_two_tabs()

    assert {type(outcome) for outcome in outcomes} == {Enrolment}
