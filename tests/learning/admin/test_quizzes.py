"""The quizzes of a course in the admin: statistics, regrades, extra time, and who gets to them."""

from datetime import timedelta

import pytest
import time_machine

from cms.people import roles
from learning.bank.domain.questions import revise_question
from learning.domain.course_staff import give_course_role
from learning.models import GradingEvent, Regrade
from learning.queries import extra_time_of, with_grade
from tests.factories import blocks
from tests.factories.bank import make_question
from tests.factories.learning import AT, lessons_of, make_course, make_enrolment, submit
from tests.factories.people import make_holder_of, make_user
from tests.learning.views.desk import signed_in
from tests.queries import count_queries

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=1)


@pytest.fixture(autouse=True)
def clock():
    with time_machine.travel(LATER, tick=False) as travel:
        yield travel


class Scene:
    def __init__(self, *, learners=10):
        self.question = make_question("true_false", answer=True, text="Planen øves hvert år.")
        self.course = make_course(lessons=[[blocks.quiz(draws=[(["ros"], 1)], minutes=30)]])
        self.enrolments = [make_enrolment(course=self.course) for _ in range(learners)]
        for number, enrolment in enumerate(self.enrolments):
            said = "false" if number < 6 else "true"
            submit(enrolment, answers=lambda _, said=said: {str(self.question.key): said})
        self.item = lessons_of(self.enrolments[0])[0].items[0].key
        self.base = f"/admin/learning/courses/{self.course.pk}"
        self.quiz = f"{self.base}/quizzes/{self.item}/"
        self.regrade = f"{self.quiz}regrade/{self.question.key}/"
        self.time = f"{self.base}/learners/{self.enrolments[0].pk}/extra-time/"

    def staff(self, role):
        person = make_holder_of(roles.EDITOR)
        give_course_role(course=self.course, user=person, role=role, by=None, at=AT)
        return signed_in(person)

    def mend(self):
        said = self.question.current.content["nb"] | {"answer": False}
        revise_question(question=self.question, language="nb", said=said, by=None, at=LATER)


@pytest.fixture
def scene():
    return Scene()


def text(client, url, status=200):
    answer = client.get(url)
    assert answer.status_code == status
    return answer.content.decode()


def test_a_teacher_sees_how_the_questions_do(scene):
    teacher = scene.staff("teacher")

    assert scene.quiz in text(teacher, f"{scene.base}/quizzes/")
    shown = text(teacher, scene.quiz)

    assert ("40 %" in shown, "<svg" in shown, "Planen øves hvert år." in shown) == (True, True, True)
    assert scene.regrade not in shown
    assert scene.enrolments[0].learner.name not in shown


def test_statistics_cost_the_same_for_few_and_many():
    counts = []
    for learners in (2, 12):
        scene = Scene(learners=learners)
        teacher = scene.staff("teacher")
        teacher.get(scene.quiz)
        with count_queries() as asked:
            teacher.get(scene.quiz)
        counts.append(len(asked))

    assert counts == [16, 16]  # eleven of them every page of the admin asks


def test_an_owner_sees_who_would_change_and_confirms_with_a_reason(scene, django_capture_on_commit_callbacks):
    scene.mend()
    owner = scene.staff("owner")
    assert scene.regrade in text(owner, scene.quiz)

    shown = text(owner, scene.regrade)
    with django_capture_on_commit_callbacks(execute=True):
        answer = owner.post(scene.regrade, {"choice": "bank-2", "reason": "Forskriften sier hvert andre år."})

    assert 'value="bank-2"' in shown
    assert answer.url == f"{scene.base}/quizzes/"
    grades = [with_grade(one.attempts.all()).get().final_passed for one in scene.enrolments]
    assert grades == [True] * 10
    assert GradingEvent.objects.count() == 10
    assert "Forskriften sier hvert andre år." in text(owner, f"{scene.base}/quizzes/")


@pytest.mark.parametrize("form", [{"choice": "bank-2", "reason": " "}, {"choice": "bank-9", "reason": "x"}, {}])
def test_without_reason_or_with_another_key_nothing_is_marked(scene, form):
    scene.mend()

    scene.staff("owner").post(scene.regrade, form)

    assert Regrade.objects.count() == 0


def test_there_is_nothing_to_mend_where_the_keys_agree(scene):
    assert 'name="choice"' not in text(scene.staff("owner"), scene.regrade)


@pytest.mark.parametrize("item", ["x", "5b0c5a0e-27f1-4f0e-9d3e-6f2f6a0c1d11:x"])
def test_no_such_quiz(scene, item):
    owner = scene.staff("owner")

    assert owner.get(f"{scene.base}/quizzes/{item}/").status_code == 404
    assert owner.get(f"{scene.base}/quizzes/{item}/regrade/x/").status_code == 404
    assert owner.get(f"{scene.quiz}regrade/no-such-question/").status_code == 404


def test_a_teacher_gives_and_ends_extra_time(scene):
    teacher = scene.staff("teacher")

    teacher.post(scene.time, {"percent": "50", "reason": "accommodation"})
    assert extra_time_of(scene.enrolments[0], at=LATER).percent == 50
    assert "50" in text(teacher, scene.time)
    teacher.post(scene.time, {"do": "end"})

    assert extra_time_of(scene.enrolments[0], at=LATER) is None


@pytest.mark.parametrize(
    "form",
    [{"percent": "900", "reason": "other"}, {"percent": "x", "reason": "other"}, {"percent": "50", "reason": "flu"}],
)
def test_bad_extra_time_is_refused_in_words(scene, form):
    assert scene.staff("teacher").post(scene.time, form).status_code == 422
    assert extra_time_of(scene.enrolments[0], at=LATER) is None


def test_those_of_another_course_get_nowhere(scene):
    scene.mend()
    elsewhere = make_holder_of(roles.TEACHER)
    give_course_role(course=make_course(), user=elsewhere, role="teacher", by=None, at=AT)

    for client in (signed_in(elsewhere), signed_in(make_user()), scene.staff("teacher")):
        client.post(scene.regrade, {"choice": "bank-2", "reason": "x"})
    for client in (signed_in(elsewhere), signed_in(make_user())):
        for url in (scene.quiz, scene.regrade, scene.time, f"{scene.base}/quizzes/"):
            assert client.get(url).status_code in (302, 403)
        client.post(scene.time, {"percent": "50", "reason": "other"})

    assert Regrade.objects.count() == 0
    assert extra_time_of(scene.enrolments[0], at=LATER) is None


def test_extra_time_of_somebody_in_another_course_is_not_found(scene):
    other = make_enrolment()

    url = f"{scene.base}/learners/{other.pk}/extra-time/"

    assert scene.staff("teacher").get(url).status_code == 404
