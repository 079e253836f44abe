"""Item statistics, against the arithmetic of Python's own library on plain lists."""

import random
import statistics as stdlib

import pytest

from learning.bank.domain.questions import revise_question
from learning.domain.releases import publish_course
from learning.seeds import right_answer
from learning.statistics import LEAST, ItemStatistics, Sums, statistics_of_question, statistics_of_quiz
from tests.factories import blocks
from tests.factories.bank import make_questions
from tests.factories.learning import AT, lessons_of, make_enrolment, submit
from tests.factories.pages import make_course_page
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
QUESTIONS = 4


def test_a_correlation_is_the_librarys():
    chance = random.Random(5)
    pairs = [(chance.choice([0.0, 0.5, 1.0]), chance.random()) for _ in range(60)]
    sums = Sums()
    for x, y in pairs:
        sums.add(x, y)

    assert sums.correlation == pytest.approx(stdlib.correlation(*zip(*pairs, strict=True)))


def test_what_is_the_same_for_all_tells_nobody_apart():
    sums = Sums()
    for y in (0.1, 0.5, 0.9):
        sums.add(1.0, y)

    assert sums.correlation is None


class Scene:
    """Learners of different strength at a quiz of four questions; `table` holds who solved what, row by row."""

    def __init__(self, learners, *, questions=QUESTIONS):
        self.questions = make_questions(questions)
        self.ids = [str(question.key) for question in self.questions]
        quiz = blocks.quiz(draws=[(["ros"], questions)], pass_mark=0, max_attempts=0)
        self.page = make_course_page(lessons=[[quiz]])
        self.course = publish_course(page=self.page, by=None, at=AT).course
        chance = random.Random(3)
        self.table = [[chance.random() < 0.2 + 0.6 * number / learners for _ in self.ids] for number in range(learners)]
        self.enrolments = [self.answered(row) for row in self.table]

    def answered(self, row):
        enrolment = make_enrolment(course=self.course)
        submit(
            enrolment,
            answers=lambda questions: {
                question["id"]: right_answer(question) if row[self.ids.index(question["id"])] else wrong(question)
                for question in questions
            },
        )
        return enrolment

    @property
    def item_key(self):
        return lessons_of(self.enrolments[0])[0].items[0].key

    def by_question(self):
        return {one.question["id"]: one for one in statistics_of_quiz(self.course, self.item_key)}


def wrong(question):
    return next(option["id"] for option in question["options"] if not option["correct"])


def test_facility_and_discrimination_of_every_question():
    scene = Scene(24)

    found = scene.by_question()

    for place, key in enumerate(scene.ids):
        solved = [float(row[place]) for row in scene.table]
        rest = [(sum(row) - row[place]) / (QUESTIONS - 1) for row in scene.table]
        assert found[key].answers == 24
        assert found[key].facility == round(100 * sum(solved) / 24)
        assert found[key].discrimination == pytest.approx(stdlib.correlation(solved, rest))


def test_options_are_counted():
    scene = Scene(12, questions=1)
    solved = sum(row[0] for row in scene.table)

    (one,) = scene.by_question().values()

    assert [(option["correct"], option["chosen"]) for option in one.options] == [
        (True, solved),
        (False, 12 - solved),
        (False, 0),
    ]


def test_only_first_attempts_count():
    scene = Scene(10)
    before = {key: (one.answers, one.points) for key, one in scene.by_question().items()}

    for enrolment in scene.enrolments:
        submit(enrolment, answers=lambda _: {})

    assert {key: (one.answers, one.points) for key, one in scene.by_question().items()} == before


def test_too_few_answers_say_nothing():
    scene = Scene(LEAST - 1)

    for one in scene.by_question().values():
        assert (one.answers, one.facility, one.discrimination, one.options) == (LEAST - 1, None, None, [])
    scene.answered([True] * QUESTIONS)
    assert all(one.facility is not None for one in scene.by_question().values())


def test_what_somebody_wrote_is_not_shown():
    page = make_course_page(lessons=[[blocks.quiz(blocks.short_text(), pass_mark=0)]])
    course = publish_course(page=page, by=None, at=AT).course
    for _ in range(LEAST):
        enrolment = make_enrolment(course=course)
        submit(enrolment, answers=lambda questions: {questions[0]["id"]: "Kari Nordmann, 99 99 99 99"})

    (one,) = statistics_of_quiz(course, lessons_of(enrolment)[0].items[0].key)

    assert (one.facility, one.options, one.chosen) == (0, [], {})


def test_versions_stand_apart():
    scene = Scene(LEAST, questions=1)
    question = scene.questions[0]
    revise_question(
        question=question, language="nb", said=question.current.content["nb"] | {"text": "Nytt?"}, by=None, at=AT
    )
    scene.course = publish_course(page=scene.page, by=None, at=AT).course
    for _ in range(3):
        scene.answered([True])

    found = statistics_of_question(str(question.key), [scene.item_key])

    assert [(one.shown_version, one.answers) for one in found] == [("2", 3), ("1", LEAST)]


@pytest.mark.parametrize("learners", [3, 12])
def test_as_many_queries_for_few_and_for_many(learners):
    scene = Scene(learners)
    statistics_of_quiz(scene.course, scene.item_key)

    with count_queries() as asked:
        statistics_of_quiz(scene.course, scene.item_key)

    assert len(asked) == 2, asked


def test_an_empty_quiz_has_no_statistics():
    course = publish_course(page=make_course_page(lessons=[[blocks.quiz()]]), by=None, at=AT).course

    assert statistics_of_quiz(course, lessons_of(make_enrolment(course=course))[0].items[0].key) == []
    assert ItemStatistics({"id": "x", "type": "numeric"}, "1").facility is None
