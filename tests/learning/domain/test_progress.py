from datetime import timedelta
from uuid import uuid4

import pytest

from learning.domain.enrolments import EnrolmentEnded, withdraw
from learning.domain.progress import (
    MAX_REFLECTION,
    LessonLocked,
    ReflectionTooLong,
    UnknownItem,
    mark_read,
    remember_place,
    save_reflection,
)
from learning.models import ActivityFact, Certificate, CourseState, ItemState, Reflection
from learning.queries import standing_of
from learning.signals import course_completed
from tests.factories import blocks
from tests.factories.learning import (
    AT,
    complete,
    lessons_of,
    make_enrolment,
    quiz_of,
    read_lesson,
    reflection_of,
    submit,
)
from tests.factories.pages import make_course_page, make_lesson_page
from tests.races import at_once, take_away_locks

LATER = AT + timedelta(days=3)
THREE = [[blocks.text()], [blocks.text()], [blocks.text()]]


def facts(enrolment):
    return list(enrolment.facts.values_list("verb", flat=True))


def everything():
    """What a refused verb must leave as it was."""
    tables = (ActivityFact, ItemState, CourseState, Reflection, Certificate)
    return [list(table.objects.order_by("pk").values()) for table in tables]


def with_optional_lesson(in_order=False):
    """Three lessons, the second not needed to complete the course."""
    page = make_course_page(lessons=[[blocks.text()]], in_order=in_order)
    module = page.get_children().get().specific
    make_lesson_page(module, [blocks.text()], title="Fordypning", required=False)
    make_lesson_page(module, [blocks.text()], title="Siste")
    return page


@pytest.fixture
def enrolment_with_optional(db):
    from learning.domain.releases import publish_course

    return make_enrolment(course=publish_course(page=with_optional_lesson(), by=None, at=AT).course)


@pytest.mark.django_db
def test_reading_is_a_fact_and_progress():
    enrolment = make_enrolment()

    read_lesson(enrolment, 1)

    lesson = lessons_of(enrolment)[0]
    fact = enrolment.facts.get(verb="experienced")
    assert (fact.item_key, fact.item_hash, fact.by) == (
        str(lesson.key),
        lesson.items[0].content_hash,
        enrolment.learner,
    )
    assert list(enrolment.item_states.values_list("status", "done_at")) == [("done", AT)]
    state = CourseState.objects.get()
    assert (state.done, state.required, state.last_lesson_key) == (1, 2, lesson.key)


@pytest.mark.django_db
def test_reading_twice_is_one_fact():
    enrolment = make_enrolment()
    read_lesson(enrolment)
    before = everything()

    read_lesson(enrolment, at=LATER)

    assert everything() == before


@pytest.mark.django_db
def test_a_lesson_the_release_does_not_hold_is_unknown():
    enrolment = make_enrolment()
    before = everything()

    with pytest.raises(UnknownItem):
        mark_read(enrolment=enrolment, lesson_key=uuid4(), by=None, at=AT)

    assert everything() == before


@pytest.mark.django_db
def test_a_lesson_with_a_quiz_is_not_done_by_reading():
    enrolment = make_enrolment(lessons=[[blocks.quiz()]])

    with pytest.raises(UnknownItem):
        read_lesson(enrolment)


@pytest.mark.django_db
def test_a_lesson_of_another_course_is_unknown():
    enrolment, other = make_enrolment(), make_enrolment()

    with pytest.raises(UnknownItem):
        mark_read(enrolment=enrolment, lesson_key=lessons_of(other)[0].key, by=None, at=AT)


@pytest.mark.django_db
def test_a_locked_lesson_is_refused_and_changes_nothing():
    enrolment = make_enrolment(lessons=THREE, in_order=True)
    before = everything()

    with pytest.raises(LessonLocked) as refused:
        read_lesson(enrolment, 3)

    assert refused.value.waits_for == lessons_of(enrolment)[0]
    assert everything() == before


@pytest.mark.django_db
def test_a_locked_quiz_and_reflection_are_refused():
    enrolment = make_enrolment(lessons=[[blocks.text()], [blocks.quiz(), blocks.reflection()]], in_order=True)
    before = everything()

    with pytest.raises(LessonLocked):
        submit(enrolment, 2)
    with pytest.raises(LessonLocked):
        save_reflection(**reflection_of(enrolment, 2), text="Vi", at=AT)

    assert everything() == before


@pytest.mark.django_db
def test_lessons_open_in_order():
    enrolment = make_enrolment(lessons=THREE, in_order=True)

    states = []
    for number in (1, 2, 3):
        standing = standing_of(enrolment, language="nb")
        states.append([standing.state_of(lesson) for lesson in standing.outline.lessons])
        read_lesson(enrolment, number)

    assert states == [
        ["current", "locked", "locked"],
        ["done", "current", "locked"],
        ["done", "done", "current"],
    ]


@pytest.mark.django_db
def test_any_lesson_is_open_where_order_does_not_matter():
    enrolment = make_enrolment(lessons=THREE)

    read_lesson(enrolment, 3)

    standing = standing_of(enrolment, language="nb")
    assert [standing.state_of(lesson) for lesson in standing.outline.lessons] == ["current", "open", "done"]


@pytest.mark.django_db
def test_an_optional_lesson_locks_nobody_out():
    from learning.domain.releases import publish_course

    page = with_optional_lesson(in_order=True)
    enrolment = make_enrolment(course=publish_course(page=page, by=None, at=AT).course)

    read_lesson(enrolment, 1)
    read_lesson(enrolment, 3)

    enrolment.refresh_from_db()
    assert enrolment.state == "completed"


def test_a_course_is_completed_without_its_optional_lessons(enrolment_with_optional):
    read_lesson(enrolment_with_optional, 1)
    read_lesson(enrolment_with_optional, 3)

    enrolment_with_optional.refresh_from_db()
    assert (enrolment_with_optional.state, enrolment_with_optional.course_state.percent) == ("completed", 100)


def test_optional_lessons_alone_complete_nothing(enrolment_with_optional):
    read_lesson(enrolment_with_optional, 2)

    enrolment_with_optional.refresh_from_db()
    assert (enrolment_with_optional.state, enrolment_with_optional.course_state.done) == ("active", 0)


@pytest.mark.django_db
def test_the_last_lesson_completes_the_course():
    enrolment = make_enrolment()
    read_lesson(enrolment, 1)

    read_lesson(enrolment, 2, at=LATER)

    enrolment.refresh_from_db()
    assert (enrolment.state, enrolment.ended_at) == ("completed", LATER)
    assert enrolment.course_state.first_completed_at == LATER
    assert facts(enrolment) == ["registered", "experienced", "experienced", "completed"]
    assert Certificate.objects.get().basis_key == str(enrolment.pk)


@pytest.mark.django_db
def test_completion_is_announced_once_after_commit(django_capture_on_commit_callbacks):
    enrolment, heard = make_enrolment(), []

    def listen(sender, enrolment_id, **_):
        heard.append(enrolment_id)

    course_completed.connect(listen)
    with django_capture_on_commit_callbacks(execute=True):
        complete(enrolment)
        assert heard == []
    course_completed.disconnect(listen)

    assert heard == [enrolment.pk]


def test_the_day_somebody_finished_never_moves(enrolment_with_optional):
    read_lesson(enrolment_with_optional, 1)
    read_lesson(enrolment_with_optional, 3)

    read_lesson(enrolment_with_optional, 2, at=LATER)
    read_lesson(enrolment_with_optional, 1, at=LATER)

    enrolment_with_optional.refresh_from_db()
    assert enrolment_with_optional.ended_at == AT
    assert CourseState.objects.get().first_completed_at == AT


@pytest.mark.django_db
def test_who_withdrew_cannot_go_on():
    enrolment = make_enrolment(lessons=[[blocks.text(), blocks.reflection()], [blocks.quiz()]])
    withdraw(enrolment=enrolment, by=None, at=AT)
    before = everything()

    with pytest.raises(EnrolmentEnded):
        read_lesson(enrolment)
    with pytest.raises(EnrolmentEnded):
        submit(enrolment, 2)
    with pytest.raises(EnrolmentEnded):
        save_reflection(**reflection_of(enrolment), text="Vi", at=AT)

    assert everything() == before


@pytest.mark.django_db
def test_a_reflection_is_kept_and_replaced():
    enrolment = make_enrolment(lessons=[[blocks.reflection()]])

    save_reflection(**reflection_of(enrolment), text="Marit", at=AT)
    save_reflection(**reflection_of(enrolment), text="Marit og Per\x00", at=LATER)

    assert list(Reflection.objects.values_list("text", "saved_at")) == [("Marit og Per", LATER)]
    assert facts(enrolment) == ["registered", "answered"]
    enrolment.refresh_from_db()
    assert enrolment.state == "active"


@pytest.mark.django_db
def test_a_reflection_that_is_too_long_is_refused():
    enrolment = make_enrolment(lessons=[[blocks.reflection()]])
    save_reflection(**reflection_of(enrolment), text="x" * MAX_REFLECTION, at=AT)
    before = everything()

    with pytest.raises(ReflectionTooLong):
        save_reflection(**reflection_of(enrolment), text="x" * (MAX_REFLECTION + 1), at=AT)

    assert everything() == before


@pytest.mark.django_db
def test_a_quiz_is_no_reflection():
    enrolment = make_enrolment(lessons=[[blocks.quiz()]])

    with pytest.raises(UnknownItem):
        save_reflection(**quiz_of(enrolment), text="Vi", at=AT)


@pytest.mark.django_db
def test_the_place_is_remembered():
    enrolment = make_enrolment()
    lesson = lessons_of(enrolment)[1]

    remember_place(enrolment=enrolment, lesson_key=lesson.key, block_id=blocks.block_id("second"))
    remember_place(enrolment=enrolment, lesson_key=uuid4(), block_id="elsewhere")

    state = CourseState.objects.get()
    assert (state.last_lesson_key, state.last_block_id) == (lesson.key, blocks.block_id("second"))


@pytest.mark.django_db
@pytest.mark.parametrize("block_id", ["\x00", "x" * 10_000, "a\x00b"])
def test_a_place_that_is_none_harms_nobody(block_id):
    enrolment = make_enrolment()

    remember_place(enrolment=enrolment, lesson_key=lessons_of(enrolment)[0].key, block_id=block_id)

    assert len(CourseState.objects.get().last_block_id) <= 36


def last_lesson_and_a_reflection_at_once():
    enrolment = make_enrolment(lessons=[[blocks.text(), blocks.reflection()]])
    reflection = reflection_of(enrolment)
    return at_once(
        lambda: read_lesson(enrolment),
        lambda: save_reflection(**reflection, text="Vi", at=AT),
        meet_before='INSERT INTO "learning_activityfact"',
    )


@pytest.mark.django_db(transaction=True)
def test_what_happens_beside_the_completion_does_not_undo_it():
    """The one that waited for the lock read the course's state before it got it, and must not write that back."""
    for _ in range(4):
        last_lesson_and_a_reflection_at_once()

    assert set(CourseState.objects.values_list("done", "first_completed_at")) == {(1, AT)}


def the_last_two_lessons_at_once():
    enrolment = make_enrolment()
    calls = [lambda number=number: read_lesson(enrolment, number) for number in (1, 2)]
    at_once(*calls, meet_before='INSERT INTO "learning_activityfact"')
    enrolment.refresh_from_db()
    return enrolment.state


@pytest.mark.django_db(transaction=True)
def test_two_last_lessons_at_once_complete_the_course():
    assert the_last_two_lessons_at_once() == "completed"


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_both_would_think_one_is_left(monkeypatch):
    take_away_locks(monkeypatch)

    assert the_last_two_lessons_at_once() == "active"
