"""Teacher and learner see the same: glance, gradebook and who is where, against the learner's own course page."""

import pytest
from django.urls import reverse
from django.utils import translation

from cms import clock
from learning.queries import done_keys, standing_of
from learning.teaching.enums import Standing, State
from learning.teaching.glance import glance_of, people_at
from learning.teaching.gradebook import rows_of
from learning.teaching.picture import Picture
from tests.factories.learning import AT, complete, make_course, make_enrolment, read_lesson
from tests.factories.people import make_user
from tests.factories.releases import ChangingCourse, redo
from tests.factories.teaching import MixedCourse
from tests.learning.views.desk import course_url, signed_in

pytestmark = pytest.mark.django_db


def states_of(picture):
    """State by learner's name and lesson title."""
    return {
        (row.person.name, cell.column.title): cell.state
        for row in rows_of(picture, picture.people)
        for cell in row.cells
    }


def test_every_cell_is_what_the_learners_own_page_says():
    mixed = MixedCourse()
    picture = Picture(mixed.course, at=mixed.now)
    checked = 0
    for row in rows_of(picture, picture.people):
        enrolment = mixed.people[row.person.name.split()[1]]
        page = signed_in(enrolment.learner).get(course_url(enrolment))
        standing = standing_of(enrolment, language="nb")
        own = {lesson.key: lesson for lesson in standing.outline.lessons}
        shown = {lesson["title"]: lesson["state"] for module in page.context["modules"] for lesson in module["lessons"]}
        for cell in row.cells:
            lesson = next((one for one in own.values() if one.item(cell.column.key)), None)
            assert (cell.state == State.NOT_THEIRS) == (lesson is None)
            if lesson:
                assert (cell.state == State.DONE) == (shown[lesson.titles["nb"]] == "done"), cell
                checked += 1
        assert (row.person.done, row.person.required) == (page.context["done"], page.context["total"])
    assert checked == 18


def test_states_of_learners_on_different_releases():
    mixed = MixedCourse()
    with translation.override("en"):
        found = states_of(Picture(mixed.course, at=mixed.now))

    quiz = "Leksjon 2: Quiz"
    assert {name: found[f"Nr {name}", quiz] for name in mixed.people} == {
        "untouched": State.NOT_STARTED,
        "reading": State.NOT_STARTED,
        "failed": State.UNDER_WAY,
        "stuck": State.NEEDS_HELP,
        "completed": State.DONE,
        "newer": State.DONE,
    }
    # What a release does not hold is nobody's work there, and no gap.
    assert found["Nr newer", "Leksjon 3"] == State.NOT_THEIRS
    assert found["Nr completed", "Leksjon 4"] == State.NOT_THEIRS
    assert found["Nr newer", "Leksjon 4"] == State.DONE


def test_glance_adds_up_what_the_gradebook_shows():
    mixed = MixedCourse()
    picture = Picture(mixed.course, at=mixed.now)
    cells = [cell for row in rows_of(picture, picture.people) for cell in row.cells]

    for module in glance_of(picture):
        for item in module.items:
            mine = [cell.state for cell in cells if cell.column.key == item.column.key]
            assert {state: mine.count(state) for state, _ in item.numbers.cells} == dict(item.numbers.cells)
            at_it = [state for _, state in people_at(picture, item.column.key)]
            assert sorted(at_it) == sorted(mine)


def test_a_retake_takes_the_place_of_what_was_before():
    course, learner = make_course(), make_user()
    complete(make_enrolment(course=course, learner=learner))
    make_enrolment(course=course, learner=learner)

    picture = Picture(course, at=AT)

    assert [(one.number, one.standing) for one in picture.people] == [(2, Standing.NOT_STARTED)]
    assert set(states_of(picture).values()) == {State.NOT_STARTED}


def test_what_is_to_be_done_again_is_as_if_it_had_not_been_begun():
    changing = ChangingCourse()
    enrolment = make_enrolment(course=changing.course)
    read_lesson(enrolment)
    changing.edit_text()
    changing.publish_and_move(**redo())
    enrolment.refresh_from_db()

    assert not done_keys(enrolment)
    assert set(states_of(Picture(changing.course, at=clock.now())).values()) == {State.NOT_STARTED}


def test_numbers_on_the_page_are_those_of_the_picture():
    mixed = MixedCourse()
    page = signed_in(mixed.teacher).get(reverse("teaching:glance", args=[mixed.course.slug]))

    assert page.status_code == 200
    assert dict(page.context["counts"])[Standing.COMPLETED] == 1
    assert "6 people take the course" in page.content.decode()
