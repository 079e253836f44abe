"""Completed paths follow from completed courses, once, and give a certificate."""

from datetime import UTC, date, datetime, timedelta

import pytest

from cms.mail.models import OutboxMessage
from learning.models import Certificate
from learning.requirements.domain.path_completions import (
    award_for_path,
    check_completions,
    take_down_completions,
    waiting_for_certificates,
)
from learning.requirements.domain.paths import change_path
from learning.requirements.models import PathCompletion
from learning.requirements.tasks import award_waiting_path_certificates
from tests.factories.learning import complete, make_course, make_enrolment
from tests.factories.people import make_membership, make_organisation, make_user
from tests.factories.requirements import make_done, make_path, make_path_terms
from tests.queries import count_queries
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)
DAY = date(2026, 6, 1)


def test_last_course_completes_the_path_and_the_certificate_follows(django_capture_on_commit_callbacks):
    courses = make_course(title="Plikten"), make_course(title="ROS")
    make_path((courses, None), awards_certificate=True, valid_months=24)
    learner = make_user("Ingrid Moen")
    place = make_membership(learner, make_organisation()).organisation
    with django_capture_on_commit_callbacks(execute=True):
        complete(make_enrolment(course=courses[0], learner=learner), at=AT)
    assert not PathCompletion.objects.exists()

    with django_capture_on_commit_callbacks(execute=True):
        complete(make_enrolment(course=courses[1], learner=learner), at=AT + timedelta(days=1))

    done = PathCompletion.objects.get()
    certificate = done.certificate
    assert (done.completed_at, done.version.number) == (AT + timedelta(days=1), 1)
    assert (certificate.basis_kind, certificate.basis_key) == ("path", f"{done.path_id}:{learner.pk}:1")
    assert (certificate.title, certificate.holder, certificate.organisation) == (
        "Veien til beredskapsrådgiver",
        learner,
        place,
    )
    assert certificate.valid_until == date(2028, 11, 3)
    assert OutboxMessage.objects.filter(kind="learning.certificate_issued").count() == 3


def test_running_again_writes_and_awards_nothing_more():
    course, learner = make_course(), make_user()
    make_path(([course], None), awards_certificate=True)
    make_done(learner, course, on=DAY)

    assert [len(take_down_completions()) for _ in range(2)] == [1, 0]
    (pk,) = waiting_for_certificates()
    assert [award_for_path(completion_id=pk, at=AT) is not None for _ in range(2)] == [True, False]
    assert waiting_for_certificates() == []
    assert Certificate.objects.count() == 1


def test_path_without_certificate_awards_none():
    course, learner = make_course(), make_user()
    make_path(([course], None))
    make_done(learner, course, on=DAY)
    (done,) = take_down_completions()

    assert award_waiting_path_certificates() == 0
    assert award_for_path(completion_id=PathCompletion.objects.get().pk, at=AT) is None
    assert done.round == 1


def test_finished_stays_finished_when_the_path_asks_for_more():
    one, two, learner = make_course(title="Plikten"), make_course(title="ROS"), make_user()
    path = make_path(([one], None))
    make_done(learner, one, on=DAY)
    take_down_completions()
    change_path(path=path, terms=make_path_terms(([one, two], None)), by=None, at=AT)

    assert take_down_completions() == []
    assert PathCompletion.objects.count() == 1
    assert not check_completions()


def test_retake_of_all_courses_is_the_next_round_with_a_certificate_of_its_own():
    course, learner = make_course(), make_user()
    make_path(([course], None), awards_certificate=True)
    for day in (DAY, DAY + timedelta(days=900)):
        make_done(learner, course, on=day)
    take_down_completions()

    assert all(award_for_path(completion_id=pk, at=AT) for pk in waiting_for_certificates())
    assert list(PathCompletion.objects.order_by("round").values_list("round", flat=True)) == [1, 2]
    assert Certificate.objects.filter(basis_kind="path").count() == 2


def test_check_finds_what_is_missing_and_what_is_unfounded():
    course, learner, other = make_course(), make_user(), make_user()
    path = make_path(([course], None))
    make_done(learner, course, on=DAY)
    PathCompletion.objects.create(path=path, version=path.current, learner=other, round=1, completed_at=AT)

    found = check_completions()

    assert (found.missing, found.unfounded) == ([(path.pk, learner.pk, 1)], [(path.pk, other.pk, 1)])


@pytest.mark.parametrize("people", [1, 40])
def test_few_and_many_ask_the_same_number_of_queries(people):
    course = make_course()
    make_path(([course], None))
    for _ in range(people):
        make_done(make_user(), course, on=DAY)

    with count_queries() as asked:
        assert len(take_down_completions()) == people

    # What is written, versions with steps and courses, completed courses, and one statement that writes.
    assert len(asked) == 6, asked


def award_twice_at_once():
    course, learner = make_course(), make_user()
    make_path(([course], None), awards_certificate=True)
    make_done(learner, course, on=DAY)
    take_down_completions()
    (pk,) = waiting_for_certificates()

    def award():
        return award_for_path(completion_id=pk, at=AT)

    return at_once(award, award, meet_before='UPDATE "requirements_pathcompletion"')


@pytest.mark.django_db(transaction=True)
def test_two_workers_award_one_certificate():
    outcomes = award_twice_at_once()

    assert sorted(type(one).__name__ for one in outcomes) == ["Certificate", "NoneType"]
    assert Certificate.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_without_locks_both_would_think_they_were_first(monkeypatch):
    take_away_locks(monkeypatch)

    outcomes = award_twice_at_once()

    assert sorted(type(one).__name__ for one in outcomes) != ["Certificate", "NoneType"]
