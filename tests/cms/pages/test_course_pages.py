from decimal import Decimal

import pytest
from django.utils import translation
from wagtail.contrib.redirects.models import Redirect
from wagtail.models import Page

from cms.hook_points import HookPoint
from cms.models import LessonPage, ModulePage
from cms.pages.course import hours_text
from tests.factories import blocks
from tests.factories.media import make_image
from tests.factories.pages import make_course_page
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("signed_in", [False, True])
def test_module_and_lesson_pages_lead_to_the_course(client, signed_in):
    course = make_course_page()
    if signed_in:
        client.force_login(make_user())

    for page in (ModulePage.objects.get(), *LessonPage.objects.all()):
        response = client.get(page.url)
        assert (response.status_code, response.url) == (302, course.url)


def test_lesson_that_is_not_live_is_not_found(client):
    make_course_page()
    lesson = LessonPage.objects.first()
    lesson.unpublish()

    assert client.get(lesson.url).status_code == 404


def test_outline_holds_live_modules_and_lessons_in_order():
    course = make_course_page(lessons=[[], [], []], modules=2)
    LessonPage.objects.get(title="Leksjon 2").unpublish()

    assert course.outline() == [
        {"title": "Modul 1", "summary": "", "lessons": [{"title": "Leksjon 1", "minutes": 10}]},
        {"title": "Modul 2", "summary": "", "lessons": [{"title": "Leksjon 3", "minutes": 10}]},
    ]


def test_lessons_of_an_unpublished_module_are_not_in_the_outline():
    course = make_course_page()
    ModulePage.objects.get().unpublish()

    assert course.outline() == []


def test_course_page_shows_no_lesson_text_and_no_key(client):
    secret = blocks.quiz(blocks.short_text(accepted=("fasitordet",)))
    course = make_course_page(lessons=[[secret, blocks.text("<p>leksjonsteksten</p>")]])

    html = client.get(course.url).content.decode()

    assert "Leksjon 1" in html
    assert "fasitordet" not in html
    assert "leksjonsteksten" not in html


def test_illustration_has_its_text(client):
    course = make_course_page(illustration=make_image(), illustration_alt="Fire personer ved et bord.")

    assert 'alt="Fire personer ved et bord."' in client.get(course.url).content.decode()


@pytest.mark.parametrize(("minutes", "hours"), [(0, "0"), (10, "0.17"), (45, "0.75"), (60, "1"), (200, "3.33")])
def test_length_in_hours_gives_the_minutes_back(minutes, hours):
    page = make_course_page(lessons=[], minutes=minutes)

    assert page.hours == Decimal(hours)
    assert hours_text(page.hours) == page.hours_text


@pytest.mark.parametrize(
    ("language", "hours", "said"),
    [("en", "1", "1 hour"), ("en", "2.5", "2 h 30 min"), ("nb", "0.75", "45 min"), ("nb", "10", "10 timer")],
)
def test_length_is_said_as_in_the_catalogue(language, hours, said):
    with translation.override(language):
        assert hours_text(Decimal(hours)) == said


def test_panels_hang_in_order_once_and_may_have_nothing_to_say(rf):
    point = HookPoint("test")

    def second(request, page):
        return f"second {page}"

    def first(request, page):
        return "first"

    def silent(request, page):
        return None

    for panel, order in ((second, 20), (silent, 15), (first, 10), (second, 20)):
        point.register(panel, order=order)

    assert point.render(rf.get("/"), page=1) == ["first", "second 1"]


def test_renamed_course_is_found_at_its_old_address(client):
    course = make_course_page()
    old = course.url
    Redirect.objects.create(old_path=Redirect.normalise_path(old), redirect_page=Page.objects.get(pk=course.pk))
    course.slug = "nytt-navn"
    course.save_revision().publish()

    response = client.get(old)

    assert (response.status_code, response.url) == (301, "/nb/kurs/nytt-navn/")
