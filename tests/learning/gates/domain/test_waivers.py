"""What is waived counts as done, is said to be waived, and can be taken back as long as the course is under way."""

import pytest

from learning.domain.enrolments import EnrolmentEnded, enrol, withdraw
from learning.domain.progress import UnknownItem
from learning.domain.rebuilding import check_progress
from learning.domain.releases import publish_course
from learning.gates.domain.waivers import (
    NothingToWaive,
    TooLate,
    revoke_waiver,
    waive_entry,
)
from learning.gates.models import Waiver, WaiverRevocation
from learning.models import Certificate, Course, CourseState, Enrolment, ItemState
from learning.queries import standing_of
from tests.factories import blocks
from tests.factories.gates import grounds, lesson_page, make_waiver, one, put_gate
from tests.factories.learning import (
    AT,
    lessons_of,
    make_enrolment,
    no_answers,
    read_lesson,
    submit,
)
from tests.factories.pages import make_course_page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db

LESSONS = [[blocks.text()], [blocks.quiz()], [blocks.text(name="c")], [blocks.quiz(name="q4"), blocks.reflection()]]


def in_course(**page):
    return make_enrolment(lessons=LESSONS, modules=2, **page)


def key_of(enrolment, number):
    return lessons_of(enrolment)[number - 1].address


def states(enrolment):
    return dict(enrolment.item_states.values_list("item_key", "status"))


def agrees():
    """Live progress is what the facts say, and rebuilding from nothing gives the same."""
    found = check_progress(Enrolment.objects.all(), at=AT)
    before = everything()
    ItemState.objects.all().delete()
    CourseState.objects.update(done=0, required=0, first_completed_at=None, opened=[])
    check_progress(Enrolment.objects.all(), at=AT, repair=True)
    return found.differences == [] and everything() == before


def everything():
    items = ItemState.objects.order_by("item_key").values_list(
        "item_key", "status", "attempts", "best_score", "done_at"
    )
    courses = CourseState.objects.order_by("pk").values_list("done", "required", "opened", "first_completed_at")
    return list(items), list(courses)


def test_a_lesson_that_is_waived_counts_as_done_and_is_not_said_to_be():
    enrolment = in_course()

    waiver = make_waiver(enrolment, "lesson", key_of(enrolment, 2))

    standing = standing_of(Enrolment.objects.get(), language="nb")
    lesson = lessons_of(enrolment)[1]
    assert (standing.is_done(lesson), standing.is_waived(lesson), standing.state_of(lesson)) == (
        True,
        True,
        "not_required",
    )
    assert (standing.done_count, states(enrolment)) == (1, {lesson.items[0].key: "waived"})
    assert (waiver.keys, waiver.opens) == ([lesson.items[0].key], [])
    assert agrees()


@pytest.mark.parametrize(("what", "count"), [("item", 1), ("module", 2), ("course", 4)])
def test_one_thing_a_module_and_everything(what, count):
    enrolment = in_course()
    module = standing_of(enrolment, language="nb").outline.modules[1]
    targets = {"item": lessons_of(enrolment)[3].items[0].key, "module": module.address, "course": ""}

    make_waiver(enrolment, what, targets[what])

    assert list(states(enrolment).values()) == ["waived"] * count
    assert agrees()


def test_everything_waived_completes_the_course_and_the_certificate_says_so():
    enrolment = in_course()
    enrolment.learner.language = "en"
    enrolment.learner.save()
    read_lesson(enrolment, 1)

    make_waiver(enrolment, "course")

    enrolment.refresh_from_db()
    certificate = Certificate.objects.get()
    assert (enrolment.state, certificate.holder) == ("completed", enrolment.learner)
    assert certificate.basis_text == "Course completed (release 1); 3 parts were waived"
    assert agrees()


def test_the_last_thing_done_after_a_waiver_names_it_too():
    enrolment = make_enrolment(learner=make_user(language="en"))
    make_waiver(enrolment, "lesson", key_of(enrolment, 1))

    read_lesson(enrolment, 2)

    assert Certificate.objects.get().basis_text == "Course completed (release 1); 1 part was waived"


def test_what_is_waived_may_be_done_all_the_same():
    enrolment = in_course()
    for number in (1, 2):
        make_waiver(enrolment, "lesson", key_of(enrolment, number))

    read_lesson(enrolment, 1)
    submit(enrolment, 2, answers=no_answers)
    failed = list(states(enrolment).values())
    submit(enrolment, 2)

    assert failed == ["done", "waived"]
    assert list(states(enrolment).values()) == ["done", "done"]
    assert CourseState.objects.get().done == 2
    assert agrees()


def test_taken_back_it_is_asked_for_again():
    enrolment = in_course()
    submit(enrolment, 2, answers=no_answers)
    waiver = make_waiver(enrolment, "module", standing_of(enrolment, language="nb").outline.modules[0].address)

    revoke_waiver(waiver=waiver, reason="Feil person.", by=None, at=AT)

    assert states(enrolment) == {lessons_of(enrolment)[1].items[0].key: "under_way"}
    assert (CourseState.objects.get().done, WaiverRevocation.objects.get().reason) == (0, "Feil person.")
    assert agrees()


def test_what_was_done_meanwhile_stays_done():
    enrolment = in_course()
    waiver = make_waiver(enrolment, "module", standing_of(enrolment, language="nb").outline.modules[0].address)
    submit(enrolment, 2)

    revoke_waiver(waiver=waiver, by=None, at=AT)

    assert states(enrolment) == {lessons_of(enrolment)[1].items[0].key: "done"}
    assert agrees()


def test_nothing_is_waived_twice_nor_taken_back_twice():
    enrolment = in_course()
    waiver = make_waiver(enrolment, "lesson", key_of(enrolment, 1))
    module = make_waiver(enrolment, "module", standing_of(enrolment, language="nb").outline.modules[0].address)

    with pytest.raises(NothingToWaive):
        make_waiver(Enrolment.objects.get(), "lesson", key_of(enrolment, 1))
    revoke_waiver(waiver=waiver, by=None, at=AT)
    with pytest.raises(TooLate):
        revoke_waiver(waiver=waiver, by=None, at=AT)

    assert module.keys == [lessons_of(enrolment)[1].items[0].key]
    assert list(states(enrolment)) == module.keys


def test_a_waiver_holds_once_the_course_is_completed():
    enrolment = in_course()
    waiver = make_waiver(enrolment, "course")
    lesson = make_enrolment()
    withdraw(enrolment=lesson, by=None, at=AT)

    with pytest.raises(TooLate):
        revoke_waiver(waiver=Waiver.objects.get(), by=None, at=AT)
    with pytest.raises(TooLate):
        make_waiver(enrolment, "course")
    with pytest.raises(EnrolmentEnded):
        make_waiver(lesson, "course")
    assert not hasattr(waiver, "revocation")


@pytest.mark.parametrize("what", ["lesson_gate", "module_gate"])
@pytest.mark.parametrize("in_order", [True, False])
def test_a_gate_is_opened_for_one_learner(what, in_order):
    page = make_course_page(lessons=LESSONS, modules=2, in_order=in_order)
    gated = lesson_page(page, 3) if what == "lesson_gate" else lesson_page(page, 3).get_parent().specific
    put_gate(gated, one("opens", day="2099-01-01"))
    course = publish_course(page=page, by=None, at=AT).course
    enrolment, other = make_enrolment(course=course), make_enrolment(course=course)
    if in_order and what == "module_gate":
        read_lesson(enrolment, 1), submit(enrolment, 2)

    waiver = make_waiver(enrolment, what, str(gated.translation_key))

    def is_open(one):
        return standing_of(Enrolment.objects.get(pk=one.pk), language="nb").lock_of(lessons_of(one)[2]) is None

    assert (is_open(enrolment), is_open(other)) == (True, False)
    assert agrees()
    with pytest.raises(NothingToWaive):
        make_waiver(Enrolment.objects.get(pk=enrolment.pk), what, str(gated.translation_key))
    revoke_waiver(waiver=waiver, by=None, at=AT)
    assert not is_open(enrolment)
    assert agrees()


def test_somebody_may_begin_a_course_whose_gate_is_closed():
    page = make_course_page()
    put_gate(page, one("closes", day="2099-01-01"), one("course", course=make_gate_course()))
    course = publish_course(page=type(page).objects.get(pk=page.pk), by=None, at=AT).course
    learner, other = make_user(), make_user()

    waiver = waive_entry(course=course, learner=learner, grounds=grounds(), by=None, at=AT)

    course = Course.objects.get(pk=course.pk)
    enrolment = enrol(course=course, learner=learner, by=learner, at=AT)
    assert enrolment.facts.get().value == {"release": 1, "waiver": waiver.pk}
    with pytest.raises(Exception, match=course.slug):
        enrol(course=course, learner=other, by=other, at=AT)
    with pytest.raises(NothingToWaive):
        waive_entry(course=course, learner=learner, grounds=grounds(), by=None, at=AT)
    revoke_waiver(waiver=waiver, by=None, at=AT)
    assert Enrolment.objects.get().is_active


def make_gate_course():
    page = make_course_page(title="Grunnkurset")
    publish_course(page=page, by=None, at=AT)
    return page


@pytest.mark.sampled
@pytest.mark.parametrize("what", ["item", "lesson", "module", "lesson_gate", "module_gate", "attempt"])
@pytest.mark.parametrize("target", ["", "x", "7f0c7b52-0f5b-4d1e-9f64-0d2a2f6d3f7a"])
def test_what_is_not_there_is_not_waived(what, target):
    enrolment = in_course()

    with pytest.raises(UnknownItem):
        make_waiver(enrolment, what, target)

    assert (Waiver.objects.count(), enrolment.facts.count()) == (0, 1)
