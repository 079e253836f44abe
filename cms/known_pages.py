"""What an address leads to and what stands around that page, kept until anything is published.

Wagtail asks the database twice for every step down the tree, and again for who may read the page, its trail and its
translations. All of that is the same for every reader and changes with publishing alone, so one entry of the cache
holds it, and the database is asked for the page itself.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from wagtail import views
from wagtail.coreutils import get_supported_content_language_variant
from wagtail.models import Page, Site
from wagtail.url_routing import RouteResult

from .page_cache import KEPT_SECONDS, pages_version
from .pages.base import SitePage, Surroundings, surroundings_of


@dataclass(frozen=True)
class KnownPage:
    site: Site
    model: type[SitePage]
    pk: int
    is_open: bool
    surroundings: Surroundings


class KnownPageMiddleware:
    """Tells Wagtail the page of an address before it looks. Where nothing is known it looks as ever, so that drafts,
    redirects and addresses of nothing are its business.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: tuple[str, ...], kwargs: dict[str, Any]) -> None:
        if view is not views.serve:
            return
        known = known_page(request, *args)
        page = known.model.objects.filter(pk=known.pk, live=True).first() if known else None
        if known and page:
            page.surroundings, page.is_known_to_be_open = known.surroundings, known.is_open
            # Where Wagtail keeps what it found for a request.
            found = {"_wagtail_site": known.site, "_wagtail_route_for_request": RouteResult(page, [], {})}
            request.__dict__.update(found)


def known_page(request: HttpRequest, path: str) -> KnownPage | None:
    """`path` is what follows the language. None where no live page of ours stands there."""
    key = f"cms.known:{pages_version()}:{request.get_host()}:{request.path}"
    known: KnownPage | None = cache.get(key)
    # Addresses of nothing are not kept: anybody can make them up.
    if known is None and (known := _look_up(request, path)):
        cache.set(key, known, KEPT_SECONDS)
    return known


def stands_in(request: HttpRequest, language: str) -> bool:
    """Whether what this address shows is there in another language too; what is no page of ours is there in all."""
    _empty, _language, path = request.path_info.split("/", 2)
    known = known_page(request, path)
    return known is None or language in known.surroundings.translations


def _look_up(request: HttpRequest, path: str) -> KnownPage | None:
    site = Site.find_for_request(request)
    root = _root_path(site) if site else None
    plain = Page.objects.filter(url_path=f"{root}{path}", live=True).first() if root else None
    page = plain.specific if plain else None
    if site is None or not isinstance(page, SitePage):
        return None
    is_open = not page.get_view_restrictions().exists()
    return KnownPage(site, type(page), page.pk, is_open, surroundings_of(page, request))


def _root_path(site: Site) -> str | None:
    """Where the front page of the reader's language stands, None where there is none."""
    try:
        language = get_supported_content_language_variant(get_language())
    except LookupError:
        return None
    roots = {root.language_code: root.root_path for root in Site.get_site_root_paths() if root.site_id == site.pk}
    return roots.get(language)
