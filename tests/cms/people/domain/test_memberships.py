from datetime import UTC, date, datetime, timedelta

import pytest
from wagtail.models import ModelLogEntry

from cms.people import roles
from cms.people.domain import memberships as verbs
from cms.people.domain.expected_roles import NotExpectable, expect_roles
from cms.people.models import ExpectedRole, Membership, Unit
from cms.people.queries import current_memberships, vacant_roles
from tests.factories.people import make_contact, make_holder_of, make_membership, make_organisation, make_user
from tests.races import at_once, take_away_locks

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 2)
DAY = timedelta(days=1)


def give(user, organisation, role="log_keeper", *, starts_on=TODAY, by=None, **more):
    return verbs.give_membership(
        user=user, organisation=organisation, role=role, starts_on=starts_on, by=by, at=AT, **more
    )


def end(membership, *, ends_on=TODAY, by=None):
    return verbs.end_membership(membership=membership, ends_on=ends_on, by=by, at=AT)


@pytest.mark.django_db
def test_given_role_holds_from_its_day_in_its_unit_and_leaves_a_line():
    person, place, contact = make_user(), make_organisation(), make_user()
    unit = Unit.objects.create(organisation=place, name="Helse")

    given = give(person, place, unit=unit, by=contact)

    assert (given.role, given.unit, given.starts_on, given.ends_on) == ("log_keeper", unit, TODAY, None)
    line = ModelLogEntry.objects.get(action="people.join")
    assert (line.user, line.data) == (contact, {"user": person.pk, "organisation": place.pk, "role": "log_keeper"})


@pytest.mark.django_db
@pytest.mark.parametrize("ends_on", [None, TODAY, TODAY + DAY])
def test_role_that_is_held_is_not_given_again(ends_on):
    person, place = make_user(), make_organisation()
    make_membership(person, place, role="log_keeper", ends_on=ends_on)

    with pytest.raises(verbs.AlreadyHeld):
        give(person, place)

    assert Membership.objects.count() == 1


@pytest.mark.django_db
def test_role_is_given_again_after_it_ended():
    person, place = make_user(), make_organisation()
    make_membership(person, place, role="log_keeper", ends_on=TODAY - DAY)

    assert give(person, place).starts_on == TODAY


@pytest.mark.django_db
def test_nobody_is_given_a_role_where_there_is_nothing_to_act_for():
    with pytest.raises(verbs.OrganisationNotActive):
        give(make_user(), make_organisation(state="pending"))


@pytest.mark.django_db
def test_units_of_others_are_refused():
    person, place = make_user(), make_organisation()
    foreign = Unit.objects.create(organisation=make_organisation("Elvestad"), name="Helse")
    membership = make_membership(person, place)

    with pytest.raises(verbs.UnitOfAnother):
        give(person, place, unit=foreign)
    with pytest.raises(verbs.UnitOfAnother):
        verbs.move_to_unit(membership=membership, unit=foreign, by=None, at=AT)


@pytest.mark.django_db
def test_role_that_ends_today_holds_today_and_is_vacant_tomorrow():
    place = make_organisation()
    expect_roles(organisation=place, roles=["log_keeper"], by=None, at=AT)
    held = make_membership(make_user(), place, role="log_keeper")

    end(held)

    assert list(current_memberships(on=TODAY)) == [held]
    assert (vacant_roles([place], on=TODAY), vacant_roles([place], on=TODAY + DAY)) == ({}, {place.pk: ["log_keeper"]})


@pytest.mark.django_db
def test_end_moves_forward_and_never_back():
    held = make_membership(make_user(), make_organisation(), ends_on=TODAY + 30 * DAY)

    assert end(held, ends_on=TODAY).ends_on == TODAY
    for later in (TODAY, TODAY + DAY):
        with pytest.raises(verbs.AlreadyEnded):
            end(held, ends_on=later)

    assert Membership.objects.get().ends_on == TODAY
    assert ModelLogEntry.objects.filter(action="people.end_role").count() == 1


@pytest.mark.django_db
def test_role_given_by_mistake_today_is_taken_back_at_once():
    held = give(make_user(), make_organisation())

    assert end(held, ends_on=TODAY - DAY) is None

    assert not Membership.objects.exists()
    assert ModelLogEntry.objects.get(action="people.take_back_role").data["role"] == "log_keeper"


@pytest.mark.django_db
def test_history_is_not_wiped_out_by_an_early_date():
    held = make_membership(make_user(), make_organisation(), starts_on=date(2020, 1, 1))

    with pytest.raises(verbs.EndsBeforeItStarts):
        end(held, ends_on=date(2019, 12, 31))

    assert Membership.objects.get().ends_on is None


@pytest.mark.django_db
def test_last_contact_stays_until_somebody_else_stays_on():
    place = make_organisation()
    person = make_contact(place)
    held = person.memberships.get()
    make_membership(make_user(), place, role="member")
    make_membership(make_user(), place, role="contact", ends_on=TODAY + DAY)
    make_membership(make_user(is_active=False), place, role="contact")
    make_contact(make_organisation("Elvestad"))

    with pytest.raises(verbs.LastContact):
        end(held, by=person)
    with pytest.raises(verbs.LastContact):
        verbs.leave_organisation(user=person, organisation=place, ends_on=TODAY, by=person, at=AT)
    make_contact(place)

    assert end(held, by=person).ends_on == TODAY


@pytest.mark.django_db
def test_the_centre_may_end_the_last_contact():
    place = make_organisation()
    held = make_contact(place).memberships.get()

    assert end(held, by=make_holder_of(roles.COORDINATOR)).ends_on == TODAY


@pytest.mark.django_db
def test_leaving_ends_every_role_or_none():
    place, person = make_organisation(), make_user()
    for role in ("member", "contact", "log_keeper"):
        make_membership(person, place, role=role)
    make_membership(person, make_organisation("Elvestad"))
    leave = {"user": person, "organisation": place, "ends_on": TODAY, "at": AT}

    with pytest.raises(verbs.LastContact):
        verbs.leave_organisation(**leave, by=person)
    assert not Membership.objects.filter(ends_on__isnull=False).exists()
    verbs.leave_organisation(**leave, by=None)

    assert [one.organisation.name for one in person.memberships.filter(ends_on__isnull=True)] == ["Elvestad"]
    with pytest.raises(verbs.AlreadyEnded):
        verbs.leave_organisation(**leave, by=None)


@pytest.mark.django_db
def test_moving_to_the_same_unit_leaves_no_line():
    place = make_organisation()
    unit = Unit.objects.create(organisation=place, name="Helse")
    held = make_membership(make_user(), place)
    for wanted in (unit, unit, None):
        verbs.move_to_unit(membership=held, unit=wanted, by=None, at=AT)

    lines = ModelLogEntry.objects.filter(action="people.move_unit").order_by("pk")
    assert [(line.data["unit_before"], line.data["unit_after"]) for line in lines] == [
        (None, unit.pk),
        (unit.pk, None),
    ]


@pytest.mark.django_db
def test_expected_roles_are_said_as_a_whole():
    place = make_organisation()
    expect_roles(organisation=place, roles=["log_keeper", "contact"], by=None, at=AT)

    expect_roles(organisation=place, roles=["contact", "health_lead"], by=None, at=AT)
    for nothing in ("member", "emperor"):
        with pytest.raises(NotExpectable):
            expect_roles(organisation=place, roles=[nothing], by=None, at=AT)

    assert set(ExpectedRole.objects.values_list("role", flat=True)) == {"contact", "health_lead"}


# --- Two at once -----------------------------------------------------------------------------


def two_contacts():
    place = make_organisation()
    people = [make_contact(place), make_contact(place)]
    calls = [lambda one=one: end(one.memberships.get(), by=one) for one in people]
    return place, calls


def contacts_left(place):
    return current_memberships(on=TODAY + DAY).filter(organisation=place, role="contact").count()


@pytest.mark.django_db(transaction=True)
def test_two_contacts_who_leave_at_once_are_not_both_let_go():
    place, calls = two_contacts()

    outcomes = at_once(*calls, meet_before="UPDATE")

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["LastContact", "Membership"]
    assert contacts_left(place) == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_nobody_would_be_left(monkeypatch):
    take_away_locks(monkeypatch)
    place, calls = two_contacts()

    at_once(*calls, meet_before="UPDATE")

    assert contacts_left(place) == 0


@pytest.mark.django_db(transaction=True)
def test_two_tabs_end_a_membership_once():
    held = make_membership(make_user(), make_organisation())

    outcomes = at_once(lambda: end(held), lambda: end(held), meet_before="UPDATE")

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyEnded", "Membership"]
    assert ModelLogEntry.objects.filter(action="people.end_role").count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_it_would_end_twice(monkeypatch):
    take_away_locks(monkeypatch)
    held = make_membership(make_user(), make_organisation())

    at_once(lambda: end(held), lambda: end(held), meet_before="UPDATE")

    assert ModelLogEntry.objects.filter(action="people.end_role").count() == 2


@pytest.mark.django_db(transaction=True)
def test_two_tabs_give_a_role_once():
    person, place = make_user(), make_organisation()

    outcomes = at_once(lambda: give(person, place), lambda: give(person, place), meet_before="INSERT INTO")

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["AlreadyHeld", "Membership"]
