from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from .centre import centre_facts
from .hook_points import footer_links
from .languages import language_choice
from .menu import catalogue_urls, footer_links_for, home_urls, menu_for


def site(request: HttpRequest) -> dict[str, Any]:
    """What every template may show of the site: centre, menu, footer, languages. Warm, it asks no database."""
    language = get_language() or settings.LANGUAGE_CODE
    menu = [entry | {"is_current": request.path.startswith(entry["url"])} for entry in menu_for(language)]
    return {
        "centre": centre_facts(),
        "menu": menu,
        "home_url": home_urls().get(language, "/"),
        # In the reader's language, or where there is none there, in the first that has one.
        "catalogue_url": _catalogue_url(language),
        "footer_links": footer_links_for(language) + footer_links.entries(),
        "languages": SimpleLazyObject(lambda: language_choice(request)),
        "demo": settings.DEMO,
    }


def _catalogue_url(language: str) -> str:
    urls = catalogue_urls()
    return urls.get(language) or next(iter(urls.values()), home_urls().get(language, "/"))
