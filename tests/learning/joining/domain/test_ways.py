"""Ways are said of a course, at once and with a line in the log; what was never said is as it always was."""

import pytest
from django.db import IntegrityError, transaction
from wagtail.models import ModelLogEntry

from learning.joining.domain.ways import FollowsItself, RemindersOutOfOrder, Terms, set_ways
from learning.joining.models import CourseWays
from learning.joining.ways import ClosedForNew, refuse_closed, ways_of
from tests.factories.joining import AT, course_with, fresh, plain_course
from tests.factories.people import make_user
from tests.queries import count_queries

pytestmark = pytest.mark.django_db


def test_course_nobody_has_said_anything_of_is_open_and_asks_no_query():
    course = fresh(plain_course())

    with count_queries() as asked:
        ways = ways_of(course)

    assert (ways.is_open, ways.by_key, ways.on_request, ways.by_contacts, ways.is_closed) == (
        *(True, False, False),
        *(True, False),
    )
    assert (ways.reminds, ways.first_reminder, ways.second_reminder, len(asked)) == (True, 14, 30, 0)


def test_setting_them_leaves_a_line_in_the_log_each_time():
    course, owner = plain_course(), make_user()

    for terms in (Terms(is_open=False, by_key=True), Terms(is_closed=True, follow_up=plain_course())):
        set_ways(course=course, terms=terms, by=owner, at=AT)

    lines = ModelLogEntry.objects.filter(action="joining.set_ways", object_id=str(course.pk)).order_by("pk")
    assert [(line.user_id, line.data["by_key"], line.data["is_closed"]) for line in lines] == [
        (owner.pk, True, False),
        (owner.pk, False, True),
    ]
    assert CourseWays.objects.count() == 1


def test_reminders_come_in_order_and_no_course_follows_itself():
    course = plain_course()

    with pytest.raises(RemindersOutOfOrder):
        set_ways(course=course, terms=Terms(first_reminder=30, second_reminder=30), by=None, at=AT)
    with pytest.raises(FollowsItself):
        set_ways(course=course, terms=Terms(follow_up=course), by=None, at=AT)


def test_the_database_has_the_last_word():
    ways = course_with().ways

    for values in ({"first_reminder": 30}, {"follow_up": ways.course}):
        with pytest.raises(IntegrityError), transaction.atomic():
            CourseWays.objects.filter(pk=ways.pk).update(**values)


def test_closed_is_closed_whatever_else_is_said():
    with pytest.raises(ClosedForNew):
        refuse_closed(course_with(is_open=True, by_key=True, is_closed=True))
