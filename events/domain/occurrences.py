"""An occurrence from draft to held: announced, opened, moved, postponed, cancelled. Nothing else writes its state.
It is made in `making.py`; what may be changed at any time stands in `details.py`.

Every verb that people notice takes `seen`: the version (`changing.version_of`) whose consequences were shown.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction

from cms.people.models import User

from ..enums import NoticeKind, OccurrenceState
from ..models import Occurrence, TicketCategory
from ..words import where_in_words
from .along import days_of, take_along
from .another_day import fit_new_day, take_offers_back
from .changing import ChangedMeanwhile, MoveNotAllowed, locked, must_live, shown_in_calendars, step, write
from .interest import enqueue_telling
from .notices import give_notice
from .terms import AlreadyEnded, EndsBeforeStart, InThePast, When, Where, bring_to
from .waiting import promote

# After this long nobody corrects who came any more before it is called held.
FINISHED_AFTER = timedelta(days=2)

__all__ = ["AlreadyEnded", "ChangedMeanwhile", "EndsBeforeStart", "InThePast", "MoveNotAllowed"]


class ReasonMissing(Exception):
    """People are told why."""


class NothingChanged(Exception):
    """The new time and place are the old ones."""


class NotOverYet(Exception):
    """It is held once it has ended."""


class NoTickets(Exception):
    """Nobody can sign up for what has no kind of ticket."""


# --- Its states ------------------------------------------------------------------------------------


@transaction.atomic
def announce(*, occurrence: Occurrence, by: User | None, at: datetime, seen: str = "") -> Occurrence:
    """Save the date: visitors know of it, and can leave their address. Raises MoveNotAllowed, ChangedMeanwhile."""
    return _into(OccurrenceState.ANNOUNCED, occurrence, "events.announce", by=by, at=at, seen=seen)


@transaction.atomic
def open_sign_up(*, occurrence: Occurrence, by: User | None, at: datetime, seen: str = "") -> Occurrence:
    """Let people sign up, from now or from the moment the terms say; who asked for it is told then.

    Raises NoTickets, InThePast, MoveNotAllowed, ChangedMeanwhile.
    """
    if not TicketCategory.objects.filter(occurrence=occurrence.pk).exists():
        raise NoTickets(occurrence.pk)
    row = _into(OccurrenceState.OPEN, occurrence, "events.open_sign_up", by=by, at=at, seen=seen)
    if row.starts_at <= at:
        raise InThePast(row.pk)
    promote(occurrence=row, at=at)
    enqueue_telling()
    return row


@transaction.atomic
def close_sign_up(*, occurrence: Occurrence, by: User | None, at: datetime, seen: str = "") -> Occurrence:
    """Nobody new signs up; who has a place keeps it. Raises MoveNotAllowed, ChangedMeanwhile."""
    return _into(OccurrenceState.CLOSED, occurrence, "events.close_sign_up", by=by, at=at, seen=seen)


@transaction.atomic
def finish(*, occurrence: Occurrence, by: User | None, at: datetime, seen: str = "") -> Occurrence:
    """It was held; where sign-up was open still, it closes first.

    Raises NotOverYet, MoveNotAllowed, ChangedMeanwhile.
    """
    row = locked(occurrence, seen=seen)
    if row.ends_at > at:
        raise NotOverYet(row.pk)
    before = shown_in_calendars(row)
    if row.state == OccurrenceState.OPEN:
        step(row, OccurrenceState.CLOSED)
    step(row, OccurrenceState.DONE)
    return write(row, before, action="events.finish", by=by, at=at)


@transaction.atomic
def cancel(*, occurrence: Occurrence, reason: str, by: User | None, at: datetime, seen: str = "") -> Occurrence:
    """Call it off, for good. Places stay as they are: the occurrence says that there is nothing to come to.

    Who counts on it is told, with the reason; a draft nobody knows of needs none.

    Raises ReasonMissing, MoveNotAllowed, ChangedMeanwhile.
    """
    row = locked(occurrence, seen=seen)
    known, before = row.state != OccurrenceState.DRAFT, shown_in_calendars(row)
    if known and not reason.strip():
        raise ReasonMissing
    step(row, OccurrenceState.CANCELLED)
    write(row, before, action="events.cancel", by=by, at=at)
    if known:
        give_notice(row, NoticeKind.CANCELLED, reason=reason, at=at)
    return row


@transaction.atomic
def postpone(*, occurrence: Occurrence, reason: str, by: User | None, at: datetime, seen: str = "") -> Occurrence:
    """It is not held on its day; a new one is found later. Places are kept, nobody signs up meanwhile, and who was
    offered one waits again.

    Raises ReasonMissing, MoveNotAllowed, ChangedMeanwhile.
    """
    if not reason.strip():
        raise ReasonMissing
    row = locked(occurrence, seen=seen)
    before = shown_in_calendars(row)
    step(row, OccurrenceState.POSTPONED)
    row.was_to_start_at = row.starts_at
    write(row, before, action="events.postpone", by=by, at=at)
    take_offers_back(row, by=by, at=at)
    give_notice(row, NoticeKind.POSTPONED, reason=reason, at=at)
    return row


@transaction.atomic
def give_new_day(
    *,
    occurrence: Occurrence,
    when: When,
    where: Where | None = None,
    opens: bool = False,
    reason: str = "",
    by: User | None,
    at: datetime,
    seen: str = "",
) -> Occurrence:
    """Give a postponed one its new time, as a date to save or, with `opens`, open for sign-up at once. The programme
    and all deadlines go along: those that passed meanwhile were of the former day.

    Raises EndsBeforeStart, InThePast, NoTickets, MoveNotAllowed, ChangedMeanwhile.
    """
    row = locked(occurrence, seen=seen)
    if opens and not row.categories.exists():
        raise NoTickets(row.pk)
    before, was, place = shown_in_calendars(row), row.was_to_start_at or row.starts_at, where_in_words(row)
    days = days_of(row)
    step(row, OccurrenceState.OPEN if opens else OccurrenceState.ANNOUNCED)
    bring_to(row, when, where, at=at, anew=True)
    row.was_to_start_at = None
    write(row, before, action="events.give_new_day", by=by, at=at)
    take_along(row, days, by=by, at=at)
    fit_new_day(row, days)
    give_notice(row, NoticeKind.NEW_DAY, reason=reason, was_to_start_at=was, was_at=place, at=at)
    if opens:
        promote(occurrence=row, at=at)
        enqueue_telling()
    return row


def finish_what_is_over(*, at: datetime) -> int:
    """Call held what ended a while ago and nobody has said anything about; say how many."""
    over = Occurrence.objects.filter(
        state__in=[OccurrenceState.OPEN, OccurrenceState.CLOSED], ends_at__lte=at - FINISHED_AFTER
    )
    done = 0
    for occurrence in over.order_by("pk")[:100]:
        with suppress(MoveNotAllowed):
            finish(occurrence=occurrence, by=None, at=at)
            done += 1
    return done


def _into(
    state: OccurrenceState, occurrence: Occurrence, action: str, *, by: User | None, at: datetime, seen: str
) -> Occurrence:
    row = locked(occurrence, seen=seen)
    before = shown_in_calendars(row)
    if row.state == OccurrenceState.POSTPONED:
        # Only with a new day: `give_new_day`.
        raise MoveNotAllowed(row.state, state)
    step(row, state)
    return write(row, before, action=action, by=by, at=at)


# --- Time and place --------------------------------------------------------------------------------


@transaction.atomic
def move(
    *,
    occurrence: Occurrence,
    when: When,
    where: Where,
    reason: str = "",
    by: User | None,
    at: datetime,
    seen: str = "",
) -> Occurrence:
    """Another time or place. Deadlines that lie ahead and the programme go along by as many days; who counts on it is
    told.

    Raises NothingChanged, EndsBeforeStart, InThePast, MoveNotAllowed (postponed ones get a new day), AlreadyEnded,
    ChangedMeanwhile.
    """
    row = locked(occurrence, seen=seen)
    must_live(row)
    if row.state == OccurrenceState.POSTPONED:
        raise MoveNotAllowed(row.state, row.state)
    before, was, place, days = shown_in_calendars(row), row.starts_at, where_in_words(row), days_of(row)
    bring_to(row, when, where, at=at)
    if shown_in_calendars(row) == before and not where.join_url:
        raise NothingChanged(row.pk)
    write(row, before, action="events.move", by=by, at=at)
    take_along(row, days, by=by, at=at)
    fit_new_day(row, days)
    if row.state != OccurrenceState.DRAFT and shown_in_calendars(row) != before:
        give_notice(row, NoticeKind.MOVED, reason=reason, was_to_start_at=was, was_at=place, at=at)
    return row
