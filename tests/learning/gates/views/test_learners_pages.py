"""A closed lesson explains itself in words, wherever the learner meets it; and so does what is not asked of them."""

from datetime import timedelta

import pytest
import time_machine
from django.urls import reverse

from cms.models import LessonPage
from learning.domain.releases import publish_course
from tests.factories import blocks
from tests.factories.gates import any_of, lesson_page, make_waiver, module_page, one, put_gate
from tests.factories.learning import AT, lessons_of, make_enrolment, read_lesson
from tests.factories.pages import make_course_page, translate
from tests.factories.people import make_user
from tests.learning.views.desk import (
    answers_url,
    course_url,
    lesson_url,
    read_url,
    reflection_url,
    right_form,
    signed_in,
    wrong_form,
)

pytestmark = pytest.mark.django_db

FOUR = [[blocks.text()], [blocks.text(name="b")], [blocks.quiz(), blocks.reflection()], [blocks.text(name="d")]]


class Learner:
    """An English reader in a course; `gate(number, ...)` writes a gate before it is published."""

    def __init__(self, **page):
        self.page = make_course_page(lessons=FOUR, modules=2, **page)

    def gate(self, number, *conditions):
        put_gate(lesson_page(self.page, number), *conditions)

    def after(self, *numbers):
        return [one("lesson", lesson=lesson_page(self.page, number)) for number in numbers]

    def begin(self, at=AT):
        course = publish_course(page=self.page, by=None, at=AT).course
        self.enrolment = make_enrolment(course=course, learner=make_user(language="en"), at=at)
        self.client = signed_in(self.enrolment.learner)
        return self.enrolment

    def rows(self):
        shown = self.client.get(course_url(self.enrolment)).context["modules"]
        return [lesson for module in shown for lesson in module["lessons"]]

    def reason(self, number):
        return self.rows()[number - 1]["reason"]

    def link(self, number, title=""):
        return f'<a href="{lesson_url(self.enrolment, number)}">“{title or f"Leksjon {number}"}”</a>'


@pytest.fixture
def learner():
    return Learner()


def test_lessons_and_modules(learner):
    learner.gate(2, any_of(*learner.after(1, 3)))
    learner.gate(3, *learner.after(1, 2))
    learner.gate(4, one("module", module=module_page(learner.page, 1)))
    learner.begin()

    assert learner.reason(2) == f"Opens when you have done {learner.link(1)} or {learner.link(3)}."
    assert learner.reason(3) == (
        f"Opens when you have done {learner.link(1)}. Opens when you have done {learner.link(2)}."
    )
    assert learner.reason(4) == "Opens when you have done the module “Modul 1”."


def test_days(learner):
    learner.gate(1, one("opens", day="2099-03-03"))
    learner.gate(2, one("closes", day="2026-11-06"))
    learner.gate(3, one("days", days=7))
    learner.gate(4, any_of(one("opens", day="2099-03-03"), one("days", days=1000), *learner.after(1)))

    with time_machine.travel(AT, tick=False):
        learner.begin()
    with time_machine.travel(AT + timedelta(days=3), tick=False):
        first, second, third, fourth = (row["reason"] for row in learner.rows())

    assert (first, second) == ("Opens on 3 March 2099.", "")
    assert third == "Opens 7 days after you began: on Monday 9 November 2026."
    assert fourth == (
        "Opens when it is 3 March 2099 or later, 1000 days have passed since you began or you have done "
        f"{learner.link(1)}."
    )
    with time_machine.travel(AT + timedelta(days=9), tick=False):
        assert learner.reason(2) == "The last day was 6 November 2026."


def test_quizzes_courses_and_certificates(learner):
    other = make_course_page(title="Grunnkurset <&>", slug="grunnkurset")
    publish_course(page=other, by=None, at=AT)
    learner.gate(1, one("quiz", lesson=lesson_page(learner.page, 3), percent=80))
    learner.gate(2, one("certificate", course=other))
    learner.gate(4, one("certificate", course=other, months=1))
    learner.begin()
    link = '<a href="/learn/grunnkurset/">“Grunnkurset &lt;&amp;&gt;”</a>'

    assert learner.reason(1) == f"Opens when you have passed the quiz of {learner.link(3)} with at least 80 per cent."
    assert learner.reason(2) == f"Opens when you hold a valid certificate in {link}."
    assert learner.reason(4) == f"Opens when you hold a valid certificate in {link} that is at most 1 month old."
    assert link in learner.client.get(course_url(learner.enrolment)).content.decode()


def test_lessons_that_are_called_the_same_are_told_apart_by_their_module(learner):
    for number in (1, 3):
        lesson = lesson_page(learner.page, number)
        lesson.title = "Sjekk deg selv"
        lesson.save_revision().publish()
    learner.gate(2, one("lesson", lesson=LessonPage.objects.descendant_of(learner.page).order_by("path")[2]))
    learner.begin()

    assert learner.reason(2) == f"Opens when you have done {learner.link(3, 'Modul 2: Sjekk deg selv')}."


def test_the_order_of_lessons_and_a_gate_are_both_named():
    learner = Learner(in_order=True)
    learner.gate(2, one("opens", day="2099-03-03"))
    learner.begin()
    link = f'<a href="{lesson_url(learner.enrolment, 1)}">Leksjon 1</a>'

    assert learner.reason(2) == f"Opens when “{link}” is done. Opens on 3 March 2099."


def test_titles_are_in_the_language_of_the_reader(learner):
    learner.gate(2, *learner.after(1))
    learner.page.refresh_from_db()
    swedish = translate(learner.page, "sv")
    lesson = lesson_page(swedish, 1)
    lesson.title = "Första lektionen"
    lesson.save_revision().publish()
    enrolment = learner.begin()
    enrolment.learner.language = "sv"
    enrolment.learner.save()

    assert (
        "”Första lektionen”"
        in signed_in(enrolment.learner).get(course_url(enrolment), headers={"accept-language": "sv"}).content.decode()
    )


@pytest.mark.parametrize("door", ["page", "read", "answers", "start", "reflection"])
def test_every_door_of_a_closed_lesson_says_why(learner, door):
    number = 2 if door == "read" else 3
    learner.gate(number, *learner.after(1), one("opens", day="2099-03-03"))
    enrolment = learner.begin()
    before = enrolment.facts.count()
    doors = {
        "page": lambda: learner.client.get(lesson_url(enrolment, 3)),
        "read": lambda: learner.client.post(read_url(enrolment, 2)),
        "answers": lambda: learner.client.post(answers_url(enrolment, 3), right_form() | {"do": "submit"}),
        "start": lambda: learner.client.post(answers_url(enrolment, 3).replace("answers", "start")),
        "reflection": lambda: learner.client.post(reflection_url(enrolment, 3), {}),
    }

    answer = doors[door]()

    page = answer.content.decode()
    assert answer.status_code == 409
    assert f"Opens when you have done {learner.link(1)}." in page
    assert "Opens on 3 March 2099." in page
    assert (enrolment.facts.count(), enrolment.attempts.count(), enrolment.reflections.count()) == (before, 0, 0)


def test_who_is_in_the_middle_of_a_quiz_gets_back_to_it_after_the_last_day(learner):
    learner.gate(3, one("closes", day="2026-11-03"))
    learner.gate(2, one("closes", day="2026-11-03"))
    with time_machine.travel(AT, tick=False):
        enrolment = learner.begin()
        learner.client.post(answers_url(enrolment, 3), {"do": "save"})

    with time_machine.travel(AT + timedelta(days=4), tick=False):
        pages = [learner.client.get(lesson_url(enrolment, number)).status_code for number in (2, 3)]
        learner.client.post(answers_url(enrolment, 3), right_form() | {"do": "submit"})

    assert pages == [409, 200]
    assert enrolment.attempts.get().passed


def test_when_nothing_is_open_the_page_says_what_comes_next(learner):
    for number in (1, 2, 3, 4):
        learner.gate(number, one("opens", day="2099-03-03"))
    learner.begin()

    page = learner.client.get(course_url(learner.enrolment))

    assert page.context["waits"] == {"title": "Leksjon 1", "reasons": ["Opens on 3 March 2099."]}
    assert "Every lesson is done" not in page.content.decode()
    assert learner.client.get(reverse("my_day")).status_code == 200


def test_what_is_waived_is_shown_as_not_required_and_why(learner):
    learner.gate(4, one("opens", day="2099-03-03"))
    enrolment = learner.begin()
    make_waiver(enrolment, "lesson", lessons_of(enrolment)[1].address, explanation="Bestått i Oslo i mai.")
    make_waiver(enrolment, "lesson_gate", lessons_of(enrolment)[3].address, reference="https://example.org/vedtak")
    read_lesson(enrolment, 4)

    states = [row["state"] for row in learner.rows()]
    why = learner.client.get(reverse("why", args=[enrolment.course.slug])).content.decode()
    lesson = learner.client.get(lesson_url(enrolment, 2)).content.decode()

    assert states == ["current", "not_required", "open", "done"]
    assert "Not required for you since 2 November 2026: an equal course taken elsewhere." in why
    assert "“Leksjon 2” is not required for you." in why
    assert "“Leksjon 4” is open for you." in why
    assert "Bestått i Oslo i mai." in why
    assert '<a href="https://example.org/vedtak" rel="noopener noreferrer">' in why
    assert "Waived: “Leksjon 2”." in why
    assert "Opened by a waiver: “Leksjon 4”." in why
    assert "This lesson is not required for you." in lesson


def test_one_more_attempt_shows_in_the_quiz(learner):
    enrolment = learner.begin()
    url = answers_url(enrolment, 3)
    for _time in range(3):
        learner.client.post(url, wrong_form() | {"do": "submit"})
    used_up = _quiz(learner, enrolment)
    refused = learner.client.post(url, right_form() | {"do": "submit"})

    make_waiver(enrolment, "attempt", lessons_of(enrolment)[2].items[0].key)

    again = _quiz(learner, enrolment)
    why = learner.client.get(reverse("why", args=[enrolment.course.slug])).content.decode()
    answer = learner.client.post(url, right_form() | {"do": "submit"})
    assert (used_up["can_try"], refused.status_code, again["can_try"]) == (False, 409, True)
    assert "1 attempt left." in again["terms"]
    assert "One more attempt: “Leksjon 3”." in why
    assert answer.status_code == 302


def _quiz(learner, enrolment):
    blocks = learner.client.get(lesson_url(enrolment, 3)).context["blocks"]
    return next(one for one in blocks if one["type"] == "quiz")
