from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path, get_language_from_request

from ..known_pages import stands_in

YEAR = 365 * 24 * 3600


class ReaderLanguageMiddleware(LocaleMiddleware):
    """Choose the language: of the address, else what was chosen (cookie), else the person's own, else the browser's."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if get_language_from_path(request.path_info) or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            return
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()

    def process_response(self, request: HttpRequest, response: HttpResponseBase) -> HttpResponseBase:
        """Say the language. What is not found stays not found: Django would send the reader on to another 404."""
        if not get_language_from_path(request.path_info):
            patch_vary_headers(response, ("Accept-Language",))
        response.headers.setdefault("Content-Language", translation.get_language() or "")
        _remember(request, response)
        return response


def _remember(request: HttpRequest, response: HttpResponseBase) -> None:
    """Whoever reads pages in another language than their browser asks for goes on in it, also where it is not in the
    address: signing up from a Swedish page is Swedish, and so is the certificate. Not who had no choice: a page that
    is not there in the language they read changes nothing for them.
    """
    reading = get_language_from_path(request.path_info)
    if not reading or response.status_code != HTTPStatus.OK or reading == get_language_from_request(request):
        return
    theirs = _language_until_now(request)
    if theirs in (None, reading) or stands_in(request, theirs):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, reading, max_age=YEAR, samesite="Lax")


def _language_until_now(request: HttpRequest) -> str | None:
    """What they have chosen, what they have said of themselves, or the language of our page that led here."""
    if settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
        return get_language_from_request(request)
    if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
        return request.user.language
    host, _slash, path = request.headers.get("Referer", "").partition("://")[2].partition("/")
    if host != request.get_host():
        return None
    return get_language_from_path(f"/{path}") or get_language_from_request(request)
