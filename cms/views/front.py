from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language

from ..menu import home_urls


def front(request: HttpRequest) -> HttpResponse:
    """Lead to the front page in the reader's language, or in the first language that has one."""
    homes = home_urls()
    target = homes.get(get_language() or "") or next(iter(homes.values()), "/admin/")
    response = redirect(target)
    patch_vary_headers(response, ["Accept-Language", "Cookie"])
    return response
