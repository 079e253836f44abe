from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path, get_language_from_request

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
    address: signing up from a Swedish page is Swedish, and so is the certificate."""
    reading = get_language_from_path(request.path_info)
    if reading and response.status_code == HTTPStatus.OK and reading != get_language_from_request(request):
        response.set_cookie(settings.LANGUAGE_COOKIE_NAME, reading, max_age=YEAR, samesite="Lax")
