"""What is kept in the cache is forgotten once a change of it is committed."""

from collections.abc import Callable
from typing import Any

from django.db import transaction
from django.db.models.signals import ModelSignal, post_delete, post_save
from wagtail.models import Page, PageViewRestriction, Site
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from . import clock
from .centre import forget_centre
from .menu import forget_menu
from .models import CatalogueTerm, CentreSettings, EventCalendarPage
from .page_cache import forget_pages
from .people.domain.roles import give_on_calendar

SAVED_OR_DELETED: tuple[ModelSignal, ...] = (post_save, post_delete)


def connect() -> None:
    """Called once, when the app is ready."""
    for signal in (page_published, page_unpublished, page_slug_changed, post_page_move):
        signal.connect(menu_changed)
    post_delete.connect(menu_changed, sender=Page)
    for signal in SAVED_OR_DELETED:
        signal.connect(menu_changed, sender=PageViewRestriction)
        signal.connect(menu_changed, sender=Site)
        signal.connect(centre_changed, sender=Site)
        signal.connect(centre_changed, sender=CentreSettings)
        signal.connect(menu_changed, sender=CatalogueTerm)
    post_save.connect(calendar_made, sender=EventCalendarPage)


def menu_changed(**_: Any) -> None:
    _after_commit(forget_menu)
    _after_commit(forget_pages)


def centre_changed(**_: Any) -> None:
    _after_commit(forget_centre)
    _after_commit(forget_pages)


def calendar_made(*, instance: EventCalendarPage, created: bool, raw: bool = False, **_: Any) -> None:
    """Whichever way it was made: by hand, as a translation or as a copy."""
    if created and not raw:
        give_on_calendar(instance, at=clock.now())


def _after_commit(forget: Callable[[], None]) -> None:
    """Not before: another request would read the old rows and keep them."""
    transaction.on_commit(forget)
