"""An occurrence from draft to held: announced, opened, moved, postponed, cancelled. Nothing else writes its state.

Every verb that people notice takes `seen`: the version (`changing.version_of`) whose consequences were shown.
"""

from contextlib import suppress
from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from cms import audit
from cms.people.models import User

from ..enums import Mode, NoticeKind, OccurrenceState, PlaceMode
from ..models import Occurrence, Quota, Series, TicketCategory
from ..words import in_every_language, where_in_words
from .along import days_of, take_along
from .another_day import fit_new_day, take_offers_back
from .changing import ChangedMeanwhile, MoveNotAllowed, after_commit, locked, shown_in_calendars, step, write
from .notices import give_notice
from .terms import (
    AlreadyEnded,
    Details,
    EndsBeforeStart,
    InThePast,
    TermsOutOfOrder,
    Tickets,
    When,
    Where,
    bring_to,
    put_join_link,
    set_details,
    set_when,
    set_where,
)
from .waiting import promote

# After this long nobody corrects who came any more before it is called held.
FINISHED_AFTER = timedelta(days=2)

FOR_EVERYBODY = Tickets()

__all__ = ["AlreadyEnded", "ChangedMeanwhile", "EndsBeforeStart", "InThePast", "MoveNotAllowed", "TermsOutOfOrder"]


class ReasonMissing(Exception):
    """People are told why."""


class NothingChanged(Exception):
    """The new time and place are the old ones."""


class NotOverYet(Exception):
    """It is held once it has ended."""


class NoTickets(Exception):
    """Nobody can sign up for what has no kind of ticket."""


# --- Making one ------------------------------------------------------------------------------------


@transaction.atomic
def create_occurrence(
    *,
    series: Series,
    when: When,
    where: Where,
    details: Details | None = None,
    tickets: Tickets | None = FOR_EVERYBODY,
    by: User | None,
    at: datetime,
) -> Occurrence:
    """A draft, with the address of its meeting and a kind of ticket (none where `tickets` is None).

    Raises EndsBeforeStart, InThePast, TermsOutOfOrder.
    """
    occurrence, details = Occurrence(series=series, created_at=at, changed_at=at), details or Details()
    set_when(occurrence, when, at=at)
    set_where(occurrence, where)
    set_details(occurrence, details)
    occurrence.save(force_insert=True)
    occurrence.topics.set(details.topics)
    put_join_link(occurrence, where.join_url)
    if tickets:
        _make_tickets(occurrence, tickets)
    audit.record(occurrence, action="events.create_occurrence", by=by, at=at, series=series.pk)
    after_commit([occurrence], at=at)
    return occurrence


def _make_tickets(occurrence: Occurrence, tickets: Tickets) -> None:
    kinds = {
        Mode.ROOM: [(_("Participant"), PlaceMode.ROOM, tickets.places)],
        Mode.ONLINE: [(_("Participant"), PlaceMode.ONLINE, tickets.places)],
        Mode.HYBRID: [
            (_("In person"), PlaceMode.ROOM, tickets.places),
            (_("Online"), PlaceMode.ONLINE, tickets.online_places),
        ],
    }[Mode(occurrence.mode)]
    for position, (name, mode, size) in enumerate(kinds):
        category = TicketCategory.objects.create(
            occurrence=occurrence,
            names=in_every_language(name),
            mode=mode,
            price=tickets.price,
            vat_code=tickets.vat_code,
            position=position,
        )
        quota = Quota.objects.create(occurrence=occurrence, name=category.name_in("nb"), size=size)
        quota.categories.add(category)


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
    _enqueue_telling()
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
    """Give a postponed one its new time, as a date to save or, with `opens`, open for sign-up at once. Deadlines
    and the programme go along. Raises EndsBeforeStart, InThePast, NoTickets, MoveNotAllowed, ChangedMeanwhile.
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
        _enqueue_telling()
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


# --- Time, place, details --------------------------------------------------------------------------


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
    _must_live(row)
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


@transaction.atomic
def change_details(
    *, occurrence: Occurrence, details: Details, by: User | None, at: datetime, seen: str = ""
) -> Occurrence:
    """Title, terms of sign-up, hours, course and topics. Raises TermsOutOfOrder, AlreadyEnded, ChangedMeanwhile."""
    row = locked(occurrence, seen=seen)
    _must_live(row)
    before = shown_in_calendars(row)
    set_details(row, details)
    row.topics.set(details.topics)
    write(row, before, action="events.change_details", by=by, at=at)
    if row.state == OccurrenceState.OPEN:
        _enqueue_telling()
    return row


@transaction.atomic
def set_join_link(*, occurrence: Occurrence, url: str, opens_minutes: int, by: User | None, at: datetime) -> None:
    """Where the meeting is held online, and when the page lets people in; no address takes it away. Nobody is told:
    their links lead to our page, which asks for it when they come.
    """
    row = locked(occurrence)
    put_join_link(row, url, opens_minutes=opens_minutes)
    audit.record(row, action="events.set_join_link", by=by, at=at)


def _must_live(occurrence: Occurrence) -> None:
    if occurrence.state in {OccurrenceState.DONE, OccurrenceState.CANCELLED}:
        raise AlreadyEnded(occurrence.pk)


def _enqueue_telling() -> None:
    """Who waits for sign-up to open is told after commit; the tick finds whoever a lost message leaves untold."""
    from ..tasks import tell_interested

    transaction.on_commit(tell_interested.delay, robust=True)
