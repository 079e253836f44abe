from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from .centre import centre_facts
from .hook_points import footer_links
from .languages import language_choice
from .menu import menus

# Where it is kept on the request: a page of many panels asks once for each.
KEPT = "_site_in"


def site(request: HttpRequest) -> dict[str, Any]:
    """What every template may show of the site: centre, menu, footer, languages. Warm, it asks no database."""
    language = get_language() or settings.LANGUAGE_CODE
    kept: dict[str, dict[str, Any]] = vars(request).setdefault(KEPT, {})
    if language not in kept:
        kept[language] = _site(request, language)
    return kept[language]


def _site(request: HttpRequest, language: str) -> dict[str, Any]:
    known = menus()
    here = known.get(language, {})
    return {
        "centre": centre_facts(),
        "menu": [entry | {"is_current": request.path.startswith(entry["url"])} for entry in here.get("menu", [])],
        "home_url": here.get("home", "/"),
        # In the reader's language, or where there is none there, in the first that has one.
        "catalogue_url": _first([here, *known.values()], "catalogue") or here.get("home", "/"),
        "footer_links": here.get("footer", []) + footer_links.entries(),
        "languages": SimpleLazyObject(lambda: language_choice(request)),
        "demo": settings.DEMO,
    }


def _first(places: list[dict[str, Any]], name: str) -> str:
    return next((place[name] for place in places if place.get(name)), "")
