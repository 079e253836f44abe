from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation
from django.utils.translation import get_language_from_path


class ReaderLanguageMiddleware(LocaleMiddleware):
    """Choose the language: of the address, else what was chosen (cookie), else the person's own, else the browser's."""

    def process_request(self, request: HttpRequest) -> None:
        super().process_request(request)
        if get_language_from_path(request.path_info) or settings.LANGUAGE_COOKIE_NAME in request.COOKIES:
            return
        if settings.SESSION_COOKIE_NAME in request.COOKIES and request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
