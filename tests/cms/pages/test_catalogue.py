"""Finding a course by words and by what it is."""

from urllib.parse import parse_qs

import pytest
from django.db import IntegrityError, transaction
from django.http import QueryDict
from django.utils import translation
from wagtail.models import PageViewRestriction

from cms.models import CataloguePage, CatalogueTerm
from cms.pages.catalogue_search import CatalogueForm, active_facets, find_courses
from tests.factories.pages import make_catalogue, make_course_page, translate

pytestmark = [pytest.mark.django_db, pytest.mark.indexed]


@pytest.fixture(autouse=True)
def _reader_of_bokmal():
    with translation.override("nb"):
        yield


def make_term(kind="topic", code="ros", name="ROS-analyse", **names):
    return CatalogueTerm.objects.get_or_create(kind=kind, code=code, defaults={"name_nb": name} | names)[0]


def make_course(title, *terms, **fields):
    course = make_course_page(title, lessons=[], **fields)
    course.terms = list(terms)
    course.save()
    return course


def found(query=""):
    return [course.title for course in find_courses(CatalogueForm(QueryDict(query)).chosen())]


FACETS = {
    "format": ({"format": "online"}, {"format": "classroom"}, "format=online"),
    "level": ({"level": "introductory"}, {"level": "advanced"}, "level=introductory"),
    "up to an hour": ({"minutes": 60}, {"minutes": 61}, "length=hour"),
    "up to four hours": ({"minutes": 61}, {"minutes": 60}, "length=half_day"),
    "up to exactly four hours": ({"minutes": 240}, {"minutes": 241}, "length=half_day"),
    "a day": ({"minutes": 241}, {"minutes": 240}, "length=day"),
    "length that is not said": ({"minutes": 0}, {"minutes": 100}, "length=hour"),
    "language": ({"language": "sv"}, {"language": "nb"}, "language=sv"),
}


@pytest.mark.sampled
@pytest.mark.parametrize("facet", FACETS)
def test_facet_finds_what_fits_and_leaves_out_what_does_not(facet):
    fits, differs, query = FACETS[facet]
    make_course("Passer", **fits)
    make_course("Passer ikke", **differs)

    assert found(query) == ["Passer"]


@pytest.mark.sampled
@pytest.mark.parametrize("kind", ["topic", "audience", "size"])
def test_term_finds_what_is_marked_with_it(kind):
    wanted, other = make_term(kind, "a"), make_term(kind, "b")
    make_course("Passer", wanted, other)
    make_course("Passer ikke", other)
    make_course("Umerket")

    assert found(f"{kind}=a") == ["Passer"]
    assert found(f"{kind}=a&{kind}=b") == ["Passer", "Passer ikke"]


def test_term_of_another_kind_with_the_same_code_is_another_term():
    make_course("Tema", make_term("topic", "kommune"))
    make_course("Målgruppe", make_term("audience", "kommune"))

    assert found("audience=kommune") == ["Målgruppe"]


def test_facets_narrow_each_other_and_widen_within_themselves():
    make_course("Nett", format="online", level="advanced")
    make_course("Sal", format="classroom", level="advanced")
    make_course("Begge", format="blended", level="introductory")

    assert found("format=online&format=blended") == ["Begge", "Nett"]
    assert found("format=online&format=blended&level=advanced") == ["Nett"]


@pytest.mark.sampled
@pytest.mark.parametrize(
    "query",
    [
        "topic=finnes-ikke",
        "format=fjern",
        "level=' OR 1=1",
        "length=99",
        "language=de",
        "size=%00",
        "ukjent=1",
        "topic=",
        "q=",
        "page=7",
        "topic[]=1&format[$ne]=x",
    ],
)
def test_facet_that_is_unknown_is_left_aside(query, client):
    course = make_course("Kurs")

    assert found(query) == ["Kurs"]
    assert client.get(f"{course.get_parent().url}?{query}").status_code == 200


def test_unknown_facet_does_not_take_known_ones_with_it():
    make_course("Nett", format="online")
    make_course("Sal", format="classroom")

    assert found("format=online&level=finnes-ikke") == ["Nett"]


@pytest.mark.parametrize("words", ["evakuering", "Evakuering!", "evak", "EVAKUERING av"])
def test_words_are_found_in_title_lead_about_and_outcome(words):
    make_course("Tittel med evakuering av folk")
    make_course("Ingress", lead="Om evakuering av folk")
    make_course("Annet")

    assert sorted(found(f"q={words}")) == ["Ingress", "Tittel med evakuering av folk"]


def test_the_best_match_comes_first():
    make_course("A om noe annet", lead="Litt om evakuering")
    make_course("Evakuering av evakuering")

    assert found("q=evakuering") == ["Evakuering av evakuering", "A om noe annet"]


@pytest.mark.sampled
@pytest.mark.parametrize("words", ["***", '"', "OR", "NOT", "%00", "%25", "a" * 101, "🔥"])
def test_odd_words_are_answered(words, client):
    make_course("Evakuering")

    assert client.get(f"/nb/kurs/?q={words}").status_code == 200


def test_words_and_facets_narrow_each_other():
    make_course("Evakuering på nett", format="online")
    make_course("Evakuering i sal", format="classroom")

    assert found("q=evakuering&format=classroom") == ["Evakuering i sal"]


def test_drafts_and_restricted_courses_are_not_found():
    make_course("Utkast").unpublish()
    restricted = make_course("Hemmelig")
    PageViewRestriction.objects.create(page=restricted, restriction_type="login")

    assert found() == []
    assert found("q=hemmelig") == []


def test_courses_in_the_readers_language_are_found_unless_others_are_asked_for():
    course = make_course("Bokmål")
    translate(course, "sv")

    assert len(found()) == 1
    assert len(found("language=sv&language=nb")) == 2


def test_course_with_several_matching_terms_is_found_once():
    make_course("Kurs", make_term(code="a"), make_term(code="b"))

    assert found("topic=a&topic=b") == ["Kurs"]


# --- What is chosen, and how it is taken away --------------------------------------------------------


def test_chosen_facets_can_be_taken_away_one_by_one():
    make_term("topic", "ros", "ROS-analyse")
    query = QueryDict("q=plan&topic=ros&format=online&format=blended&level=x&page=2")

    shown = active_facets(CatalogueForm(query), query)

    assert shown[0]["label"] == "ROS-analyse"
    assert [parse_qs(facet["remove_url"][1:]) for facet in shown] == [
        {"q": ["plan"], "format": ["online", "blended"], "level": ["x"]},
        {"q": ["plan"], "topic": ["ros"], "format": ["blended"], "level": ["x"]},
        {"q": ["plan"], "topic": ["ros"], "format": ["online"], "level": ["x"]},
    ]


def test_what_is_typed_in_the_address_is_shown_as_words(client):
    make_catalogue()

    html = client.get("/nb/kurs/", {"q": '"><script>alert(1)</script>', "topic": "<b>"}).content.decode()

    assert "<script>alert" not in html


@pytest.mark.sampled
@pytest.mark.parametrize(("asked", "shown"), [("1", 12), ("2", 2), ("99", 2), ("x", 12), ("0", 2)])
def test_courses_come_twelve_at_a_time(client, asked, shown):
    for number in range(14):
        make_course(f"Kurs {number:02}")

    response = client.get("/nb/kurs/", {"page": asked})

    assert (response.context["total"], len(response.context["courses"].object_list)) == (14, shown)


def test_term_is_named_in_the_readers_language_else_in_bokmal():
    term = make_term(name="Øvelse", name_sv="Övning")

    labels = {}
    for language in ("nb", "sv", "nn", "en"):
        with translation.override(language):
            labels[language] = term.label

    assert labels == {"nb": "Øvelse", "sv": "Övning", "nn": "Øvelse", "en": "Øvelse"}


def test_term_is_unique_in_its_kind():
    make_term("topic", "ros")

    with pytest.raises(IntegrityError), transaction.atomic():
        CatalogueTerm.objects.create(kind="topic", code="ros", name_nb="Annet")


def test_catalogue_of_each_language_is_found_by_its_own_address(client):
    make_course("Kurs", language="sv")

    response = client.get(CataloguePage.objects.get(locale__language_code="sv").url)

    assert [course.title for course in response.context["courses"]] == ["Kurs"]
