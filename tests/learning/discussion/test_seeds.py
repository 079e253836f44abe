"""The demo's discussion, on a small course in place of the demo's own."""

import pytest

from cms.demo import people as demo
from learning.discussion.models import Post, Report, Thread
from learning.discussion.queries import unanswered
from learning.discussion.seeds import seed
from learning.models import Course
from tests.factories.discussion import make_learner, make_teacher
from tests.factories.learning import make_course

pytestmark = pytest.mark.django_db


def test_threads_answers_and_a_report_once():
    course = make_course(slug=demo.TAUGHT)
    make_teacher(course, email=demo.TEACHER.email)
    for person in (demo.LEARNER, *demo.PEOPLE[9:12]):
        make_learner(course, person.name, email=person.email)

    seed(), seed()

    assert Thread.objects.count() == 3
    assert Post.objects.filter(helpful_at__isnull=False).count() == 1
    assert Report.objects.filter(handled_at__isnull=True).count() == 1
    assert unanswered(course).count() == 1
    assert not Post.objects.filter(told_at__isnull=True).exists()


def test_with_too_few_people_there_is_none():
    make_teacher(make_course(slug=demo.TAUGHT), email=demo.TEACHER.email)
    seed()

    assert not Thread.objects.exists()
    assert Course.objects.exists()
