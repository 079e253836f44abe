"""Where occurrences are shown: on a page of their own in the reader's language, or at an address of this room."""

from collections.abc import Collection
from uuid import UUID

from django.conf import settings
from django.utils.translation import get_language
from wagtail.models import Page

from .addresses import occurrence_path
from .models import Occurrence


def urls_of(occurrences: Collection[Occurrence]) -> dict[int, str]:
    """The address of each. One query, none where none has a page."""
    pages = page_urls([one.page_key for one in occurrences if one.page_key])
    return {one.pk: (pages.get(one.page_key) if one.page_key else None) or occurrence_path(one) for one in occurrences}


def page_urls(keys: Collection[UUID]) -> dict[UUID, str]:
    """Live pages by translation key: in the reader's language, or in the first of ours that has one."""
    if not keys:
        return {}
    pages = Page.objects.live().filter(translation_key__in=keys).select_related("locale")
    best = sorted(pages, key=lambda page: _rank(page.locale.language_code), reverse=True)
    # The best of each key comes last, and stays.
    return {page.translation_key: url for page in best if (url := page.get_url())}


def _rank(language: str) -> int:
    order = [get_language(), *dict(settings.LANGUAGES)]
    return order.index(language) if language in order else len(order)
