"""What of an occurrence may be changed at any time, and nobody is told of."""

from datetime import datetime

from django.db import transaction

from cms import audit
from cms.people.models import User

from ..enums import OccurrenceState
from ..models import Occurrence
from .changing import locked, must_live, shown_in_calendars, write
from .interest import enqueue_telling
from .terms import Details, put_join_link, set_details


@transaction.atomic
def change_details(
    *, occurrence: Occurrence, details: Details, by: User | None, at: datetime, seen: str = ""
) -> Occurrence:
    """Title, terms of sign-up, hours, course and topics. Raises TermsOutOfOrder, AlreadyEnded, ChangedMeanwhile."""
    row = locked(occurrence, seen=seen)
    must_live(row)
    before = shown_in_calendars(row)
    set_details(row, details)
    row.topics.set(details.topics)
    write(row, before, action="events.change_details", by=by, at=at)
    if row.state == OccurrenceState.OPEN:
        enqueue_telling()
    return row


@transaction.atomic
def set_join_link(*, occurrence: Occurrence, url: str, opens_minutes: int, by: User | None, at: datetime) -> None:
    """Where the meeting is held online, and when the page lets people in; no address takes it away. Nobody is told:
    their links lead to our page, which asks for it when they come.
    """
    row = locked(occurrence)
    put_join_link(row, url, opens_minutes=opens_minutes)
    audit.record(row, action="events.set_join_link", by=by, at=at)
