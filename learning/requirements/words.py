"""Short texts of records, by language: {"nb": "…", "sv": "…"}."""

from collections.abc import Mapping

from django.conf import settings
from django.utils.translation import get_language

Words = Mapping[str, str]


def in_language(words: Words, language: str) -> str:
    """The text in a language; else in the centre's own; else in whichever there is."""
    return words.get(language) or words.get(settings.LANGUAGE_CODE) or next(iter(words.values()), "")


def in_my_language(words: Words) -> str:
    return in_language(words, get_language() or "")
