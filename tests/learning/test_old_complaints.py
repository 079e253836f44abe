"""What people complain of in other systems, row by row of the list we keep of it, and that it cannot happen here."""

import pytest
from django.urls import reverse

from learning.domain.rebuilding import check_progress
from learning.domain.releases import NothingNew
from learning.models import Attempt, CourseState, Enrolment, MoveRun
from learning.queries import standing_of
from tests.factories import blocks
from tests.factories.learning import AT, complete, make_enrolment, no_answers, read_lesson, submit
from tests.factories.people import make_admin, make_user
from tests.factories.releases import LATER, ChangingCourse, keep, redo
from tests.learning.views.desk import course_url, signed_in

pytestmark = pytest.mark.django_db


def progress(enrolment):
    state = CourseState.objects.get(enrolment=enrolment)
    return state.done, state.required, state.first_completed_at


def test_1_changed_rules_wipe_no_completion_and_move_no_date():
    course = ChangingCourse()
    done = complete(make_enrolment(course=course.course))
    course.write(2, blocks.quiz(pass_mark=100, max_attempts=1))
    course.add_lesson()

    course.publish_and_move(**redo())

    done.refresh_from_db()
    assert (done.state, done.ended_at, progress(done)) == ("completed", AT, (3, 3, AT))


def test_2_a_quiz_with_attempts_can_be_changed():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    submit(enrolment, 2, answers=no_answers)
    marked = Attempt.objects.values("marked", "score", "passed", "release").get()

    course.write(2, blocks.quiz(blocks.numeric(name="another"), blocks.true_false(name="third")))
    course.publish_and_move(**keep())

    assert Attempt.objects.values("marked", "score", "passed", "release").get() == marked


def test_3_a_new_lesson_moves_nobodys_percentage_unless_so_decided():
    course = ChangingCourse()
    under_way, done = read_lesson(make_enrolment(course=course.course), 1), make_enrolment(course=course.course)
    complete(done)
    before = progress(under_way), progress(done)
    course.add_lesson()

    course.publish_and_move()

    assert (progress(under_way), progress(done)) == before


def test_5_progress_is_never_more_than_all():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    for number in (1, 3):
        read_lesson(enrolment, number)
    course.remove_lesson(3)
    course.remove_lesson(1)

    course.publish_and_move(**keep())

    assert progress(enrolment)[:2] == (0, 1)


def test_11_nothing_waits_for_somebody_to_save_the_settings_again():
    """The last thing a learner lacked is taken out: they have completed the course, without doing anything."""
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course)
    read_lesson(enrolment, 1)
    submit(enrolment, 2)
    course.remove_lesson(3)

    course.publish_and_move(**keep())

    enrolment.refresh_from_db()
    assert enrolment.state == "completed"
    assert check_progress(Enrolment.objects.all(), at=LATER).found == 0


def test_12_who_publishes_is_told_who_is_hit_chooses_and_it_is_logged():
    admin, course = make_admin(language="en"), ChangingCourse()
    read_lesson(make_enrolment(course=course.course), 1)
    course.add_lesson()
    client, url = signed_in(admin), reverse("learning_admin:publish_course", args=[course.page.pk])
    shown = client.get(url)

    form = shown.context["form"]
    chosen = {**form.initial, "under_way": "move", "looked_at": form.fields["looked_at"].initial}
    client.post(url, chosen)

    assert shown.context["impact"].under_way == 1
    run = MoveRun.objects.get()
    assert (run.under_way, run.by) == ("move", admin)


def test_15_drafts_count_nowhere():
    course = ChangingCourse()
    enrolment = read_lesson(make_enrolment(course=course.course), 1)
    draft = course.lesson(1)
    draft.title = "Kladd"
    draft.save_revision()
    new = course.add_lesson(title="Kladd")
    new.unpublish()

    with pytest.raises(NothingNew):
        course.publish()

    assert progress(enrolment)[:2] == (1, 3)


def test_19_those_who_follow_up_and_the_learner_see_the_same():
    course = ChangingCourse()
    learner = make_user("Ingrid Moen", language="en")
    enrolment = read_lesson(make_enrolment(course=course.course, learner=learner), 1)
    course.add_lesson()
    course.publish_and_move(**keep())
    staff = signed_in(make_admin(language="en"))
    url = reverse("learning_admin:why", args=[course.course.pk, enrolment.pk])

    theirs, ours = signed_in(learner).get(course_url(enrolment)).context, staff.get(url).context
    why = signed_in(learner).get(reverse("why", args=[course.course.slug])).context

    assert (theirs["done"], theirs["total"]) == (ours["done"], ours["total"]) == (1, 4)
    assert [lesson["done"] for lesson in why["lessons"]] == [lesson["done"] for lesson in ours["lessons"]]
    listed = staff.get(reverse("learning_admin:learners", args=[course.course.pk])).content.decode()
    assert "25 %" in listed


def test_20_who_joins_later_has_done_nothing_and_sees_what_is_not_required():
    course = ChangingCourse()
    complete(make_enrolment(course=course.course))
    course.add_lesson(required=False)
    course.publish_and_move()
    learner = make_user("Ola Tveit", language="en")

    fresh = make_enrolment(course=course.course, learner=learner)

    assert standing_of(fresh, language="nb").done == frozenset()
    shown = signed_in(learner).get(reverse("why", args=[course.course.slug]))
    assert [(lesson["done"], lesson["required"]) for lesson in shown.context["lessons"]] == [
        (False, True),
        (False, True),
        (False, True),
        (False, False),
    ]
    assert shown.content.decode().count("Not required") == 1
