"""Two waivers, or a waiver and the learner, at the same moment; and what would happen without the locks."""

import pytest

from learning.domain.progress import mark_read
from learning.domain.releases import publish_course
from learning.gates.domain.waivers import NothingToWaive, waive, waive_entry
from learning.gates.models import Waiver
from learning.models import CourseState, Enrolment
from tests.factories.gates import grounds, lesson_page, one, put_gate
from tests.factories.learning import AT, lessons_of, make_course, make_enrolment
from tests.factories.pages import make_course_page
from tests.factories.people import make_user
from tests.races import at_once, take_away_locks

pytestmark = pytest.mark.django_db(transaction=True)

WAIVER = 'INSERT INTO "gates_waiver"'


def opened_twice():
    """Two teachers open the same lesson; how many waivers come of it."""
    page = make_course_page()
    put_gate(lesson_page(page, 2), one("opens", day="2099-01-01"))
    enrolment = make_enrolment(course=publish_course(page=page, by=None, at=AT).course)
    key = lessons_of(enrolment)[1].address

    def give():
        waive(enrolment=enrolment, what="lesson_gate", target=key, grounds=grounds(), by=None, at=AT)

    results = at_once(give, give, meet_before=WAIVER)
    return Waiver.objects.count(), [type(result) for result in results if result]


def test_a_lesson_is_opened_once():
    assert opened_twice() == (1, [NothingToWaive])


def test_without_the_lock_it_would_be_opened_twice(monkeypatch):
    take_away_locks(monkeypatch)

    assert opened_twice() == (2, [])


def let_in_twice():
    course, learner = make_course(), make_user()

    def give():
        waive_entry(course=course, learner=learner, grounds=grounds(), by=None, at=AT)

    at_once(give, give, meet_before=WAIVER)
    return Waiver.objects.count()


def test_somebody_is_let_in_once():
    assert let_in_twice() == 1


def test_without_the_lock_they_would_be_let_in_twice(monkeypatch):
    take_away_locks(monkeypatch)

    assert let_in_twice() == 2


def waived_while_the_other_is_read():
    """The first lesson is waived in the moment the second is read; the state, and how many are counted as done."""
    enrolment = make_enrolment()
    first, second = lessons_of(enrolment)

    def give():
        waive(enrolment=enrolment, what="lesson", target=first.address, grounds=grounds(), by=None, at=AT)

    def read():
        mark_read(enrolment=enrolment, lesson_key=second.key, by=None, at=AT)

    at_once(give, read, meet_before='INSERT INTO "learning_activityfact"')
    return Enrolment.objects.get().state, CourseState.objects.get().done


def test_the_last_of_both_completes_the_course():
    assert waived_while_the_other_is_read() == ("completed", 2)


def test_without_the_lock_each_would_think_one_is_left(monkeypatch):
    take_away_locks(monkeypatch)

    assert waived_while_the_other_is_read() == ("active", 1)
