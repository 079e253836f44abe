"""Members: who comes in, who goes, and what they are meanwhile. Rows are ended, never deleted."""

from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction

from cms import audit, clock
from cms.people.models import Organisation, User
from cms.people.queries import organisations_acted_for
from events.domain.stepping_back import step_back
from events.enums import LIVE_STATES, SeriesKind
from events.models import Place, Series

from .. import mails
from ..enums import Joining, MemberRole
from ..models import NetworkMember
from ..queries import forget_membership, network_of
from .settings import NoNetwork

# The wording of the list of members; a new one gets a new name, and those who said yes to the old stay.
LIST_WORDS = "2026-11"


class AlreadyMember(Exception):
    """The person is in the network."""


class NotOpen(Exception):
    """Nobody comes into this network by this way."""


class NoOrganisation(Exception):
    """An open network is for those who act for an organisation."""


class ReasonMissing(Exception):
    """Whoever removes somebody, asks or refuses says why."""


class HasLeft(Exception):
    """The person is no longer in the network."""


@dataclass(frozen=True)
class Entry:
    """For whom somebody comes in, and what they agree to. `agreed` False: somebody else puts them in."""

    organisation: Organisation | None = None
    shares_email: bool = False
    agreed: bool = True


@transaction.atomic
def join(*, series: Series, user: User, entry: Entry, at: datetime) -> NetworkMember:
    """Come into an open network at once. Raises NoNetwork, NotOpen, NoOrganisation, AlreadyMember."""
    if network_of(series).joining != Joining.OPEN:
        raise NotOpen(series.pk)
    acted_for = organisations_acted_for(user, on=clock.local_date(at))
    if entry.organisation is None or entry.organisation not in acted_for:
        raise NoOrganisation(series.pk)
    return admit(series=series, user=user, entry=entry, by=user, at=at)


@transaction.atomic
def admit(
    *,
    series: Series,
    user: User,
    entry: Entry,
    role: str = MemberRole.MEMBER,
    by: User | None,
    at: datetime,
) -> NetworkMember:
    """Make somebody a member, whatever way they come. Raises NoNetwork, AlreadyMember."""
    if series.kind != SeriesKind.NETWORK:
        raise NoNetwork(series.pk)
    member = NetworkMember(
        series=series,
        user=user,
        organisation=entry.organisation,
        role=role,
        joined_on=clock.local_date(at),
        agreed_at=at if entry.agreed else None,
        agreed_words=LIST_WORDS if entry.agreed else "",
        shares_email=entry.agreed and entry.shares_email,
    )
    try:
        with transaction.atomic():
            member.save(force_insert=True)
    except IntegrityError:
        raise AlreadyMember(series.pk) from None
    _noted(member, "networks.join", by=by, at=at, role=role)
    return member


@transaction.atomic
def set_role(*, member: NetworkMember, role: str, by: User | None, at: datetime) -> NetworkMember:
    """The log keeps since when. Raises HasLeft."""
    row = _locked(member)
    if row.role != role:
        before, row.role = row.role, role
        row.save(update_fields=["role"])
        forget_membership(member.user)
        _noted(row, "networks.set_role", by=by, at=at, role=role, before=before)
    return row


@transaction.atomic
def agree(*, member: NetworkMember, shares_email: bool, at: datetime) -> NetworkMember:
    """A member says that the others may see who they are, and whether their address too. Raises HasLeft."""
    row = _locked(member)
    row.agreed_at, row.agreed_words, row.shares_email = at, LIST_WORDS, shares_email
    row.save(update_fields=["agreed_at", "agreed_words", "shares_email"])
    _noted(row, "networks.agree", by=row.user, at=at)
    return row


@transaction.atomic
def leave(*, member: NetworkMember, at: datetime) -> NetworkMember:
    """Places at its meetings to come are given back. Raises HasLeft."""
    row = _end(member, because="", at=at)
    _noted(row, "networks.leave", by=row.user, at=at)
    return row


@transaction.atomic
def remove(*, member: NetworkMember, reason: str, by: User | None, at: datetime) -> NetworkMember:
    """Tell them why. Places at its meetings to come are given back. Raises ReasonMissing, HasLeft."""
    if not reason.strip():
        raise ReasonMissing
    row = _end(member, because=reason.strip()[:300], at=at)
    _noted(row, "networks.remove", by=by, at=at)
    mails.removed(row, at=at)
    return row


def _end(member: NetworkMember, *, because: str, at: datetime) -> NetworkMember:
    row = _locked(member)
    row.left_on, row.removed_because = max(clock.local_date(at), row.joined_on), because
    row.save(update_fields=["left_on", "removed_because"])
    forget_membership(member.user)
    _give_places_back(row, at=at)
    return row


def _give_places_back(member: NetworkMember, *, at: datetime) -> None:
    """Of meetings for members alone: what they have left they come to no more."""
    if not member.series.members_only:
        return
    coming = Place.objects.filter(occurrence__series=member.series, occurrence__starts_at__gt=at)
    for place in coming.filter(user=member.user, state__in=LIVE_STATES).order_by("occurrence_id", "pk"):
        step_back(place=place, staff=True, by=None, at=at)


def _locked(member: NetworkMember) -> NetworkMember:
    rows = NetworkMember.objects.select_for_update(of=("self",)).select_related("series", "user", "organisation")
    row = rows.get(pk=member.pk)
    if row.left_on is not None:
        raise HasLeft(row.pk)
    return row


def _noted(member: NetworkMember, action: str, *, by: User | None, at: datetime, **data: str) -> None:
    forget_membership(member.user)
    audit.record(member, action=action, by=by, at=at, network=member.series_id, **data)
