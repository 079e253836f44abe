"""Which page may stand below which: the whole table, so that nobody builds a nonsense tree."""

import pytest
from wagtail.models import Page

from cms import models
from tests.factories.pages import below, make_course_page, make_home
from tests.factories.people import make_admin

PAGES = [getattr(models, name) for name in models.__all__ if name.endswith("Page")]
ALLOWED = {
    "Page": {"HomePage"},
    "HomePage": {"CataloguePage", "EventCalendarPage", "StandardPage", "NewsIndexPage", "ContactPage"},
    "StandardPage": {"StandardPage"},
    "NewsIndexPage": {"NewsPage"},
    "NewsPage": set(),
    "ContactPage": set(),
    "EventCalendarPage": {"ConferenceSeriesPage", "ProfessionalDayPage", "NetworkPage"},
    "ConferenceSeriesPage": {"ConferencePage"},
    "ConferencePage": set(),
    "ProfessionalDayPage": set(),
    "NetworkPage": set(),
    "CataloguePage": {"CoursePage"},
    "CoursePage": {"ModulePage"},
    "ModulePage": {"LessonPage"},
    "LessonPage": set(),
}


def test_table_holds_every_kind_of_page():
    assert {model.__name__ for model in PAGES} | {"Page"} == set(ALLOWED)


@pytest.mark.parametrize("child", PAGES, ids=lambda model: model.__name__)
@pytest.mark.parametrize("parent", [Page, *PAGES], ids=lambda model: model.__name__)
def test_page_may_stand_below(parent, child):
    assert (child in parent.allowed_subpage_models()) == (child.__name__ in ALLOWED[parent.__name__])


@pytest.mark.django_db
def test_home_holds_one_catalogue_and_one_news_list_only():
    home = make_home()
    below(home, models.CataloguePage(title="Kurs", slug="kurs"))
    below(home, models.NewsIndexPage(title="Nytt", slug="nytt"))

    assert not models.CataloguePage.can_create_at(home)
    assert not models.NewsIndexPage.can_create_at(home)
    assert models.StandardPage.can_create_at(home)


@pytest.mark.django_db
def test_editor_cannot_make_or_move_a_page_where_it_does_not_belong(client):
    course = make_course_page()
    client.force_login(make_admin())
    lesson = models.LessonPage.objects.first()

    made = client.get(f"/admin/pages/add/cms/lessonpage/{course.pk}/")
    moved = client.post(f"/admin/pages/{lesson.pk}/move/{make_home().pk}/confirm/")

    assert made.status_code == 302
    assert moved.status_code == 302
    assert models.LessonPage.objects.get(pk=lesson.pk).get_parent().specific_class is models.ModulePage
