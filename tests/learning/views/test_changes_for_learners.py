"""A course that changes, as its learners see it: told of it, why things count, and what is new to who has finished."""

import pytest
from django.urls import reverse

from learning.models import Attempt, Certificate, Enrolment
from tests.factories import blocks
from tests.factories.learning import AT, complete, lessons_of, make_enrolment, no_answers, read_lesson, submit
from tests.factories.people import make_user
from tests.factories.releases import LATER, ChangingCourse, keep, offer, redo
from tests.queries import count_queries

from .desk import answers_url, course_url, lesson_url, read_url, right_form, signed_in

pytestmark = pytest.mark.django_db


def learner():
    return make_user("Ingrid Moen", language="en")


def update_url(enrolment):
    return reverse("update", args=[enrolment.course.slug])


def why_url(enrolment):
    return reverse("why", args=[enrolment.course.slug])


def again(enrolment):
    return Enrolment.objects.select_related("release", "course", "learner").get(pk=enrolment.pk)


# --- Under way ---------------------------------------------------------------------------------------


def moved_course(policy):
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course, learner=learner())
    read_lesson(enrolment, 1)
    submit(enrolment, 2)
    course.change_key()
    course.publish_and_move(**policy)
    return course, enrolment


def test_who_was_moved_is_told_and_what_begins_afresh():
    _course, enrolment = moved_course(redo())

    shown = signed_in(enrolment.learner).get(course_url(enrolment))

    assert shown.context["moved"]["again"] == ["Leksjon 2"]
    assert "This has changed and begins afresh:" in shown.content.decode()


def test_who_was_moved_and_keeps_all_is_told_so():
    _course, enrolment = moved_course(keep())

    shown = signed_in(enrolment.learner).get(course_url(enrolment)).content.decode()

    assert "What you have done stays done." in shown


def test_who_began_on_the_release_is_told_nothing():
    course, _enrolment = moved_course(keep())
    fresh = make_enrolment(course=course.course, learner=learner(), at=LATER)

    assert signed_in(fresh.learner).get(course_url(fresh)).context["moved"] is None


def test_the_course_page_of_who_was_moved_keeps_its_budget():
    _course, enrolment = moved_course(redo())
    client = signed_in(enrolment.learner)
    client.get(course_url(enrolment))

    with count_queries() as asked:
        client.get(course_url(enrolment))

    assert len(asked) == 5, asked


def test_a_changed_quiz_says_so_and_gives_all_attempts_again():
    _course, enrolment = moved_course(redo())
    client = signed_in(enrolment.learner)

    part = client.get(lesson_url(again(enrolment), 2)).context["blocks"][0]

    assert (part["is_new"], part["passed"], part["can_try"]) == (True, False, True)
    assert "3 attempts left." in part["terms"]
    result = client.get(lesson_url(again(enrolment), 2) + f"{blocks.block_id('quiz')}/attempts/1/")
    assert "no longer counts" in result.content.decode()


def test_the_lesson_of_who_is_in_the_middle_of_the_old_quiz_shows_the_old_quiz():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course, learner=learner())
    client = signed_in(enrolment.learner)
    client.post(answers_url(enrolment, 2), {"do": "save"})
    raw = blocks.quiz(blocks.true_false(name="quite-another"))
    course.write(2, raw)
    course.publish_and_move(**keep())

    page = client.get(lesson_url(again(enrolment), 2))
    client.post(answers_url(again(enrolment), 2), right_form() | {"do": "submit"})

    assert [question["type"] for question in page.context["blocks"][0]["questions"]] == ["single_choice"]
    attempt = Attempt.objects.get()
    assert (attempt.passed, attempt.release) == (True, course.first)


def test_a_lesson_that_was_taken_out_leads_to_the_course_and_says_why():
    course = ChangingCourse()
    enrolment = read_lesson(make_enrolment(course=course.course, learner=learner()), 1)
    old_url, read = lesson_url(enrolment, 3), read_url(enrolment, 3)
    course.remove_lesson(3)
    course.publish_and_move(**keep())
    client = signed_in(enrolment.learner)

    answers = [client.get(old_url, follow=True), client.post(read, follow=True)]

    for answer in answers:
        assert answer.redirect_chain[-1][0] == course_url(enrolment)
        assert "no longer in the course" in answer.content.decode()


def test_the_result_of_a_quiz_that_was_taken_out_is_still_there():
    course = ChangingCourse()
    enrolment = make_enrolment(course=course.course, learner=learner())
    submit(enrolment, 2, answers=no_answers)
    url = lesson_url(enrolment, 2) + f"{blocks.block_id('quiz')}/attempts/1/"
    course.remove_lesson(2)
    course.publish_and_move(**keep())

    shown = signed_in(enrolment.learner).get(url)

    assert (shown.status_code, shown.context["can_try"], shown.context["attempt"].score) == (200, False, 0)


# --- Why ---------------------------------------------------------------------------------------------


def test_why_is_answered_for_every_item():
    course = ChangingCourse(
        lessons=[[blocks.text(), blocks.reflection()], [blocks.quiz()], [blocks.text()], [blocks.quiz(name="last")]]
    )
    enrolment = make_enrolment(course=course.course, learner=learner())
    read_lesson(enrolment, 1)
    submit(enrolment, 2, answers=no_answers)
    submit(enrolment, 2)
    submit(enrolment, 4, answers=no_answers)

    shown = signed_in(enrolment.learner).get(why_url(enrolment))

    assert [lesson["reasons"] for lesson in shown.context["lessons"]] == [
        ["Read on 2 November 2026.", "Nothing written. It is offered, not needed."],
        ["Passed on 2 November 2026 with 100 per cent."],
        ["Not marked as read."],
        ["Tried 1 time. Best: 0 per cent; 70 are needed."],
    ]
    assert shown.context["left"] == ["Leksjon 3", "Leksjon 4"]
    assert [entry["text"] for entry in shown.context["history"]] == [
        "Enrolled, on release 1.",
        "Read “Leksjon 1”.",
        "Handed in the quiz of “Leksjon 2”, not passed.",
        "Passed the quiz of “Leksjon 2” with 100 per cent.",
        "Handed in the quiz of “Leksjon 4”, not passed.",
    ]


def test_why_names_what_waits_and_what_was_credited():
    course = ChangingCourse(in_order=True)
    done = complete(make_enrolment(course=course.course, learner=learner()))
    course.change_key()
    course.add_lesson(title="Nytt krav")
    course.publish_and_move(**offer())
    client = signed_in(done.learner)
    client.post(update_url(done))

    lessons = client.get(why_url(done)).context["lessons"]

    assert lessons[0]["reasons"][0].startswith("Credited on ")
    second = f'<a href="{lesson_url(again(done), 2)}">Leksjon 2</a>'
    assert (lessons[1]["locked"], lessons[3]["locked"]) == ([], [f"Opens when “{second}” is done."])


def test_why_of_who_has_completed_says_that_nothing_takes_it_away():
    enrolment = complete(make_enrolment(learner=learner()))

    shown = signed_in(enrolment.learner).get(why_url(enrolment)).content.decode()

    assert "Nothing that is changed in it later takes that away." in shown


def test_why_is_ones_own():
    enrolment = complete(make_enrolment(learner=learner()))

    assert signed_in(make_user()).get(why_url(enrolment)).status_code == 200
    assert "Read on" not in signed_in(make_user()).get(why_url(enrolment)).content.decode()


@pytest.mark.parametrize("size", [3, 40])
def test_why_costs_the_same_for_few_and_many(size):
    enrolment = make_enrolment(lessons=[[blocks.text()] for _ in range(size)], learner=learner())
    for number in range(1, size):
        read_lesson(enrolment, number)
    client = signed_in(enrolment.learner)
    client.get(why_url(enrolment))

    with count_queries() as asked:
        client.get(why_url(enrolment))

    assert len(asked) == 5, asked


# --- What is new to who has finished -----------------------------------------------------------------


def finished_course():
    course = ChangingCourse(valid_months=24)
    done = complete(make_enrolment(course=course.course, learner=learner(), at=AT))
    course.add_lesson(title="Nytt krav")
    course.publish_and_move(**offer())
    return course, done


def test_it_is_offered_on_the_course_and_on_my_day():
    _course, done = finished_course()
    client = signed_in(done.learner)

    for url in (course_url(done), reverse("my_day")):
        assert update_url(done) in client.get(url).content.decode()


def test_nothing_is_offered_while_nothing_is_new():
    done = complete(make_enrolment(learner=learner()))
    client = signed_in(done.learner)

    for url in (course_url(done), reverse("my_day")):
        assert update_url(done) not in client.get(url).content.decode()
    assert client.get(update_url(done)).url == course_url(done)


def test_the_page_says_what_is_new_and_the_button_begins_it():
    _course, done = finished_course()
    client = signed_in(done.learner)

    shown = client.get(update_url(done))
    begun = client.post(update_url(done), follow=True)

    assert [lesson["title"] for lesson in shown.context["lessons"]] == ["Nytt krav"]
    assert (begun.context["done"], begun.context["total"]) == (3, 4)
    started = Enrolment.objects.get(updates=done)
    assert client.get(update_url(done)).url == course_url(done)
    client.post(read_url(started, 4))
    assert Certificate.objects.count() == 2
    assert len(lessons_of(started)) == 4


def test_beginning_twice_begins_once():
    _course, done = finished_course()
    client = signed_in(done.learner)

    answers = [client.post(update_url(done)) for _ in range(2)]

    assert [answer.url for answer in answers] == [course_url(done)] * 2
    assert Enrolment.objects.filter(updates=done).count() == 1


def test_nobody_updates_for_somebody_else():
    _course, done = finished_course()

    answer = signed_in(make_user()).post(update_url(done))

    assert answer.status_code in (302, 403)
    assert Enrolment.objects.count() == 1


def test_my_day_costs_the_same_with_offers():
    counts = []
    one = learner()
    for _ in range(2):
        course = ChangingCourse()
        complete(make_enrolment(course=course.course, learner=one))
        course.add_lesson()
        course.publish_and_move(**offer())
        client = signed_in(one)
        client.get(reverse("my_day"))
        with count_queries() as asked:
            client.get(reverse("my_day"))
        counts.append(len(asked))

    assert counts[0] == counts[1], counts
