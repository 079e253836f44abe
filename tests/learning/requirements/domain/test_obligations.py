"""The table of obligations: computed for all, written where it differs, the same when run again."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import IntegrityError, transaction

from cms.people.domain.memberships import end_membership
from cms.people.models import Membership, Organisation, User
from learning.models import Enrolment
from learning.requirements.domain import obligations
from learning.requirements.domain.obligations import check_obligations, refresh_obligations
from learning.requirements.models import Obligation
from learning.requirements.tasks import refresh_obligations as tick
from tests.factories.learning import make_course
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.requirements import make_done, make_requirement
from tests.queries import count_queries
from tests.races import at_once, without_constraints

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)
NOON = datetime(2026, 11, 28, 11, 0, tzinfo=UTC)
ADVISER = "preparedness_adviser"


@pytest.fixture(autouse=True)
def today():
    with time_machine.travel(NOON, tick=False):
        yield


def rows():
    return list(Obligation.objects.order_by("pk").values_list("organisation__name", "user__name", "due_on", "done_on"))


def numbers(changes):
    return len(changes.new), len(changes.changed), len(changes.gone)


def test_rows_hold_the_days_and_what_they_rest_on():
    course, place, person = make_course(), make_organisation(), make_user("Ingrid Moen")
    make_membership(person, place, role=ADVISER)
    requirement = make_requirement(course, cadence_months=48)
    enrolment = make_done(person, course, on=date(2026, 6, 1), certificate=True, valid_until=date(2028, 6, 1))
    make_organisation("Elvestad kommune")

    assert numbers(refresh_obligations(at=NOON)) == (2, 0, 0)

    held = Obligation.objects.get(user=person)
    assert (held.requirement, held.version, held.role) == (requirement, requirement.current, ADVISER)
    assert (held.since, held.done_on, held.expires_on) == (date(2020, 1, 1), date(2026, 6, 1), date(2028, 6, 1))
    assert (held.due_on, held.opens_on, held.proof) == (date(2028, 6, 1), date(2028, 3, 3), f"enrolment:{enrolment.pk}")
    assert held.certificate == person.certificates.get()
    vacant = Obligation.objects.get(user__isnull=True)
    assert (vacant.organisation.name, vacant.due_on) == ("Elvestad kommune", None)


def test_second_run_writes_nothing():
    course = make_course()
    make_membership(make_user(), make_organisation(), role=ADVISER)
    make_requirement(course)
    refresh_obligations(at=NOON)
    before = rows()

    with count_queries() as asked:
        changes = refresh_obligations(at=NOON)

    assert (numbers(changes), rows()) == ((0, 0, 0), before)
    assert not [sql for sql in asked if sql.startswith(("INSERT", "UPDATE", "DELETE"))], asked


def test_who_leaves_loses_the_row_and_the_role_gets_its_own():
    course, place = make_course(), make_organisation()
    held = make_membership(make_user("Ingrid Moen"), place, role=ADVISER)
    make_requirement(course)
    refresh_obligations(at=NOON)
    end_membership(membership=held, ends_on=TODAY - timedelta(days=1), by=None, at=NOON)

    assert numbers(refresh_obligations(at=NOON)) == (1, 0, 1)

    (vacant,) = Obligation.objects.all()
    assert (vacant.user, vacant.since, vacant.created_on) == (None, TODAY, TODAY)


def test_check_says_what_differs_and_changes_nothing(capsys):
    course, person = make_course(), make_user()
    make_membership(person, make_organisation(), role=ADVISER)
    make_requirement(course)
    with pytest.raises(SystemExit) as ended:
        call_command("rebuild_obligations", "--check")
    assert (ended.value.code, Obligation.objects.count()) == (1, 0)

    call_command("rebuild_obligations")
    call_command("rebuild_obligations", "--check")
    Obligation.objects.update(due_on=TODAY)

    assert numbers(check_obligations(at=NOON)) == (0, 1, 0)
    with pytest.raises(SystemExit):
        call_command("rebuild_obligations", "--check")
    assert "1 wrong" in capsys.readouterr().out


def test_closed_organisations_are_asked_nothing():
    make_requirement(make_course())
    make_organisation(state="closed")

    assert tick() == 0


def test_constraints_keep_one_row_a_seat():
    place, person = make_organisation(), make_user()
    requirement = make_requirement(make_course())
    same = {
        "requirement": requirement,
        "version": requirement.current,
        "organisation": place,
        "role": ADVISER,
        "created_on": TODAY,
    }
    for seat in ({"user": person, "since": TODAY}, {"user": None}):
        Obligation.objects.create(**same, **seat)
        with pytest.raises(IntegrityError), transaction.atomic():
            Obligation.objects.create(**same, **seat)
    with pytest.raises(IntegrityError), transaction.atomic():
        Obligation.objects.create(**{**same, "organisation": make_organisation("B")}, user=None, due_on=TODAY)


def five_seats():
    course = make_course()
    for number in range(5):
        make_membership(make_user(f"Nr {number}"), make_organisation(f"Kommune {number}"), role=ADVISER)
    make_requirement(course)


def write_what_two_have_found():
    """Two runs that looked at the table before either wrote: the second finds the same rows new."""
    standing, known = obligations._standing(TODAY), obligations._known()
    changes = obligations._changes(standing, known)
    for _ in range(2):
        obligations._write(changes, standing, known, today=TODAY)
    return Obligation.objects.count()


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_leave_what_one_would_have():
    five_seats()
    Obligation.objects.all().delete()

    def run():
        return refresh_obligations(at=NOON)

    outcomes = at_once(run, run, meet_before='INSERT INTO "requirements_obligation"')

    assert not [one for one in outcomes if isinstance(one, Exception)], outcomes
    assert Obligation.objects.count() == 5
    assert not check_obligations(at=NOON)


def test_what_two_runs_have_both_found_new_is_written_once():
    five_seats()

    assert write_what_two_have_found() == 5


@pytest.mark.django_db(transaction=True)
def test_without_the_constraints_it_would_be_written_twice():
    five_seats()
    Obligation.objects.all().delete()

    with without_constraints(Obligation, "obligation_of_a_person_once", "obligation_vacant_once"):
        assert write_what_two_have_found() == 10


# --- Size ------------------------------------------------------------------------------------------


def many(people):
    """So many people in one role, half of whom have done the course."""
    course, place = make_course(), make_organisation()
    users = User.objects.bulk_create(
        User(email=f"p{number}@example.org", name=f"Nr {number}", password="!") for number in range(people)
    )
    places = Organisation.objects.bulk_create(
        Organisation(name=f"Kommune {number}", kind="municipality") for number in range(max(people // 20, 1))
    )
    Membership.objects.bulk_create(
        Membership(user=user, organisation=places[number % len(places)], role=ADVISER, starts_on=date(2024, 1, 1))
        for number, user in enumerate(users)
    )
    done = {"course": course, "release": course.current_release, "state": "completed"}
    Enrolment.objects.bulk_create(
        Enrolment(learner=user, enrolled_at=NOON, ended_at=NOON - timedelta(days=number), **done)
        for number, user in enumerate(users[::2])
    )
    make_requirement(course, cadence_months=48)
    return place


@pytest.mark.parametrize("people", [2, 900, pytest.param(50_000, marks=pytest.mark.slow)])
def test_sweep_asks_the_same_number_of_queries_for_few_and_many(people):
    many(people)
    refresh_obligations(at=NOON)

    with count_queries() as asked:
        assert not refresh_obligations(at=NOON)

    # Organisations, roles, completed courses, their certificates, pauses, vacancies, the rows there are.
    assert len(asked) == 7, asked
    assert Obligation.objects.filter(user__isnull=False).count() == people
