"""The language choice of a page: where the same thing stands in the other languages."""

from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse, translate_url
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, get_language_from_path, get_language_info
from wagtail.models import Page

from .menu import home_urls

Choice = dict[str, Any]
YEAR = 365 * 24 * 3600


def language_choice(request: HttpRequest) -> list[Choice]:
    """For addresses that are no pages: the same address in the other language, with the choice remembered."""
    here = request.get_full_path()
    # Only addresses of pages have a language in front to translate.
    is_translated = get_language_from_path(here) is not None
    return [_choice(code, _choosing(code, here, is_translated=is_translated)) for code, _ in settings.LANGUAGES]


def _choosing(code: str, here: str, *, is_translated: bool) -> str:
    there = translate_url(here, code) if is_translated else here
    return f"{reverse('choose_language', args=[code])}?{urlencode({'next': there})}"


def page_language_choice(request: HttpRequest, translations: dict[str, str]) -> list[Choice]:
    """For pages: its translations, and the front page of languages it is not translated to."""
    here = {get_language() or settings.LANGUAGE_CODE: request.path}
    urls = home_urls() | translations | here
    return [_choice(code, urls[code]) for code, _ in settings.LANGUAGES if code in urls]


def page_translations(page: Page, request: HttpRequest) -> dict[str, str]:
    """Where it stands in the other languages, if it is published there."""
    others = page.get_translations().live().select_related("locale")
    return {other.locale.language_code: other.get_url(request) or "" for other in others}


def choose_language(request: HttpRequest, language: str) -> HttpResponse:
    """Remember the reader's choice and go back to where they were; foreign addresses lead to the front page."""
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        target = "/"
    response = HttpResponseRedirect(target)
    if language in dict(settings.LANGUAGES):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, language, max_age=YEAR, samesite="Lax")
    return response


def _choice(code: str, url: str) -> Choice:
    label = get_language_info(code)["name_local"].capitalize()
    return {"code": code, "label": label, "url": url, "is_current": code == get_language()}
