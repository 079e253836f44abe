"""Organisations come in, are approved or refused, and close."""

from datetime import UTC, date, datetime

import pytest
from wagtail.models import ModelLogEntry

from cms.mail.models import OutboxMessage
from cms.people import roles
from cms.people.domain.joining import OrganisationNotOpen, OwnRequest, TooManyRequests, approve_request, ask_to_join
from cms.people.domain.organisations import (
    NotInUse,
    NotWaiting,
    ReasonMissing,
    approve_organisation,
    close_organisation,
    refuse_organisation,
    register_organisation,
)
from cms.people.models import Invitation, JoinRequest, Membership, Organisation
from cms.people.numbers import WrongNumber
from tests.factories.people import make_contact, make_holder_of, make_membership, make_organisation, make_user
from tests.races import at_once, without_constraints

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
NUMBER = "310000019"


def register(by, name="Skogdal kommune", *, number=NUMBER, **values):
    words = {"kind": "municipality", "country": "no", "language": "nb", "at": AT}
    return register_organisation(name=name, number=number, by=by, **(words | values))


def coordinator():
    return make_holder_of(roles.COORDINATOR, "Kari Brekke", email="kari@example.org")


def mails():
    return sorted(OutboxMessage.objects.values_list("kind", "to_address"))


# --- Registering ------------------------------------------------------------------------------------


def test_registration_waits_with_its_contact_to_be():
    centre, person = coordinator(), make_user("Ingrid Moen")

    registered = register(person, "  Skogdal   kommune ", number="310 000 019")

    organisation = Organisation.objects.get()
    assert (organisation.name, organisation.number, organisation.state) == ("Skogdal kommune", NUMBER, "pending")
    request = JoinRequest.objects.get()
    assert (request.user, request.role, request.state, request.asked_at) == (person, "contact", "waiting", AT)
    assert (registered.request, registered.is_new) == (request, True)
    assert mails() == [("people.registration_waiting", centre.email)]
    assert not Membership.objects.exists()


def test_same_number_joins_the_same_record():
    first = register(make_user()).request
    again = register(make_user("Ola Tveit"), "SKOGDAL", number="NO 310000019 MVA")

    assert Organisation.objects.count() == 1
    assert (again.is_new, again.request.organisation) == (False, first.organisation)
    assert again.request.role == "contact"


def test_second_person_of_an_organisation_in_use_asks_its_contact():
    organisation = make_organisation(number=NUMBER)
    contact = make_contact(organisation, email="hakon@example.org")
    coordinator()

    registered = register(make_user("Ola Tveit"))

    assert (registered.request.organisation, registered.request.role) == (organisation, "member")
    assert mails() == [("people.join_requested", contact.email)]


def test_who_comes_when_the_only_contact_is_gone_asks_to_be_contact():
    organisation = make_organisation(number=NUMBER)
    make_contact(organisation, is_active=False)
    centre = coordinator()

    registered = register(make_user("Ola Tveit"))

    assert (registered.request.organisation, registered.request.role) == (organisation, "contact")
    assert mails() == [("people.join_requested", centre.email)]


@pytest.mark.parametrize("state", ["refused", "closed"])
def test_number_of_a_record_out_of_use_can_be_registered_anew(state):
    make_organisation(number=NUMBER, state=state)

    assert register(make_user()).is_new


def test_same_number_in_the_other_country_is_another_organisation():
    make_organisation(number="2120001934", country="no")

    assert register(make_user(), number="2120001934", country="se").is_new


def test_organisations_without_number_are_not_taken_for_each_other():
    assert [register(make_user(), number=" ").is_new for _ in range(2)] == [True, True]


def test_wrong_number_registers_nothing():
    with pytest.raises(WrongNumber):
        register(make_user(), number="310000018")

    assert not Organisation.objects.exists()


def test_nobody_fills_the_list_of_registrations():
    person = make_user()
    for _ in range(10):
        register(person, number="")

    with pytest.raises(TooManyRequests):
        register(person, number="")

    assert Organisation.objects.count() == 10


def two_register_at_once():
    one, other = make_user("Ingrid"), make_user("Ola")
    return at_once(lambda: register(one), lambda: register(other), meet_before='INSERT INTO "people_organisation"')


@pytest.mark.django_db(transaction=True)
def test_two_who_register_one_number_at_once_share_one_record():
    outcomes = two_register_at_once()

    organisation = Organisation.objects.get()
    assert sorted(outcome.is_new for outcome in outcomes) == [False, True]
    assert {outcome.request.organisation for outcome in outcomes} == {organisation}
    assert organisation.join_requests.count() == 2


@pytest.mark.django_db(transaction=True)
def test_without_the_constraint_two_records_would_come_of_it():
    with without_constraints(Organisation, "organisation_number_is_unique_in_its_country"):
        two_register_at_once()

        assert Organisation.objects.count() == 2
        JoinRequest.objects.all().delete()


# --- Approving and refusing --------------------------------------------------------------------------


def test_approval_makes_the_registrant_contact_from_today():
    centre, person = coordinator(), make_user(email="ingrid@example.org")
    organisation = register(person).request.organisation

    approve_organisation(organisation=organisation, by=centre, at=AT)

    membership = Membership.objects.get()
    assert (membership.user, membership.role, membership.starts_on) == (person, "contact", TODAY)
    assert Organisation.objects.get().is_active
    assert JoinRequest.objects.get().state == "approved"
    assert ("people.registration_answered", person.email) in mails()
    lines = ModelLogEntry.objects.filter(user=centre).values_list("action", flat=True)
    assert sorted(lines) == ["people.answer_request", "people.approve_organisation", "people.join"]


def test_others_who_wait_ask_the_new_contact():
    first, second = make_user(email="ingrid@example.org"), make_user("Ola Tveit")
    organisation = register(first).request.organisation
    waiting = register(second).request

    approve_organisation(organisation=organisation, by=coordinator(), at=AT)

    waiting.refresh_from_db()
    assert waiting.state == "waiting"
    assert ("people.join_requested", first.email) in mails()
    approve_request(request=waiting, by=first, at=AT)
    assert Membership.objects.filter(user=second, organisation=organisation).exists()


def test_nobody_is_let_in_before_the_organisation_is_approved():
    request = register(make_user()).request

    with pytest.raises(OrganisationNotOpen):
        approve_request(request=request, by=coordinator(), at=AT)


def test_coordinator_does_not_approve_own_registration():
    centre = coordinator()
    organisation = register(centre).request.organisation

    with pytest.raises(OwnRequest):
        approve_organisation(organisation=organisation, by=centre, at=AT)

    assert Organisation.objects.get().state == "pending"


def test_refusal_says_why_and_answers_everybody():
    centre, people = coordinator(), [make_user(), make_user()]
    [organisation, _] = [register(person).request.organisation for person in people]

    refuse_organisation(organisation=organisation, reason="  Finnes fra før som Skogdal  ", by=centre, at=AT)

    assert Organisation.objects.get().state == "refused"
    assert set(JoinRequest.objects.values_list("state", "answered_by")) == {("refused", centre.pk)}
    written = OutboxMessage.objects.filter(kind="people.registration_answered")
    assert {message.to_user for message in written} == set(people)
    assert all("Finnes fra før som Skogdal" in message.text for message in written)
    assert not ModelLogEntry.objects.filter(data__icontains="Finnes").exists()


@pytest.mark.parametrize("reason", ["", "   "])
def test_refusal_needs_a_reason(reason):
    organisation = register(make_user()).request.organisation

    with pytest.raises(ReasonMissing):
        refuse_organisation(organisation=organisation, reason=reason, by=coordinator(), at=AT)


@pytest.mark.parametrize("state", ["active", "refused", "closed"])
def test_registration_is_answered_once(state):
    organisation, centre = make_organisation(state=state), coordinator()

    with pytest.raises(NotWaiting):
        approve_organisation(organisation=organisation, by=centre, at=AT)
    with pytest.raises(NotWaiting):
        refuse_organisation(organisation=organisation, reason="Nei", by=centre, at=AT)


# --- Closing -----------------------------------------------------------------------------------------


def test_closing_ends_memberships_today_and_lets_what_waits_lapse():
    organisation, person = make_organisation(), make_user()
    lasting = make_membership(person, organisation)
    ended = make_membership(person, organisation, role="contact", ends_on=date(2021, 1, 1))
    future = make_membership(make_user(), organisation, starts_on=date(2027, 1, 1))
    request = ask_to_join(user=make_user(), organisation=organisation, at=AT)
    invitation = Invitation.objects.create(
        organisation=organisation, email="ny@example.org", token_hash="x", invited_at=AT, expires_at=AT
    )

    close_organisation(organisation=organisation, by=coordinator(), at=AT)

    for row in (lasting, ended, future, request, invitation, organisation):
        row.refresh_from_db()
    assert [row.ends_on for row in (lasting, ended, future)] == [TODAY, date(2021, 1, 1), date(2027, 1, 1)]
    assert (organisation.state, request.state, invitation.state) == ("closed", "refused", "withdrawn")


def test_only_what_is_in_use_closes():
    with pytest.raises(NotInUse):
        close_organisation(organisation=make_organisation(state="pending"), by=coordinator(), at=AT)
