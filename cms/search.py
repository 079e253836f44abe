"""Site search: the same answers on SQLite and PostgreSQL, whole words first, then words that begin the same."""

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


def search_site(words: str) -> list[Page]:
    """Live, public pages in the reader's language that match, best first; modules and lessons lead to their course."""
    from .models import LessonPage, ModulePage

    pages = Page.objects.live().public().filter(locale__language_code=get_language()).not_type(LessonPage, ModulePage)
    ranked = matching_ids(words, Page.objects.live())
    found = {page.pk: page for page in pages.filter(pk__in=ranked).specific(defer=True)}
    return [found[pk] for pk in ranked if pk in found]


def _readable(words: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in words)
