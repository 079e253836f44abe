"""Reads about networks that more than one place needs."""

from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, QuerySet

from cms.people.models import User
from events.enums import OccurrenceState, SeriesKind
from events.models import Occurrence, Series

from .enums import LEADING, MinutesState, RequestState
from .models import Minutes, MinutesReading, Network, NetworkMember, NetworkRequest

# How long minutes that one has not read stand on my day.
UNREAD_SHOWN = timedelta(days=60)
REMEMBERED = "_network_memberships"


# --- Networks --------------------------------------------------------------------------------------


def networks() -> QuerySet[Series]:
    return Series.objects.filter(kind=SeriesKind.NETWORK).select_related("network", "county")


def network_of(series: Series) -> Network:
    """What was decided for it, or what holds as long as nobody has. No query where it was loaded with the series."""
    try:
        return series.network
    except Network.DoesNotExist:
        return Network(series=series)


# --- Members ---------------------------------------------------------------------------------------


def members_now() -> QuerySet[NetworkMember]:
    """Those who are in a network, and whose account is in use."""
    return NetworkMember.objects.filter(left_on__isnull=True, user__is_active=True)


def members_of(series: Series) -> QuerySet[NetworkMember]:
    """With person and organisation, by name."""
    rows = members_now().filter(series=series).select_related("user", "organisation")
    return rows.order_by("user__name", "pk")


def leaders_of(series: Series) -> QuerySet[NetworkMember]:
    return members_of(series).filter(role__in=LEADING)


def membership_of(user: User, series: Series) -> NetworkMember | None:
    """Asked once for a network as long as the person's object lasts; after a change `forget_membership` is called."""
    if series.kind != SeriesKind.NETWORK:
        return None
    kept: dict[int, NetworkMember | None] = user.__dict__.setdefault(REMEMBERED, {})
    if series.pk not in kept:
        rows = members_now().select_related("organisation")
        kept[series.pk] = rows.filter(user=user, series=series).first()
    return kept[series.pk]


def forget_membership(user: User) -> None:
    user.__dict__.pop(REMEMBERED, None)


def series_with_member(user: User) -> QuerySet[Series]:
    """To be used in a query, costs none."""
    return Series.objects.filter(pk__in=members_now().filter(user=user).values("series"))


def waiting_requests(series: Series | None = None) -> QuerySet[NetworkRequest]:
    rows = NetworkRequest.objects.filter(state=RequestState.WAITING, user__is_active=True)
    rows = rows.filter(series=series) if series else rows
    return rows.select_related("user", "organisation", "series").order_by("asked_at", "pk")


# --- Meetings and their minutes --------------------------------------------------------------------


def published_minutes() -> QuerySet[Minutes]:
    """The version that holds of each meeting."""
    newer = Minutes.objects.filter(
        occurrence=OuterRef("occurrence"), state=MinutesState.PUBLISHED, number__gt=OuterRef("number")
    )
    return Minutes.objects.filter(~Exists(newer), state=MinutesState.PUBLISHED)


def minutes_of(series: Series) -> QuerySet[Minutes]:
    """The latest meeting first."""
    rows = published_minutes().filter(occurrence__series=series).select_related("occurrence__series")
    return rows.order_by("-occurrence__starts_at", "-pk")


def unread_minutes(user: User, *, at: datetime) -> QuerySet[Minutes]:
    """Of one's networks, published while one was a member, of late, and not said to be read."""
    mine = members_now().filter(user=user, series=OuterRef("occurrence__series"))
    mine = mine.filter(joined_on__lte=OuterRef("published_at__date"))
    read = MinutesReading.objects.filter(minutes=OuterRef("pk"), user=user)
    rows = published_minutes().filter(Exists(mine), ~Exists(read), published_at__gte=at - UNREAD_SHOWN)
    return rows.select_related("occurrence__series").order_by("-published_at", "-pk")


def meetings_held(series: Series, *, at: datetime) -> QuerySet[Occurrence]:
    """Those that have begun and were not called off: there may be minutes of them. The latest first."""
    off = (OccurrenceState.DRAFT, OccurrenceState.CANCELLED, OccurrenceState.POSTPONED)
    rows = Occurrence.objects.filter(series=series, starts_at__lte=at).exclude(state__in=off)
    return rows.select_related("series").order_by("-starts_at", "-pk")
