import json

import pytest
from wagtail.models import Page

from learning.domain.releases import NothingNew, NotReady, publish_course
from learning.models import Course, CourseRelease, ReleaseItem
from learning.models.immutable import Unchangeable
from learning.outline import outline_of
from learning.snapshot import canonical_hash
from tests.factories import blocks
from tests.factories.learning import AT, make_enrolment
from tests.factories.pages import make_course_page

pytestmark = pytest.mark.django_db


def edit_first_lesson(course_page, raw):
    lesson = course_page.get_descendants().last().specific
    lesson.body = json.dumps(raw)
    lesson.save()


def test_publishing_writes_a_release_with_its_items():
    page = make_course_page(lessons=[[blocks.text(), blocks.reflection()], [blocks.quiz()]])

    release = publish_course(page=page, by=None, at=AT)

    assert release.number == 1
    assert Course.objects.get().current_release == release
    kinds = list(ReleaseItem.objects.values_list("kind", "required"))
    assert kinds == [("reading", True), ("reflection", False), ("quiz", True)]


def test_the_hash_covers_outline_and_content():
    release = publish_course(page=make_course_page(), by=None, at=AT)

    stored = CourseRelease.objects.get()
    assert canonical_hash(stored.outline) == stored.content_hash == release.content_hash
    for lesson in stored.lessons.all():
        assert canonical_hash(lesson.content) == lesson.content_hash
        assert lesson.content_hash in json.dumps(stored.outline)


def test_publishing_unchanged_pages_again_is_refused():
    page = make_course_page()
    publish_course(page=page, by=None, at=AT)

    with pytest.raises(NothingNew):
        publish_course(page=page, by=None, at=AT)

    assert CourseRelease.objects.count() == 1


def test_a_second_release_leaves_learners_under_way_where_they_are():
    page = make_course_page()
    first = publish_course(page=page, by=None, at=AT)
    enrolment = make_enrolment(course=first.course)
    edit_first_lesson(page, [blocks.text("<p>Noe helt annet.</p>")])

    second = publish_course(page=page, by=None, at=AT)

    enrolment.refresh_from_db()
    assert enrolment.release == first
    assert second.number == 2
    assert make_enrolment(course=first.course).release == second


def test_a_removed_lesson_page_is_still_in_the_old_release():
    page = make_course_page()
    release = publish_course(page=page, by=None, at=AT)
    Page.objects.get(pk=page.get_descendants().last().pk).delete()

    assert len(outline_of(CourseRelease.objects.get(pk=release.pk)).lessons) == 2


def test_a_release_is_never_changed_or_deleted():
    release = publish_course(page=make_course_page(), by=None, at=AT)

    with pytest.raises(Unchangeable):
        release.save()
    with pytest.raises(Unchangeable):
        CourseRelease.objects.update(note="x")
    with pytest.raises(Unchangeable):
        release.delete()


def test_findings_stop_publishing_and_change_nothing():
    page = make_course_page(lessons=[[blocks.text()], []])

    with pytest.raises(NotReady) as refused:
        publish_course(page=page, by=None, at=AT)

    assert [finding.page_title for finding in refused.value.findings] == ["Leksjon 2"]
    assert not Course.objects.exists()
