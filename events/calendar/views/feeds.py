"""The addresses that calendar programs fetch: no session, no cookie, no redirect, whoever asks."""

from collections.abc import Callable
from http import HTTPStatus
from uuid import UUID

from allauth.core.internal import ratelimit
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms import clock
from cms.addresses import site_url
from cms.centre import centre_facts
from cms.people.models import User

from ...enums import SeriesKind
from ...models import Occurrence, Series
from ...queries import public_occurrences
from .. import ical, sources
from ..domain import tokens
from ..feeds import Feed, answer
from ..occurrences import entry_of
from ..sources import Asked, Window

# Made in the language of the feed.
Name = Callable[[], str]
LANGUAGES = frozenset(code for code, _name in settings.LANGUAGES)
DEFAULT = settings.LANGUAGE_CODE
# Programs ask a few times an hour; several of one person share an address.
LIMITS = {"personal_feed": "120/h/key"}


@require_safe
def everything(request: HttpRequest) -> HttpResponse:
    return _public(request, Asked(), name=centre_name)


@require_safe
def of_kind(request: HttpRequest, kind: str) -> HttpResponse:
    words = sources.public_kinds().get(kind)
    if words is None:
        raise Http404
    return _public(request, Asked(kind=kind), name=lambda: f"{words} – {centre_name()}")


@require_safe
def of_network(request: HttpRequest, key: UUID) -> HttpResponse:
    """Of a network for members only nothing is seen, not even its name: who followed it before finds it empty."""
    series = Series.objects.filter(key=key, kind=SeriesKind.NETWORK).first()
    if series is None:
        raise Http404
    language = language_of(request)
    title = "" if series.members_only else series.title_in(language)
    return _public(request, Asked(series=key), name=lambda: title or centre_name(), about=title)


@require_safe
def of_occurrence(request: HttpRequest, uid: UUID) -> HttpResponse:
    """One occurrence, to be kept: a file to open, not a calendar to follow."""
    occurrence = public_occurrences().filter(uid=uid).first()
    if occurrence is None:
        raise Http404
    language = language_of(request)
    stamp = (occurrence.sequence, occurrence.changed_at)
    feed = Feed(f"occurrence/{uid}", language, stamp, lambda: _file(occurrence, language))
    return answer(request, feed, filename=f"{occurrence.starts_at.astimezone(ical.OSLO):%Y-%m-%d}.ics")


def _file(occurrence: Occurrence, language: str) -> bytes:
    with translation.override(language):
        entry = entry_of(occurrence, language)
    return ical.feed([entry], ical.About(entry.title))


@require_safe
def personal(request: HttpRequest, token: str) -> HttpResponse:
    """What stands in one person's calendar, for whoever has the address."""
    row = tokens.token_row(token)
    if row is None:
        raise Http404
    limit = {"app": "calendars", "action": "personal_feed", "config": LIMITS, "key": str(row.pk)}
    if not ratelimit.consume(request, limit_get=True, **limit):
        return HttpResponse(status=HTTPStatus.TOO_MANY_REQUESTS, headers={"Retry-After": "3600"})
    at = clock.now()
    tokens.note_use(row, at=at)
    return answer(request, _feed_of(row.user, language_of(request, row.user.language), Window(at)))


def _feed_of(user: User, language: str, window: Window) -> Feed:
    def build() -> bytes:
        with translation.override(language):
            name = _("My days – %(centre)s") % {"centre": centre_name()}
        return ical.feed(sources.personal_entries(user, language, window), ical.About(name))

    return Feed(f"me/{user.pk}", language, sources.personal_stamp(user, window), build, private=True)


def _public(request: HttpRequest, asked: Asked, *, name: Name, about: str = "") -> HttpResponse:
    window, language = Window(clock.now()), language_of(request)
    stamp = (about, window.since, sources.public_stamp(asked, window))

    def build() -> bytes:
        with translation.override(language):
            said = ical.About(name(), source=site_url(f"{request.path}?lang={language}"))
        return ical.feed(sources.public_entries(asked, language, window), said)

    return answer(request, Feed(f"{asked}", language, stamp, build))


def language_of(request: HttpRequest, otherwise: str = DEFAULT) -> str:
    """The one in the address, whatever browser it is: programs keep one copy of an address for all their readers."""
    wanted = request.GET.get("lang", "")
    return wanted if wanted in LANGUAGES else otherwise


def centre_name() -> str:
    return centre_facts()["name"] or "Samvirke"
