"""Words of Wagtail and its like on our pages: in all our languages, and none that nobody says any more."""

import gettext
from importlib.util import find_spec
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.utils.translation.trans_real import DjangoTranslation, translation

from cms.management.commands.messages import ROOT
from tests.factories.blocks import text
from tests.factories.pages import make_course_page
from tests.factories.people import make_admin

LIBRARIES = ("wagtail", "allauth", "django", "taggit", "treebeard")


def said_by_libraries(domain):
    """Every English word in their catalogues, in the singular."""
    words = set()
    for name in LIBRARIES:
        for path in Path(find_spec(name).origin).parent.rglob(f"locale/en/LC_MESSAGES/{domain}.po"):
            words |= singulars(path)
    return words


def singulars(path):
    with path.open("rb") as file:
        return {(one.context, one.id if isinstance(one.id, str) else one.id[0]) for one in read_po(file) if one.id}


@pytest.mark.parametrize("domain", ["django", "djangojs"])
def test_no_word_is_borrowed_that_no_library_says(domain):
    assert singulars(ROOT / f"locale/borrowed-{domain}.pot") - said_by_libraries(domain) == set()


def plurals_of_wagtail():
    for path in Path(find_spec("wagtail").origin).parent.rglob("locale/en/LC_MESSAGES/django.po"):
        with path.open("rb") as file:
            yield from ((one.context, one.id) for one in read_po(file) if isinstance(one.id, tuple))


@pytest.mark.parametrize("language", ["nb", "nn", "sv"])
def test_one_and_many_of_wagtail_are_said_in_our_languages(language):
    said = translation(language)._catalog

    def lacks(context, word):
        return said.get((f"{context}\x04{word}" if context else word, 0)) in (None, word)

    # The same in all of them.
    same = {"+%(counter)s more", "%(total)s"}
    assert [word for context, (word, _many) in plurals_of_wagtail() if lacks(context, word) and word not in same] == []


@pytest.fixture
def lacking(monkeypatch):
    """The words that a language was asked for and did not have."""
    found = set()
    asked = gettext.GNUTranslations.gettext

    def ask(self, message):
        if isinstance(self, DjangoTranslation) and message and self._catalog.get(message) is None:
            found.add((self.language(), *split(str(message))))
        return asked(self, message)

    monkeypatch.setattr(gettext.GNUTranslations, "gettext", ask)
    return found


def split(message):
    context, sign, word = message.rpartition("\x04")
    return (context if sign else None, word)


@pytest.mark.sampled
@pytest.mark.django_db
@pytest.mark.parametrize("language", ["nb", "nn", "sv"])
def test_admin_speaks_our_languages(client, lacking, language):
    client.force_login(make_admin(language=language))
    course = make_course_page(lessons=[[text()]])
    pages = ["", f"pages/{course.pk}/", f"pages/{course.pk}/edit/", f"pages/{course.pk}/history/", "images/"]
    pages += [
        "images/add/",
        "documents/",
        "reports/site-history/",
        "reports/locked/",
        "users/",
        "groups/",
        "redirects/",
    ]

    for page in pages:
        answer = client.get(f"/admin/{page}")
        assert answer.status_code == 200, page

    words = said_by_libraries("django")
    assert {(context, word) for spoken, context, word in lacking if spoken == language} & words == set()


@pytest.mark.django_db
def test_scripts_of_the_admin_speak_nynorsk(client):
    client.force_login(make_admin(language="nn"))

    assert "Fald ut alle" in client.get("/admin/jsi18n/").content.decode()
