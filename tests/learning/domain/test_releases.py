import json

import pytest
from wagtail.models import Page

from cms.models import LessonPage
from learning.domain.releases import NothingNew, NotReady, NotTheSource, publish_course
from learning.models import Course, CourseRelease, ReleaseItem, ReleaseLesson
from learning.models.immutable import Unchangeable
from learning.outline import outline_of
from learning.queries import standing_of
from learning.snapshot import canonical_hash
from tests.factories import blocks
from tests.factories.learning import AT, make_enrolment, read_lesson
from tests.factories.pages import make_course_page, translate
from tests.races import at_once, take_away_locks

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


def test_a_ready_translation_is_taken_along():
    page = make_course_page(lessons=[[blocks.quiz()]])
    translate(page, "sv")

    release = publish_course(page=page, by=None, at=AT)

    assert outline_of(release).languages == ("nb", "sv")
    assert list(ReleaseLesson.objects.order_by("language").values_list("language", flat=True)) == ["nb", "sv"]


def test_an_unready_translation_stops_nothing_and_is_left_out():
    page = make_course_page()
    LessonPage.objects.descendant_of(translate(page, "sv")).first().unpublish()
    translate(page, "en")

    release = publish_course(page=page, by=None, at=AT)

    assert outline_of(release).languages == ("en", "nb")


def test_a_learner_switches_language_and_keeps_progress():
    page = make_course_page()
    swedish = translate(page, "sv")
    lesson = LessonPage.objects.descendant_of(swedish).first()
    lesson.title = "Lektion 1"
    lesson.save()
    enrolment = make_enrolment(course=publish_course(page=page, by=None, at=AT).course)
    read_lesson(enrolment)

    norwegian, swedish, english = (standing_of(enrolment, language=code) for code in ("nb", "sv", "en"))

    first = norwegian.outline.lessons[0]
    assert [standing.title(first) for standing in (norwegian, swedish, english)] == [
        "Leksjon 1",
        "Lektion 1",
        "Leksjon 1",
    ]
    assert [standing.percent for standing in (norwegian, swedish, english)] == [50, 50, 50]


def test_a_course_is_not_published_from_its_translation():
    page = make_course_page()
    swedish = translate(page, "sv")
    publish_course(page=page, by=None, at=AT)

    with pytest.raises(NotTheSource):
        publish_course(page=swedish, by=None, at=AT)

    assert CourseRelease.objects.count() == 1


def test_a_renamed_page_keeps_the_courses_address():
    page = make_course_page()
    slug = publish_course(page=page, by=None, at=AT).course.slug
    page.title, page.slug = "Plikten", "plikten"
    page.save()

    course = publish_course(page=page, by=None, at=AT).course

    assert (course.slug, course.title) == (slug, "Plikten")


def test_two_courses_of_one_name_have_two_addresses():
    slugs = []
    for language in ("nb", "sv"):
        page = make_course_page(slug="plikten", language=language)
        slugs.append(publish_course(page=page, by=None, at=AT).course.slug)

    assert slugs == ["plikten", "plikten-2"]


def publish_twice_at_once():
    page = make_course_page()
    publish_course(page=page, by=None, at=AT)
    edit_first_lesson(page, [blocks.text("<p>Noe helt annet.</p>")])
    calls = [lambda: publish_course(page=page, by=None, at=AT)] * 2
    return at_once(*calls, meet_before='INSERT INTO "learning_courserelease"')


@pytest.mark.django_db(transaction=True)
def test_two_editors_publishing_at_once_stand_in_line():
    outcomes = publish_twice_at_once()

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CourseRelease", "NothingNew"]
    assert list(CourseRelease.objects.values_list("number", flat=True)) == [2, 1]


@pytest.mark.django_db(transaction=True)
def test_without_the_lock_they_would_take_the_same_number(monkeypatch):
    take_away_locks(monkeypatch)

    outcomes = publish_twice_at_once()

    assert sorted(type(outcome).__name__ for outcome in outcomes) == ["CourseRelease", "IntegrityError"]
