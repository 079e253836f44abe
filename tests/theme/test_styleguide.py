"""The component page: whoever adds a component, block or question shows it there, or one of these fails."""

from itertools import pairwise

import pytest
from django.template import engines

from tests.database import ROOT
from theme import samples, views

from .markup import loose_ends, read, shape

pytestmark = pytest.mark.django_db  # sessions and redirects, as on every page

TEMPLATES = ROOT / "theme/templates/theme"
# Nothing to see: what it loads has an effect on pages only.
WITHOUT_A_FACE = {"theme/components/scripts_htmx.html"}


def names_in(folder):
    return {f"theme/{folder}/{path.name}" for path in (TEMPLATES / folder).glob("*.html")}


@pytest.fixture
def page(client):
    return client.get("/styleguide/", headers={"accept-language": "nb"})


def test_page_opens_for_anybody(page):
    assert page.status_code == 200


@pytest.mark.parametrize("folder", ["components", "blocks", "questions", "styleguide"])
def test_page_shows_every_template_of(folder, page):
    shown = {template.name for template in page.templates}

    assert names_in(folder) - shown - WITHOUT_A_FACE == set()


def test_templates_without_a_face_exist():
    assert WITHOUT_A_FACE - names_in("components") == set()


def test_there_is_a_sample_of_every_tone_state_and_result():
    options = [option for question in samples.QUESTIONS for option in question.get("options", [])]

    assert {block["tone"] for block in samples.blocks() if block["type"] == "callout"} == {
        "note",
        "tip",
        "warning",
        "law",
    }
    assert {question["result"] for question in samples.QUESTIONS} == {None, "correct", "wrong", "partly"}
    assert {option["result"] for option in options} == {None, "correct", "wrong"}
    lessons = [lesson["state"] for module in samples.MODULES for lesson in module["lessons"]]
    assert set(lessons) == {"done", "current", "open", "locked", "not_required"}


def test_all_on_one_page_nothing_is_loose(page):
    assert loose_ends(read(page.content)) == []


def test_headings_never_skip_a_level(page):
    levels = [int(tag[1]) for tag, *_ in shape(read(page.content)) if tag in ("h1", "h2", "h3", "h4", "h5")]

    assert levels.count(1) == 1
    assert [(above, below) for above, below in pairwise(levels) if below > above + 1] == []


def test_page_has_landmarks_and_a_way_past_the_header(page):
    soup = read(page.content)

    assert soup.html["lang"] == "nb"
    assert [len(soup.find_all(tag)) for tag in ("header", "main", "h1")] == [1, 1, 1]
    assert soup.find(class_="skip-link")["href"] == f"#{soup.main['id']}"


@pytest.mark.parametrize("language", ["nb", "nn", "sv", "en"])
def test_page_opens_in(language, client):
    page = client.get("/styleguide/", headers={"accept-language": language})

    assert read(page.content).html["lang"] == language


def test_every_section_in_the_list_of_contents_is_there(page):
    soup = read(page.content)
    links = [link["href"][1:] for link in soup.find(class_="contents").find_all("a")]

    assert links == list(views.SECTIONS)
    assert all(soup.find("section", id=name) for name in links)


def test_every_template_of_the_theme_can_be_read():
    names = [path.relative_to(TEMPLATES.parent).as_posix() for path in TEMPLATES.rglob("*.html")]

    assert [name for name in names if not engines["django"].get_template(name)] == []
