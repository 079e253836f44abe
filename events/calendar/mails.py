"""What calendars write to people: a short mail with an entry for their calendar program."""

from datetime import datetime
from email.utils import parseaddr

from django.conf import settings
from django.utils import translation

from cms.mail.calendar_part import CalendarPart
from cms.mail.domain.outbox import post_message
from cms.mail.models import OutboxMessage
from cms.mail.render import render_message

from ..addresses import occurrence_url
from ..enums import PlaceMode
from ..models import Occurrence, Place
from ..words import when_in_words, where_in_words
from . import ical
from .entries import CalendarEntry
from .enums import Method
from .models import CalendarMail
from .occurrences import join_url

FOLDER = "calendars/mail"


def tell(
    row: CalendarMail, entry: CalendarEntry, *, occurrence: Occurrence, place: Place | None, at: datetime
) -> OutboxMessage:
    """Write the mail of a row: into the calendar, or out of it."""
    folder = f"{FOLDER}/{row.method.lower()}"
    with translation.override(row.language):
        context = {
            "title": occurrence.title_in(row.language),
            "when": when_in_words(occurrence),
            "where": where_in_words(occurrence),
            "url": occurrence_url(occurrence),
            "join_url": way_in(place),
        }
    rendered = render_message(folder, language=row.language, context=context)
    return post_message(
        kind=folder,
        to_address=row.recipient,
        to_user=place.user if place else None,
        language=row.language,
        subject=rendered.subject,
        text=rendered.text,
        html=rendered.html,
        link=context["url"],
        calendar=part_of(row, entry, place),
        at=at,
        idempotency_key=f"{folder}:{row.pk}",
    )


def part_of(row: CalendarMail, entry: CalendarEntry, place: Place | None) -> CalendarPart:
    """What a row tells, for the program of its reader; in a mail of its own or along with another."""
    return CalendarPart(ical.mail(entry, sides(row, place), Method(row.method)).decode(), row.method)


def sides(row: CalendarMail, place: Place | None) -> ical.Sides:
    """The organiser is whoever the mail is from, or programs do not believe it."""
    name, address = parseaddr(settings.DEFAULT_FROM_EMAIL)
    return ical.Sides(address, name, row.recipient, place.name if place else "")


def way_in(place: Place | None) -> str:
    """For who takes part online. In the words of the mail alone: entries are passed on to colleagues."""
    from .domain.joining import guests_join_url

    if place is None or place.mode != PlaceMode.ONLINE:
        return ""
    return join_url(place.occurrence) if place.user_id else guests_join_url(place)
