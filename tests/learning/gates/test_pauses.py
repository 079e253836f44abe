"""A crisis pause lets no last day go by; opening days come as they were said."""

from datetime import timedelta

import pytest

from cms.pause.domain.pauses import declare_pause, end_pause
from cms.pause.targets import Target
from learning.domain.enrolments import EntryClosed, enrol
from learning.domain.releases import publish_course
from learning.gates.entry import missing_for
from learning.models import Course
from learning.queries import standing_of
from tests.factories.gates import lesson_page, one, put_gate
from tests.factories.learning import AT, make_enrolment
from tests.factories.pages import make_course_page
from tests.factories.people import make_membership, make_organisation, make_user
from tests.queries import clear_caches

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)


def in_organisation(name="Skogdal kommune"):
    place, person = make_organisation(name), make_user()
    make_membership(person, place)
    return place, person


def open_on(enrolment, number, *days):
    standings = [standing_of(enrolment, language="nb", at=AT + day * DAY) for day in days]
    return [one.lock_of(one.outline.lessons[number - 1]) is None for one in standings]


@pytest.mark.parametrize("where", ["their own", "another's"])
def test_a_last_day_moves_by_as_long_as_the_pause(where):
    page = make_course_page()
    put_gate(lesson_page(page, 1), one("closes", day="2026-11-06"))  # four days after AT
    put_gate(lesson_page(page, 2), one("opens", day="2026-11-06"))
    place, person = in_organisation()
    paused = place if where == "their own" else make_organisation("Elvestad kommune")
    enrolment = make_enrolment(course=publish_course(page=page, by=None, at=AT).course, learner=person)
    target = Target("organisation", organisation=paused)

    pause = declare_pause(target=target, reason="Flom", by=None, at=AT + 2 * DAY)
    clear_caches()
    during = open_on(enrolment, 1, 6)
    end_pause(pause=pause, by=None, at=AT + 12 * DAY)
    clear_caches()

    if where == "their own":
        assert (during, open_on(enrolment, 1, 13, 14, 15)) == ([True], [True, True, False])
    else:
        assert (during, open_on(enrolment, 1, 4, 5)) == ([False], [True, False])
    assert open_on(enrolment, 2, 3, 4) == [False, True]


def test_the_last_day_to_begin_a_course_moves_too():
    page = make_course_page()
    put_gate(page, one("closes", day="2026-11-06"))
    course = Course.objects.get(pk=publish_course(page=type(page).objects.get(pk=page.pk), by=None, at=AT).course_id)
    place, person = in_organisation()
    declare_pause(target=Target("organisation", organisation=place), reason="Flom", by=None, at=AT + DAY)
    clear_caches()
    late = AT + 10 * DAY

    assert missing_for(course, person, late) == ()
    assert missing_for(course, make_user(), late)
    assert enrol(course=course, learner=person, by=person, at=late).is_active
    with pytest.raises(EntryClosed):
        enrol(course=course, learner=make_user(), by=None, at=late)
