"""Asking to act for an organisation, and the answer."""

from datetime import UTC, date, datetime

import pytest
from wagtail.models import ModelLogEntry

from cms.mail.models import OutboxMessage
from cms.people import roles
from cms.people.domain.joining import (
    AlreadyAnswered,
    AlreadyMember,
    OrganisationNotOpen,
    OwnRequest,
    TooManyRequests,
    approve_request,
    ask_to_join,
    refuse_request,
    withdraw_request,
)
from cms.people.models import JoinRequest, Membership
from tests.factories.people import (
    make_admin,
    make_contact,
    make_holder_of,
    make_membership,
    make_organisation,
    make_user,
)
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


def ask(user=None, organisation=None, **values):
    return ask_to_join(user=user or make_user(), organisation=organisation or make_organisation(), at=AT, **values)


def mails():
    return sorted(OutboxMessage.objects.values_list("kind", "to_address"))


def test_request_goes_to_those_who_look_after_the_organisation():
    organisation = make_organisation()
    contacts = [make_contact(organisation, email=f"{name}@example.org", language="nn") for name in ("a", "b")]
    make_membership(make_user(), organisation)
    make_contact(make_organisation("Andre"))
    make_holder_of(roles.COORDINATOR)

    request = ask(make_user("Ola Tveit", email="ola@example.org"), organisation, role="log_keeper", message=" Hei ")

    assert (request.role, request.message, request.state) == ("log_keeper", "Hei", "waiting")
    assert mails() == [("people.join_requested", contact.email) for contact in contacts]
    message = OutboxMessage.objects.first()
    assert message.language == "nn"
    for words in ("Ola Tveit", "ola@example.org", "Skogdal kommune", "Hei"):
        assert words in message.text
        assert words in message.html


def test_without_a_contact_the_centre_is_asked_and_without_a_centre_the_administrator():
    admin = make_admin(email="admin@example.org")
    ask()
    centre = make_holder_of(roles.COORDINATOR, email="kari@example.org")
    ask()

    assert [address for _, address in mails()] == [admin.email, centre.email]


def test_asking_again_is_the_same_request():
    person, organisation = make_user(), make_organisation()

    assert ask(person, organisation) == ask(person, organisation, role="contact")

    assert JoinRequest.objects.get().role == "member"


def test_who_has_the_role_need_not_ask():
    person, organisation = make_user(), make_organisation()
    make_membership(person, organisation, role="member")

    with pytest.raises(AlreadyMember):
        ask(person, organisation, role="member")

    assert ask(person, organisation, role="contact")


def test_who_left_may_ask_again():
    person, organisation = make_user(), make_organisation()
    make_membership(person, organisation, ends_on=date(2021, 1, 1))

    assert ask(person, organisation)


@pytest.mark.parametrize("state", ["refused", "closed"])
def test_what_is_out_of_use_is_not_joined(state):
    with pytest.raises(OrganisationNotOpen):
        ask(organisation=make_organisation(state=state))


def test_nobody_asks_everywhere():
    person = make_user()
    for number in range(10):
        ask(person, make_organisation(f"Kommune {number}"))

    with pytest.raises(TooManyRequests):
        ask(person, make_organisation())


# --- The answer --------------------------------------------------------------------------------------


def test_approval_lets_in_from_today_and_says_so():
    request = ask(make_user(email="ola@example.org"), role="log_keeper")
    contact = make_contact(request.organisation)

    membership = approve_request(request=request, by=contact, at=AT)

    assert (membership.role, membership.starts_on, membership.ends_on) == ("log_keeper", date(2026, 11, 2), None)
    request.refresh_from_db()
    assert (request.state, request.answered_by, request.answered_at) == ("approved", contact, AT)
    assert ("people.join_answered", "ola@example.org") in mails()
    line = ModelLogEntry.objects.get(action="people.answer_request")
    about = {"organisation": request.organisation_id, "user": request.user_id, "state": "approved"}
    assert (line.user, line.data) == (contact, about)


def test_refusal_lets_nobody_in_and_says_so():
    request = ask(make_user(email="ola@example.org"))

    refuse_request(request=request, by=make_contact(request.organisation), at=AT)

    assert JoinRequest.objects.get().state == "refused"
    assert not Membership.objects.filter(role="member").exists()
    assert ("people.join_answered", "ola@example.org") in mails()


@pytest.mark.parametrize("verb", [approve_request, refuse_request])
def test_nobody_answers_their_own_request(verb):
    organisation = make_organisation()
    contact = make_contact(organisation)
    request = ask(contact, organisation, role="crisis_manager")

    with pytest.raises(OwnRequest):
        verb(request=request, by=contact, at=AT)

    assert JoinRequest.objects.get().state == "waiting"


def test_own_request_is_taken_back_once():
    request = ask()

    withdraw_request(request=request, by=request.user, at=AT)

    assert JoinRequest.objects.get().state == "withdrawn"
    with pytest.raises(AlreadyAnswered):
        withdraw_request(request=request, by=request.user, at=AT)


@pytest.mark.parametrize("first", [approve_request, refuse_request])
@pytest.mark.parametrize("second", [approve_request, refuse_request])
def test_request_is_answered_once(first, second):
    request = ask()
    one, other = make_contact(request.organisation), make_contact(request.organisation)
    first(request=request, by=one, at=AT)
    before = JoinRequest.objects.values().get()

    with pytest.raises(AlreadyAnswered):
        second(request=request, by=other, at=AT)

    assert JoinRequest.objects.values().get() == before


def two_answer_at_once():
    request = ask()
    one, other = make_contact(request.organisation), make_contact(request.organisation)
    return at_once(
        lambda: approve_request(request=request, by=one, at=AT),
        lambda: refuse_request(request=request, by=other, at=AT),
        meet_before='UPDATE "people_joinrequest"',
    )


@pytest.mark.django_db(transaction=True)
def test_two_contacts_who_answer_at_once_give_one_answer():
    outcomes = two_answer_at_once()

    assert sum(isinstance(outcome, AlreadyAnswered) for outcome in outcomes) == 1
    was_approved = JoinRequest.objects.get().state == "approved"
    assert Membership.objects.filter(role="member").exists() == was_approved
    assert OutboxMessage.objects.filter(kind="people.join_answered").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_locks_they_would_give_two(monkeypatch):
    take_away_locks(monkeypatch)

    outcomes = two_answer_at_once()

    assert not any(isinstance(outcome, AlreadyAnswered) for outcome in outcomes)
