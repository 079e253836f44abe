"""The page of an occurrence: made below the event calendar, and published when visitors may know of it.

Editors write on; capacity, dates and states stay with the occurrence.
"""

from datetime import datetime
from uuid import UUID

from django.conf import settings
from django.db import transaction
from django.db.models import QuerySet
from wagtail.models import Page

from cms import audit
from cms.file_names import plain_slug
from cms.models import ConferencePage, ConferenceSeriesPage, EventCalendarPage, NetworkPage, ProfessionalDayPage
from cms.page_cache import forget_pages
from cms.people.models import User

from .enums import SeriesKind
from .models import Occurrence, Series

# Which pages show a single occurrence, by the kind of its series.
PAGES = {
    SeriesKind.CONFERENCE: ConferencePage,
    SeriesKind.PROFESSIONAL_DAY: ProfessionalDayPage,
    SeriesKind.GATHERING: ProfessionalDayPage,
}


class WrongKindOfPage(Exception):
    """This page is for something else than what the occurrence is."""


class PageTaken(Exception):
    """The page shows another occurrence already."""


@transaction.atomic
def make_page_for(*, occurrence: Occurrence, by: User | None, at: datetime) -> Page | None:
    """Make the page of an occurrence, as a draft until visitors may know of it; return the one it has already.

    None where there is nothing to make: meetings of networks and courses with a date have no page of their own, what
    is for members alone stays off the site, and without an event calendar there is nowhere to put one.
    """
    row = Occurrence.objects.select_for_update(of=("self",)).select_related("series").get(pk=occurrence.pk)
    if row.page_key and (page := _page(row.page_key)):
        return page
    parent = None if row.series.members_only else _parent_of(row, by=by, at=at)
    if parent is None:
        return None
    page = _put(parent, _new_page(row, parent), live=row.is_public, by=by)
    row.page_key = occurrence.page_key = page.translation_key
    row.save(update_fields=["page_key"])
    audit.record(row, action="events.make_page", by=by, at=at, page=page.pk)
    return page


@transaction.atomic
def make_page_for_series(*, series: Series, by: User | None, at: datetime) -> Page | None:
    """The same for what comes again: a network, or a conference with its years. None for other kinds."""
    row = Series.objects.select_for_update().get(pk=series.pk)
    if row.page_key and (page := _page(row.page_key)):
        return page
    kinds = {SeriesKind.CONFERENCE: ConferenceSeriesPage, SeriesKind.NETWORK: NetworkPage}
    kind, parent = kinds.get(SeriesKind(row.kind)), _calendar()
    if kind is None or parent is None:
        return None
    page = _put(parent, kind(title=row.title_in(parent.locale.language_code)), live=True, by=by)
    row.page_key = series.page_key = page.translation_key
    row.save(update_fields=["page_key"])
    audit.record(row, action="events.make_page", by=by, at=at, page=page.pk)
    return page


@transaction.atomic
def show_on_page(*, occurrence: Occurrence, page: Page, by: User | None, at: datetime) -> Occurrence:
    """Show an occurrence on a page that an editor has made, in all its languages.

    Raises WrongKindOfPage and PageTaken.
    """
    row = Occurrence.objects.select_for_update(of=("self",)).select_related("series").get(pk=occurrence.pk)
    if row.series.members_only or page.specific_class is not PAGES.get(SeriesKind(row.series.kind)):
        raise WrongKindOfPage(page.pk)
    if Occurrence.objects.filter(page_key=page.translation_key).exclude(pk=row.pk).exists():
        raise PageTaken(page.pk)
    row.page_key = occurrence.page_key = page.translation_key
    row.save(update_fields=["page_key"])
    audit.record(row, action="events.show_on_page", by=by, at=at, page=page.pk)
    transaction.on_commit(forget_pages)
    return row


def pages_without_occurrence(kind: str) -> QuerySet[Page]:
    """Pages that could show an occurrence of this kind and show none, one of each translation group."""
    if kind not in PAGES:
        return Page.objects.none()
    shown = Occurrence.objects.filter(page_key__isnull=False).values("page_key")
    pages = Page.objects.type(PAGES[SeriesKind(kind)]).filter(alias_of__isnull=True).exclude(translation_key__in=shown)
    return pages.order_by("-latest_revision_created_at", "-pk").select_related("locale")


def publish_when_known(*, occurrence: Occurrence) -> bool:
    """Publish a page that was made for a draft, now that visitors may know of the occurrence. What an editor has taken
    down again is left alone. Says whether it did.
    """
    if not occurrence.page_key or not occurrence.is_public:
        return False
    waiting = Page.objects.filter(translation_key=occurrence.page_key, live=False, first_published_at__isnull=True)
    pages = [page for page in waiting.specific() if page.latest_revision]
    for page in pages:
        page.latest_revision.publish()
    return bool(pages)


def page_of(occurrence: Occurrence) -> Page | None:
    """In the language it was first made in, published or not. One query."""
    if occurrence.page_key is None:
        return None
    return Page.objects.filter(translation_key=occurrence.page_key).order_by("pk").first()


def _page(key: UUID) -> Page | None:
    return Page.objects.filter(translation_key=key).order_by("pk").specific().first()


def _calendar() -> EventCalendarPage | None:
    """The event calendar in the first of our languages that has one."""
    order = list(dict(settings.LANGUAGES))
    found = EventCalendarPage.objects.live().filter(locale__language_code__in=order).select_related("locale")
    return min(found, key=lambda page: order.index(page.locale.language_code), default=None)


def _parent_of(occurrence: Occurrence, *, by: User | None, at: datetime) -> Page | None:
    kind = occurrence.series.kind
    if kind == SeriesKind.CONFERENCE:
        return make_page_for_series(series=occurrence.series, by=by, at=at)
    return _calendar() if kind in PAGES else None


def _new_page(occurrence: Occurrence, parent: Page) -> Page:
    title = occurrence.title_in(parent.locale.language_code)
    if occurrence.series.kind == SeriesKind.CONFERENCE:
        return ConferencePage(title=title, year=occurrence.starts_at.astimezone(occurrence.zone).year)
    return ProfessionalDayPage(title=title)


def _put(parent: Page, page: Page, *, live: bool, by: User | None) -> Page:
    page.live, page.locale, page.owner, page.slug = False, parent.locale, by, _free_slug(parent, page.title)
    parent.add_child(instance=page)
    revision = page.save_revision(user=by, log_action=True)
    if live:
        revision.publish(user=by)
        page.refresh_from_db()
    return page


def _free_slug(parent: Page, title: str) -> str:
    """The title as an address; with a number where a sister has it already."""
    base = plain_slug(title, otherwise="page")
    taken = set(Page.objects.child_of(parent).filter(slug__startswith=base).values_list("slug", flat=True))
    names = (base if number == 1 else f"{base}-{number}" for number in range(1, len(taken) + 2))
    return next(name for name in names if name not in taken)
