"""How every seat stands: from today's roles, in a handful of queries."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine

from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.enums import PauseScope
from cms.pause.targets import Target
from cms.people.domain.memberships import end_membership
from cms.people.models import Membership, Organisation, User
from learning.domain.certificates import revoke_certificate
from learning.models import Certificate, Enrolment
from learning.requirements.demands import demands_on, forget_demands
from learning.requirements.domain.path_completions import (
    award_for_path,
    take_down_completions,
    waiting_for_certificates,
)
from learning.requirements.domain.requirements import change_requirement
from learning.requirements.standings import standings_of, standings_of_person
from tests.factories.learning import make_course
from tests.factories.people import make_admin, make_membership, make_organisation, make_user
from tests.factories.places import make_county, make_municipality
from tests.factories.requirements import make_done, make_path, make_requirement, make_terms
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)
ADVISER = "preparedness_adviser"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=False):
        yield


def told(*organisations, on=TODAY):
    """Name (or nothing) and state of every seat."""
    rows = Organisation.objects.filter(pk__in=[one.pk for one in organisations]).select_related("municipality")
    return sorted((one.name, str(one.state(on))) for one in standings_of(list(rows), on=on))


def test_holder_is_covered_once_the_course_is_completed():
    course, place, person = make_course(), make_organisation(), make_user("Ingrid Moen")
    make_membership(person, place, role=ADVISER)
    make_requirement(course, cadence_months=48)
    before = told(place)
    make_done(person, course, on=TODAY - timedelta(days=30))

    assert (before, told(place)) == ([("Ingrid Moen", "overdue")], [("Ingrid Moen", "covered")])


def test_role_that_nobody_holds_is_a_gap():
    course, place = make_course(), make_organisation()
    make_requirement(course)

    assert told(place) == [("", "vacant")]


def test_gap_appears_the_day_after_the_last_day_without_anything_running():
    course, place, person = make_course(), make_organisation(), make_user("Ingrid Moen")
    held = make_membership(person, place, role=ADVISER)
    make_requirement(course, cadence_months=48)
    make_done(person, course, on=TODAY - timedelta(days=30))
    end_membership(membership=held, ends_on=TODAY - timedelta(days=1), by=None, at=NOON)

    assert told(place) == [("", "vacant")]
    assert told(place, on=TODAY - timedelta(days=1)) == [("Ingrid Moen", "covered")]
    (vacant,) = standings_of([place], on=TODAY)
    assert vacant.vacant_since == TODAY


def test_closed_account_leaves_the_role_vacant():
    make_requirement(make_course())
    place = make_organisation()
    make_membership(make_user(is_active=False), place, role=ADVISER)

    assert told(place) == [("", "vacant")]


def test_course_done_in_another_organisation_goes_along_when_somebody_moves():
    course, person = make_course(), make_user("Ingrid Moen")
    make_done(person, course, on=TODAY - timedelta(days=300))
    place = make_organisation()
    make_membership(person, place, role=ADVISER, starts_on=TODAY)
    make_requirement(course, cadence_months=48)

    assert told(place) == [("Ingrid Moen", "covered")]


def test_certificate_that_was_revoked_covers_nobody_from_then_on():
    course, place, person = make_course(), make_organisation(), make_user("Ingrid Moen")
    make_membership(person, place, role=ADVISER)
    make_requirement(course, cadence_months=48)
    make_done(person, course, on=TODAY - timedelta(days=30), certificate=True)
    revoke_certificate(certificate=Certificate.objects.get(), reason="Feil person", by=make_admin(), at=NOON)

    assert told(place) == [("Ingrid Moen", "overdue")]
    assert told(place, on=TODAY - timedelta(days=1)) == [("Ingrid Moen", "covered")]


def test_members_are_all_who_are_there_each_once():
    place = make_organisation()
    person = make_user("Ingrid Moen")
    make_membership(person, place, role=ADVISER)
    make_membership(person, place, role="log_keeper")
    make_requirement(make_course(), role="member")

    assert told(place, make_organisation("Tom")) == [("Ingrid Moen", "overdue")]


def test_only_organisations_the_filters_let_through_are_asked():
    county = make_county()
    here = make_organisation(municipality=make_municipality(county=county))
    elsewhere = make_organisation("Elvestad", municipality=make_municipality("Elvestad", county=make_county("Vest")))
    whole_county = make_organisation("Fylket", county=county)
    company = make_organisation("AS", kind="company", municipality=here.municipality)
    make_requirement(
        make_course(), counties=(county.pk,), organisation_kinds=("municipality",), names={"nb": "ROS i Østerhei"}
    )

    found = standings_of([here, elsewhere, whole_county, company], on=TODAY)

    assert [one.organisation_id for one in found] == [here.pk, whole_county.pk]


# --- History ---------------------------------------------------------------------------------------


def test_what_was_asked_before_a_change_stays_for_the_days_it_was_asked():
    course, place, person = make_course(), make_organisation(), make_user("Ingrid Moen")
    make_membership(person, place, role=ADVISER)
    requirement = make_requirement(course, cadence_months=48)
    make_done(person, course, on=TODAY - timedelta(days=500))
    stricter = make_terms(course, cadence_months=12)
    change_requirement(requirement=requirement, terms=stricter, by=None, at=NOON)
    forget_demands()

    assert told(place, on=TODAY - timedelta(days=1)) == [("Ingrid Moen", "covered")]
    assert told(place) == [("Ingrid Moen", "overdue")]


def test_nothing_is_asked_before_it_was_recorded_nor_after_its_last_day():
    make_requirement(make_course(), at=NOON - timedelta(days=10), valid_to=TODAY)
    forget_demands()

    asked = [bool(demands_on(TODAY + timedelta(days=days))) for days in (-11, -10, 0, 1)]

    assert asked == [False, True, True, False]


def test_version_that_begins_later_leaves_the_one_before_in_force_until_then():
    course = make_course()
    requirement = make_requirement(course, cadence_months=48)
    later = make_terms(course, cadence_months=12, valid_from=TODAY + timedelta(days=30))
    change_requirement(requirement=requirement, terms=later, by=None, at=NOON)
    forget_demands()

    cadences = [demands_on(TODAY + timedelta(days=days))[0].cadence_months for days in (0, 29, 30)]

    assert cadences == [48, 48, 12]


# --- Crisis ----------------------------------------------------------------------------------------


def test_pause_moves_the_due_day_by_as_long_as_it_lasted_for_whom_it_covers():
    course, here, there = make_course(), make_organisation(), make_organisation("Elvestad kommune")
    for number, place in enumerate((here, there)):
        make_membership(make_user(f"Person {number}"), place, role=ADVISER, starts_on=TODAY - timedelta(days=60))
    make_requirement(course, grace_days=90)
    target = Target("organisation", organisation=here)
    pause = declare_pause(target=target, reason="Flom", by=None, at=NOON - timedelta(days=20))
    end_pause(pause=pause, by=None, at=NOON - timedelta(days=10))

    due = {one.organisation_id: one.terms.due_on for one in standings_of([here, there], on=TODAY)}

    assert due == {here.pk: TODAY + timedelta(days=40), there.pk: TODAY + timedelta(days=30)}


def test_what_was_overdue_before_the_pause_stays_so():
    place = make_organisation()
    make_membership(make_user("Ingrid Moen"), place, role=ADVISER)
    make_requirement(make_course())
    declare_pause(target=Target(PauseScope.EVERYBODY), reason="Flom", by=None, at=NOON - timedelta(days=20))

    assert told(place) == [("Ingrid Moen", "overdue")]


def test_what_would_have_fallen_due_in_an_open_pause_does_not():
    place = make_organisation()
    make_membership(make_user("Ingrid Moen"), place, role=ADVISER, starts_on=TODAY - timedelta(days=95))
    make_requirement(make_course(), grace_days=90)
    before = told(place)
    declare_pause(target=Target(PauseScope.EVERYBODY), reason="Flom", by=None, at=NOON - timedelta(days=20))

    assert (before, told(place)) == ([("Ingrid Moen", "overdue")], [("Ingrid Moen", "due_soon")])


# --- Paths, and one person -------------------------------------------------------------------------


def test_path_is_asked_for_like_a_course():
    courses = make_course(title="Plikten"), make_course(title="ROS")
    make_path((courses, None))
    place, person = make_organisation(), make_user("Ingrid Moen")
    make_membership(person, place, role=ADVISER)
    make_requirement(target_kind="path", target_key="veien", cadence_months=48)
    make_done(person, courses[0], on=TODAY - timedelta(days=20))
    half = told(place)
    make_done(person, courses[1], on=TODAY - timedelta(days=10))
    take_down_completions()

    assert (half, told(place)) == ([("Ingrid Moen", "overdue")], [("Ingrid Moen", "covered")])


def test_path_whose_certificate_is_revoked_covers_nobody():
    course, place, person = make_course(), make_organisation(), make_user("Ingrid Moen")
    make_path(([course], None), awards_certificate=True)
    make_membership(person, place, role=ADVISER)
    make_requirement(target_kind="path", target_key="veien")
    make_done(person, course, on=TODAY - timedelta(days=20))
    take_down_completions()
    (pk,) = waiting_for_certificates()
    certificate = award_for_path(completion_id=pk, at=NOON)
    before = told(place)
    revoke_certificate(certificate=certificate, reason="Feil", by=make_admin(), at=NOON)

    assert (before, told(place)) == ([("Ingrid Moen", "covered")], [("Ingrid Moen", "overdue")])


def test_person_sees_what_is_asked_in_each_of_their_organisations_and_nothing_of_others():
    course, person = make_course(), make_user("Ingrid Moen")
    here, there = make_organisation(), make_organisation("Elvestad kommune")
    make_membership(person, here, role=ADVISER)
    make_membership(person, there, role="log_keeper")
    make_membership(make_user("Another"), there, role=ADVISER)
    make_requirement(course)
    make_requirement(course, role="log_keeper", names={"nb": "Logg"})

    found = standings_of_person(person, list(person.memberships.select_related("organisation")), on=TODAY)

    assert {(one.organisation_id, one.demand.role) for one in found} == {(here.pk, ADVISER), (there.pk, "log_keeper")}


def test_person_without_a_role_that_is_asked_costs_no_query():
    make_requirement(make_course())
    person = make_user()
    make_membership(person, make_organisation())
    memberships = list(person.memberships.select_related("organisation"))
    demands_on(TODAY)

    with count_queries() as asked:
        assert standings_of_person(person, memberships, on=TODAY) == []
    assert asked == []


# --- Size ------------------------------------------------------------------------------------------


def a_country(organisations, people):
    """Organisations with so many advisers each, every other of whom has done the course; one in three is vacant."""
    course = make_course()
    places = Organisation.objects.bulk_create(
        Organisation(name=f"Kommune {number}", kind="municipality") for number in range(organisations)
    )
    users = User.objects.bulk_create(
        User(email=f"p{number}@example.org", name=f"Nr {number}", password="!")
        for number in range(len(places) * people)
    )
    taken = [(users[number], places[number // people]) for number in range(len(users)) if number // people % 3]
    Membership.objects.bulk_create(
        Membership(user=user, organisation=place, role=ADVISER, starts_on=date(2024, 1, 1)) for user, place in taken
    )
    done = {"course": course, "release": course.current_release, "state": "completed"}
    at = NOON - timedelta(days=100)
    Enrolment.objects.bulk_create(
        Enrolment(learner=user, enrolled_at=at, ended_at=at, **done) for user, _ in taken[::2]
    )
    make_requirement(course, cadence_months=48)
    make_requirement(course, role="log_keeper", names={"nb": "Logg"})
    return places


@pytest.mark.parametrize(("organisations", "people"), [(3, 1), (350, 3)])
def test_few_and_many_ask_the_same_number_of_queries(organisations, people):
    a_country(organisations, people)
    rows = list(Organisation.objects.select_related("municipality"))
    demands_on(TODAY)

    with count_queries() as asked:
        found = standings_of(rows, on=TODAY)

    # Roles, completed courses and their certificates, pauses, and since when what is vacant is so.
    assert len(asked) == 5, asked
    assert {str(one.state(TODAY)) for one in found} == {"covered", "overdue", "vacant"}
