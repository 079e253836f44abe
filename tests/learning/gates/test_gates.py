"""Gates between lessons and modules: what opens them, and that nothing gets past a closed one."""

from datetime import timedelta

import pytest

from learning.domain.attempts import save_answers, start_attempt, submit_attempt
from learning.domain.progress import LessonLocked, mark_read, save_reflection
from learning.domain.releases import publish_course
from learning.queries import standing_of
from learning.seeds import right_answers
from tests.factories import blocks
from tests.factories.gates import any_of, lesson_page, module_page, one, put_gate
from tests.factories.learning import (
    AT,
    complete,
    lessons_of,
    make_course,
    make_enrolment,
    no_answers,
    quiz_of,
    read_lesson,
    reflection_of,
    submit,
)
from tests.factories.pages import make_course_page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

THREE = [[blocks.text(name=name)] for name in ("a", "b", "c")]


def gated(*, lessons=THREE, gate, number=3, **page):
    """Somebody in a course whose lesson of that number has a gate; `gate` is given the course's page."""
    course_page = make_course_page(lessons=lessons, **page)
    put_gate(lesson_page(course_page, number), *gate(course_page))
    return make_enrolment(course=publish_course(page=course_page, by=None, at=AT).course)


def is_open(enrolment, number=3, *, at=AT):
    standing = standing_of(enrolment, language="nb", at=at)
    return standing.lock_of(standing.outline.lessons[number - 1]) is None


def after(*numbers):
    return lambda page: [one("lesson", lesson=lesson_page(page, number)) for number in numbers]


def test_all_that_is_asked_for_must_be_done():
    enrolment = gated(gate=after(1, 2))

    read_lesson(enrolment, 1)
    between = is_open(enrolment)
    read_lesson(enrolment, 2)

    assert (between, is_open(enrolment)) == (False, True)


@pytest.mark.parametrize("number", [1, 2])
def test_one_of_several_is_enough(number):
    enrolment = gated(gate=lambda page: [any_of(*after(1, 2)(page))])
    before = is_open(enrolment)

    read_lesson(enrolment, number)

    assert (before, is_open(enrolment)) == (False, True)


def test_groups_are_joined_by_and():
    enrolment = gated(gate=lambda page: [any_of(*after(1, 2)(page)), one("opens", day="2026-11-05")])
    read_lesson(enrolment, 1)

    assert not is_open(enrolment)
    assert is_open(enrolment, at=AT + timedelta(days=3))


def test_a_module_is_done_when_what_is_required_in_it_is():
    page = make_course_page(lessons=THREE, modules=3)
    optional = lesson_page(page, 1)
    optional.required = False
    optional.save_revision().publish()
    put_gate(
        module_page(page, 3), one("module", module=module_page(page, 1)), one("module", module=module_page(page, 2))
    )
    enrolment = make_enrolment(course=publish_course(page=page, by=None, at=AT).course)

    read_lesson(enrolment, 2)
    between = is_open(enrolment)
    read_lesson(enrolment, 1)

    assert (between, is_open(enrolment)) == (False, True)


def test_a_quiz_is_passed_with_so_much():
    questions = [blocks.single_choice(name=f"q{number}") for number in range(4)]
    lessons = [[blocks.quiz(*questions, pass_mark=50, max_attempts=0)], [blocks.text()]]
    enrolment = gated(
        lessons=lessons, number=2, gate=lambda page: [one("quiz", lesson=lesson_page(page, 1), percent=80)]
    )

    def three_of_four(asked):
        return dict(list(right_answers(asked).items())[:3])

    submit(enrolment, 1, answers=three_of_four)
    passed = is_open(enrolment, 1), is_open(enrolment, 2)
    submit(enrolment, 1)

    assert passed == (True, False)
    assert is_open(enrolment, 2)


def test_days_count_from_the_day_the_learner_began():
    enrolment = gated(gate=lambda page: [one("days", days=7)])

    at = [AT + timedelta(days=6, hours=13), AT + timedelta(days=6, hours=14)]  # 9 November, 00:00 in Oslo

    assert [is_open(enrolment, at=moment) for moment in at] == [False, True]


def test_dates_are_those_of_the_centre():
    enrolment = gated(gate=lambda page: [one("opens", day="2026-11-05"), one("closes", day="2026-11-06")])

    at = [
        AT.replace(day=4, hour=22),
        AT.replace(day=4, hour=23),
        AT.replace(day=6, hour=22),
        AT.replace(day=6, hour=23),
    ]

    assert [is_open(enrolment, at=moment) for moment in at] == [False, True, True, False]


def test_other_courses_and_certificates_open_a_lesson():
    other = make_course_page(title="Grunnkurset", valid_months=12)
    course = publish_course(page=other, by=None, at=AT).course
    completed = gated(gate=lambda page: [one("course", course=other)])
    held = gated(gate=lambda page: [one("certificate", course=other)])
    fresh = gated(gate=lambda page: [one("certificate", course=other, months=3)])
    everybody = completed, held, fresh
    before = [is_open(one) for one in everybody]

    for enrolment in everybody:
        complete(make_enrolment(course=course, learner=enrolment.learner))

    months = [AT + timedelta(days=days) for days in (0, 100, 400)]
    assert before == [False, False, False]
    assert [is_open(completed, at=at) for at in months] == [True, True, True]
    assert [is_open(held, at=at) for at in months] == [True, True, False]
    assert [is_open(fresh, at=at) for at in months] == [True, False, False]


def test_what_others_hold_opens_nothing():
    other = make_course_page(title="Grunnkurset")
    course = publish_course(page=other, by=None, at=AT).course
    enrolment = gated(gate=lambda page: [any_of(one("course", course=other), one("certificate", course=other))])

    complete(make_enrolment(course=course, learner=make_user("Somebody else")))

    assert not is_open(enrolment)


@pytest.mark.parametrize("verb", ["read", "start", "save", "submit", "reflect"])
def test_no_verb_gets_past_a_closed_gate(verb):
    lessons = [[blocks.text()], [blocks.quiz(), blocks.reflection()] if verb != "read" else [blocks.text(name="b")]]
    enrolment = gated(lessons=lessons, number=2, gate=after(1))
    verbs = {
        "read": lambda: mark_read(enrolment=enrolment, lesson_key=lessons_of(enrolment)[1].key, by=None, at=AT),
        "start": lambda: start_attempt(**quiz_of(enrolment, 2), at=AT),
        "save": lambda: save_answers(**quiz_of(enrolment, 2), read=no_answers, at=AT),
        "submit": lambda: submit_attempt(**quiz_of(enrolment, 2), read=no_answers, at=AT),
        "reflect": lambda: save_reflection(**reflection_of(enrolment, 2), text="Marit", at=AT),
    }

    with pytest.raises(LessonLocked) as refused:
        verbs[verb]()

    assert [[one.kind for one in group] for group in refused.value.lock.unmet] == [["lesson"]]
    assert (enrolment.facts.count(), enrolment.attempts.count(), enrolment.reflections.count()) == (1, 0, 0)


def test_what_is_done_stays_open():
    enrolment = gated(gate=lambda page: [one("closes", day="2026-11-03")])
    read_lesson(enrolment, 3)

    assert is_open(enrolment, at=AT + timedelta(days=30))


def test_who_began_a_quiz_in_time_finishes_it_after_the_last_day():
    enrolment = gated(lessons=[[blocks.quiz()]], number=1, gate=lambda page: [one("closes", day="2026-11-03")])
    late = AT + timedelta(days=3)
    save_answers(**quiz_of(enrolment), read=no_answers, at=AT)

    submit_attempt(**quiz_of(enrolment), read=no_answers, at=late)

    with pytest.raises(LessonLocked):
        start_attempt(**quiz_of(enrolment), at=late)


def test_lessons_in_order_and_gates_go_together():
    enrolment = gated(gate=lambda page: [one("days", days=2)], in_order=True)
    later = AT + timedelta(days=5)

    only_late = is_open(enrolment, at=later)
    read_lesson(enrolment, 1)
    read_lesson(enrolment, 2)

    assert (only_late, is_open(enrolment), is_open(enrolment, at=later)) == (False, False, True)


def test_where_to_go_on_is_something_that_is_open():
    enrolment = gated(number=1, gate=lambda page: [one("days", days=2)])

    standing = standing_of(enrolment, language="nb", at=AT)

    assert standing.next_lesson == lessons_of(enrolment)[1]
    assert [standing.state_of(lesson) for lesson in lessons_of(enrolment)] == ["locked", "current", "open"]


def test_a_course_without_gates_asks_for_nothing_else():
    assert not standing_of(make_enrolment(course=make_course()), language="nb").known
