"""Where somebody stands in the waiting list and why it does not move: for themselves, and nothing about others."""

from dataclasses import dataclass
from datetime import datetime

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from .domain.room import Room, offer_deadline, room_of
from .domain.waiting import PROMOTING, line_at
from .enums import PlaceState
from .line import Waiter
from .models import Booking, Occurrence, Place


class WaitingReason(models.TextChoices):
    """Why a booking is not asked yet."""

    FULL = "full", _("All places are taken.")
    TOO_FEW = "too_few", _("Fewer places are free than you need together.")
    OFFER_OUT = "offer_out", _("A place is offered to somebody who has waited longer, and who has not answered yet.")
    BEHIND = "behind", _("Others have waited longer.")
    CLOSED = "closed", _("No places are given out at the moment.")


@dataclass(frozen=True)
class Standing:
    """`position` counts bookings, from 1; `places_ahead` the places those before wait for together."""

    position: int
    places_ahead: int
    places: int
    reason: WaitingReason
    # With TOO_FEW: how many are free. With OFFER_OUT: when that offer ends at the latest.
    free: int = 0
    answered_by: datetime | None = None

    @property
    def ahead(self) -> str:
        """Who is before them, in a sentence."""
        if self.position == 1:
            return str(_("You are the first in the waiting list."))
        number = self.position - 1
        said = ngettext(
            "%(number)d booking is before yours in the waiting list.",
            "%(number)d bookings are before yours in the waiting list.",
            number,
        )
        return said % {"number": number}


def standing_of(booking: Booking, *, at: datetime) -> Standing | None:
    """None when the booking does not wait. A handful of queries, however long the list is."""
    line = line_at(booking.occurrence_id)
    before = next((index for index, waiter in enumerate(line) if waiter.booking == booking.pk), None)
    if before is None:
        return None
    own, ahead = line[before], line[:before]
    why, free, until = _reason(booking.occurrence, own, first=not ahead, at=at)
    return Standing(
        position=before + 1,
        places_ahead=sum(sum(waiter.demand.values()) for waiter in ahead),
        places=sum(own.demand.values()),
        reason=why,
        free=free,
        answered_by=until,
    )


def _reason(
    occurrence: Occurrence, own: Waiter, *, first: bool, at: datetime
) -> tuple[WaitingReason, int, datetime | None]:
    if occurrence.state not in PROMOTING or at >= occurrence.starts_at:
        return WaitingReason.CLOSED, 0, None
    room = room_of(occurrence, at=at)
    if until := _offer_out(occurrence, own, room, at=at):
        return WaitingReason.OFFER_OUT, 0, until
    if room.fits(own.demand) or (not first and room.least_free(own.demand)):
        return WaitingReason.BEHIND, 0, None
    free = room.least_free(own.demand) or 0
    return (WaitingReason.TOO_FEW, free, None) if free else (WaitingReason.FULL, 0, None)


def _offer_out(occurrence: Occurrence, own: Waiter, room: Room, *, at: datetime) -> datetime | None:
    """When the first of the offers that hold places this booking could have runs out."""
    quotas = set(room.needs(own.demand))
    offered = Place.objects.filter(occurrence=occurrence, state=PlaceState.OFFERED)
    deadlines = [
        offer_deadline(place, at=at)
        for place in offered.select_related("booking", "occurrence")
        if not quotas.isdisjoint(room.touches.get(place.category_id, ()))
    ]
    return min((one for one in deadlines if one > at), default=None)
