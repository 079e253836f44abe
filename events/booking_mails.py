"""What people are written about their bookings and places: one function a message, each written once."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.utils import translation

from cms.addresses import site_url
from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.mail.render import render_message

from .booking_hooks import payer_of
from .costs import cost_of
from .domain.room import offer_deadline
from .enums import PlaceMode
from .mails import FOLDER, _about, _enclosed, _mark, in_words
from .models import Booking, Place
from .place_links import booking_path, booking_url, place_url, share_url
from .standing import standing_of
from .templatetags.bookings import on_clock
from .words import deadline_in_words

# Mail after which something else stands in the reader's calendar: it takes that along, so that nobody gets two.
FOR_CALENDARS = frozenset(
    {
        "booking_confirmed",
        "place_named",
        "booking_cancelled",
        "place_cancelled",
        "place_released",
        "place_let_go",
        "ticket_handed_over",
    }
)


def booking_confirmed(booking: Booking, places: Sequence[Place], *, at: datetime) -> OutboxMessage | None:
    """With the ticket of who ordered; those of others are on the page of the booking, and in their own mail. Places
    without names come with the link to send on. One query more where something is to be paid.
    """
    own = [place for place in places if place.email and place.email.lower() == booking.email.lower()]
    unnamed = sum(1 for place in places if not (place.name or place.email))
    context = {
        "tickets": [{"name": place.name, "url": place_url(place)} for place in own],
        "unnamed": unnamed,
        "others": len(places) - len(own) - unnamed,
        "share_url": share_url(booking) if unnamed else "",
        "number": len(places),
        "until": _giving_back_ends(booking),
        "cost": (cost := cost_of(places)),
        "payer": _payer(booking) if cost else "",
    }
    if all(place.mode == PlaceMode.ONLINE for place in places):
        context["where"] = _online(_language(booking))
    moments = {place.confirmed_at.isoformat() for place in places if place.confirmed_at}
    return _to_contact("booking_confirmed", booking, context, key=max(moments, default=""), at=at)


def _giving_back_ends(booking: Booking) -> str:
    """In words of the booking's language; nothing where it ends as it starts."""
    occurrence = booking.occurrence
    if not occurrence.cancel_until:
        return ""
    with translation.override(_language(booking)):
        return deadline_in_words(occurrence.cancel_until, occurrence.zone)


def booking_pending(booking: Booking, places: Sequence[Place], *, at: datetime) -> OutboxMessage | None:
    return _to_contact("booking_pending", booking, {"number": len(places)}, key=_ids(places), at=at)


def booking_waiting(booking: Booking, places: Sequence[Place], *, at: datetime) -> OutboxMessage | None:
    standing = standing_of(booking, at=at)
    with translation.override(_language(booking)):
        reason = str(standing.reason.label) if standing else ""
    hours = booking.occurrence.offer_hours
    context = {"position": standing.position if standing else 0, "reason": reason, "hours": hours}
    return _to_contact("booking_waiting", booking, context, key=_ids(places), at=at)


def places_offered(booking: Booking, places: Sequence[Place], *, at: datetime) -> OutboxMessage | None:
    """With the moment until which they may answer, as it is known now."""
    ends = min(offer_deadline(place, at=at) for place in places)
    with translation.override(_language(booking)):
        until = on_clock(ends, booking.occurrence)
    context = {"number": len(places), "until": until, "link": site_url(booking_path(booking, "offer"))}
    key = max(place.offered_at.isoformat() for place in places if place.offered_at)
    return _to_contact("places_offered", booking, context, key=key, at=at)


def offer_lapsed(booking: Booking, places: Sequence[Place], *, at: datetime) -> OutboxMessage | None:
    return _to_contact("offer_lapsed", booking, {"number": len(places)}, key=_ids(places), at=at)


def place_refused(booking: Booking, places: Sequence[Place], *, reason: str, at: datetime) -> OutboxMessage | None:
    return _to_contact("place_refused", booking, {"reason": reason, "names": _names(places)}, key=_ids(places), at=at)


def booking_cancelled(
    booking: Booking, places: Sequence[Place], *, reason: str = "", at: datetime
) -> OutboxMessage | None:
    """With a reason where staff have taken them back."""
    context = {
        "number": len(places),
        "names": _names(places),
        "reason": reason,
        "own": any(place.email.lower() == booking.email.lower() for place in places),
        "cost_given_back": any(place.price for place in places if place.confirmed_at),
    }
    return _to_contact("booking_cancelled", booking, context, key=_ids(places), at=at)


def names_missing(booking: Booking, number: int, *, until: datetime, at: datetime) -> OutboxMessage | None:
    with translation.override(_language(booking)):
        context = {
            "number": number,
            "share_url": share_url(booking),
            "until": deadline_in_words(until, booking.occurrence.zone),
        }
    return _to_contact("names_missing", booking, context, key="once", at=at)


def place_named(place: Place, *, at: datetime) -> OutboxMessage | None:
    """Somebody else signed them up: their ticket, and where they answer and give it back."""
    context = {"by": place.booking.name, "link": place_url(place)}
    return _to_participant("place_named", place, context, key=f"{place.code}:{_mark(place.email)}", at=at)


def place_cancelled(place: Place, *, reason: str = "", at: datetime) -> OutboxMessage | None:
    """With a reason where staff have taken it back."""
    return _to_participant("place_cancelled", place, {"reason": reason}, key="once", at=at)


def place_released(place: Place, *, at: datetime) -> OutboxMessage | None:
    """Nobody answered whether they come: the place has gone to who waits."""
    return _to_participant("place_released", place, {}, key="once", at=at)


def place_let_go(place: Place, *, at: datetime) -> OutboxMessage | None:
    """It has begun and nobody came on it: others have it now. Once each time."""
    key = place.ended_at.isoformat() if place.ended_at else "once"
    return _to_participant("place_let_go", place, {}, key=key, at=at)


def still_coming(place: Place, *, until: datetime | None, at: datetime) -> OutboxMessage | None:
    with translation.override(_language(place.booking, place)):
        said = deadline_in_words(until, place.occurrence.zone) if until else ""
    context = {"until": said, "released": place.occurrence.release_silent, "link": place_url(place, "come")}
    key = place.asked_at.isoformat() if place.asked_at else "once"
    return _to_participant("still_coming", place, context, key=key, at=at)


def already_signed_up(place: Place, *, at: datetime) -> OutboxMessage | None:
    """To an address that was signed up again: nothing was booked for it, and who did it was not told."""
    key = f"{at:%Y-%m-%d}"
    return _to_participant("already_signed_up", place, {"link": place_url(place)}, key=key, at=at)


def ticket_handed_over(place: Place, *, name: str, email: str, at: datetime) -> OutboxMessage:
    booking, language = place.booking, place.booking.language
    context = _about(place.occurrence, language) | {
        "name": name,
        "named": bool(place.name or place.email),
        "ordered": email.lower() == booking.email.lower(),
    }
    return _post(
        "ticket_handed_over", context, to=email, user=None, language=language, key=place.code, about=booking, at=at
    )


# --- Writing -----------------------------------------------------------------------------------


def _to_contact(
    name: str, booking: Booking, context: dict[str, Any], *, key: str, at: datetime
) -> OutboxMessage | None:
    """To who ordered; whoever was let in at the door may have left no address."""
    user = booking.contact if booking.contact and booking.contact.is_active else None
    to = user.email if user else booking.email
    if not to:
        return None
    language = _language(booking)
    whole = _about(booking.occurrence, language) | {
        "name": booking.name,
        "reference": booking.reference,
        "booking_url": booking_url(booking),
        **context,
    }
    return _post(name, whole, to=to, user=user, language=language, key=key, about=booking, at=at)


def _to_participant(
    name: str, place: Place, context: dict[str, Any], *, key: str, at: datetime
) -> OutboxMessage | None:
    """To who comes; where nobody is named by address, to who ordered."""
    user = place.user if place.user and place.user.is_active else None
    to = user.email if user else place.email or place.booking.email
    if not to:
        return None
    language = _language(place.booking, place)
    whole = _about(place.occurrence, language) | {"name": place.name, **context}
    if place.mode == PlaceMode.ONLINE:
        whole["where"] = _online(language)
    return _post(name, whole, to=to, user=user, language=language, key=f"{place.pk}:{key}", about=place.booking, at=at)


def _post(
    name: str, context: dict[str, Any], *, to: str, user: Any, language: str, key: str, about: Booking, at: datetime
) -> OutboxMessage:
    folder = f"{FOLDER}/{name}"
    once = f"{folder}:{about.pk}:{key}"[:200]
    enclosed = _enclosed(about.occurrence, to, key=once, at=at) if name in FOR_CALENDARS else None
    rendered = render_message(folder, language=language, context=context | in_words(enclosed))
    return post_message(
        kind=folder,
        to_address=to,
        to_user=user,
        language=language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        link=context["url"],
        calendar=enclosed.part if enclosed else None,
        at=at,
        idempotency_key=once,
    )


def _language(booking: Booking, place: Place | None = None) -> str:
    user = place.user if place else booking.contact
    return user.language if user and user.is_active else booking.language


def _online(language: str) -> str:
    """Where somebody takes part who does not come to the venue."""
    with translation.override(language):
        return str(PlaceMode.ONLINE.label)


def _payer(booking: Booking) -> str:
    with translation.override(_language(booking)):
        return payer_of(booking)


def _ids(places: Sequence[Place]) -> str:
    return "-".join(str(place.pk) for place in places)


def _names(places: Sequence[Place]) -> list[str]:
    return [place.name or place.email for place in places if place.name or place.email]
