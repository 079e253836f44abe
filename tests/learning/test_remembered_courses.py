"""What a test is given from memory is what the verbs would have made."""

import pytest
from django.db import transaction
from wagtail.models import Page

from learning.domain.releases import publish_course
from learning.models import Course, CourseRelease, ReleaseItem
from tests.factories import blocks
from tests.factories.learning import make_course, make_enrolment
from tests.factories.pages import make_course_page
from tests.queries import count_queries

pytestmark = pytest.mark.django_db

LESSONS = [[blocks.text(name="remembered")], [blocks.text(name="remembered-too")]]


def made_and_undone():
    """Everything of a course, and how many statements it took."""
    with transaction.atomic():
        with count_queries() as asked:
            course = make_course(lessons=LESSONS)
        found = (
            [(page.path, page.numchild, page.url_path) for page in Page.objects.order_by("path")],
            list(CourseRelease.objects.values("number", "content_hash", "outline")),
            list(ReleaseItem.objects.order_by("pk").values("key", "kind", "content_hash")),
            course.title,
            Page.find_problems(),
        )
        transaction.set_rollback(True)
    return found, len(asked)


def test_the_third_time_it_comes_from_memory_and_is_the_same():
    (first, dear), (_second, _), (third, cheap) = made_and_undone(), made_and_undone(), made_and_undone()

    assert third[4] == first[4] == ([], [], [], [], [])
    assert [page[:2] for page in third[0]] == [page[:2] for page in first[0]]
    assert third[3] == first[3]
    assert len(third[2]) == len(first[2]) == 2
    assert cheap < dear / 2


def test_what_comes_from_memory_can_be_taken_and_published_anew():
    made_and_undone()
    made_and_undone()
    course = make_course(lessons=LESSONS)

    assert make_enrolment(course=course).release == course.current_release
    second = make_course_page(lessons=LESSONS)
    assert publish_course(page=second, by=None, at=course.current_release.published_at).course != course
    assert Course.objects.count() == 2
