"""Every message is registered, can be previewed in every language, and is written for all who read it."""

import re
from pathlib import Path

import pytest
from bs4 import BeautifulSoup
from django.template import engines

from cms.mail.admin.previews import sample_of
from cms.mail.enums import ESSENTIAL
from cms.mail.messages import message_kinds

pytestmark = pytest.mark.django_db

ROOT = Path(__file__).resolve().parents[3]
ROOMS = ("cms", "learning", "events", "mentoring")
LANGUAGES = ("nb", "nn", "sv", "en")
KINDS = {kind.kind: kind for kind in message_kinds() if not kind.kind.startswith("test")}


def ours():
    """Every folder of a message, and every message of an account that we have worded."""
    for room in ROOMS:
        for subject in (ROOT / room).glob("**/templates/**/mail/*/subject.txt"):
            yield subject.as_posix().split("/templates/")[-1]
        for subject in (ROOT / room).glob("**/templates/**/email/*_subject.txt"):
            yield subject.as_posix().split("/templates/")[-1]


def test_every_message_folder_is_registered():
    registered = {kind.templates[0] for kind in message_kinds()}

    assert sorted(set(ours()) - registered) == [], "register it in the mail_kinds.py of its app"
    assert len(set(ours())) >= 15


def test_every_kind_has_its_templates():
    for kind in KINDS.values():
        for template in kind.templates[:2]:
            assert engines["django"].get_template(template), kind.kind


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_message_reads_in_every_language_as_text_and_html(kind, language):
    rendered = sample_of(KINDS[kind], language=language)

    assert rendered.subject
    assert "\n" not in rendered.subject
    assert len(rendered.text) > 40
    page = BeautifulSoup(rendered.html, "html.parser")
    assert page.html["lang"] == language
    assert page.title.string.strip()
    assert not page.find_all(["script", "img", "link", "form"])
    # A forgotten variable, a tag that was not closed, a translation that lost its values.
    for words in (rendered.subject, rendered.text, page.get_text()):
        assert not re.search(r"\{\{|\{%|%\(|None\b", words), words


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_way_out_stands_in_what_is_not_essential_and_only_there(kind):
    rendered = sample_of(KINDS[kind], language="en")

    for words in (rendered.text, rendered.html):
        assert ("Stop this kind of mail" in words) == (KINDS[kind].category != ESSENTIAL)
