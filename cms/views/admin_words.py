from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.views.i18n import JavaScriptCatalog
from wagtail.admin.localization import get_localized_response


class _AdminWords(JavaScriptCatalog):
    """The words of Wagtail's scripts, and those of ours where Wagtail has none."""

    packages = ["wagtail.admin"]

    def get_paths(self, packages: list[str]) -> list[str]:
        return [*super().get_paths(packages), *(str(path) for path in settings.LOCALE_PATHS)]


_catalogue = _AdminWords.as_view()


def admin_words(request: HttpRequest) -> HttpResponse:
    """In the language that the person has chosen for the admin."""
    response: HttpResponse = get_localized_response(_catalogue, request)
    return response
