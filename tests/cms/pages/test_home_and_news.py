from datetime import date

import pytest
from django.utils.text import slugify
from wagtail.models import PageViewRestriction

from cms.models import NewsIndexPage, NewsPage
from tests.factories.pages import below, make_course_page, make_home

pytestmark = pytest.mark.django_db


def make_news(title, day=1, *, live=True):
    home = make_home()
    index = NewsIndexPage.objects.child_of(home).first() or below(home, NewsIndexPage(title="Nytt", slug="nytt"))
    return below(index, NewsPage(title=title, slug=slugify(title), date=date(2026, 1, day), live=live))


def titles(pages):
    return [page.title for page in pages]


def test_front_page_shows_three_courses_and_the_three_newest_news(client):
    for day in range(1, 5):
        make_course_page(f"Kurs {day}", lessons=[])
        make_news(f"Nyhet {day}", day)

    context = client.get("/nb/").context

    assert len(context["courses"]) == 3
    assert titles(context["news"]) == ["Nyhet 4", "Nyhet 3", "Nyhet 2"]


def test_front_page_and_news_list_show_no_drafts_and_nothing_restricted(client):
    make_course_page("Utkast", lessons=[]).unpublish()
    make_news("Utkast", live=False)
    for page in (make_course_page("Hemmelig", lessons=[]), make_news("Hemmelig")):
        PageViewRestriction.objects.create(page=page, restriction_type="login")

    front, listed = client.get("/nb/"), client.get("/nb/nytt/")

    assert (titles(front.context["courses"]), titles(front.context["news"])) == ([], [])
    assert titles(listed.context["news"]) == []


def test_front_page_of_a_language_shows_that_languages_courses(client):
    make_course_page("Norsk", lessons=[])
    make_course_page("Svensk", lessons=[], language="sv")

    assert titles(client.get("/sv/").context["courses"]) == ["Svensk"]


@pytest.mark.sampled
@pytest.mark.parametrize(("asked", "shown"), [("1", 10), ("2", 1), ("99", 1), ("x", 10)])
def test_news_come_ten_at_a_time_newest_first(client, asked, shown):
    for day in range(1, 12):
        make_news(f"Nyhet {day:02}", day)

    news = client.get("/nb/nytt/", {"page": asked}).context["news"].object_list

    assert len(news) == shown
    assert titles(news) == sorted(titles(news), reverse=True)
