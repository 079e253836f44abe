from datetime import timedelta

import pytest

from cms.mail.models import OutboxMessage
from cms.people import roles
from learning.bank.domain.questions import revise_question
from learning.domain.course_staff import give_course_role
from learning.domain.enrolments import withdraw
from learning.domain.rebuilding import check_progress
from learning.domain.regrades import (
    SETTLED,
    MayNotRegrade,
    NothingToMend,
    ReasonMissing,
    apply_regrade,
    regrade_question,
    unfinished_regrades,
)
from learning.domain.releases import publish_course
from learning.models import ActivityFact, Attempt, Certificate, CourseState, Enrolment, GradingEvent, ItemState, Regrade
from learning.models.immutable import Unchangeable
from learning.queries import with_grade
from learning.regrading import mended_keys, preview_of
from tests.factories import blocks
from tests.factories.bank import make_question
from tests.factories.learning import AT, lessons_of, make_enrolment, no_answers, submit
from tests.factories.pages import make_course_page
from tests.factories.people import make_holder_of, make_user
from tests.races import at_once

pytestmark = pytest.mark.django_db
LATER = AT + timedelta(days=2)


class Scene:
    """A quiz of two questions of the bank, one of them with a wrong key, and who has answered it."""

    def __init__(self, *, pass_mark=100):
        self.wrong = make_question("true_false", tags=["ros"], answer=True, text="Planen kan øves hvert tiende år.")
        make_question("true_false", tags=["ros"], answer=True, text="Planen skal øves.")
        quiz = blocks.quiz(draws=[(["ros"], 2)], pass_mark=pass_mark, max_attempts=0)
        self.page = make_course_page(lessons=[[quiz]])
        self.course = publish_course(page=self.page, by=None, at=AT).course
        self.enrolments = {}

    def answered(self, name, *, wrong, other):
        """Somebody who said this of the question with the wrong key, and this of the other."""
        self.enrolments[name] = enrolment = make_enrolment(course=self.course, learner=make_user(name))
        submit(
            enrolment,
            answers=lambda questions: {
                question["id"]: wrong if question["id"] == str(self.wrong.key) else other for question in questions
            },
        )
        return enrolment

    def mend(self, *, answer=False):
        said = self.wrong.current.content["nb"] | {"answer": answer}
        revise_question(question=self.wrong, language="nb", said=said, note="Nøkkelen var gal", by=None, at=LATER)
        self.wrong.refresh_from_db()

    @property
    def item_key(self):
        return lessons_of(next(iter(self.enrolments.values())))[0].items[0].key

    @property
    def mended(self):
        self.course.refresh_from_db()
        return mended_keys(self.course, self.item_key, str(self.wrong.key))

    def regrade(self, *, by=None, reason="Forskriften sier hvert andre år.", at=LATER):
        regrade = regrade_question(
            course=self.course,
            item_key=self.item_key,
            question_id=str(self.wrong.key),
            correction=self.mended[0].correction,
            reason=reason,
            by=by,
            at=at,
        )
        apply_regrade(regrade_id=regrade.pk, at=at)
        return regrade

    def grades(self):
        rows = with_grade(Attempt.objects.order_by("pk"))
        return {one.enrolment.learner.name: (one.final_score, one.final_passed) for one in rows}


@pytest.fixture
def scene():
    """Kari knew better than the key; Ola answered as the key said; Per knew nothing."""
    made = Scene()
    made.answered("Kari", wrong="false", other="true")
    made.answered("Ola", wrong="true", other="true")
    made.answered("Per", wrong="true", other="false")
    return made


def test_nothing_is_to_be_mended_as_long_as_the_keys_agree(scene):
    assert scene.mended == []


def test_a_mended_question_of_the_bank_is_found(scene):
    scene.mend()

    assert [(one.bank_version, one.release_number) for one in scene.mended] == [(2, None)]


def test_other_words_are_nothing_to_regrade(scene):
    said = scene.wrong.current.content["nb"] | {"text": "Planen må øves.", "feedback_true": "Nettopp."}
    revise_question(question=scene.wrong, language="nb", said=said, by=None, at=LATER)

    assert scene.mended == []


def test_a_preview_says_who_changes_and_writes_nothing(scene):
    scene.mend()

    preview = preview_of(scene.course, scene.item_key, str(scene.wrong.key), scene.mended[0].correction)

    assert (preview.passes_now, preview.up, preview.down, preview.stays_passed) == (1, 1, 2, 1)
    named = {change.attempt.enrolment.learner.name: (change.score, change.passed) for change in preview.changes}
    assert named == {"Kari": (100, True), "Ola": (50, True), "Per": (0, False)}
    assert GradingEvent.objects.count() == 0


def test_who_knew_better_passes_and_who_had_passed_keeps_it(scene):
    scene.mend()

    scene.regrade()

    assert scene.grades() == {"Kari": (100, True), "Ola": (50, True), "Per": (0, False)}


def test_what_was_marked_stays_as_it_was(scene):
    before = list(Attempt.objects.order_by("pk").values())
    scene.mend()

    scene.regrade()

    assert list(Attempt.objects.order_by("pk").values()) == before
    with pytest.raises(Unchangeable):
        GradingEvent.objects.update(score=100)


def test_who_passes_now_has_done_it_by_the_ordinary_way(scene):
    scene.mend()

    scene.regrade()

    kari = scene.enrolments["Kari"]
    kari.refresh_from_db()
    assert (kari.state, Certificate.objects.filter(holder=kari.learner).count()) == ("completed", 1)
    state = ItemState.objects.get(enrolment=kari)
    assert (state.status, state.best_score, state.attempts, state.done_at) == ("done", 100, 1, LATER)
    assert CourseState.objects.get(enrolment=kari).first_completed_at == LATER


def test_who_passes_now_is_told_once_and_nobody_else(scene):
    scene.enrolments["Kari"].learner.language = "en"
    scene.enrolments["Kari"].learner.save()
    scene.mend()

    regrade = scene.regrade()
    apply_regrade(regrade_id=regrade.pk, at=LATER)

    mail = OutboxMessage.objects.get(kind="learning/mail/passed_after_regrade")
    assert (mail.to_user, mail.language) == (scene.enrolments["Kari"].learner, "en")
    assert "You have passed the quiz" in mail.subject
    assert regrade.reason in mail.text


def test_every_change_is_a_fact(scene):
    scene.mend()

    regrade = scene.regrade()

    facts = ActivityFact.objects.filter(client_id__startswith="regrade:").order_by("enrolment_id")
    assert [(fact.verb, fact.value) for fact in facts] == [
        ("passed", {"attempt": 1, "score": 100, "regrade": regrade.pk}),
        ("passed", {"attempt": 1, "score": 50, "regrade": regrade.pk}),
        ("failed", {"attempt": 1, "score": 0, "regrade": regrade.pk}),
    ]
    assert {fact.item_hash for fact in facts} == set(
        ActivityFact.objects.exclude(client_id__startswith="regrade:")
        .filter(verb="passed")
        .values_list("item_hash", flat=True)
    )


def test_a_rebuild_from_the_facts_comes_to_the_same(scene):
    scene.mend()
    scene.regrade()

    check = check_progress(Enrolment.objects.all(), at=LATER)

    assert (check.checked, check.found) == (3, 0)


def test_who_passed_keeps_certificate_and_best_score(scene):
    scene.mend()

    scene.regrade()

    ola = scene.enrolments["Ola"]
    assert ItemState.objects.get(enrolment=ola).best_score == 100
    assert Certificate.objects.get(holder=ola.learner).events.count() == 0


def test_done_twice_it_changes_nothing_more(scene):
    scene.mend()
    regrade = scene.regrade()
    events = GradingEvent.objects.count()

    assert apply_regrade(regrade_id=regrade.pk, at=LATER) == 0
    assert unfinished_regrades() == [regrade.pk]
    assert apply_regrade(regrade_id=regrade.pk, at=LATER + SETTLED) == 0

    assert unfinished_regrades() == []
    assert GradingEvent.objects.count() == events == 3


def test_from_then_on_answers_are_marked_by_the_mended_key(scene):
    scene.mend()
    scene.regrade()

    late = scene.answered("Anne", wrong="false", other="true")

    assert (late.attempts.get().score, late.attempts.get().passed) == (100, True)
    assert scene.mended == []


def test_a_second_regrade_builds_on_the_first(scene):
    scene.mend()
    scene.regrade()
    scene.mend(answer=True)

    scene.regrade(at=LATER + timedelta(days=1))

    assert scene.grades() == {"Kari": (50, True), "Ola": (100, True), "Per": (50, False)}
    assert Regrade.objects.count() == 2


def test_a_key_mended_in_the_lesson_reaches_those_on_older_releases():
    page = make_course_page(lessons=[[blocks.quiz(blocks.true_false(answer=True), pass_mark=100)]])
    course = publish_course(page=page, by=None, at=AT).course
    enrolment = make_enrolment(course=course)
    submit(enrolment, answers=lambda _: {blocks.block_id("true_false"): "false"})
    lesson = page.get_descendants().last().specific
    raw = lesson.body.raw_data
    raw[0]["value"]["questions"][0]["value"]["answer"] = False
    lesson.body = lesson.body.stream_block.to_python(list(raw))
    lesson.save()
    course = publish_course(page=page, by=None, at=LATER).course
    where = (course, lessons_of(enrolment)[0].items[0].key, blocks.block_id("true_false"))

    (mended,) = mended_keys(*where)
    regrade = regrade_question(
        course=course,
        item_key=where[1],
        question_id=where[2],
        correction=mended.correction,
        reason="x",
        by=None,
        at=LATER,
    )
    apply_regrade(regrade_id=regrade.pk, at=LATER)

    assert mended.release_number == 2
    assert with_grade(enrolment.attempts.all()).get().final_passed is True


def test_who_has_left_the_course_is_marked_anew_and_completes_nothing(scene):
    kari = scene.enrolments["Kari"]
    withdraw(enrolment=kari, by=None, at=AT)
    scene.mend()

    scene.regrade()

    kari.refresh_from_db()
    assert (kari.state, kari.learner.certificates.count()) == ("withdrawn", 0)
    assert scene.grades()["Kari"] == (100, True)


def test_a_learner_without_an_answer_gets_no_event(scene):
    blank = make_enrolment(course=scene.course)
    submit(blank, answers=no_answers)
    scene.mend()

    scene.regrade()

    assert GradingEvent.objects.filter(attempt__enrolment=blank).count() == 0


def test_a_reason_must_be_said(scene):
    scene.mend()

    with pytest.raises(ReasonMissing):
        scene.regrade(reason="  ")

    assert Regrade.objects.count() == 0


def test_any_key_will_not_do(scene):
    forged = {"nb": {"answer": False, "feedback_true": "", "feedback_false": ""}}

    with pytest.raises(NothingToMend):
        regrade_question(
            course=scene.course,
            item_key=scene.item_key,
            question_id=str(scene.wrong.key),
            correction=forged,
            reason="x",
            by=None,
            at=LATER,
        )


def test_owners_of_the_course_regrade_and_nobody_else(scene):
    scene.mend()
    teacher, editor = make_holder_of(roles.TEACHER), make_holder_of(roles.EDITOR)
    give_course_role(course=scene.course, user=teacher, role="teacher", by=None, at=AT)
    learner = scene.enrolments["Kari"].learner

    for person in (teacher, editor, learner):
        with pytest.raises(MayNotRegrade):
            scene.regrade(by=person)

    give_course_role(course=scene.course, user=editor, role="owner", by=None, at=AT)
    assert scene.regrade(by=editor).by == editor


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_mark_each_attempt_once():
    scene = Scene()
    for number in range(4):
        scene.answered(f"Kari {number}", wrong="false", other="true")
    scene.mend()
    regrade = scene.regrade()
    assert GradingEvent.objects.count() == 4

    outcomes = at_once(*[lambda: apply_regrade(regrade_id=regrade.pk, at=LATER)] * 2)

    assert outcomes == [0, 0]


@pytest.mark.django_db(transaction=True)
def test_two_workers_who_begin_together_mark_each_attempt_once():
    scene = Scene()
    for number in range(3):
        scene.answered(f"Kari {number}", wrong="false", other="true")
    scene.mend()
    correction = scene.mended[0].correction
    regrade = Regrade.objects.create(
        course=scene.course,
        item_key=scene.item_key,
        question_id=str(scene.wrong.key),
        correction=correction,
        reason="x",
        at=LATER,
    )

    outcomes = at_once(*[lambda: apply_regrade(regrade_id=regrade.pk, at=LATER)] * 2)

    assert sum(outcomes) == 3
    assert GradingEvent.objects.count() == 3
