"""Telling people of a change they have to know: a notice is written in the change, and worked off after it."""

from collections.abc import Iterator
from datetime import datetime

from django.db import transaction

from .. import mails
from ..enums import LIVE_STATES
from ..models import Interest, Notice, Occurrence, Place
from ..place_links import booking_url, place_url
from ..signals import people_told
from ..words import where_in_words
from .also_told import Reader, reader_of, readers_also_told

# People told in one transaction.
BATCH = 100


def give_notice(
    occurrence: Occurrence,
    kind: str,
    *,
    reason: str,
    at: datetime,
    was_to_start_at: datetime | None = None,
    was_at: str = "",
) -> Notice:
    """Write down that people are told. A notice of an earlier change that is not out yet is overtaken by this."""
    overtaken = occurrence.notices.filter(done_at__isnull=True)
    if earlier := overtaken.order_by("pk").first():
        was_to_start_at, was_at = earlier.was_to_start_at, earlier.was_at
        overtaken.update(done_at=at)
    notice = Notice.objects.create(
        occurrence=occurrence,
        kind=kind,
        reason=reason.strip(),
        was_to_start_at=was_to_start_at or occurrence.starts_at,
        was_at=was_at or where_in_words(occurrence),
        made_at=at,
    )
    from ..tasks import send_notice

    transaction.on_commit(lambda: send_notice.delay(notice.pk), robust=True)
    return notice


def notices_to_send(*, limit: int = 50) -> list[int]:
    return list(Notice.objects.filter(done_at__isnull=True).order_by("made_at").values_list("pk", flat=True)[:limit])


@transaction.atomic
def send_some(*, notice_id: int, at: datetime) -> bool:
    """Write to the next people; say whether there are more. Safe to run twice: the notice is locked, and each address
    hears of it once.
    """
    rows = Notice.objects.select_for_update(of=("self",), skip_locked=True).filter(pk=notice_id, done_at__isnull=True)
    notice = rows.select_related("occurrence__series").first()
    if notice is None:
        return False
    places = _next_places(notice)
    readers = list(_readers(places)) if places else _without_a_place(notice)
    for reader in readers:
        mails.occurrence_changed(notice, reader, at=at)
    if places:
        notice.told_until = places[-1].pk
    else:
        notice.done_at = at
        told = {"occurrence_id": notice.occurrence_id, "emails": None, "at": at}
        transaction.on_commit(lambda: people_told.send_robust(Notice, **told), robust=True)
    notice.save(update_fields=["told_until", "done_at"])
    return bool(places)


def _next_places(notice: Notice) -> list[Place]:
    """Ids rise, so whoever comes meanwhile stands behind; they have booked what it says now, and are told all the
    same.
    """
    rows = Place.objects.filter(occurrence=notice.occurrence_id, pk__gt=notice.told_until, state__in=LIVE_STATES)
    return list(rows.select_related("user", "booking__contact").order_by("pk")[:BATCH])


def _readers(places: list[Place]) -> Iterator[Reader]:
    """Whoever has the place, and whoever ordered it; each address once."""
    known: set[str] = set()
    for place in places:
        booking = place.booking
        for reader in (
            reader_of(place.user, place.email, place.name, booking.language, way=place_url(place)),
            reader_of(booking.contact, booking.email, booking.name, booking.language, way=booking_url(booking)),
        ):
            if reader and reader.email.lower() not in known:
                known.add(reader.email.lower())
                yield reader


def _without_a_place(notice: Notice) -> list[Reader]:
    """Who has one as well has been written to."""
    return [*_interested(notice), *readers_also_told(notice.occurrence)]


def _interested(notice: Notice) -> list[Reader]:
    rows = Interest.objects.filter(occurrence=notice.occurrence_id).select_related("user").order_by("pk")
    return [reader for row in rows if (reader := reader_of(row.user, row.email, "", row.language))]
