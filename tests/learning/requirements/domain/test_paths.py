"""Publishing learning paths."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from cms.people.roles import AUDITOR, COORDINATOR, COURSE_OWNER, EDITOR, TEACHER
from learning.requirements.domain.paths import (
    AddressTaken,
    ChangedMeanwhile,
    MayNotPublish,
    NothingChanged,
    StepTerms,
    Unfit,
    change_path,
    publish_path,
)
from learning.requirements.models import LearningPath, PathStep
from tests.factories.learning import make_course
from tests.factories.people import make_holder_of
from tests.factories.requirements import make_path, make_path_terms

pytestmark = pytest.mark.django_db

AT = datetime(2026, 11, 2, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("role", "may"),
    [(EDITOR, True), (COURSE_OWNER, True), (COORDINATOR, True), (TEACHER, False), (AUDITOR, False)],
)
def test_those_who_write_courses_put_them_together(role, may):
    person, terms = make_holder_of(role), make_path_terms(([make_course()], None))
    if may:
        assert publish_path(slug="veien", terms=terms, by=person, at=AT).current.published_by == person
    else:
        with pytest.raises(MayNotPublish):
            publish_path(slug="veien", terms=terms, by=person, at=AT)


def test_change_is_a_new_version_and_the_steps_of_the_old_one_stay():
    first, second = make_course(title="Plikten"), make_course(title="ROS")
    path = make_path(([first], None))

    version = change_path(path=path, terms=make_path_terms(([first, second], 1)), by=None, at=AT, seen=1)

    steps = PathStep.objects.order_by("version__number")
    assert [(step.version.number, step.needed, step.courses.count()) for step in steps] == [(1, None, 1), (2, 1, 2)]
    path.refresh_from_db()
    assert path.current == version


def test_saying_the_same_again_is_no_version():
    course = make_course()
    path = make_path(([course], None))

    with pytest.raises(NothingChanged):
        change_path(path=path, terms=make_path_terms(([course], None)), by=None, at=AT)


def test_change_of_what_somebody_else_has_changed_is_refused():
    course = make_course()
    path = make_path(([course], None))
    change_path(path=path, terms=make_path_terms(([course], 1)), by=None, at=AT, seen=1)

    with pytest.raises(ChangedMeanwhile):
        change_path(path=path, terms=make_path_terms(([course], None)), by=None, at=AT, seen=1)


def test_address_belongs_to_one_path():
    course = make_course()
    make_path(([course], None))

    with pytest.raises(AddressTaken):
        make_path(([course], None))
    assert LearningPath.objects.count() == 1


def test_path_that_cannot_be_taken_is_refused_and_says_why():
    one, two = make_course(title="Plikten"), make_course(title="ROS")
    good = make_path_terms(([one], None), ([two], None))
    step = good.steps[0]
    wrong = {
        ("names", None): replace(good, names={"nb": ""}),
        ("steps", None): replace(good, steps=()),
        ("courses", 2): replace(good, steps=(step, StepTerms({"nb": "x"}, ()))),
        ("courses", 1): replace(good, steps=(StepTerms({"nb": "x"}, (999_999,)),)),
        ("twice", 2): replace(good, steps=(step, step)),
        ("needed", 1): replace(good, steps=(replace(step, needed=2),)),
    }
    for why, terms in wrong.items():
        with pytest.raises(Unfit) as refused:
            publish_path(slug="veien", terms=terms, by=None, at=AT)
        assert (refused.value.field, refused.value.step) == why
    assert not LearningPath.objects.exists()
