"""What visitors see of an occurrence: how far it has come, what they can do, and where it is shown."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.db.models import QuerySet
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.models import Page

from cms import clock
from cms.pages.happening import OccurrencePage

from .addresses import occurrence_path
from .enums import OccurrenceState, WaitingPolicy
from .models import Occurrence
from .page_urls import urls_of
from .queries import Free, free_apart_of, takes_sign_ups
from .seeing import may_see


class Phase(models.TextChoices):
    """How far an occurrence has come, as readers meet it: its state, the clock and the free places together."""

    DRAFT = "draft", _("Draft: only the staff sees it")
    SAVE_THE_DATE = "save_the_date", _("Save the date")
    SOON = "soon", _("Sign-up is not open yet")
    OPEN = "open", _("Open for sign-up")
    WAITING = "waiting", _("Full, with a waiting list")
    FULL = "full", _("Full")
    CLOSED = "closed", _("Sign-up is closed")
    HELD = "held", _("Held")
    POSTPONED = "postponed", _("Postponed")
    CANCELLED = "cancelled", pgettext_lazy("occurrence", "Cancelled")


TONES = {
    Phase.OPEN: "good",
    Phase.WAITING: "warn",
    Phase.FULL: "warn",
    Phase.POSTPONED: "bad",
    Phase.CANCELLED: "bad",
    Phase.SAVE_THE_DATE: "note",
    Phase.SOON: "note",
}
ICONS = {Phase.OPEN: "check", Phase.WAITING: "clock", Phase.FULL: "clock"}
ICONS |= {Phase.POSTPONED: "warning", Phase.CANCELLED: "cross"}
# Of what nobody can sign up for.
NONE_COUNTED = Free(None, None)
# What its state alone decides.
BY_STATE = {
    OccurrenceState.DRAFT: Phase.DRAFT,
    OccurrenceState.POSTPONED: Phase.POSTPONED,
    OccurrenceState.CANCELLED: Phase.CANCELLED,
    OccurrenceState.DONE: Phase.HELD,
}


@dataclass(frozen=True)
class Face:
    """`free` is how many places could be taken now; None says that there is no limit, or that nobody can take one.
    `online` of them are online, where those are told apart.
    """

    occurrence: Occurrence
    phase: Phase
    free: int | None
    url: str
    online: int | None = None

    @property
    def in_room(self) -> int:
        return (self.free or 0) - (self.online or 0)

    @property
    def tone(self) -> str:
        return TONES.get(self.phase, "")

    @property
    def icon(self) -> str:
        return ICONS.get(self.phase, "")

    @property
    def is_off(self) -> bool:
        """Whoever reads of it should know at once that there is nothing to come to on that day."""
        return self.phase in {Phase.CANCELLED, Phase.POSTPONED}

    @property
    def takes_sign_ups(self) -> bool:
        """For a place or for the waiting list."""
        return self.phase in {Phase.OPEN, Phase.WAITING}


def phase_of(occurrence: Occurrence, *, free: int | None, at: datetime) -> Phase:
    """`free` only matters while people can sign up."""
    if phase := BY_STATE.get(OccurrenceState(occurrence.state)):
        return phase
    if occurrence.ends_at <= at:
        return Phase.HELD
    if occurrence.state == OccurrenceState.ANNOUNCED:
        return Phase.SAVE_THE_DATE
    if not takes_sign_ups(occurrence, at=at):
        soon = occurrence.state == OccurrenceState.OPEN and occurrence.opens_at and occurrence.opens_at > at
        return Phase.SOON if soon else Phase.CLOSED
    if free != 0:
        return Phase.OPEN
    return Phase.FULL if occurrence.waiting == WaitingPolicy.NONE else Phase.WAITING


def faces_of(occurrences: Collection[Occurrence], *, at: datetime) -> list[Face]:
    """In the same order; series must be loaded. Three queries however many, one where nobody can sign up."""
    takes = [one for one in occurrences if takes_sign_ups(one, at=at)]
    free, urls = free_apart_of(takes, at=at) if takes else {}, urls_of(occurrences)
    return [_face(one, free.get(one.pk, NONE_COUNTED), urls[one.pk], at=at) for one in occurrences]


def _face(occurrence: Occurrence, free: Free, url: str, *, at: datetime) -> Face:
    return Face(occurrence, phase_of(occurrence, free=free.total, at=at), free.total, url, free.online)


def face_of_page(request: HttpRequest, page: Page) -> Face | None:
    """The occurrence a page shows, where there is one and the reader may know of it. Asked once for all panels."""
    kept = request.__dict__.setdefault("_event_faces", {})
    if page.translation_key not in kept:
        kept[page.translation_key] = _face_of(request, page)
    face: Face | None = kept[page.translation_key]
    return face


def _face_of(request: HttpRequest, page: Page) -> Face | None:
    if not isinstance(page, OccurrencePage):
        return None
    occurrence = with_place().filter(page_key=page.translation_key).first()
    if occurrence is None or not may_see(request.user, occurrence):
        return None
    at = clock.now()
    takes = takes_sign_ups(occurrence, at=at)
    free = free_apart_of([occurrence], at=at)[occurrence.pk] if takes else NONE_COUNTED
    return _face(occurrence, free, page.get_url(request) or occurrence_path(occurrence), at=at)


def with_place() -> QuerySet[Occurrence]:
    return Occurrence.objects.select_related("series", "municipality__county")
