"""What exhibitors hang on an occurrence, on its desk, on a visitor's own place, and on the day of who has a stand."""

from typing import Any

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from cms import clock
from cms.hook_points import my_day_panels
from cms.page_cache import kept_with_pages
from cms.people.models import User
from cms.people.presence import has_any, register_presence
from cms.people.requests import SignedInRequest
from events.booking_hooks import booking_panels, giving_back_panels, ticket_panels
from events.desk.panels import Tab, occurrence_panels, register_tab
from events.enums import OccurrenceState, PlaceState, SeriesKind
from events.faces import Face
from events.hook_points import occurrence_parts
from events.models import Booking, Occurrence, Place
from events.place_links import place_token

from .domain.applications import takes_applications
from .domain.leads import live_fields
from .enums import LIVE_STATES, ExhibitorState, LeadField
from .links import HOLDS_AFTER, page_path
from .models import Exhibitor, Fair
from .queries import overdue_tasks, package_counts, places_with_price, shown_exhibitors

EXHIBITS = "exhibits"
# Where there may be stands; other kinds are not asked about.
KINDS = frozenset({SeriesKind.CONFERENCE, SeriesKind.PROFESSIONAL_DAY, SeriesKind.GATHERING})


def exhibitors_address(request: HttpRequest, occurrence: Occurrence) -> str | None:
    """For the row of pages about an occurrence, where there may be exhibitors."""
    if occurrence.series.kind not in KINDS:
        return None
    return reverse("exhibitors_admin:exhibitors", args=[occurrence.pk])


def hang() -> None:
    """Called once, when the app is ready."""
    register_presence(EXHIBITS, own_exhibitors)
    occurrence_parts.register(exhibitors_part, order=70)
    occurrence_panels.register(desk_panel, order=80)
    register_tab(Tab("exhibitors", _("Exhibitors"), exhibitors_address, order=70))
    ticket_panels.register(sharing, order=70)
    booking_panels.register(stand_of_booking, order=70)
    giving_back_panels.register(stand_given_back, order=70)
    my_day_panels.register(my_stands, order=9)


def exhibitors_part(request: HttpRequest, *, face: Face) -> SafeString | None:
    """Who has a stand, and the way to one. Two queries, one where there are no packages; the first is kept."""
    occurrence = face.occurrence
    if occurrence.series.kind not in KINDS:
        return None
    fair = kept_with_pages(f"fair:{occurrence.pk}", lambda: Fair.objects.filter(occurrence=occurrence).first())
    if fair is None:
        return None
    open_to_all = takes_applications(occurrence, fair, at=clock.now())
    exhibitors = shown_exhibitors(occurrence)
    if not exhibitors and not open_to_all:
        return None
    about = {"occurrence": occurrence, "exhibitors": exhibitors, "open": open_to_all}
    return SafeString(render_to_string("exhibitors/panels/exhibitors.html", about, request))


def desk_panel(request: HttpRequest, *, occurrence: Occurrence) -> SafeString | None:
    """Packages with how many are taken, and what waits for the staff. Four queries, one where there is no package."""
    if occurrence.series.kind not in KINDS:
        return None
    about: dict[str, Any] = {"occurrence": occurrence, "packages": package_counts(occurrence)}
    if about["packages"]:
        about["applied"] = occurrence.exhibitors.filter(state=ExhibitorState.APPLIED).count()
        about["overdue"] = overdue_tasks(occurrence, at=clock.now()).count()
    return SafeString(render_to_string("exhibitors/panels/desk.html", about, request))


def sharing(request: HttpRequest, *, place: Place) -> SafeString | None:
    """On a visitor's own ticket, where there are stands: what exhibitors get who scan it. Two queries at most."""
    if place.occurrence.state == OccurrenceState.CANCELLED:
        return None
    confirmed = Exhibitor.objects.filter(occurrence=place.occurrence_id, state=ExhibitorState.CONFIRMED)
    if place.state != PlaceState.CONFIRMED or not place.name or not confirmed.exists():
        return None
    given = live_fields(place)
    about: dict[str, Any] = {
        "place": place,
        "address": reverse("share_with_exhibitors", args=[place_token(place)]),
        "fields": [(value, label, value in given) for value, label in LeadField.choices],
        "given": given,
    }
    return SafeString(render_to_string("exhibitors/panels/sharing.html", about, request))


def stand_of_booking(request: HttpRequest, *, booking: Booking) -> SafeString | None:
    """On the booking of an exhibitor's staff: what it belongs to. One query."""
    exhibitor = Exhibitor.objects.filter(booking=booking).select_related("package").first()
    if exhibitor is None:
        return None
    about = {"exhibitor": exhibitor, "address": page_path(exhibitor)}
    return SafeString(render_to_string("exhibitors/panels/booking.html", about, request))


def stand_given_back(request: HttpRequest, *, booking: Booking, places: list[Place], whole: bool) -> SafeString | None:
    """Before places of an exhibitor's staff are given back: what becomes of the stand. Two queries at most."""
    exhibitor = Exhibitor.objects.filter(booking=booking, state=ExhibitorState.CONFIRMED).first()
    if exhibitor is None:
        return None
    about = {"exhibitor": exhibitor, "address": page_path(exhibitor, "give_stand_back"), "whole": whole}
    about["bound"] = not whole and bool(places_with_price([place.pk for place in places]))
    return SafeString(render_to_string("exhibitors/panels/giving_back.html", about, request))


def own_exhibitors(user: User) -> Any:
    """Whose contact somebody is, as long as the links hold."""
    after = clock.now() - HOLDS_AFTER
    return Exhibitor.objects.filter(contact=user, state__in=LIVE_STATES, occurrence__ends_at__gte=after)


def my_stands(request: SignedInRequest) -> SafeString | None:
    """One query, none for who has no stand."""
    if not has_any(request.user, EXHIBITS):
        return None
    rows = own_exhibitors(request.user).select_related("occurrence__series").order_by("occurrence__starts_at", "pk")
    stands = [{"exhibitor": one, "address": page_path(one)} for one in rows]
    return SafeString(render_to_string("exhibitors/panels/my_day.html", {"stands": stands}, request))
