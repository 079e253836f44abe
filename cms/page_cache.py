"""Whole pages for visitors who are not signed in, kept until anything is published.

Only addresses of pages (with a language in front, without a query) are kept, and only answers that set no cookie: a
page with a form in it is made anew every time.
"""

import secrets
from collections.abc import Callable
from typing import TypeVar

from django.conf import settings
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import get_language_from_path

VERSION_KEY = "cms.pages.version"
# What changes without anybody telling (a scheduled page, an image) shows after this many seconds.
KEPT_SECONDS = 60
Kept = TypeVar("Kept")


class VisitorPageMiddleware:
    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        if not _is_for_every_visitor(request):
            return self.get_response(request)
        key = f"cms.page:{pages_version()}:{request.get_host()}:{request.path}"
        if kept := cache.get(key):
            content, headers = kept
            return HttpResponse(content, headers=headers)
        response = self.get_response(request)
        if _may_be_kept(response):
            patch_vary_headers(response, ("Cookie",))
            cache.set(key, (response.content, dict(response.headers)), KEPT_SECONDS)
        return response


def forget_pages() -> None:
    """Make every page anew from now on."""
    cache.set(VERSION_KEY, secrets.token_hex(8), None)


def pages_version() -> str:
    """Part of the key of whatever is kept as long as pages are."""
    return cache.get_or_set(VERSION_KEY, lambda: secrets.token_hex(8), None) or ""


def kept_with_pages(name: str, make: Callable[[], Kept]) -> Kept:
    """What is the same for every reader and whose verbs call `forget_pages`; None is kept like anything else."""
    key = f"cms.kept:{pages_version()}:{name}"
    kept: tuple[Kept] | None = cache.get(key)
    if kept is None:
        kept = (make(),)
        cache.set(key, kept, KEPT_SECONDS)
    return kept[0]


def _is_for_every_visitor(request: HttpRequest) -> bool:
    return (
        request.method == "GET"
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
        and not request.META.get("QUERY_STRING")
        and get_language_from_path(request.path_info) is not None
    )


def _may_be_kept(response: HttpResponse) -> bool:
    html = response.get("Content-Type", "").startswith("text/html")
    return response.status_code == 200 and html and not response.streaming and not response.cookies
