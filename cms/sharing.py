"""What a page says of itself to those who link to it: its one address, the same in other languages, title and picture.

Search engines read the first two, chats and social media the rest (the Open Graph protocol).
"""

from typing import Any

from django.conf import settings
from django.utils.translation import get_language

from cms.addresses import site_url

TERRITORIES = {"nb": "nb_NO", "nn": "nn_NO", "sv": "sv_SE", "en": "en_GB"}


def shared(url: str, translations: dict[str, str]) -> dict[str, Any]:
    """`url` is the page's own, without what a visitor has narrowed it down by; `translations` are by language."""
    language = get_language() or settings.LANGUAGE_CODE
    every = translations | {language: url}
    return {
        "address": site_url(url),
        "territory": TERRITORIES.get(language, ""),
        # A page in one language alone has no others to tell of.
        "languages": {code: site_url(every[code]) for code in sorted(every)} if translations else {},
    }
