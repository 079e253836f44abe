"""What networks hang on pages of other rooms."""

from datetime import datetime
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from wagtail.models import Page

from cms import clock
from cms.models import NetworkPage
from cms.people.models import Organisation, User
from cms.people.presence import has_any
from cms.people.requests import SignedInRequest
from events.enums import OccurrenceState, SeriesKind
from events.faces import Face
from events.models import Occurrence, Series

from .models import NetworkMember
from .queries import members_now, networks, published_minutes, unread_minutes
from .rules import may_plan, may_see_inside

# What a person may have, as `cms/people/presence.py` asks it.
NETWORKS = "networks"
OFF = (OccurrenceState.DRAFT, OccurrenceState.CANCELLED, OccurrenceState.POSTPONED)


def memberships(user: User) -> QuerySet[NetworkMember]:
    return members_now().filter(user=user)


def my_networks(request: SignedInRequest) -> SafeString | None:
    """On my day: the networks one is in, when they meet next, and minutes one has not read. Three queries, none for
    who is in no network.
    """
    if not has_any(request.user, NETWORKS):
        return None
    at = clock.now()
    rows = memberships(request.user).select_related("series").prefetch_related(_next_meetings(at))
    mine = [
        {"series": one.series, "next": next(iter(vars(one.series)["coming"]), None)}
        for one in rows.order_by("joined_on", "pk")
    ]
    context = {"networks": mine, "unread": unread_minutes(request.user, at=at)[:5]}
    return SafeString(render_to_string("networks/panels/my_day.html", context, request))


def _next_meetings(at: datetime) -> Prefetch:
    rows = Occurrence.objects.filter(ends_at__gte=at).exclude(state__in=OFF).select_related("series")
    return Prefetch("series__occurrences", rows.order_by("starts_at", "pk"), to_attr="coming")


def networks_of_organisation(request: HttpRequest, *, organisation: Organisation) -> SafeString | None:
    """On the organisation's page: where its people take part, and where nobody does any more. Two queries."""
    taken: dict[int, dict[str, Any]] = {}
    for one in members_now().filter(organisation=organisation).select_related("series", "user").order_by("user__name"):
        taken.setdefault(one.series_id, {"series": one.series, "members": []})["members"].append(one)
    vacant = _left_by(organisation)
    if not taken and not vacant:
        return None
    context = {"organisation": organisation, "taken": list(taken.values()), "vacant": vacant}
    return SafeString(render_to_string("networks/panels/organisation.html", context, request))


def _left_by(organisation: Organisation) -> list[Series]:
    """Networks somebody took part in for the organisation, and nobody does now."""
    ever = NetworkMember.objects.filter(series=OuterRef("pk"), organisation=organisation)
    now = members_now().filter(series=OuterRef("pk"), organisation=organisation)
    return list(networks().filter(Exists(ever), ~Exists(now)).order_by("pk"))


def membership_here(request: HttpRequest, *, page: Page) -> SafeString | None:
    """On the page an editor has written about a network: the way in, the same for every visitor who is not signed in.
    One query.
    """
    if not isinstance(page, NetworkPage):
        return None
    series = networks().filter(page_key=page.translation_key).first()
    if series is None:
        return None
    return SafeString(render_to_string("networks/panels/page.html", {"series": series}, request))


def minutes_here(request: HttpRequest, *, face: Face) -> SafeString | None:
    """On a meeting that has been: the way to its minutes, for members. No query for other kinds of happenings."""
    occurrence = face.occurrence
    if occurrence.series.kind != SeriesKind.NETWORK or occurrence.starts_at > clock.now():
        return None
    if not may_see_inside(request.user, occurrence.series) or not _has_minutes(occurrence):
        return None
    return SafeString(render_to_string("networks/panels/meeting.html", {"occurrence": occurrence}, request))


def planning_here(request: HttpRequest, *, face: Face) -> SafeString | None:
    """On a meeting that is to come: the way to look after it, for those who make it."""
    occurrence = face.occurrence
    if occurrence.series.kind != SeriesKind.NETWORK or occurrence.ends_at <= clock.now():
        return None
    if not may_plan(request.user, occurrence.series):
        return None
    return SafeString(render_to_string("networks/panels/planning.html", {"occurrence": occurrence}, request))


def _has_minutes(occurrence: Occurrence) -> bool:
    return published_minutes().filter(occurrence=occurrence).exists()
