"""Telling people's calendar programs by mail (iMIP) what has become of their places.

What is to be told is the difference between two tables: who has a place, and what each reader was told last. So it
does not matter which change was announced, in which order, or whether an announcement was lost: whoever looks next
finds what is missing. Two who look at once write each mail once. Whose place is given back in the very moment in
which it is told of hears of that an hour later at the latest.

Nobody gets two mails about one thing: a mail of the room about a place or a change (`booking_mails.py`, `mails.py`)
takes along what its reader's calendar does not know yet (`go_along`). The rest goes by itself, when that mail is out.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db import IntegrityError, transaction
from django.db.models import Case, Exists, F, OuterRef, Q, QuerySet, When
from django.db.models.functions import Lower
from django.utils import translation

from ...booking_hooks import Enclosed
from ...enums import OccurrenceState, PlaceMode, PlaceState
from ...models import Notice, Occurrence, Place
from .. import mails
from ..entries import CalendarEntry
from ..enums import Method, Status
from ..models import CalendarMail
from ..occurrences import entry_of, entry_of_place

# People told in one go.
BATCH = 100
# So long the mail about a place or a change has to come, before its readers are told by a mail of calendars' own.
ON_ITS_WAY = timedelta(minutes=10)
# Where who comes is written to: as by the mails about places, at the address their account has today.
READER = Lower(Case(When(user__is_active=True, then=F("user__email")), default=F("email")))
TAKES_PLACE = (OccurrenceState.ANNOUNCED, OccurrenceState.OPEN, OccurrenceState.CLOSED)


@dataclass(frozen=True)
class News:
    """Something one reader has not been told: of a place they have, or (none) that theirs is gone."""

    recipient: str
    place: Place | None
    last: CalendarMail | None

    @property
    def is_change(self) -> bool:
        """Of what stands in the reader's calendar already, and stays there."""
        return bool(self.place and self.last and self.last.method == Method.REQUEST)


def bring_up_to_date(*, occurrence_id: int, at: datetime, emails: Collection[str] | None = None) -> bool:
    """Write to whoever knows something else than what is so now; say whether there are more. Safe to run twice.

    `emails` (small letters) looks at these readers alone. What is over is told to nobody.
    """
    occurrence = (
        Occurrence.objects.select_related("series", "municipality").filter(pk=occurrence_id, ends_at__gt=at).first()
    )
    if occurrence is None:
        return False
    news = list(_news(occurrence, emails))
    if news and _notice_is_on_its_way(occurrence, at=at):
        return False
    if news and emails is None:
        news = _without_mail_on_its_way(occurrence, news, at=at)
    for one in news[:BATCH]:
        _tell(occurrence, one, at=at)
    return len(news) > BATCH


def go_along(occurrence: Occurrence, email: str, at: datetime) -> Enclosed | None:
    """Let the mail that is being written to somebody take along what their calendar does not know yet.

    They count as told; call it in the transaction of that mail. None where they know, or somebody tells them just now.
    """
    if occurrence.ends_at <= at or not email:
        return None
    news = next(_news(occurrence, {email.lower()}), None)
    row = _noted(_row(occurrence, news, at=at)) if news else None
    if news is None or row is None:
        return None
    entry = _entry(occurrence, news.place, row)
    return Enclosed(mails.part_of(row, entry, news.place), mails.way_in(news.place))


def occurrences_to_look_at(*, at: datetime) -> list[int]:
    """Those to come that somebody has a place at, or was told of."""
    confirmed = Place.objects.filter(occurrence=OuterRef("pk"), state=PlaceState.CONFIRMED)
    told = CalendarMail.objects.filter(uid=OuterRef("uid"))
    rows = Occurrence.objects.filter(Exists(confirmed) | Exists(told), ends_at__gt=at)
    return list(rows.order_by("starts_at", "pk").values_list("pk", flat=True))


def _news(occurrence: Occurrence, emails: Collection[str] | None) -> Iterator[News]:
    """What is gone comes first: somebody with a new address may have both in one calendar."""
    places, last = _places(occurrence, emails), _last(occurrence, emails)
    for recipient, mail in last.items():
        if recipient not in places and mail.method == Method.REQUEST:
            yield News(recipient, None, mail)
    for recipient, place in places.items():
        if not _knows(last.get(recipient), place, occurrence):
            yield News(recipient, place, last.get(recipient))


def _places(occurrence: Occurrence, emails: Collection[str] | None) -> dict[str, Place]:
    """The place of each reader; who has brought an assistant on the same address has one all the same."""
    if occurrence.state not in TAKES_PLACE:
        return {}
    rows = Place.objects.filter(occurrence=occurrence, state=PlaceState.CONFIRMED).exclude(email="")
    rows = rows.annotate(recipient=READER).select_related("booking", "user").order_by("is_assistant", "pk")
    if emails is not None:
        rows = rows.filter(recipient__in=emails)
    found: dict[str, Place] = {}
    for place in rows:
        found.setdefault(place.recipient, place)
    return found


def _last(occurrence: Occurrence, emails: Collection[str] | None) -> dict[str, CalendarMail]:
    """What each reader was told last."""
    rows: QuerySet[CalendarMail] = CalendarMail.objects.filter(uid=occurrence.uid).order_by("sequence", "pk")
    if emails is not None:
        rows = rows.filter(recipient__in=emails)
    return {row.recipient: row for row in rows}


def _knows(last: CalendarMail | None, place: Place, occurrence: Occurrence) -> bool:
    if last is None or last.method != Method.REQUEST:
        return False
    return (last.told_sequence, last.mode) == (occurrence.sequence, place.mode)


def _notice_is_on_its_way(occurrence: Occurrence, *, at: datetime) -> bool:
    """Everybody is told of a change just now; when that is done, this is asked again."""
    rows = Notice.objects.filter(occurrence=occurrence, done_at__isnull=True, made_at__gt=at - ON_ITS_WAY)
    return rows.exists()


def _without_mail_on_its_way(occurrence: Occurrence, news: list[News], *, at: datetime) -> list[News]:
    """Leave out who has got a place or lost it this minute: what they are written takes it along. One query."""
    moment = Q(confirmed_at__gt=at - ON_ITS_WAY) | Q(ended_at__gt=at - ON_ITS_WAY)
    rows = Place.objects.filter(moment, occurrence=occurrence).exclude(email="")
    recent = set(rows.values_list(READER, flat=True))
    return [one for one in news if one.is_change or one.recipient not in recent]


def _tell(occurrence: Occurrence, news: News, *, at: datetime) -> CalendarMail | None:
    """Write the row and its mail together; None when somebody else has just done so."""
    with transaction.atomic():
        row = _noted(_row(occurrence, news, at=at))
        if row:
            mails.tell(row, _entry(occurrence, news.place, row), occurrence=occurrence, place=news.place, at=at)
    return row


def _row(occurrence: Occurrence, news: News, *, at: datetime) -> CalendarMail:
    last, place = news.last, news.place
    return CalendarMail(
        uid=occurrence.uid,
        sequence=max(occurrence.sequence, last.sequence + 1 if last else 0),
        told_sequence=occurrence.sequence,
        mode=place.mode if place else last.mode if last else PlaceMode.ROOM,
        recipient=news.recipient,
        language=_language_of(place) if place else last.language if last else "nb",
        method=Method.REQUEST if place else Method.CANCEL,
        written_at=at,
        ends_at=occurrence.ends_at,
    )


def _noted(row: CalendarMail) -> CalendarMail | None:
    """Two who look at once: the second finds that it is written down."""
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        return None
    return row


def _entry(occurrence: Occurrence, place: Place | None, row: CalendarMail) -> CalendarEntry:
    """As in the feeds, with the number this reader is at; of two with one number, programs take the later stamp."""
    with translation.override(row.language):
        if place is None:
            entry = replace(entry_of(occurrence, row.language), status=Status.CANCELLED)
        else:
            place.occurrence = occurrence
            entry = entry_of_place(place, row.language)
    return replace(entry, sequence=row.sequence, changed_at=row.written_at)


def _language_of(place: Place) -> str:
    return place.user.language if place.user else place.booking.language
