"""The page with the terms of sign-up, kept in the cache: every form asks for it."""

from typing import Any

from django.conf import settings
from django.core.cache import cache
from django.db import transaction
from django.db.models.signals import post_delete, post_save
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from ..signing_up.terms import TermsPage, register_terms
from .models import SignUpTerms

KEPT_SECONDS = 300
NONE = "none"


def connect() -> None:
    """Called once, when the app is ready."""
    register_terms(terms_page)
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(terms_changed)
    for saved in (post_save, post_delete):
        saved.connect(terms_changed, sender=SignUpTerms)
    post_delete.connect(terms_changed, sender=Page)


def terms_page(language: str) -> TermsPage | None:
    kept = cache.get(_key(language))
    if kept is None:
        kept = _read(language) or NONE
        cache.set(_key(language), kept, KEPT_SECONDS)
    return kept if isinstance(kept, TermsPage) else None


def terms_changed(**_: Any) -> None:
    """Not before the commit: another request would read the old page and keep it."""
    keys = [_key(code) for code, _name in settings.LANGUAGES]
    transaction.on_commit(lambda: cache.delete_many(keys))


def _read(language: str) -> TermsPage | None:
    setting = SignUpTerms.objects.filter(site__is_default_site=True).select_related("page").first()
    if setting is None or setting.page is None:
        return None
    written: Page = setting.page
    live = Page.objects.filter(translation_key=written.translation_key, live=True).select_related("locale")
    found = {page.locale.language_code: page for page in live}
    page = found.get(language) or found.get(written.locale.language_code)
    if page is None or not page.url or page.last_published_at is None:
        return None
    return TermsPage(page.title, page.url, f"{page.last_published_at:%Y-%m-%dT%H:%M}")


def _key(language: str) -> str:
    return f"events.terms.{language}"
