"""Site search: the same answers on SQLite and PostgreSQL, whole words first, then words that begin the same."""

from collections.abc import Sequence

from django.utils.translation import get_language
from wagtail.models import Page
from wagtail.query import PageQuerySet

MAX_WORDS = 8


def matching_ids(words: str, pages: PageQuerySet) -> list[int]:
    """Ids of the pages that match, best first. Odd signs are treated as spaces; nothing readable finds nothing."""
    readable = " ".join(_readable(words).split()[:MAX_WORDS])
    if not readable:
        return []
    whole = [page.pk for page in pages.search(readable)]
    begun = [page.pk for page in pages.autocomplete(readable)]
    return list(dict.fromkeys(whole + begun))


def search_site(words: str) -> list[int]:
    """Ids of live, public pages in the reader's language that match, best first; courses stand for their lessons."""
    from .models import LessonPage, ModulePage

    pages = Page.objects.live().public().filter(locale__language_code=get_language()).not_type(LessonPage, ModulePage)
    ranked = matching_ids(words, Page.objects.live())
    fitting = set(pages.filter(pk__in=ranked).values_list("pk", flat=True))
    return [pk for pk in ranked if pk in fitting]


def pages_in_order(ids: Sequence[int]) -> list[Page]:
    """The pages themselves, in the order of their ids."""
    found = {page.pk: page for page in Page.objects.filter(pk__in=ids).select_related("locale").specific()}
    return [found[pk] for pk in ids if pk in found]


def _readable(words: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in words)
