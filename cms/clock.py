"""The one clock. Everything that asks what time it is, or whether a timer may fire, asks here."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return this moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Return today's date where the centre is (TIME_ZONE)."""
    return local_date(now())


def local_date(at: datetime) -> date:
    """Return the date of a moment where the centre is."""
    return timezone.localdate(at, timezone=timezone.get_default_timezone())


# Pauses stand in tables, and the clock is asked before there are any: so they are imported when asked.


def timers_paused(*, organisation_id: int | None, at: datetime) -> bool:
    """Say whether reminders, deadlines and expiries of this organisation stand still at this moment.

    Every timer asks this before it fires. Warm, it costs no query. Somebody who acts for no organisation (None) is
    covered by a pause for everybody only.
    """
    from cms.pause import queries

    return queries.timers_paused(organisation_id=organisation_id, at=at)


def paused_seconds(*, organisation_id: int | None, since: datetime, until: datetime) -> float:
    """Return how many seconds timers stood still between two moments; pauses that overlap count once."""
    from cms.pause import queries

    return queries.paused_seconds(organisation_id=organisation_id, since=since, until=until)


def deadline_after_pauses(
    *, organisation_id: int | None, since: datetime, deadline: datetime, at: datetime
) -> datetime:
    """Return where a deadline that began to run at `since` has moved to, as known at `at`.

    It moves by as long as timers stood still meanwhile; during an open pause it moves along with `at`.
    """
    from cms.pause import queries

    return queries.deadline_after_pauses(organisation_id=organisation_id, since=since, deadline=deadline, at=at)
