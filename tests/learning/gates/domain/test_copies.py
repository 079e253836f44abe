"""A course is copied in the admin: the copy's gates wait for the copy's own lessons."""

import pytest
from django.urls import reverse

from cms.models import CoursePage
from learning.domain.releases import publish_course
from learning.gates.domain.copies import point_inside
from learning.outline import outline_of
from tests.factories import blocks
from tests.factories.gates import any_of, lesson_page, module_page, one, put_gate
from tests.factories.learning import AT
from tests.factories.pages import make_course_page
from tests.factories.people import make_admin
from tests.learning.views.desk import signed_in

pytestmark = pytest.mark.django_db


def copied(page, settings, **more):
    settings.STAFF_NEED_SECOND_FACTOR = False
    sent = {"new_title": "Kopi", "new_slug": "kopi", "new_parent_page": page.get_parent().pk, "copy_subpages": "on"}
    answer = signed_in(make_admin()).post(reverse("wagtailadmin_pages:copy", args=[page.pk]), sent | more)
    assert answer.status_code == 302, answer.content
    return page.get_parent().get_children().get(slug="kopi").specific


def make_gated():
    other = make_course_page(title="Grunnkurset", slug="grunnkurset")
    publish_course(page=other, by=None, at=AT)
    page = make_course_page(lessons=[[blocks.text(name=one)] for one in "abc"], modules=2, title="Øvelsesledelse")
    first, last = lesson_page(page, 1), lesson_page(page, 3)
    put_gate(lesson_page(page, 2), one("lesson", lesson=first), one("course", course=other))
    put_gate(last, any_of(one("module", module=module_page(page, 1)), one("opens", day="2026-01-01")))
    return page


def test_a_copy_that_is_published_waits_for_its_own_lessons(settings):
    page = make_gated()

    copy = copied(page, settings, publish_copies="on")

    release = publish_course(page=CoursePage.objects.get(pk=copy.pk), by=None, at=AT)
    gates = [lesson.gate for lesson in outline_of(release).lessons]
    assert gates[1][0][0].key == lesson_page(copy, 1).translation_key
    assert gates[1][1][0].slug == "grunnkurset"
    assert gates[2][0][0].key == module_page(copy, 1).translation_key
    assert point_inside(original=page, copy=copy) == 0
    kept = lesson_page(page, 2).gate[0].value["lesson"]
    assert kept.pk == lesson_page(page, 1).pk


def test_a_copy_that_is_a_draft_has_them_in_its_drafts(settings):
    page = make_gated()

    copy = copied(page, settings)

    draft = lesson_page(copy, 2).get_latest_revision_as_object()
    assert draft.gate[0].value["lesson"].pk == lesson_page(copy, 1).pk
