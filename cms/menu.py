"""The menu: pages marked "show in menus" below each language's front page, kept in the cache."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.core.cache import cache
from wagtail.models import Page

Entry = dict[str, Any]
HOME_DEPTH = 2


def home_urls() -> dict[str, str]:
    """The front page's address in every language that has one."""
    return {language: found["home"] for language, found in menus().items()}


def calendar_urls() -> dict[str, str]:
    """The event calendar's address in every language that has one."""
    return {language: found["calendar"] for language, found in menus().items() if found.get("calendar")}


def forget_menu(**_: Any) -> None:
    """Read afresh next time (a page was published, moved or removed)."""
    cache.delete("cms.menus")


def menus() -> dict[str, dict[str, Any]]:
    """What every language has: `menu` and `footer` are entries, `home`, `catalogue` and `calendar` addresses."""
    kept: dict[str, dict[str, Any]] | None = cache.get("cms.menus")
    if kept is None:
        kept = _read()
        cache.set("cms.menus", kept, 300)
    return kept


def _read() -> dict[str, dict[str, Any]]:
    """Every language's front page and the pages right below it: three queries, however many languages."""
    from .models import CataloguePage, EventCalendarPage, HomePage, StandardPage

    homes = HomePage.objects.live().select_related("locale")
    below = list(Page.objects.filter(depth=HOME_DEPTH + 1).live().public().select_related("locale").order_by("path"))
    kinds = {
        name: ContentType.objects.get_for_model(model).pk
        for name, model in (("plain", StandardPage), ("catalogue", CataloguePage), ("calendar", EventCalendarPage))
    }
    known = {name: {page.pk for page in below if page.content_type_id == kind} for name, kind in kinds.items()}
    # A front page that is no translation of the site's has no address.
    return {
        home.locale.language_code: _menu(home, [page for page in below if page.path.startswith(home.path)], known)
        for home in homes
        if home.url
    }


def _menu(home: Page, below: list[Page], known: dict[str, set[int]]) -> dict[str, Any]:
    return {
        "home": home.url,
        "catalogue": next((page.url for page in below if page.pk in known["catalogue"]), ""),
        "calendar": next((page.url for page in below if page.pk in known["calendar"]), ""),
        "menu": [_entry(page) for page in below if page.show_in_menus],
        "footer": [_entry(page) for page in below if not page.show_in_menus and page.pk in known["plain"]],
    }


def _entry(page: Page) -> Entry:
    return {"title": page.title, "url": page.url}
