"""One thing has one word in a language: an organisation, a member, a membership."""

import re

import pytest

from tests.database import ROOT


def catalogue(language):
    """The words of a language by their source, those that go over several lines put together."""
    text = (ROOT / "locale" / language / "LC_MESSAGES" / "django.po").read_text(encoding="utf-8")
    joined = re.sub(r'"\n"', "", text)
    return dict(re.findall(r'^msgid "(.+)"\nmsgstr "(.*)"$', joined, re.MULTILINE))


@pytest.mark.parametrize(("language", "second_word"), [("nb", r"virksomhet(en|er|ene)?\b"), ("nn", r"verksemd")])
def test_organisation_has_one_word(language, second_word):
    """«Virksomhet» is also what somebody does; as a name of an organisation it is the second word for it."""
    words = catalogue(language)
    spoken_of = {source: said for source, said in words.items() if "organisation" in source.lower()}
    assert {said for said in spoken_of.values() if re.search(second_word, said, re.IGNORECASE)} == set()
    assert len(spoken_of) > 50


@pytest.mark.parametrize(
    ("source", "said"), [("Member", {"Medlem"}), ("membership", {"medlemskap"}), ("organisation", {"organisasjon"})]
)
def test_both_norwegian_languages_have_the_same_word(source, said):
    assert {catalogue(language)[source] for language in ("nb", "nn")} == said
