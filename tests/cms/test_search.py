"""What a search finds, and what it must never find. The same on both databases."""

import json

import pytest
from django.utils import translation
from wagtail.models import Page, PageViewRestriction

from cms.models import LessonPage, NewsIndexPage, NewsPage, StandardPage
from cms.search import matching_ids, pages_in_order, search_site
from tests.factories import blocks
from tests.factories.pages import below, make_course_page, make_home, translate

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]


@pytest.fixture(autouse=True)
def _reader_of_bokmal():
    with translation.override("nb"):
        yield


def make_page(title="Øvelser", *, live=True, **fields):
    slug = f"side-{Page.objects.count()}"
    return below(make_home(), StandardPage(title=title, slug=slug, live=live, **fields))


def titles(words):
    return [page.title for page in pages_in_order(search_site(words))]


@pytest.mark.parametrize("words", ["beredskapsplan", "Beredskapsplan", "BEREDSKAPSPLAN", "  beredskapsplan  "])
def test_whole_word_is_found_in_any_letters(words):
    make_page("Slik lages en beredskapsplan")
    make_page("Noe annet")

    assert titles(words) == ["Slik lages en beredskapsplan"]


@pytest.mark.parametrize("words", ["samv", "øv", "Øvel"])
def test_beginning_of_a_word_is_enough(words):
    make_page("Øvelser og samvirke")

    assert titles(words) == ["Øvelser og samvirke"]


def test_all_words_must_be_there():
    make_page("Øvelser for kommuner")
    make_page("Øvelser for fylker")

    assert titles("øvelser kommuner") == ["Øvelser for kommuner"]


def test_whole_words_come_before_beginnings():
    make_page("Planer for alle")
    make_page("En plan for alle")

    assert titles("plan") == ["En plan for alle", "Planer for alle"]


def test_lead_and_body_are_searched():
    make_page("Første", lead="Om evakuering")
    make_page("Andre", body=json.dumps([blocks.text("<p>Mer om <b>evakuering</b></p>")]))

    assert sorted(titles("evakuering")) == ["Andre", "Første"]


ODD = [
    "",
    " ",
    "***",
    '"',
    "'",
    '"""',
    "(",
    "plan)",
    "plan*",
    "-plan",
    "plan:",
    "plan OR",
    "OR",
    "AND",
    "NOT",
    "NOT plan",
    "NEAR",
    "NEAR(plan, 2)",
    "plan & | ! <->",
    "title:plan",
    "^plan",
    "{plan}",
    "plan -- drop",
    "'; DROP TABLE wagtailcore_page; --",
    "%",
    "_",
    "\\",
    "½ ² ٣",
    "計画",
    "пла́н",
    "🔥",
    "a" * 100,
    "plan " * 40,
    "\u202eplan",
]


@pytest.mark.sampled
@pytest.mark.parametrize("words", ODD)
def test_odd_signs_are_answered(client, words):
    make_page("Plan")

    response = client.get("/nb/search/", {"q": words})

    assert response.status_code == 200
    assert len(titles(words)) <= 1


@pytest.mark.parametrize("words", ['"plan"', "plan?", "(plan)", "plan!", "*plan*", "plan,", "plan/", "\tplan\n"])
def test_signs_around_a_word_do_not_hide_it(words):
    make_page("Plan")

    assert titles(words) == ["Plan"]


@pytest.mark.parametrize("words", ["å" * 101, "plan\x00"])
def test_words_that_cannot_be_searched_find_nothing(client, words):
    make_page("Plan")

    response = client.get("/nb/search/", {"q": words})

    assert (response.status_code, response.context["total"]) == (200, 0)


def test_nothing_readable_asks_the_database_nothing(django_assert_num_queries):
    with django_assert_num_queries(0):
        assert matching_ids("*** ---", Page.objects.all()) == []


# --- What must not be found -------------------------------------------------------------------------


def test_drafts_are_not_found(client):
    make_page("Hemmelig utkast", live=False)
    live = make_page("Åpen")
    live.title = "Hemmelig endring"
    live.save_revision()

    assert titles("hemmelig") == []


@pytest.mark.parametrize("restriction", ["login", "password", "groups"])
def test_restricted_pages_and_those_below_are_not_found(restriction):
    page = make_page("Hemmelig for de fleste")
    below(page, StandardPage(title="Hemmelig under", slug="under"))
    PageViewRestriction.objects.create(page=page, restriction_type=restriction, password="x")

    assert titles("hemmelig") == []


def test_page_that_was_unpublished_or_deleted_is_not_found():
    make_page("Hemmelig en").unpublish()
    make_page("Hemmelig to").delete()

    assert titles("hemmelig") == []


def test_quiz_keys_and_lessons_are_not_found():
    secret = blocks.quiz(blocks.short_text(accepted=("fasitordet",)))
    course = make_course_page("Kurset", lessons=[[secret, blocks.text("<p>leksjonsordet</p>")]])

    for words in ("fasitordet", "leksjonsordet", "riktig"):
        assert titles(words) == []
        assert matching_ids(words, LessonPage.objects.all()) == []
        assert matching_ids(words, Page.objects.all()) == []
    assert titles("leksjon") == []
    assert titles("modul") == []
    assert titles("kurset") == [course.title]


def test_only_pages_in_the_readers_language_are_found():
    page = make_page("Evakuering")
    translate(page, "sv")

    assert [found.locale.language_code for found in pages_in_order(search_site("evakuering"))] == ["nb"]
    with translation.override("sv"):
        assert [found.locale.language_code for found in pages_in_order(search_site("evakuering"))] == ["sv"]


# --- The page ---------------------------------------------------------------------------------------


def test_page_shows_kind_title_and_lead(client):
    index = below(make_home(), NewsIndexPage(title="Nytt", slug="nytt"))
    below(index, NewsPage(title="Ny forskrift", slug="ny-forskrift", lead="Den gjelder fra nyttår."))

    response = client.get("/en/search/", {"q": "forskrift"})
    assert response.context["total"] == 0
    response = client.get("/nb/search/", {"q": "forskrift"})

    (result,) = response.context["results"]
    assert (result.title, result.url, result.excerpt) == (
        "Ny forskrift",
        "/nb/nytt/ny-forskrift/",
        "Den gjelder fra nyttår.",
    )
    assert result.kind_label


def test_what_was_searched_for_is_shown_as_words(client):
    html = client.get("/nb/search/", {"q": "<script>alert(1)</script>"}).content.decode()

    assert "<script>alert" not in html
    assert "&lt;script&gt;alert(1)" in html


@pytest.mark.sampled
@pytest.mark.parametrize(("asked", "shown"), [("1", 10), ("2", 3), ("99", 3), ("x", 10), ("-1", 3), ("", 10)])
def test_results_come_ten_at_a_time(client, asked, shown):
    for number in range(13):
        make_page(f"Øvelse {number}")

    response = client.get("/nb/search/", {"q": "øvelse", "page": asked})

    assert (response.context["total"], len(response.context["results"].object_list)) == (13, shown)
