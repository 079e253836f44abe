from datetime import UTC, date, datetime, timedelta

import pytest

from cms.people.models import ExpectedRole
from cms.people.queries import (
    current_memberships,
    has_contact,
    organisation_acted_for,
    organisations_with_contact,
    vacant_roles,
)
from cms.privacy.domain.erasure import erase_person
from tests.factories.people import make_membership, make_organisation, make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 2)
DAY = timedelta(days=1)


@pytest.mark.parametrize(
    ("starts_on", "ends_on", "holds"),
    [
        (TODAY, None, True),
        (TODAY, TODAY, True),
        (TODAY - DAY, TODAY + DAY, True),
        (TODAY + DAY, None, False),
        (TODAY - DAY, TODAY - DAY, False),
    ],
)
def test_membership_holds_from_its_first_to_its_last_day(starts_on, ends_on, holds):
    membership = make_membership(make_user(), make_organisation(), starts_on=starts_on, ends_on=ends_on)

    assert list(current_memberships(on=TODAY)) == ([membership] if holds else [])


def test_person_acts_for_the_organisation_they_have_been_in_longest():
    person = make_user()
    make_membership(person, make_organisation("Forrige"), starts_on=date(2018, 1, 1), ends_on=date(2019, 1, 1))
    make_membership(person, make_organisation("Nyest"), starts_on=date(2025, 1, 1))
    longest = make_organisation("Lengst")
    make_membership(person, longest, starts_on=date(2021, 1, 1))
    make_membership(make_user(), make_organisation("Andres"), starts_on=date(2000, 1, 1))

    assert organisation_acted_for(person, on=TODAY) == longest
    assert organisation_acted_for(person, on=date(2018, 6, 1)).name == "Forrige"


def test_person_without_membership_acts_for_nobody():
    assert organisation_acted_for(make_user(), on=TODAY) is None


def test_contact_has_the_organisations_of_that_role_only():
    person = make_user()
    own = make_organisation("Egen")
    make_membership(person, own, role="contact")
    make_membership(person, make_organisation("Medlem"), role="member")
    make_membership(person, make_organisation("Forrige"), role="contact", ends_on=TODAY - DAY)
    make_membership(make_user(), make_organisation("Andres"), role="contact")

    assert list(organisations_with_contact(person, on=TODAY)) == [own]


def test_contact_of_one_organisation_twice_sees_it_once():
    person, own = make_user(), make_organisation()
    make_membership(person, own, role="contact", ends_on=TODAY)
    make_membership(person, own, role="contact")

    assert list(organisations_with_contact(person, on=TODAY)) == [own]


# --- Vacant roles ------------------------------------------------------------------------------------


def close_account(person):
    person.is_active = False
    person.save()


def erase(person):
    erase_person(user=person, by=None, at=datetime(2026, 11, 2, 9, 0, tzinfo=UTC))


@pytest.mark.parametrize("gone", [close_account, erase])
def test_role_is_vacant_the_day_its_holder_can_no_longer_sign_in(gone):
    place, holder = make_organisation(), make_user()
    ExpectedRole.objects.create(organisation=place, role="contact")
    make_membership(holder, place, role="contact")
    assert (vacant_roles([place], on=TODAY), has_contact(place, on=TODAY)) == ({}, True)

    gone(holder)

    assert (vacant_roles([place], on=TODAY), has_contact(place, on=TODAY)) == ({place.pk: ["contact"]}, False)


def test_role_held_elsewhere_later_or_in_another_word_is_vacant_here():
    place, person = make_organisation(), make_user()
    ExpectedRole.objects.create(organisation=place, role="log_keeper")
    make_membership(person, make_organisation("Elvestad"), role="log_keeper")
    make_membership(person, place, role="crisis_manager")
    make_membership(person, place, role="log_keeper", starts_on=TODAY + DAY)

    vacant = {day: vacant_roles([place], on=day) for day in (TODAY, TODAY + DAY)}

    assert vacant == {TODAY: {place.pk: ["log_keeper"]}, TODAY + DAY: {}}


@pytest.mark.parametrize("size", [1, 5])
def test_vacancies_of_few_and_many_take_one_query(size):
    places = [make_organisation(f"Kommune {number}") for number in range(size)]
    for place in places:
        ExpectedRole.objects.create(organisation=place, role="log_keeper")

    with count_queries() as asked:
        found = vacant_roles(places, on=TODAY)

    assert (len(found), len(asked)) == (size, 1)
